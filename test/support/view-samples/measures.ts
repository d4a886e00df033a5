import { addNights, isoDate, nightsBetween, type IsoDate } from '../../../src/kernel/iso-date.js';
import type { MeasureModel, TargetProps } from '../../../src/modules/measures/adapters/ui/target.view.js';
import { coordinatorFrame, sampleToday } from './frames.js';

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
  frame: coordinatorFrame,
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
