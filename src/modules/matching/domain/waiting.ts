import type { IsoDate } from '../../../kernel/iso-date.js';
import type { UnitCalendar } from '../../capacity/contract/availability.js';
import type { RoomMix, RulesByProject } from '../../eligibility/contract.js';
import type { ReferralFacts } from '../../referrals/contract/facts.js';
import type { MatchingPolicy } from './policy.js';
import type { MissingGate } from './readiness.js';

/** A person on the waiting list, ready or not. */
export interface Waiting {
  readonly referral: ReferralFacts;
  /** Empty when ready to place. */
  readonly missing: readonly MissingGate[];
  /** Length of stay funding covers. Unit: nights; null when nothing is approved. */
  readonly fundedNights: number | null;
  /**
   * Whether they have a booking or a stay, or had one that this referral led to, or as many offers open as they may have at once:
   * they are suggested nothing more.
   */
  readonly isSpokenFor: boolean;
  /** Places that came to nothing for this referral: they go to the next person, and this person to another. */
  readonly refusedAt?: RefusedAt;
  /** Projects that have said that the person is not suitable, while that stands. */
  readonly unsuitableAt?: ReadonlySet<string>;
  /** Projects where an offer to them waits, of whoever may have more; left out where none does. They come after everybody else. */
  readonly offeredAt?: ReadonlySet<string>;
}

/** A project that said no or was turned down; a bed whose offer ran out unanswered. */
export interface RefusedAt {
  readonly projectIds: ReadonlySet<string>;
  readonly bedIds: ReadonlySet<string>;
}

/** Everybody who waits and every bed, as they are at one moment. */
export interface MatchInput {
  readonly today: IsoDate;
  readonly policy: MatchingPolicy;
  readonly waiting: readonly Waiting[];
  /** Long enough for the longest funded stay from the last day of the horizon. */
  readonly calendars: readonly UnitCalendar[];
  readonly roomMix: ReadonlyMap<string, RoomMix>;
  /** Of every project, those in force on some day from today on. */
  readonly rules: RulesByProject;
}
