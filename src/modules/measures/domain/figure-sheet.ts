import { financialYearLabel, financialYearOf } from '../../../kernel/financial-year.js';
import { addNights, parseIsoDate, type IsoDate } from '../../../kernel/iso-date.js';
import { monthNames } from '../../../kernel/month-names.js';
import { thingOf, type KeptFigure, type OutsideThing } from './kept-figure.js';
import { byAge, cameAfter, stands } from './vintage.js';

/** The columns of a sheet of figures, with their headings, in order. */
export const figureSheetHeadings = {
  measure: 'Measure',
  startsOn: 'Period starts on',
  endsOn: 'Period ends on',
  area: 'Area',
  route: 'Route',
  group: 'Group',
  figure: 'Figure',
  issue: 'Issue',
  releasedOn: 'Released on',
  mark: 'Mark',
  note: 'Note',
  source: 'Source',
} as const;

/** A column, by what it means rather than by its heading. */
export type FigureColumn = keyof typeof figureSheetHeadings;

/** In the order in which a sheet is written; it is read in any. */
export const figureSheetColumns = [
  ...(['measure', 'startsOn', 'endsOn', 'area', 'route', 'group', 'figure'] as const),
  ...(['issue', 'releasedOn', 'mark', 'note', 'source'] as const),
] satisfies readonly FigureColumn[];

/** Sheets from before there were groups have no column of them, and are of everybody. */
export const optionalFigureColumns = ['group'] as const satisfies readonly FigureColumn[];

/** What is wrong with one cell, and what would be taken instead. `column` is the heading. */
export type FigureFault = {
  readonly row: number;
  readonly column: string;
  readonly problem: string;
  readonly accepted: string;
};

/** How many faults of a sheet are told, beside the count of all: what one sitting can mend. */
export const mostFaultsTold = 100;

/** How far a number can be trusted: printed by a source, worked out from what sources print, or not confirmed. */
export const figureMarks = ['published', 'derived', 'unverified'] as const;
/** One of {@link figureMarks}. */
export type FigureMark = (typeof figureMarks)[number];

/** A line of a sheet, read. */
export interface SheetFigure extends OutsideThing {
  readonly row: number;
  readonly figure: number;
  readonly vintage: string;
  readonly releasedOn: IsoDate | null;
  readonly mark: FigureMark;
  readonly note: string | null;
  readonly source: string;
}

/** Parts of a whole, by route. Of National Mission figures, Prison to Rehab is a part where both are given. */
const partsOf: Readonly<Record<string, readonly string[]>> = {
  all: [
    ...['adp', 'ward5', 'prison_to_rehab', 'national_mission', 'additional_placement_fund'],
    'other_or_uncosted',
  ],
  any_funding: ['publicly_funded', 'self_or_insurance', 'solely_private', 'other_or_unknown'],
};
/** What takes up whatever the other parts leave. */
const restOf: Readonly<Record<string, string>> = {
  all: 'other_or_uncosted',
  any_funding: 'other_or_unknown',
};
const routesOf = (whole: string): readonly string[] => [whole, ...(partsOf[whole] ?? [])];

/** What others count, and the routes by which they tell it. */
const knownMeasures: Readonly<Record<string, readonly string[]>> = {
  placements_approved: routesOf('all'),
  adps_with_any_approval: routesOf('all'),
  individuals_started: routesOf('any_funding'),
  individuals_ended_before_planned_end: routesOf('any_funding'),
};
/** The groups by which others tell a figure apart, with what each is a group of. */
const breakdownOf: Readonly<Record<string, string>> = {
  ...{ female: 'sex', male: 'sex' },
  ...{ alcohol: 'substance', drug: 'substance', co_dependency: 'substance' },
};
/** What others tell by group. */
const toldByGroup: readonly string[] = ['placements_approved', 'individuals_started'];

/** Partnerships that approved anything do not add up: one can use several routes. */
const addsUp = ({ measure }: OutsideThing): boolean => measure !== 'adps_with_any_approval';

interface Row {
  readonly row: number;
  readonly cells: Readonly<Record<FigureColumn, string>>;
}

const short = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}…` : text);

/** 2026-03-31, or 31/03/2026 as spreadsheets write it. */
const readDate = (text: string): IsoDate | null => {
  const [, day = '', month = '', year = ''] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
  return parseIsoDate(year === '' ? text : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
};

const faultAt = (row: number, column: FigureColumn, problem: string, accepted: string): FigureFault => ({
  row,
  column: figureSheetHeadings[column],
  problem,
  accepted,
});

const dateForm = 'a date such as 2026-03-31 or 31/03/2026';

/** The period as it is written beside the figures that came with the service: 2022/23, 2022/23 Q1, Aug 2022, Apr21-Sep24. */
const periodLabelOf = (startsOn: IsoDate, lastOn: IsoDate): string => {
  const year = financialYearOf(startsOn);
  const label = financialYearLabel(year);
  const [from, months] = [monthIndex(startsOn), monthIndex(lastOn) - monthIndex(startsOn) + 1];
  const inYear = from - (year * 12 + 3);
  if (months === 12 && inYear === 0) return label;
  if (months === 6 && inYear % 6 === 0) return `${label} H${inYear / 6 + 1}`;
  if (months === 3 && inYear % 3 === 0) return `${label} Q${inYear / 3 + 1}`;
  if (months === 1) return `${shortMonth(startsOn)} ${startsOn.slice(0, 4)}`;
  return `${shortMonth(startsOn)}${startsOn.slice(2, 4)}-${shortMonth(lastOn)}${lastOn.slice(2, 4)}`;
};
const monthIndex = (on: IsoDate): number => Number(on.slice(0, 4)) * 12 + Number(on.slice(5, 7)) - 1;
const shortMonth = (on: IsoDate): string => (monthNames[Number(on.slice(5, 7)) - 1] ?? '').slice(0, 3);

type Fault = (column: FigureColumn, problem: string, accepted: string) => null;

const readPeriod = (
  { cells }: Row,
  fault: Fault,
): { readonly startsOn: IsoDate; readonly lastOn: IsoDate } | null => {
  const [startsOn, lastOn] = [readDate(cells.startsOn), readDate(cells.endsOn)];
  if (startsOn === null) fault('startsOn', `“${short(cells.startsOn)}” is not a date`, dateForm);
  else if (!startsOn.endsWith('-01'))
    fault('startsOn', 'The period does not begin with a month', 'the first day of a month');
  if (lastOn === null) fault('endsOn', `“${short(cells.endsOn)}” is not a date`, dateForm);
  else if (!addNights(lastOn, 1).endsWith('-01'))
    fault('endsOn', 'The period does not end with a month', 'the last day of a month');
  else if (startsOn !== null && lastOn < startsOn)
    fault('endsOn', 'The period ends before it begins', 'a date after the first day');
  return startsOn === null || lastOn === null || lastOn < startsOn ? null : { startsOn, lastOn };
};

const readRelease = (
  { cells }: Row,
  mark: FigureMark | undefined,
  lastOn: IsoDate | null,
  today: IsoDate,
  fault: Fault,
): IsoDate | null => {
  if (cells.releasedOn === '')
    return mark === 'published'
      ? fault('releasedOn', 'What is published came out on some day', dateForm)
      : null;
  const on = readDate(cells.releasedOn);
  if (on === null) return fault('releasedOn', `“${short(cells.releasedOn)}” is not a date`, dateForm);
  if (on > today) return fault('releasedOn', 'The day lies in the future', `a day up to ${today}`);
  if (lastOn !== null && on <= lastOn)
    return fault('releasedOn', 'It would have come out before the period was over', `a day after ${lastOn}`);
  return on;
};

const readWords = (
  { cells }: Row,
  column: 'issue' | 'source' | 'note',
  longest: number,
  fault: Fault,
): string => {
  const text = cells[column].replace(/\s+/g, ' ').trim();
  const accepted = `1 to ${longest} characters`;
  if (text === '' && column !== 'note') fault(column, 'The cell is empty', accepted);
  if (text.length > longest) fault(column, `The text has ${text.length} characters`, accepted);
  return text;
};

/** Every cell of one line, read; null where one of them cannot be, which `errors` then says. */
const readRow = (
  row: Row,
  areas: readonly string[],
  today: IsoDate,
  errors: FigureFault[],
): SheetFigure | null => {
  const before = errors.length;
  const { cells } = row;
  const fault: Fault = (column, problem, accepted) => {
    errors.push(faultAt(row.row, column, problem, accepted));
    return null;
  };
  const routes = knownMeasures[cells.measure];
  if (routes === undefined)
    fault('measure', `“${short(cells.measure)}” is no measure`, Object.keys(knownMeasures).join(', '));
  else if (!routes.includes(cells.route))
    fault('route', `“${short(cells.route)}” is no route of this measure`, routes.join(', '));
  const isScotland = cells.area.toLowerCase() === 'scotland';
  const area = isScotland
    ? 'Scotland'
    : areas.find((name) => name.toLowerCase() === cells.area.toLowerCase());
  if (area === undefined)
    fault('area', `“${short(cells.area)}” is no area`, 'Scotland, or the name of a partnership');
  const group = cells.group.toLowerCase().replace(/[- ]/g, '_');
  if (group !== '' && breakdownOf[group] === undefined)
    fault(
      'group',
      `“${short(cells.group)}” is no group`,
      `${Object.keys(breakdownOf).join(', ')}, or nothing`,
    );
  else if (group !== '' && routes !== undefined && !toldByGroup.includes(cells.measure))
    fault('group', 'This measure is told of everybody together', 'nothing');
  const period = readPeriod(row, fault);
  const mark = figureMarks.find((known) => known === cells.mark.toLowerCase());
  if (mark === undefined) fault('mark', `“${short(cells.mark)}” is no mark`, figureMarks.join(', '));
  const releasedOn = readRelease(row, mark, period?.lastOn ?? null, today, fault);
  if (!/^\d{1,9}$/.test(cells.figure))
    fault('figure', `“${short(cells.figure)}” is no whole number`, 'a whole number in figures, such as 1442');
  const vintage = readWords(row, 'issue', 60, fault);
  const note = readWords(row, 'note', 500, fault);
  const source = readWords(row, 'source', 500, fault);
  if (errors.length > before || period === null || mark === undefined || area === undefined) return null;
  return {
    row: row.row,
    measure: cells.measure,
    periodLabel: periodLabelOf(period.startsOn, period.lastOn),
    ...{ periodStartsOn: period.startsOn, periodLastOn: period.lastOn },
    ...{ areaKind: isScotland ? 'scotland' : 'partnership', area, route: cells.route },
    ...{ breakdown: breakdownOf[group] ?? null, category: group === '' ? null : group },
    figure: Number(cells.figure),
    ...{ vintage, releasedOn, mark, note: note === '' ? null : note, source },
  };
};

/** What taking in a sheet would write; nothing of it where there are errors. */
export interface FigureImportPlan {
  readonly added: readonly (SheetFigure & {
    /** The newest earlier vintage of the same thing that stands; null where there is none. */
    readonly replaces: KeptFigure | null;
  })[];
  readonly unchanged: number;
  readonly errors: readonly FigureFault[];
}

const vintageKey = (figure: OutsideThing & { readonly vintage: string }): string =>
  `${thingOf(figure)}|${figure.vintage.normalize('NFKC').toLowerCase()}`;

const keptMark = ({ status }: KeptFigure): FigureMark =>
  status === 'derived' || status === 'unverified' ? status : 'published';

/** What differs from the same vintage as it is kept: a vintage is never changed. */
const clashes = (sheet: SheetFigure, kept: KeptFigure): readonly FigureFault[] => {
  const at = (column: FigureColumn, is: string) =>
    faultAt(
      sheet.row,
      column,
      `${is} is kept for this issue, and no issue is ever changed`,
      `${is}, or another issue with its own day`,
    );
  return [
    ...(kept.figure === sheet.figure ? [] : [at('figure', String(kept.figure ?? 'No number'))]),
    ...(keptMark(kept) === sheet.mark ? [] : [at('mark', keptMark(kept))]),
    ...(kept.releasedOn === null || kept.releasedOn === sheet.releasedOn
      ? []
      : [at('releasedOn', kept.releasedOn)]),
  ];
};

/** Figures of one release that belong together: the same measure, period, area and group. */
const releaseKey = (figure: OutsideThing & { readonly vintage: string }): string =>
  vintageKey({ ...figure, route: '' });

/** Of a total and its parts in one release: what the parts come to, and how many there are. */
const sumOfParts = (whole: string, of: ReadonlyMap<string, number>): { sum: number; count: number } => {
  const parts = (partsOf[whole] ?? []).filter(
    (route) => of.has(route) && !(route === 'prison_to_rehab' && of.has('national_mission')),
  );
  return { sum: parts.reduce((sum, route) => sum + (of.get(route) ?? 0), 0), count: parts.length };
};

/**
 * Where parts do not add up to their total. One part alone says nothing but that it is not more than the whole; of several, what is
 * left over is a line of its own.
 */
const totalsThatFail = (
  added: readonly SheetFigure[],
  kept: readonly KeptFigure[],
): readonly FigureFault[] => {
  const releases = new Map<string, { figures: Map<string, number>; rows: Map<string, number> }>();
  for (const figure of added.filter(addsUp)) {
    const release = releases.get(releaseKey(figure)) ?? { figures: new Map(), rows: new Map() };
    release.figures.set(figure.route, figure.figure);
    release.rows.set(figure.route, figure.row);
    releases.set(releaseKey(figure), release);
  }
  for (const figure of kept) {
    if (figure.figure === null || figure.status === 'withdrawn') continue;
    const release = releases.get(releaseKey(figure));
    if (release !== undefined && !release.figures.has(figure.route))
      release.figures.set(figure.route, figure.figure);
  }
  return [...releases.values()].flatMap(({ figures, rows }) =>
    Object.keys(partsOf).flatMap((whole) => {
      const total = figures.get(whole);
      const { sum, count } = sumOfParts(whole, figures);
      if (total === undefined || sum === total || count === 0 || (count === 1 && sum < total)) return [];
      const row = rows.get(whole) ?? Math.min(...rows.values());
      const rest = total - sum;
      return [
        faultAt(
          row,
          'figure',
          `The total of ${whole} is ${total}, its parts come to ${sum} in this issue`,
          rest > 0
            ? `${sum}, or a line of the route ${restOf[whole] ?? ''} with ${rest}, marked derived`
            : `${sum}, or parts that come to ${total}`,
        ),
      ];
    }),
  );
};

/** Where the groups of one kind come to more than everybody together. That they come to less is no fault: of some it is not known. */
const groupsThatFail = (
  added: readonly SheetFigure[],
  kept: readonly KeptFigure[],
): readonly FigureFault[] => {
  const everybodyKey = (figure: OutsideThing & { readonly vintage: string }): string =>
    vintageKey({ ...figure, breakdown: null, category: null });
  const all = [
    ...added,
    ...kept.flatMap((figure) =>
      figure.status === 'withdrawn' || figure.figure === null
        ? []
        : [{ ...figure, row: null, figure: figure.figure }],
    ),
  ];
  const rowsOf = new Map<string, typeof all>();
  for (const figure of all) {
    const key = everybodyKey(figure);
    rowsOf.set(key, [...(rowsOf.get(key) ?? []), figure]);
  }
  return [...rowsOf.values()].flatMap((figures) => {
    const everybody = figures.find(({ breakdown }) => breakdown === null);
    const kinds = new Set(figures.flatMap(({ breakdown }) => breakdown ?? []));
    return [...kinds].flatMap((kind) => {
      const groups = figures.filter(({ breakdown }) => breakdown === kind);
      const sum = groups.reduce((of, { figure }) => of + figure, 0);
      const row = [...groups, ...(everybody === undefined ? [] : [everybody])].find(
        (one) => one.row !== null,
      )?.row;
      if (everybody === undefined || row == null || sum <= everybody.figure) return [];
      return [
        faultAt(
          row,
          'figure',
          `Together the groups of ${kind} come to ${sum}, and everybody to ${everybody.figure} in this issue`,
          `groups that come to ${everybody.figure} or fewer`,
        ),
      ];
    });
  });
};

/** Reads every line and compares it with what is kept. With any error the plan must not be carried out. */
export const planFigureImport = (
  rows: readonly Row[],
  kept: readonly KeptFigure[],
  areas: readonly string[],
  today: IsoDate,
): FigureImportPlan => {
  const errors: FigureFault[] = [];
  const keptBy = new Map(kept.map((figure) => [vintageKey(figure), figure]));
  const rowOf = new Map<string, number>();
  const added: SheetFigure[] = [];
  let unchanged = 0;
  for (const row of rows) {
    const figure = readRow(row, areas, today, errors);
    if (figure === null) continue;
    const key = vintageKey(figure);
    const [firstRow, known] = [rowOf.get(key), keptBy.get(key)];
    rowOf.set(key, firstRow ?? figure.row);
    if (firstRow !== undefined)
      errors.push(
        faultAt(
          figure.row,
          'issue',
          `Row ${firstRow} tells the same of this issue`,
          'each figure once an issue',
        ),
      );
    else if (known === undefined) added.push(figure);
    else {
      const found = clashes(figure, known);
      errors.push(...found);
      if (found.length === 0) unchanged += 1;
    }
  }
  errors.push(...totalsThatFail(added, kept), ...groupsThatFail(added, kept));
  return {
    added: added.map((figure) => ({
      ...figure,
      replaces:
        kept
          .filter((other) => thingOf(other) === thingOf(figure) && stands(other) && cameAfter(figure, other))
          .toSorted(byAge)
          .at(-1) ?? null,
    })),
    unchanged,
    errors: errors.toSorted((a, b) => a.row - b.row),
  };
};
