import highs, { type Highs } from 'highs';

/**
 * Counts to choose, each column from 0 to its upper bound, whole or not, so that every row's sum of the columns in it
 * stays within the row's bounds and the sum of gains is greatest. Every column counts once in each row it is in.
 */
export interface LinearProgram {
  readonly gain: Float64Array;
  readonly columnUpper: Float64Array;
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  /** The rows of a column are those from `columnStart[column]` to before `columnStart[column + 1]`. */
  readonly columnStart: Int32Array;
  readonly rowOf: Int32Array;
}

/** Its types speak of the package as it is required; what is imported is the loader itself. */
const isLoader = (imported: unknown): imported is typeof highs.default => typeof imported === 'function';

const load = (): Promise<Highs> => {
  const loader: unknown = highs;
  if (!isLoader(loader)) throw new Error('The package highs does not give its loader.');
  return loader();
};

let loaded: Promise<Highs> | undefined;

/**
 * The greatest sum of gains, null where it was not found in time. It computes in the thread that asks: seconds for tens of
 * thousands of columns.
 *
 * @throws when the program contradicts itself.
 */
export const greatestGain = async (
  { gain, columnUpper, rowLower, rowUpper, columnStart, rowOf }: LinearProgram,
  withinSeconds: number,
): Promise<number | null> => {
  if (gain.length === 0) return 0;
  loaded ??= load();
  const solver = await loaded;
  const { modelStatus, objectiveSense } = solver.constants;
  return solver.withModel(
    {
      numCols: gain.length,
      numRows: rowUpper.length,
      sense: objectiveSense.maximize,
      colCost: gain,
      colLower: new Float64Array(gain.length),
      colUpper: columnUpper,
      rowLower,
      rowUpper,
      matrix: {
        format: 'csc',
        numRows: rowUpper.length,
        numCols: gain.length,
        starts: columnStart,
        indices: rowOf,
        values: new Float64Array(rowOf.length).fill(1),
      },
    },
    (model): number | null => {
      model.options.set({ output_flag: false, time_limit: withinSeconds });
      const { modelStatus: status } = model.run();
      if (status === modelStatus.optimal) return model.getObjectiveValue();
      if (status === modelStatus.timeLimit) return null;
      throw new Error(`The linear program was not solved: status ${status}.`);
    },
  );
};

/** Amounts to choose within bounds, whole where said, so that every row of factors stays within its bounds and the cost is least. */
export interface CostProgram {
  readonly cost: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** 1 where only whole amounts will do. */
  readonly isWhole: Int32Array;
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  /** The rows of a column are those from `columnStart[column]` to before `columnStart[column + 1]`, each with its factor. */
  readonly columnStart: Int32Array;
  readonly rowOf: Int32Array;
  readonly factor: Float64Array;
}

/**
 * The least cost and the amounts that have it; null where no amounts will do. It computes in the thread that asks.
 *
 * @throws when it was not solved in time, or has no least.
 */
export const leastCost = async (
  { cost, lower, upper, isWhole, rowLower, rowUpper, columnStart, rowOf, factor }: CostProgram,
  withinSeconds: number,
): Promise<{ readonly cost: number; readonly amounts: Float64Array } | null> => {
  loaded ??= load();
  const solver = await loaded;
  const { modelStatus, objectiveSense } = solver.constants;
  return solver.withModel(
    {
      numCols: cost.length,
      numRows: rowUpper.length,
      sense: objectiveSense.minimize,
      colCost: cost,
      colLower: lower,
      colUpper: upper,
      rowLower,
      rowUpper,
      ...(isWhole.includes(1) ? { integrality: isWhole } : {}),
      matrix: {
        format: 'csc',
        numRows: rowUpper.length,
        numCols: cost.length,
        starts: columnStart,
        indices: rowOf,
        values: factor,
      },
    },
    (model) => {
      model.options.set({ output_flag: false, time_limit: withinSeconds });
      const { modelStatus: status } = model.run();
      if (status === modelStatus.infeasible) return null;
      if (status !== modelStatus.optimal) throw new Error(`The program was not solved: status ${status}.`);
      return { cost: model.getObjectiveValue(), amounts: Float64Array.from(model.getSolution().colValue) };
    },
  );
};
