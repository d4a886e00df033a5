import { addNights, isoDate, nightsBetween, type IsoDate } from '../../../src/kernel/iso-date.js';
import type { ForecastProps } from '../../../src/modules/forecast/adapters/ui/forecast.view.js';
import type { FairnessProps } from '../../../src/modules/measures/adapters/ui/fairness.view.js';
import type {
  MeasureProps,
  MeasuresForm,
  MeasuresProps,
} from '../../../src/modules/measures/adapters/ui/measures.view.js';
import type { BottleneckProps } from '../../../src/modules/measures/adapters/ui/bottleneck.view.js';
import type { NilReturnsProps } from '../../../src/modules/measures/adapters/ui/nil-returns.view.js';
import type { FlowProps } from '../../../src/modules/measures/adapters/ui/flow.view.js';
import type { TargetsProps } from '../../../src/modules/measures/adapters/ui/targets.view.js';
import type { DataQualityProps } from '../../../src/modules/measures/adapters/ui/data-quality.view.js';
import type { MeasureModel, TargetProps } from '../../../src/modules/measures/adapters/ui/target.view.js';
import type { MeasureRowsProps } from '../../../src/modules/measures/adapters/ui/measure-rows.view.js';
import { awkwardNames, coordinatorFrame, plannerFrame, sampleToday } from './frames.js';

const yearStart = isoDate('2026-04-01');
const yearEnd = isoDate('2027-04-01');
const monthLabels = ['Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec', 'Jan', 'Feb', 'Mar'];
const monthStarts = monthLabels.map((_, index) =>
  index === 0 ? yearStart : isoDate(`${addNights(yearStart, Math.round(index * 30.44) + 8).slice(0, 8)}01`),
);

function measure(
  measureKey: MeasureModel['key'],
  name: string,
  perMonth: readonly number[],
  asAtOn: IsoDate,
): MeasureModel {
  const points = perMonth.map((_, index) => ({
    on: index === perMonth.length - 1 ? asAtOn : (monthStarts[index + 1] ?? yearEnd),
    cumulative: perMonth.slice(0, index + 1).reduce((sum, count) => sum + count, 0),
  }));
  const count = points.at(-1)?.cumulative ?? 0;
  return {
    key: measureKey,
    name,
    count,
    target: 1000,
    paceToday: Math.round((1000 * nightsBetween(yearStart, asAtOn)) / nightsBetween(yearStart, yearEnd)),
    definition:
      'Publicly funded placements whose funding was approved in the year, counted once each, whether or not they went ahead.',
    definitionVersion: 'Definition 1',
    answers: [
      { key: 'pace', name: 'Even pace', text: `${count}, where an even pace to 1,000 would stand at 644` },
      { key: 'trailing', name: 'Last twelve months', text: '903, below 1,000 a year' },
      {
        key: 'forecast',
        name: 'Forecast',
        text: '870 to 1,012 by the end of 2026/27, most likely about 940',
      },
      { key: 'needed', name: 'Needed', text: '97 a month until the end of March' },
    ],
    asAtText: 'Sunday 22 November 2026, 9:30am',
    sourceText: 'The placements in this service',
    chart: {
      id: measureKey,
      title: `${name}, running total for 2026/27`,
      description: `${count} by 22 November, against an even pace of 644 towards 1,000.`,
      startsOn: yearStart,
      endsOn: yearEnd,
      months: monthLabels.map((label, index) => ({ label, startsOn: monthStarts[index] ?? yearStart })),
      target: 1000,
      points,
      forecast: { p10: 870, p50: 940, p90: 1012 },
    },
  };
}

const approved = [88, 92, 79, 95, 70, 101, 96, 60];
const started = [70, 81, 77, 80, 66, 90, 85, 41];
const people = [69, 78, 74, 75, 62, 84, 79, 38];
const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

const outside = [
  {
    key: 'a',
    period: '2024/25 H1',
    measure: 'Placements approved',
    route: 'All routes',
    count: 442,
    status: 'published',
    vintage: 'Sample issue 10',
    source: 'A public body, December',
  },
  {
    key: 'b',
    period: '2022/23 Q1',
    measure: 'Placements approved',
    route: 'All routes',
    count: 170,
    status: 'revised',
    vintage: 'Sample issue 4, corrected',
    source: 'A public body, November',
  },
  {
    key: 'c',
    period: '2022/23 Q1',
    measure: 'Placements approved',
    route: 'All routes',
    count: 218,
    status: 'withdrawn',
    vintage: 'Sample issue 4',
    source: 'A public body, September',
  },
  {
    key: 'd',
    period: '2021/22',
    measure: 'Placements approved',
    route: 'All routes',
    count: 511,
    costPence: 314_630_300,
    status: 'published',
    vintage: 'Sample issue 3',
    source:
      'https://statistics.example/a-very-long-address/that-has-no-blanks/anywhere-at-all-in-its-whole-length',
  },
  {
    key: 'e',
    period: '2023/24',
    measure: 'Placements approved',
    route: 'Uncosted',
    count: 30,
    status: 'derived',
    vintage: 'Sample issue 9',
    source: 'Worked out from two figures',
  },
  {
    key: 'f',
    period: '2019/20',
    measure: 'People started',
    route: 'All routes',
    count: null,
    status: 'unverified',
    vintage: 'A newspaper',
    source: 'Not checked',
  },
] as const;

export const target: TargetProps = {
  frame: plannerFrame,
  yearText: '2026/27',
  years: [
    { text: '2025/26', href: '/target?year=2025', isCurrent: false },
    { text: '2026/27', href: '/target?year=2026', isCurrent: true },
  ],
  caution:
    'Figures from the synthetic caseload: they show how the page works and say nothing about Scotland.',
  measures: [
    measure('placements-approved', 'Placements approved', approved, sampleToday),
    measure('placements-started', 'Placements started', started, sampleToday),
    measure('people-started', 'People started', people, sampleToday),
  ],
  months: monthLabels.map((label, index) => ({
    label: `${label} ${index < 9 ? 2026 : 2027}`,
    isPartial: index === 7,
    placementsApproved: approved[index] ?? null,
    placementsStarted: started[index] ?? null,
    peopleStarted: people[index] ?? null,
  })),
  totals: {
    label: 'Year so far',
    isPartial: false,
    placementsApproved: sum(approved),
    placementsStarted: sum(started),
    peopleStarted: sum(people),
  },
  parts: [
    {
      key: 'route',
      text: 'Placements started by public money',
      href: '/measures/placements-started?by=route',
    },
  ],
  whyTheyDiffer: [
    'An approval may never become a stay.',
    'A person who starts twice in the year is counted once as a person.',
  ],
  published: outside,
};

export const targetYearBegins: TargetProps = {
  ...target,
  years: [],
  caution: undefined,
  measures: [
    { ...measure('placements-approved', 'Placements approved', [], yearStart), paceToday: 0 },
    measure('placements-started', 'Placements started', [3], addNights(yearStart, 6)),
    measure(
      'people-started',
      'People started',
      [110, 130, 120, 140, 95, 150, 120, 110, 130, 90, 60, 70],
      addNights(yearEnd, -3),
    ),
  ],
  published: [],
};

const fairnessRow = (name: string, referred: string, share: string, warningText = '') => ({
  ...{ key: name, name, warningText, referredText: referred, placedText: '20', shareText: share },
  ...{ beforeText: '44% (32% to 57%)', waitText: '7 weeks (5 to longer)' },
});

/** Shares told, hidden, only bounded, and nobody there. */
export const fairness: FairnessProps = {
  frame: plannerFrame,
  whose: 'Scotland',
  quarterText: 'July to September 2026',
  caution: 'Everything counted here comes from invented people. It says nothing about Scotland.',
  warnings: [
    `Health board, ${awkwardNames.long}: 22% (13% to 34%) placed, everybody else 48% (43% to 53%).`,
    'Sex, women: 31% (24% to 40%) placed, after 46% (38% to 55%) in the quarter before.',
  ],
  elsewhere: {
    text: 'Of 205 placed, in another health board than their own: 44% (37% to 51%).',
    rows: [
      {
        ...{ key: 'islands', name: 'Islands: Orkney, Shetland, Western Isles', placedText: '10' },
        ...{ elsewhereText: 'All but fewer than 5', shareText: 'Over 30%' },
      },
      {
        ...{ key: 'rural', name: 'Mainland, mostly rural', placedText: 'Fewer than 5' },
        ...{ elsewhereText: 'Too few to tell', shareText: 'Too few to tell' },
      },
    ],
  },
  everybodyText:
    'Everybody: 460 referred. Placed: 45% (40% to 49%), quarter before: 44% (39% to 48%). Half had arrived after: 9 weeks (8 to 10).',
  sections: [
    {
      key: 'sex',
      title: 'Sex',
      chart: {
        id: 'fairness-sex',
        title: 'Share placed, by sex',
        description: 'Women: 31% (24% to 40%). Men: 50% (44% to 56%). Sex not known: too few to tell.',
        reference: 0.45,
        rows: [
          {
            ...{ key: 'female', label: 'Women', value: 0.31, valueText: '31% (24% to 40%)' },
            range: { low: 0.24, high: 0.4 },
          },
          {
            ...{ key: 'male', label: 'Men', value: null, valueText: 'over 93%' },
            range: { low: 0.93, high: 1 },
          },
        ],
      },
      rows: [
        fairnessRow(
          'Women',
          '130',
          '31% (24% to 40%)',
          'Lower than everybody else. Lower than the quarter before',
        ),
        fairnessRow('Men', '330', 'Over 93%'),
        fairnessRow(awkwardNames.long, 'Fewer than 5', 'Too few to tell'),
      ],
    },
  ],
  besideSuggestion: {
    madeText: 'Offers made in the quarter: 240.',
    rows: [
      { key: 'own-choice', name: 'Another bed, and nobody as urgent lost a place by it', offersText: '35' },
      { key: 'passes-over', name: 'Somebody as urgent or more was passed over', offersText: 'Fewer than 5' },
    ],
  },
  changes: [
    {
      ...{ key: 'change-2', title: 'In force from 4 May 2026', href: '/matching/policy/changes/change-2' },
      tooSoonText: null,
      rows: [
        {
          ...{ key: 'sex female', name: 'Sex, women', warningText: 'Lower than before' },
          ...{ beforeText: '46% (38% to 55%)', afterText: '30% (23% to 39%)' },
        },
      ],
    },
    {
      ...{ key: 'change-3', title: 'In force from 1 September 2026', href: null, rows: [] },
      tooSoonText: 'Too few to tell: the first are those referred from 1 September 2026 on, 84 days later.',
    },
  ],
  notes: [{ term: 'Placed', text: 'They arrived in a bed within those 12 weeks.' }],
  earlier: { text: 'April to June 2026', href: '/fairness?quarter=2026-04-01' },
  later: { text: 'October to December 2026', href: '/fairness?quarter=2026-10-01' },
};

export const fairnessNothing: FairnessProps = {
  ...fairness,
  ...{ caution: undefined, warnings: [], changes: [], later: null },
  everybodyText: 'Everybody: 0 referred.',
  elsewhere: { text: 'Nobody was placed.', rows: [] },
  sections: fairness.sections.map((section) => ({
    ...section,
    chart: null,
    rows: [fairnessRow('Women', '0', 'Nobody referred')],
  })),
};

const asks: MeasuresForm = {
  action: '/measures',
  form: {
    values: { year: '2026', 'asAt-day': '31', 'asAt-month': '2', 'asAt-year': '2026', by: 'sex' },
    errors: [],
  },
  years: [
    { value: '2026', text: '2026/27' },
    { value: '2025', text: '2025/26' },
  ],
  by: [],
  waits: [],
};

/** Numbers told, hidden, and of nothing. */
export const measures: MeasuresProps = {
  frame: plannerFrame,
  yearText: '2026/27',
  asAtText: 'As at 10:15am on Monday 23 November 2026.',
  caution: 'Everything counted here comes from invented people.',
  asks,
  sections: [
    {
      key: 'placements',
      title: 'Placements',
      rows: [
        {
          ...{ key: 'people-started', name: 'People started', href: '/measures/people-started' },
          ...{ valueText: '1,344', besideText: 'people' },
        },
        {
          ...{ key: 're-presented', name: awkwardNames.long, href: '/measures/re-presented' },
          ...{ valueText: 'Too few to tell', besideText: 'of fewer than 5 placements' },
        },
      ],
    },
  ],
};

export const measuresRefused: MeasuresProps = {
  ...measures,
  sections: [],
  asks: {
    ...asks,
    form: { ...asks.form, errors: [{ field: 'asAt', text: '31 2 2026 is not a date.' }] },
  },
};

/** One measure by group, drawn, and other now than it was then. */
export const oneMeasure: MeasureProps = {
  frame: plannerFrame,
  name: 'Referral to admission',
  yearText: '2026/27',
  asks: {
    ...asks,
    by: [{ value: 'sex', text: 'Sex' }],
    waits: [{ value: 'completed', text: 'Completed' }],
  },
  valueText: 'Half within 34 days',
  besideText: 'of 360 waits',
  notes: [
    { term: 'Counts', text: 'Days from the referral to the arrival. Definition 1.' },
    { term: 'Protected', text: 'To the nearest five.' },
  ],
  chart: {
    ...{
      id: 'wait-to-admission',
      title: 'By month',
      description: 'April 2026: 29 days. May 2026: too few to tell',
    },
    bars: [
      { key: '2026-04', label: 'April 2026', value: 29, valueText: '29 days' },
      { key: '2026-05', label: 'May 2026', value: null, valueText: 'Too few to tell' },
    ],
  },
  columns: [
    'Waits',
    'Half within',
    'Up to 7 days',
    '8 to 14 days',
    '15 to 21 days',
    '22 to 42 days',
    'More than 42 days',
  ],
  months: [
    {
      ...{ key: '2026-04', name: 'April 2026' },
      cells: ['45', '29 days', 'Fewer than 5', 'Fewer than 5', '5', '25', '10'],
    },
  ],
  groups: {
    title: 'By sex',
    rows: [
      { key: 'female', name: 'Women', cells: ['115', '34 days', 'Fewer than 5', '5', '15', '70', '30'] },
    ],
  },
  since: {
    text: 'It was Half within 34 days as known then and is Half within 33 days as known now.',
    rows: [
      { key: '2026-04', name: 'April 2026', cells: ['Whether the project counts was put right', '−10'] },
    ],
  },
  csvHref: '/api/measures/wait-to-admission/table',
  rows: null,
};

/** What the number is made of, for a partnership: one of its people a restricted record, one with another partnership now. */
export const measureRows: MeasureRowsProps = {
  frame: coordinatorFrame,
  name: 'Referral to admission',
  periodText: 'April 2026',
  leadText: 'What your partnership’s part of the number is made of',
  backHref: '/measures/wait-to-admission?year=2026',
  wholeYear: { text: 'All of 2026/27', href: '/measures/wait-to-admission/rows?year=2026' },
  notes: [{ term: 'Counts', text: 'Days from the referral to the arrival. Definition 1.' }],
  whyNot: '',
  totalText: '3 waits',
  rows: [
    {
      ...{ key: 'a', whenText: '7 April 2026', whereText: '', countText: '29 days' },
      who: { text: 'Morag Sample', subText: 'RP-4821', href: '/referrals/a' },
    },
    {
      ...{ key: 'b', whenText: '9 April 2026', whereText: '', countText: 'Restricted record' },
      who: { text: 'RP-4822', subText: '', href: '/referrals/b' },
    },
    {
      ...{ key: 'c', whenText: '20 April 2026', whereText: '', countText: '41 days' },
      who: { text: 'Somebody who is with another partnership now', subText: '', href: null },
    },
  ],
  paging: { nextHref: '/measures/wait-to-admission/rows?after=x', text: '3 rows' },
};

/** Beds are nobody's. */
export const measureRowsOfBeds: MeasureRowsProps = {
  ...measureRows,
  ...{ name: 'Bed-nights available', periodText: '2026/27', wholeYear: null, totalText: '30 nights' },
  rows: [
    {
      ...{ key: 'a', whenText: 'April 2026', who: null, whereText: 'Sample House, Bed 1' },
      countText: '30 nights',
    },
  ],
  paging: { text: '1 row' },
};

export const measureRowsNotYours: MeasureRowsProps = {
  ...measureRows,
  ...{ frame: plannerFrame, leadText: '', totalText: '', rows: [], paging: {} },
  whyNot: 'The rows are people’s own: the partnership that refers them sees its part here.',
};

export const measureNothing: MeasureProps = {
  ...oneMeasure,
  rows: { text: 'Your partnership’s part, row by row', href: '/measures/wait-to-admission/rows' },
  ...{ chart: null, months: [], groups: { title: 'By sex', rows: [] } },
  since: { text: 'Nothing that was recorded since changes it.', rows: [] },
};

const years = [
  { value: '2026', text: '2026/27' },
  { value: '2027', text: '2027/28' },
];
const targetRow = {
  ...{ targetId: '01930000-0001-7000-8000-000000000001', measure: 'People started', levelText: '1,000' },
  ...{ yearsText: 'From 2021/22', source: 'National Mission commitment, Scottish Government' },
};

/** Targets as an administrator sees them. */
export const targets: TargetsProps = {
  frame: plannerFrame,
  targets: [
    {
      ...{ ...targetRow, name: awkwardNames.long },
      ending: {
        ...{ action: '/target/targets/1/end', idempotencyKey: 'a', version: 1 },
        form: { values: {}, errors: [] },
      },
    },
    { ...targetRow, targetId: '01930000-0001-7000-8000-000000000002', name: 'Over', ending: null },
  ],
  years,
  setting: {
    ...{ action: '/target/targets', idempotencyKey: 'b' },
    form: {
      values: { level: 'many' },
      errors: [{ field: 'level', text: 'Enter a whole number from 1 to 1,000,000' }],
    },
    measures: [{ value: 'people-started', text: 'People started' }],
  },
  errors: [{ field: 'level', text: 'Enter a whole number from 1 to 1,000,000' }],
  errorPrefix: '',
};

/** Nothing set, and a reader who sets none. */
export const targetsNone: TargetsProps = { ...targets, targets: [], setting: null, errors: [] };

/** Something silent, something that does not count, and something put right. */
export const quality: DataQualityProps = {
  frame: plannerFrame,
  sections: [
    {
      ...{ key: 'counted-twice', title: 'Two ways of counting', text: 'They agree.' },
      columns: [],
      rows: [],
    },
    {
      ...{
        key: 'stale',
        title: 'Silent sites',
        text: '2 of 11 projects that count have not said within a day.',
      },
      columns: ['Project', 'Health board', 'Last said'],
      rows: [
        { key: 'a', href: '/projects/a', cells: [awkwardNames.long, 'NHS Highland', 'Never'] },
        { key: 'b', cells: ['Larch House', 'NHS Lothian', 'on 3 Nov 2026'] },
      ],
    },
  ],
};

/** A forecast with what it rests on. */
export const forecast: ForecastProps = {
  frame: plannerFrame,
  yearText: '2026/27',
  caution: 'It is worked out from invented people.',
  moreLinks: [{ href: '/forecast/calibration', text: 'How good the forecast was' }],
  forecast: {
    answerText: 'Placements started: 1,037 to 1,209 by the end of 2026/27, most likely about 1,120.',
    chanceText: '1,000 is reached in 97 of 100 of them.',
    notes: [{ term: 'How', text: '10,000 times, day by day.' }],
    chart: {
      ...{ id: 'forecast', title: 'By month', description: 'December 2026: 45 to 68' },
      bars: [{ key: 'a', label: 'December 2026', value: 56, valueText: '56 (45 to 68)' }],
    },
    months: [{ key: 'a', cells: ['December 2026', '45', '56', '68'] }],
    tried: [{ key: 'a', cells: ['Ten more beds for women', '+19', '+12 to +26'] }],
    basis: [
      {
        ...{
          key: 'a',
          name: awkwardNames.long,
          valueText: '82 nights',
          source: 'Recorded here, from 210 cases',
        },
        mark: { text: 'Recorded here', colour: 'blue' },
      },
    ],
  },
};

/** Before the first. */
export const forecastNone: ForecastProps = { ...forecast, forecast: null };

const flowStages = [
  ['referred', 'Referred', '1,480', 1480, 1210, 160],
  ['assessed', 'Assessed', '1,210', 1210, 905, 180],
  ['funded', 'Funded', '905', 905, 760, 95],
  ['accepted', 'Accepted by a project', '760', 760, 655, 40],
  ['admitted', 'Admitted', '655', 655, 390, 130],
  ['completed', 'Completed as planned', '390', 390, 390, 0],
] as const;

/** Every stage, a reason in long words, and one that is not told. */
export const flow: FlowProps = {
  untilHint: 'Empty for the latest quarter that is over',
  frame: plannerFrame,
  whose: 'Scotland',
  periodText: 'July to September 2026',
  toldText: 'As known now, followed to Sunday 22 November 2026.',
  caution: 'Everybody counted here is invented.',
  form: { values: { period: '2026-07-01' }, errors: [] },
  periods: [
    { value: '2026', text: 'Financial year 2026/27' },
    { value: '2026-07-01', text: 'July to September 2026' },
  ],
  chart: {
    id: 'flow',
    title: 'People referred in July to September 2026, by how far they got',
    description: 'Referred: 1,480. Assessed: 1,210. Funded: 905.',
    stages: flowStages.map(([key, label, valueText, reached, wentOn, stillHere]) => ({
      ...{ key, label, valueText, reached, wentOn, stillHere },
    })),
  },
  emptyText: '',
  steps: flowStages.slice(1).map(([key, name, valueText]) => ({
    ...{ key, name },
    cells: [valueText, '82%', '14 days (7 to 28)', '160', '42 days (21 to 70)', '110'],
  })),
  dropOuts: [
    { key: 'a', name: 'Referred', cells: ['The person does not want it any more', '60'] },
    { key: 'b', name: 'Referred', cells: ['Other reasons, each of fewer than 5 people', 'Fewer than 5'] },
  ],
  waitingFor: [{ key: 'a', name: 'Assessed', cells: ['The funder said no', '15'] }],
  waitsText: 'Of those who arrived, 655 in all, half did within: 35 days (28 to 42).',
  waits: [
    {
      ...{ key: 'sex', title: 'sex' },
      rows: [
        { key: 'female', name: 'Women', cells: ['210', '42 days (35 to 56)'] },
        { key: 'not_known', name: 'Sex not known', cells: ['Fewer than 5', 'Too few to tell'] },
      ],
    },
  ],
  notes: [{ term: 'Protected', text: 'To the nearest five, and fewer than five, or none, as such.' }],
  csvHref: '/api/flow/table?period=2026-07-01',
};

/** A day that cannot be told, of a time in which nobody was referred. */
export const flowNobody: FlowProps = {
  ...flow,
  form: {
    values: { period: '2026', 'asAt-day': '31', 'asAt-month': '2', 'asAt-year': '2026' },
    errors: [{ field: 'asAt', text: '31 2 2026 is not a date. Give a day, a month and a year.' }],
  },
  ...{ chart: null, emptyText: 'Nobody was referred in it.', steps: [], dropOuts: [], waitingFor: [] },
};

const lostNights = [
  ['free', 'Free, while somebody with funding waited', '1,420'],
  ['promised', 'Promised to somebody who had not arrived', '610'],
  ['staff', 'Not staffed', '140'],
] as const;

/** A month with three causes. */
export const bottleneck: BottleneckProps = {
  frame: plannerFrame,
  monthText: 'October 2026',
  sentence:
    'In October 2026 most bed-nights were lost because the beds were free although somebody with funding waited (1,420 bed-nights of 13,640), and people waited longest for the funding decision (3,120 days in all).',
  caution: 'Everybody counted here is invented.',
  form: { values: { month: '2026-10' }, errors: [] },
  months: [{ value: '2026-10', text: 'October 2026' }],
  nightsText: 'Up to 31 October 2026 there were 13,640 bed-nights.',
  nightsChart: {
    id: 'nights-lost',
    title: 'Bed-nights lost, by cause',
    description: 'Free, while somebody with funding waited: 1,420.',
    bars: lostNights.map(([key, label, valueText], index) => ({
      ...{ key, label, valueText, value: 1420 - index * 600 },
    })),
  },
  nights: lostNights.map(([key, name, nights]) => ({ key, name, cells: [nights, '10%'] })),
  whose: 'Of everybody in Scotland, in protected numbers.',
  waiting: [
    { key: 'assessment', name: 'The assessment', cells: ['120', '1,840', '90'] },
    { key: 'admission', name: 'The arrival', cells: ['Fewer than 5', 'Too few to tell', 'Too few to tell'] },
  ],
  notes: [{ term: 'Bed-nights', text: 'Of rehabilitation beds that were open.' }],
};

/** A month that cannot be told, where no bed counts. */
export const bottleneckNothing: BottleneckProps = {
  ...bottleneck,
  form: { values: { month: '2027-01' }, errors: [{ field: 'month', text: 'No night of it has gone by.' }] },
  ...{ nightsText: 'There was no bed that counts.', nightsChart: null, nights: [], waiting: [] },
};

/** One month to speak of, with what is wrong beside it, and one that was spoken of. */
export const nilReturns: NilReturnsProps = {
  frame: plannerFrame,
  idempotencyKey: 'sample-idempotency-key',
  form: {
    values: { which: 'a', reason: 'other' },
    errors: [{ field: 'words', text: 'Say in words which reason it is' }],
  },
  open: [{ value: 'a', text: 'Larch House, October 2026' }],
  reasons: [
    { value: 'full', text: 'The project was full' },
    { value: 'other', text: 'Another reason' },
  ],
  said: [{ key: 'b', cells: [awkwardNames.long, 'September 2026', 'Another reason: the boiler failed'] }],
};

/** Somebody arrived everywhere. */
export const nilReturnsNothing: NilReturnsProps = {
  ...nilReturns,
  ...{ form: { values: {}, errors: [] }, open: [], said: [] },
};
