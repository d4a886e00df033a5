import type { IsoDate } from '../../../../kernel/iso-date.js';
import { countOf, plainNumber } from '../../../../ui/presenters/numbers.js';
import type { UnitCalendar } from '../../contract/availability.js';
import { runOn } from '../../domain/availability.js';
import type { BedUnit } from '../../domain/unit.js';

/** A unit that a new person could have tonight. */
export interface FreeUnit {
  readonly projectId: string;
  readonly kind: 'rehab' | 'family' | Exclude<BedUnit['bedType'], 'rehab'>;
}

/** The units that are free on a night, at projects that take referrals. */
export const freeTonight = (calendars: readonly UnitCalendar[], night: IsoDate): readonly FreeUnit[] =>
  calendars.flatMap((calendar) => {
    const { projectId, bedType, unitType, isAcceptingReferrals } = calendar.unit;
    if (!isAcceptingReferrals || runOn(calendar, night)?.state !== 'free') return [];
    return [{ projectId, kind: bedType === 'rehab' && unitType === 'family_unit' ? 'family' : bedType }];
  });

const otherKinds = [
  ['detox', 'detox bed'],
  ['stabilisation', 'stabilisation bed'],
  ['crisis', 'crisis bed'],
  ['emergency', 'emergency bed'],
] as const;

/**
 * What is free tonight, each kind by itself: a detox bed is no place in rehab, and a family unit none for one person.
 * Says how many are at projects whose provider has not confirmed them in the last day.
 */
export const freeTonightText = (
  free: readonly FreeUnit[],
  isUnconfirmed: (projectId: string) => boolean,
): string => {
  const rehab = free.filter(({ kind }) => kind === 'rehab' || kind === 'family');
  const count = (wanted: FreeUnit['kind']): number => free.filter(({ kind }) => kind === wanted).length;
  const projects = new Set(rehab.map(({ projectId }) => projectId)).size;
  const families = count('family') === 0 ? '' : ` and ${countOf(count('family'), 'family unit')}`;
  const where = projects === 0 ? '' : ` in ${countOf(projects, 'project')}`;
  const unconfirmed = rehab.filter(({ projectId }) => isUnconfirmed(projectId)).length;
  const doubt =
    unconfirmed === 0
      ? ''
      : unconfirmed === rehab.length
        ? ', none of them confirmed in the last 24 hours'
        : `, ${plainNumber(unconfirmed)} of them not confirmed in the last 24 hours`;
  const others = otherKinds.flatMap(([kind, noun]) =>
    count(kind) === 0 ? [] : [countOf(count(kind), noun)],
  );
  const also = others.length === 0 ? '' : ` Also free: ${others.join(', ')}.`;
  return `${countOf(count('rehab'), 'rehab bed')}${families} free tonight${where}${doubt}.${also}`;
};
