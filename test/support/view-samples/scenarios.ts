import { isoDate } from '../../../src/kernel/iso-date.js';
import { differenceText, effectModel } from '../../../src/modules/forecast/adapters/ui/effect-model.js';
import type { CalibrationProps } from '../../../src/modules/forecast/adapters/ui/calibration.view.js';
import type { ScenarioFormProps } from '../../../src/modules/forecast/adapters/ui/scenario-form.view.js';
import {
  nameOfField,
  typedChanges,
  typedOfScenario,
} from '../../../src/modules/forecast/adapters/ui/scenario-form.js';
import {
  bedGroupTexts,
  changeText,
  kindTexts,
} from '../../../src/modules/forecast/adapters/ui/scenario-words.js';
import type { BesideProps, ScenarioProps } from '../../../src/modules/forecast/adapters/ui/scenario.view.js';
import type { ScenariosProps } from '../../../src/modules/forecast/adapters/ui/scenarios.view.js';
import { effectOf, type WorkedOut } from '../../../src/modules/forecast/domain/effect.js';
import { withChanges, type Change } from '../../../src/modules/forecast/domain/scenario.js';
import { countryOf } from '../forecast-worlds.js';
import { awkwardNames, key, plannerFrame } from './frames.js';

const changes: readonly Change[] = [
  {
    ...{ kind: 'beds', projectId: 'rowan', bedGroup: 'any', beds: -4, lateByDays: 0 },
    onDate: isoDate('2027-06-01'),
  },
  { kind: 'length-of-stay', bedGroup: null, times: 0.9 },
  { kind: 'budget', pencePerYear: 450_000_000 },
];
const nameOf = (): string => `Rowan Bank ${awkwardNames.gaelic}`;
const words = { name: `Shorter stays, ${awkwardNames.markup}`, isShared: true, changes };

const workedOut = (): WorkedOut => {
  const world = countryOf(120, 500);
  const changed = withChanges(world, [{ kind: 'length-of-stay', bedGroup: null, times: 0.9 }]);
  if (!changed.ok) throw new Error('The sample cannot be.');
  const running = effectOf(world, changed.value, { seed: 1, replications: 80 }, 400);
  for (;;) {
    const step = running.next();
    if (step.done === true) return step.value;
  }
};
const at = new Date('2026-11-22T09:30:00Z');
const run = {
  ...{ scenarioRunId: 'run', scenarioId: 'one', scenarioVersion: 1, basisId: '1', basisTakenAt: at },
  ...{ level: 400, changes, seed: 1, replications: 80, kernelVersion: 1 },
  ...{ state: 'done' as const, progress: 100 },
  ...{ askedBy: 'planner', askedAt: at, endedAt: at },
};
const { effect } = workedOut();
const model = effectModel({
  ...{ first: effect.expected, second: effect.changed, run },
  ...{ differences: effect.differences, whole: effect.differences },
  headings: ['As expected', 'With the scenario'],
  answerText: differenceText(effect.differences.publicStarts),
});

/** One's own and those of others, two of them worked out. */
export const list: ScenariosProps = {
  frame: plannerFrame,
  mayKeep: true,
  own: [
    {
      ...{ key: 'one', name: words.name, href: '/forecast/scenarios/one', ownerText: 'Robin Sample' },
      changesText: changes.map((change) => changeText(change, nameOf)).join('. '),
      ...{ stateText: '22 November 2026', differenceText: '+12 to +31' },
    },
  ],
  shared: [
    {
      ...{ key: 'two', name: awkwardNames.long, href: '/forecast/scenarios/two' },
      ...{ ownerText: awkwardNames.gaelic, changesText: 'Referrals grow by 10% in a year' },
      ...{ stateText: 'Not yet', differenceText: null },
    },
  ],
  comparable: [
    { value: 'one', text: words.name },
    { value: 'two', text: awkwardNames.long },
  ],
  chosen: { first: 'one', second: '' },
  errors: [{ field: 'second', text: 'Choose a scenario' }],
};
/** Before the first. */
export const none: ScenariosProps = {
  ...{ ...list, own: [], shared: [], comparable: [], errors: [] },
  mayKeep: false,
};

const typed = typedOfScenario(words);

/** The form with every kind of change, one of them at fault. */
export const form: ScenarioFormProps = {
  frame: plannerFrame,
  ...{ title: 'Change the scenario', action: '/forecast/scenarios/one/change' },
  ...{ backHref: '/forecast/scenarios/one', backText: 'Back', idempotencyKey: key, version: 1 },
  form: {
    values: typed,
    errors: [
      {
        field: nameOfField(0, 'beds'),
        text: 'At most 3 beds can close: there are no more on 1 June 2027',
      },
    ],
  },
  changes: [
    ...typedChanges(typed).map(({ kind }) => kind),
    ...Object.keys(kindTexts).flatMap((kind) =>
      kind === 'detox' || kind === 'approval' ? ([kind] as const) : [],
    ),
  ].map((kind, place) => ({
    ...{ kind, kindText: kindTexts[kind], nowText: 'Now 21 days', isNew: false },
    nameOf: (field: string) => nameOfField(place, field),
  })),
  kinds: Object.entries(kindTexts).map(([value, text]) => ({ value, text })),
  projects: [{ value: 'rowan', text: nameOf() }],
  bedGroups: Object.entries(bedGroupTexts).map(([value, text]) => ({ value, text })),
};
/** Nothing typed yet. */
export const formNew: ScenarioFormProps = {
  ...{ ...form, title: 'Write a scenario', version: undefined, changes: [] },
  form: { values: {}, errors: [] },
};

/** A scenario that is worked out, and was changed since. */
export const one: ScenarioProps = {
  frame: plannerFrame,
  ...{ name: words.name, ownerText: 'Yours, shared with every planner.' },
  changes: changes.map((change) => changeText(change, nameOf)),
  ...{ changeHref: '/forecast/scenarios/one/change', copyHref: '/forecast/scenarios/new?from=one' },
  asking: { action: '/forecast/scenarios/one/runs', idempotencyKey: key, text: 'Work it out again' },
  errors: [],
  warning: 'The scenario was changed after this was worked out.',
  ...{ underWay: null, endText: null, effect: model },
  caution: 'It is worked out from invented people, and says nothing about Scotland.',
};
/** Half worked out. */
export const underWay: ScenarioProps = {
  ...{ ...one, asking: null, warning: null, effect: null, caution: undefined },
  underWay: {
    ...{ text: 'Worked out: 45%', percent: 45, href: '/forecast/scenarios/one' },
    cancel: { action: '/forecast/scenarios/runs/run/cancel', idempotencyKey: key },
  },
};
/** Stopped, and refused when it was asked for again. */
export const stopped: ScenarioProps = {
  ...{ ...one, warning: null, effect: null, caution: undefined },
  endText: 'It was stopped before it was worked out.',
  errors: [{ field: '', text: 'There is nothing to work it out from.' }],
};

/** Two half-years that were tried, and nothing of our own yet. */
export const calibration: CalibrationProps = {
  frame: plannerFrame,
  answerText: 'Of 2 half-years that could be tried, 1 came out between the two numbers.',
  chart: {
    ...{ id: 'calibration-chart', title: 'What was forecast, and what came', reference: null },
    description: 'October 2023 to March 2024: forecast 380 to 560, came 461',
    rows: [
      {
        ...{ key: 'a', label: '1 October 2023 to 31 March 2024', value: 461 },
        ...{ range: { low: 380, high: 560 }, valueText: '380 to 560, came 461' },
      },
    ],
    scale: {
      least: 300,
      most: 600,
      ticks: [300, 400, 500, 600].map((value) => ({ value, text: String(value) })),
    },
  },
  periods: [
    { key: 'a', cells: ['1 October 2023 to 31 March 2024', '380 to 560', '461', 'Yes', '464', '580'] },
  ],
  losses: [{ key: 'forecast', cells: ['The forecast', '37'] }],
  pastText: '1 of 1 held what was counted in the end.',
  past: [{ key: 'x', cells: ['2026/27', '23 November 2026', '880 to 1,010', '950', 'Yes'] }],
};
/** Nothing to try it on. */
export const calibrationNone: CalibrationProps = {
  ...{ ...calibration, chart: null, periods: [], losses: [], past: [] },
};

/** Two beside each other. */
export const beside: BesideProps = {
  frame: plannerFrame,
  title: 'Two scenarios beside each other',
  scenarios: [
    { name: words.name, href: '/forecast/scenarios/one', changes: ['Stays are 90% as long as expected'] },
    {
      name: awkwardNames.long,
      href: '/forecast/scenarios/two',
      changes: ['Referrals grow by 10% in a year'],
    },
  ],
  effect: { ...model, headings: [words.name, awkwardNames.long], groups: [] },
};
