import { expect } from 'chai';

import { createChance } from '../../src/composition/demonstration/chance.js';
import type { Instance } from '../../src/modules/matching/domain/engine/instance.js';
import { inventInstance, inventSmall } from './matching-instances.js';

const isWellFormed = ({ people, groups, seats, rowStart, groupOf, cost }: Instance): boolean => {
  const edges = rowStart[people] ?? -1;
  const rows = Array.from({ length: people }, (_, person) =>
    groupOf.subarray(rowStart[person], rowStart[person + 1]),
  );
  return (
    seats.length === groups &&
    groupOf.length === edges &&
    cost.length === edges &&
    cost.every((far) => far >= 0 && far <= 1_000) &&
    rows.every((row) => row.every((group, index) => group < groups && group > (row[index - 1] ?? -1)))
  );
};

describe('invented lists of people and places', () => {
  it('are well formed, and about as large as they say', () => {
    const sizes = (['s', 'c', 'm'] as const).map((size) => inventInstance(size, 7).instance);
    expect(sizes.every(isWellFormed)).to.equal(true);
    expect(sizes.map(({ people }) => people)).to.deep.equal([1_000, 550, 10_000]);
    expect(sizes.map(({ seats }) => seats.reduce((sum, many) => sum + many, 0))).to.deep.equal([
      200, 560, 2_000,
    ]);
    const [s, c, m] = sizes.map(({ groupOf }) => groupOf.length);
    expect(s).to.be.within(5_000, 15_000);
    expect(c).to.be.within(12_000, 30_000);
    expect(m).to.be.within(450_000, 900_000);
  });

  it('are the same from the same seed, and others from another', () => {
    expect(inventInstance('s', 3)).to.deep.equal(inventInstance('s', 3));
    expect(inventInstance('s', 3).instance.groupOf).not.to.deep.equal(
      inventInstance('s', 4).instance.groupOf,
    );
  });

  it('are small ones of every kind: no seats, nobody fits, everything ties', () => {
    const chance = createChance(5);
    const small = Array.from({ length: 200 }, () =>
      inventSmall(chance, { people: 6, groups: 4, seatsInGroup: 2, cost: 9 }),
    );
    expect(small.every(isWellFormed)).to.equal(true);
    expect(small.some(({ seats }) => seats.includes(0))).to.equal(true);
    expect(small.some(({ groupOf }) => groupOf.length === 0)).to.equal(true);
    expect(small.some(({ cost }) => cost.length > 3 && cost.every((far) => far === 0))).to.equal(true);
  });
});
