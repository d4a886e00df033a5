import { dateRange, maxDate, minDate, nightsBetween, type IsoDate } from '../../../kernel/iso-date.js';
import type { Run, UnitCalendar } from '../../capacity/contract/availability.js';
import type { OpenSpell } from './facts.js';

/**
 * Why nobody slept in a bed that counts. A night has one cause, the first of these that is true of it. The reasons out of
 * service are those for which a provider takes a bed out of use; not staffed is one of them.
 */
export const nightCauses = [
  'not-staffed',
  'repair',
  'infection',
  'family-mix',
  'out-of-service-otherwise',
  'turnaround',
  'promised',
  'not-accepting',
  'report-out-of-date',
  'free-somebody-funded-waited',
  'free-nobody-funded-waited',
] as const;
/** One of {@link nightCauses}. */
export type NightCause = (typeof nightCauses)[number];

/** What is known beside the calendars, of the days looked at. */
export interface NightFacts {
  /** When each bed counted as residential rehabilitation; none for other beds. */
  readonly countsOf: ReadonlyMap<string, readonly OpenSpell[]>;
  /** Why a bed was out of service, by the claim. */
  readonly outOfServiceReasons: ReadonlyMap<string, string>;
  /** When whoever a bed was promised to arrived; null where they have not. By the claim. */
  readonly arrivedOn: ReadonlyMap<string, IsoDate | null>;
  readonly wasAccepting: (projectId: string, night: IsoDate) => boolean;
  /** Whether a project said on that day how many beds are free. */
  readonly hadSaid: (projectId: string, night: IsoDate) => boolean;
  /** Whether somebody with public money, who could go, waited for a place that night; which bed fits is not asked. */
  readonly didSomebodyWait: (night: IsoDate) => boolean;
}

/** Bed-nights of beds that count, in a time: there, slept in, and lost by cause. */
export interface NightsLost {
  readonly available: number;
  readonly used: number;
  readonly lost: ReadonlyMap<NightCause, number>;
}

const outOfServiceCauses: Readonly<Record<string, NightCause>> = {
  ...{ staffing: 'not-staffed', repair: 'repair', infection: 'infection', family_mix: 'family-mix' },
};

const freeCause = (projectId: string, night: IsoDate, facts: NightFacts): NightCause => {
  if (!facts.wasAccepting(projectId, night)) return 'not-accepting';
  if (!facts.hadSaid(projectId, night)) return 'report-out-of-date';
  return facts.didSomebodyWait(night) ? 'free-somebody-funded-waited' : 'free-nobody-funded-waited';
};

/** What became of a night of a run; null where somebody slept there. */
const causeOf = (
  { state, claimId }: Run,
  night: IsoDate,
  projectId: string,
  facts: NightFacts,
): NightCause | null => {
  switch (state) {
    case 'out_of_service':
      return (
        outOfServiceCauses[facts.outOfServiceReasons.get(claimId ?? '') ?? ''] ?? 'out-of-service-otherwise'
      );
    case 'turnaround':
      return 'turnaround';
    case 'hold':
      return 'promised';
    case 'stay': {
      const arrivedOn = facts.arrivedOn.get(claimId ?? '') ?? null;
      return arrivedOn !== null && arrivedOn <= night ? null : 'promised';
    }
    case 'free':
      return freeCause(projectId, night, facts);
    case 'still_there':
    case 'not_open':
      return null;
  }
};

/**
 * Every night of every bed that counts, from the one availability function: slept in, or lost for one cause. What is slept in
 * and what is lost add up to what was there.
 */
export const nightsLost = (calendars: readonly UnitCalendar[], facts: NightFacts): NightsLost => {
  const lost = new Map<NightCause, number>();
  let [available, used] = [0, 0];
  for (const { unit, runs } of calendars) {
    for (const run of runs.filter(({ state }) => state !== 'not_open')) {
      for (const [fromOn, toOn] of facts.countsOf.get(unit.bedId) ?? []) {
        const first = maxDate(run.fromOn, fromOn);
        const end = minDate(run.toOn, toOn ?? run.toOn);
        if (first >= end) continue;
        available += nightsBetween(first, end);
        for (const night of dateRange(first, end)) {
          const cause = causeOf(run, night, unit.projectId, facts);
          if (cause === null) used += 1;
          else lost.set(cause, (lost.get(cause) ?? 0) + 1);
        }
      }
    }
  }
  return { available, used, lost };
};
