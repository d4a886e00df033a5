import type { Scope } from '../../../kernel/actor.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { ReadReferral, TakeClient, TakeLivingClient } from '../contract/facts.js';
import type { AssessmentKind } from '../domain/assessment.js';
import type { Circumstances, WishKind } from '../domain/circumstances.js';
import type {
  areaPreferences,
  Detox,
  detoxNeeds,
  mixPreferences,
  ReferralSource,
  Route,
  Sex,
  Substance,
  UrgencyBand,
} from '../domain/referral.js';

/** A referral as a person records it, with the name of whom it is about. */
export interface NewReferral extends Circumstances {
  readonly givenName: string;
  readonly familyName: string;
  readonly bornOn: IsoDate;
  readonly sex: Sex;
  readonly source: ReferralSource;
  readonly route: Route;
  readonly receivedOn: IsoDate;
  readonly reason: string;
  readonly substance: Substance;
  readonly urgencyBand: UrgencyBand;
  readonly urgencyReason: string;
  /** Day on which the urgency is looked at again; null for the day that policy gives its band. */
  readonly urgencyReviewOn: IsoDate | null;
  readonly needsStepFree: boolean;
  readonly needsWetRoom: boolean;
  readonly adults: number;
  readonly children: number;
  readonly oldestChildBornOn: IsoDate | null;
  readonly detoxNeed: (typeof detoxNeeds)[number];
  readonly prefersArea: (typeof areaPreferences)[number];
  readonly prefersMix: (typeof mixPreferences)[number];
  readonly preferredProjectIds: readonly string[];
  readonly acceptsFaithEthos: boolean | null;
  readonly consentedWishes: readonly WishKind[];
  readonly plannedWeeks: number;
}

/** What of a referral can be put right: the facts that rules and ranking rest on, and what the person would like. */
export type CorrectedReferral = Omit<
  NewReferral,
  'givenName' | 'familyName' | 'source' | 'route' | 'receivedOn'
>;

/** An assessment that was held; `validUntil` is the last day on which it may be relied on. */
export interface Assessment {
  readonly assessmentId: string;
  readonly referralId: string;
  readonly kind: AssessmentKind;
  readonly heldOn: IsoDate;
  readonly validUntil: IsoDate;
  readonly outcome: 'suitable' | 'not_suitable';
}

/** A referral that another partnership holds, with no more of it than whom to ask. */
export interface OpenElsewhere {
  readonly referralId: string;
  readonly partnershipId: string;
  readonly partnershipName: string;
}

/** An open referral of the same name and birth as another's, and whether whoever asks may know whose it is. */
export interface OpenTwin extends OpenElsewhere {
  readonly reference: string;
  readonly mayKnow: boolean;
}

/** A partnership's own open referral of a person who has another; told to members who may know whose that is. */
export interface WaitsHere {
  readonly code: 'person-waits-here';
  readonly ownReferralId: string;
  readonly ownReference: string;
}

/** That somebody and the person of another referral are two people, and how that is known. */
export interface Telling {
  readonly otherReferralId: string;
  readonly reason: string;
}

/** Told to the partnership of a restricted record alone, and only where name and date of birth agree: no more than whom to ask. */
export interface MayBeRestricted {
  readonly code: 'restricted-record-may-exist';
  readonly askPartnershipName: string;
}

/** People, referrals, and the facts their readiness rests on, as rows. */
export interface ReferralRepository {
  readonly find: ReadReferral;
  readonly takeClient: TakeClient;
  /** Meets every other recording of a person in this partnership in one row. */
  takePartnership(tx: Tx, partnershipId: string): Promise<void>;
  /**
   * Meets everybody in the country who records this name and birth, or gives it to somebody, until the transaction ends: the unique
   * key cannot decide where one of two is told apart from a third. Taken before those who have that name are looked for.
   */
  takeName(tx: Tx, person: Pick<NewReferral, 'givenName' | 'familyName' | 'bornOn'>): Promise<void>;
  /** Somebody in scope with this name, by `personNameKey`, and date of birth, and their open referral if they have one. */
  findPerson(
    tx: Tx,
    scope: Scope,
    person: { readonly givenName: string; readonly familyName: string; readonly bornOn: IsoDate },
  ): Promise<{
    readonly clientId: string;
    readonly reference: string;
    readonly sex: Sex;
    readonly openReferralId: string | null;
    readonly hasDied: boolean;
    /** The partnership to ask where the record is restricted and whoever asks is not named for it; null elsewhere. */
    readonly askInstead: string | null;
  } | null>;
  /** Fills in the sex of somebody for whom none was known; the version they moved to, or null when one was. */
  fillSex(tx: Tx, clientId: string, sex: Sex): Promise<number | null>;
  /** Meets every closing of a referral of somebody known in one row; false when they are recorded as died. */
  readonly takeLivingClient: TakeLivingClient;
  /** Records once that somebody has died; the version they moved to, or null when it was recorded before. */
  recordDeath(tx: Tx, clientId: string): Promise<number | null>;
  /** Takes a recorded death back; the version they moved to, or null when none is recorded. */
  takeDeathBack(tx: Tx, clientId: string): Promise<number | null>;
  insertClient(
    tx: Tx,
    client: { readonly clientId: string; readonly reference: string; readonly partnershipId: string },
    referral: NewReferral,
  ): Promise<void>;
  /**
   * Each open referral of somebody of this name and birth that another partnership holds, always in the same order. Those
   * that `toldApartFrom`, a referral, was told apart from are left out.
   */
  readonly findOpenElsewhere: (
    tx: Tx,
    scope: Scope,
    person: Pick<NewReferral, 'givenName' | 'familyName' | 'bornOn'>,
    toldApartFrom?: string,
  ) => Promise<readonly OpenElsewhere[]>;
  /**
   * Every other open referral of the person of a referral, by name and birth, always in the same order; not those that the two
   * were told apart in. Whoever answers with one looks first at whose it is and whether it may be known.
   */
  readonly findOpenTwins: (tx: Tx, scope: Scope, referralId: string) => Promise<readonly OpenTwin[]>;
  /** Whether a referral meets only people it was told apart from, and whom it is told apart from now. */
  writeToldApart(
    tx: Tx,
    referralId: string,
    told: {
      readonly isToldApart: boolean;
      readonly newly: readonly Telling[];
    },
    memberId: string,
  ): Promise<void>;
  /**
   * Why not, when the person has an open referral after all, here or with another partnership. `toldApart` records of
   * each of the same name and birth that they are two people.
   */
  insert(
    tx: Tx,
    ids: { readonly clientId: string; readonly referralId: string; readonly partnershipId: string },
    setBy: string,
    referral: NewReferral,
    toldApart: readonly Telling[],
  ): Promise<'inserted' | 'open-here' | 'open-elsewhere'>;
  insertAssessment(tx: Tx, assessment: Assessment, recordedBy: string): Promise<void>;
  insertDetox(
    tx: Tx,
    booking: Detox & { readonly detoxBookingId: string; readonly referralId: string; readonly site: string },
    recordedBy: string,
  ): Promise<void>;
  /** Moves the version on; false when somebody else did since. */
  touch(tx: Tx, referralId: string, version: number): Promise<boolean>;
  /** The open referral of a client; null when there is none. */
  openReferralOf(tx: Tx, clientId: string): Promise<string | null>;
  /** Closes an open referral; null when it is not open. Gives the version it moved to. */
  close(tx: Tx, referralId: string, reason: string): Promise<number | null>;
  /**
   * Opens a referral again that was closed because its person arrived. `not-placed` when it was not; `asked-again` when the
   * person has another one open: unique keys.
   */
  reopenPlaced(tx: Tx, referralId: string, clientId: string): Promise<number | 'not-placed' | 'asked-again'>;
  /** What was recorded of an open referral's person, as it would be corrected. */
  readonly readCorrectable: (tx: Tx, referralId: string) => Promise<CorrectedReferral | null>;
  /** Puts an open referral right at a version; false when somebody moved it on since. */
  correct(
    tx: Tx,
    referral: { readonly referralId: string; readonly version: number },
    corrected: CorrectedReferral,
    by: { readonly memberId: string; readonly isUrgencySet: boolean },
  ): Promise<boolean>;
  /** What an open or closed referral began with; null when unknown. */
  readonly readOrigin: (
    tx: Tx,
    referralId: string,
  ) => Promise<Pick<NewReferral, 'givenName' | 'familyName' | 'source' | 'route' | 'receivedOn'> | null>;
  /** Puts a name right and keeps the one before; the version the person moved to, or null when they wait elsewhere. */
  rename(
    tx: Tx,
    clientId: string,
    name: Pick<NewReferral, 'givenName' | 'familyName'>,
    memberId: string,
  ): Promise<number | null>;
  /** Puts source, route and day right at a version, and the key of the person; false when somebody moved it on since. */
  correctOrigin(
    tx: Tx,
    referral: { readonly referralId: string; readonly version: number },
    origin: Pick<NewReferral, 'source' | 'route' | 'receivedOn'>,
  ): Promise<boolean>;
  /** Puts sex and date of birth right; the version the person moved to, or null when they wait elsewhere. */
  correctClient(
    tx: Tx,
    clientId: string,
    person: { readonly sex: Sex; readonly bornOn: IsoDate },
  ): Promise<number | null>;
  /** The assessments of a referral held so far count no longer; false when none did. */
  lapseAssessments(tx: Tx, referralId: string): Promise<boolean>;
  /** The detox of a referral booked so far counts no longer; false when none did. */
  lapseDetox(tx: Tx, referralId: string): Promise<boolean>;
  /** The day on which what was assessed or booked for a referral last stopped counting; null when it never did. */
  readLapsedOn(tx: Tx, referralId: string): Promise<IsoDate | null>;
  /** Moves an open referral's version on whatever it is; null when it is not open. */
  step(tx: Tx, referralId: string): Promise<number | null>;
}
