import { readLatestDecisions } from '../modules/funding/adapters/db/funding-repository.js';
import { readOpenProposals } from '../modules/funding/adapters/db/proposal-lists.js';
import { readOpenRequests, revokeDecision } from '../modules/funding/adapters/db/request-repository.js';
import { makeEndApproval } from '../modules/funding/application/revoke-approval.js';
import { isLive } from '../modules/funding/contract/funding.js';
import { readPlaceInView } from '../modules/placements/adapters/db/place-in-view.js';
import { readSpokenForReferrals } from '../modules/placements/adapters/db/places-of-referrals.js';
import { makeLetPlaceGo, type LetPlaceGoDeps } from '../modules/placements/application/let-place-go.js';
import type { ChangeReferralDeps } from '../modules/referrals/application/change-referral.js';
import { makeCloseReferral } from '../modules/referrals/application/close-referral.js';
import { transferRepository } from '../modules/referrals/adapters/db/transfers.js';
import {
  makeAcceptTransfer,
  makeAskTransfer,
  makeEndTransfer,
} from '../modules/referrals/application/transfer-referral.js';
import { makeCorrectOrigin } from '../modules/referrals/application/correct-origin.js';
import { makePreviewClosing } from '../modules/referrals/application/preview-closing.js';
import type { ReadMoneyInView, SettleMoney } from '../modules/referrals/contract/closing.js';
import type { ReadReferral } from '../modules/referrals/contract/facts.js';
import { databaseNow } from '../platform/db/database-clock.js';

const readMoneyInView: ReadMoneyInView = async (tx, referralId, today) => {
  const decision = (await readLatestDecisions(tx, [referralId])).get(referralId) ?? null;
  return {
    request: (await readOpenRequests(tx, [referralId])).get(referralId) ?? null,
    proposal: (await readOpenProposals(tx, [referralId])).get(referralId) ?? null,
    approval: isLive(decision, today) ? decision : null,
  };
};

/** What ends or moves a referral with everything that rests on it. */
type ClosingDeps = LetPlaceGoDeps &
  Pick<ChangeReferralDeps, 'referrals' | 'newId'> & {
    readonly readReferral: ReadReferral;
    readonly settleMoney: SettleMoney;
  };

/** Giving a referral to another partnership. */
export const createTransfers = (given: ClosingDeps) => {
  const deps = {
    ...given,
    transfers: transferRepository,
    readPlaceInView,
    readSpokenForReferrals,
    endApproval: makeEndApproval({ ...given, readLatestDecisions, revokeDecision }),
  };
  return {
    transfers: transferRepository,
    askTransfer: makeAskTransfer(deps),
    acceptTransfer: makeAcceptTransfer(deps),
    declineTransfer: makeEndTransfer(deps, 'declined'),
    withdrawTransfer: makeEndTransfer(deps, 'withdrawn'),
  };
};

/** Closing a referral with everything that rests on it, and looking at it before. */
export const createClosing = (deps: ClosingDeps) => ({
  correctOrigin: makeCorrectOrigin({ ...deps, readMoneyInView, now: databaseNow }),
  readOrigin: deps.referrals.readOrigin,
  previewClosing: makePreviewClosing({ ...deps, readPlaceInView, readMoneyInView }),
  closeReferral: makeCloseReferral({
    ...deps,
    readPlaceInView,
    letPlaceGo: makeLetPlaceGo(deps),
  }),
});
