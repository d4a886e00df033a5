import type { ComponentChildren } from 'preact';
import { classNames } from '../class-names.js';

/** What all field components share. `id` is the anchor an error summary links to. */
export interface FieldProps {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
}

/** Ids of the hint and the error, for `aria-describedby`; undefined when there is neither. */
export function describedBy({
  id,
  hint,
  error,
}: Pick<FieldProps, 'id' | 'hint' | 'error'>): string | undefined {
  const ids = [
    hint === undefined ? undefined : `${id}-hint`,
    error === undefined ? undefined : `${id}-error`,
  ];
  return classNames(...ids) || undefined;
}

/** The hint and the error message that stand between a label and its field. */
const QuestionNotes = ({ id, hint, error }: Pick<FieldProps, 'id' | 'hint' | 'error'>) => (
  <>
    {hint !== undefined && (
      <p class="ds_hint-text" id={`${id}-hint`}>
        {hint}
      </p>
    )}
    {error !== undefined && (
      <p class="ds_question__error-message" id={`${id}-error`}>
        <span class="visually-hidden">Error: </span>
        {error}
      </p>
    )}
  </>
);

/** One question with a label for its single field. */
export const Question = (props: Omit<FieldProps, 'name'> & { readonly children: ComponentChildren }) => (
  <div class={classNames('ds_question', props.error !== undefined && 'ds_question--error')}>
    <label class="ds_label" for={props.id}>
      {props.label}
    </label>
    <QuestionNotes id={props.id} hint={props.hint} error={props.error} />
    {props.children}
  </div>
);

/** One question whose fields belong together: a date, radios, checkboxes. */
export const QuestionGroup = (props: Omit<FieldProps, 'name'> & { readonly children: ComponentChildren }) => (
  <div class={classNames('ds_question', props.error !== undefined && 'ds_question--error')}>
    <fieldset aria-describedby={describedBy(props)}>
      <legend class="app-legend">{props.label}</legend>
      <QuestionNotes id={props.id} hint={props.hint} error={props.error} />
      {props.children}
    </fieldset>
  </div>
);
