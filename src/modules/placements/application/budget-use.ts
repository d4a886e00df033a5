import type { Scope } from '../../../kernel/actor.js';
import type { FinancialYear } from '../../../kernel/financial-year.js';
import { addNights, type IsoDate } from '../../../kernel/iso-date.js';
import { pence } from '../../../kernel/money.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { costByYear } from '../../funding/contract/funding.js';
import type { Route } from '../../referrals/contract/facts.js';

/** What one budget has been used for. Whole pence. */
export interface BudgetUse {
  readonly partnershipId: string;
  readonly partnershipName: string;
  readonly route: Route;
  readonly limitPence: number;
  /** Held for offers that wait for an answer. */
  readonly heldPence: number;
  /** Held for beds that are booked: accepted, and nobody has arrived yet. */
  readonly committedPence: number;
  /** For people who arrived, less what came back for nights nobody slept. */
  readonly spentPence: number;
}

/** Weeks approved that no offer rests on yet. */
export interface UnusedApproval {
  readonly partnershipId: string;
  readonly route: Route;
  readonly weeks: number;
  readonly weeklyRatePence: number;
}

/** What the stays that began in a year came to, and how many of them have a cost. Unit: pence. */
export interface StayCosts {
  readonly partnershipId: string;
  readonly route: Route;
  readonly stays: number;
  readonly costedStays: number;
  readonly costPence: number;
}

/** Everything that is known of the budgets of a financial year in scope. */
export interface BudgetYear {
  readonly uses: readonly BudgetUse[];
  readonly approvals: readonly UnusedApproval[];
  readonly costs: readonly StayCosts[];
}

/** Reads it, for whoever's scope it is. */
export type ReadBudgetYear = (
  tx: Tx,
  scope: Scope,
  year: FinancialYear,
  today: IsoDate,
) => Promise<BudgetYear>;

/** A budget with what it is likely to come to, and what stays cost. */
export interface BudgetOutlook extends BudgetUse {
  readonly leftPence: number;
  /** Held, committed and spent, and what unused approvals would need by 31 March. Unit: pence. */
  readonly projectedPence: number;
  /** Never without how many it rests on; null where no stay is costed. Unit: pence. */
  readonly meanCost: { readonly pence: number; readonly costedStays: number; readonly stays: number } | null;
}

/** What an approval would need in a year if its stay began today; nothing of a year that is over. */
const neededIn = (year: FinancialYear, today: IsoDate, approval: UnusedApproval): number =>
  costByYear(pence(approval.weeklyRatePence), {
    arrivesOn: today,
    departsOn: addNights(today, approval.weeks * 7),
  }).parts.find((part) => part.year === year)?.pence ?? 0;

/**
 * Budgets with their outlook. Projected is what would be used by 31 March if everything held and approved were taken up
 * and nobody left early: an upper figure for what is known, not a forecast of who will ask.
 */
export const outlookOf = (
  { uses, approvals, costs }: BudgetYear,
  year: FinancialYear,
  today: IsoDate,
): readonly BudgetOutlook[] =>
  uses.map((use) => {
    const isOfThis = (other: Pick<BudgetUse, 'partnershipId' | 'route'>): boolean =>
      other.partnershipId === use.partnershipId && other.route === use.route;
    const usedPence = use.heldPence + use.committedPence + use.spentPence;
    const cost = costs.find(isOfThis);
    return {
      ...use,
      leftPence: use.limitPence - usedPence,
      projectedPence: approvals
        .filter(isOfThis)
        .reduce((sum, approval) => sum + neededIn(year, today, approval), usedPence),
      meanCost:
        cost === undefined || cost.costedStays === 0
          ? null
          : {
              pence: Math.round(cost.costPence / cost.costedStays),
              costedStays: cost.costedStays,
              stays: cost.stays,
            },
    };
  });
