import { expect } from 'chai';
import fc from 'fast-check';

import { financialYear } from '../../../../src/kernel/financial-year.js';
import { withRunningSums } from '../../../../src/modules/funding/domain/running-sums.js';

const budget = { route: 'adp', year: financialYear(2026) } as const;

describe('entries with what is held and spent after each', () => {
  it('follow a stay from the offer to an early leaving', () => {
    const sums = withRunningSums([
      { ...budget, kind: 'hold', amountPence: 1_260_000 },
      { ...budget, kind: 'post', amountPence: 1_260_000 },
      { ...budget, kind: 'release', amountPence: 840_000 },
    ]).map(({ heldPence, spentPence }) => [heldPence, spentPence]);
    expect(sums).to.deep.equal([
      [1_260_000, 0],
      [0, 1_260_000],
      [0, 420_000],
    ]);
  });

  it('are the sums of each payer for itself, where others take over', () => {
    const sums = withRunningSums([
      { ...budget, kind: 'post', amountPence: 900 },
      { ...budget, kind: 'release', amountPence: 600 },
      { ...budget, route: 'social_work', kind: 'hold', amountPence: 700 },
      { ...budget, route: 'social_work', kind: 'post', amountPence: 700 },
    ]).map(({ heldPence, spentPence }) => [heldPence, spentPence]);
    expect(sums.slice(1)).to.deep.equal([
      [-900, 300],
      [700, 0],
      [0, 700],
    ]);
  });

  it('end at nothing when all that was held was let go', () => {
    const last = withRunningSums([
      { ...budget, kind: 'hold', amountPence: 5 },
      { ...budget, kind: 'void', amountPence: 5 },
    ]).at(-1);
    expect([last?.heldPence, last?.spentPence]).to.deep.equal([0, 0]);
  });

  it('end at the same sums in whatever order they came', () => {
    const entry = fc.record({
      route: fc.constant('adp'),
      year: fc.constant(financialYear(2026)),
      kind: fc.constantFrom('hold', 'post', 'void', 'release'),
      amountPence: fc.integer({ min: 1, max: 1_000_000 }),
    });
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1 }), (entries) => {
        const end = (of: typeof entries) => {
          const last = withRunningSums(of).at(-1);
          return [last?.heldPence, last?.spentPence];
        };
        expect(end([...entries].reverse())).to.deep.equal(end(entries));
      }),
      { seed: 20261122 },
    );
  });
});
