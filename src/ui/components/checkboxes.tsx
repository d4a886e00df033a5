import { QuestionGroup, type FieldProps } from './question.js';

/** One tick box: its own field name, sent as `yes` when ticked. */
export interface CheckboxItem {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly text: string;
  readonly hint?: string | undefined;
}

/** A single tick box outside a group, for filters. */
const Checkbox = ({ id, name, value, text, hint }: CheckboxItem) => (
  <div class="ds_checkbox ds_checkbox--small">
    <input
      class="ds_checkbox__input"
      type="checkbox"
      id={id}
      name={name}
      value="yes"
      checked={value === 'yes'}
      aria-describedby={hint === undefined ? undefined : `${id}-note`}
    />
    <label class="ds_checkbox__label" for={id}>
      {text}
    </label>
    {hint !== undefined && (
      <p class="ds_hint-text" id={`${id}-note`}>
        {hint}
      </p>
    )}
  </div>
);

/** Several tick boxes under one legend. */
export const Checkboxes = (props: Omit<FieldProps, 'name'> & { readonly items: readonly CheckboxItem[] }) => (
  <QuestionGroup {...props}>
    <div class="ds_field-group ds_checkboxes">
      {props.items.map((item) => (
        <Checkbox key={item.id} {...item} />
      ))}
    </div>
  </QuestionGroup>
);
