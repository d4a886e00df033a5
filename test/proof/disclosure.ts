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
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse/sync';

import { disclosurePolicy } from '../../config/disclosure.js';
import { createChance } from '../../src/composition/demonstration/chance.js';
import { protectTables } from '../../src/composition/publication.js';
import { hiddenByThemselves } from '../../src/modules/publication/domain/protect.js';
import type { Hidden, Sum, TableSystem } from '../../src/modules/publication/domain/tables.js';
import { attack } from './attacker.js';

const { values: given } = parseArgs({
  options: { quarters: { type: 'string', default: '8' }, seed: { type: 'string', default: '1' } },
});
const quarters = Number(given.quarters);
const chance = createChance(Number(given.seed));

interface Partnership {
  readonly name: string;
  readonly health_board: string;
}
const partnerships: readonly Partnership[] = parse(
  readFileSync(join(import.meta.dirname, '../../../config/reference-data/partnerships.csv')),
  { columns: true },
);
const boards = [...new Set(partnerships.map(({ health_board }) => health_board))];
const routes = ['adp', 'prison_to_rehab', 'national_mission', 'ward5', 'additional_placement_fund'];
const sexes = ['female', 'male'];
/** Glasgow has many, Orkney hardly any: the mean of each partnership's quarter. */
const meanOf = new Map(
  partnerships.map(({ name }, index) => [name, index % 6 === 0 ? 22 : (index * 7) % 11]),
);

/** People by partnership, route and sex: one quarter as it was recorded. */
const aQuarter = (): ReadonlyMap<string, number> => {
  const people = new Map<string, number>();
  for (const { name } of partnerships) {
    const count = chance.poisson(meanOf.get(name) ?? 5);
    for (let person = 0; person < count; person += 1) {
      const key = [
        name,
        chance.weighted(routes.map((route, at) => [route, at === 0 ? 12 : 1])),
        chance.weighted([
          ['female', 1],
          ['male', 2],
        ]),
      ].join('|');
      people.set(key, (people.get(key) ?? 0) + 1);
    }
  }
  return people;
};

const totalOf = (people: ReadonlyMap<string, number>, is: (parts: readonly string[]) => boolean): number =>
  [...people].reduce((sum, [key, count]) => (is(key.split('|')) ? sum + count : sum), 0);

/** The tables of a quarter that are told: by partnership within boards, by route, by sex, and boards by sex. */
const tablesOf = (label: string, people: ReadonlyMap<string, number>): TableSystem => {
  const values = new Map<string, number>();
  const sums: Sum[] = [];
  const boardOf = new Map(partnerships.map(({ name, health_board }) => [name, health_board]));
  const set = (key: string, is: (parts: readonly string[]) => boolean): string => {
    values.set(`${label}/${key}`, totalOf(people, is));
    return `${label}/${key}`;
  };
  const all = set('all', () => true);
  const ofBoards = boards.map((board) => {
    const total = set(`board ${board}`, ([name]) => boardOf.get(name ?? '') === board);
    const parts = partnerships
      .filter(({ health_board }) => health_board === board)
      .map(({ name }) => set(`partnership ${name}`, (who) => who[0] === name));
    sums.push({ total, parts });
    sums.push({
      total,
      parts: sexes.map((sex) =>
        set(`board ${board} ${sex}`, ([name, , is]) => boardOf.get(name ?? '') === board && is === sex),
      ),
    });
    return total;
  });
  sums.push({ total: all, parts: ofBoards });
  sums.push({ total: all, parts: routes.map((route) => set(`route ${route}`, (who) => who[1] === route)) });
  const ofSexes = sexes.map((sex) => {
    const total = set(`sex ${sex}`, (who) => who[2] === sex);
    sums.push({ total, parts: boards.map((board) => `${label}/board ${board} ${sex}`) });
    return total;
  });
  sums.push({ total: all, parts: ofSexes });
  return { values, sums };
};

/** A year of four quarters: each number the sum of the same of its quarters. */
const yearOf = (
  label: string,
  four: readonly { readonly label: string; readonly system: TableSystem }[],
): TableSystem => {
  const [first] = four;
  const keys = [...(first?.system.values.keys() ?? [])].map((key) => key.slice(key.indexOf('/') + 1));
  const values = new Map(four.flatMap(({ system }) => [...system.values]));
  const sums = four.flatMap(({ system }) => [...system.sums]);
  for (const key of keys) {
    const parts = four.map((quarter) => `${quarter.label}/${key}`);
    values.set(
      `${label}/${key}`,
      parts.reduce((sum, part) => sum + (values.get(part) ?? 0), 0),
    );
    sums.push({ total: `${label}/${key}`, parts });
  }
  for (const { total, parts } of first?.system.sums ?? []) {
    const moved = (key: string): string => `${label}/${key.slice(key.indexOf('/') + 1)}`;
    sums.push({ total: moved(total), parts: parts.map(moved) });
  }
  return { values, sums };
};

/** What each partnership knows of its own: its number, and all of a board that is its own alone. */
const insidersOf = ({ values }: TableSystem): readonly ReadonlySet<string>[] =>
  partnerships.map(({ name, health_board }) => {
    const isAlone = partnerships.filter((other) => other.health_board === health_board).length === 1;
    const isOwn = (key: string): boolean =>
      key.endsWith(`/partnership ${name}`) || (isAlone && key.includes(`/board ${health_board}`));
    return new Set([...values.keys()].filter(isOwn));
  });

const told = new Set<string>();
const hiddenBefore = new Map<string, Hidden>();
const released: { readonly label: string; readonly system: TableSystem; readonly own: readonly string[] }[] =
  [];
const lost: string[] = [];
const beganMs = performance.now();

const release = async (label: string, system: TableSystem): Promise<void> => {
  const own = [...system.values.keys()].filter((key) => key.startsWith(`${label}/`));
  const found = await protectTables(system, {
    told: new Set([...told].filter((key) => system.values.has(key))),
    hiddenBefore: new Map([...hiddenBefore].filter(([key]) => system.values.has(key))),
    insiders: insidersOf(system),
  });
  lost.push(
    ...found.lost.map(
      ({ key, insider }) => `${key}${insider === null ? '' : ` to ${partnerships[insider]?.name ?? ''}`}`,
    ),
  );
  for (const key of own) if (!found.hidden.has(key)) told.add(key);
  for (const [key, why] of found.hidden) if (!told.has(key)) hiddenBefore.set(key, why);
  released.push({ label, system, own });
  const shown = own.filter((key) => told.has(key)).length;
  console.log(
    `  ${label}: ${shown} of ${own.length} numbers told, ${((performance.now() - beganMs) / 1000).toFixed(1)} s.`,
  );
};

const recorded: {
  readonly label: string;
  readonly people: ReadonlyMap<string, number>;
  readonly system: TableSystem;
}[] = [];
for (let index = 0; index < quarters; index += 1) {
  const label = `q${index + 1}`;
  const people = aQuarter();
  const system = tablesOf(label, people);
  recorded.push({ label, people, system });
  await release(label, system);
  if (index % 3 === 2) {
    // A late return: some people of one partnership more. The first version stays public.
    const before = recorded[index - 1];
    const late = new Map(before?.people ?? []);
    const { name } = chance.pick(partnerships);
    const key = `${name}|adp|male`;
    late.set(key, (late.get(key) ?? 0) + chance.between(1, 3));
    await release(`q${index}v2`, tablesOf(`q${index}v2`, late));
  }
  if (index % 4 === 3)
    await release(`y${(index + 1) / 4}`, yearOf(`y${(index + 1) / 4}`, recorded.slice(index - 3, index + 1)));
}

/** Hidden numbers of few people that somebody knows to within the width. */
const recoveredBy = async (
  system: TableSystem,
  public_: ReadonlySet<string>,
  insiders: readonly ReadonlySet<string>[],
): Promise<number> => {
  const few = [...hiddenByThemselves(system, disclosurePolicy).keys()].filter((key) => !public_.has(key));
  let recovered = 0;
  for (const own of [new Set<string>(), ...insiders]) {
    if (insiders.length > 0 && own.size > 0 && [...own].every((key) => public_.has(key))) continue;
    const targets = few.filter((key) => !own.has(key));
    for (const { least, most } of await attack(system, new Set([...public_, ...own]), targets))
      if (most - least < disclosurePolicy.width - 1e-6) recovered += 1;
  }
  return recovered;
};

// Years hold their quarters; what is in no year is attacked by itself.
const years = released.filter(({ label }) => label.startsWith('y'));
const inYears = new Set(years.flatMap(({ system }) => [...system.values.keys()]));
const attacked = [...years, ...released.filter(({ own }) => own.some((key) => !inYears.has(key)))];
let recovered = 0;
let recoveredWithGuardOff = 0;
for (const { label, system } of attacked) {
  recovered += await recoveredBy(
    system,
    new Set([...told].filter((key) => system.values.has(key))),
    insidersOf(system),
  );
  const few = hiddenByThemselves(system, disclosurePolicy);
  const unguarded = new Set([...system.values.keys()].filter((key) => !few.has(key)));
  recoveredWithGuardOff += await recoveredBy(system, unguarded, []);
  console.log(`  ${label} attacked, ${((performance.now() - beganMs) / 1000).toFixed(1)} s.`);
}
if (lost.length > 0)
  console.log(`${lost.length} numbers were given away by earlier releases, such as ${lost[0]}.`);
console.log(
  JSON.stringify({
    releases: released.length,
    hiddenCells: hiddenBefore.size,
    recovered,
    recoveredWithGuardOff,
  }),
);
process.exitCode = recovered === 0 && lost.length === 0 && recoveredWithGuardOff > 0 ? 0 : 1;
