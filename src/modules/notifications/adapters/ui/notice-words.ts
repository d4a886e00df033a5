import type { Notification } from '../../application/ports.js';
import type { NoticeKind } from '../../domain/notice.js';

const kindTexts: Readonly<Record<NoticeKind, string>> = {
  'offer-made': 'An offer waits for your answer',
  'offer-accepted': 'An offer was accepted',
  'offer-declined': 'An offer was declined',
  'offer-expired': 'An offer ran out without an answer',
  'offer-withdrawn': 'An offer was taken back',
  arrived: 'Somebody arrived',
  'did-not-come': 'Somebody did not come',
  'left-unplanned': 'Somebody left, not as planned',
  left: 'Somebody left as planned',
  'stay-changed': 'A stay was changed',
  'funding-approved': 'Funding was approved',
  'funding-declined': 'Funding was declined',
  'approval-revoked': 'An approval of funding was taken back',
};

/** What happened. */
export const noticeText = (kind: NoticeKind): string => kindTexts[kind];

/** Where it is read and dealt with. An offer made is answered on the provider's list. */
export const addressOfNotice = (
  { kind, subject }: Pick<Notification, 'kind' | 'subject'>,
  isProvider: boolean,
): string => {
  switch (subject.kind) {
    case 'offer':
      return isProvider ? '/incoming-offers' : `/offers/${subject.id}/made`;
    case 'placement':
      return kind === 'left' || kind === 'left-unplanned'
        ? `/placements/${subject.id}/leaving`
        : '/placements';
    case 'referral':
      return `/referrals/${subject.id}/money`;
  }
};
