/**
 * What nights cost, who pays it, and what each budget holds and has spent, to the penny: from nothing but who sleeps where at
 * what price, and what of it came to nothing in turn.
 */
import { dateOf, dayOf } from '../proof/civil-days.js';
import {
  decisionOf,
  otherFundLimitPence,
  yearlyLimitPence,
  type Key,
  type KeptNights,
  type Model,
  type PaidBy,
  type PaidNights,
  type PartnershipName,
  type Payer,
  type PayerShare,
  type Placement,
  type Route,
} from './pathway-model.js';

/** Half a penny is rounded up. */
const dividedHalfUp = (amount: number, by: number): number => Math.floor((2 * amount + by) / (2 * by));

export const financialYearOf = (day: number): number => {
  const year = Number(dateOf(day).slice(0, 4));
  return day < dayOf(`${year}-04-01`) ? year - 1 : year;
};

export interface YearShare {
  readonly year: number;
  readonly nights: number;
  readonly pence: number;
}

const nightsByYear = (days: readonly number[]): ReadonlyMap<number, number> => {
  const nights = new Map<number, number>();
  for (const day of days) {
    const year = financialYearOf(day);
    nights.set(year, (nights.get(year) ?? 0) + 1);
  }
  return nights;
};

const daysOf = (from: number, to: number): readonly number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);

/** A seventh of the price for each night, rounded once. */
export const priceOf = (weeklyPence: number, nights: number): number =>
  dividedHalfUp(weeklyPence * nights, 7);

/** Divides an amount by what each has: the sum so far is the amount's part of what they have so far. */
const divided = (amount: number, weights: readonly number[]): readonly number[] => {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  let [weightSoFar, penceSoFar] = [0, 0];
  return weights.map((weight) => {
    weightSoFar += weight;
    const part = dividedHalfUp(amount * weightSoFar, all) - penceSoFar;
    penceSoFar += part;
    return part;
  });
};

/** What some nights cost, by financial year: each year's share of the whole, to the penny. */
export const costOf = ({
  from,
  to,
  weeklyPence,
}: Pick<PaidNights, 'from' | 'to' | 'weeklyPence'>): readonly YearShare[] => {
  const years = [...nightsByYear(daysOf(from, to))];
  const parts = divided(
    priceOf(weeklyPence, to - from),
    years.map(([, nights]) => nights),
  );
  return years.map(([year, nights], index) => ({ year, nights, pence: parts[index] ?? 0 }));
};

export const totalCost = (paid: Pick<PaidNights, 'from' | 'to' | 'weeklyPence'>): number =>
  priceOf(paid.weeklyPence, paid.to - paid.from);

/** Who pays what of a week; the main payer all that the others do not. */
export const sharedWith = (
  main: Payer,
  weeklyPence: number,
  others: readonly PayerShare[],
): readonly PayerShare[] => {
  const theirs = others.reduce((sum, other) => sum + other.weeklyPence, 0);
  return [{ payer: main, weeklyPence: weeklyPence - theirs }, ...others];
};

/** Whether others would pay the whole price, so that nothing is left for the main payer. */
export const isAllShared = (weeklyPence: number, others: readonly PayerShare[]): boolean =>
  others.reduce((sum, other) => sum + other.weeklyPence, 0) >= weeklyPence;

const isOutside = (payer: Payer): boolean => payer === 'self' || payer === 'social_work';

/** The fund a decision is on: the first of those who pay that has one, or the one before. */
export const routeOf = (shares: readonly PayerShare[], before: Route): Route => {
  const [first] = shares.flatMap(({ payer }) =>
    payer === 'adp' || payer === 'national_mission' ? [payer] : [],
  );
  return first ?? before;
};

/** Everybody who pays of a week, in order of their names. */
const payersOf = ({ shares, route, weeklyPence }: PaidBy): readonly PayerShare[] =>
  [...(shares ?? [{ payer: route, weeklyPence }])].sort((a, b) => (a.payer < b.payer ? -1 : 1));

/** Whether money held by one agreement is held where another would not take it from. */
export const arePayersChanged = (before: PaidBy, after: PaidBy): boolean =>
  before.route !== after.route ||
  ((before.shares ?? after.shares) !== null &&
    JSON.stringify(payersOf(before)) !== JSON.stringify(payersOf(after)));

/** A year of what one payer pays. */
interface Charge {
  readonly payer: Payer;
  readonly year: number;
  readonly pence: number;
}

/** What each payer of some nights still pays, year by year, once all that came to nothing came back in turn. */
const chargesOf = (nights: PaidNights, kept: readonly ReadonlyMap<number, number>[]): readonly Charge[] => {
  const payers = payersOf(nights);
  const { charged } = nights;
  return costOf(nights).flatMap(({ year, nights: all, pence: price }) => {
    let left =
      charged === undefined
        ? divided(
            price,
            payers.map(({ weeklyPence }) => weeklyPence),
          )
        : payers.map(
            ({ payer }) => charged.find((one) => one.payer === payer && one.year === year)?.pence ?? 0,
          );
    const pence = left.reduce((sum, one) => sum + one, 0);
    for (const nightsKept of kept) {
      const due =
        left.reduce((sum, one) => sum + one, 0) - dividedHalfUp(pence * (nightsKept.get(year) ?? 0), all);
      if (due <= 0) continue;
      const back = divided(due, left);
      left = left.map((one, index) => one - (back[index] ?? 0));
    }
    return payers.map(({ payer }, index) => ({ payer, year, pence: left[index] ?? 0 }));
  });
};

/** A later claim on a night pays for it, so that none is paid twice; what no claim keeps comes back. */
export const giveBack = (placement: Placement, from: number, to: number): void => {
  const slept = daysOf(from, to);
  placement.paid.forEach((claim, index) => {
    const later = placement.paid.slice(index + 1);
    const isIn = (one: KeptNights, day: number): boolean => one.from <= day && day < one.to;
    claim.kept.push(
      nightsByYear(slept.filter((day) => isIn(claim, day) && !later.some((one) => isIn(one, day)))),
    );
  });
};

/** Nights that were let go and are slept after all: each paid for again by whoever paid for it, at what they paid. */
export const paidAgain = (
  { paid }: Pick<Placement, 'paid'>,
  anew: { readonly from: number; readonly to: number },
  slept: { readonly from: number; readonly to: number },
  otherwise: PaidBy,
): readonly KeptNights[] => {
  const isIn = (one: { readonly from: number; readonly to: number }, day: number): boolean =>
    one.from <= day && day < one.to;
  const claimOf = (day: number): KeptNights | undefined => paid.findLast((claim) => isIn(claim, day));
  const runs: { claim: KeptNights | undefined; from: number; to: number }[] = [];
  for (const day of daysOf(anew.from, anew.to)) {
    const [claim, last] = [claimOf(day), runs.at(-1)];
    if (last !== undefined && last.claim === claim) last.to = day + 1;
    else runs.push({ claim, from: day, to: day + 1 });
  }
  return runs.map(({ claim, from, to }) => {
    if (claim === undefined) return keptFor(otherwise, from, to);
    const all = nightsByYear(daysOf(claim.from, claim.to));
    const used = nightsByYear(daysOf(slept.from, slept.to).filter((day) => claimOf(day) === claim));
    const [first, left] = [chargesOf(claim, []), chargesOf(claim, claim.kept)];
    const charged = [...nightsByYear(daysOf(from, to))].flatMap(([year, nights]) => {
      const payers = first.filter((one) => one.year === year);
      const spent = payers.reduce((sum, one) => sum + one.pence, 0);
      const costs = (kept: number): number => dividedHalfUp(spent * kept, all.get(year) ?? 1);
      const due = costs((used.get(year) ?? 0) + nights) - costs(used.get(year) ?? 0);
      const back = payers.map(
        ({ payer, pence }) =>
          pence - (left.find((one) => one.payer === payer && one.year === year)?.pence ?? 0),
      );
      const parts = divided(due, back.some((one) => one > 0) ? back : payers.map(({ pence }) => pence));
      return payers.map(({ payer }, index) => ({ payer, year, pence: parts[index] ?? 0 }));
    });
    return { ...keptFor(claim, from, to), charged };
  });
};

/** A budget; who has none here has one sum for everybody. */
export const budgetKey = (partnership: PartnershipName, payer: Payer, year: number): string =>
  `${isOutside(payer) ? 'outside' : partnership} ${payer} ${year}`;

/** What may be spent of a budget in a year; null for who has none here. Unit: pence. */
const limitOf = (partnership: PartnershipName, payer: Payer): number | null =>
  isOutside(payer) ? null : payer === 'adp' ? yearlyLimitPence[partnership] : otherFundLimitPence;

/** Held and spent of a placement or an offer, by payer and year. */
const chargesOfPlacement = ({ paid, state }: Placement): readonly Charge[] =>
  state === 'never_started' ? [] : paid.flatMap((claim) => chargesOf(claim, claim.kept));

/** What is held or was spent of a placement, by everybody. Unit: pence. */
export const paidPence = (placement: Placement): number =>
  chargesOfPlacement(placement).reduce((sum, { pence }) => sum + pence, 0);

/** Held and spent of each budget. */
export const moneyOf = (model: Model): ReadonlyMap<string, { held: number; spent: number }> => {
  const budgets = new Map<string, { held: number; spent: number }>();
  const add = (partnership: PartnershipName, charges: readonly Charge[], isHeld: boolean): void => {
    for (const { payer, year, pence } of charges) {
      const key = budgetKey(partnership, payer, year);
      const before = budgets.get(key) ?? { held: 0, spent: 0 };
      budgets.set(key, {
        held: before.held + (isHeld ? pence : 0),
        spent: before.spent + (isHeld ? 0 : pence),
      });
    }
  };
  for (const { partnership, from, to, decision } of model.offers.filter(({ state }) => state === 'offered'))
    add(partnership, chargesOf({ ...decisionOf(model, decision), from, to }, []), true);
  for (const placement of model.placements)
    add(placement.partnership, chargesOfPlacement(placement), placement.state === 'booked');
  return budgets;
};

/** The first thing that the money of some nights lacks, in order of years and payers; null when each has enough. */
export const lackOf = (
  model: Model,
  partnership: PartnershipName,
  paid: PaidNights,
  budgetYears: readonly number[],
): 'budget-missing' | 'budget-exhausted' | null => {
  const money = moneyOf(model);
  for (const { payer, year, pence } of chargesOf(paid, [])) {
    const limit = limitOf(partnership, payer);
    if (limit === null || pence === 0) continue;
    if (!budgetYears.includes(year)) return 'budget-missing';
    const { held, spent } = money.get(budgetKey(partnership, payer, year)) ?? { held: 0, spent: 0 };
    if (held + spent + pence > limit) return 'budget-exhausted';
  }
  return null;
};

/** A decision as it pays for a place that was agreed at a price of its own: that price, where it is lower. */
export const atAgreedPrice = (decision: PaidBy, { weeklyPence }: Pick<Placement, 'weeklyPence'>): PaidBy => ({
  ...decision,
  weeklyPence: Math.min(decision.weeklyPence, weeklyPence ?? Infinity),
});

/** What money is kept for some nights under an agreement, all of them still to be slept. */
export const keptFor = (by: PaidBy, from: number, to: number): KeptNights => ({
  ...{ from, to, weeklyPence: by.weeklyPence, route: by.route, shares: by.shares, kept: [] },
});

/** What is paid for a referral already, with the nights of it; null where nothing is. */
export const paidAlready = (
  model: Model,
  referral: Key,
): { readonly nights: number; readonly pence: number } | null => {
  const counted = model.placements.filter(
    (one) =>
      one.referral === referral && (one.state === 'booked' || one.state === 'admitted' || one.hasGoneOn),
  );
  return counted.length === 0
    ? null
    : {
        nights: counted.reduce((sum, { from, to, endedOn }) => sum + Math.min(to, endedOn ?? to) - from, 0),
        pence: counted.reduce((sum, placement) => sum + paidPence(placement), 0),
      };
};
