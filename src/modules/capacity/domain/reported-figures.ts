import type { CapacityFigures } from './availability.js';

/** One figure that cannot be beside the others, and the most that would be taken for it. */
export type FigureFault = {
  readonly figure: 'staffed' | 'occupied' | 'reserved' | 'accepting';
  readonly atMost: number;
};

/** The names of the figures, in the order in which people report them. */
export const figureNames = ['maximum', 'staffed', 'occupied', 'reserved', 'accepting'] as const;

/**
 * Every figure that cannot be, given those before it. More people than staffed beds are taken only with a note that
 * says why: somebody on leave keeps a bed that another person sleeps in. Nothing is then left to promise or offer.
 *
 * Source: occupancy above 100% occurs while people are on pass (Public Health Scotland, mental health census 2019).
 */
export const faultsInFigures = (
  { maximum, staffed, occupied, reserved, accepting }: CapacityFigures,
  note: string | null,
): readonly FigureFault[] => {
  const afterOccupied = Math.max(0, staffed - occupied);
  const afterReserved = Math.max(0, afterOccupied - reserved);
  const faults: FigureFault[] = [];
  if (staffed > maximum) faults.push({ figure: 'staffed', atMost: maximum });
  if (occupied > staffed && note === null) faults.push({ figure: 'occupied', atMost: staffed });
  if (reserved > afterOccupied) faults.push({ figure: 'reserved', atMost: afterOccupied });
  if (accepting > afterReserved) faults.push({ figure: 'accepting', atMost: afterReserved });
  return faults;
};

/** Whether two sets of figures say the same. */
export const areSameFigures = (a: CapacityFigures, b: CapacityFigures): boolean =>
  figureNames.every((name) => a[name] === b[name]);

/** What a provider said, beside what the record said at that moment; null where nobody noted it. */
export interface ReportBesideRecord {
  readonly figures: CapacityFigures;
  readonly recordedThen: CapacityFigures | null;
}

/**
 * The figures on which a report and the record disagree and nothing done since explains it: they differed when the
 * report was given, and the record of now does not say what the report said. What was recorded since then (an
 * arrival, a closure) is no disagreement. Where it is not known what the record said, every difference counts.
 */
export const unexplainedFigures = (
  { figures, recordedThen }: ReportBesideRecord,
  recordedNow: CapacityFigures,
): readonly (typeof figureNames)[number][] =>
  figureNames.filter(
    (name) =>
      figures[name] !== recordedNow[name] && (recordedThen === null || figures[name] !== recordedThen[name]),
  );
