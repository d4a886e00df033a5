import type { BoundDate } from '../forms/bind-form.js';
import { classNames } from '../class-names.js';
import { QuestionGroup } from './question.js';

/** A date typed as day, month and year; what was typed is shown again as it was, even when it is no date. */
export interface DateInputProps extends BoundDate {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly isBirthday?: boolean;
}

/**
 * Three fields named `<name>-day`, `<name>-month`, `<name>-year`. The first has the question's id, so the error summary's
 * link lands on it.
 */
export const DateInput = (props: DateInputProps) => {
  const inputClass = (width: 2 | 3 | 4): string =>
    classNames('ds_input', `ds_input--fixed-${width}`, props.error !== undefined && 'ds_input--error');
  const invalid = props.error === undefined ? undefined : ('true' as const);
  const birthday = (part: string): string => (props.isBirthday === true ? `bday-${part}` : 'off');
  return (
    <QuestionGroup {...props}>
      <div class="ds_field-group ds_field-group--inline">
        <div>
          <label class="ds_label" for={props.id}>
            Day
          </label>
          <input
            class={inputClass(2)}
            id={props.id}
            name={`${props.name}-day`}
            value={props.day}
            inputMode="numeric"
            autocomplete={birthday('day')}
            aria-invalid={invalid}
          />
        </div>
        <div>
          <label class="ds_label" for={`${props.id}-month`}>
            Month
          </label>
          <input
            class={inputClass(3)}
            id={`${props.id}-month`}
            name={`${props.name}-month`}
            value={props.month}
            autocomplete={birthday('month')}
            aria-invalid={invalid}
          />
        </div>
        <div>
          <label class="ds_label" for={`${props.id}-year`}>
            Year
          </label>
          <input
            class={inputClass(4)}
            id={`${props.id}-year`}
            name={`${props.name}-year`}
            value={props.year}
            inputMode="numeric"
            autocomplete={birthday('year')}
            aria-invalid={invalid}
          />
        </div>
      </div>
    </QuestionGroup>
  );
};
