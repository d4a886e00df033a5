import { expect } from 'chai';
import fc from 'fast-check';

import { disclosurePolicy } from '../../../../config/disclosure.js';
import { protectTables } from '../../../../src/composition/publication.js';
import { hiddenByThemselves, type Known } from '../../../../src/modules/publication/domain/protect.js';
import type { TableSystem } from '../../../../src/modules/publication/domain/tables.js';
import { attack } from '../../../proof/attacker.js';

/** A table of rows and columns with both margins and the whole. */
const crossed = (cells: readonly (readonly number[])[]): TableSystem => {
  const values = new Map<string, number>();
  const columns = cells[0]!.length;
  cells.forEach((row, r) => {
    row.forEach((value, c) => values.set(`${r}/${c}`, value));
    values.set(
      `${r}/all`,
      row.reduce((sum, value) => sum + value, 0),
    );
  });
  for (let c = 0; c < columns; c += 1)
    values.set(
      `all/${c}`,
      cells.reduce((sum, row) => sum + row[c]!, 0),
    );
  values.set(
    'all/all',
    cells.flat().reduce((sum, value) => sum + value, 0),
  );
  return {
    values,
    sums: [
      ...cells.map((row, r) => ({ total: `${r}/all`, parts: row.map((_, c) => `${r}/${c}`) })),
      ...Array.from({ length: columns }, (_, c) => ({
        total: `all/${c}`,
        parts: cells.map((__, r) => `${r}/${c}`),
      })),
      { total: 'all/all', parts: cells.map((_, r) => `${r}/all`) },
      { total: 'all/all', parts: Array.from({ length: columns }, (_, c) => `all/${c}`) },
    ],
  };
};
const nobodyKnows: Known = {
  told: new Set<string>(),
  hiddenBefore: new Map(),
  rounded: new Map(),
  insiders: [],
};
const few = (system: TableSystem): readonly string[] => [
  ...hiddenByThemselves(system, disclosurePolicy).keys(),
];
const toldOf = (system: TableSystem, hidden: ReadonlyMap<string, unknown>): ReadonlySet<string> =>
  new Set([...system.values.keys()].filter((key) => !hidden.has(key)));

/** Every whole number a hidden one can be, by trying every table that says the same. Independent of any solver. */
const possible = (
  system: TableSystem,
  told: ReadonlySet<string>,
  target: string,
  most: number,
): ReadonlySet<number> => {
  const keys = [...system.values.keys()];
  const unknown = keys.filter((key) => !told.has(key) && !system.sums.some(({ total }) => total === key));
  const found = new Set<number>();
  const table = new Map(keys.filter((key) => told.has(key)).map((key) => [key, system.values.get(key)!]));
  const says = (): boolean => {
    const whole = new Map(table);
    for (const { total, parts } of system.sums) {
      const sum = parts.reduce((all, part) => all + (whole.get(part) ?? Number.NaN), 0);
      if (Number.isNaN(sum)) return false;
      const known = whole.get(total);
      if (known === undefined) whole.set(total, sum);
      else if (known !== sum) return false;
    }
    found.add(whole.get(target)!);
    return true;
  };
  const tryAll = (at: number): void => {
    const key = unknown[at];
    if (key === undefined) {
      says();
      return;
    }
    for (let value = 0; value <= most; value += 1) {
      table.set(key, value);
      tryAll(at + 1);
    }
    table.delete(key);
  };
  tryAll(0);
  return found;
};

describe('hiding numbers of few people', () => {
  it('hides the few, and another in each sum, so that nothing tells them', async () => {
    const system = crossed([
      [3, 20, 30],
      [12, 25, 40],
      [18, 22, 31],
    ]);
    const { hidden, lost } = await protectTables(system, nobodyKnows);
    expect(lost).to.deep.equal([]);
    expect(hidden.get('0/0')).to.equal('few');
    expect([...hidden.values()].filter((why) => why === 'would-tell-another')).to.have.length(3);
    const [worked] = await attack(system, toldOf(system, hidden), ['0/0']);
    expect(worked!.most - worked!.least).to.be.at.least(5);
  });

  it('is needed: with the few alone hidden, they are worked out exactly', async () => {
    const system = crossed([
      [3, 20, 30],
      [12, 25, 40],
    ]);
    const alone = hiddenByThemselves(system, disclosurePolicy);
    expect(await attack(system, toldOf(system, alone), ['0/0'])).to.deep.equal([
      { key: '0/0', least: 3, most: 3 },
    ]);
  });

  it('hides what is nearly all of a total: it would tell of the few who are left', () => {
    const system: TableSystem = {
      values: new Map([
        ['women', 48],
        ['men', 2],
        ['all', 50],
      ]),
      sums: [{ total: 'all', parts: ['women', 'men'] }],
    };
    expect([...hiddenByThemselves(system, disclosurePolicy)]).to.deep.equal([
      ['men', 'few'],
      ['women', 'nearly-all'],
    ]);
  });

  it('keeps the others from a partnership that knows its own', async () => {
    const system: TableSystem = {
      values: new Map([
        ['orkney', 2],
        ['shetland', 3],
        ['highland', 40],
        ['lewis', 9],
        ['all', 54],
      ]),
      sums: [{ total: 'all', parts: ['orkney', 'shetland', 'highland', 'lewis'] }],
    };
    const alone = await protectTables(system, nobodyKnows);
    const insiders = [...system.values.keys()].filter((key) => key !== 'all').map((key) => new Set([key]));
    const { hidden, lost } = await protectTables(system, { ...nobodyKnows, insiders });
    expect(lost).to.deep.equal([]);
    expect(hidden.size).to.be.at.least(alone.hidden.size);
    for (const own of ['orkney', 'shetland']) {
      const other = own === 'orkney' ? 'shetland' : 'orkney';
      const [worked] = await attack(system, new Set([...toldOf(system, hidden), own]), [other]);
      expect(worked!.most - worked!.least, `${other}, for ${own}`).to.be.at.least(5);
    }
  });

  it('keeps what an earlier release hid, when a year is told after its quarters', async () => {
    const quarters = [
      [3, 21],
      [7, 19],
    ];
    const values = new Map<string, number>();
    quarters.forEach(([few_, rest], q) => {
      values
        .set(`q${q}/few`, few_!)
        .set(`q${q}/rest`, rest!)
        .set(`q${q}/all`, few_! + rest!);
    });
    const sums = quarters.map((_, q) => ({ total: `q${q}/all`, parts: [`q${q}/few`, `q${q}/rest`] }));
    const first = await protectTables({ values, sums }, nobodyKnows);
    const year: TableSystem = {
      values: new Map([...values, ['y/few', 10], ['y/rest', 40], ['y/all', 50]]),
      sums: [
        ...sums,
        { total: 'y/all', parts: ['y/few', 'y/rest'] },
        ...['few', 'rest', 'all'].map((part) => ({
          total: `y/${part}`,
          parts: [`q0/${part}`, `q1/${part}`],
        })),
      ],
    };
    const told = new Set([...values.keys()].filter((key) => !first.hidden.has(key)));
    const { hidden, lost } = await protectTables(year, {
      ...nobodyKnows,
      ...{ told, hiddenBefore: first.hidden },
    });
    expect(lost).to.deep.equal([]);
    for (const key of told) expect(hidden.has(key)).to.equal(false);
    const [worked] = await attack(year, toldOf(year, hidden), ['q0/few']);
    expect(worked!.most - worked!.least).to.be.at.least(5);
  });

  it('says what an earlier release gives away, since it cannot be taken back', async () => {
    const system: TableSystem = {
      values: new Map([
        ['few', 2],
        ['rest', 30],
        ['all', 32],
      ]),
      sums: [{ total: 'all', parts: ['few', 'rest'] }],
    };
    const { lost } = await protectTables(system, {
      ...nobodyKnows,
      told: new Set(['rest', 'all']),
    });
    expect(lost).to.deep.equal([{ key: 'few', insider: null }]);
  });

  it('leaves every hidden number of any small table five numbers or more to be', async () => {
    const anyTable = fc.array(fc.array(fc.integer({ min: 0, max: 7 }), { minLength: 2, maxLength: 2 }), {
      minLength: 2,
      maxLength: 2,
    });
    await fc.assert(
      fc.asyncProperty(anyTable, async (cells) => {
        const system = crossed(cells);
        const { hidden, lost } = await protectTables(system, nobodyKnows);
        expect(lost).to.deep.equal([]);
        const told = toldOf(system, hidden);
        for (const key of few(system)) {
          const [worked] = await attack(system, told, [key]);
          expect(worked!.most - worked!.least, `${key} of ${JSON.stringify(cells)}`).to.be.at.least(5);
          const all = [...possible(system, told, key, 13)];
          expect(Math.max(...all) - Math.min(...all), `${key} by trying`).to.be.at.least(5);
        }
      }),
      { seed: 20_261_123, numRuns: 15, endOnFailure: true },
    );
  });
});
