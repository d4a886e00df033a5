import type { Stay } from '../../../kernel/stay.js';
import type { Check } from '../../eligibility/contract.js';
import type { PersonFacts, UrgencyBand } from '../../referrals/contract/facts.js';
import type { PersonFault } from './input-faults.js';
import type { LookedCounts } from './look.js';
import type { Wish } from './preferences/preference.js';
import type { Standing } from './priority.js';
import type { MissingGate } from './readiness.js';
import type { WishAnswer } from './wishes.js';

/**
 * What it would mean for others if somebody were given a place. `nobody`: everybody placed keeps a place, though some may go
 * elsewhere. `somebody-after`: one person who comes after them would have none. `somebody-ahead`: it is held by people ahead,
 * none of whom could go elsewhere, so it is not theirs.
 */
export type WhoLoses = 'nobody' | 'somebody-after' | 'somebody-ahead';

/** A place somebody could have, with its names as they were at the time of the run. */
export type PlaceOption = {
  readonly bedId: string;
  readonly bedLabel: string;
  readonly projectId: string;
  readonly projectName: string;
  readonly healthBoard: string;
  readonly arrivesOn: Stay['arrivesOn'];
  readonly departsOn: Stay['departsOn'];
  /** Beds of the project that fit and are free for the whole stay. */
  readonly beds: number;
  /** The person's wishes that it meets, and those that it does not. */
  readonly meets: readonly Wish[];
  readonly misses: readonly Wish[];
  readonly loses: WhoLoses;
  /** Of the one who comes after and would have no place; the referral is for the record, and never told. */
  readonly band?: UrgencyBand;
  readonly losesReferralId?: string;
};

/** Why no place that fits is left: the beds, and how many people ahead hold them. Counts, and nothing of who they are. */
export type HeldBack = {
  /** Beds that fit the person. */
  readonly ownBeds: number;
  /** Those, and the beds where their holders could be instead: as many as have holders. */
  readonly beds: number;
  readonly holders: number;
  /** Of the holders, those of the person's own partnership. */
  readonly holdersOfOwn: number;
  /** What all of the beds that fit have in common, as far as the person needs it. */
  readonly kinds: readonly ('women-only' | 'men-only' | 'family' | 'step-free' | 'wet-room')[];
  /** Where all of them are of one project. */
  readonly projectName: string | null;
};

/**
 * Why a run said what it said of one person: stored with the run, so that it can be told a year later. `waitingDays`
 * are counted from the day the referral was received.
 */
export type Explanation = LookedCounts & {
  readonly band: string;
  readonly waitingDays: number;
  readonly standing: Standing;
  readonly missing: readonly MissingGate[];
  /** `offered`: an offer, a booking or a stay of this referral is there already. */
  readonly state: 'suggested' | 'no-place' | 'not-ready' | 'unavailable' | 'offered';
  /** Every check of the place chosen. */
  readonly checks: readonly Check[];
  /** What became of the person's wishes in choosing among the beds that fit; empty where there was no choice. */
  readonly wishes: readonly WishAnswer[];
  /** Beds that fit and are free, and are suggested to others in this run. */
  readonly takenAt: number;
  /** The place suggested, with its names; null where there is none. */
  readonly chosen: PlaceOption | null;
  /** Other projects they could go to, the nearest to their wishes first, and what each would mean for others. */
  readonly options: readonly PlaceOption[];
  /** For somebody not ready yet: the place that would be theirs if nothing were missing. Never an offer. */
  readonly provisional: PlaceOption | null;
  /** Where no place is left, who holds those that fit. */
  readonly heldBack: HeldBack | null;
  /** The first day on which a bed that fits comes free for a whole stay; null where none is known of. */
  readonly firstFreeOn: Stay['arrivesOn'] | null;
  /** The sex for which the shared room chosen is kept in this run, where that had to be decided. */
  readonly roomKeptFor: PersonFacts['sex'] | null;
  /** Beds that fit, in shared rooms that this run keeps for another sex. */
  readonly inRoomsOfOthers: number;
  /** What about the record of this person cannot be right, or leaves them no place at all. */
  readonly faults: readonly PersonFault[];
};

/** What a run says of one person: the place they would have, or null with the reason. */
export interface Suggestion {
  readonly referralId: string;
  /** 1 is next. */
  readonly priorityRank: number;
  readonly place: { readonly bedId: string; readonly projectId: string; readonly stay: Stay } | null;
  readonly explanation: Explanation;
}
