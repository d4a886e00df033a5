import { z } from 'zod';

import type { FinancialYear } from '../../../../kernel/financial-year.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { execute, select, selectOne } from '../../../../platform/db/sql.js';

const spread = z.object({ p10: z.number(), p50: z.number(), p90: z.number() });
const basis = z.record(
  z.string(),
  z.object({
    value: z.number(),
    unit: z.string(),
    mark: z.enum(['published', 'derived', 'assumed', 'observed']),
    source: z.string(),
    cases: z.number().nullable(),
  }),
);
const result = z.object({
  publicStarts: spread,
  probability: z.number(),
  /** Of a measure that is no count of arrivals: what is said of it. */
  answer: z.object({ spread, probability: z.number() }).nullable().default(null),
  byMonth: z.array(spread),
  occupancy: spread,
  stillWaiting: spread,
  differences: z.array(z.object({ id: z.string(), spread })).default([]),
  /** Null where a forecast was worked out before beds to come were in it. */
  bedsToCome: z
    .object({
      countedOn: z.array(
        z.object({ name: z.string(), beds: z.number(), fromOn: z.string(), toOn: z.string() }),
      ),
      notFunded: z.number(),
      undated: z.number(),
    })
    .nullable()
    .default(null),
});

/** A forecast as it was worked out, with what it was worked out from. */
export interface KeptForecast {
  readonly workedOutAt: Date;
  /** Counted in the year before the first day of the forecast. */
  readonly countedSoFar: number;
  readonly level: number;
  readonly seed: number;
  readonly replications: number;
  readonly basis: z.output<typeof basis>;
  readonly result: z.output<typeof result>;
}

/** Keeps a forecast of a measure and year: everything it rests on, so that it can be worked out again. */
export const recordForecast = (
  tx: Tx,
  measureId: string,
  year: FinancialYear,
  forecast: Omit<KeptForecast, 'workedOutAt' | 'basis' | 'result'> & {
    readonly world: object;
    readonly basis: object;
    readonly result: object;
  },
): Promise<number> =>
  execute(
    tx,
    `INSERT INTO forecast_run (measure_id, financial_year, counted_so_far, level, seed, replications, world, basis, result)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      ...[measureId, year, forecast.countedSoFar, forecast.level, forecast.seed, forecast.replications],
      ...[forecast.world, forecast.basis, forecast.result].map((part) => JSON.stringify(part)),
    ],
  );

/** The latest forecast of a measure and year, or null. */
export const readForecast = async (
  tx: Tx,
  measureId: string,
  year: FinancialYear,
): Promise<KeptForecast | null> => {
  const row = await selectOne<{
    readonly worked_out_at: Date;
    readonly counted_so_far: number;
    readonly level: number;
    readonly seed: number;
    readonly replications: number;
    readonly basis: string;
    readonly result: string;
  }>(
    tx,
    `SELECT worked_out_at, counted_so_far, level, seed, replications, basis, result FROM forecast_run
      WHERE measure_id = ? AND financial_year = ? ORDER BY id DESC LIMIT 1`,
    [measureId, year],
  );
  if (row === null) return null;
  return {
    ...{ workedOutAt: row.worked_out_at, countedSoFar: row.counted_so_far, level: row.level },
    ...{ seed: row.seed, replications: row.replications },
    basis: basis.parse(JSON.parse(row.basis)),
    result: result.parse(JSON.parse(row.result)),
  };
};

/** The first forecast of each month of the financial years before one, the oldest first. */
export const readForecastsBefore = async (
  tx: Tx,
  measureId: string,
  year: FinancialYear,
): Promise<
  readonly {
    readonly year: number;
    readonly workedOutAt: Date;
    readonly forecast: z.output<typeof spread>;
  }[]
> => {
  const rows = await select<{
    readonly financial_year: number;
    readonly worked_out_at: Date;
    readonly counted_so_far: number;
    readonly result: string;
  }>(
    tx,
    `SELECT financial_year, worked_out_at, counted_so_far, result FROM forecast_run
      WHERE id IN (SELECT MIN(id) FROM forecast_run WHERE measure_id = ? AND financial_year < ?
                    GROUP BY financial_year, DATE_FORMAT(worked_out_at, '%Y-%m')) ORDER BY id`,
    [measureId, year],
  );
  return rows.map((row) => {
    const { p10, p50, p90 } = result.parse(JSON.parse(row.result)).publicStarts;
    const so = row.counted_so_far;
    return {
      ...{ year: row.financial_year, workedOutAt: row.worked_out_at },
      forecast: { p10: so + p10, p50: so + p50, p90: so + p90 },
    };
  });
};
