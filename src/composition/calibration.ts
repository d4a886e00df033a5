import { financialYear, financialYearOf } from '../kernel/financial-year.js';
import type { IsoDate } from '../kernel/iso-date.js';
import type { Tx } from '../kernel/unit-of-work.js';
import { readForecastsBefore } from '../modules/forecast/adapters/db/forecast-run-repository.js';
import { backTestAside } from '../modules/forecast/adapters/thread/back-test-aside.js';
import type { Calibration, PastForecast } from '../modules/forecast/application/calibration.js';
import { halfYearsOf, type BackTest } from '../modules/forecast/domain/back-test.js';
import { readKeptFigures } from '../modules/measures/adapters/db/published-figures.js';
import type { createMeasures } from './measures.js';
import { backTestRuns, forecastMeasure } from './forecast.js';

/** The same figures give the same answer: it is worked out again when one more is published. */
const createReadBackTest = () => {
  let latest: { readonly of: string; readonly tested: Promise<BackTest> } | null = null;
  return async (tx: Tx): Promise<BackTest> => {
    const series = halfYearsOf(
      (await readKeptFigures(tx)).map(({ areaKind, periodStartsOn, periodLastOn, ...figure }) => ({
        ...{ measure: figure.measure, route: figure.route, breakdown: figure.breakdown },
        ...{ period_start: periodStartsOn, period_end: periodLastOn, geography_type: areaKind },
        ...{ status: figure.status, figure: figure.figure },
      })),
    );
    const of = JSON.stringify(series);
    if (latest?.of !== of) {
      const asked = { of, tested: backTestAside({ series, runs: backTestRuns }) };
      latest = asked;
      // One that failed is tried again by the next who asks.
      asked.tested.catch(() => {
        if (latest === asked) latest = null;
      });
    }
    return latest.tested;
  };
};

const readPastForecasts =
  ({ readProgress }: Pick<ReturnType<typeof createMeasures>, 'readProgress'>) =>
  async (tx: Tx, today: IsoDate): Promise<readonly PastForecast[]> => {
    const kept = await readForecastsBefore(tx, forecastMeasure, financialYearOf(today));
    const counted = new Map<number, number>();
    for (const year of new Set(kept.map((one) => one.year))) {
      const progress = await readProgress(tx, financialYear(year), today);
      const own = progress.find(({ definition }) => definition.measureId === forecastMeasure);
      if (own !== undefined) counted.set(year, own.total);
    }
    return kept.flatMap(({ year, ...forecast }) => {
      const total = counted.get(year);
      return total === undefined ? [] : [{ year: financialYear(year), ...forecast, counted: total }];
    });
  };

/** How good the forecast was on what is over. */
export const createCalibration = (measures: ReturnType<typeof createMeasures>): Calibration => ({
  readBackTest: createReadBackTest(),
  readPastForecasts: readPastForecasts(measures),
});
