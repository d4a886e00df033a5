import {
  addNights,
  isoDate,
  maxDate,
  minDate,
  nightsBetween,
  type IsoDate,
} from '../../../kernel/iso-date.js';
import { nightCount, type Stay } from '../../../kernel/stay.js';
import type { BedUnit } from './unit.js';

/** What may have a bed on a night. */
export type ClaimKind = 'hold' | 'stay' | 'out_of_service' | 'turnaround';
/**
 * What a bed is on a night: claimed, free, before its opening or after its closing; or somebody is still there past the
 * day they were to leave, and nobody knows until when.
 */
export type NightState = 'free' | 'not_open' | 'still_there' | ClaimKind;

/** Nights in a row of one bed that one claim has, half-open. */
export interface ClaimedRun {
  readonly bedId: string;
  readonly fromOn: IsoDate;
  readonly toOn: IsoDate;
  readonly kind: ClaimKind;
  readonly claimId: string;
}

/** Somebody who is in a bed past the day they were to leave. */
export interface StillThere {
  readonly bedId: string;
  readonly claimId: string;
  /** The planned leaving day, which has gone by. */
  readonly dueToLeaveOn: IsoDate;
}

/** Nights in a row in the same state, half-open. */
export interface Run {
  readonly fromOn: IsoDate;
  readonly toOn: IsoDate;
  readonly state: NightState;
  readonly claimId: string | null;
}

/** A unit, and what it is on each night asked about. */
export interface UnitCalendar {
  readonly unit: BedUnit;
  readonly runs: readonly Run[];
}

const lengthen = (runs: Run[], next: Run): void => {
  const last = runs.at(-1);
  if (last?.state === next.state && last.claimId === next.claimId && last.toOn === next.fromOn) {
    runs[runs.length - 1] = { ...last, toOn: next.toOn };
  } else if (next.fromOn < next.toOn) {
    runs.push(next);
  }
};

/**
 * Whoever has not left has every night that is nobody else's, from the day they were to leave on: nobody knows until
 * when, so none of them can be promised. Nights of making ready after them are theirs too while they are there.
 */
const withStillThere = (runs: readonly Run[], { claimId, dueToLeaveOn }: StillThere): readonly Run[] => {
  const told: Run[] = [];
  for (const run of runs) {
    const isTheirs = run.state === 'free' || (run.state === 'turnaround' && run.claimId === claimId);
    const fromOn = isTheirs ? minDate(maxDate(run.fromOn, dueToLeaveOn), run.toOn) : run.toOn;
    lengthen(told, { ...run, toOn: fromOn });
    lengthen(told, { fromOn, toOn: run.toOn, state: 'still_there', claimId });
  }
  return told;
};

/**
 * The one availability function. What each unit is on each night of `within`, as runs in order that cover it
 * without gap. Everything that shows or suggests nights reads it: search, calendar, board, matcher, a look at an
 * offer, report. What takes nights (offer, extension, closure) asks nobody: the ledger's keys decide.
 */
export const availability = (
  units: readonly BedUnit[],
  claims: readonly ClaimedRun[],
  within: Stay,
  stillThere: readonly StillThere[] = [],
): readonly UnitCalendar[] => {
  const stillIn = new Map(stillThere.map((one) => [one.bedId, one]));
  const claimsByBed = new Map<string, ClaimedRun[]>();
  for (const claim of claims) {
    const ofBed = claimsByBed.get(claim.bedId);
    if (ofBed === undefined) claimsByBed.set(claim.bedId, [claim]);
    else ofBed.push(claim);
  }
  return units.map((unit) => {
    const runs: Run[] = [];
    const opensOn = minDate(maxDate(unit.opensOn, within.arrivesOn), within.departsOn);
    const closesOn = maxDate(
      unit.closesOn === null ? within.departsOn : minDate(unit.closesOn, within.departsOn),
      opensOn,
    );
    const notOpen = (fromOn: IsoDate, toOn: IsoDate): Run => ({
      fromOn,
      toOn,
      state: 'not_open',
      claimId: null,
    });
    lengthen(runs, notOpen(within.arrivesOn, opensOn));
    let next = opensOn;
    const ofBed = (claimsByBed.get(unit.bedId) ?? [])
      .map((claim) => ({
        ...claim,
        fromOn: maxDate(claim.fromOn, opensOn),
        toOn: minDate(claim.toOn, closesOn),
      }))
      .filter(({ fromOn, toOn }) => fromOn < toOn)
      .sort((a, b) => (a.fromOn < b.fromOn ? -1 : 1));
    for (const { fromOn, toOn, kind, claimId } of ofBed) {
      lengthen(runs, { fromOn: next, toOn: fromOn, state: 'free', claimId: null });
      lengthen(runs, { fromOn, toOn, state: kind, claimId });
      next = toOn;
    }
    lengthen(runs, { fromOn: next, toOn: closesOn, state: 'free', claimId: null });
    lengthen(runs, notOpen(closesOn, within.departsOn));
    const still = stillIn.get(unit.bedId);
    return { unit, runs: still === undefined ? runs : withStillThere(runs, still) };
  });
};

/** The run in which a night lies, or null outside the calendar. */
export const runOn = (calendar: UnitCalendar, night: IsoDate): Run | null =>
  calendar.runs.find(({ fromOn, toOn }) => fromOn <= night && night < toOn) ?? null;

/**
 * The day by which whoever stays in a free run must have left, so that the turnaround is over before the next person
 * comes. It may lie under nights out of service; none is needed before the bed closes, and none is known of beyond
 * the calendar.
 */
const usableUntil = ({ unit, runs }: UnitCalendar, run: Run): IsoDate => {
  const next = runs.find(
    ({ fromOn, state }) =>
      fromOn >= run.toOn && state !== 'free' && state !== 'out_of_service' && state !== 'not_open',
  );
  return next === undefined ? run.toOn : minDate(run.toOn, addNights(next.fromOn, -unit.turnaroundNights));
};

/** Whether one bed is free for the whole stay, every night of it, and for its turnaround as far as is known. */
export const isFreeFor = (calendar: UnitCalendar, stay: Stay): boolean =>
  calendar.runs.some(
    (run) =>
      run.state === 'free' && run.fromOn <= stay.arrivesOn && stay.departsOn <= usableUntil(calendar, run),
  );

/**
 * The earliest stay of `nights` that fits this one bed, arriving on or after `notBefore` and on or before
 * `notAfter`; null when there is none. A free run that meets the calendar's end is taken as it is: ask with a
 * calendar long enough for the stay and its turnaround.
 */
export const earliestStay = (
  calendar: UnitCalendar,
  nights: number,
  notBefore: IsoDate,
  notAfter: IsoDate,
): Stay | null => {
  for (const run of calendar.runs) {
    if (run.state !== 'free') continue;
    const arrivesOn = maxDate(run.fromOn, notBefore);
    if (arrivesOn > notAfter) return null;
    const until = usableUntil(calendar, run);
    if (arrivesOn < until && nightsBetween(arrivesOn, until) >= nights) {
      return { arrivesOn, departsOn: addNights(arrivesOn, nights) };
    }
  }
  return null;
};

/** The five figures people report, kept apart; all counted in units on one night. */
export interface CapacityFigures {
  readonly maximum: number;
  /** Open and not out of service. */
  readonly staffed: number;
  readonly occupied: number;
  /** Held by an offer, or booked and not yet arrived. */
  readonly reserved: number;
  /** Free, at a project that takes referrals. */
  readonly accepting: number;
}

/**
 * The figures of one night, derived from the ledger. `arrived` names the claims whose person is in the bed: a
 * booked stay that has not begun is reserved, not occupied.
 */
export const capacityFigures = (
  calendars: readonly UnitCalendar[],
  night: IsoDate,
  arrived: ReadonlySet<string>,
): CapacityFigures => {
  const count = { maximum: 0, staffed: 0, occupied: 0, reserved: 0, accepting: 0 };
  for (const calendar of calendars) {
    const run = runOn(calendar, night);
    if (run === null || run.state === 'not_open') continue;
    count.maximum += 1;
    if (run.state === 'out_of_service') continue;
    count.staffed += 1;
    if (run.state === 'stay' && run.claimId !== null && arrived.has(run.claimId)) count.occupied += 1;
    else if (run.state === 'stay' || run.state === 'hold') count.reserved += 1;
    else if (run.state === 'still_there') count.occupied += 1;
    else if (run.state === 'free' && calendar.unit.isAcceptingReferrals) count.accepting += 1;
  }
  return count;
};

/** Longest a bed is kept empty after a stay. Unit: nights. Set for this service; providers say less. */
export const longestTurnaroundNights = 14;

/** The nights to read in order to know whether a stay fits: its own, and as many after it as any turnaround takes. */
export const withTurnaround = ({ arrivesOn, departsOn }: Stay): Stay => ({
  arrivesOn,
  departsOn: addNights(departsOn, longestTurnaroundNights),
});

/** Longest stay that may be claimed at once. Unit: nights. Two years covers every programme length known. */
export const longestClaimNights = 731;

// The calendar ends with 2199; a stay leaves room for the nights of turnaround after it.
const lastDeparture = isoDate('2199-01-01');

/** Whether two dates are a stay or a closure that the ledger can hold. */
export const isClaimable = (stay: Stay): boolean =>
  stay.departsOn > stay.arrivesOn &&
  nightCount(stay) <= longestClaimNights &&
  stay.departsOn <= lastDeparture;
