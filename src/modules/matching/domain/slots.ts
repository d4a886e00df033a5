import type { BedUnit, Run, UnitCalendar } from '../../capacity/contract/availability.js';
import type { Waiting } from './waiting.js';

/** Beds that are the same to everybody who waits: of one project, alike in all that is asked, free on the same nights. */
export interface Slot {
  /** The first of its beds stands for all of them. */
  readonly unit: BedUnit;
  /** By id; at least one. */
  readonly beds: readonly [UnitCalendar, ...UnitCalendar[]];
  /** Counts from 0; the same for slots whose rules are the same, whenever they are free. */
  readonly kind: number;
}

/** What nights look like to somebody who is not there yet: who has them is all the same. */
const nightsOf = (runs: readonly Run[]): string => {
  const told: string[] = [];
  let before: string | null = null;
  for (const { fromOn, toOn, state } of runs) {
    const kind = state === 'free' || state === 'out_of_service' || state === 'not_open' ? state : 'taken';
    if (kind !== before) told.push(`${kind} ${fromOn}`);
    if (kind === 'free') told.push(toOn);
    before = kind;
  }
  return told.join(' ');
};

const kindOf = ({ unit }: UnitCalendar): string =>
  JSON.stringify([
    ...[
      unit.projectId,
      unit.healthBoard,
      unit.bedType,
      unit.unitType,
      unit.sexDesignation,
      unit.roomId === null,
    ],
    ...[unit.maxAdults, unit.maxChildren, unit.oldestChildYears, unit.isStepFree, unit.hasWetRoom],
    unit.isAcceptingReferrals,
  ]);

const byId = (a: UnitCalendar, b: UnitCalendar): number => (a.unit.bedId < b.unit.bedId ? -1 : 1);

/**
 * Puts interchangeable beds together, those with the lowest id first. A bed that was refused for somebody by itself is not
 * the same as its neighbours, and stands alone; beds of a shared room are never put together with those of another.
 */
export const slotsOf = (
  calendars: readonly UnitCalendar[],
  waiting: readonly Pick<Waiting, 'refusedAt'>[],
): readonly Slot[] => {
  const refusedBeds = new Set(waiting.flatMap(({ refusedAt }) => [...(refusedAt?.bedIds ?? [])]));
  const slots = new Map<string, [UnitCalendar, ...UnitCalendar[]]>();
  for (const calendar of [...calendars].sort(byId)) {
    const { bedId } = calendar.unit;
    const { roomId, turnaroundNights } = calendar.unit;
    const key = refusedBeds.has(bedId)
      ? bedId
      : [kindOf(calendar), roomId, turnaroundNights, nightsOf(calendar.runs)].join(' ');
    const same = slots.get(key);
    if (same === undefined) slots.set(key, [calendar]);
    else same.push(calendar);
  }
  const kinds = new Map<string, number>();
  return [...slots.values()].map((beds) => {
    const kind = kinds.get(kindOf(beds[0])) ?? kinds.size;
    kinds.set(kindOf(beds[0]), kind);
    return { unit: beds[0].unit, beds, kind };
  });
};
