import type { FormState } from './form-state.js';

/** What a field component needs from the form: identity, typed value, error. */
export interface BoundField {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly error?: string | undefined;
}

/** As `BoundField`, for a date typed in three fields. */
export interface BoundDate {
  readonly id: string;
  readonly name: string;
  readonly day: string;
  readonly month: string;
  readonly year: string;
  readonly error?: string | undefined;
}

/** Gives each field component its id, name, typed value and error. */
export interface FormBinding {
  readonly field: (name: string) => BoundField;
  readonly date: (name: string) => BoundDate;
}

/**
 * Binds a form to its field components. Ids are the field names, with `idPrefix` before them where a page holds several
 * forms; an error summary links to `#<idPrefix><field>`.
 */
export function bindForm<Field extends string>(form: FormState<Field>, idPrefix = ''): FormBinding {
  const values: Readonly<Record<string, string | undefined>> = form.values;
  const typed = (name: string): string => values[name] ?? '';
  const errorOf = (name: string): string | undefined =>
    form.errors.find((error) => error.field === name)?.text;
  return {
    field: (name) => ({ id: `${idPrefix}${name}`, name, value: typed(name), error: errorOf(name) }),
    date: (name) => ({
      id: `${idPrefix}${name}`,
      name,
      day: typed(`${name}-day`),
      month: typed(`${name}-month`),
      year: typed(`${name}-year`),
      error: errorOf(name),
    }),
  };
}
