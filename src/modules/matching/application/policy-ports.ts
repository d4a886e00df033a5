import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { UrgencyBand } from '../../referrals/contract/facts.js';
import type { Move, PolicyPreview } from '../domain/policy-preview.js';
import type { MatchingChoices, PolicyContent } from '../domain/policy.js';

/** Whose policy: the country’s, or what one partnership chose. */
export type PolicyOwner = { readonly partnershipId: string | null };

/** What a change says: the whole of the country’s policy, or the choices of one partnership. */
export type ChangedTo =
  | { readonly partnershipId: null; readonly content: PolicyContent }
  | { readonly partnershipId: string; readonly content: MatchingChoices };

/** `looking`: it can be looked at, and nobody is asked yet. `waiting`: for a second person. */
export type PolicyChangeState = 'looking' | 'waiting' | 'applied' | 'withdrawn';

/** A change of how people are matched. An applied one is a version: `baseNumber` + 1. */
export type PolicyChange = ChangedTo & {
  readonly changeId: string;
  /** The version it changes; 0 for what the service was set up with. */
  readonly baseNumber: number;
  readonly startsOn: IsoDate;
  readonly reason: string;
  readonly state: PolicyChangeState;
  /** What the shadow run found; null until it has, and for what moves nobody. */
  readonly preview: PolicyPreview | null;
  /** When the shadow run read its facts. */
  readonly lookedAt: Date | null;
  readonly proposedBy: string;
  /** First day on which it counts, once applied: not before it was confirmed. */
  readonly inForceFrom: IsoDate | null;
};

/** One person whom a change would move, as it is kept: ids, and the urgency at that moment. */
export type KeptMove = Move & { readonly referralId: string; readonly band: UrgencyBand };

/** Changes of policies; applied ones are the versions. */
export interface PolicyRepository {
  /** The version in force on a day: the latest that has begun; null for what the service was set up with. */
  findInForce(tx: Tx, owner: PolicyOwner, on: IsoDate): Promise<PolicyChange | null>;
  /** The latest version, begun or not; null for what the service was set up with. */
  findLatest(tx: Tx, owner: PolicyOwner): Promise<PolicyChange | null>;
  find(tx: Tx, changeId: string): Promise<PolicyChange | null>;
  /** False where another change of the same policy waits. */
  insert(tx: Tx, change: PolicyChange): Promise<boolean>;
  /** Keeps what a shadow run found. False where one was kept before, or the change is not looked at any more. */
  keepPreview(
    tx: Tx,
    changeId: string,
    lookedAt: Date,
    found: PolicyPreview,
    moves: readonly KeptMove[],
  ): Promise<boolean>;
  /** Has a change that was looked at wait for a second person, under the name of whoever asks. */
  ask(tx: Tx, changeId: string, memberId: string): Promise<'waits' | 'another-waits' | 'not-moved'>;
  /** Applies a change that waits, by somebody else than its author. False where it was not moved, or another followed its base. */
  apply(tx: Tx, changeId: string, memberId: string, inForceFrom: IsoDate): Promise<boolean>;
  /** Takes back a change that waits. */
  withdraw(tx: Tx, changeId: string, memberId: string): Promise<boolean>;
}
