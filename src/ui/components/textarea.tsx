import { classNames } from '../class-names.js';
import { describedBy, Question, type FieldProps } from './question.js';
import { Room } from './room.js';

/** A text field of several lines; `maxLength` in UTF-16 units, as HTML counts: more is said to be too much, nothing is cut off. */
export interface TextareaProps extends FieldProps {
  readonly value: string;
  readonly rows?: number;
  readonly maxLength?: number;
}

/** A labelled text area that keeps what was typed. */
export const Textarea = (props: TextareaProps) => (
  <Question {...props}>
    <textarea
      class={classNames('ds_input', props.error !== undefined && 'ds_input--error')}
      id={props.id}
      name={props.name}
      rows={props.rows ?? 4}
      data-longest={props.maxLength}
      aria-describedby={describedBy(props)}
      aria-invalid={props.error === undefined ? undefined : 'true'}
    >
      {/* A first line break right after the tag is dropped by HTML: one more keeps the one that was typed. */}
      {props.value.startsWith('\n') ? `\n${props.value}` : props.value}
    </textarea>
    <Room id={props.id} longest={props.maxLength} />
  </Question>
);
