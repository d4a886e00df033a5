import {
  columnsOf,
  type DisclosurePolicy,
  type Entry,
  type Hidden,
  type LeastCost,
  type TableSystem,
} from './tables.js';

/** What is known of numbers by whoever reads: told before, or their own. */
export interface Known {
  /** Told in an earlier release, and public for good. */
  readonly told: ReadonlySet<string>;
  /** Hidden in an earlier release: nothing is lost by hiding it still. */
  readonly hiddenBefore: ReadonlyMap<string, Hidden>;
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

/**
 * The least that must be hidden besides, so that there is another table of whole numbers which says the same of everything told
 * and in which the hidden number is greater by the width; null where there is none.
 *
 * With `d` the difference between the two tables: sums hold for `d` as they hold for the table; what is told has no
 * difference; nothing gets below nought; and of each number that could still be hidden, a choice says whether it is.
 */
const leastBesides = async (
  { values, sums }: TableSystem,
  policy: DisclosurePolicy,
  solve: LeastCost,
  of: { readonly target: string; readonly hidden: ReadonlySet<string>; readonly fixed: ReadonlySet<string> },
): Promise<readonly string[] | null> => {
  const { target, hidden, fixed } = of;
  const totals = new Set(sums.map(({ total }) => total));
  const free = [...values.keys()].filter((key) => !fixed.has(key));
  const columnOf = new Map(free.map((key, column) => [key, column]));
  const choices = free.filter((key) => !hidden.has(key));
  const choiceOf = new Map(choices.map((key, index) => [key, free.length + index]));
  const columns = free.length + choices.length;
  const most = farthest(policy.width);
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
      const column = columnOf.get(key);
      if (column !== undefined) entries.push({ row, column, factor });
    };
    add(total, 1);
    for (const part of parts) add(part, -1);
  }
  for (const key of free) {
    const column = columnOf.get(key) ?? 0;
    const value = values.get(key) ?? 0;
    const least = Math.min(value, most);
    lower[column] = key === target ? policy.width : -least;
    upper[column] = key === target ? policy.width : most;
    const choice = choiceOf.get(key);
    if (choice === undefined) continue;
    upper[choice] = 1;
    cost[choice] = totals.has(key) ? policy.lossOfTotal * (1 + value) : 1 + value;
    // A difference only where the number is hidden, in either direction.
    const above = addRow(Number.NEGATIVE_INFINITY, 0);
    entries.push({ row: above, column, factor: 1 }, { row: above, column: choice, factor: -most });
    const below = addRow(0, Number.POSITIVE_INFINITY);
    entries.push({ row: below, column, factor: 1 }, { row: below, column: choice, factor: least });
  }
  const found = await solve(
    {
      ...{ cost, lower, upper, isWhole: new Int32Array(columns).fill(1) },
      ...{ rowLower: Float64Array.from(rowLower), rowUpper: Float64Array.from(rowUpper) },
      ...columnsOf(entries, columns),
    },
    policy.withinSeconds,
  );
  if (found === null) return null;
  return choices.filter((key) => (found.amounts[choiceOf.get(key) ?? 0] ?? 0) > 0.5);
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
 * Hides numbers until none of few people can be worked out to within the width: from the sums, from everything told before, and
 * from what somebody knows of their own. Each step solves exactly for one number, at the least loss given what is hidden; it ends
 * because every step hides something more, or finds that number safe.
 */
export const protect = async (
  system: TableSystem,
  policy: DisclosurePolicy,
  solve: LeastCost,
  { told, hiddenBefore, insiders }: Known,
): Promise<Protected> => {
  const hidden = new Map<string, Hidden>(hiddenBefore);
  const byThemselves = hiddenByThemselves(system, policy);
  for (const [key, why] of byThemselves) if (!told.has(key)) hidden.set(key, why);
  const lost: CannotHide[] = [];
  const sensitive = [...hidden.keys()]
    .filter((key) => byThemselves.has(key))
    .toSorted((a, b) => (system.values.get(b) ?? 0) - (system.values.get(a) ?? 0) || (a < b ? -1 : 1));
  for (const target of sensitive) {
    for (const insider of [null, ...insiders.keys()]) {
      const own = insider === null ? undefined : insiders[insider];
      // Whoever knows the number itself learns nothing; and what is told to all is known to all.
      if (own?.has(target) === true) continue;
      const knows = own === undefined ? [] : [...own].filter((key) => hidden.has(key));
      if (own !== undefined && knows.length === 0) continue;
      const fixed = new Set([...told, ...knows]);
      const besides = await leastBesides(system, policy, solve, {
        target,
        hidden: new Set(hidden.keys()),
        fixed,
      });
      if (besides === null) lost.push({ key: target, insider });
      else for (const key of besides) hidden.set(key, 'would-tell-another');
    }
  }
  return { hidden, lost };
};
