import { addNights, type IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Stay } from '../../../kernel/stay.js';
import type { Placement } from './placement.js';

/** Why somebody cannot be moved to a bed on a day, whatever is free. Days are the first and the last that could be. */
export type BedMoveRefusal =
  | { readonly code: 'not-in-that-state'; readonly state: string }
  | { readonly code: 'already-in-that-bed' }
  | { readonly code: 'move-in-the-future'; readonly today: IsoDate }
  | { readonly code: 'move-outside-stay'; readonly earliestOn: IsoDate; readonly latestOn: IsoDate };

/** The bed asked for is the one they have. */
type InThatBed = Extract<BedMoveRefusal, { code: 'already-in-that-bed' }>;

/**
 * The nights in another bed, whichever it is. A booking changes its bed whole, from the day of arrival. Somebody who
 * is here is moved today or on a day gone by, since the move is a fact: after a night at least in the bed of now,
 * with a night left in the other. `bedSinceOn` is the day since when they have the bed of now.
 */
export const weighMoveDay = (
  { state, stay }: Pick<Placement, 'state' | 'stay'>,
  movesOn: IsoDate,
  today: IsoDate,
  bedSinceOn: IsoDate,
): Outcome<Stay, Exclude<BedMoveRefusal, InThatBed>> => {
  if (state !== 'booked' && state !== 'admitted') return refuse({ code: 'not-in-that-state', state });
  const earliestOn = state === 'booked' ? stay.arrivesOn : addNights(bedSinceOn, 1);
  const latestOn = state === 'booked' ? stay.arrivesOn : addNights(stay.departsOn, -1);
  if (state === 'admitted' && movesOn > today) return refuse({ code: 'move-in-the-future', today });
  return movesOn < earliestOn || movesOn > latestOn
    ? refuse({ code: 'move-outside-stay', earliestOn, latestOn })
    : done({ arrivesOn: movesOn, departsOn: stay.departsOn });
};

/** As {@link weighMoveDay}, of a bed that is another one. */
export const weighBedMove = (
  placement: Pick<Placement, 'state' | 'stay' | 'bedId'>,
  { bedId, movesOn }: { readonly bedId: string; readonly movesOn: IsoDate },
  today: IsoDate,
  bedSinceOn: IsoDate,
): Outcome<Stay, BedMoveRefusal> => {
  const weighed = weighMoveDay(placement, movesOn, today, bedSinceOn);
  const isRunning = weighed.ok || weighed.refusal.code !== 'not-in-that-state';
  return isRunning && bedId === placement.bedId ? refuse({ code: 'already-in-that-bed' }) : weighed;
};

/** How far another bed is from where somebody has a bed now, nearest first. */
export const nearnesses = ['same-house', 'same-town', 'same-board', 'elsewhere'] as const;
/** One of {@link nearnesses}. */
export type Nearness = (typeof nearnesses)[number];

/** Where a bed is. Two places of one name in two health boards are two towns. */
export interface BedPlace {
  readonly projectId: string;
  readonly town: string;
  readonly healthBoard: string;
}

/** How far a move from here to there takes somebody. */
export const nearnessOf = (here: BedPlace, there: BedPlace): Nearness => {
  if (here.projectId === there.projectId) return 'same-house';
  if (here.healthBoard !== there.healthBoard) return 'elsewhere';
  return here.town === there.town ? 'same-town' : 'same-board';
};

/** Beds of the same house first, then of the same town, then of the same health board; otherwise in the order they had. */
export const nearestFirst = <Bed extends { readonly nearness: Nearness }>(
  beds: readonly Bed[],
): readonly Bed[] => beds.toSorted((a, b) => nearnesses.indexOf(a.nearness) - nearnesses.indexOf(b.nearness));
