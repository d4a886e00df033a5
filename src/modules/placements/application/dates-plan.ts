import { done, type Outcome, type Refusal } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { PayerYearShare } from '../../funding/contract/funding.js';
import type { Changed, ChangePlacementDeps } from './change-placement.js';

/**
 * Other days of one booking or stay, weighed, with what they do in the order of locks. Where two stays change together every
 * part is done of both before the next begins.
 */
export interface DatesPlan<R extends Refusal> {
  readonly changeRow: () => Promise<Outcome<true, R>>;
  readonly moveNights: () => Promise<Outcome<true, R>>;
  readonly moveApproved: () => Promise<Outcome<true, R>>;
  /** Whose budgets the money comes from and goes to. */
  readonly money: { readonly claimIds: readonly string[]; readonly shares: readonly PayerYearShare[] };
  readonly freeMoney: () => Promise<void>;
  readonly holdMoney: () => Promise<Outcome<true, R>>;
  readonly record: () => Promise<Outcome<Changed, never>>;
}

const each = async <R extends Refusal>(
  plans: readonly DatesPlan<R>[],
  part: 'changeRow' | 'moveNights' | 'moveApproved' | 'holdMoney',
): Promise<Outcome<true, R>> => {
  for (const plan of plans) {
    const outcome = await plan[part]();
    if (!outcome.ok) return outcome;
  }
  return done(true);
};

/**
 * Carries out what was planned, all or nothing: rows, nights, those approved, then money, whose budgets are taken in one order
 * before any of it moves. Plans in the order in which nights change hands; gives what became of `main`.
 */
export const carryOut = async <R extends Refusal>(
  { budgets }: Pick<ChangePlacementDeps, 'budgets'>,
  tx: Tx,
  partnershipId: string,
  plans: readonly DatesPlan<R>[],
  main: DatesPlan<R>,
): Promise<Outcome<Changed, R>> => {
  for (const part of ['changeRow', 'moveNights', 'moveApproved'] as const) {
    const outcome = await each(plans, part);
    if (!outcome.ok) return outcome;
  }
  await budgets.take(tx, {
    partnershipId,
    claimIds: plans.flatMap(({ money }) => money.claimIds),
    shares: plans.flatMap(({ money }) => money.shares),
  });
  for (const plan of plans) await plan.freeMoney();
  const held = await each(plans, 'holdMoney');
  if (!held.ok) return held;
  for (const plan of plans) if (plan !== main) await plan.record();
  return main.record();
};
