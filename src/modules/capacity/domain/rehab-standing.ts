import type { IsoDate } from '../../../kernel/iso-date.js';

/**
 * Whether a project counts as residential rehabilitation, half-open, and why. Official lists draw the line differently,
 * so it is a dated decision and not a property.
 */
export interface RehabStanding {
  readonly fromOn: IsoDate;
  /** First day on which it no longer holds; null while no end is set. */
  readonly toOn: IsoDate | null;
  readonly countsAsResidentialRehab: boolean;
  readonly reason: string;
}

/**
 * How far ahead a decision may begin. Unit: days. A year, as for anything else arranged here: one from a later day on is a
 * slip of the finger, and would be overtaken by the next decision before it ever held.
 */
export const standingBeginsWithinDays = 366;

/** How far ahead a decision may end. Unit: days. Ten years, set for this service: beyond it no end is known. */
export const standingEndsWithinDays = 3653;

/**
 * The standings of a project once another is set: it holds on its own days, the others on what is left of theirs. No
 * day has two; days that had none before or after have none still. In order of days.
 */
export const withStanding = (
  standings: readonly RehabStanding[],
  set: RehabStanding,
): readonly RehabStanding[] => {
  const isBefore = (a: IsoDate | null, b: IsoDate | null): boolean => a !== null && (b === null || a < b);
  const left = standings.flatMap((one): RehabStanding[] => [
    ...(one.fromOn < set.fromOn
      ? [{ ...one, toOn: isBefore(one.toOn, set.fromOn) ? one.toOn : set.fromOn }]
      : []),
    ...(set.toOn !== null && isBefore(set.toOn, one.toOn)
      ? [{ ...one, fromOn: one.fromOn < set.toOn ? set.toOn : one.fromOn }]
      : []),
  ]);
  return [...left, set].sort((a, b) => (a.fromOn < b.fromOn ? -1 : 1));
};
