/**
 * Proof that nothing of few people can be worked out from everything that was ever told:
 *
 *   npm run prove:disclosure -- --quarters 8 [--seed 1]
 *
 * Invented quarters of the real partnerships, boards and routes, protected one after the other beside all that was told before,
 * with the year after every fourth and a corrected quarter every third. Then everybody attacks by linear programmes over all of
 * it: a reader of what is public, and each partnership, which knows its own numbers. Last, the same with only the few hidden,
 * which must be recovered. The last line is JSON; a number recovered with the guard on, or none with it off, exits 1.
 */
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse/sync';

import { disclosurePolicy } from '../../config/disclosure.js';
import { publishedTables, toldElsewhere } from '../../config/published-tables.js';
import { createChance } from '../../src/composition/demonstration/chance.js';
import { countGroups } from '../../src/composition/publication.js';
import {
  ownNumbers,
  partsOf,
  systemOf,
  type CountedFact,
} from '../../src/modules/publication/domain/catalogue.js';
import { hiddenByThemselves } from '../../src/modules/publication/domain/protect.js';
import { tellRelease, yearOf, type ReleasedSystem } from '../../src/modules/publication/domain/released.js';
import { createRounding } from '../../src/modules/publication/adapters/thread/rounding.js';
import type { TableSystem } from '../../src/modules/publication/domain/tables.js';
import { leastCost } from '../../src/platform/linear-program.js';
import { attack } from './attacker.js';

const { values: given } = parseArgs({
  options: { quarters: { type: 'string', default: '8' }, seed: { type: 'string', default: '1' } },
});
const quarters = Number(given.quarters);
const chance = createChance(Number(given.seed));

const rows: readonly { readonly name: string; readonly health_board: string }[] = parse(
  readFileSync(join(import.meta.dirname, '../../../config/reference-data/partnerships.csv')),
  { columns: true },
);
const areas = rows.map(({ name, health_board }) => ({
  ...{ partnershipId: name, name, board: health_board, boardCode: '' },
}));
const boardOf = new Map(areas.map(({ name, board }) => [name, board]));
const groups = countGroups(areas, []);
/** All tables of one thing that is counted: what is counted apart shares no number with it. */
const tables = publishedTables.filter(({ of }) => of === 'placements-approved');
/** Glasgow has many, Orkney hardly any: the mean of each partnership's quarter. */
const meanOf = new Map(areas.map(({ name }, index) => [name, index % 6 === 0 ? 22 : (index * 7) % 11]));

const aPlacement = (partnership: string): CountedFact => ({
  measureId: 'placements-approved',
  groups: {
    partnership,
    board: boardOf.get(partnership) ?? '',
    route: chance.weighted((groups.of.route ?? []).map((route, at) => [route, at === 0 ? 12 : 1])),
    sex: chance.weighted([
      ['female', 10],
      ['male', 20],
      ['not_known', 1],
    ]),
    substance: chance.weighted([
      ['alcohol', 5],
      ['drug', 4],
      ['co_dependency', 3],
    ]),
  },
  n: 1,
  pence: 0,
});

/** One quarter as it was recorded. */
const aQuarter = (): readonly CountedFact[] =>
  areas.flatMap(({ name }) =>
    Array.from({ length: chance.poisson(meanOf.get(name) ?? 5) }, () => aPlacement(name)),
  );

interface Release {
  readonly label: string;
  readonly released: ReleasedSystem;
}
const released: Release[] = [];
const lost: string[] = [];
const beganMs = performance.now();
const took = (): string => `${((performance.now() - beganMs) / 1000).toFixed(1)} s`;
const round = createRounding(createHmac('sha256', `seed ${given.seed}`).digest(), disclosurePolicy.roundTo);

/** Releases that share a number or a sum: those of one year. */
const ofYear = (year: number): readonly Release[] =>
  released.filter(({ label }) => label.startsWith(`y${year}`));

const release = async (
  year: number,
  period: string,
  system: TableSystem,
  quarters: readonly ReleasedSystem[],
): Promise<void> => {
  const versions = ofYear(year).filter(({ label }) => label.startsWith(`y${year}${period}#`));
  const label = `y${year}${period}#${versions.length + 1}`;
  const told = await tellRelease(
    {
      ...{ label, system, quarters, areas, toldElsewhere: new Set(toldElsewhere) },
      versions: versions.map((version) => version.released).reverse(),
      released: ofYear(year).map((one) => one.released),
      parts: tables.map((table) => partsOf(table, groups)),
    },
    disclosurePolicy,
    leastCost,
    round,
  );
  released.push({ label, released: told.released });
  lost.push(
    ...told.lost.map(({ key, insider }) => `${key}${insider === null ? '' : ` to ${areas[insider]!.name}`}`),
  );
  const count = (kind: string): number =>
    told.released.numbers.filter((number) => number.told.kind === kind).length;
  console.log(
    `  ${label}: ${count('exact')} numbers told, ${count('rounded')} rounded, ${count('hidden')} hidden, ${took()}.`,
  );
};

const recorded = new Map<string, readonly CountedFact[]>();
for (let index = 0; index < quarters; index += 1) {
  const [year, period] = [Math.floor(index / 4), `q${(index % 4) + 1}`];
  const facts = aQuarter();
  recorded.set(period, facts);
  await release(year, period, systemOf(tables, groups, facts), []);
  if (index % 4 === 2) {
    // A late return for the quarter before: some people of one partnership more. The first version stays public.
    const { name } = chance.pick(areas);
    const more = Array.from({ length: chance.between(1, 3) }, () => aPlacement(name));
    const late = [...(recorded.get('q2') ?? []), ...more];
    await release(year, 'q2', systemOf(tables, groups, late), []);
  }
  if (index % 4 === 3) {
    const latest = ['q1', 'q2', 'q3', 'q4'].map(
      (one) => ofYear(year).findLast(({ label }) => label.startsWith(`y${year}${one}#`))!.released,
    );
    await release(year, '', yearOf(latest), latest);
  }
}

/** Hidden numbers of few people that somebody knows better than they may. */
const recoveredBy = async (
  system: TableSystem,
  public_: ReadonlySet<string>,
  rounded: ReadonlyMap<string, number>,
  insiders: readonly ReadonlySet<string>[],
): Promise<number> => {
  const sensitive = hiddenByThemselves(system, disclosurePolicy);
  const few = [...sensitive.keys()].filter((key) => !public_.has(key));
  const { width, roundTo } = disclosurePolicy;
  let recovered = 0;
  for (const own of [new Set<string>(), ...insiders]) {
    if (own.size > 0 && [...own].every((key) => public_.has(key))) continue;
    // What is nearly all of a total is kept from those who are not in it; the few themselves know.
    const targets = few.filter((key) => !own.has(key) && (own.size === 0 || sensitive.get(key) === 'few'));
    const worked = await attack(system, new Set([...public_, ...own]), targets, {
      ...{ to: rounded, multiple: roundTo },
    });
    for (const { key, least, most } of worked)
      // Rounding leaves as many numbers possible as are rounded to one; hiding leaves the width.
      if (most - least < (rounded.has(key) ? roundTo - 1 : width) - 1e-6) recovered += 1;
  }
  return recovered;
};

const numbers = released.flatMap((one) => one.released.numbers);
const hidden = new Set(numbers.filter(({ told }) => told.kind !== 'exact').map(({ key }) => key));
let recovered = 0;
let recoveredWithGuardOff = 0;
for (let year = 0; year * 4 < quarters; year += 1) {
  const all = ofYear(year).map((one) => one.released);
  const system: TableSystem = {
    values: new Map(all.flatMap((one) => one.numbers.map(({ key, value }) => [key, value]))),
    sums: all.flatMap(({ sums }) => sums),
  };
  const public_ = new Set([...system.values.keys()].filter((key) => !hidden.has(key)));
  const rounded = new Map(
    all.flatMap((one) =>
      one.numbers.flatMap(({ key, told }): readonly (readonly [string, number])[] =>
        told.kind === 'rounded' ? [[key, told.to]] : [],
      ),
    ),
  );
  const few = hiddenByThemselves(system, disclosurePolicy);
  // A number of few that is told is recovered, unless pages tell it anyway.
  recovered += all
    .flatMap((one) => one.numbers)
    .filter(
      ({ key, name, told }) =>
        told.kind === 'exact' && few.get(key) === 'few' && !toldElsewhere.includes(name),
    ).length;
  recovered += await recoveredBy(system, public_, rounded, ownNumbers(system.values.keys(), groups));
  const unguarded = new Set([...system.values.keys()].filter((key) => !few.has(key)));
  recoveredWithGuardOff += await recoveredBy(system, unguarded, new Map(), []);
  console.log(`  year ${year + 1} attacked, ${took()}.`);
}
if (lost.length > 0)
  console.log(`${lost.length} numbers were given away by earlier releases, such as ${lost[0]}.`);
console.log(
  JSON.stringify({
    releases: released.length,
    hiddenCells: hidden.size,
    recovered,
    recoveredWithGuardOff,
  }),
);
process.exitCode = recovered === 0 && lost.length === 0 && recoveredWithGuardOff > 0 ? 0 : 1;
