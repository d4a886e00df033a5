import { ownNumbers, type Groups } from './catalogue.js';
import { protectRelease, type CannotHide } from './protect.js';
import type { DisclosurePolicy, Hidden, LeastCost, Sum, TableSystem } from './tables.js';

/** How a number was told. */
export type Told =
  | { readonly kind: 'exact' }
  | { readonly kind: 'rounded'; readonly to: number }
  | { readonly kind: 'hidden'; readonly why: Hidden };

/** A number of a release. */
export interface ReleasedNumber {
  /** Among all releases of a year: a number that a later version repeats has one key. */
  readonly key: string;
  /** Within its tables: the same in every period. */
  readonly name: string;
  readonly value: number;
  readonly told: Told;
}

/** Every number of a release, hidden ones with them, and which are sums of which. For protecting the releases after it only. */
export interface ReleasedSystem {
  readonly numbers: readonly ReleasedNumber[];
  /** By keys; of a year also each number as the sum of those of its quarters. */
  readonly sums: readonly Sum[];
}

/** What a release is told beside. */
export interface Beside {
  /** What the keys of its new numbers begin with: the period and the version. */
  readonly label: string;
  /** Its own tables, by names. */
  readonly system: TableSystem;
  /** The names that each table is read for. */
  readonly parts: readonly (readonly string[])[];
  /** Earlier versions of the same period, the latest first. */
  readonly versions: readonly ReleasedSystem[];
  /** Of a year, its quarters as they are the sums of; none for a quarter. */
  readonly quarters: readonly ReleasedSystem[];
  /** Names of numbers that no table tells. */
  readonly neverTold: ReadonlySet<string>;
  /** Names of numbers that are told exactly elsewhere at any time, such as the country's own: nothing here can hide them. */
  readonly toldElsewhere: ReadonlySet<string>;
  /** Everything released that shares a number or a sum with it. */
  readonly released: readonly ReleasedSystem[];
  readonly areas: Groups['areas'];
}

/** Of a project that opened later: the quarters before have no number, and nobody started there. */
const mayBeMissing = (name: string): boolean => name.includes('|project=');

/**
 * The tables of a year: each number the sum of the same of its quarters, as they were released.
 *
 * @throws when a quarter has not the numbers of the others, but for projects that were not there yet.
 */
export const yearOf = (quarters: readonly ReleasedSystem[]): TableSystem => {
  const values = new Map<string, number>();
  for (const { numbers } of quarters)
    for (const { name, value } of numbers) values.set(name, (values.get(name) ?? 0) + value);
  for (const { numbers } of quarters) {
    const own = new Set(numbers.map(({ name }) => name));
    const missing = [...values.keys()].find((name) => !own.has(name) && !mayBeMissing(name));
    if (missing !== undefined)
      throw new Error(
        `A quarter of the year was released with other tables, or for other areas: it has no ${missing}.`,
      );
  }
  const sums = new Map<string, Sum>();
  for (const quarter of quarters) {
    const nameOf = new Map(quarter.numbers.map(({ key, name }) => [key, name]));
    const named = (key: string): string => nameOf.get(key) ?? key;
    for (const { total, parts } of quarter.sums) {
      const sum = { total: named(total), parts: parts.map(named) };
      const whole = sum.parts.reduce((all, part) => all + (values.get(part) ?? 0), 0);
      // Two counts that were the same in a quarter need not be so in the year, nor need a group have been in all of them.
      if (whole === values.get(sum.total)) sums.set([sum.total, ...sum.parts].join(' '), sum);
    }
  }
  return { values, sums: [...sums.values()] };
};

/** The keys of the numbers of a release, by their names: that of an earlier version where the number is the same. */
const keysOf = ({ label, system, versions }: Beside): ReadonlyMap<string, string> => {
  const earlier = versions.map(({ numbers }) => new Map(numbers.map((number) => [number.name, number])));
  return new Map(
    [...system.values].map(([name, value]) => [
      name,
      earlier.find((version) => version.get(name)?.value === value)?.get(name)?.key ?? `${label}/${name}`,
    ]),
  );
};

/** Numbers that some sums hold together, with those sums: what is in another part is no help to work these out. */
const partsApart = ({ values, sums }: TableSystem): readonly TableSystem[] => {
  const leaderOf = new Map([...values.keys()].map((key) => [key, key]));
  const leader = (key: string): string => {
    let at = key;
    for (let up = leaderOf.get(at) ?? at; up !== at; up = leaderOf.get(at) ?? at) at = up;
    leaderOf.set(key, at);
    return at;
  };
  for (const { total, parts } of sums) for (const part of parts) leaderOf.set(leader(part), leader(total));
  const apart = new Map<string, { values: Map<string, number>; sums: Sum[] }>();
  for (const [key, value] of values) {
    const own = apart.get(leader(key)) ?? { values: new Map<string, number>(), sums: [] };
    own.values.set(key, value);
    apart.set(leader(key), own);
  }
  for (const sum of sums) apart.get(leader(sum.total))?.sums.push(sum);
  return [...apart.values()];
};

const only = <Value>(map: ReadonlyMap<string, Value>, { values }: TableSystem): ReadonlyMap<string, Value> =>
  new Map([...map].filter(([key]) => values.has(key)));

/**
 * What is told of a release beside everything that was. A reader is taken to know which numbers a new version repeats: they
 * are one number, so that what is hidden in one version is not given away by the sums of another.
 *
 * @param round - by the key of a number, as for {@link protectRelease}
 */
export const tellRelease = async (
  beside: Beside,
  policy: DisclosurePolicy,
  solve: LeastCost,
  round: (key: string, value: number) => number,
): Promise<{ readonly released: ReleasedSystem; readonly lost: readonly CannotHide[] }> => {
  const { system, quarters, released, areas, parts, toldElsewhere, neverTold } = beside;
  const keys = keysOf(beside);
  const keyed = (name: string): string => keys.get(name) ?? name;
  const keysByQuarter = quarters.map(({ numbers }) => new Map(numbers.map(({ name, key }) => [name, key])));
  const sums: readonly Sum[] = [
    ...system.sums.map(({ total, parts: of }) => ({ total: keyed(total), parts: of.map(keyed) })),
    ...(quarters.length === 0
      ? []
      : [...system.values.keys()].map((name) => ({
          total: keyed(name),
          parts: keysByQuarter.flatMap((quarter) => quarter.get(name) ?? []),
        }))),
  ];
  const before = released.flatMap(({ numbers }) => numbers);
  const values = new Map([
    ...before.map(({ key, value }) => [key, value] as const),
    ...[...system.values].map(([name, value]) => [keyed(name), value] as const),
  ]);
  const whole = { values, sums: [...new Set([...released.flatMap((one) => one.sums), ...sums])] };
  const toldBefore = new Map(before.map(({ key, told }) => [key, told]));
  const told = new Map<string, true>([
    ...[...toldBefore].flatMap(([key, { kind }]): readonly (readonly [string, true])[] =>
      kind === 'exact' ? [[key, true]] : [],
    ),
    ...[...before, ...[...keys].map(([name, key]) => ({ name, key }))].flatMap(
      ({ name, key }): readonly (readonly [string, true])[] => (toldElsewhere.has(name) ? [[key, true]] : []),
    ),
  ]);
  const hiddenBefore = new Map<string, Hidden>([
    ...[...neverTold].map((name): readonly [string, Hidden] => [keyed(name), 'few']),
    ...[...toldBefore].flatMap(([key, was]): readonly (readonly [string, Hidden])[] =>
      was.kind === 'exact' || told.has(key) ? [] : [[key, was.kind === 'hidden' ? was.why : 'few']],
    ),
  ]);
  const roundedBefore = new Map(
    [...toldBefore].flatMap(([key, was]): readonly (readonly [string, number])[] =>
      was.kind === 'rounded' && !told.has(key) ? [[key, was.to]] : [],
    ),
  );
  const own = new Set(keys.values());
  const hidden = new Map<string, Hidden>();
  const rounded = new Map<string, number>();
  const lost: CannotHide[] = [];
  for (const apart of partsApart(whole)) {
    if (![...apart.values.keys()].some((key) => own.has(key))) continue;
    const found = await protectRelease(
      apart,
      policy,
      solve,
      {
        told: new Set(only(told, apart).keys()),
        hiddenBefore: only(hiddenBefore, apart),
        rounded: only(roundedBefore, apart),
        insiders: ownNumbers(apart.values.keys(), { areas }),
      },
      parts.map((of) => of.map(keyed)).filter(([first]) => first !== undefined && apart.values.has(first)),
      round,
    );
    for (const [key, why] of found.hidden) hidden.set(key, why);
    for (const [key, to] of found.rounded) rounded.set(key, to);
    lost.push(...found.lost);
  }
  const toldOf = (key: string): Told => {
    const to = rounded.get(key);
    if (to !== undefined) return { kind: 'rounded', to };
    const why = hidden.get(key);
    return why === undefined || told.has(key) ? { kind: 'exact' } : { kind: 'hidden', why };
  };
  return {
    released: {
      sums,
      numbers: [...system.values].map(([name, value]) => ({
        ...{ key: keyed(name), name, value },
        told: toldOf(keyed(name)),
      })),
    },
    lost,
  };
};
