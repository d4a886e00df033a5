import type { Prepared } from './prepare.js';

/** The longest wait told by the day; longer ones are counted with it. Unit: days. */
export const longestWaitTold = 730;

/** What the runs of one world came to: by run, then by month, year or people group. */
export interface Outcomes {
  readonly replications: number;
  readonly months: number;
  readonly years: number;
  readonly peopleGroups: number;
  /** Publicly funded arrivals by run and month. */
  readonly publicStarts: Uint16Array;
  /** All arrivals by run and people group. */
  readonly startsByGroup: Uint32Array;
  readonly spentPence: Float64Array;
  /** Of all runs together: arrivals by band and days waited. */
  readonly waits: Float64Array;
  /** By run: everybody decided on was refused, arrived, left, waits, or is in detox before arriving. */
  readonly decided: Uint32Array;
  readonly refused: Uint32Array;
  readonly starts: Uint32Array;
  readonly left: Uint32Array;
  readonly stillWaiting: Uint32Array;
  readonly inDetox: Uint32Array;
  /** By run: every bed-night is somebody's, held while in detox, in turnaround, or empty. */
  readonly bedNights: Float64Array;
  readonly personNights: Float64Array;
  readonly heldNights: Float64Array;
  readonly turnaroundNights: Float64Array;
  readonly emptyNights: Float64Array;
}

export const createOutcomes = (prepared: Prepared, replications: number): Outcomes => {
  const { months, years, world } = prepared;
  const peopleGroups = world.peopleGroups.length;
  const counts = (): Uint32Array => new Uint32Array(replications);
  const nights = (): Float64Array => new Float64Array(replications);
  return {
    ...{ replications, months, years, peopleGroups },
    publicStarts: new Uint16Array(replications * months),
    startsByGroup: new Uint32Array(replications * peopleGroups),
    spentPence: new Float64Array(replications * years),
    waits: new Float64Array(world.bands.length * (longestWaitTold + 1)),
    ...{ decided: counts(), refused: counts(), starts: counts(), left: counts() },
    ...{ stillWaiting: counts(), inDetox: counts() },
    ...{ bedNights: nights(), personNights: nights(), heldNights: nights() },
    ...{ turnaroundNights: nights(), emptyNights: nights() },
  };
};
