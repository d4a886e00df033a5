import { addNights, nightsBetween, type IsoDate } from '../../../../kernel/iso-date.js';
import { earliestStay, type UnitCalendar } from '../../../capacity/contract/availability.js';
import type { LaterPlan } from './plan.js';
import type { Later } from './planned-beds.js';

/** Counts to choose so that their sum is greatest, while no row holds more than it may. Each counts once in its rows. */
export interface CountingProgram {
  readonly gain: Float64Array;
  readonly columnUpper: Float64Array;
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  readonly columnStart: Int32Array;
  readonly rowOf: Int32Array;
}

/** Those alike in `key`, in the order of the first of each. */
const alike = <T>(all: readonly T[], key: (one: T) => string): readonly (readonly T[])[] => {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
  return [...groups.values()];
};

const isFreeOn = ({ runs }: UnitCalendar, night: IsoDate): boolean =>
  runs.some(({ state, fromOn, toOn }) => state === 'free' && fromOn <= night && night < toOn);

interface Kind {
  /** Its place among the bands told apart; -1 where none are. */
  readonly band: number;
  readonly people: number;
  readonly nights: number;
  readonly window: Later['window'];
  /** Kinds of beds they may use. */
  readonly kinds: readonly number[];
}

/** A program and, of each column, the band of the people it counts. */
interface BandedProgram {
  readonly program: CountingProgram;
  readonly bandOfColumn: readonly number[];
  /** The row that counts all of the first band; those of the others follow. */
  readonly firstBandRow: number;
}

/**
 * A linear program whose greatest sum no plan can pass: how many of the people of a plan could arrive within its weeks. It
 * asks less of a plan than is asked of one. People alike are counted together, and beds that the same people may use;
 * somebody may arrive in a week where such a bed has a stay free for them that begins in it; and on the last night of each
 * week no more people are surely there than such beds are free without the plan. Who begins in a week is surely there on
 * its last night and on that of each whole week after it that their stay lasts. The last week ends with the last day of the
 * plan: were it cut off, a bed could count somebody for it who would have to arrive after that day.
 */
const bandedProgram = (
  { later, calendars, untilOn }: LaterPlan,
  today: IsoDate,
  bands: readonly string[],
): BandedProgram => {
  const usersOf = calendars.map((): number[] => []);
  later.forEach(({ mayUse }, person) => {
    for (const bed of mayUse) usersOf[bed]?.push(person);
  });
  const used = calendars.flatMap((_calendar, bed) => (usersOf[bed]?.length === 0 ? [] : [bed]));
  const bedKinds = alike(used, (bed) => usersOf[bed]?.join() ?? '');
  const kindOfBed = new Map(bedKinds.flatMap((beds, kind) => beds.map((bed) => [bed, kind] as const)));
  const peopleKinds = alike(
    later.map(({ person, nights, window, mayUse }): Omit<Kind, 'people'> => {
      const kinds = [...new Set(mayUse.map((bed) => kindOfBed.get(bed) ?? -1))];
      return {
        band: bands.indexOf(person.referral.urgencyBand),
        nights,
        window,
        kinds: kinds.sort((a, b) => a - b),
      };
    }),
    (one) => JSON.stringify(one),
  ).flatMap((same): readonly Kind[] => same.slice(0, 1).map((one) => ({ ...one, people: same.length })));

  const firstWeekFrom = addNights(untilOn, -7 * Math.ceil((nightsBetween(today, untilOn) + 1) / 7) + 1);
  const weekStarts: IsoDate[] = [];
  for (let from = firstWeekFrom; from <= untilOn; from = addNights(from, 7)) weekStarts.push(from);
  const longestWeeks = Math.max(0, ...peopleKinds.map(({ nights }) => Math.floor(nights / 7)));
  const weeks = weekStarts.length + longestWeeks;
  const bedsOf = (kind: number): readonly UnitCalendar[] =>
    (bedKinds[kind] ?? []).flatMap((bed) => calendars[bed] ?? []);
  const rowUpper = [
    ...peopleKinds.map(({ people }) => people),
    ...bedKinds.flatMap((_beds, kind) =>
      Array.from(
        { length: weeks },
        (_, week) =>
          bedsOf(kind).filter((calendar) => isFreeOn(calendar, addNights(firstWeekFrom, week * 7 + 6)))
            .length,
      ),
    ),
  ];
  const firstBandRow = rowUpper.length;
  rowUpper.push(...bands.map(() => later.length));
  const bandOfColumn: number[] = [];
  const columnStart = [0];
  const rowOf: number[] = [];
  peopleKinds.forEach(({ band, nights, window, kinds }, person) => {
    for (const kind of kinds) {
      weekStarts.forEach((weekFrom, week) => {
        const notBefore = window.notBefore > weekFrom ? window.notBefore : weekFrom;
        const weekTo = addNights(weekFrom, 6);
        const notAfter = window.notAfter < weekTo ? window.notAfter : weekTo;
        if (notBefore > notAfter) return;
        if (bedsOf(kind).every((calendar) => earliestStay(calendar, nights, notBefore, notAfter) === null))
          return;
        rowOf.push(person);
        for (let there = week; there < week + Math.floor(nights / 7); there += 1) {
          rowOf.push(peopleKinds.length + kind * weeks + there);
        }
        if (band !== -1) rowOf.push(firstBandRow + band);
        bandOfColumn.push(band);
        columnStart.push(rowOf.length);
      });
    }
  });
  const columns = columnStart.length - 1;
  return {
    ...{ bandOfColumn, firstBandRow },
    program: {
      gain: new Float64Array(columns).fill(1),
      columnUpper: new Float64Array(columns).fill(later.length),
      rowLower: new Float64Array(rowUpper.length),
      rowUpper: Float64Array.from(rowUpper),
      columnStart: Int32Array.from(columnStart),
      rowOf: Int32Array.from(rowOf),
    },
  };
};

/** The program of all together, whatever their urgency: see {@link bandedProgram}. */
export const boundProgram = (plan: LaterPlan, today: IsoDate): CountingProgram =>
  bandedProgram(plan, today, []).program;

/** What a plan places of one urgency, and the program of how many it could. Unit: people. */
export interface BandBound {
  readonly band: string;
  readonly people: number;
  readonly placed: number;
  /** Those with a bed that fits them at all. */
  readonly withBeds: number;
  /** Null where nobody is left whom another plan could place. */
  readonly program: CountingProgram | null;
}

/** A program without some of its columns, which then count nothing. */
const onlyColumns = (
  { program, bandOfColumn }: Pick<BandedProgram, 'program' | 'bandOfColumn'>,
  isKept: (band: number) => boolean,
): BandedProgram['program'] & { readonly bands: readonly number[] } => {
  const kept = bandOfColumn.flatMap((band, column) => (isKept(band) ? [column] : []));
  const { columnStart, rowOf } = program;
  const rows = kept.map((column) => rowOf.subarray(columnStart[column], columnStart[column + 1]));
  const starts = [0];
  for (const { length } of rows) starts.push((starts.at(-1) ?? 0) + length);
  return {
    ...program,
    bands: kept.map((column) => bandOfColumn[column] ?? -1),
    columnUpper: Float64Array.from(kept, (column) => program.columnUpper[column] ?? 0),
    columnStart: Int32Array.from(starts),
    rowOf: Int32Array.from(rows.flatMap((of) => [...of])),
  };
};

/**
 * Of each urgency, the most pressing first, the program whose greatest sum no plan can pass that places at least as many of
 * each more pressing urgency as this one does. The plan is one of those, so the program never contradicts itself. It is no
 * bound for plans that give a place of somebody more pressing away: none such is wanted. Who is less pressing is left out of
 * it: they could only take places from it.
 */
export const bandBounds = (
  plan: LaterPlan,
  today: IsoDate,
  bands: readonly string[],
): readonly BandBound[] => {
  const banded = bandedProgram(plan, today, bands);
  const { firstBandRow } = banded;
  const counts = bands.map((band) => {
    const places = plan.places.filter(
      (_place, index) => plan.later[index]?.person.referral.urgencyBand === band,
    );
    return {
      band,
      people: places.length,
      placed: places.filter(({ place }) => place !== null).length,
      withBeds: places.filter(({ bedsThatFit }) => bedsThatFit > 0).length,
    };
  });
  return counts.flatMap((count, band): readonly BandBound[] => {
    if (count.people === 0) return [];
    if (count.placed === count.withBeds) return [{ ...count, program: null }];
    const { bands: bandOfColumn, ...program } = onlyColumns(banded, (one) => one <= band);
    const rowLower = program.rowLower.slice();
    counts.slice(0, band).forEach(({ placed }, more) => {
      rowLower[firstBandRow + more] = placed;
    });
    const gain = Float64Array.from(bandOfColumn, (one) => (one === band ? 1 : 0));
    return [{ ...count, program: { ...program, gain, rowLower } }];
  });
};

/** How many of an urgency could have a place at most, from its program's greatest sum; without it, those with a bed that fits. */
export const mostOfBand = ({ placed, withBeds, program }: BandBound, greatest: number | null): number => {
  if (program === null) return placed;
  return greatest === null ? withBeds : Math.min(withBeds, Math.floor(greatest + 1e-4));
};

/** How many of a plan's people could have a place at most, from the program's greatest sum; without it, those with a bed that fits. */
export const mostPossible = ({ places }: Pick<LaterPlan, 'places'>, greatest: number | null): number => {
  const withBeds = places.filter(({ bedsThatFit }) => bedsThatFit > 0).length;
  // The library answers within a millionth.
  return greatest === null ? withBeds : Math.min(withBeds, Math.floor(greatest + 1e-4));
};
