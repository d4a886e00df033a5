import { forecastAssumptions, leastObserved } from '../../config/forecast.js';
import { forecastAside } from '../modules/forecast/adapters/thread/forecast-aside.js';
import { backTest, halfYearsOf } from '../modules/forecast/domain/back-test.js';
import {
  expectedWorld,
  restOn,
  type Assumptions,
  type Counts,
  type Observed,
} from '../modules/forecast/domain/inputs.js';
import { readReferenceData } from './reference-data-files.js';

/** Runs of each period of the back-test: enough for its quantiles to stand still within a placement or two. */
const backTestRuns = { seed: 1, replications: 10_000 } as const;

/** How the forecast would have done on the half-years published so far, by the files of reference data. */
export const backTestOfPublished = async (folder: string) =>
  backTest(halfYearsOf((await readReferenceData(folder)).figures), backTestRuns);

/** What is expected of counts of one day, and what that rests on: history where it suffices, and sources elsewhere. */
export const whatIsExpected = (counts: Counts, observed: Partial<Record<keyof Assumptions, Observed>>) => {
  const basis = restOn(forecastAssumptions, observed, leastObserved);
  return { basis, world: expectedWorld(counts, basis) };
};

/** What the forecast can be asked. */
export const createForecasting = () => ({ forecast: forecastAside, backTestOfPublished, whatIsExpected });
