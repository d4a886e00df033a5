import {
  columnsOf,
  type DisclosurePolicy,
  type Entry,
  type Hidden,
  type LeastCost,
  type Sum,
  type TableSystem,
} from './tables.js';

/** What is known of numbers by whoever reads: told before, or their own. */
export interface Known {
  /** Told exactly in an earlier release, and public for good. */
  readonly told: ReadonlySet<string>;
  /** Hidden in an earlier release: nothing is lost by hiding it still. */
  readonly hiddenBefore: ReadonlyMap<string, Hidden>;
  /** Hidden, and told to a multiple of `roundTo` that is less than one multiple away. */
  readonly rounded: ReadonlyMap<string, number>;
  /** Each reader who knows some hidden numbers exactly: a partnership its own. */
  readonly insiders: readonly ReadonlySet<string>[];
}

/** Numbers that are hidden whatever stands beside them: of few people, or nearly all of a total. */
export const hiddenByThemselves = (
  { values, sums }: TableSystem,
  { fewestTold }: Pick<DisclosurePolicy, 'fewestTold'>,
): ReadonlyMap<string, Hidden> => {
  const hidden = new Map<string, Hidden>();
  for (const [key, value] of values) if (value < fewestTold) hidden.set(key, 'few');
  for (const { total, parts } of sums) {
    const whole = values.get(total) ?? 0;
    for (const part of parts) {
      const rest = whole - (values.get(part) ?? 0);
      if (!hidden.has(part) && parts.length > 1 && rest > 0 && rest < fewestTold)
        hidden.set(part, 'nearly-all');
    }
  }
  return hidden;
};

/** Another table may differ by so much in each number: enough for any hidden one to have its width. */
const farthest = (width: number): number => 4 * width;

/** How far another table must be from this one in a number: so much above, or so much below where it is negative. */
interface Apart {
  readonly key: string;
  readonly by: number;
}

/**
 * What one of difference costs beside what hiding costs, so little that it decides only between ways that hide alike: a difference
 * in few numbers shows more of them to be safe, from more of those who know their own.
 */
const costOfDifference = 1e-4;

/** Another table that says the same of everything told, as its difference from this one; what has none is left out. */
type Difference = ReadonlyMap<string, number>;

/** Between which differences a number may lie, as far as anybody can know it. */
const boundsOf = (
  key: string,
  value: number,
  { width, roundTo }: DisclosurePolicy,
  rounded: ReadonlyMap<string, number>,
): readonly [least: number, most: number] => {
  const most = farthest(width);
  const least = -Math.min(value, most);
  const to = rounded.get(key);
  if (to === undefined) return [least, most];
  // Told as `to`, it is one of the numbers less than a multiple away.
  return [Math.max(least, to - roundTo + 1 - value), Math.min(most, to + roundTo - 1 - value)];
};

/** The sums in which each number stands. */
type SumsOf = ReadonlyMap<string, readonly Sum[]>;

const sumsByKey = (sums: readonly Sum[]): SumsOf => {
  const found = new Map<string, Sum[]>();
  for (const sum of sums)
    for (const key of [sum.total, ...sum.parts]) found.set(key, [...(found.get(key) ?? []), sum]);
  return found;
};

/**
 * What a difference in one number can reach: through sums, over numbers that are free to differ. Nothing farther off has to differ
 * for it, so that the question is about these alone.
 */
const around = (
  key: string,
  sumsOf: SumsOf,
  isFixed: (key: string) => boolean,
): { readonly free: readonly string[]; readonly sums: readonly Sum[] } => {
  const free = new Set([key]);
  const sums = new Set<Sum>();
  for (const reached of free)
    for (const sum of sumsOf.get(reached) ?? []) {
      if (sums.has(sum)) continue;
      sums.add(sum);
      for (const next of [sum.total, ...sum.parts]) if (!isFixed(next)) free.add(next);
    }
  return { free: [...free], sums: [...sums] };
};

/** As whole as the solver can tell. */
const isWhole = (amount: number): boolean => Math.abs(amount - Math.round(amount)) < 1e-6;

/**
 * The least that must be hidden besides, so that there is another table of whole numbers which says the same of everything told
 * and is so far apart in one number; null where there is none. With it that other table.
 *
 * With `d` the difference between the two tables: sums hold for `d` as they hold for the table; what is told has no
 * difference; nothing gets below nought; and of each number that could still be hidden, a choice says whether it is.
 */
const leastBesides = async (
  values: TableSystem['values'],
  sumsOf: SumsOf,
  policy: DisclosurePolicy,
  solve: LeastCost,
  of: {
    readonly apart: Apart;
    readonly hidden: ReadonlyMap<string, Hidden>;
    readonly isTotal: (key: string) => boolean;
    readonly isFixed: (key: string) => boolean;
    readonly rounded: ReadonlyMap<string, number>;
  },
): Promise<{ readonly besides: readonly string[]; readonly difference: Difference } | null> => {
  const { apart, hidden, isFixed, isTotal, rounded } = of;
  if (isFixed(apart.key)) return null;
  const { free, sums } = around(apart.key, sumsOf, isFixed);
  // A difference is so much above and so much below, of which one is nought; then a choice for each number told so far.
  const choices = free.filter((key) => !hidden.has(key));
  const above = new Map(free.map((key, column) => [key, column]));
  const below = new Map(free.map((key, column) => [key, free.length + column]));
  const choiceOf = new Map(choices.map((key, index) => [key, 2 * free.length + index]));
  const columns = 2 * free.length + choices.length;
  const [cost, lower, upper] = [
    new Float64Array(columns),
    new Float64Array(columns),
    new Float64Array(columns),
  ];
  const entries: Entry[] = [];
  const [rowLower, rowUpper]: [number[], number[]] = [[], []];
  const addRow = (from: number, to: number): number => {
    rowLower.push(from);
    rowUpper.push(to);
    return rowLower.length - 1;
  };
  for (const { total, parts } of sums) {
    const row = addRow(0, 0);
    const add = (key: string, factor: number): void => {
      const [up, down] = [above.get(key), below.get(key)];
      if (up !== undefined) entries.push({ row, column: up, factor });
      if (down !== undefined) entries.push({ row, column: down, factor: -factor });
    };
    add(total, 1);
    for (const part of parts) add(part, -1);
  }
  free.forEach((key, index) => {
    const [up, down] = [index, free.length + index];
    const value = values.get(key) ?? 0;
    const [least, most] = boundsOf(key, value, policy, rounded);
    [upper[up], upper[down]] = [most, -least];
    [cost[up], cost[down]] = [costOfDifference, costOfDifference];
    const choice = choiceOf.get(key);
    if (choice === undefined) return;
    upper[choice] = 1;
    cost[choice] = isTotal(key) ? policy.lossOfTotal * (1 + value) : 1 + value;
    // A difference only where the number is hidden, in either direction.
    for (const [column, farthestOff] of [
      [up, most],
      [down, -least],
    ] as const) {
      const row = addRow(Number.NEGATIVE_INFINITY, 0);
      entries.push({ row, column, factor: 1 }, { row, column: choice, factor: -farthestOff });
    }
  });
  const needed = (apart.by > 0 ? above : below).get(apart.key) ?? 0;
  const not = (apart.by > 0 ? below : above).get(apart.key) ?? 0;
  lower[needed] = Math.abs(apart.by);
  upper[not] = 0;
  if ((lower[needed] ?? 0) > (upper[needed] ?? 0)) return null;
  const program = {
    ...{ cost, lower, upper },
    ...{ rowLower: Float64Array.from(rowLower), rowUpper: Float64Array.from(rowUpper) },
    ...columnsOf(entries, columns),
  };
  const asParts = await solve({ ...program, isWhole: new Int32Array(columns) }, policy.withinSeconds);
  if (asParts === null) return null;
  // Sums of whole numbers most often have whole solutions, which are found far sooner when nobody asks for them.
  const found =
    choices.length === 0 && asParts.amounts.every(isWhole)
      ? asParts
      : await solve({ ...program, isWhole: new Int32Array(columns).fill(1) }, policy.withinSeconds);
  if (found === null) return null;
  const amountOf = (column: number | undefined): number => Math.round(found.amounts[column ?? 0] ?? 0);
  const difference = free.flatMap((key): readonly (readonly [string, number])[] => {
    const by = amountOf(above.get(key)) - amountOf(below.get(key));
    return by === 0 ? [] : [[key, by]];
  });
  return {
    besides: choices.filter((key) => (found.amounts[choiceOf.get(key) ?? 0] ?? 0) > 0.5),
    difference: new Map(difference),
  };
};

/** Numbers that cannot be kept from somebody any more, whatever else is hidden: earlier releases tell them. */
export interface CannotHide {
  readonly key: string;
  /** Whose knowledge gives it away; null for everybody's. */
  readonly insider: number | null;
}

/** What is hidden, why, and what an earlier release gives away. */
export interface Protected {
  readonly hidden: ReadonlyMap<string, Hidden>;
  readonly lost: readonly CannotHide[];
}

/**
 * How far apart other tables must be for a number to be safe, each line by itself enough: so that it may lie anywhere in a
 * width, from the number up, or some of it below. Of a rounded one as many numbers must be possible as are rounded to one.
 */
const distancesFor = (
  key: string,
  { width, roundTo }: DisclosurePolicy,
  rounded: ReadonlyMap<string, number>,
): readonly (readonly Apart[])[] => {
  const apart = rounded.has(key) ? roundTo - 1 : width;
  return Array.from({ length: apart + 1 }, (_, below) =>
    [
      { key, by: apart - below },
      { key, by: -below },
    ].filter(({ by }) => by !== 0),
  );
};

const shows = (difference: Difference, { key, by }: Apart, known: ReadonlySet<string>): boolean => {
  const found = difference.get(key) ?? 0;
  if (by > 0 ? found < by : found > by) return false;
  for (const own of known) if (difference.has(own)) return false;
  return true;
};

/**
 * Hides numbers until none of few people can be worked out to within the width: from the sums, from everything told before, and
 * from what somebody knows of their own. Each step solves exactly for one number, at the least loss given what is hidden; it ends
 * because every step hides something more, or finds that number safe. What showed one number to be safe may show others.
 *
 * @param differences - other tables that are known to say the same; those found are added
 */
export const protect = async (
  system: TableSystem,
  policy: DisclosurePolicy,
  solve: LeastCost,
  { told, hiddenBefore, rounded, insiders }: Known,
  differences: Difference[] = [],
): Promise<Protected> => {
  const hidden = new Map<string, Hidden>(hiddenBefore);
  const byThemselves = hiddenByThemselves(system, policy);
  for (const [key, why] of byThemselves) if (!told.has(key) && !hidden.has(key)) hidden.set(key, why);
  const lost: CannotHide[] = [];
  const valueOf = (key: string): number => system.values.get(key) ?? 0;
  const sensitive = [...hidden.keys()]
    .filter((key) => byThemselves.has(key))
    .toSorted((a, b) => valueOf(b) - valueOf(a) || (a < b ? -1 : 1));
  const sumsOf = sumsByKey(system.sums);
  const totals = new Set(system.sums.map(({ total }) => total));
  const isTotal = (key: string): boolean => totals.has(key);
  const differing = new Map<string, Difference[]>();
  const keepDifference = (difference: Difference): void => {
    for (const key of difference.keys()) differing.set(key, [...(differing.get(key) ?? []), difference]);
  };
  for (const difference of differences) keepDifference(difference);
  const keepFrom = async (apart: Apart, knows: ReadonlySet<string>): Promise<boolean> => {
    if (differing.get(apart.key)?.some((difference) => shows(difference, apart, knows)) === true) return true;
    const isKnown = (key: string): boolean => told.has(key) || knows.has(key);
    const isToldOrKnown = (key: string): boolean => !hidden.has(key) || isKnown(key);
    const asked = { apart, hidden, isTotal, rounded };
    // Most often what is hidden already is enough, and that is a far smaller question.
    const found =
      (await leastBesides(system.values, sumsOf, policy, solve, { ...asked, isFixed: isToldOrKnown })) ??
      (await leastBesides(system.values, sumsOf, policy, solve, { ...asked, isFixed: isKnown }));
    if (found === null) return false;
    for (const key of found.besides) hidden.set(key, 'would-tell-another');
    differences.push(found.difference);
    keepDifference(found.difference);
    return true;
  };
  for (const target of sensitive) {
    const distances = distancesFor(target, policy, rounded);
    for (const insider of [null, ...insiders.keys()]) {
      const own = insider === null ? undefined : insiders[insider];
      // Whoever knows the number itself learns nothing; and what is told to all is known to all.
      if (own?.has(target) === true) continue;
      // All but a few tells of those few: each of them is kept from every insider by itself.
      if (own !== undefined && byThemselves.get(target) !== 'few') continue;
      const knows = new Set(own === undefined ? [] : [...own].filter((key) => hidden.has(key)));
      if (own !== undefined && knows.size === 0) continue;
      let isSafe = false;
      for (const needed of distances) {
        isSafe = true;
        for (const apart of needed) isSafe &&= await keepFrom(apart, knows);
        if (isSafe) break;
      }
      if (isSafe) continue;
      lost.push({ key: target, insider });
      // What everybody knows, each insider knows.
      if (insider === null) break;
    }
  }
  return { hidden, lost };
};

/** What is told of every number: exactly, to the nearest multiple, or not. */
export interface ToldNumbers extends Protected {
  readonly rounded: ReadonlyMap<string, number>;
}

/**
 * Protects a release, and tells hidden numbers to the nearest multiple in tables of which hiding would eat too much. A number
 * that would be safe hidden and is not when it is rounded, or when those beside it are, stays hidden.
 *
 * @param parts - the numbers that each table is read for
 * @param round - a number to one of the two multiples beside it, the same each time for the same number and key
 */
export const protectRelease = async (
  system: TableSystem,
  policy: DisclosurePolicy,
  solve: LeastCost,
  known: Known,
  parts: readonly (readonly string[])[],
  round: (key: string, value: number) => number,
): Promise<ToldNumbers> => {
  const differences: Difference[] = [];
  const first = await protect(system, policy, solve, known, differences);
  const eaten = parts.filter(
    (keys) => keys.filter((key) => first.hidden.has(key)).length > policy.mostHidden * keys.length,
  );
  const rounded = new Map<string, number>();
  for (const key of eaten.flat())
    if (first.hidden.has(key) && !known.hiddenBefore.has(key) && !known.rounded.has(key))
      rounded.set(key, round(key, system.values.get(key) ?? 0));
  const sums = system.sums.map(({ total, parts: of }) => [total, ...of]);
  const lostBefore = new Set(first.lost.map(({ key }) => key));
  for (;;) {
    const all = new Map([...known.rounded, ...rounded]);
    const stillSo = differences.filter((difference) =>
      [...difference].every(([key, by]) => {
        const [least, most] = boundsOf(key, system.values.get(key) ?? 0, policy, all);
        return first.hidden.has(key) && by >= least && by <= most;
      }),
    );
    const asRounded = { ...known, hiddenBefore: first.hidden, rounded: all };
    const { hidden, lost } = await protect(system, policy, solve, asRounded, stillSo);
    differences.push(...stillSo);
    const byRounding = lost.filter(({ key }) => !lostBefore.has(key)).map(({ key }) => key);
    if (byRounding.length === 0 || rounded.size === 0) return { hidden, lost, rounded: all };
    // The number itself, or else what is nearest to it by sums.
    let near = new Set(byRounding);
    while ([...near].filter((key) => rounded.delete(key)).length === 0) {
      const wider = new Set(sums.filter((keys) => keys.some((key) => near.has(key))).flat());
      if (wider.size <= near.size) rounded.clear();
      near = wider;
      if (rounded.size === 0) break;
    }
  }
};
