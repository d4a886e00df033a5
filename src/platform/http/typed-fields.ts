import type { IsoDate } from '../../kernel/iso-date.js';
import { pence, type Pence } from '../../kernel/money.js';
import { dateFromFields } from '../../ui/forms/date-parts.js';
import type { FieldError } from '../../ui/forms/form-state.js';
import type { Typed } from './define-page.js';
import { account, words } from './schemas.js';

/** One field of a form as read: its value, or what would be accepted. */
export type Field<T> = { readonly value: T } | { readonly error: FieldError };

const wrong = (field: string, text: string) => ({ error: { field, text } });

const isEmpty = (typed: Typed, field: string): boolean => (typed[field] ?? '').trim() === '';

/** A date typed in three fields, or what would be accepted. */
export const dateField = (typed: Typed, field: string, what: string): Field<IsoDate> => {
  const read = dateFromFields(typed, field);
  switch (read.kind) {
    case 'missing':
      return wrong(field, `Enter ${what}`);
    case 'not-a-date':
      return wrong(
        field,
        `Enter ${what} as a real date, such as 3 11 2026. “${read.typed.slice(0, 40)}” is not a date`,
      );
    case 'date':
      return { value: read.on };
  }
};

/** A date that may be left empty. */
export const optionalDateField = (typed: Typed, field: string, what: string): Field<IsoDate | null> =>
  dateFromFields(typed, field).kind === 'missing' ? { value: null } : dateField(typed, field, what);

/** One of a list, or what would be accepted. */
export const choiceField = <const Choice extends string>(
  typed: Typed,
  field: string,
  choices: readonly Choice[],
  text: string,
): Field<Choice> => {
  const choice = choices.find((value) => value === typed[field]);
  return choice === undefined ? wrong(field, text) : { value: choice };
};

/** One of a list, or none of it. */
export const optionalChoice = <const Choice extends string>(
  typed: Typed,
  field: string,
  choices: readonly Choice[],
  text: string,
): Field<Choice | null> =>
  isEmpty(typed, field) ? { value: null } : choiceField(typed, field, choices, text);

/** A whole number from 1 on, at most `most`, which may have three digits; or what would be accepted. */
export const countField = (typed: Typed, field: string, most: number, text: string): Field<number> => {
  const written = (typed[field] ?? '').trim();
  const count = /^\d{1,3}$/.test(written) ? Number(written) : 0;
  return count >= 1 && count <= most ? { value: count } : wrong(field, text);
};

/** Pounds as people write them: `1150`, `1,150`, `£1,150.50`; a penny at least. Unit of `most`: pence. */
export const poundsField = (typed: Typed, field: string, most: number, text: string): Field<Pence> => {
  const written = (typed[field] ?? '').replace(/[£,\s]/g, '');
  const [, whole, part = ''] = /^(\d{1,10})(?:\.(\d{1,2}))?$/.exec(written) ?? [];
  const amount = whole === undefined ? 0 : Number(whole) * 100 + Number(part.padEnd(2, '0'));
  return amount >= 1 && amount <= most ? { value: pence(amount) } : wrong(field, text);
};

const textField = (
  schema: ReturnType<typeof words>,
  typed: Typed,
  field: string,
  missing: string,
): Field<string> => {
  const read = schema.safeParse((typed[field] ?? '').replace(/\r\n?/g, '\n'));
  if (read.success) return { value: read.data };
  if (isEmpty(typed, field)) return wrong(field, missing);
  return wrong(field, (read.error.issues[0]?.message ?? missing).replace(/\.$/, ''));
};

/** Text of at most so many characters, or what would be accepted. */
export const proseField = (typed: Typed, field: string, longest: number, missing: string): Field<string> =>
  textField(words(longest), typed, field, missing);

/** The same of what others must be able to follow later: a few words at least. */
export const accountField = (typed: Typed, field: string, longest: number, missing: string): Field<string> =>
  textField(account(longest), typed, field, missing);

/** Text that may be left empty. */
export const optionalProse = (typed: Typed, field: string, longest: number): Field<string | null> =>
  isEmpty(typed, field) ? { value: null } : proseField(typed, field, longest, '');

/** What is wrong with any of these fields. */
export const errorsOf = (...fields: readonly Field<unknown>[]): readonly FieldError[] =>
  fields.flatMap((field) => ('error' in field ? [field.error] : []));
