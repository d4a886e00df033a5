import type { IsoDate } from '../../../kernel/iso-date.js';
import { toldCount } from '../../eligibility/contract.js';
import { urgencyBands, type UrgencyBand } from '../../referrals/contract/facts.js';
import type { Suggestion } from './match.js';
import type { GroupMoves } from './moves-by-group.js';

/** Where and from when somebody would be. */
export interface Where {
  readonly projectId: string;
  readonly arrivesOn: IsoDate;
}

/** Where a person is suggested to go now, and where they would be; null for nowhere. */
export interface Move {
  readonly now: Where | null;
  readonly then: Where | null;
}

/** What becomes of somebody: a place they did not have, none any more, one elsewhere, or the same on another day. */
export type MoveKind = 'gains' | 'loses' | 'elsewhere' | 'another-day';

/** The kinds of moves, the best first. */
export const moveKinds = [
  'gains',
  'loses',
  'elsewhere',
  'another-day',
] as const satisfies readonly MoveKind[];

/** What a move is; null where nothing changes for the person. Another bed of the same project on the same day is no move. */
export const kindOfMove = ({ now, then }: Move): MoveKind | null => {
  if (now === null) return then === null ? null : 'gains';
  if (then === null) return 'loses';
  if (now.projectId !== then.projectId) return 'elsewhere';
  return now.arrivesOn === then.arrivesOn ? null : 'another-day';
};

type Placed = Pick<Suggestion, 'referralId' | 'place'> & {
  readonly explanation: Pick<Suggestion['explanation'], 'band' | 'wishes'>;
};

const whereOf = ({ place }: Pick<Placed, 'place'>): Where | null =>
  place === null ? null : { projectId: place.projectId, arrivesOn: place.stay.arrivesOn };

/** Everybody for whom the second run says something else than the first. */
export const movesBetween = (
  now: readonly Placed[],
  then: readonly Placed[],
): readonly (Move & { readonly referralId: string; readonly band: string })[] => {
  const after = new Map(then.map((suggestion) => [suggestion.referralId, whereOf(suggestion)]));
  return now
    .map((suggestion) => ({
      referralId: suggestion.referralId,
      band: suggestion.explanation.band,
      now: whereOf(suggestion),
      then: after.get(suggestion.referralId) ?? null,
    }))
    .filter((move) => kindOfMove(move) !== null);
};

/** As {@link toldCount}, but none is told as none: that a change moves nobody gives nobody away. */
export const toldMoved = (people: number): number | null => (people === 0 ? 0 : toldCount(people));

/** One way of assigning, measured on the list of a day; counts to the nearest five and null for one to four, so that nobody is known by them. */
export type AssignmentFigures = {
  readonly placed: number | null;
  readonly placedByBand: Readonly<Record<UrgencyBand, number | null>>;
  /** Wishes not met, a person placed, from 0 to 3, to one decimal; null where fewer than five are placed. */
  readonly wishesNotMet: number | null;
  /** Placed people who would by their wishes prefer a bed that fits them and is held by somebody after them on the list. */
  readonly preferLater: number | null;
};

/** How a run came out. `preferLater` is counted by whoever knows the beds. */
export const figuresOf = (suggestions: readonly Placed[], preferLater: number): AssignmentFigures => {
  const placed = suggestions.filter(({ place }) => place !== null);
  const notMet = placed.flatMap(({ explanation }) => explanation.wishes.filter(({ isMet }) => !isMet)).length;
  const inBand = (band: UrgencyBand): number =>
    placed.filter(({ explanation }) => explanation.band === band).length;
  const total = toldMoved(placed.length);
  return {
    placed: total,
    placedByBand: {
      emergency: toldMoved(inBand('emergency')),
      urgent: toldMoved(inBand('urgent')),
      soon: toldMoved(inBand('soon')),
      routine: toldMoved(inBand('routine')),
    },
    wishesNotMet: total === null || total === 0 ? null : Math.round((notMet / placed.length) * 10) / 10,
    preferLater: toldMoved(preferLater),
  };
};

/** What a shadow run found, as it is told to everybody who may see policies: counts, never people. */
export type PolicyPreview = {
  /** Ready people the run looked at, to the nearest five; null for fewer than five. */
  readonly people: number | null;
  readonly moves: readonly ({ readonly band: UrgencyBand } & Readonly<Record<MoveKind, number | null>>)[];
  /** The same by group of people; null in looks of before groups were counted. */
  readonly groups: readonly GroupMoves[] | null;
  readonly now: AssignmentFigures;
  readonly then: AssignmentFigures;
};

/** Moves by urgency, the most pressing first. */
export const countMoves = (moves: readonly (Move & { readonly band: string })[]): PolicyPreview['moves'] =>
  urgencyBands.map((band) => {
    const count = (kind: MoveKind): number | null =>
      toldMoved(moves.filter((move) => move.band === band && kindOfMove(move) === kind).length);
    return {
      band,
      gains: count('gains'),
      loses: count('loses'),
      elsewhere: count('elsewhere'),
      'another-day': count('another-day'),
    };
  });
