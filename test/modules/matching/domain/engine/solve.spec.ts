import { expect } from 'chai';
import fc from 'fast-check';

import { faultsOf } from '../../../../../src/modules/matching/domain/engine/certificate.js';
import { placeInOrder } from '../../../../support/matching-in-order.js';
import {
  costOf,
  nowhere,
  type Instance,
} from '../../../../../src/modules/matching/domain/engine/instance.js';
import { placeByPriority } from '../../../../../src/modules/matching/domain/engine/place-by-priority.js';
import { solve } from '../../../../../src/modules/matching/domain/engine/solve.js';
import { accountOf } from './account.js';
import { hallSet } from './hall-set.js';
import { anyInstance, byExhaustion, instanceOf, whoIsPlaced } from './small-instances.js';

const seed = 20_261_122;
const tiny = anyInstance({ people: 6, groups: 4, seatsEach: 2, dearest: 3 });
const crowded = anyInstance({ people: 40, groups: 9, seatsEach: 5, dearest: 12 });

const firstPeople = (instance: Instance, people: number): Instance => ({ ...instance, people });

describe('placing everybody at once', () => {
  it('moves somebody on who can go elsewhere, so that both have a place', () => {
    const { placed, assigned } = solve(
      instanceOf(
        [1, 1],
        [
          new Map([
            [0, 0],
            [1, 5],
          ]),
          new Map([[0, 0]]),
        ],
      ),
    );
    expect(whoIsPlaced(placed.groupOfPerson)).to.deep.equal([true, true]);
    expect([...assigned.groupOfPerson]).to.deep.equal([1, 0]);
    expect(assigned.totalCost).to.equal(5);
  });

  it('never gives the place of somebody to two people after them', () => {
    const both = new Map([
      [0, 0],
      [1, 0],
    ]);
    const { placed } = solve(instanceOf([1, 0], [both, new Map([[0, 0]]), new Map([[0, 0]])]));
    expect(whoIsPlaced(placed.groupOfPerson)).to.deep.equal([true, false, false]);
  });

  it('is what looking at every way finds: whom by priority, where for the least cost', () => {
    fc.assert(
      fc.property(tiny, (instance) => {
        const { placed, assigned } = solve(instance);
        const best = byExhaustion(instance);
        expect(whoIsPlaced(placed.groupOfPerson)).to.deep.equal(best.placed);
        expect(assigned.totalCost).to.equal(best.totalCost);
        expect(faultsOf(instance, placed, assigned)).to.deep.equal([]);
      }),
      { seed, numRuns: 1_500 },
    );
  });

  it('is proven where there are too many ways to look at', () => {
    fc.assert(
      fc.property(crowded, (instance) => {
        const { placed, assigned } = solve(instance);
        expect(faultsOf(instance, placed, assigned)).to.deep.equal([]);
      }),
      { seed, numRuns: 400 },
    );
  });

  it('places as many of the first as could be placed were nobody else there, however far down one looks', () => {
    fc.assert(
      fc.property(crowded, fc.nat(40), (instance, cut) => {
        const people = Math.min(cut, instance.people);
        const all = whoIsPlaced(placeByPriority(instance).groupOfPerson).slice(0, people);
        const alone = whoIsPlaced(
          placeByPriority(firstPeople(instance, people)).groupOfPerson.slice(0, people),
        );
        expect(all).to.deep.equal(alone);
      }),
      { seed, numRuns: 200 },
    );
  });

  it('places at least as many as one after the other would', () => {
    fc.assert(
      fc.property(crowded, (instance) => {
        const count = (groupOfPerson: Int32Array): number =>
          whoIsPlaced(groupOfPerson).filter(Boolean).length;
        const { assigned } = solve(instance);
        expect(count(assigned.groupOfPerson)).to.be.at.least(count(placeInOrder(instance).groupOfPerson));
      }),
      { seed, numRuns: 200 },
    );
  });

  it('answers where nobody waits, nothing is there, and no seat is', () => {
    for (const instance of [
      instanceOf([], []),
      instanceOf([3], []),
      instanceOf([], [new Map()]),
      instanceOf([0], [new Map([[0, 1]])]),
    ]) {
      const { placed, assigned } = solve(instance);
      expect(faultsOf(instance, placed, assigned)).to.deep.equal([]);
      expect(assigned.totalCost).to.equal(0);
    }
  });
});

describe('why somebody has no place', () => {
  it('is a set of full groups whose holders come before them and may go nowhere else', () => {
    fc.assert(
      fc.property(crowded, (instance) => {
        const placed = placeByPriority(instance);
        for (let person = 0; person < instance.people; person += 1) {
          const { groups, holders } = hallSet(instance, placed, person);
          const inSet = new Set(groups);
          if (placed.groupOfPerson[person] !== nowhere) {
            expect(groups).to.deep.equal([]);
            continue;
          }
          const mayHave = (one: number): readonly number[] => [
            ...instance.groupOf.slice(instance.rowStart[one], instance.rowStart[one + 1]),
          ];
          const everyGroup = [person, ...holders].flatMap(mayHave);
          expect(everyGroup.every((group) => inSet.has(group))).to.equal(true);
          expect(holders.every((holder) => holder < person)).to.equal(true);
          expect(holders.length).to.equal(groups.reduce((sum, group) => sum + instance.seats[group]!, 0));
          expect(groups.every((group) => placed.isTight[group] === 1)).to.equal(true);
        }
      }),
      { seed, numRuns: 200 },
    );
  });
});

describe('one after the other', () => {
  it('gives each the nearest place that is left, so that nobody prefers a place of somebody after them', () => {
    fc.assert(
      fc.property(crowded, (instance) => {
        const { groupOfPerson } = placeInOrder(instance);
        for (let person = 0; person < instance.people; person += 1) {
          const own =
            groupOfPerson[person] === nowhere ? Infinity : costOf(instance, person, groupOfPerson[person]!)!;
          for (let later = person + 1; later < instance.people; later += 1) {
            if (groupOfPerson[later] === nowhere) continue;
            const theirs = costOf(instance, person, groupOfPerson[later]!);
            expect(theirs === null || theirs >= own).to.equal(true);
          }
        }
      }),
      { seed, numRuns: 100 },
    );
  });
});

describe('two ways of giving places, compared', () => {
  const instance = instanceOf(
    [1, 1],
    [
      new Map([
        [0, 0],
        [1, 5],
      ]),
      new Map([[0, 2]]),
      new Map([[1, 1]]),
    ],
  );
  const bandOf = Uint8Array.of(0, 0, 1);

  it('are counted by band, by mean cost, and by who would rather have the place of somebody after them', () => {
    expect(accountOf(instance, solve(instance).assigned.groupOfPerson, bandOf, 2)).to.deep.equal({
      placedByBand: [2, 0],
      meanCost: 3.5,
      preferPlaceOfSomebodyLater: 1,
    });
    expect(accountOf(instance, placeInOrder(instance).groupOfPerson, bandOf, 2)).to.deep.equal({
      placedByBand: [1, 1],
      meanCost: 0.5,
      preferPlaceOfSomebodyLater: 0,
    });
  });

  it('have no mean where nobody is placed', () => {
    expect(accountOf(instanceOf([], []), new Int32Array(0), new Uint8Array(0), 1).meanCost).to.equal(null);
  });

  it('differ in whom they place, never in that somebody left out could have the place of somebody later', () => {
    fc.assert(
      fc.property(crowded, (any) => {
        const { groupOfPerson } = solve(any).assigned;
        for (let person = 0; person < any.people; person += 1) {
          if (groupOfPerson[person] !== nowhere) continue;
          for (let later = person + 1; later < any.people; later += 1) {
            if (groupOfPerson[later] !== nowhere)
              expect(costOf(any, person, groupOfPerson[later]!)).to.equal(null);
          }
        }
        const bands = new Uint8Array(any.people);
        expect(accountOf(any, placeInOrder(any).groupOfPerson, bands, 1).preferPlaceOfSomebodyLater).to.equal(
          0,
        );
      }),
      { seed, numRuns: 200 },
    );
  });
});

describe('the proof of a result', () => {
  const instance = instanceOf(
    [1, 1],
    [
      new Map([
        [0, 0],
        [1, 5],
      ]),
      new Map([[0, 0]]),
      new Map([[0, 0]]),
    ],
  );
  const { placed, assigned } = solve(instance);
  const { isTight } = placed;
  const faults = (
    one: readonly number[],
    two: readonly number[],
    prices: readonly number[],
    totalCost: number,
  ) =>
    faultsOf(
      instance,
      { groupOfPerson: Int32Array.from(one), isTight },
      { groupOfPerson: Int32Array.from(two), prices: Int32Array.from(prices), totalCost },
    );

  it('finds nothing in a right one', () => {
    expect(faultsOf(instance, placed, assigned)).to.deep.equal([]);
  });

  it('finds the right number of the wrong people', () => {
    expect(faults([1, -1, 0], [1, -1, 0], [5, 0], 5)).to.deep.equal([
      'stage 1: person 1 is left out and could have the place of person 2',
    ]);
  });

  it('finds a seat left empty, a place nobody may have, and two people in one seat', () => {
    expect(faults([0, -1, -1], [0, -1, -1], [0, 0], 0)[0]).to.equal(
      'stage 1: person 1 is left out and could have a free seat',
    );
    expect(faults([0, 1, -1], [1, 0, -1], [5, 0], 5)).to.include(
      'stage 1: person 1 is in group 1 and may not be',
    );
    expect(faults([0, 0, -1], [1, 0, -1], [5, 0], 5)).to.include('stage 1: group 0 has 1 seats and 2 people');
  });

  it('finds stages that differ in whom they place, prices that prove nothing, and a wrong sum', () => {
    expect(faults([1, 0, -1], [1, -1, 0], [5, 0], 5)).to.include(
      'stage 2: person 1 is left out, in stage 1 not',
    );
    expect(faults([1, 0, -1], [1, 0, -1], [0, 0], 5)).to.include(
      'stage 2: person 0 has group 1 and would be better off elsewhere',
    );
    expect(faults([1, 0, -1], [1, 0, -1], [5, 0], 4)).to.include('stage 2: the places cost 5 in all, not 4');
  });
});
