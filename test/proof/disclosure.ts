/**
 * Proof that nothing of few people can be worked out from everything that was ever told:
 *
 *   npm run prove:disclosure -- --quarters 8 [--seed 1] [--of placements-approved]
 *
 * Invented quarters of the real partnerships, boards and public money, in every table of the catalogue, protected one after the
 * other beside all that was told before, with the year after every fourth and a corrected quarter every third. Then everybody
 * attacks by linear programmes over all of it: a reader of what is public, and each partnership, which knows its own people in
 * every column. What is a sum of what is read from what the numbers mean, not taken from the code that protects them. What other
 * pages tell is known as well. Last, the same with only the few hidden, which must be recovered for everything that is counted.
 * The last line is JSON; a number recovered with the guard on, or none with it off, exits 1.
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
  neverTold,
  partsOf,
  systemOf,
  type CountedFact,
} from '../../src/modules/publication/domain/catalogue.js';
import { hiddenByThemselves } from '../../src/modules/publication/domain/protect.js';
import { tellRelease, yearOf, type ReleasedSystem } from '../../src/modules/publication/domain/released.js';
import { createRounding } from '../../src/modules/publication/adapters/thread/rounding.js';
import type { Sum, TableSystem } from '../../src/modules/publication/domain/tables.js';
import { leastCost } from '../../src/platform/linear-program.js';
import { attack } from './attacker.js';
import { knownTo, sumsByMeaning } from './meaning.js';

const { values: given } = parseArgs({
  options: {
    quarters: { type: 'string', default: '8' },
    seed: { type: 'string', default: '1' },
    /** Of what is counted, one alone. */
    of: { type: 'string' },
  },
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
const projects = Array.from({ length: 12 }, (_, index) => `project ${index + 1}`);
const groups = countGroups(areas, projects);
/** Occupancy is of beds, and in bands where few live. */
const tables = publishedTables.filter(
  ({ of, kind }) => kind !== 'occupancy' && (given.of === undefined || of === given.of),
);
const subjects = [...new Set(tables.map(({ of }) => of))];
/** Glasgow has many, Orkney hardly any: the mean of each partnership's quarter. */
const meanOf = new Map(areas.map(({ name }, index) => [name, index % 6 === 0 ? 22 : (index * 7) % 11]));

const anyOf = (dimension: 'age' | 'wait' | 'project' | 'refusedBy'): string =>
  chance.pick(groups.of[dimension] ?? []);
const aPerson = (partnership: string): CountedFact['groups'] => ({
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
});
const counted = (measureId: string, of: CountedFact['groups']): CountedFact => ({
  ...{ measureId, groups: of, n: 1, pence: 0 },
});

/** What becomes of one person in a quarter: approved, with a cost or without, and perhaps started, ended, and refused before. */
const aWay = (partnership: string): readonly CountedFact[] => {
  const person = aPerson(partnership);
  const { board = '', route = '' } = person;
  return [
    counted('placements-approved', person),
    counted(chance.happens(0.9) ? 'cost-per-placement' : 'cost-not-known', { partnership, board, route }),
    ...(chance.happens(0.85)
      ? [
          counted('placements-started', {
            ...person,
            ...{ age: anyOf('age'), wait: anyOf('wait'), project: anyOf('project') },
          }),
          counted(chance.happens(0.7) ? 'placements-completed' : 'placements-ended-early', {
            partnership,
            board,
          }),
        ]
      : []),
    ...(chance.happens(0.1) ? [counted('offers-declined', { refusedBy: anyOf('refusedBy') })] : []),
  ];
};

/** One quarter as it was recorded. */
const aQuarter = (): readonly CountedFact[] =>
  areas.flatMap(({ name }) =>
    Array.from({ length: chance.poisson(meanOf.get(name) ?? 5) }, () => aWay(name)).flat(),
  );

interface Release {
  readonly label: string;
  readonly period: string;
  readonly facts: readonly CountedFact[];
  /** Of a year, the quarters it is the sum of. */
  readonly quarters: readonly ReleasedSystem[];
  readonly released: ReleasedSystem;
}
const released: Release[] = [];
const lost: string[] = [];
const beganMs = performance.now();
const took = (): string => `${((performance.now() - beganMs) / 1000).toFixed(1)} s`;
/** Names of numbers that no table tells, filled as releases are made. */
const neverToldNames = new Set<string>();
const round = createRounding(createHmac('sha256', `seed ${given.seed}`).digest(), disclosurePolicy.roundTo);

/** Releases that share a number or a sum: those of one year. */
const ofYear = (year: number): readonly Release[] =>
  released.filter(({ label }) => label.startsWith(`y${year}`));

const release = async (
  year: number,
  period: string,
  system: TableSystem,
  facts: readonly CountedFact[],
  quarters: readonly ReleasedSystem[] = [],
): Promise<void> => {
  const versions = ofYear(year).filter(({ label }) => label.startsWith(`y${year}${period}#`));
  const label = `y${year}${period}#${versions.length + 1}`;
  const untold = neverTold(tables, groups, system.values.keys());
  for (const name of untold) neverToldNames.add(name);
  const told = await tellRelease(
    {
      ...{ label, system, quarters, areas, toldElsewhere: new Set(toldElsewhere) },
      neverTold: untold,
      versions: versions.map((version) => version.released).reverse(),
      released: ofYear(year).map((one) => one.released),
      parts: tables.map((table) => partsOf(table, groups)),
    },
    disclosurePolicy,
    leastCost,
    round,
  );
  released.push({ label, period, facts, quarters, released: told.released });
  lost.push(
    ...told.lost.map(({ key, insider }) => `${key}${insider === null ? '' : ` to ${areas[insider]!.name}`}`),
  );
  const count = (kind: string): number =>
    told.released.numbers.filter((number) => number.told.kind === kind && !untold.has(number.name)).length;
  console.log(
    `  ${label}: ${count('exact')} numbers told, ${count('rounded')} rounded, ${count('hidden')} hidden, ${took()}.`,
  );
};

const recorded = new Map<string, readonly CountedFact[]>();
for (let index = 0; index < quarters; index += 1) {
  const [year, period] = [Math.floor(index / 4), `q${(index % 4) + 1}`];
  const facts = aQuarter();
  recorded.set(period, facts);
  await release(year, period, systemOf(tables, groups, facts), facts);
  if (index % 4 === 2) {
    // A late return for the quarter before: some people of one partnership more. The first version stays public.
    const { name } = chance.pick(areas);
    const more = Array.from({ length: chance.between(1, 3) }, () => aWay(name)).flat();
    const late = [...(recorded.get('q2') ?? []), ...more];
    await release(year, 'q2', systemOf(tables, groups, late), late);
  }
  if (index % 4 === 3) {
    const latest = ['q1', 'q2', 'q3', 'q4'].map(
      (one) => ofYear(year).findLast(({ label }) => label.startsWith(`y${year}${one}#`))!.released,
    );
    await release(year, '', yearOf(latest), [], latest);
  }
}

/** One thing that is counted, in all releases of a year, as an attacker has it: by keys, the sums by what the numbers mean. */
interface Seen {
  readonly system: TableSystem;
  /** By key, its name: what it means. */
  readonly nameOf: ReadonlyMap<string, string>;
  readonly told: ReadonlySet<string>;
  readonly bounds: ReadonlyMap<string, readonly [number, number]>;
}

const { width, roundTo } = disclosurePolicy;

/** To the nearest five as known at the end of a quarter, as other pages tell the country of what they do not tell exactly. */
const toldNear = (value: number): readonly [number, number] => {
  const near = Math.round(value / roundTo) * roundTo;
  return [near - Math.floor(roundTo / 2), near + Math.floor(roundTo / 2)];
};

const seenOf = (of: string, all: readonly Release[]): Seen => {
  const isOf = (name: string): boolean => name === of || name.startsWith(`${of}|`);
  const numbers = all.map((one) => ({
    ...one,
    own: one.released.numbers.filter(({ name }) => isOf(name)),
  }));
  const values = new Map(numbers.flatMap(({ own }) => own.map(({ key, value }) => [key, value] as const)));
  const sums: Sum[] = [];
  for (const { own, facts, quarters: parts } of numbers) {
    const keys = new Map(own.map(({ name, key }) => [name, key]));
    const keyed = ({ total, parts: names }: Sum): Sum => ({
      total: keys.get(total)!,
      parts: names.map((name) => keys.get(name)!),
    });
    sums.push(...sumsByMeaning(keys.keys(), facts, areas).map(keyed));
    if (parts.length === 0) continue;
    for (const [name, total] of keys)
      sums.push({
        total,
        parts: parts.flatMap((part) => part.numbers.find((number) => number.name === name)?.key ?? []),
      });
  }
  for (const { total, parts } of sums) {
    const whole = parts.reduce((sum, part) => sum + values.get(part)!, 0);
    if (whole !== values.get(total)) throw new Error(`${total} is not what it means: ${parts.join(', ')}.`);
  }
  const told = new Set<string>();
  const bounds = new Map<string, readonly [number, number]>();
  for (const { key, name, value, told: as } of numbers.flatMap(({ own }) => own)) {
    if (as.kind === 'exact') told.add(key);
    if (as.kind === 'rounded') bounds.set(key, [as.to - roundTo + 1, as.to + roundTo - 1]);
    if (as.kind === 'hidden' && name === of) bounds.set(key, toldNear(value));
  }
  const nameOf = new Map(numbers.flatMap(({ own }) => own.map(({ key, name }) => [key, name] as const)));
  return { system: { values, sums }, nameOf, told, bounds };
};

/** Hidden numbers of few people that somebody knows better than they may. */
const recoveredBy = async (
  { system, nameOf, bounds }: Seen,
  told: ReadonlySet<string>,
  isGuarded: boolean,
): Promise<number> => {
  const sensitive = hiddenByThemselves(system, disclosurePolicy);
  const few = [...sensitive.keys()].filter((key) => !told.has(key));
  const knowing = isGuarded
    ? areas.map((area) => {
        const names = knownTo(area, new Set(nameOf.values()), areas);
        return new Set([...nameOf].flatMap(([key, name]) => (names.has(name) ? [key] : [])));
      })
    : [];
  let recovered = 0;
  for (const own of [new Set<string>(), ...knowing]) {
    if (own.size > 0 && [...own].every((key) => told.has(key))) continue;
    // What is nearly all of a total is kept from those who are not in it; the few themselves know.
    const targets = few.filter((key) => !own.has(key) && (own.size === 0 || sensitive.get(key) === 'few'));
    const known = new Set([...told, ...own]);
    for (const { key, least, most } of await attack(system, known, targets, isGuarded ? bounds : new Map()))
      // Rounding leaves as many numbers possible as are rounded to one; hiding leaves the width.
      if (most - least < (bounds.has(key) && isGuarded ? roundTo - 1 : width) - 1e-6) recovered += 1;
  }
  return recovered;
};

const hidden = new Set<string>();
let recovered = 0;
const withGuardOff = new Map(subjects.map((of) => [of, 0]));
for (let year = 0; year * 4 < quarters; year += 1) {
  for (const of of subjects) {
    const seen = seenOf(of, ofYear(year));
    const few = hiddenByThemselves(seen.system, disclosurePolicy);
    for (const key of seen.system.values.keys()) if (!seen.told.has(key)) hidden.add(key);
    // A number of few that is told is recovered, unless pages tell it anyway.
    recovered += [...seen.told].filter(
      (key) => few.get(key) === 'few' && !toldElsewhere.includes(seen.nameOf.get(key) ?? ''),
    ).length;
    recovered += await recoveredBy(seen, seen.told, true);
    const unguarded = new Set(
      [...seen.nameOf].flatMap(([key, name]) => (few.has(key) || neverToldNames.has(name) ? [] : [key])),
    );
    withGuardOff.set(of, (withGuardOff.get(of) ?? 0) + (await recoveredBy(seen, unguarded, false)));
    console.log(`  year ${year + 1}, ${of} attacked: ${recovered} recovered so far, ${took()}.`);
  }
}
if (lost.length > 0)
  console.log(`${lost.length} numbers were given away by earlier releases, such as ${lost[0]}.`);
const recoveredWithGuardOff = [...withGuardOff.values()].reduce((sum, count) => sum + count, 0);
console.log(
  JSON.stringify({
    releases: released.length,
    hiddenCells: hidden.size,
    recovered,
    recoveredWithGuardOff,
  }),
);
const isAttackable = [...withGuardOff.values()].every((count) => count > 0);
process.exitCode = recovered === 0 && lost.length === 0 && isAttackable ? 0 : 1;
