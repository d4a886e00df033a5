import type { Notification } from '../../application/ports.js';
import type { NoticeKind } from '../../domain/notice.js';

/** What happened then: it stays true when somebody has answered since, or the time for it has run out. */
const kindTexts: Readonly<Record<NoticeKind, string>> = {
  'offer-made': 'An offer was made to you',
  'offer-by-itself': 'An offer was made by itself, as your partnership chose',
  'offer-reminder': 'An offer to you waited for its answer',
  'offer-unanswered': 'The time to answer an offer was nearly over',
  'offer-overdue': 'An offer was overdue, and nobody had recorded that they tried',
  'offer-accepted': 'An offer was accepted',
  'offer-declined': 'An offer was declined',
  'offer-expired': 'An offer ran out without an answer',
  'offer-withdrawn': 'An offer was taken back',
  'offer-superseded': 'An offer ended, since the person took another place',
  arrived: 'Somebody arrived',
  'did-not-come': 'Somebody did not come',
  'booking-ended': 'A booking ended before arrival',
  'left-unplanned': 'Somebody left, not as planned',
  left: 'Somebody left as planned',
  'stay-ended': 'A stay ended',
  'nights-without-money': 'Somebody left with nights that nobody approved',
  'stay-changed': 'A stay was changed',
  'funding-asked': 'Funding was asked for',
  'approval-proposed': 'An approval was proposed, which a second approver confirms',
  'takeover-asked': 'Others were asked to pay for a stay, which an approver confirms',
  'funding-answered': 'A coordinator answered what was asked about funding',
  'funding-put-off': 'A decision on funding was put off',
  'approval-confirmed': 'An approval you proposed was confirmed',
  'approval-returned': 'An approval you proposed was given back',
  'takeover-confirmed': 'Others pay for a stay from a day on',
  'takeover-returned': 'It was given back that others pay for a stay',
  'funding-approved': 'Funding was approved',
  'funding-declined': 'Funding was declined',
  'approval-revoked': 'An approval of funding was taken back',
  'funding-notice-given': 'A funder gave notice on a booked bed',
  'funding-notice-lifted': 'A funder lifted a notice on a booked bed',
  'suitability-asked': 'You were asked whether you are suitable for somebody',
  'suitability-answered': 'A project answered a question of suitability',
  'record-opened': 'A restricted record was opened by somebody who is not named for it',
  'transfer-asked': 'Another partnership asked about a transfer',
  'transfer-declined': 'Another partnership declined a transfer',
  'referral-came': 'A referral came from another partnership',
  'referral-went': 'A referral went to another partnership',
  'referral-stuck': 'A referral has been stuck for twice as long as it may be',
  'bed-freed': 'A bed came free for somebody, or free earlier',
  'bed-moved': 'The bed that was suggested went to somebody who comes first',
  'provider-move-asked': 'You were asked to take another provider’s resident',
  'provider-move-accepted': 'A move to another provider was accepted',
  'provider-move-declined': 'A move to another provider was declined',
  'provider-move-withdrawn': 'A move to you was taken back',
  'repair-proposed': 'It was proposed to put a stay right',
  'repair-confirmed': 'A stay was put right',
  'repair-returned': 'A repair of a stay was given back',
  'override-asked': 'An offer that passes somebody over was asked for, which an approver confirms',
  'override-confirmed': 'An offer you asked for was confirmed and made',
  'override-refused': 'An offer you asked for was refused',
  other: 'Something happened',
};

/** What happened. */
export const noticeText = (kind: NoticeKind): string => kindTexts[kind];

const awaited: ReadonlySet<NoticeKind> = new Set([
  'offer-made',
  'offer-reminder',
  'offer-unanswered',
  'offer-overdue',
]);
const repairs: ReadonlySet<NoticeKind> = new Set(['repair-proposed', 'repair-confirmed', 'repair-returned']);

/**
 * Where it is read and dealt with; null where there is nothing more to see. An offer is answered on the provider's list, which
 * it leaves when it is taken back or runs out.
 */
export const addressOfNotice = (
  { kind, subject }: Pick<Notification, 'kind' | 'subject'>,
  isProvider: boolean,
): string | null => {
  if (kind === 'other') return null;
  switch (subject.kind) {
    case 'offer':
      if (!isProvider) return `/offers/${subject.id}/made`;
      return awaited.has(kind) ? '/incoming-offers' : null;
    case 'placement':
      // The stay is not one of the provider that is asked.
      if (kind === 'provider-move-asked') return '/provider-moves';
      if (kind === 'provider-move-withdrawn') return null;
      if (repairs.has(kind)) return `/repairs/${subject.id}`;
      return ['left', 'left-unplanned', 'stay-ended', 'nights-without-money'].includes(kind)
        ? `/placements/${subject.id}/leaving`
        : `/placements/${subject.id}/stay`;
    case 'referral':
      if (kind === 'suitability-asked' || kind === 'suitability-answered') {
        return isProvider ? '/suitability' : `/referrals/${subject.id}/suitability`;
      }
      if (kind === 'record-opened') return `/referrals/${subject.id}/restriction`;
      if (kind === 'transfer-asked') return '/transfers';
      if (kind === 'bed-freed') return `/referrals/${subject.id}/offer`;
      if (kind === 'bed-moved') return `/referrals/${subject.id}/places`;
      // It is out of sight of whoever gave it, or never came.
      if (kind === 'referral-went') return `/transfers?went=${subject.id}`;
      if (kind === 'transfer-declined') return '/transfers';
      if (kind === 'override-asked') return `/referrals/${subject.id}/override`;
      if (kind === 'override-confirmed' || kind === 'override-refused') return `/referrals/${subject.id}`;
      if (kind === 'referral-came' || kind === 'referral-stuck') return `/referrals/${subject.id}`;
      return `/referrals/${subject.id}/money`;
  }
};
