import type { FinancialYear } from '../../../kernel/financial-year.js';
import { addPence, pence, shareByAmounts, type Pence } from '../../../kernel/money.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Stay } from '../../../kernel/stay.js';
import type { Route } from '../../referrals/contract/facts.js';
import { sharesAgain, unusedShares, type BudgetShare } from './release.js';

/**
 * Who may pay part of a stay without a budget in this service, so that no ceiling is held for them. Set for this service,
 * from what Scottish placements are paid with besides the partnerships' own money.
 */
export const outsidePayers = ['social_work', 'health_board', 'housing_benefit', 'self', 'charity'] as const;
/** One of {@link outsidePayers}. */
export type OutsidePayer = (typeof outsidePayers)[number];

/** A budget of the partnership, by its route, or somebody without one. */
export type Payer = Route | OutsidePayer;

/** What one payer pays of the price of a week. Whole pence, more than nothing. */
export type PayerShare = {
  readonly payer: Payer;
  readonly weeklyPence: Pence;
};

/** What one payer pays in one financial year. */
export interface PayerYearShare extends BudgetShare {
  readonly payer: Payer;
}

/** Why a price cannot be shared so. Amounts are whole pence. */
export type SharesRefusal =
  | { readonly code: 'payer-named-twice'; readonly payer: Payer }
  | {
      readonly code: 'shares-exceed-price';
      readonly weeklyRatePence: number;
      readonly othersPence: number;
    }
  | AdditionalFundNotOpen;

/** The Additional Placement Fund is not there for a referral on this route. */
export type AdditionalFundNotOpen = { readonly code: 'additional-fund-not-open'; readonly route: Route };

/** Whether a payer has no budget here. */
export const isOutside = (payer: Payer): payer is OutsidePayer =>
  outsidePayers.some((outside) => outside === payer);

/**
 * Whether the Additional Placement Fund may pay for a referral: it is there to take the place of a partnership's own money
 * (Scottish Government, 2024).
 */
const isAdditionalFundOpen = (route: Route): boolean => route === 'adp';

/** Why the Additional Placement Fund cannot pay, or pay a part, for a referral on a route; null where it may, or is not asked. */
export const additionalFundObstacle = (
  route: Route,
  payers: readonly Payer[],
): AdditionalFundNotOpen | null =>
  payers.includes('additional_placement_fund') && !isAdditionalFundOpen(route)
    ? { code: 'additional-fund-not-open', route }
    : null;

/**
 * Who pays what of a week of a referral on a route: the others what they said, the main payer all the rest, which is more than
 * nothing. So the shares add up to the price, whoever typed them.
 */
export const sharesOf = (
  main: Payer,
  weeklyRatePence: Pence,
  others: readonly PayerShare[],
  route: Route,
): Outcome<readonly PayerShare[], SharesRefusal> => {
  const asked = [main, ...others.map(({ payer }) => payer)].filter((payer) => payer !== route);
  const closed = additionalFundObstacle(route, asked);
  if (closed !== null) return refuse(closed);
  const named: Payer[] = [main];
  for (const { payer } of others) {
    if (named.includes(payer)) return refuse({ code: 'payer-named-twice', payer });
    named.push(payer);
  }
  const othersPence = addPence(...others.map(({ weeklyPence }) => weeklyPence));
  if (othersPence >= weeklyRatePence) {
    return refuse({ code: 'shares-exceed-price', weeklyRatePence, othersPence });
  }
  return done([{ payer: main, weeklyPence: pence(weeklyRatePence - othersPence) }, ...others]);
};

/** An agreement to pay: what is shared, or its route alone. */
export interface PaidBy {
  readonly route: Route;
  readonly weeklyRatePence: Pence;
  /** Who pays what of a week; absent where the route pays it all. */
  readonly shares?: readonly PayerShare[];
}

/** Everybody who pays, the route of the decision first. */
export const payersOf = ({ route, weeklyRatePence, shares }: PaidBy): readonly PayerShare[] =>
  shares ?? [{ payer: route, weeklyPence: weeklyRatePence }];

const inOrder = (share: PayerShare): string => `${share.payer}=${share.weeklyPence}`;

/**
 * Whether money held under one agreement is held where another would not take it from: another route, or, where either is
 * shared, other payers or other shares. A price alone that changed is weighed when an offer is accepted.
 */
export const payersChanged = (before: PaidBy, after: PaidBy): boolean =>
  before.route !== after.route ||
  ((before.shares ?? after.shares) !== undefined &&
    payersOf(before).map(inOrder).sort().join() !== payersOf(after).map(inOrder).sort().join());

/**
 * What each payer pays of a cost, year by year: in proportion to their weekly shares, to the penny, so that the shares of
 * a year add up to its cost. In order of years and then of payers' names, which is the order in which budgets are taken.
 */
export const shareAmongPayers = (by: PaidBy, parts: readonly BudgetShare[]): readonly PayerYearShare[] => {
  const payers = [...payersOf(by)].sort((a, b) => (a.payer < b.payer ? -1 : 1));
  return parts.flatMap(({ year, pence: cost }) => {
    const amounts = shareByAmounts(
      cost,
      payers.map(({ weeklyPence }) => weeklyPence),
    );
    return payers.flatMap(({ payer }, index) => {
      const amount = amounts[index];
      return amount === undefined || amount === 0 ? [] : [{ payer, year, pence: amount }];
    });
  });
};

/** What one payer has spent of a claim in one financial year, and what of it came back already. */
export interface PayerSpent {
  readonly year: FinancialYear;
  readonly payer: Payer;
  readonly spentPence: Pence;
  readonly releasedPence: Pence;
}

/**
 * What each payer gets back of what comes back in a year: in proportion to what each still has spent. So nobody gets back
 * more than they spent, and the parts add up whatever came back before.
 */
export const releaseAmongPayers = (
  due: readonly BudgetShare[],
  spent: readonly PayerSpent[],
): readonly PayerYearShare[] =>
  due.flatMap(({ year, pence: total }) => {
    const ofYear = spent.filter((one) => one.year === year);
    const amounts = shareByAmounts(
      total,
      ofYear.map(({ spentPence, releasedPence }) => pence(spentPence - releasedPence)),
    );
    return ofYear.flatMap(({ payer }, index) => {
      const amount = amounts[index];
      return amount === undefined || amount === 0 ? [] : [{ payer, year, pence: amount }];
    });
  });

/** What all payers together have spent of a claim, year by year. */
export const spentByYear = (spent: readonly PayerSpent[]) => {
  const years = [...new Set(spent.map(({ year }) => year))];
  return years.map((year) => {
    const ofYear = spent.filter((one) => one.year === year);
    return {
      year,
      spentPence: addPence(...ofYear.map((one) => one.spentPence)),
      releasedPence: addPence(...ofYear.map((one) => one.releasedPence)),
    };
  });
};

/**
 * What each payer gets back of what was spent under one claim on `nights` when only those in `used` were slept; null when
 * none were. Year by year as for one payer, and then by {@link releaseAmongPayers}.
 */
export const sharesToRelease = (
  nights: Stay,
  used: Stay | null,
  spent: readonly PayerSpent[],
): readonly PayerYearShare[] => releaseAmongPayers(unusedShares(nights, used, spentByYear(spent)), spent);

/**
 * What each payer pays of nights of a claim that were let go and are slept after all, `used` being those it pays for besides.
 * In proportion to what each got back, so that whoever paid for them pays again, and what all got back is just what they pay.
 */
export const sharesToPayAgain = (
  nights: Stay,
  used: Stay | null,
  again: Stay,
  spent: readonly PayerSpent[],
): readonly PayerYearShare[] =>
  sharesAgain(nights, used, again, spentByYear(spent)).flatMap(({ year, pence: total }) => {
    const ofYear = spent.filter((one) => one.year === year);
    const gotBack = ofYear.map(({ releasedPence }) => releasedPence);
    const isBack = gotBack.some((amount) => amount > 0);
    const amounts = shareByAmounts(total, isBack ? gotBack : ofYear.map(({ spentPence }) => spentPence));
    return ofYear.flatMap(({ payer }, index) => {
      const amount = amounts[index];
      return amount === undefined || amount === 0 ? [] : [{ payer, year, pence: amount }];
    });
  });
