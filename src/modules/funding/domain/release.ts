import { splitByFinancialYear, type FinancialYear } from '../../../kernel/financial-year.js';
import { pence, shareByNights, type Pence } from '../../../kernel/money.js';
import { nightsInCommon, type Stay } from '../../../kernel/stay.js';

/** Money in one financial year. */
export interface BudgetShare {
  readonly year: FinancialYear;
  readonly pence: Pence;
}

/** What a claim has spent in one financial year, and what of it has been given back already. */
export interface SpentShare {
  readonly year: FinancialYear;
  readonly spentPence: Pence;
  readonly releasedPence: Pence;
}

const nightsByYear = (stay: Stay | null): ReadonlyMap<FinancialYear, number> =>
  new Map(stay === null ? [] : splitByFinancialYear(stay).map(({ year, nights }) => [year, nights]));

/**
 * What is to be given back of the money spent on `nights` when only those in `used` were slept: in each financial year
 * the part of the nights not slept, to the penny, less what was given back before. Years with nothing to give back are
 * left out. By nights and not by a price, so that spent and released add up whatever the price was.
 */
export const unusedShares = (
  nights: Stay,
  used: Stay | null,
  spent: readonly SpentShare[],
): readonly BudgetShare[] => {
  const paidFor = nightsByYear(nights);
  const slept = nightsByYear(used === null ? null : nightsInCommon(nights, used));
  return spent.flatMap(({ year, spentPence, releasedPence }) => {
    const all = paidFor.get(year);
    if (all === undefined) throw new Error(`Money was spent in ${year} on nights of other years.`);
    const kept = slept.get(year) ?? 0;
    const [keptPence = pence(0)] = shareByNights(spentPence, [kept, all - kept]);
    const due = pence(spentPence - keptPence - releasedPence);
    return due > 0 ? [{ year, pence: due }] : [];
  });
};

/**
 * What nights that were let go come to when they are slept after all, in each financial year: the other way round of
 * {@link unusedShares}, so that what came back for them is just what they cost again. `used` are nights the claim pays for
 * besides; `again` is none of them.
 */
export const sharesAgain = (
  nights: Stay,
  used: Stay | null,
  again: Stay,
  spent: readonly Pick<SpentShare, 'year' | 'spentPence'>[],
): readonly BudgetShare[] => {
  const [paidFor, slept, more] = [nightsByYear(nights), nightsByYear(used), nightsByYear(again)];
  return spent.flatMap(({ year, spentPence }) => {
    const all = paidFor.get(year);
    if (all === undefined) throw new Error(`Money was spent in ${year} on nights of other years.`);
    const [before, after] = [slept.get(year) ?? 0, (slept.get(year) ?? 0) + (more.get(year) ?? 0)].map(
      (kept) => shareByNights(spentPence, [kept, all - kept])[0] ?? pence(0),
    );
    const due = pence((after ?? 0) - (before ?? 0));
    return due > 0 ? [{ year, pence: due }] : [];
  });
};
