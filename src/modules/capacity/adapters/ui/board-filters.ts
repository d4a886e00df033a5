import { addNights, isoDate, parseIsoDate, type IsoDate } from '../../../../kernel/iso-date.js';
import type { Stay } from '../../../../kernel/stay.js';
import { dateFromFields, fieldsOfDate } from '../../../../ui/forms/date-parts.js';
import type { FieldError, FormState, Option } from '../../../../ui/forms/form-state.js';
import { longDate } from '../../../../ui/presenters/dates.js';
import type { BedUnit } from '../../contract/availability.js';
import { bedTypes, type BedType } from '../../domain/unit.js';
import type { BedBoardFilterFields } from './bed-board.view.js';

/** What the board is asked to show. */
export interface BoardFilters {
  readonly projectId: string | null;
  readonly fromOn: IsoDate;
  readonly weeks: number;
  readonly bedType: BedType | null;
  readonly sex: 'female' | 'male' | null;
  /** Nights in a row that a bed must be free. */
  readonly freeNights: number | null;
}

const defaultWeeks = 4;
const weekChoices = [2, 3, 4, 5, 6];
const mostFreeNights = 365;
// Far enough for any plan, and near enough that no night counted from it leaves the calendar.
const earliestOn = isoDate('2000-01-01');
const latestOn = isoDate('2150-12-31');

/** How many weeks of nights the board may show. */
export const weeksOptions: readonly Option[] = weekChoices.map((weeks) => ({
  value: String(weeks),
  text: `${weeks} weeks`,
}));

/** Kinds of beds, as people say them. */
export const bedTypeTexts: Readonly<Record<BedType, string>> = {
  rehab: 'Residential rehab',
  detox: 'Detox',
  stabilisation: 'Stabilisation',
  crisis: 'Crisis',
  emergency: 'Emergency',
};

/** Kinds of beds to choose from. */
export const bedTypeOptions: readonly Option[] = bedTypes.map((value) => ({
  value,
  text: bedTypeTexts[value],
}));

/** For whom a bed may be looked for. */
export const sexOptions: readonly Option[] = [
  { value: 'female', text: 'Women' },
  { value: 'male', text: 'Men' },
];

/** The nights on the board, half-open. */
export const nightsShown = ({ fromOn, weeks }: BoardFilters): Stay => ({
  arrivesOn: fromOn,
  departsOn: addNights(fromOn, weeks * 7),
});

/** Whether only some units of a project may fit. */
export const narrowsUnits = ({ bedType, sex, freeNights }: BoardFilters): boolean =>
  bedType !== null || sex !== null || freeNights !== null;

/** Whether a unit is of the type asked for and takes the people asked for. */
export const isOfKind = (unit: BedUnit, { bedType, sex }: BoardFilters): boolean =>
  (bedType === null || unit.bedType === bedType) &&
  (sex === null || ['any', 'flexible', sex].includes(unit.sexDesignation));

type Asked = Readonly<Record<string, string>>;

const readFrom = (query: Asked): IsoDate | FieldError | null => {
  const typed = dateFromFields(query, 'from');
  const linked = parseIsoDate(query['from'] ?? '');
  if (typed.kind === 'missing' && linked === null) return null;
  const on = typed.kind === 'date' ? typed.on : typed.kind === 'missing' ? linked : null;
  if (on === null) return { field: 'from', text: 'Enter a real date, such as 23 11 2026' };
  return earliestOn <= on && on <= latestOn
    ? on
    : { field: 'from', text: `Enter a date from ${longDate(earliestOn)} to ${longDate(latestOn)}` };
};

const readNumber = (text: string, least: number, most: number): number | null => {
  const value = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : null;
};

/** Reads the address of the board; what cannot be read is told and left out of account, and stays as it was typed. */
export const readBoardFilters = (
  query: Asked,
  today: IsoDate,
  projectIds: readonly string[],
): {
  readonly filters: BoardFilters;
  readonly form: FormState<BedBoardFilterFields>;
  /** Whether anything but the nights shown is asked for. */
  readonly isFiltered: boolean;
} => {
  const errors: FieldError[] = [];
  const text = (name: string): string => (query[name] ?? '').trim();
  const choice = <T>(field: string, value: T | undefined, say: string): T | null => {
    if (text(field) === '') return null;
    if (value !== undefined) return value;
    errors.push({ field, text: say });
    return null;
  };
  const projectId = choice(
    'project',
    projectIds.find((id) => id === text('project')),
    'Choose a project from the list',
  );
  const bedType = choice(
    'bedType',
    bedTypes.find((value) => value === text('bedType')),
    'Choose a bed type from the list',
  );
  const sex = choice(
    'sex',
    (['female', 'male'] as const).find((value) => value === text('sex')),
    'Choose women, men or anyone',
  );
  const from = readFrom(query);
  if (from !== null && typeof from === 'object') errors.push(from);
  const fromOn = typeof from === 'string' ? from : today;
  const weeks = choice('weeks', readNumber(text('weeks'), 2, 6) ?? undefined, 'Choose from 2 to 6 weeks');
  const freeNights = choice(
    'freeNights',
    readNumber(text('freeNights'), 1, mostFreeNights) ?? undefined,
    `Enter a number of nights from 1 to ${mostFreeNights}`,
  );
  const filters = { projectId, fromOn, weeks: weeks ?? defaultWeeks, bedType, sex, freeNights };
  return {
    filters,
    form: {
      values: {
        project: text('project'),
        bedType: text('bedType'),
        sex: text('sex'),
        freeNights: text('freeNights'),
        ...(weeks === null && text('weeks') !== ''
          ? { weeks: text('weeks') }
          : { weeks: String(filters.weeks) }),
        ...(from !== null && typeof from === 'object'
          ? {
              'from-day': query['from-day'] ?? '',
              'from-month': query['from-month'] ?? '',
              'from-year': query['from-year'] ?? '',
            }
          : fieldsOfDate('from', fromOn)),
      },
      errors,
    },
    isFiltered: projectId !== null || narrowsUnits(filters),
  };
};

/** The address that shows the board so; `fromOn` given only when it is to be kept through the days. */
export const boardHref = (filters: BoardFilters, after?: string): string => {
  const pairs: readonly (readonly [string, string | number | null | undefined])[] = [
    ['project', filters.projectId],
    ['from', filters.fromOn],
    ['weeks', filters.weeks],
    ['bedType', filters.bedType],
    ['sex', filters.sex],
    ['freeNights', filters.freeNights],
    ['after', after],
  ];
  const query = new URLSearchParams(
    pairs.flatMap(([name, value]) => (value === null || value === undefined ? [] : [[name, String(value)]])),
  );
  return `/board?${query.toString()}`;
};

/** As far back and ahead as the board can be moved by its own length. */
export const neighbours = (
  filters: BoardFilters,
): { readonly earlierHref?: string; readonly laterHref?: string } => {
  const earlier = addNights(filters.fromOn, -7 * filters.weeks);
  const later = addNights(filters.fromOn, 7 * filters.weeks);
  return {
    ...(earlier < earliestOn ? {} : { earlierHref: boardHref({ ...filters, fromOn: earlier }) }),
    ...(later > latestOn ? {} : { laterHref: boardHref({ ...filters, fromOn: later }) }),
  };
};
