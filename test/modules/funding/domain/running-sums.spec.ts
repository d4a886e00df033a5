import { expect } from 'chai';
import fc from 'fast-check';

import { withRunningSums } from '../../../../src/modules/funding/domain/running-sums.js';

describe('entries with what is held and spent after each', () => {
  it('follow a stay from the offer to an early leaving', () => {
    const sums = withRunningSums([
      { kind: 'hold', amountPence: 1_260_000 },
      { kind: 'post', amountPence: 1_260_000 },
      { kind: 'release', amountPence: 840_000 },
    ]).map(({ heldPence, spentPence }) => [heldPence, spentPence]);
    expect(sums).to.deep.equal([
      [1_260_000, 0],
      [0, 1_260_000],
      [0, 420_000],
    ]);
  });

  it('end at nothing when all that was held was let go', () => {
    const last = withRunningSums([
      { kind: 'hold', amountPence: 5 },
      { kind: 'void', amountPence: 5 },
    ]).at(-1);
    expect([last?.heldPence, last?.spentPence]).to.deep.equal([0, 0]);
  });

  it('end at the same sums in whatever order they came', () => {
    const entry = fc.record({
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
