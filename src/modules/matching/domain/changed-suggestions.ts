import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Explanation, Suggestion } from './match.js';

/** What a run said of one person, as far as the next one is compared with it. */
export interface SuggestedBefore {
  readonly state: Explanation['state'];
  readonly place: {
    readonly bedId: string;
    readonly projectId: string;
    readonly arrivesOn: IsoDate;
  } | null;
}

/**
 * What became of somebody's suggestion from one run to the next: `freed`, a bed fits them that did not, or from an earlier
 * day; `moved`, the bed they were suggested is now suggested for somebody who comes before them, or for anybody while nothing
 * is left for them: whoever comes first may have been given another bed, whose holder then has theirs. Another bed of the
 * same project, no later, is no change: to the person it is the same place.
 */
export interface SuggestionChange {
  readonly referralId: string;
  readonly change: 'freed' | 'moved';
}

/** Those who were looked for, so that another answer is about beds and not about what is missing of them. */
const isLookedFor = (state: Explanation['state']): boolean => state === 'suggested' || state === 'no-place';

/** Whether a place is of the same project as the one before, and no later. */
const isAsGood = (was: SuggestedBefore['place'], place: Suggestion['place']): boolean =>
  was !== null &&
  place !== null &&
  place.projectId === was.projectId &&
  place.stay.arrivesOn <= was.arrivesOn;

/**
 * Whoever was ready before and is now, and for whom the beds changed. A bed that moved away is told of first. Nothing is told
 * of whoever has an offer open (`offered`): what is suggested beside it gives way to everybody without one, so that another
 * bed is of the offer's making, and nobody took theirs.
 */
export const changedSuggestions = (
  before: ReadonlyMap<string, SuggestedBefore>,
  now: readonly Suggestion[],
  offered: ReadonlySet<string>,
): readonly SuggestionChange[] => {
  const rankOfBed = new Map(
    now.flatMap(({ place, priorityRank }) => (place === null ? [] : [[place.bedId, priorityRank]])),
  );
  return now.flatMap(({ referralId, priorityRank, place, explanation }): readonly SuggestionChange[] => {
    const was = before.get(referralId);
    if (was === undefined || !isLookedFor(was.state) || !isLookedFor(explanation.state)) return [];
    if (offered.has(referralId)) return [];
    const takenBy = was.place === null ? undefined : rankOfBed.get(was.place.bedId);
    const isGone = takenBy !== undefined && (takenBy < priorityRank || place === null);
    const isLost = isGone && !isAsGood(was.place, place);
    if (isLost) return [{ referralId, change: 'moved' }];
    const isEarlier = place !== null && (was.place === null || place.stay.arrivesOn < was.place.arrivesOn);
    return isEarlier ? [{ referralId, change: 'freed' }] : [];
  });
};

const isSame = (was: SuggestedBefore | undefined, { place, explanation }: Suggestion): boolean =>
  was?.state === explanation.state &&
  was.place?.bedId === place?.bedId &&
  was.place?.arrivesOn === place?.stay.arrivesOn;

/** Referrals of which two runs do not say the same: another bed or day, another state, or only one of them saw it. */
export const differingSuggestions = (
  before: ReadonlyMap<string, SuggestedBefore>,
  now: readonly Suggestion[],
): readonly string[] => {
  const seen = new Set(now.map(({ referralId }) => referralId));
  return [
    ...now.filter((one) => !isSame(before.get(one.referralId), one)).map(({ referralId }) => referralId),
    ...[...before.keys()].filter((referralId) => !seen.has(referralId)),
  ];
};
