import {
  financialYearEnd,
  financialYearLabel,
  financialYearOf,
  financialYearStart,
  monthsOf,
  type FinancialYear,
} from '../../../../kernel/financial-year.js';
import { addNights, minDate, type IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import type { Page, PageInput, PageReply } from '../../../../platform/http/define-page.js';
import { dayAndMonth, longDate } from '../../../../ui/presenters/dates.js';
import { outOfHundred, plainNumber } from '../../../../ui/presenters/numbers.js';
import { timeOfDayAndYear } from '../../../../ui/presenters/time-of-day.js';
import type { MeasureProgress } from '../../application/read-target-progress.js';
import type { KeptFigure } from '../../domain/kept-figure.js';
import { publishedFigures } from './published-figures.js';
import { TargetView, type MeasureModel, type MonthRow } from './target.view.js';

/** What the page of the target needs. */
export interface TargetPageDeps {
  readonly readProgress: (tx: Tx, year: FinancialYear, today: IsoDate) => Promise<readonly MeasureProgress[]>;
  /** Newest first, this year among them. */
  readonly readYearsWithData: (tx: Tx, today: IsoDate) => Promise<readonly FinancialYear[]>;
  readonly readKeptFigures: (tx: Tx) => Promise<readonly KeptFigure[]>;
}

const caution =
  'Everything counted here comes from invented people. It shows how the counting works and says nothing about Scotland.';

const whyTheyDiffer: readonly string[] = [
  'An approval counts on the day a funder says yes; a start counts on the day the person arrives. The two can lie in different months and in different years, and some approved placements never begin.',
  'A start counts only in a bed of a project that was residential rehabilitation on that day. Detox, stabilisation and crisis beds are not counted; an approval is counted whatever bed follows.',
  'Somebody who starts twice in a year is two placements and one person. The person counts in the month of the first arrival.',
  'The commitment speaks of people who start. It is often quoted as a number of placements, so each measure stands beside the same 1,000.',
  'An even pace says where the year stands, the last twelve months what a year has lately brought, and the forecast what this one may still bring.',
];

/** The year asked for, or null when it is none with anything to count. */
const chosenYear = (
  asked: string | undefined,
  years: readonly FinancialYear[],
  today: IsoDate,
): FinancialYear | null =>
  asked === undefined ? financialYearOf(today) : (years.find((year) => String(year) === asked) ?? null);

const shortMonth = (label: string): string => label.slice(0, 3);

/** The running total by the end of each month that has begun. */
const runningTotal = ({ months }: MeasureProgress, year: FinancialYear, today: IsoDate) => {
  let cumulative = 0;
  return monthsOf(year)
    .filter(({ startsOn }) => startsOn <= today)
    .map(({ endsOn }, index) => {
      cumulative += months[index]?.count ?? 0;
      return { on: minDate(addNights(endsOn, -1), today), cumulative };
    });
};

const forecastText = ({ forecast, target }: MeasureProgress, year: FinancialYear): string => {
  if (forecast === null || target === null) return 'Not worked out';
  const { p10, p50, p90, probability } = forecast;
  return `${plainNumber(p10)} to ${plainNumber(p90)} by the end of ${financialYearLabel(year)}, most likely about ${plainNumber(p50)}; ${plainNumber(target.level)} is reached in ${outOfHundred(probability)} years worked out`;
};

/** Three answers, which may differ, and what it would take. */
const answersOf = (progress: MeasureProgress, year: FinancialYear): MeasureModel['answers'] => {
  const { target, paceToday, total, lastTwelveMonths, neededAMonth } = progress;
  if (target === null || paceToday === null || neededAMonth === null) return [];
  const level = plainNumber(target.level);
  return [
    {
      ...{ key: 'pace', name: 'Even pace' },
      text: `${plainNumber(total)}, where an even pace to ${level} would stand at ${plainNumber(paceToday)}`,
    },
    {
      ...{ key: 'trailing', name: 'Last twelve months' },
      text:
        lastTwelveMonths === null
          ? 'Records do not go back so far'
          : `${plainNumber(lastTwelveMonths)}, ${lastTwelveMonths >= target.level ? 'at or above' : 'below'} ${level} a year`,
    },
    { key: 'forecast', name: 'Forecast', text: forecastText(progress, year) },
    {
      ...{ key: 'needed', name: 'Needed' },
      text:
        neededAMonth === 0
          ? `Nothing more: ${level} is reached`
          : `${plainNumber(Math.ceil(neededAMonth))} a month until the end of March`,
    },
  ];
};

const groupedBy = [
  ['route', 'public money'],
  ['partnership', 'partnership'],
  ['healthBoard', 'health board'],
  ['project', 'project'],
] as const;

/** What the chart says of the forecast; nothing once the year is over. */
const chartForecast = (forecast: MeasureProgress['forecast'], isYearOver: boolean) => {
  if (forecast === null || isYearOver) return { words: '', drawn: {} };
  const { p10, p50, p90 } = forecast;
  return {
    words: ` ${plainNumber(p10)} to ${plainNumber(p90)} are forecast by the end of the year, most likely about ${plainNumber(p50)}.`,
    drawn: { forecast: { p10, p50, p90 } },
  };
};

const toMeasure = (
  progress: MeasureProgress,
  year: FinancialYear,
  { today, now }: Pick<PageInput, 'today' | 'now'>,
): MeasureModel => {
  const { definition, target, total, recordedFrom } = progress;
  const label = financialYearLabel(year);
  const isYearOver = financialYearEnd(year) <= today;
  const countedTo = isYearOver ? addNights(financialYearEnd(year), -1) : today;
  const paceToday = Math.round(progress.paceToday ?? 0);
  const forecast = chartForecast(progress.forecast, isYearOver);
  return {
    key: definition.measureId,
    name: definition.name,
    count: total,
    paceToday,
    isYearOver,
    definition: definition.definition,
    definitionVersion: `Definition ${definition.version}.`,
    asAtText: `${timeOfDayAndYear(now)}.`,
    sourceText: `${definition.source}.`,
    answers: answersOf(progress, year),
    ...(recordedFrom === null ? {} : { recordedFromText: longDate(recordedFrom) }),
    // A part of a year is held against no target, and drawn beside no pace.
    ...(target === null || recordedFrom !== null
      ? {}
      : {
          target: target.level,
          targetText: `${target.name}. ${target.source}.`,
          chart: {
            id: definition.measureId,
            title: `${definition.name} in ${label}, running total`,
            description: `${plainNumber(total)} by ${longDate(countedTo)}, against an even pace of ${plainNumber(paceToday)} towards ${plainNumber(target.level)}.${forecast.words}`,
            startsOn: financialYearStart(year),
            endsOn: financialYearEnd(year),
            months: monthsOf(year).map((month) => ({
              startsOn: month.startsOn,
              label: shortMonth(month.label),
            })),
            target: target.level,
            points: runningTotal(progress, year, today),
            ...forecast.drawn,
          },
        }),
  };
};

const totalLabel = (isPart: boolean, isOver: boolean): string => {
  if (isPart) return isOver ? 'Recorded part of the year' : 'Recorded so far';
  return isOver ? 'Whole year' : 'Year so far';
};

const monthRows = (
  measures: readonly MeasureProgress[],
  year: FinancialYear,
  today: IsoDate,
): { readonly months: readonly MonthRow[]; readonly totals: MonthRow } => {
  const find = (measureId: MeasureProgress['definition']['measureId']) =>
    measures.find(({ definition }) => definition.measureId === measureId);
  const approved = find('placements-approved');
  const started = find('placements-started');
  const people = find('people-started');
  const recordedFrom = measures[0]?.recordedFrom ?? null;
  return {
    months: monthsOf(year).map(({ startsOn, endsOn, label }, index) => {
      const countOf = (progress: MeasureProgress | undefined): number | null =>
        startsOn > today ? null : (progress?.months[index]?.count ?? null);
      return {
        label,
        isPartial: startsOn <= today && today < endsOn,
        ...(recordedFrom !== null && endsOn <= recordedFrom ? { isUnrecorded: true } : {}),
        ...(recordedFrom !== null && startsOn < recordedFrom && recordedFrom < endsOn
          ? { fromText: `from ${dayAndMonth(recordedFrom)}` }
          : {}),
        placementsApproved: countOf(approved),
        placementsStarted: countOf(started),
        peopleStarted: countOf(people),
      };
    }),
    totals: {
      label: totalLabel(recordedFrom !== null, financialYearEnd(year) <= today),
      isPartial: false,
      placementsApproved: approved?.total ?? null,
      placementsStarted: started?.total ?? null,
      peopleStarted: people?.total ?? null,
    },
  };
};

const show = async (deps: TargetPageDeps, tx: Tx, input: PageInput): Promise<PageReply> => {
  const { query, today, frame } = input;
  const years = await deps.readYearsWithData(tx, today);
  const year = chosenYear(query['year'], years, today);
  if (year === null) return { kind: 'redirect', to: '/target?done=no-such-year' };
  const measures = await deps.readProgress(tx, year, today);
  return {
    kind: 'page',
    page: TargetView({
      frame,
      yearText: financialYearLabel(year),
      years: years.map((each) => ({
        text: financialYearLabel(each),
        href: `/target?year=${each}`,
        isCurrent: each === year,
      })),
      // The frame bears the demonstration's banner while the people in the service are invented.
      ...(frame.banner === undefined ? {} : { caution }),
      measures: measures.map((progress) => toMeasure(progress, year, input)),
      ...monthRows(measures, year, today),
      parts: groupedBy.map(([by, text]) => ({
        key: by,
        text: `Placements started by ${text}`,
        href: `/measures/placements-started?year=${year}&by=${by}`,
      })),
      whyTheyDiffer,
      published: publishedFigures(await deps.readKeptFigures(tx)),
    }),
  };
};

/** How a financial year goes against its target, by three measures that are never mixed. */
export const targetPages = (deps: TargetPageDeps): readonly Page[] => [
  { path: '/target', permission: 'see-measures', read: (tx, input) => show(deps, tx, input) },
];
