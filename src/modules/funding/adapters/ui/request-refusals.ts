import { overall, type FieldError } from '../../../../ui/forms/form-state.js';
import { dateText } from '../../../../ui/presenters/dates.js';
import { countOf, pounds } from '../../../../ui/presenters/numbers.js';
import type { ApproveRequestRefusal } from '../../application/approve-request.js';
import type { ApprovalInUse, DecideFundingRefusal } from '../../application/decide-funding.js';
import type { GiveNoticeRefusal, LiftNoticeRefusal } from '../../application/give-notice.js';
import type {
  AnswerRequestRefusal,
  ListForPanelRefusal,
  MoveRequestRefusal,
} from '../../application/move-request.js';
import type { RequestFundingRefusal } from '../../application/request-funding.js';
import type {
  ConfirmApprovalRefusal,
  ProposalMoveRefusal,
  ProposeApprovalRefusal,
} from '../../application/propose-approval.js';
import type { RevokeApprovalRefusal } from '../../application/revoke-approval.js';
import { explainShares } from './payer-texts.js';

const gone = 'The referral is not on your partnership’s list any more. Go back to the waiting list.';
const closed = 'The referral is closed. Record a new one if the person asks again.';

const inUse = ({ claimedNights }: ApprovalInUse): string =>
  `${countOf(claimedNights, 'night')} are booked or slept on this approval, so it stands and nothing was changed. Where a bed is booked, give notice instead: the bed stays, and the provider is told. Or ask the provider to record that the person will not arrive, then take it back.`;

/** Why money was not asked for. */
export const explainRequest = (refusal: RequestFundingRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
      return overall(gone);
    case 'referral-closed':
      return overall(closed);
    case 'additional-fund-not-open':
      return [
        {
          field: 'fund',
          text: 'Choose the money the referral is on: the Additional Placement Fund takes the place of a partnership’s own money only',
        },
      ];
    case 'funding-already-requested':
      return overall(
        `A request made on ${dateText(refusal.requestedOn)} waits for its answer. Wait for it, or take it back and ask again.`,
      );
  }
};

/** Why a request was not moved on. */
export const explainMove = (refusal: MoveRequestRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
      return overall(gone);
    case 'nothing-requested':
      return overall(
        'No request waits any more: it was decided or taken back after you opened this page. Look at what has happened below.',
      );
    case 'changed-since-you-read-it':
      return overall(
        'Somebody moved this request on after you opened it. Look at how it stands now, and send the form again if it still holds.',
      );
  }
};

/** Why nothing was answered. */
export const explainAnswer = (refusal: AnswerRequestRefusal): readonly FieldError[] =>
  refusal.code === 'not-put-off'
    ? overall('Nothing has to be answered: an approver decides on the request as it stands.')
    : explainMove(refusal);

/** Why a request was not put on a list, with the days that would be accepted. */
export const explainPanel = (refusal: ListForPanelRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'panel-in-the-past':
      return [
        {
          field: 'panelOn',
          text: `Enter today, ${dateText(refusal.today)}, or a later day. A decision made already is recorded as one`,
        },
      ];
    case 'panel-too-far-ahead':
      return [
        {
          field: 'panelOn',
          text: `Enter a day no later than ${dateText(refusal.latestOn)}, a year from today`,
        },
      ];
    default:
      return explainMove(refusal);
  }
};

/** Why a decision was not recorded, with the days that would be accepted. */
const explainDecision = (
  refusal: Exclude<DecideFundingRefusal, { readonly code: 'above-your-limit' }>,
): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
      return overall(gone);
    case 'referral-closed':
      return overall(closed);
    case 'decided-in-the-future':
      return [{ field: 'decidedOn', text: `Enter today, ${dateText(refusal.today)}, or an earlier day` }];
    case 'decided-before-referral':
      return [
        {
          field: 'decidedOn',
          text: `Enter the day the referral was received, ${dateText(refusal.receivedOn)}, or a later one`,
        },
      ];
    case 'approval-in-use':
      return overall(inUse(refusal));
    case 'additional-fund-not-open':
    case 'payer-named-twice':
    case 'shares-exceed-price':
      return explainShares(refusal);
  }
};

/** Why what was asked for was not approved, with what would be accepted. */
export const explainApproval = (refusal: ApproveRequestRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'nothing-requested':
    case 'changed-since-you-read-it':
      return explainMove(refusal);
    case 'above-your-limit':
      return overall(
        `This costs ${pounds(refusal.totalPence)} and your own limit is ${pounds(refusal.limitPence)}. Propose it to a second approver with the form below.`,
      );
    default:
      return explainDecision(refusal);
  }
};

/** Why a yes was neither recorded nor proposed. */
export const explainGiving = (
  refusal: DecideFundingRefusal | ProposeApprovalRefusal,
): readonly FieldError[] => {
  switch (refusal.code) {
    case 'already-proposed':
      return overall(
        `An approval proposed on ${dateText(refusal.proposedOn)} waits for a second approver. Have it confirmed or given back, then propose another.`,
      );
    case 'above-your-limit':
    case 'within-your-limit':
      return overall(
        'Your limit was changed while you were deciding. Send the form again if it still holds.',
      );
    default:
      return explainDecision(refusal);
  }
};

/** Why a proposal waits on. */
export const explainProposalMove = (refusal: ProposalMoveRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
      return overall(gone);
    case 'nothing-proposed':
      return overall(
        'Nothing waits for a second approver any more: it was confirmed, given back, or decided otherwise. Look at what has happened below.',
      );
    case 'changed-since-you-read-it':
      return overall(
        'Somebody answered this proposal after you opened it. Look at how it stands now, and send the form again if it still holds.',
      );
  }
};

/** Why the second yes was not taken, and whose would be. */
export const explainConfirmation = (refusal: ConfirmApprovalRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'second-approver-needed':
      return overall('You proposed this approval. Ask another approver of your partnership to confirm it.');
    case 'above-your-limit':
      return overall(
        `This costs ${pounds(refusal.totalPence)} and your own limit is ${pounds(refusal.limitPence)}. Ask an approver whose limit covers it, or give it back so that it can be proposed as exceptional, with its reason.`,
      );
    case 'not-found':
    case 'nothing-proposed':
    case 'changed-since-you-read-it':
      return explainProposalMove(refusal);
    default:
      return explainDecision(refusal);
  }
};

/** Why an approval stands, and what would let it be taken back. */
export const explainRevocation = (refusal: RevokeApprovalRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
      return overall(gone);
    case 'nothing-approved':
      return overall('No approval stands: the latest decision is a no, or was taken back before.');
    case 'approval-in-use':
      return overall(inUse(refusal));
  }
};

/** Why no notice was given, and what can be done instead. */
export const explainNotice = (refusal: GiveNoticeRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
      return overall(gone);
    case 'notice-stands':
      return overall('Notice was given before, and stands.');
    case 'no-bed-booked':
      return overall(
        refusal.held === 'stay-runs'
          ? 'The person has arrived. Agree the end of the stay with the provider, who records the leaving.'
          : 'No bed is booked any more. Take the approval back instead: the offer that waits is taken back with it.',
      );
  }
};

/** Why no notice was lifted. */
export const explainLifting = (refusal: LiftNoticeRefusal): readonly FieldError[] =>
  overall(
    refusal.code === 'not-found'
      ? gone
      : 'No notice stands any more: it was lifted, or the booking has ended.',
  );
