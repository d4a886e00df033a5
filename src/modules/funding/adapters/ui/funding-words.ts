import type { FundingDeclineReason, RevokeReason } from '../../domain/funding.js';
import type { DeferReason } from '../../domain/request.js';

/** Why a request is put off, in words. */
export const deferTexts: Readonly<Record<DeferReason, string>> = {
  more_information: 'More must be known first',
  panel_postponed: 'The panel did not reach it or did not sit',
  money_awaited: 'Money for it is awaited',
  other: 'Another reason',
};

/** Why a yes is taken back, in words. */
export const revokeTexts: Readonly<Record<RevokeReason, string>> = {
  approved_by_mistake: 'It was approved by mistake',
  circumstances_changed: 'Circumstances have changed',
  money_withdrawn: 'The money is no longer there',
  other: 'Another reason',
};

/** Why a funder says no, in words. */
export const declineTexts: Readonly<Record<FundingDeclineReason, string>> = {
  no_money_left: 'There is no money left for it',
  another_route_pays: 'Another route should pay',
  not_the_right_place: 'The kind or the length of place asked for',
  more_information: 'More must be known first',
  not_eligible: 'Not eligible for this money',
  other: 'Another reason',
};

/** A coded reason as a sentence part; one that a later release took off the list is told as another one. */
export const wordsOf = (texts: Readonly<Record<string, string>>, reason: string): string =>
  texts[reason] ?? 'Another reason';
