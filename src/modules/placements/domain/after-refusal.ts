import { nightsBetween, type IsoDate } from '../../../kernel/iso-date.js';
import type { declineReasons, Refuser } from './offer.js';

/**
 * What a no keeps from being suggested to the person again: the whole project or that bed, for so many days. Null for as long as
 * nothing new is known: the project finds them suitable, the funder approves anew, or their coordinator allows it.
 */
export interface AfterRefusal {
  readonly closes: 'project' | 'bed';
  readonly days: number | null;
}

/** By who said no, and why. Data with its source: see config. */
export type AfterRefusalPolicy = {
  readonly [By in Refuser]: Readonly<Record<(typeof declineReasons)[By][number], AfterRefusal>>;
};

/** An offer that came to nothing, and what has happened since. */
export interface CameToNothing {
  readonly refusedBy: Refuser | null;
  readonly reason: string | null;
  readonly on: IsoDate;
  /** The project has said since that the person is suitable. */
  readonly isFoundSuitable: boolean;
  /** Money has been approved since. */
  readonly isFundedAnew: boolean;
}

const silence: AfterRefusal = { closes: 'bed', days: null };
const unknownReason: AfterRefusal = { closes: 'project', days: null };

/** What an offer that came to nothing keeps closed. One that ran out closes the bed alone, since nobody said anything. */
export const afterRefusal = (
  policy: AfterRefusalPolicy,
  { refusedBy, reason }: Pick<CameToNothing, 'refusedBy' | 'reason'>,
): AfterRefusal => {
  if (refusedBy === null) return silence;
  const known = Object.entries<AfterRefusal>(policy[refusedBy]).find(([code]) => code === reason);
  return known?.[1] ?? unknownReason;
};

/** Whether it keeps that closed today still. */
export const stillStands = (policy: AfterRefusalPolicy, came: CameToNothing, today: IsoDate): boolean => {
  const { days } = afterRefusal(policy, came);
  if (days !== null && nightsBetween(came.on, today) >= days) return false;
  if (came.refusedBy === 'provider') return !came.isFoundSuitable;
  return came.refusedBy !== 'funder' || !came.isFundedAnew;
};
