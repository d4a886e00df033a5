import type { Row } from '../../../../ui/components/data-table.js';
import { plainNumber, pounds } from '../../../../ui/presenters/numbers.js';
import { timeOfDayAndYear } from '../../../../ui/presenters/time-of-day.js';
import type { ScenarioRun } from '../../application/scenarios.js';
import type { RunByRun } from '../../domain/effect.js';
import type { Difference, Forecast, MeanOfRuns, Spread } from '../../domain/forecast.js';
import { scaleOf } from './number-scale.js';
import { percent, rangeText, signed, signedRange } from './scenario-words.js';
import type { EffectModel } from './scenario.view.js';

const bandTexts: Readonly<Record<string, string>> = {
  emergency: 'Emergency',
  urgent: 'Urgent',
  soon: 'Soon',
  routine: 'Routine',
};

const groupTexts: Readonly<Record<string, string>> = {
  'female/none': 'Women',
  'female/before_entry': 'Women who need detox first',
  'male/none': 'Men',
  'male/before_entry': 'Men who need detox first',
  'not_known/none': 'Sex not known',
  'not_known/before_entry': 'Sex not known, detox first',
  'family/none': 'Families',
  'family/before_entry': 'Families who need detox first',
};

/** Fewer than so many placements are not told of a group: what is known of today's few could be guessed from them. */
const fewestOfGroup = 5;

const share = (value: number): string => percent(Math.round(value * 1000) / 1000);
const points = (value: number): string =>
  `${value > 0 ? '+' : value < 0 ? '−' : ''}${Number(Math.abs(value * 100).toFixed(1))}`;
const money = (pence: number): string => pounds(Math.round(pence / 100_000) * 100_000);
const signedMoney = (pence: number): string => `${pence > 0 ? '+' : ''}${money(pence)}`;
const decimal = (value: number): string =>
  `${value > 0 ? '+' : value < 0 ? '−' : ''}${Number(Math.abs(value).toFixed(1))}`;

const between = ({ p10, p90 }: Spread, text: (value: number) => string): string =>
  text(p10) === text(p90) ? text(p10) : `${text(p10)} to ${text(p90)}`;

const meanText = ({ mean, from, to }: MeanOfRuns, text: (value: number) => string): string =>
  text(from) === text(to) ? text(mean) : `${text(mean)} (${text(from)} to ${text(to)})`;

const measureRow = (
  key: string,
  name: string,
  courses: readonly [Spread, Spread],
  { spread, mean }: Difference,
  text: (value: number) => string,
  differenceText: (value: number) => string,
): Row => ({
  key,
  cells: [
    name,
    between(courses[0], text),
    between(courses[1], text),
    between(spread, differenceText),
    meanText(mean, differenceText),
  ],
});

const waitRows = (
  first: Forecast,
  second: Forecast,
  differences: RunByRun['medianWaitDays'],
): readonly Row[] =>
  Object.keys(second.medianWaitDays).map((band) => {
    const days = (course: Forecast): string => {
      const median = course.medianWaitDays[band];
      return median == null ? '–' : plainNumber(median);
    };
    const [before, after] = [first.medianWaitDays[band], second.medianWaitDays[band]];
    const mean = differences[band] ?? null;
    return {
      key: `wait-${band}`,
      cells: [
        `Days waited by half: ${bandTexts[band] ?? band}`,
        days(first),
        days(second),
        before == null || after == null ? '–' : signed(after - before),
        mean === null ? '–' : meanText(mean, decimal),
      ],
    };
  });

const groupRows = (first: Forecast, second: Forecast, differences: RunByRun): readonly Row[] =>
  Object.entries(differences.startsByPeopleGroup).flatMap(([group, { spread }]): readonly Row[] => {
    const [before, after] = [first.startsByPeopleGroup[group], second.startsByPeopleGroup[group]];
    if (before === undefined || after === undefined) return [];
    if (before.p90 === 0 && after.p90 === 0) return [];
    const isFew = before.p10 < fewestOfGroup || after.p10 < fewestOfGroup;
    const told = ({ p10, p90 }: Spread): string =>
      p90 < fewestOfGroup
        ? 'Fewer than 5'
        : p10 < fewestOfGroup
          ? `Up to ${plainNumber(p90)}`
          : rangeText({ p10, p90 });
    return [
      {
        key: group,
        cells: [
          groupTexts[group] ?? group,
          told(before),
          told(after),
          isFew ? 'Not told' : signedRange(spread),
        ],
      },
    ];
  });

/** What is told of two courses and their difference. */
interface Told {
  readonly first: Forecast;
  readonly second: Forecast;
  readonly headings: readonly [string, string];
  readonly differences: RunByRun;
  readonly run: ScenarioRun;
  readonly answerText: string;
}

const chanceRow = (first: Forecast, second: Forecast, level: number): Row => ({
  key: 'chance',
  cells: [
    `Chance of ${plainNumber(level)} or more`,
    share(first.probability),
    share(second.probability),
    `${points(second.probability - first.probability)} points`,
    '–',
  ],
});

/** The tables and the chart of two courses of a year. */
export const effectModel = (told: Told): EffectModel => {
  const { first, second, headings, differences, run, answerText } = told;
  const starts = [first.publicStarts, second.publicStarts] as const;
  const courses = headings.map((label, at) => ({ label, spread: starts[at] ?? first.publicStarts }));
  return {
    answerText,
    headings,
    chart: {
      ...{ id: 'effect-chart', title: 'Placements in the year', reference: run.level },
      description: courses.map(({ label, spread }) => `${label}: ${rangeText(spread)}`).join('. '),
      rows: courses.map(({ label, spread }) => ({
        ...{ key: label, label, range: { low: spread.p10, high: spread.p90 }, value: spread.p50 },
        valueText: rangeText(spread),
      })),
      scale: scaleOf([
        ...courses.flatMap(({ spread }) => [spread.p10, spread.p90]),
        ...(run.level === null ? [] : [run.level]),
      ]),
    },
    rows: [
      measureRow('starts', 'Placements that start', starts, differences.publicStarts, plainNumber, decimal),
      ...(run.level === null ? [] : [chanceRow(first, second, run.level)]),
      ...waitRows(first, second, differences.medianWaitDays),
      measureRow(
        'occupancy',
        'Beds in use, of nights',
        [first.occupancy, second.occupancy],
        differences.occupancy,
        share,
        (value) => `${points(value)} points`,
      ),
      measureRow(
        'spent',
        'Public money for stays that begin',
        [first.spentPence, second.spentPence],
        differences.spentPence,
        money,
        signedMoney,
      ),
      measureRow(
        'waiting',
        'Still waiting at the end',
        [first.stillWaiting, second.stillWaiting],
        differences.stillWaiting,
        plainNumber,
        decimal,
      ),
    ],
    groups: groupRows(first, second, differences),
    notes: [
      {
        term: 'How it is told',
        text: `Between two numbers in eight of ten years; the line across the chart is the target. The difference is told year by year, with the same people and luck in both, so it is known far more exactly than either. On average: the mean of all years, and between which numbers chance alone leaves it in 95 of 100. Of a wait it is the number of days that half waited at most.`,
      },
      {
        term: 'From',
        text: `The counts of ${timeOfDayAndYear(run.basisTakenAt)}, for a year from that day. ${plainNumber(run.replications)} years, seed ${run.seed}, simulator version ${run.kernelVersion}. What is assumed stands on the page of the forecast.`,
      },
    ],
  };
};

/** What a scenario does to placements, in one sentence. */
export const differenceText = ({ spread, mean }: Difference): string => {
  if (Math.round(spread.p10) === 0 && Math.round(spread.p90) === 0)
    return 'It makes no difference to placements.';
  const range = `in eight of ten years between ${signed(spread.p10)} and ${signed(spread.p90)}`;
  if (mean.from <= 0 && mean.to >= 0)
    return `Neither more nor fewer placements that chance alone could not make: ${range}.`;
  const number = Number(Math.abs(mean.mean).toFixed(1));
  return `${number} ${mean.mean > 0 ? 'more' : 'fewer'} placements in the year on average; ${range}.`;
};
