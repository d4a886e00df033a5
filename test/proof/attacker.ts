import { columnsOf, type Entry, type TableSystem } from '../../src/modules/publication/domain/tables.js';
import { leastCost } from '../../src/platform/linear-program.js';

/** Between which numbers a hidden one must lie, for somebody who knows what was told, the sums, and some numbers of their own. */
export interface Worked {
  readonly key: string;
  readonly least: number;
  readonly most: number;
}

/** More than any number there is: an interval that reaches it has no end. */
const endless = 1_000_000;

/** Between which numbers one is known to lie, such as one that is told rounded. */
export type Bounds = ReadonlyMap<string, readonly [least: number, most: number]>;

/**
 * Works out as much as can be worked out of hidden numbers: the least and the most each can be, by linear programmes over every
 * sum of every release. Knows nothing of how the numbers were hidden. Each solution is a table that may be; where those that were
 * found leave a number `enough` to be, nobody looks for its ends.
 */
export const attack = async (
  { values, sums }: TableSystem,
  known: ReadonlySet<string>,
  targets: readonly string[],
  bounds: Bounds = new Map(),
  enough: (key: string) => number = () => Number.POSITIVE_INFINITY,
): Promise<readonly Worked[]> => {
  const keys = [...values.keys()];
  const columnOf = new Map(keys.map((key, column) => [key, column]));
  const entries: Entry[] = sums.flatMap(({ total, parts }, row) => [
    { row, column: columnOf.get(total)!, factor: 1 },
    ...parts.map((part) => ({ row, column: columnOf.get(part)!, factor: -1 })),
  ]);
  const lower = Float64Array.from(keys, (key) =>
    known.has(key) ? values.get(key)! : Math.max(0, bounds.get(key)?.[0] ?? 0),
  );
  const upper = Float64Array.from(keys, (key) =>
    known.has(key) ? values.get(key)! : (bounds.get(key)?.[1] ?? endless),
  );
  const program = {
    ...{ lower, upper, isWhole: new Int32Array(keys.length) },
    ...{ rowLower: new Float64Array(sums.length), rowUpper: new Float64Array(sums.length) },
    ...columnsOf(entries, keys.length),
  };
  const [leastSeen, mostSeen] = [
    new Float64Array(keys.length).fill(endless),
    new Float64Array(keys.length).fill(0),
  ];
  const extreme = async (column: number, sign: 1 | -1): Promise<number> => {
    const cost = new Float64Array(keys.length);
    cost[column] = sign;
    const found = await leastCost({ ...program, cost }, 30);
    if (found === null) throw new Error('What was told contradicts itself.');
    found.amounts.forEach((amount, at) => {
      leastSeen[at] = Math.min(leastSeen[at]!, amount);
      mostSeen[at] = Math.max(mostSeen[at]!, amount);
    });
    return sign * found.cost;
  };
  const worked: Worked[] = [];
  for (const key of targets) {
    const column = columnOf.get(key)!;
    const isEnough = (): boolean => mostSeen[column]! - leastSeen[column]! >= enough(key);
    const most = isEnough() ? mostSeen[column]! : await extreme(column, -1);
    const least = isEnough() ? leastSeen[column]! : await extreme(column, 1);
    worked.push({ key, least, most });
  }
  return worked;
};
