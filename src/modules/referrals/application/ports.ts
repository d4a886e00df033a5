import type { Scope } from '../../../kernel/actor.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { ReadReferral, TakeClient } from '../contract/facts.js';
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
export interface NewReferral {
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
  readonly needsStepFree: boolean;
  readonly needsWetRoom: boolean;
  readonly adults: number;
  readonly children: number;
  readonly oldestChildBornOn: IsoDate | null;
  readonly detoxNeed: (typeof detoxNeeds)[number];
  readonly prefersArea: (typeof areaPreferences)[number];
  readonly prefersMix: (typeof mixPreferences)[number];
  readonly preferredProjectIds: readonly string[];
  readonly plannedWeeks: number;
}

/** A specialist assessment; `validUntil` is the last day on which it may be relied on. */
export interface Assessment {
  readonly assessmentId: string;
  readonly referralId: string;
  readonly heldOn: IsoDate;
  readonly validUntil: IsoDate;
  readonly outcome: 'suitable' | 'not_suitable';
}

/** People, referrals, and the facts their readiness rests on, as rows. */
export interface ReferralRepository {
  readonly find: ReadReferral;
  readonly takeClient: TakeClient;
  /** Meets every other recording of a person in this partnership in one row. */
  takePartnership(tx: Tx, partnershipId: string): Promise<void>;
  /** Somebody in scope with this name and date of birth, and their open referral if they have one. */
  findPerson(
    tx: Tx,
    scope: Scope,
    person: { readonly givenName: string; readonly familyName: string; readonly bornOn: IsoDate },
  ): Promise<{ readonly clientId: string; readonly openReferralId: string | null } | null>;
  insertClient(
    tx: Tx,
    client: { readonly clientId: string; readonly reference: string; readonly partnershipId: string },
    referral: NewReferral,
  ): Promise<void>;
  /** False when the person has an open referral after all. */
  insert(
    tx: Tx,
    ids: { readonly clientId: string; readonly referralId: string; readonly partnershipId: string },
    setBy: string,
    referral: NewReferral,
  ): Promise<boolean>;
  insertAssessment(tx: Tx, assessment: Assessment, recordedBy: string): Promise<void>;
  insertDetox(
    tx: Tx,
    booking: Detox & { readonly detoxBookingId: string; readonly referralId: string; readonly site: string },
    recordedBy: string,
  ): Promise<void>;
  /** Moves the version on; false when somebody else did since. */
  touch(tx: Tx, referralId: string, version: number): Promise<boolean>;
  /** Closes an open referral; null when it is not open. Gives the version it moved to. */
  close(tx: Tx, referralId: string, reason: string): Promise<number | null>;
}
