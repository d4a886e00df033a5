import { classNames } from '../class-names.js';
import { describedBy, Question, type FieldProps } from './question.js';
import { Room } from './room.js';

/** A one-line text field. Width is a hint about the length of the answer, in characters. */
export interface TextInputProps extends FieldProps {
  readonly value: string;
  readonly type?: 'text' | 'email' | 'password';
  readonly widthCharacters?: 2 | 3 | 4 | 5 | 10 | 20;
  readonly autocomplete?: string;
  readonly inputMode?: 'numeric' | 'email' | 'text';
  /** In UTF-16 units, as HTML counts. Nothing is cut off: more is said to be too much. */
  readonly maxLength?: number;
}

const Input = (props: TextInputProps) => {
  const shared = {
    class: classNames(
      'ds_input',
      props.widthCharacters !== undefined && `ds_input--fixed-${props.widthCharacters}`,
      props.error !== undefined && 'ds_input--error',
    ),
    id: props.id,
    name: props.name,
    autocomplete: props.autocomplete ?? 'off',
    inputMode: props.inputMode,
    'data-longest': props.maxLength,
    'aria-describedby': describedBy(props),
    'aria-invalid': props.error === undefined ? undefined : ('true' as const),
  };
  if (props.type === 'password') return <input type="password" spellcheck={false} {...shared} />;
  if (props.type === 'email')
    return <input type="email" spellcheck={false} value={props.value} {...shared} />;
  return <input type="text" value={props.value} {...shared} />;
};

/** A labelled text field that keeps what was typed; a password is never sent back. */
export const TextInput = (props: TextInputProps) => (
  <Question {...props}>
    <Input {...props} />
    <Room id={props.id} longest={props.maxLength} />
  </Question>
);
