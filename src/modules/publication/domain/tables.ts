/**
 * Numbers that belong together: each by a key, totals among them, and which are the sums of which. Tables of one period that
 * share a total share its key, so that nothing can be worked out from one table that the other hides.
 */
export interface TableSystem {
  readonly values: ReadonlyMap<string, number>;
  readonly sums: readonly Sum[];
}

/** A total and the parts it is the sum of. */
export interface Sum {
  readonly total: string;
  readonly parts: readonly string[];
}

/** How much must be hidden. Data with its reasons: see config. */
export interface DisclosurePolicy {
  readonly fewestTold: number;
  readonly width: number;
  readonly lossOfTotal: number;
  /** Of a table, up to this share is hidden; of more than that, numbers are rounded. */
  readonly mostHidden: number;
  readonly roundTo: number;
  readonly withinSeconds: number;
}

/** Why a number is not told. */
export type Hidden =
  /** It is of fewer people than are told. */
  | 'few'
  /** All but a few of a total are in it: it would tell of those few. */
  | 'nearly-all'
  /** With it another hidden number could be worked out. */
  | 'would-tell-another';

/** A program of amounts to choose, as the platform solves it. */
export interface CostProgram {
  readonly cost: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly isWhole: Int32Array;
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  readonly columnStart: Int32Array;
  readonly rowOf: Int32Array;
  readonly factor: Float64Array;
}

/** The amounts of least cost, or null where no amounts will do. */
export type LeastCost = (
  program: CostProgram,
  withinSeconds: number,
) => Promise<{ readonly cost: number; readonly amounts: Float64Array } | null>;

/** One entry of a program's matrix. */
export interface Entry {
  readonly row: number;
  readonly column: number;
  readonly factor: number;
}

/** Entries in any order as the columns of a program. */
export const columnsOf = (
  entries: readonly Entry[],
  columns: number,
): Pick<CostProgram, 'columnStart' | 'rowOf' | 'factor'> => {
  const sorted = entries.toSorted((a, b) => a.column - b.column || a.row - b.row);
  const columnStart = new Int32Array(columns + 1);
  for (const { column } of sorted) columnStart[column + 1] = (columnStart[column + 1] ?? 0) + 1;
  for (let column = 0; column < columns; column += 1)
    columnStart[column + 1] = (columnStart[column + 1] ?? 0) + (columnStart[column] ?? 0);
  return {
    columnStart,
    rowOf: Int32Array.from(sorted, ({ row }) => row),
    factor: Float64Array.from(sorted, ({ factor }) => factor),
  };
};
