import type { AppendAudit } from '../kernel/audit.js';
import type { IdSource } from '../kernel/ids.js';
import type { Tx } from '../kernel/unit-of-work.js';
import { fundingAskedV1, fundingNoticeChangedV1 } from '../modules/funding/contract/events.js';
import { mailRepository } from '../modules/notifications/adapters/db/mail-repository.js';
import { notificationRepository } from '../modules/notifications/adapters/db/notification-repository.js';
import {
  occurrences,
  readNotifications,
  readRecipients,
} from '../modules/notifications/adapters/db/occurrences.js';
import { makeMarkRead } from '../modules/notifications/application/mark-read.js';
import { makeTell, type Happened } from '../modules/notifications/application/tell.js';
import { placementStartedV1 } from '../modules/placements/contract/events.js';
import { createMail } from './mail.js';

/** What a message says has happened, by its topic. */
export const happenedBy = (
  topic: string,
  payload:
    | { readonly offerId: string; readonly step: 'reminder' | 'escalation' | 'overdue' }
    | { readonly offerId: string }
    | { readonly placementId: string }
    | { readonly suitabilityRequestId: string }
    | { readonly referralId: string; readonly openingId: string }
    | { readonly transferId: string }
    | { readonly moveId: string }
    | { readonly repairId: string }
    | { readonly overrideId: string }
    | { readonly returnedId: string }
    | { readonly referralId: string; readonly runId: string; readonly change: 'freed' | 'moved' }
    | { readonly referralId: string },
): Happened => {
  if ('step' in payload) return { awaitedOffer: payload.offerId, step: payload.step };
  if ('offerId' in payload || 'suitabilityRequestId' in payload) return payload;
  if ('transferId' in payload || 'moveId' in payload || 'repairId' in payload) return payload;
  if ('overrideId' in payload) return payload;
  if ('returnedId' in payload) return { fundingReturned: payload.returnedId };
  if ('placementId' in payload) {
    return { placementId: payload.placementId, hasStarted: topic === placementStartedV1.topic };
  }
  if ('runId' in payload) {
    const { referralId, runId, change } = payload;
    return { suggestionOf: referralId, runId, change };
  }
  if ('openingId' in payload) return { recordOpened: payload.openingId };
  const { referralId } = payload;
  switch (topic) {
    case fundingNoticeChangedV1.topic:
      return { fundingNoticeOf: referralId };
    case fundingAskedV1.topic:
      return { fundingAskedOf: referralId };
    default:
      return { fundingOf: referralId };
  }
};

/** What members are told of, and that they have read it. */
export const createNotifications = ({
  newId,
  audit,
  isMailOn,
}: {
  readonly newId: IdSource;
  readonly audit: AppendAudit;
  readonly isMailOn: boolean;
}) => ({
  tell: makeTell({
    occurrences,
    readRecipients,
    notifications: notificationRepository,
    // Without a mail server none is written: they would all go out on the day there is one.
    mails: isMailOn ? mailRepository : null,
    newId,
  }),
  mail: createMail({ newId, audit, isMailOn }),
  readNotifications,
  countUnread: (tx: Tx, memberId: string) => notificationRepository.countUnread(tx, memberId),
  markRead: makeMarkRead({ notifications: notificationRepository, audit }),
});
