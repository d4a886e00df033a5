import type { Outcome } from '../../../kernel/outcome.js';
import type { Stay } from '../../../kernel/stay.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { Route } from '../../referrals/contract/facts.js';
import type { FundingDecision } from '../domain/funding.js';
import type { PayerYearShare } from '../domain/payers.js';

export { costByYear, fundedNights, isLive, type FundingDecision } from '../domain/funding.js';
export {
  isOutside,
  payersOf,
  shareAmongPayers,
  sharesToPayAgain,
  sharesToRelease,
  type Payer,
  type PayerYearShare,
} from '../domain/payers.js';

/**
 * The decision that holds for each referral: the one recorded last, but for a no that answered a request for more alone.
 * Referrals without one are absent.
 */
export type ReadLatestDecisions = (
  tx: Tx,
  referralIds: readonly string[],
) => Promise<ReadonlyMap<string, FundingDecision>>;

/** The decision a stay rests on, and the one its first nights are paid by: another where others took over since. */
export interface StayDecisions {
  readonly restsOn: FundingDecision;
  readonly first: FundingDecision;
}

/** Both for one stay. @throws when it rests on no approval of its referral: a broken foreign fact. */
export type ReadStayDecisions = (
  tx: Tx,
  stay: { readonly referralId: string; readonly fundingDecisionId: string },
) => Promise<StayDecisions>;

/**
 * What weighs the nights of one booking or stay: the approval recorded last of its referral that stands, other than
 * those by which others took over another stay of it. A no to more answers what was asked alone (ADR 0023).
 * `ofOneStay` are the decisions by which others took over, which pay for that stay alone.
 */
export interface StayWeighing {
  readonly decision: FundingDecision | null;
  readonly ofOneStay: ReadonlySet<string>;
}

/** Reads it for a booking or a stay; `placementId` is null for a booking that is to be made. */
export type ReadStayWeighing = (
  tx: Tx,
  stay: { readonly referralId: string; readonly placementId: string | null },
) => Promise<StayWeighing>;

/** The route of a funding decision. @throws when there is no such decision: a broken foreign fact. */
export type ReadRoute = (tx: Tx, fundingDecisionId: string) => Promise<Route>;

/**
 * Why money cannot be held: no budget for the route in that financial year, or too little of it left. `financialYear`
 * is the calendar year in which it begins; amounts are whole pence. `additionalFundLeftPence` is what the Additional
 * Placement Fund has left for the partnership in that year, where its own money does not do; null where it has none or
 * may not be asked.
 */
export type BudgetRefusal =
  | {
      readonly code: 'budget-missing';
      readonly financialYear: number;
      readonly route: string;
      readonly additionalFundLeftPence: number | null;
    }
  | {
      readonly code: 'budget-exhausted';
      readonly financialYear: number;
      readonly route: string;
      readonly leftPence: number;
      readonly neededPence: number;
      readonly additionalFundLeftPence: number | null;
    };

/**
 * Money moves only here: a guarded update that cannot pass the limit, and an entry that is never changed. A hold ends
 * in exactly one post or void; of what was posted, the part for nights nobody slept is released. What a budget has
 * held is its holds less posts and voids, what it has spent its posts less releases.
 */
export interface BudgetLedger {
  /**
   * Takes every budget that a step touches in the order in which budgets are taken, before it moves money of several claims
   * or from one claim to another: those in which the claims have entries, and those that are to pay for `shares`.
   */
  take(
    tx: Tx,
    of: {
      readonly claimIds: readonly string[];
      readonly partnershipId: string;
      readonly shares: readonly PayerYearShare[];
    },
  ): Promise<void>;
  hold(
    tx: Tx,
    claim: {
      readonly claimId: string;
      readonly partnershipId: string;
      /** What each payer pays in each year: of those with a budget no more than is left, of the others whatever they said. */
      readonly shares: readonly PayerYearShare[];
    },
  ): Promise<Outcome<true, BudgetRefusal>>;
  /** What was held is spent. */
  post(tx: Tx, claimId: string): Promise<void>;
  /** What was held is free again. */
  void(tx: Tx, claimId: string): Promise<void>;
  /** Of what was spent on `nights`, all but the part for those in `used` is free again, year by year. */
  release(
    tx: Tx,
    unused: {
      readonly claimId: string;
      /** The nights the claim's money was for. */
      readonly nights: Stay;
      /** When the person slept here; null when they never did. May reach beyond `nights`. */
      readonly used: Stay | null;
      /** A number that this claim has released under never before: each step of a placement releases once. */
      readonly step: number;
    },
  ): Promise<void>;
}
