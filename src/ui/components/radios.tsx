import type { Option } from '../forms/form-state.js';
import { classNames } from '../class-names.js';
import { QuestionGroup, type FieldProps } from './question.js';

/** A choice of one, all choices in sight. */
export interface RadiosProps extends FieldProps {
  readonly value: string;
  readonly options: readonly Option[];
  readonly isInline?: boolean;
}

/** A group of radios under one legend. The first has the question's id, so the error summary's link lands on it. */
export const Radios = (props: RadiosProps) => (
  <QuestionGroup {...props}>
    <div class={classNames('ds_field-group', props.isInline === true && 'app-inline-options')}>
      {props.options.map((option, index) => {
        const id = index === 0 ? props.id : `${props.id}-${index + 1}`;
        const hintId = option.hint === undefined ? undefined : `${id}-note`;
        return (
          <div class="ds_radio ds_radio--small" key={option.value}>
            <input
              class="ds_radio__input"
              type="radio"
              id={id}
              name={props.name}
              value={option.value}
              checked={option.value === props.value}
              aria-describedby={hintId}
            />
            <label class="ds_radio__label" for={id}>
              {option.text}
            </label>
            {hintId !== undefined && (
              <p class="ds_hint-text" id={hintId}>
                {option.hint}
              </p>
            )}
          </div>
        );
      })}
    </div>
  </QuestionGroup>
);
