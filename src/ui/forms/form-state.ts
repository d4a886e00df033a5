/** The three field names under which a date called `F` is typed and sent. */
export type DateFields<F extends string> = `${F}-day` | `${F}-month` | `${F}-year`;

/** What is wrong with one field, in a sentence that says what would be accepted. */
export interface FieldError {
  /** Name of the field; for a date the name without `-day`. */
  readonly field: string;
  readonly text: string;
}

/** What a person typed, exactly as typed, and what is wrong with it. A ticked box has the value `yes`. */
export interface FormState<Field extends string> {
  readonly values: Readonly<Partial<Record<Field, string>>>;
  readonly errors: readonly FieldError[];
}

/** One entry of a select, a set of radios, or the like. */
export interface Option {
  readonly value: string;
  readonly text: string;
  readonly hint?: string | undefined;
}

/** A form nobody has typed in yet. */
export const untouchedForm = { values: {}, errors: [] } as const;

/** What is wrong with a form as a whole, not with one field of it. */
export const overall = (text: string): readonly FieldError[] => [{ field: '', text }];
