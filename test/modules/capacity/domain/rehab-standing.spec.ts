import { expect } from 'chai';
import fc from 'fast-check';

import { addNights, isoDate, type IsoDate } from '../../../../src/kernel/iso-date.js';
import { withStanding, type RehabStanding } from '../../../../src/modules/capacity/domain/rehab-standing.js';
import { seed } from '../../../support/civil-dates.js';

const day = (n: number): IsoDate => addNights(isoDate('2026-04-01'), n);
const standing = (from: number, to: number | null, counts: boolean, reason: string): RehabStanding => ({
  fromOn: day(from),
  toOn: to === null ? null : day(to),
  countsAsResidentialRehab: counts,
  reason,
});

describe('whether a project counts, once it is decided anew', () => {
  it('holds from the day on, and what held before keeps its days', () => {
    expect(
      withStanding([standing(0, null, true, 'listed')], standing(30, null, false, 'struck off')),
    ).to.deep.equal([standing(0, 30, true, 'listed'), standing(30, null, false, 'struck off')]);
  });

  it('leaves the days after an end as they were', () => {
    expect(
      withStanding([standing(0, null, true, 'listed')], standing(30, 60, false, 'closed to view')),
    ).to.deep.equal([
      standing(0, 30, true, 'listed'),
      standing(30, 60, false, 'closed to view'),
      standing(60, null, true, 'listed'),
    ]);
  });

  it('takes the place of one that began on the same day', () => {
    expect(
      withStanding([standing(0, null, false, 'not decided')], standing(0, null, true, 'listed')),
    ).to.deep.equal([standing(0, null, true, 'listed')]);
  });

  it('says of every day what was decided last, and never two things', () => {
    const anyStanding = fc
      .record({
        from: fc.nat({ max: 20 }),
        nights: fc.option(fc.integer({ min: 1, max: 20 })),
        counts: fc.boolean(),
      })
      .map(({ from, nights, counts }) => standing(from, nights === null ? null : from + nights, counts, 'r'));
    const holds = ({ fromOn, toOn }: RehabStanding, on: IsoDate): boolean =>
      fromOn <= on && (toOn === null || on < toOn);
    fc.assert(
      fc.property(fc.array(anyStanding, { maxLength: 6 }), (decided) => {
        const kept = decided.reduce<readonly RehabStanding[]>(withStanding, []);
        for (let n = 0; n < 45; n += 1) {
          const found = kept.filter((one) => holds(one, day(n)));
          const last = decided.filter((one) => holds(one, day(n))).at(-1);
          expect(found.map(({ countsAsResidentialRehab }) => countsAsResidentialRehab)).to.deep.equal(
            last === undefined ? [] : [last.countsAsResidentialRehab],
          );
        }
        expect(new Set(kept.map(({ fromOn }) => fromOn)).size, 'one a day').to.equal(kept.length);
      }),
      { seed, numRuns: 300 },
    );
  });
});
