import type { IdSource } from '../../../kernel/ids.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type {
  AwaitedOfferOccurrence,
  FundingAskedOccurrence,
  FundingNoticeOccurrence,
  FundingOccurrence,
  FundingReturnedOccurrence,
  Notice,
  NoticeKind,
  OfferOccurrence,
  PlacementOccurrence,
  ProviderMoveOccurrence,
  OverrideOccurrence,
  RepairOccurrence,
  RecordOpenedOccurrence,
  SuggestionOccurrence,
  SuitabilityOccurrence,
  TransferOccurrence,
} from '../domain/notice.js';

/** What a message is about, read afresh; null for what is not there any more. */
export interface Occurrences {
  offer(tx: Tx, offerId: string): Promise<OfferOccurrence | null>;
  /** Null once it is answered or let go, by the database's clock. */
  awaitedOffer(tx: Tx, offerId: string): Promise<AwaitedOfferOccurrence | null>;
  placement(tx: Tx, placementId: string): Promise<PlacementOccurrence | null>;
  funding(tx: Tx, referralId: string): Promise<FundingOccurrence | null>;
  fundingNotice(tx: Tx, referralId: string): Promise<FundingNoticeOccurrence | null>;
  fundingAsked(tx: Tx, referralId: string): Promise<FundingAskedOccurrence | null>;
  fundingReturned(tx: Tx, returnedId: string): Promise<FundingReturnedOccurrence | null>;
  suitability(tx: Tx, requestId: string): Promise<SuitabilityOccurrence | null>;
  recordOpened(tx: Tx, openingId: string): Promise<RecordOpenedOccurrence | null>;
  transfer(tx: Tx, transferId: string): Promise<TransferOccurrence | null>;
  providerMove(tx: Tx, moveId: string): Promise<ProviderMoveOccurrence | null>;
  repair(tx: Tx, repairId: string): Promise<RepairOccurrence | null>;
  override(tx: Tx, overrideId: string): Promise<OverrideOccurrence | null>;
  /** What the latest run suggests for an open referral that is looked for a place. */
  suggestion(tx: Tx, referralId: string): Promise<Omit<SuggestionOccurrence, 'runId' | 'change'> | null>;
  /** The partnership that looks after an open referral. */
  partnershipOf(tx: Tx, referralId: string): Promise<string | null>;
}

/** The enabled members of an organisation whom a notice is for. */
export type ReadRecipients = (
  tx: Tx,
  to: Pick<Notice, 'to' | 'roles' | 'onlyTo' | 'besides' | 'notTo'>,
) => Promise<readonly string[]>;

/** One thing a member was told. */
export interface Notification {
  readonly notificationId: string;
  readonly kind: NoticeKind;
  readonly subject: Notice['subject'];
  readonly reference: string | null;
  readonly placeName: string | null;
  readonly toldAt: Date;
  readonly isRead: boolean;
}

/** A page of what a member was told, newest first. */
export type ReadNotifications = (
  tx: Tx,
  memberId: string,
  query: { readonly after: string | null; readonly limit: number; readonly isUnreadOnly: boolean },
) => Promise<readonly Notification[]>;

/** What members were told, a row for each. */
export interface NotificationRepository {
  /** Writes one row for each of these members; those told before are left as they are. */
  tell(
    tx: Tx,
    notice: Pick<Notice, 'kind' | 'cause' | 'subject'>,
    memberIds: readonly string[],
    newId: IdSource,
  ): Promise<void>;
  /** How many a member has not read; counts no further than `atMost`, where it is given. */
  countUnread(tx: Tx, memberId: string, atMost?: number): Promise<number>;
  /** Marks these read, as far as they are the member's own. Gives how many were marked now. */
  markRead(tx: Tx, memberId: string, notificationIds: readonly string[]): Promise<number>;
}
