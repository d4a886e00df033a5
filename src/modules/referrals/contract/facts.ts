import type { Scope } from '../../../kernel/actor.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { ReferralFacts } from '../domain/referral.js';

export {
  closingReasons,
  dearestWeekPence,
  furthestAheadNights,
  longestStayWeeks,
  routes,
  sexes,
  substances,
  urgencyBands,
  youngestYears,
  type ClosingReason,
  type PersonFacts,
  type ReferralFacts,
  type Route,
  type Substance,
  type UrgencyBand,
} from '../domain/referral.js';

export {
  ageBandOf,
  ageBands,
  dimensions,
  groupOf,
  groupsOf,
  type Dimension,
  type GroupedBy,
} from '../domain/groups.js';
export { assessmentStanding, type AssessmentKind } from '../domain/assessment.js';
export {
  attentionOf,
  availableFrom,
  spellOn,
  waitedDays,
  type Attention,
  type WaitingPolicy,
} from '../domain/waiting.js';
export { personNameKey } from '../domain/person-name.js';
export { earliestArrival, weighArrival, type ArrivalPolicy } from '../domain/arrival.js';
export type { ReadWaitRecords } from './wait-records.js';

/** One open or closed referral in scope, with the facts rules need. Null outside scope or when unknown. */
export type ReadReferral = (tx: Tx, scope: Scope, referralId: string) => Promise<ReferralFacts | null>;

/** Every open referral, in order of receipt. Bounded by the size of the country's waiting list. */
export type ReadOpenReferrals = (tx: Tx) => Promise<readonly ReferralFacts[]>;

/** The facts of these referrals, for whoever has been told of them already; unknown ones are absent. One statement. */
export type ReadReferralsOf = (
  tx: Tx,
  referralIds: readonly string[],
) => Promise<ReadonlyMap<string, ReferralFacts>>;

/**
 * Meets every offer to the person of a referral, and any closing of it, in one row. Called before the referral
 * is read, so that what is read stays true until the end of the transaction. False outside scope or when unknown.
 */
export type TakeClient = (tx: Tx, scope: Scope, referralId: string) => Promise<boolean>;

/** What a person of a referral has in view: an offer that waits for its answer, a bed booked, a place they live in. */
export type PlaceHeld = 'offer-open' | 'bed-booked' | 'stay-runs';

/** Meets the record of a person's death in one row; false when they are recorded as having died. */
export type TakeLivingClient = (tx: Tx, clientId: string) => Promise<boolean>;

/**
 * Records, once, that the person of a referral has died, closes what of theirs is open, lets go of every place booked for them
 * or offered, and settles what waits about its money. Takes the person's row first: call it before anything of an offer or a
 * placement is written. `memberId` is who learned of it; a booking of `besidesId` is left to whoever calls.
 */
export type RecordDeath = (tx: Tx, referralId: string, memberId: string, besidesId?: string) => Promise<void>;

/**
 * That the person of a referral died was recorded by mistake: it is taken back, once. What it closed stays closed. Takes the
 * person's row first, as {@link RecordDeath} does.
 */
export type TakeDeathBack = (tx: Tx, referralId: string) => Promise<void>;

/**
 * The assessments of an open referral held so far, and the detox booked, count no longer, so that there are new ones before
 * a place is offered. Takes the person's row first, as {@link RecordDeath} does.
 */
export type LapseAssessments = (tx: Tx, referralId: string) => Promise<void>;

/**
 * A referral waits for an arrival again that was recorded by mistake: opened again where it was closed by it. Takes the
 * person's row first, as {@link RecordDeath} does. `asked-again` where the person has another one open by now, `closed`
 * where it was closed for another reason.
 */
export type ReopenPlaced = (tx: Tx, referralId: string) => Promise<'open' | 'asked-again' | 'closed'>;
