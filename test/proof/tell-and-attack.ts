import { createHmac } from 'node:crypto';

import { disclosurePolicy } from '../../config/disclosure.js';
import { publishedTables, toldElsewhere } from '../../config/published-tables.js';
import { createChance } from '../../src/composition/demonstration/chance.js';
import { countGroups } from '../../src/composition/publication.js';
import { createRounding } from '../../src/modules/publication/adapters/thread/rounding.js';
import {
  neverTold,
  partsOf,
  systemOf,
  type CountedFact,
} from '../../src/modules/publication/domain/catalogue.js';
import { hiddenByThemselves } from '../../src/modules/publication/domain/protect.js';
import {
  tellRelease,
  yearOf,
  type Beside,
  type ReleasedSystem,
} from '../../src/modules/publication/domain/released.js';
import type { Sum, TableSystem } from '../../src/modules/publication/domain/tables.js';
import { leastCost } from '../../src/platform/linear-program.js';
import { attack } from './attacker.js';
import { knownTo, sumsByMeaning } from './meaning.js';

/** An area as tables are told for. */
export type Area = Beside['areas'][number];

/** What is told and attacked: one thing that is counted, in some quarters of one year. */
export interface ToldAndAttacked {
  readonly of: string;
  readonly areas: readonly Area[];
  /** Of a quarter, how many of a partnership are referred in the mean. */
  readonly meanOf: (area: Area) => number;
  /** At most four; the year is told after the fourth. */
  readonly quarters: number;
  readonly seed: number;
  readonly say: (what: string) => void;
}

/** What came of it. */
export interface Attacked {
  readonly releases: number;
  readonly hiddenCells: number;
  /** Hidden numbers of few that somebody knows better than they may, and few that were told. */
  readonly recovered: number;
  /** The same where the few alone are hidden. */
  readonly recoveredWithGuardOff: number;
  /** What earlier releases gave away, as the protection itself says. */
  readonly lost: readonly string[];
}

/** Things that are counted of people and told in releases; occupancy is of beds, and in bands where few live. */
export const attackedSubjects: readonly string[] = [
  ...new Set(publishedTables.flatMap(({ of, kind }) => (kind === 'occupancy' ? [] : [of]))),
];

const { width, roundTo } = disclosurePolicy;
const projects = Array.from({ length: 12 }, (_, index) => `project ${index + 1}`);

/** What becomes of people in a quarter, invented. */
const inventFacts = ({ areas, meanOf, seed }: ToldAndAttacked) => {
  const chance = createChance(seed);
  const groups = countGroups(areas, projects);
  const anyOf = (dimension: 'age' | 'wait' | 'project' | 'refusedBy'): string =>
    chance.pick(groups.of[dimension] ?? []);
  const aPerson = ({ name, board }: Area): CountedFact['groups'] => ({
    ...{ partnership: name, board },
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
  /** What becomes of one person: approved, with a cost or without, and perhaps started, ended, and refused before. */
  const aWay = (area: Area): readonly CountedFact[] => {
    const person = aPerson(area);
    const { partnership = '', board = '', route = '' } = person;
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
  return {
    groups,
    aQuarter: (): readonly CountedFact[] =>
      areas.flatMap((area) => Array.from({ length: chance.poisson(meanOf(area)) }, () => aWay(area)).flat()),
    /** Some people of one partnership more, who were told too late. */
    aLateReturn: (): readonly CountedFact[] => {
      const area = chance.pick(areas);
      return Array.from({ length: chance.between(1, 3) }, () => aWay(area)).flat();
    },
  };
};

interface Release {
  readonly period: string;
  readonly facts: readonly CountedFact[];
  /** Of a year, the quarters it is the sum of. */
  readonly quarters: readonly ReleasedSystem[];
  readonly released: ReleasedSystem;
}

/** Releases of a year one after the other, each beside all that was told before; the second quarter twice. */
const tell = async (asked: ToldAndAttacked) => {
  const { of, areas, seed, say } = asked;
  const { groups, aQuarter, aLateReturn } = inventFacts(asked);
  const tables = publishedTables.filter((table) => table.kind !== 'occupancy' && table.of === of);
  const round = createRounding(createHmac('sha256', `seed ${seed}`).digest(), roundTo);
  const releases: Release[] = [];
  const lost: string[] = [];
  const neverToldNames = new Set<string>();
  const release = async (
    period: string,
    system: TableSystem,
    facts: readonly CountedFact[],
    quarters: readonly ReleasedSystem[] = [],
  ): Promise<void> => {
    const versions = releases.filter((one) => one.period === period);
    const label = `${period}#${versions.length + 1}`;
    const untold = neverTold(tables, groups, system.values.keys());
    for (const name of untold) neverToldNames.add(name);
    const told = await tellRelease(
      {
        ...{ label, system, quarters, areas, toldElsewhere: new Set(toldElsewhere) },
        neverTold: untold,
        versions: versions.map((version) => version.released).reverse(),
        released: releases.map((one) => one.released),
        parts: tables.map((table) => partsOf(table, groups)),
      },
      disclosurePolicy,
      leastCost,
      round,
    );
    releases.push({ period, facts, quarters, released: told.released });
    lost.push(
      ...told.lost.map(
        ({ key, insider }) => `${key}${insider === null ? '' : ` to ${areas[insider]?.name ?? ''}`}`,
      ),
    );
    const count = (kind: string): number =>
      told.released.numbers.filter((number) => number.told.kind === kind && !untold.has(number.name)).length;
    say(
      `${of}, ${label}: ${count('exact')} numbers told, ${count('rounded')} rounded, ${count('hidden')} hidden`,
    );
  };
  const latestOf = (period: string): Release | undefined => releases.findLast((one) => one.period === period);
  for (let quarter = 1; quarter <= asked.quarters; quarter += 1) {
    const facts = aQuarter();
    await release(`q${quarter}`, systemOf(tables, groups, facts), facts);
    const second = latestOf('q2');
    if (quarter === 3 && second !== undefined) {
      // A late return for the quarter before. The first version stays public.
      const late = [...second.facts, ...aLateReturn()];
      await release('q2', systemOf(tables, groups, late), late);
    }
  }
  if (asked.quarters === 4) {
    const latest = ['q1', 'q2', 'q3', 'q4'].flatMap((period) => latestOf(period)?.released ?? []);
    await release('year', yearOf(latest), [], latest);
  }
  return { releases, lost, neverToldNames };
};

/** One thing that is counted, in all releases of a year, as an attacker has it: by keys, the sums by what the numbers mean. */
interface Seen {
  readonly system: TableSystem;
  /** By key, its name: what it means. */
  readonly nameOf: ReadonlyMap<string, string>;
  readonly told: ReadonlySet<string>;
  readonly bounds: ReadonlyMap<string, readonly [number, number]>;
}

/** To the nearest five as known at the end of a quarter, as other pages tell the country of what they do not tell exactly. */
const toldNear = (value: number): readonly [number, number] => {
  const near = Math.round(value / roundTo) * roundTo;
  return [near - Math.floor(roundTo / 2), near + Math.floor(roundTo / 2)];
};

/** @throws where a number is not the sum that it means. */
const seenOf = ({ of, areas }: ToldAndAttacked, releases: readonly Release[]): Seen => {
  const numbers = releases.flatMap(({ released }) => released.numbers);
  const values = new Map(numbers.map(({ key, value }) => [key, value] as const));
  const nameOf = new Map(numbers.map(({ key, name }) => [key, name] as const));
  const sums: Sum[] = [];
  for (const { released, facts, quarters } of releases) {
    const keys = new Map(released.numbers.map(({ name, key }) => [name, key]));
    const keyOf = (name: string): string => keys.get(name) ?? name;
    sums.push(
      ...sumsByMeaning(keys.keys(), facts, areas).map(({ total, parts }) => ({
        total: keyOf(total),
        parts: parts.map(keyOf),
      })),
    );
    if (quarters.length === 0) continue;
    for (const [name, total] of keys)
      sums.push({
        total,
        parts: quarters.flatMap((part) => part.numbers.find((number) => number.name === name)?.key ?? []),
      });
  }
  for (const { total, parts } of sums) {
    const whole = parts.reduce((sum, part) => sum + (values.get(part) ?? Number.NaN), 0);
    if (whole !== values.get(total)) throw new Error(`${total} is not what it means: ${parts.join(', ')}.`);
  }
  const told = new Set<string>();
  const bounds = new Map<string, readonly [number, number]>();
  for (const { key, name, value, told: as } of numbers) {
    if (as.kind === 'exact') told.add(key);
    if (as.kind === 'rounded') bounds.set(key, [as.to - roundTo + 1, as.to + roundTo - 1]);
    if (as.kind === 'hidden' && name === of) bounds.set(key, toldNear(value));
  }
  return { system: { values, sums }, nameOf, told, bounds };
};

/** Hidden numbers of few people that somebody knows better than they may: of those who read, and of those who know their own. */
const recoveredBy = async (
  { system, nameOf, bounds }: Seen,
  told: ReadonlySet<string>,
  insiders: readonly Area[],
  areas: readonly Area[],
): Promise<number> => {
  const sensitive = hiddenByThemselves(system, disclosurePolicy);
  const few = [...sensitive.keys()].filter((key) => !told.has(key));
  const knowing = insiders.map((area) => {
    const names = knownTo(area, new Set(nameOf.values()), areas);
    return new Set([...nameOf].flatMap(([key, name]) => (names.has(name) ? [key] : [])));
  });
  // Rounding leaves as many numbers possible as are rounded to one; hiding leaves the width.
  const enough = (key: string): number => (bounds.has(key) ? roundTo - 1 : width);
  let recovered = 0;
  for (const own of [new Set<string>(), ...knowing]) {
    if (own.size > 0 && [...own].every((key) => told.has(key))) continue;
    // What is nearly all of a total is kept from those who are not in it; the few themselves know.
    const targets = few.filter((key) => !own.has(key) && (own.size === 0 || sensitive.get(key) === 'few'));
    const known = new Set([...told, ...own]);
    for (const { key, least, most } of await attack(system, known, targets, bounds, enough))
      if (most - least < enough(key) - 1e-6) recovered += 1;
  }
  return recovered;
};

/**
 * Invents a year, tells it as releases do, and attacks all of it by linear programmes: as a reader of what is public, and as each
 * partnership, which knows its own people in every column. What is a sum of what is read from what the numbers mean, not taken
 * from the code that protects them; what other pages tell is known as well. Then the same with the few alone hidden.
 */
export const tellAndAttack = async (asked: ToldAndAttacked): Promise<Attacked> => {
  const { of, areas, say } = asked;
  const { releases, lost, neverToldNames } = await tell(asked);
  const seen = seenOf(asked, releases);
  const few = hiddenByThemselves(seen.system, disclosurePolicy);
  // A number of few that is told is recovered, unless pages tell it anyway.
  const toldFew = [...seen.told].filter(
    (key) => few.get(key) === 'few' && !toldElsewhere.includes(seen.nameOf.get(key) ?? ''),
  ).length;
  const recovered = toldFew + (await recoveredBy(seen, seen.told, areas, areas));
  const unguarded = new Set(
    [...seen.nameOf].flatMap(([key, name]) => (few.has(key) || neverToldNames.has(name) ? [] : [key])),
  );
  const recoveredWithGuardOff = await recoveredBy({ ...seen, bounds: new Map() }, unguarded, [], areas);
  say(`${of}, attacked: ${recovered} recovered, ${recoveredWithGuardOff} with the guard off`);
  return {
    releases: releases.length,
    hiddenCells: [...seen.system.values.keys()].filter((key) => !seen.told.has(key)).length,
    ...{ recovered, recoveredWithGuardOff, lost },
  };
};
