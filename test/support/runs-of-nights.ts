import { addNights, type IsoDate } from '../../src/kernel/iso-date.js';
import type { NightRun, NightState } from '../../src/modules/capacity/adapters/ui/night-runs.js';

/**
 * One night of one bed. `claimKey` tells two claims of the same state apart; `untilOn` is the first night after the claim,
 * which may lie beyond the nights shown; null when no end is known.
 */
export interface UnitNight {
  readonly night: IsoDate;
  readonly state: NightState;
  readonly claimKey?: string | undefined;
  readonly untilOn?: IsoDate | null | undefined;
  readonly detail?: string | undefined;
}

/** Joins consecutive nights of the same claim (or the same state, where there is no claim) into runs. Nights must be in order. */
export function runsOf(nights: readonly UnitNight[]): readonly NightRun[] {
  const runs: { run: NightRun; claimKey: string | undefined }[] = [];
  for (const night of nights) {
    const last = runs.at(-1);
    const joins =
      last !== undefined &&
      last.run.state === night.state &&
      last.claimKey === night.claimKey &&
      addNights(last.run.fromOn, last.run.nights) === night.night;
    const untilOn = night.untilOn === undefined ? addNights(night.night, 1) : night.untilOn;
    if (joins)
      runs[runs.length - 1] = {
        claimKey: last.claimKey,
        run: { ...last.run, nights: last.run.nights + 1, untilOn },
      };
    else
      runs.push({
        claimKey: night.claimKey,
        run: { state: night.state, fromOn: night.night, nights: 1, untilOn, detail: night.detail },
      });
  }
  return runs.map(({ run }) => run);
}
