import type { IdSource } from '../../../kernel/ids.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import {
  noticesOfAwaitedOffer,
  noticesOfFunding,
  noticesOfFundingAsked,
  noticesOfFundingNotice,
  noticesOfFundingReturned,
  noticesOfOffer,
  noticesOfPlacement,
  noticesOfProviderMove,
  noticesOfRecordOpened,
  noticesOfOverride,
  noticesOfRepair,
  noticesOfStuck,
  noticesOfSuggestion,
  noticesOfSuitability,
  noticesOfTransfer,
  type Notice,
  type StuckOccurrence,
} from '../domain/notice.js';
import type { MailQueue } from './mail-ports.js';
import type { NotificationRepository, Occurrences, ReadRecipients } from './ports.js';

/** What telling members needs. */
export interface TellDeps {
  readonly occurrences: Occurrences;
  readonly readRecipients: ReadRecipients;
  readonly notifications: NotificationRepository;
  /** Where mails to send are written; null where none are sent. */
  readonly mails: Pick<MailQueue, 'writeNow'> | null;
  readonly newId: IdSource;
}

/** What happened, by the ids of its message. */
export type Happened =
  | { readonly awaitedOffer: string; readonly step: 'reminder' | 'escalation' | 'overdue' }
  | { readonly offerId: string }
  | { readonly placementId: string; readonly hasStarted: boolean }
  | { readonly fundingOf: string }
  | { readonly fundingNoticeOf: string }
  | { readonly fundingAskedOf: string }
  | { readonly fundingReturned: string }
  | { readonly suitabilityRequestId: string }
  | { readonly recordOpened: string }
  | { readonly transferId: string }
  | { readonly moveId: string }
  | { readonly repairId: string }
  | { readonly overrideId: string }
  | { readonly suggestionOf: string; readonly runId: string; readonly change: 'freed' | 'moved' }
  | { readonly stuck: Omit<StuckOccurrence, 'partnershipId'> };

const noticesOf = async (
  { occurrences }: TellDeps,
  tx: Tx,
  happened: Happened,
): Promise<readonly Notice[]> => {
  if ('awaitedOffer' in happened) {
    const offer = await occurrences.awaitedOffer(tx, happened.awaitedOffer);
    return offer === null ? [] : noticesOfAwaitedOffer(offer, happened.step);
  }
  if ('offerId' in happened) {
    const offer = await occurrences.offer(tx, happened.offerId);
    return offer === null ? [] : noticesOfOffer(offer);
  }
  if ('placementId' in happened) {
    const placement = await occurrences.placement(tx, happened.placementId);
    return placement === null ? [] : noticesOfPlacement(placement, happened.hasStarted);
  }
  if ('fundingNoticeOf' in happened) {
    const notice = await occurrences.fundingNotice(tx, happened.fundingNoticeOf);
    return notice === null ? [] : noticesOfFundingNotice(notice);
  }
  if ('fundingAskedOf' in happened) {
    const asked = await occurrences.fundingAsked(tx, happened.fundingAskedOf);
    return asked === null ? [] : noticesOfFundingAsked(asked);
  }
  if ('fundingReturned' in happened) {
    const returned = await occurrences.fundingReturned(tx, happened.fundingReturned);
    return returned === null ? [] : noticesOfFundingReturned(returned);
  }
  if ('suitabilityRequestId' in happened) {
    const question = await occurrences.suitability(tx, happened.suitabilityRequestId);
    return question === null ? [] : noticesOfSuitability(question);
  }
  if ('recordOpened' in happened) {
    const opened = await occurrences.recordOpened(tx, happened.recordOpened);
    return opened === null ? [] : noticesOfRecordOpened(opened);
  }
  if ('transferId' in happened) {
    const transfer = await occurrences.transfer(tx, happened.transferId);
    return transfer === null ? [] : noticesOfTransfer(transfer);
  }
  if ('moveId' in happened) {
    const move = await occurrences.providerMove(tx, happened.moveId);
    return move === null ? [] : noticesOfProviderMove(move);
  }
  if ('repairId' in happened) {
    const repair = await occurrences.repair(tx, happened.repairId);
    return repair === null ? [] : noticesOfRepair(repair);
  }
  if ('overrideId' in happened) {
    const override = await occurrences.override(tx, happened.overrideId);
    return override === null ? [] : noticesOfOverride(override);
  }
  if ('suggestionOf' in happened) {
    const { suggestionOf, runId, change } = happened;
    const suggestion = await occurrences.suggestion(tx, suggestionOf);
    return suggestion === null ? [] : noticesOfSuggestion({ ...suggestion, runId, change });
  }
  if ('stuck' in happened) {
    const partnershipId = await occurrences.partnershipOf(tx, happened.stuck.referralId);
    return partnershipId === null ? [] : noticesOfStuck({ ...happened.stuck, partnershipId });
  }
  const funding = await occurrences.funding(tx, happened.fundingOf);
  return funding === null ? [] : noticesOfFunding(funding);
};

/**
 * Tells whoever has to know what happened. It may come twice, or late: facts are read afresh, and each member is told of
 * one thing once. Gives how many members it concerns.
 */
export const makeTell =
  (deps: TellDeps) =>
  async (tx: Tx, happened: Happened): Promise<number> => {
    let concerned = 0;
    for (const notice of await noticesOf(deps, tx, happened)) {
      const members = await deps.readRecipients(tx, notice);
      await deps.notifications.tell(tx, notice, members, deps.newId);
      await deps.mails?.writeNow(tx, notice.cause, members, deps.newId);
      concerned += members.length;
    }
    return concerned;
  };
