/** A referral goes to another partnership. */
import {
  latestDecision,
  otherPartnership,
  personOf,
  referralOf,
  transferOf,
  type Model,
  type Placement,
} from '../pathway-model.js';
import type { RequestOf } from '../pathway-requests.js';
import { type Answer, done, refused, changed, noSuch, nextKey } from './answers.js';
import { placeInView } from './nights-and-money.js';
import { askNoMore } from './funding.js';

export const askTransfer = (model: Model, { referral: of, isByTaker }: RequestOf<'ask-transfer'>): Answer => {
  const { state, partnership } = referralOf(model, of);
  if (state === 'closed') return isByTaker ? noSuch : refused('referral-closed');
  if (model.transfers.some((one) => one.referral === of && one.state === 'asked'))
    return refused('transfer-asked-already');
  const key = nextKey('t', model.transfers);
  const askedBy = isByTaker ? otherPartnership[partnership] : partnership;
  model.transfers.push({ key, referral: of, from: partnership, askedBy, state: 'asked', version: 1 });
  return done(key, 1);
};

export const answerTransfer = (
  model: Model,
  {
    kind,
    transfer: of,
    isByWrongSide,
    version,
  }: RequestOf<'accept-transfer' | 'decline-transfer' | 'withdraw-transfer'>,
): Answer => {
  const transfer = transferOf(model, of);
  if (transfer.state !== 'asked') return refused('transfer-answered');
  if (isByWrongSide) return refused('other-side-answers');
  if (kind === 'accept-transfer') {
    const referral = referralOf(model, transfer.referral);
    if (referral.state === 'closed') return refused('referral-closed');
    const place = placeInView(model, ({ person }) => person === referral.person);
    if (place !== undefined) return refused(heldAs[place.state] ?? '');
    // They have come and gone, and the worker that closes the referral has not been there yet.
    const hasLedThere = ({ referral: of, state }: Placement): boolean =>
      of === referral.key && state === 'ended';
    if (model.placements.some(hasLedThere)) return refused('referral-closed');
    if (transfer.version !== version) return changed;
    referral.partnership = otherPartnership[transfer.from];
    personOf(model, referral.person).partnership = referral.partnership;
    referral.version += 1;
    // Promises of the partnership that is left.
    askNoMore(model, referral.key);
    const latest = latestDecision(model, referral.key);
    if (latest?.isApproved === true) latest.isRevoked = true;
  }
  if (transfer.version !== version) return changed;
  transfer.state = answersOf[kind];
  transfer.version += 1;
  return done(null, transfer.version);
};

const heldAs: Readonly<Record<string, string>> = {
  offered: 'offer-open',
  booked: 'bed-booked',
  admitted: 'stay-runs',
};

const answersOf = {
  'accept-transfer': 'accepted',
  'decline-transfer': 'declined',
  'withdraw-transfer': 'withdrawn',
} as const;
