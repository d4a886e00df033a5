import { createHash } from 'node:crypto';

import { expect } from 'chai';
import fc from 'fast-check';

import { disclosurePolicy } from '../../../../config/disclosure.js';
import { createRounding } from '../../../../src/modules/publication/adapters/thread/rounding.js';
import {
  neverTold,
  ownNumbers,
  partsOf,
  systemOf,
  type CountedFact,
  type Groups,
  type PublishedTable,
} from '../../../../src/modules/publication/domain/catalogue.js';
import { hiddenByThemselves } from '../../../../src/modules/publication/domain/protect.js';
import {
  tellRelease,
  yearOf,
  type ReleasedSystem,
} from '../../../../src/modules/publication/domain/released.js';
import type { TableSystem } from '../../../../src/modules/publication/domain/tables.js';
import { leastCost } from '../../../../src/platform/linear-program.js';
import { attack } from '../../../proof/attacker.js';

const tables: readonly PublishedTable[] = [
  {
    ...{ tableId: 'by-area', title: 'By area', kind: 'counts', of: 'started', measures: ['started'] },
    ...{ rows: 'area', columns: 'none' },
  },
  {
    ...{ tableId: 'by-sex', title: 'By sex', kind: 'counts', of: 'started', measures: ['started'] },
    ...{ rows: 'board', columns: 'sex' },
  },
];
const area = (name: string, board: string) => ({ partnershipId: name, name, board, boardCode: board });
const groups: Groups = {
  areas: [area('Orkney', 'NHS Orkney'), area('Moray', 'NHS Grampian'), area('Aberdeen', 'NHS Grampian')],
  of: { sex: ['female', 'male'] },
};
const boardOf = new Map(groups.areas.map(({ name, board }) => [name, board]));
const fact = (partnership: string, sex: string, n: number): CountedFact => ({
  ...{ measureId: 'started', n, pence: 0 },
  groups: { partnership, board: boardOf.get(partnership)!, sex },
});
/** Pages tell it at any time. */
const toldElsewhere = new Set(['started']);
const round = createRounding(createHash('sha256').update('a secret of the test').digest(), 5);

/** The tables of a release, what of them is never told, and what each is read for. */
const besideOf = (system: TableSystem) => ({
  ...{ system, neverTold: neverTold(tables, groups, system.values.keys()) },
  parts: tables.map((table) => partsOf(table, groups)),
});

const tell = async (
  label: string,
  facts: readonly CountedFact[],
  released: readonly ReleasedSystem[] = [],
  versions: readonly ReleasedSystem[] = [],
) =>
  tellRelease(
    {
      ...{ label, released, versions, quarters: [], areas: groups.areas, toldElsewhere },
      ...besideOf(systemOf(tables, groups, facts)),
    },
    disclosurePolicy,
    leastCost,
    round,
  );

/** Numbers of few people that somebody can know better than they may, from everything in these releases. */
const recovered = async (all: readonly ReleasedSystem[]): Promise<readonly string[]> => {
  const numbers = all.flatMap((one) => one.numbers);
  const system = {
    values: new Map(numbers.map(({ key, value }) => [key, value])),
    sums: all.flatMap(({ sums }) => sums),
  };
  const told = new Set(numbers.flatMap(({ key, told: as }) => (as.kind === 'exact' ? [key] : [])));
  const to = new Map(
    numbers.flatMap(({ key, told: as }): [string, number][] => (as.kind === 'rounded' ? [[key, as.to]] : [])),
  );
  const sensitive = hiddenByThemselves(system, disclosurePolicy);
  const few = [...sensitive.keys()].filter((key) => !told.has(key));
  for (const key of told)
    expect(system.values.get(key)! >= 5 || key.endsWith('/started'), key).to.equal(true);
  const found: string[] = [];
  for (const own of [new Set<string>(), ...ownNumbers(system.values.keys(), groups)]) {
    // What is nearly all of a total is kept from those who are not in it; the few themselves know.
    const targets = few.filter((key) => !own.has(key) && (own.size === 0 || sensitive.get(key) === 'few'));
    const bounds = new Map([...to].map(([key, near]) => [key, [near - 4, near + 4] as const]));
    for (const { key, least, most } of await attack(system, new Set([...told, ...own]), targets, bounds))
      if (most - least < (to.has(key) ? 4 : 5) - 1e-6) found.push(key);
  }
  return found;
};

const people = (orkney: readonly number[], moray: readonly number[], aberdeen: readonly number[]) =>
  (
    [
      ['Orkney', orkney],
      ['Moray', moray],
      ['Aberdeen', aberdeen],
    ] as const
  ).flatMap(([name, [women = 0, men = 0]]) => [fact(name, 'female', women), fact(name, 'male', men)]);

const counts = fc.tuple(fc.nat({ max: 12 }), fc.nat({ max: 30 }));
/** So many that the number of all, which everybody knows, leaves something open. */
const many = fc.tuple(fc.nat({ max: 12 }), fc.integer({ min: 20, max: 50 }));

describe('a release beside those before it', () => {
  it('counts a partnership that is alone in its health board as one number with it', async () => {
    const { released } = await tell('q1', people([1, 1], [9, 14], [21, 40]));
    const names = released.numbers.map(({ name }) => name);
    expect(names).to.include('started|board=NHS Orkney').and.not.include('started|partnership=Orkney');
    expect(names).to.include('started|partnership=Moray');
  });

  it('stops where somebody is in a group that no row is of', () => {
    expect(() => systemOf(tables, groups, [fact('Moray', 'not_known', 3)])).to.throw('The parts of started');
  });

  it('tells nothing from which a number of few could be worked out, with a correction of it too', async () => {
    await fc.assert(
      fc.asyncProperty(counts, counts, many, fc.nat({ max: 3 }), async (orkney, moray, aberdeen, late) => {
        const first = await tell('q1 1', people(orkney, moray, aberdeen));
        const [women, men] = moray;
        const corrected = await tell(
          'q1 2',
          people(orkney, [women + late, men], aberdeen),
          [first.released],
          [first.released],
        );
        const both = [first.released, corrected.released];
        expect([...first.lost, ...corrected.lost]).to.deep.equal([]);
        expect(await recovered(both)).to.deep.equal([]);
        const keys = new Map<string, string>();
        for (const { key, value, told } of both.flatMap(({ numbers }) => numbers)) {
          const said = JSON.stringify([value, told]);
          expect(keys.get(key) ?? said, 'one number, told in one way').to.equal(said);
          keys.set(key, said);
        }
      }),
      { numRuns: 25, seed: 20_261_123 },
    );
  }).timeout(60_000);

  it('tells what a new version repeats as it was told before', async () => {
    const facts = people([1, 2], [9, 14], [21, 40]);
    const first = await tell('q1 1', facts);
    const again = await tell('q1 2', facts, [first.released], [first.released]);
    expect(again.released.numbers).to.deep.equal(first.released.numbers);
  });

  it('of a year is the sum of its quarters as they were released', async () => {
    const quarters: ReleasedSystem[] = [];
    for (const [index, facts] of [
      people([1, 2], [9, 14], [21, 40]),
      people([0, 1], [8, 12], [19, 33]),
      people([2, 2], [11, 17], [24, 38]),
      people([0, 0], [7, 15], [22, 41]),
    ].entries())
      quarters.push((await tell(`q${index + 1}`, facts, quarters)).released);
    const system = yearOf(quarters);
    expect(system.values.get('started')).to.equal(339);
    const { released, lost } = await tellRelease(
      {
        ...{ label: 'year', quarters, released: quarters, versions: [], areas: groups.areas, toldElsewhere },
        ...besideOf(system),
      },
      disclosurePolicy,
      leastCost,
      round,
    );
    expect(lost).to.deep.equal([]);
    expect(await recovered([...quarters, released])).to.deep.equal([]);
  });

  it('of a year cannot be made of quarters that were told for other areas, but for projects that came later', async () => {
    const [spring, summer] = [
      (await tell('q1', people([1, 2], [9, 14], [21, 40]))).released,
      (await tell('q2', people([0, 1], [8, 12], [19, 33]))).released,
    ];
    const without = {
      ...spring,
      numbers: spring.numbers.filter(({ name }) => name !== 'started|partnership=Moray'),
    };
    expect(() => yearOf([without, summer])).to.throw('with other tables, or for other areas');
    const opened = {
      ...summer,
      numbers: [
        ...summer.numbers,
        { key: 'q2/new', name: 'started|project=new', value: 6, told: { kind: 'exact' } as const },
      ],
    };
    expect(yearOf([spring, opened]).values.get('started|project=new')).to.equal(6);
  });

  it('keeps a partnership from taking its own women away from those of its board', async () => {
    const { released } = await tell('q1', people([6, 7], [8, 9], [2, 23]));
    const within = released.numbers.filter(({ name }) => /partnership=\w+\|sex=/.test(name));
    expect(within.map(({ name, value }) => [name, value])).to.deep.equal([
      ['started|partnership=Moray|sex=female', 8],
      ['started|partnership=Moray|sex=male', 9],
      ['started|partnership=Aberdeen|sex=female', 2],
      ['started|partnership=Aberdeen|sex=male', 23],
    ]);
    expect(within.every(({ told }) => told.kind === 'hidden')).to.equal(true);
    const ofGrampian = released.numbers.find(({ name }) => name === 'started|board=NHS Grampian|sex=female');
    expect(ofGrampian?.told.kind, 'Moray knows 8 of these 10').to.not.equal('exact');
    expect(await recovered([released])).to.deep.equal([]);
  });

  it('never hides what pages tell anyway, and protects the rest beside it', async () => {
    const { released } = await tell('q1', people([0, 2], [3, 4], [2, 23]));
    expect(released.numbers.find(({ name }) => name === 'started')?.told).to.deep.equal({ kind: 'exact' });
    expect(await recovered([released])).to.deep.equal([]);
  });
});

describe('rounding', () => {
  it('goes to the multiple below or above, the same each time, and is right in the mean', () => {
    for (const value of [0, 1, 4, 5, 12, 13]) {
      const rounded = Array.from({ length: 4_000 }, (_, index) => round(`number ${index}`, value));
      for (const one of rounded) {
        expect(one % 5).to.equal(0);
        expect(Math.abs(one - value)).to.be.at.most(4);
      }
      const mean = rounded.reduce((sum, one) => sum + one, 0) / rounded.length;
      // Of a chance p the mean of 4,000 draws of 0 or 5 lies within 4 × 5 × sqrt(p(1 − p) / 4,000).
      expect(Math.abs(mean - value)).to.be.below(0.16);
      expect(round('number 7', value)).to.equal(rounded[7]);
    }
  });

  it('cannot be worked out without the secret', () => {
    const other = createRounding(createHash('sha256').update('another').digest(), 5);
    const names = Array.from({ length: 200 }, (_, index) => `number ${index}`);
    expect(names.filter((name) => round(name, 2) !== other(name, 2)).length).to.be.greaterThan(50);
  });
});
