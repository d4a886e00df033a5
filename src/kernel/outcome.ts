/** A fact that stands in the way. `code` states it in kebab-case; further fields carry its details. */
export interface Refusal {
  readonly code: string;
}

/**
 * The answer of a rule or a use case: done, with its value, or refused, with the
 * fact that stands in the way. A refusal is an ordinary answer; exceptions are
 * for faults and bugs.
 */
export type Outcome<T, R extends Refusal> = Done<T> | Refused<R>;

/** The rule said yes. */
export interface Done<T> {
  readonly ok: true;
  readonly value: T;
}

/** The rule said no. */
export interface Refused<R extends Refusal> {
  readonly ok: false;
  readonly refusal: R;
}

/** Answers yes with a value. */
export function done<T>(value: T): Done<T> {
  return { ok: true, value };
}

/** Answers no with the fact that stands in the way; its `code` keeps its literal type. */
export function refuse<const R extends Refusal>(refusal: R): Refused<R> {
  return { ok: false, refusal };
}
