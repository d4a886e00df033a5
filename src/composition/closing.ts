import { readLatestDecisions } from '../modules/funding/adapters/db/funding-repository.js';
import { readOpenRequests } from '../modules/funding/adapters/db/request-repository.js';
import {
  makeWithdrawOpenRequest,
  type MoveRequestDeps,
} from '../modules/funding/application/move-request.js';
import { isLive } from '../modules/funding/contract/funding.js';
import { readPlaceInView } from '../modules/placements/adapters/db/place-in-view.js';
import { makeLetPlaceGo, type LetPlaceGoDeps } from '../modules/placements/application/let-place-go.js';
import type { ChangeReferralDeps } from '../modules/referrals/application/change-referral.js';
import { makeCloseReferral } from '../modules/referrals/application/close-referral.js';
import { makePreviewClosing } from '../modules/referrals/application/preview-closing.js';
import type { ReadMoneyInView } from '../modules/referrals/contract/closing.js';

const readMoneyInView: ReadMoneyInView = async (tx, referralId, today) => {
  const decision = (await readLatestDecisions(tx, [referralId])).get(referralId) ?? null;
  return {
    request: (await readOpenRequests(tx, [referralId])).get(referralId) ?? null,
    approval: isLive(decision, today) ? decision : null,
  };
};

/** Closing a referral with everything that rests on it, and looking at it before. */
export const createClosing = (
  deps: LetPlaceGoDeps & MoveRequestDeps & Pick<ChangeReferralDeps, 'referrals'>,
) => ({
  previewClosing: makePreviewClosing({ ...deps, readPlaceInView, readMoneyInView }),
  closeReferral: makeCloseReferral({
    ...deps,
    readPlaceInView,
    letPlaceGo: makeLetPlaceGo(deps),
    withdrawOpenRequest: makeWithdrawOpenRequest(deps),
  }),
});
