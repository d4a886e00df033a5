import type { Actor } from '../../kernel/actor.js';
import type { Tx } from '../../kernel/unit-of-work.js';

/** Why a door stays shut though whoever asks is in scope: the record is restricted, and they are not named for it. */
export interface Withheld {
  readonly refusal: { readonly code: 'restricted-record'; readonly referralId: string };
  /** The page that says so, and how the record is opened all the same. */
  readonly href: string;
}

/** By these names a request says what it is about; what they name may be kept from whoever asks. */
export const withholdableNames = [
  'referralId',
  'offerId',
  'placementId',
  'repairId',
  'moveId',
  'requestId',
  'transferId',
] as const;

/** Whether a request whose parts have these fields can be refused because what it names is withheld. */
export const namesWithholdable = (fields: readonly string[]): boolean =>
  withholdableNames.some((name) => fields.includes(name));

/**
 * Asked by every door before it answers: whether one of the things that a request names by id (`referralId`, `offerId`) is
 * kept from whoever asks. Null where nothing is. Doors that answer about restrictions themselves do not ask.
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
