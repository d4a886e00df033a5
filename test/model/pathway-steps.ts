/**
 * What the service must answer to each request, and what is so afterwards. Each side has a file of its own in `steps/`; the
 * functions there are given a copy of the model to change, and a refusal's copy is thrown away.
 */
import { isDue, offerOf, referralOf, type Key, type Model } from './pathway-model.js';
import type { Request } from './pathway-requests.js';
import { type Answer, type Step, noSuch } from './steps/answers.js';
import {
  closeReferralOf,
  recordReferral,
  recordAssessment,
  bookDetox,
  correctReferral,
  closeReferral,
} from './steps/referral.js';
import { askTakeover, confirmTakeover, returnTakeover } from './steps/takeover.js';
import { acceptMove, endMove, proposeMove } from './steps/provider-move.js';
import { confirmRepair, proposeRepair, returnRepair } from './steps/repair.js';
import { askTransfer, answerTransfer } from './steps/transfer.js';
import {
  requestFunding,
  moveRequest,
  decideFunding,
  proposeApproval,
  confirmApproval,
  returnProposal,
  approveRequest,
  revokeApproval,
  moveNotice,
} from './steps/funding.js';
import { makeOffer, acceptOffer, endOffer } from './steps/offer.js';
import { admit, recordLeave, recordReturn, discharge, neverStarted } from './steps/stay.js';
import { extend, changeDates, moveBed } from './steps/stay-changes.js';
import { closeBed, reopenBed } from './steps/closure.js';

const apply = (model: Model, request: Request): Answer => {
  switch (request.kind) {
    case 'record-referral':
      return recordReferral(model, request);
    case 'record-assessment':
      return recordAssessment(model, request);
    case 'book-detox':
      return bookDetox(model, request);
    case 'correct-referral':
      return correctReferral(model, request);
    case 'close-referral':
      return closeReferral(model, request);
    case 'ask-transfer':
      return askTransfer(model, request);
    case 'accept-transfer':
    case 'decline-transfer':
    case 'withdraw-transfer':
      return answerTransfer(model, request);
    case 'request-funding':
      return requestFunding(model, request);
    case 'list-for-panel':
    case 'defer-request':
    case 'withdraw-request':
      return moveRequest(model, request);
    case 'approve-request':
      return approveRequest(model, request);
    case 'decide-funding':
      return decideFunding(model, request);
    case 'propose-approval':
      return proposeApproval(model, request);
    case 'confirm-approval':
      return confirmApproval(model, request);
    case 'return-proposal':
      return returnProposal(model, request);
    case 'ask-takeover':
      return askTakeover(model, request);
    case 'confirm-takeover':
      return confirmTakeover(model, request);
    case 'return-takeover':
      return returnTakeover(model, request);
    case 'revoke-approval':
      return revokeApproval(model, request);
    case 'give-notice':
    case 'lift-notice':
      return moveNotice(model, request);
    case 'make-offer':
      return makeOffer(model, request);
    case 'accept-offer':
      return acceptOffer(model, request);
    case 'decline-offer':
    case 'withdraw-offer':
      return endOffer(model, request);
    case 'admit':
      return admit(model, request);
    case 'record-leave':
      return recordLeave(model, request);
    case 'record-return':
      return recordReturn(model, request);
    case 'extend':
      return extend(model, request);
    case 'change-dates':
      return changeDates(model, request);
    case 'move-bed':
      return moveBed(model, request);
    case 'discharge':
      return discharge(model, request);
    case 'never-started':
      return neverStarted(model, request);
    case 'propose-move':
      return proposeMove(model, request);
    case 'accept-move':
      return acceptMove(model, request);
    case 'decline-move':
    case 'withdraw-move':
      return endMove(model, request);
    case 'propose-repair':
      return proposeRepair(model, request);
    case 'confirm-repair':
      return confirmRepair(model, request);
    case 'return-repair':
      return returnRepair(model, request);
    case 'close-bed':
      return closeBed(model, request);
    case 'reopen-bed':
      return reopenBed(model, request);
  }
};

/** What a request must be answered, and everything as it is afterwards. The model given stays as it was. */
export const step = (model: Model, request: Request): Step => {
  if (request.isOutsider === true) return { model, answer: noSuch };
  const next = structuredClone(model);
  const answer = apply(next, request);
  return { model: answer.kind === 'done' ? next : model, answer };
};

/** Time passes, and nothing else. */
export const later = (model: Model, ms: number): Model => ({ ...model, nowMs: model.nowMs + ms });

/** Offers whose time is up are let go. */
export const expireDue = (model: Model): Model => {
  const next = structuredClone(model);
  for (const offer of next.offers) {
    if (!isDue(next, offer)) continue;
    offer.state = 'expired';
    offer.version += 1;
  }
  return next;
};

/** Every message that is due is acted on: offers end in time, and who has arrived asks no longer. */
export const deliver = (model: Model): Model => {
  const next = expireDue(model);
  for (const { state, referral: key } of next.placements) {
    const referral = referralOf(next, key);
    if ((state === 'admitted' || state === 'ended') && referral.state === 'open')
      closeReferralOf(referral, 'placed');
  }
  return next;
};

/** The service has said until when an offer may be answered. */
export const learnExpiry = (model: Model, offer: Key, expiresAtMs: number): Model => {
  const next = structuredClone(model);
  offerOf(next, offer).expiresAtMs = expiresAtMs;
  return next;
};
