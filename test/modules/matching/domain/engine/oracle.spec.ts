import { expect } from 'chai';

import { createChance } from '../../../../../src/composition/demonstration/chance.js';
import { faultsOf } from '../../../../../src/modules/matching/domain/engine/certificate.js';
import type { Instance } from '../../../../../src/modules/matching/domain/engine/instance.js';
import { solve } from '../../../../../src/modules/matching/domain/engine/solve.js';
import { inventInstance, inventSmall, type SmallBounds } from '../../../../support/matching-instances.js';
import { byTryingAll, leastCostOf, mostPlaced } from '../../../../support/matching-oracle.js';

const many = (count: number, seed: number, bounds: SmallBounds): readonly Instance[] => {
  const chance = createChance(seed);
  return Array.from({ length: count }, () => inventSmall(chance, bounds));
};

/** What the engine says of a list, and what is wrong with its proof. */
const answerOf = (instance: Instance) => {
  const { placed, assigned } = solve(instance);
  return {
    isPlaced: Array.from(placed.groupOfPerson, (group) => group !== -1),
    isAssigned: Array.from(assigned.groupOfPerson, (group) => group !== -1),
    totalCost: assigned.totalCost,
    faults: faultsOf(instance, placed, assigned),
  };
};

const told = (instance: Instance): string =>
  JSON.stringify(instance, (_key, value: unknown) => (value instanceof Int32Array ? [...value] : value));

describe('the engine beside answers found in other ways', function () {
  this.timeout(120_000);

  it('places the same people at the same cost as trying everything, on 4,000 small lists, and proves each', () => {
    const instances = [
      ...many(2_500, 11, { people: 8, groups: 4, seatsInGroup: 2, cost: 9 }),
      ...many(1_000, 12, { people: 14, groups: 5, seatsInGroup: 3, cost: 1_000 }),
      ...many(500, 13, { people: 20, groups: 3, seatsInGroup: 7, cost: 3 }),
    ];
    for (const instance of instances) {
      const { isPlaced, isAssigned, totalCost, faults } = answerOf(instance);
      expect({ isPlaced, totalCost }, told(instance)).to.deep.equal(byTryingAll(instance));
      expect(isAssigned, told(instance)).to.deep.equal(isPlaced);
      expect(faults, told(instance)).to.deep.equal([]);
    }
  });

  it('places as many, of everybody or of the first of a list, as a library for linear programs, and as cheaply', async () => {
    const instances = [
      ...many(200, 21, { people: 60, groups: 12, seatsInGroup: 5, cost: 100 }),
      ...many(40, 22, { people: 60, groups: 40, seatsInGroup: 1, cost: 1_000 }),
      inventInstance('s', 23).instance,
      inventInstance('c', 24).instance,
    ];
    const answers = instances.map(answerOf);
    expect(answers.flatMap(({ faults }) => faults)).to.deep.equal([]);
    const chance = createChance(25);
    const prefixes = instances.map(({ people }) =>
      chance.happens(0.5) ? people : chance.between(1, people),
    );
    const placedBefore = (before: readonly number[]): number =>
      answers.reduce(
        (sum, { isPlaced }, index) => sum + isPlaced.slice(0, before[index]).filter(Boolean).length,
        0,
      );
    // No list can have more than is possible in it, so that equal sums are equal lists.
    expect(placedBefore(prefixes)).to.be.closeTo(
      (await mostPlaced(instances, (_instance, index) => prefixes[index] ?? 0, 60)) ?? Number.NaN,
      1e-6,
    );
    expect(answers.reduce((sum, { totalCost }) => sum + totalCost, 0)).to.be.closeTo(
      (await leastCostOf(instances, (index, person) => answers[index]?.isPlaced[person] === true, 60)) ??
        Number.NaN,
      1e-3,
    );
  });
});
