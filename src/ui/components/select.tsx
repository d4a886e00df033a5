import type { Option } from '../forms/form-state.js';
import { classNames } from '../class-names.js';
import { describedBy, Question, type FieldProps } from './question.js';

/** A choice of one from a list. `emptyText` is the first entry, with the empty value; left out when not given. */
export interface SelectProps extends FieldProps {
  readonly value: string;
  readonly options: readonly Option[];
  readonly emptyText?: string;
}

/** A labelled select. A typed value that is no option any more is kept as an entry of its own, so nothing changes silently. */
export const Select = (props: SelectProps) => (
  <Question {...props}>
    <span class={classNames('ds_select-wrapper', props.error !== undefined && 'ds_input--error')}>
      <select
        class="ds_select"
        id={props.id}
        name={props.name}
        aria-describedby={describedBy(props)}
        aria-invalid={props.error === undefined ? undefined : 'true'}
      >
        {props.emptyText !== undefined && <option value="">{props.emptyText}</option>}
        {props.value !== '' && !props.options.some((option) => option.value === props.value) && (
          <option value={props.value} selected>
            {props.value} (no longer offered)
          </option>
        )}
        {props.options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === props.value}>
            {option.text}
          </option>
        ))}
      </select>
      <span class="ds_select-arrow" aria-hidden="true" />
    </span>
  </Question>
);
