import { expect } from 'chai';
import fc from 'fast-check';

import { faultsOf } from '../../../../../src/modules/matching/domain/engine/certificate.js';
import type { Instance } from '../../../../../src/modules/matching/domain/engine/instance.js';
import { keepMatching } from '../../../../../src/modules/matching/domain/engine/kept-matching.js';
import { solve } from '../../../../../src/modules/matching/domain/engine/solve.js';
import { anyInstance, instanceOf, whoIsPlaced, type Row } from './small-instances.js';

const seed = 20_261_122;

interface Person {
  readonly number: number;
  readonly rank: number;
  readonly row: Row;
}

/** Whatever happens, beside the kept matching: who is there and what there is, plainly written down. */
const beside = (instance: Instance) => {
  const kept = keepMatching(instance);
  const seats = [...instance.seats];
  let people = Array.from({ length: instance.people }, (_, number): Person => {
    const row = new Map<number, number>();
    for (let edge = instance.rowStart[number]!; edge < instance.rowStart[number + 1]!; edge += 1) {
      row.set(instance.groupOf[edge]!, instance.cost[edge]!);
    }
    return { number, rank: number, row };
  });
  return {
    kept,
    add: (rank: number, row: Row): void => {
      const sorted = [...row].sort(([a], [b]) => a - b);
      const number = kept.addPerson({
        rank,
        groups: sorted.map(([group]) => group),
        costs: sorted.map(([, cost]) => cost),
      });
      people = [...people, { number, rank, row }];
    },
    remove: (index: number): void => {
      const gone = people[index % people.length];
      if (gone === undefined) return;
      kept.removePerson(gone.number);
      people = people.filter((person) => person !== gone);
    },
    addSeat: (group: number): void => {
      kept.addSeat(group);
      seats[group]! += 1;
    },
    removeSeat: (group: number): void => {
      if (seats[group] === 0) return;
      kept.removeSeat(group);
      seats[group]! -= 1;
    },
    /** The kept result beside that of a rebuild, and its proof. */
    compare: (): void => {
      const inOrder = [...people].sort((a, b) => a.rank - b.rank);
      const rebuilt = instanceOf(
        seats,
        inOrder.map(({ row }) => row),
      );
      const { placed, assigned } = solve(rebuilt);
      const { groupOfPerson, prices, totalCost } = kept.result();
      const mine = Int32Array.from(inOrder, ({ number }) => groupOfPerson[number]!);
      expect(whoIsPlaced(mine)).to.deep.equal(whoIsPlaced(placed.groupOfPerson));
      expect(totalCost).to.equal(assigned.totalCost);
      expect(
        faultsOf(
          rebuilt,
          { groupOfPerson: mine, isTight: new Uint8Array(seats.length) },
          { groupOfPerson: mine, prices, totalCost },
        ),
      ).to.deep.equal([]);
    },
  };
};

type Event =
  | { readonly kind: 'add'; readonly rank: number; readonly row: Row }
  | { readonly kind: 'remove' | 'add-seat' | 'remove-seat'; readonly which: number };

const eventsFor = (groups: number, dearest: number): fc.Arbitrary<readonly Event[]> =>
  fc.array(
    fc.oneof(
      fc.record({
        kind: fc.constant('add' as const),
        rank: fc.double({ min: 0, max: 40, noNaN: true }),
        row: fc
          .uniqueArray(
            fc.tuple(fc.integer({ min: 0, max: groups - 1 }), fc.integer({ min: 0, max: dearest })),
            {
              selector: ([group]) => group,
            },
          )
          .map((edges): Row => new Map(edges)),
      }),
      fc.record({
        kind: fc.constantFrom('remove' as const, 'add-seat' as const, 'remove-seat' as const),
        which: fc.nat(1_000),
      }),
    ),
    { maxLength: 25 },
  );

describe('a matching that is kept', () => {
  it('is what a rebuild would be, after any events', () => {
    const some = anyInstance({ people: 18, groups: 6, seatsEach: 3, dearest: 6 }).filter(
      ({ groups }) => groups > 0,
    );
    const instanceAndEvents = some.chain((instance) =>
      fc.tuple(fc.constant(instance), eventsFor(instance.groups, 6)),
    );
    fc.assert(
      fc.property(instanceAndEvents, ([instance, events]) => {
        const world = beside(instance);
        const taken = new Set(Array.from({ length: instance.people }, (_, rank) => rank));
        for (const event of events) {
          if (event.kind === 'add') {
            if (taken.has(event.rank)) continue;
            taken.add(event.rank);
            world.add(event.rank, event.row);
          } else if (event.kind === 'remove') world.remove(event.which);
          else if (event.kind === 'add-seat') world.addSeat(event.which % instance.groups);
          else world.removeSeat(event.which % instance.groups);
          world.compare();
        }
      }),
      { seed, numRuns: 250 },
    );
  });

  it('gives a seat that came free to the first who waits, though somebody has to make room', () => {
    const world = beside(
      instanceOf(
        [1, 1],
        [
          new Map([[0, 0]]),
          new Map([
            [0, 2],
            [1, 0],
          ]),
          new Map([[1, 0]]),
          new Map([[0, 0]]),
        ],
      ),
    );
    expect([...world.kept.result().groupOfPerson]).to.deep.equal([0, 1, -1, -1]);
    world.remove(0);
    expect([...world.kept.result().groupOfPerson]).to.deep.equal([-1, 0, 1, -1]);
    world.compare();
  });

  it('lets somebody who comes have the place of the last after them, and nobody before them', () => {
    const world = beside(instanceOf([2], [new Map([[0, 0]]), new Map([[0, 0]])]));
    world.add(0.5, new Map([[0, 3]]));
    expect([...world.kept.result().groupOfPerson]).to.deep.equal([0, -1, 0]);
    world.add(9, new Map([[0, 0]]));
    expect([...world.kept.result().groupOfPerson]).to.deep.equal([0, -1, 0, -1]);
    world.compare();
  });

  it('refuses to take a seat from a group that has none', () => {
    expect(() => keepMatching(instanceOf([0], [])).removeSeat(0)).to.throw('Group 0 has no seat to remove.');
  });
});
