import { agoText } from '../../../../ui/presenters/ago-text.js';
import { countOf, plainNumber } from '../../../../ui/presenters/numbers.js';
import { timeOfDay } from '../../../../ui/presenters/time-of-day.js';
import type { MatcherFacts } from '../../application/waiting-list.js';

/** From when suggestions are told to be doubtful. */
export interface MatcherLimits {
  readonly staleAfterMinutes: number;
  readonly oldAfterMinutes: number;
}

/** How far the suggestions can be trusted now; a title where the reader must know before they act on one. */
export type MatcherState =
  /** "Suggestions were last worked out 2 minutes ago." */
  | { readonly kind: 'current'; readonly text: string }
  | {
      readonly kind: 'none-yet' | 'off' | 'stale' | 'drifted';
      readonly title: string;
      readonly text: string;
    };

const minutesBetween = (from: Date, to: Date): number => (to.getTime() - from.getTime()) / 60_000;

/** A reason as a sentence that ends. */
const ended = (reason: string): string => (/[.!?]$/.test(reason) ? reason : `${reason}.`);

/** How far the suggestions can be trusted: whether there are any, then whether they are late, then whether a night found others. */
export const matcherState = (
  { run, waitingSince, switchedOff, drift }: MatcherFacts,
  now: Date,
  { staleAfterMinutes, oldAfterMinutes }: MatcherLimits,
): MatcherState => {
  if (switchedOff !== null) {
    return {
      kind: 'off',
      title: 'Suggestions are switched off',
      text: `An administrator switched them off at ${timeOfDay(switchedOff.at)}: ${ended(switchedOff.reason)} Nothing is suggested until they are switched on. Places can be looked at and offered as always.`,
    };
  }
  if (run === null) {
    return {
      kind: 'none-yet',
      title: 'There are no suggestions yet',
      text: 'Places have not been worked out here yet. It happens by itself within minutes; if this stays, tell whoever runs the service.',
    };
  }
  const worked = `Suggestions were last worked out ${agoText(run.finishedAt, now)}.`;
  const isWaiting = waitingSince !== null && minutesBetween(waitingSince, now) > staleAfterMinutes;
  if (isWaiting || minutesBetween(run.finishedAt, now) > oldAfterMinutes) {
    const why = isWaiting ? ' Something changed since and has not been taken into account.' : '';
    return {
      kind: 'stale',
      title: 'Suggestions may be out of date',
      text: `${worked}${why} Check that a bed still fits before you offer it.`,
    };
  }
  if (drift !== null) {
    return {
      kind: 'drifted',
      title: 'Some suggestions were wrong until they were checked',
      text: `The check ${agoText(drift.comparedAt, now)} found other suggestions for ${countOf(drift.differences, 'person', 'people')} of ${plainNumber(drift.people)} than stood here, and put them right. Look again at offers that were made from a suggestion before it. ${worked}`,
    };
  }
  return { kind: 'current', text: worked };
};
