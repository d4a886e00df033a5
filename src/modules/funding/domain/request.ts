import type { IsoDate } from '../../../kernel/iso-date.js';
import { stayCost, type Pence } from '../../../kernel/money.js';
import type { Route } from '../../referrals/contract/facts.js';

export { workingDaysSince } from '../../../kernel/working-time.js';

/** Why a request is put off. Set for this service: who acts next follows from it. */
export const deferReasons = ['more_information', 'panel_postponed', 'money_awaited', 'other'] as const;
/** One of {@link deferReasons}. */
export type DeferReason = (typeof deferReasons)[number];

/** Where a request stands, by the last thing that happened to it. */
export type RequestStanding =
  | { readonly state: 'requested' }
  | { readonly state: 'listed'; readonly panelOn: IsoDate }
  | { readonly state: 'deferred'; readonly reason: DeferReason; readonly note: string | null }
  /** The coordinator said what an approver wanted to know. */
  | { readonly state: 'answered'; readonly note: string }
  /** An approver's yes waits for a second one, whatever happened before. */
  | { readonly state: 'proposed' };

/** Money asked for and not answered yet. A referral has at most one. */
export interface FundingRequest {
  readonly requestId: string;
  readonly referralId: string;
  readonly partnershipId: string;
  readonly route: Route;
  readonly weeks: number;
  readonly weeklyRatePence: Pence;
  /** Why this place and this long, for whoever decides. */
  readonly reason: string;
  readonly requestedOn: IsoDate;
  readonly standing: RequestStanding;
  readonly version: number;
}

/** Whose move it is: the coordinator's where more must be known, otherwise that of whoever decides. */
export const whoActsOn = (standing: RequestStanding): 'coordinator' | 'approver' =>
  standing.state === 'deferred' && standing.reason === 'more_information' ? 'coordinator' : 'approver';

/** What the whole of a request would cost. */
export const requestCost = ({
  weeks,
  weeklyRatePence,
}: Pick<FundingRequest, 'weeks' | 'weeklyRatePence'>): Pence =>
  stayCost({ weeklyRatePence, nights: weeks * 7 });
