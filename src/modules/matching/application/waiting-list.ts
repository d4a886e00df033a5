import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Stay } from '../../../kernel/stay.js';
import type { Explanation } from '../domain/match.js';

/**
 * How the matcher stands: its latest run or look, the oldest change that no run has answered, since when it is switched
 * off, and what the latest nightly rebuild that differed from what stood found.
 */
export interface MatcherFacts {
  readonly run: { readonly runId: string; readonly finishedAt: Date } | null;
  readonly waitingSince: Date | null;
  readonly switchedOff: { readonly at: Date; readonly reason: string } | null;
  readonly drift: {
    readonly comparedAt: Date;
    readonly people: number;
    readonly differences: number;
  } | null;
}

type SinceTheFirst = Pick<
  Explanation,
  'state' | 'wishes' | 'checks' | 'placesLookedAt' | 'excludedBy' | 'unknownAt' | 'fullAt'
>;
type AddedLater = Pick<
  Explanation,
  | 'band'
  | 'standing'
  | 'missing'
  | 'takenAt'
  | 'chosen'
  | 'options'
  | 'provisional'
  | 'heldBack'
  | 'firstFreeOn'
  | 'roomKeptFor'
  | 'inRoomsOfOthers'
  | 'faults'
>;

/** An explanation of any run that is kept: older ones lack what was added later. */
export type StoredExplanation = SinceTheFirst & Partial<AddedLater>;

/** What a run said of one person. The explanation is null where it is of a shape no longer known. */
export interface StoredSuggestion {
  readonly priorityRank: number;
  readonly place: {
    readonly bedId: string;
    readonly bedLabel: string;
    readonly projectName: string;
    readonly stay: Stay;
  } | null;
  readonly explanation: StoredExplanation | null;
}

/** A bed a person already has in view: offered and waiting for an answer, booked, or lived in. */
export interface OpenPlace {
  readonly offerId: string;
  readonly state: 'offered' | 'booked' | 'admitted';
  readonly bedLabel: string;
  readonly projectName: string;
  readonly arrivesOn: IsoDate;
  readonly answerDueAt: Date;
  /** Until when the bed is held: later than the answer is due while nobody has recorded that they tried. */
  readonly expiresAt: Date;
  /** The other offers to the person that wait for their answer, in the order in which they were made. */
  readonly others: readonly Omit<OpenPlace, 'others'>[];
}
