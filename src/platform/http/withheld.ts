import type { Actor } from '../../kernel/actor.js';
import type { Tx } from '../../kernel/unit-of-work.js';

/** Why a door stays shut though whoever asks is in scope: the record is restricted, and they are not named for it. */
export interface Withheld {
  readonly refusal: { readonly code: 'restricted-record'; readonly referralId: string };
  /** The page that says so, and how the record is opened all the same. */
  readonly href: string;
}

/**
 * Asked by every door before it answers: whether one of the things that a request names by id (`referralId`,
 * `offerId`) or by the key of a task is kept from whoever asks. Null where nothing is. Doors that answer about
 * restrictions themselves do not ask.
 */
export type FindWithheld = (
  tx: Tx,
  actor: Actor,
  named: Readonly<Record<string, unknown>>,
) => Promise<Withheld | null>;

/** What a request names, from its parts; what is no record of fields names nothing. */
export const namedBy = (...parts: readonly unknown[]): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    parts.flatMap((part) => (part !== null && typeof part === 'object' ? Object.entries(part) : [])),
  );
