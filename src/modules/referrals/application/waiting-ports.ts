import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { ReadWaitRecords } from '../contract/wait-records.js';
import type {
  contactChannels,
  contactOutcomes,
  safeToWaitOutcomes,
  Unavailability,
  UnavailabilityReason,
} from '../domain/waiting.js';

/** A try to reach somebody, as it is recorded. */
export interface NewContact {
  readonly contactId: string;
  readonly referralId: string;
  readonly contactedOn: IsoDate;
  readonly channel: (typeof contactChannels)[number];
  readonly outcome: (typeof contactOutcomes)[number];
  readonly note: string | null;
}

/** A try to reach somebody, as it is told: with who recorded it, by name where known. */
export type ContactTold = Omit<NewContact, 'contactId' | 'referralId'> & {
  readonly recordedBy: string | null;
};

/** A spell, with its id and reason. */
export interface Spell extends Unavailability {
  readonly spellId: string;
  readonly reason: UnavailabilityReason;
}

/** A review of whether somebody can wait, as it is recorded. */
export interface NewReview {
  readonly reviewId: string;
  readonly referralId: string;
  readonly dueOn: IsoDate;
  readonly doneOn: IsoDate;
  readonly outcome: (typeof safeToWaitOutcomes)[number];
  readonly plan: string | null;
  readonly nextDueOn: IsoDate;
}

/** What is recorded while people wait, as rows. */
export interface WaitingRepository {
  insertContact(tx: Tx, contact: NewContact, recordedBy: string): Promise<void>;
  insertSpell(tx: Tx, spell: Spell & { readonly referralId: string }, recordedBy: string): Promise<void>;
  /** Sets the end of a spell; false when it was another in the meantime, or there is no such spell of the referral. */
  endSpell(
    tx: Tx,
    spell: { readonly referralId: string; readonly spellId: string; readonly before: IsoDate | null },
    toOn: IsoDate,
  ): Promise<boolean>;
  insertReview(tx: Tx, review: NewReview, recordedBy: string): Promise<void>;
  /** When the person was last reached, and the days on which it was tried since they were. */
  readTries(
    tx: Tx,
    referralId: string,
  ): Promise<{ readonly reachedOn: IsoDate | null; readonly triedOn: readonly IsoDate[] }>;
  /** Open referrals received, and last tried to be reached, by these days, on enough days; others cannot have run out. */
  readMayHaveRunOut(
    tx: Tx,
    by: { readonly receivedOn: IsoDate; readonly triedOn: IsoDate; readonly triesOnDays: number },
    atMost: number,
  ): Promise<readonly string[]>;
  /** The spells of a referral, in order. */
  readSpells(tx: Tx, referralId: string): Promise<readonly Spell[]>;
  /** The latest contacts and reviews of these referrals; those with neither are absent. Two statements. */
  readonly readWaitRecords: ReadWaitRecords;
}
