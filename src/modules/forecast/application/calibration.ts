import type { FinancialYear } from '../../../kernel/financial-year.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { BackTest } from '../domain/back-test.js';
import type { Spread } from '../domain/forecast.js';

/** A forecast of our own, of a year that is over. */
export interface PastForecast {
  readonly year: FinancialYear;
  readonly workedOutAt: Date;
  readonly forecast: Spread;
  /** What was counted in the end. */
  readonly counted: number;
}

/** How good the forecast was on what is over. */
export interface Calibration {
  readonly readBackTest: (tx: Tx) => Promise<BackTest>;
  readonly readPastForecasts: (tx: Tx, today: IsoDate) => Promise<readonly PastForecast[]>;
}
