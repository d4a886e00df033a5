import { forecastAside } from '../modules/forecast/adapters/thread/forecast-aside.js';
import { backTest, halfYearsOf } from '../modules/forecast/domain/back-test.js';
import { readReferenceData } from './reference-data-files.js';

/** Runs of each period of the back-test: enough for its quantiles to stand still within a placement or two. */
const backTestRuns = { seed: 1, replications: 10_000 } as const;

/** How the forecast would have done on the half-years published so far, by the files of reference data. */
export const backTestOfPublished = async (folder: string) =>
  backTest(halfYearsOf((await readReferenceData(folder)).figures), backTestRuns);

/** What the forecast can be asked. */
export const createForecasting = () => ({ forecast: forecastAside, backTestOfPublished });
