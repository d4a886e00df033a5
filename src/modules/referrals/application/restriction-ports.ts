import type { Scope } from '../../../kernel/actor.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { Colleague, RestrictionKind } from '../domain/restriction.js';

/** A restriction that stands, as those named for it are told. */
export interface Restriction {
  readonly kind: RestrictionKind;
  readonly reason: string;
  readonly restrictedBy: string | null;
  readonly restrictedAt: Date;
  readonly readers: readonly { readonly memberId: string; readonly name: string }[];
  /** Who opened it without being named, the latest first. */
  readonly openings: readonly {
    readonly openingId: string;
    readonly by: string;
    readonly reason: string;
    readonly at: Date;
  }[];
}

/** How the record of a referral's person stands to whoever asks. */
export interface RecordStanding {
  readonly clientId: string;
  readonly partnershipId: string;
  readonly partnershipName: string;
  readonly reference: string;
  readonly isRestricted: boolean;
  readonly mayKnow: boolean;
  /** By name, and not for some hours because they opened it. */
  readonly isNamed: boolean;
  /** Of the restriction, lifted or not; 1 before the first. */
  readonly version: number;
}

/** A restricted record that nobody who is named for it can open any more. */
export interface AbandonedRecord {
  readonly clientId: string;
  readonly reference: string;
  readonly partnershipId: string;
  readonly partnershipName: string;
  readonly version: number;
}

/** Restrictions as rows, one a person. */
export interface RestrictionRepository {
  /** Null where the referral is out of scope. */
  readonly readStanding: (tx: Tx, scope: Scope, referralId: string) => Promise<RecordStanding | null>;
  /** What stands; null where nothing does. The caller has read that whoever asks may know. */
  readonly read: (tx: Tx, clientId: string) => Promise<Restriction | null>;
  /** Members of a partnership who can sign in, by name. */
  readonly readColleagues: (tx: Tx, partnershipId: string) => Promise<readonly Colleague[]>;
  /** Restricts at the version read, 1 for the first; false when somebody changed it since. */
  readonly restrict: (
    tx: Tx,
    of: { readonly clientId: string; readonly version: number },
    why: { readonly kind: RestrictionKind; readonly reason: string },
    by: string,
  ) => Promise<boolean>;
  /** Puts these members in the place of those who were named. */
  readonly name: (tx: Tx, clientId: string, memberIds: readonly string[], by: string) => Promise<void>;
  /** Moves a standing restriction on; false when it is not at this version. */
  readonly step: (tx: Tx, clientId: string, version: number) => Promise<boolean>;
  readonly lift: (tx: Tx, clientId: string, version: number) => Promise<boolean>;
  /** The key by which other partnerships meet the person goes, or comes back; false when they wait elsewhere by now. */
  readonly writePersonKey: (tx: Tx, clientId: string) => Promise<boolean>;
  readonly open: (
    tx: Tx,
    opening: {
      readonly openingId: string;
      readonly clientId: string;
      readonly referralId: string;
      readonly memberId: string;
      readonly reason: string;
      readonly forHours: number;
    },
  ) => Promise<void>;
  /** Those all of whose named members have left, the oldest first, at most `limit` after a client. */
  readonly listAbandoned: (
    tx: Tx,
    page: { readonly after: string | null; readonly limit: number },
  ) => Promise<readonly AbandonedRecord[]>;
  readonly findAbandoned: (tx: Tx, clientId: string) => Promise<AbandonedRecord | null>;
}
