import { expect } from 'chai';
import fc from 'fast-check';

import { financialYear } from '../../../../src/kernel/financial-year.js';
import { addNights, isoDate } from '../../../../src/kernel/iso-date.js';
import { addPence, pence, type Pence } from '../../../../src/kernel/money.js';
import { costByYear } from '../../../../src/modules/funding/domain/funding.js';
import {
  payersChanged,
  releaseAmongPayers,
  shareAmongPayers,
  sharesOf,
  sharesToPayAgain,
  sharesToRelease,
  spentByYear,
  type PayerSpent,
} from '../../../../src/modules/funding/domain/payers.js';
import { unusedShares } from '../../../../src/modules/funding/domain/release.js';

const seed = 20261122;
const sum = (amounts: readonly { readonly pence: Pence }[]): number =>
  addPence(...amounts.map((one) => one.pence));

describe('who pays for a week', () => {
  it('add up to its price: the main payer pays what the others do not', () => {
    expect(sharesOf('adp', pence(100), [{ payer: 'self', weeklyPence: pence(30) }], 'adp')).to.deep.equal({
      ok: true,
      value: [
        { payer: 'adp', weeklyPence: 70 },
        { payer: 'self', weeklyPence: 30 },
      ],
    });
  });

  it('are of the Additional Placement Fund only where it takes the place of the partnership’s own money', () => {
    const part = [{ payer: 'additional_placement_fund', weeklyPence: pence(30) }] as const;
    expect(sharesOf('adp', pence(100), part, 'adp').ok).to.equal(true);
    const closed = { ok: false, refusal: { code: 'additional-fund-not-open', route: 'ward5' } };
    expect(sharesOf('ward5', pence(100), part, 'ward5')).to.deep.equal(closed);
    expect(sharesOf('additional_placement_fund', pence(100), [], 'ward5')).to.deep.equal(closed);
  });

  it('are not the same when a share moves, nor when the route does; a price alone is the same payer', () => {
    const alone = { route: 'adp', weeklyRatePence: pence(100) } as const;
    const shared = {
      ...alone,
      shares: [
        { payer: 'adp', weeklyPence: pence(70) },
        { payer: 'self', weeklyPence: pence(30) },
      ],
    } as const;
    expect(payersChanged(alone, { ...alone, weeklyRatePence: pence(200) })).to.equal(false);
    expect(payersChanged(alone, { ...alone, route: 'ward5' })).to.equal(true);
    expect(payersChanged(alone, shared)).to.equal(true);
    expect(payersChanged(shared, shared)).to.equal(false);
  });

  it('pay every year’s cost between them, get back no more than they paid, and all of it for no night', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 4, max: 200_000 }),
        fc.array(fc.integer({ min: 1, max: 70_000 }), { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 1, max: 400 }),
        fc.array(fc.nat({ max: 400 }), { maxLength: 4 }),
        (rate, weekly, nights, ends) => {
          const others = weekly.map((amount, index) => ({
            payer: (['self', 'charity', 'ward5'] as const)[index] ?? 'self',
            weeklyPence: pence(amount),
          }));
          const price = pence(rate + weekly.reduce((all, amount) => all + amount, 0));
          const shared = sharesOf('adp', price, others, 'adp');
          if (!shared.ok) throw new Error(shared.refusal.code);
          const began = isoDate('2026-11-22');
          const stay = { arrivesOn: began, departsOn: addNights(began, nights) };
          const { parts } = costByYear(price, stay);
          const paid = shareAmongPayers(
            { route: 'adp', weeklyRatePence: price, shares: shared.value },
            parts,
          );
          for (const { year, pence: cost } of parts) {
            expect(sum(paid.filter((one) => one.year === year))).to.equal(cost);
          }
          let spent: readonly PayerSpent[] = paid.map(({ payer, year, pence: spentPence }) => ({
            ...{ payer, year, spentPence },
            releasedPence: pence(0),
          }));
          for (const end of [...ends.map((one) => Math.min(one, nights)).sort((a, b) => b - a), 0]) {
            const used = end === 0 ? null : { arrivesOn: began, departsOn: addNights(began, end) };
            const due = unusedShares(stay, used, spentByYear(spent));
            const back = releaseAmongPayers(due, spent);
            expect(sum(back)).to.equal(sum(due));
            spent = spent.map((one) => {
              const given = back.filter(({ payer, year }) => payer === one.payer && year === one.year);
              return { ...one, releasedPence: pence(one.releasedPence + sum(given)) };
            });
            for (const one of spent) expect(one.releasedPence).to.be.within(0, one.spentPence);
          }
          for (const one of spent) expect(one.releasedPence).to.equal(one.spentPence);
          expect(spentByYear(spent)[0]?.year).to.equal(financialYear(2026));
        },
      ),
      { seed, numRuns: 300 },
    );
  });

  it('pay again just what they got back, once nights that were let go are slept after all', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 70_000 }), { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 1, max: 200 }),
        fc.array(fc.nat({ max: 200 }), { minLength: 1, maxLength: 3 }),
        (weekly, nights, ends) => {
          const names = ['adp', 'charity', 'self'] as const;
          const shares = weekly.map((amount, index) => ({
            payer: names[index] ?? 'adp',
            weeklyPence: pence(amount),
          }));
          const price = addPence(...shares.map(({ weeklyPence }) => weeklyPence));
          const from = isoDate('2027-02-01');
          const on = (days: number) => ({ arrivesOn: from, departsOn: addNights(from, days) });
          const stay = on(nights);
          const paid = shareAmongPayers(
            { route: 'adp', weeklyRatePence: price, shares },
            costByYear(price, stay).parts,
          );
          let spent: readonly PayerSpent[] = paid.map(({ payer, year, pence: amount }) => ({
            ...{ payer, year, spentPence: amount, releasedPence: pence(0) },
          }));
          // Each leaving earlier than the one before.
          const lefts = ends.map((end) => Math.min(end, nights)).sort((a, b) => b - a);
          for (const left of lefts) {
            const back = sharesToRelease(stay, left === 0 ? null : on(left), spent);
            spent = spent.map((one) => ({
              ...one,
              releasedPence: addPence(
                one.releasedPence,
                ...back
                  .filter(({ payer, year }) => payer === one.payer && year === one.year)
                  .map((share) => share.pence),
              ),
            }));
          }
          const left = lefts.at(-1) ?? nights;
          if (left === nights) return;
          const again = { arrivesOn: addNights(from, left), departsOn: stay.departsOn };
          expect(sharesToPayAgain(stay, left === 0 ? null : on(left), again, spent)).to.deep.equal(
            spent.flatMap(({ payer, year, releasedPence }) =>
              releasedPence === 0 ? [] : [{ payer, year, pence: releasedPence }],
            ),
          );
        },
      ),
      { seed },
    );
  });
});
