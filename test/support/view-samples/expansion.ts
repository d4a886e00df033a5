import type { ExpansionProjectProps } from '../../../src/modules/expansion/adapters/ui/expansion-project.view.js';
import type { ExpansionProps } from '../../../src/modules/expansion/adapters/ui/expansion.view.js';
import type { NewExpansionProps } from '../../../src/modules/expansion/adapters/ui/new-expansion.view.js';
import { awkwardNames, key, plannerFrame } from './frames.js';

const stageNames = ['Planned', 'Funded', 'Built', 'Open', 'Staffed', 'In use'];
const dateError = { field: 'on', text: 'Enter a real date up to today, such as 3 11 2026' };

/** Some steps known, some derived, one not known at all. */
export const overview: ExpansionProps = {
  frame: plannerFrame,
  asks: { action: '/expansion', form: { values: {}, errors: [] } },
  asAtText: 'As at today.',
  caution: 'Beds in use come from invented people.',
  facts: [
    { key: 'Published together', value: '140 beds, 8 projects, £38 million' },
    { key: 'Not explained', value: '28 beds' },
  ],
  steps: {
    ...{
      id: 'steps',
      title: 'Beds by step',
      description: 'Planned: 112 (D). Open: 63 (D). 140 were published.',
    },
    promised: { value: 140, text: '140 published' },
    bars: [
      { key: 'planned', label: 'Planned', value: 112, valueText: '112 (D)', isSure: false },
      { key: 'open', label: 'Open', value: 27, valueText: '27', isSure: true },
      { key: 'staffed', label: 'Staffed', value: null, valueText: 'not known', isSure: false },
    ],
  },
  stageRows: stageNames.map((name) => ({
    ...{
      key: name,
      name,
      cells: ['112 (D)', '6', '2 projects without a number; 2 unverified beds left out'],
    },
  })),
  unexplained: ['112 of the 140 beds can be found by project (D). That leaves 28.'],
  stageNames,
  boardRows: ['NHS Greater Glasgow and Clyde', 'Highland'].map((name) => ({
    ...{ key: name, name, cells: stageNames.map(() => '27 (D)') },
  })),
  projects: [
    {
      ...{
        key: '1',
        name: awkwardNames.long,
        href: '/expansion/1',
        placeText: 'Sample Trust · Highland, new',
      },
      ...{ reachedText: 'Open', bedsTexts: ['Planned: 49 (D)', 'Open: not known'] },
      ...{ fundingText: 'about 6,000,000 (derived): of 11 million for two', openingText: 'Nothing was said' },
    },
  ],
  slippageText: 'No opening has both a plan and a day on which it happened.',
  pledge: {
    chart: {
      ...{ id: 'pledge', title: 'Beds against the pledge', description: '2024-09: 513. 650 were pledged.' },
      promised: { value: 650, text: '650 pledged' },
      bars: [{ key: '2024-09', label: '2024-09', value: 513, valueText: '513', isSure: true }],
    },
    facts: [{ key: 'Short of 650', value: '137 (D)' }],
  },
  counted: [{ key: '2025-03', bedsText: '540 (derived)', measure: 'maximum beds', source: 'Derived' }],
  addHref: '/expansion/new',
};

/** Before anything was published, asked with a date that is none. */
export const overviewRefused: ExpansionProps = {
  ...overview,
  asks: { action: '/expansion', form: { values: { 'on-day': '30', 'on-month': '2' }, errors: [dateError] } },
  ...{ pledge: null, projects: [], boardRows: [], counted: [], addHref: null },
};

const marks = [{ value: 'published', text: 'Published: the source prints it' }];
const tooMany = { field: 'beds', text: '30 staffed is more than 27 open' };

/** As an administrator sees it, with a number out of step. */
export const project: ExpansionProjectProps = {
  frame: plannerFrame,
  name: awkwardNames.long,
  placeText: 'Sample Trust · Highland, new',
  facts: [{ key: 'Beds added, as far as they are known', value: '27' }],
  fundingText: 'about 6,000,000 (derived)',
  source: { text: 'Written answer, 25 November 2024', readText: 'Read on 21 Nov 2026' },
  stageRows: stageNames.map((name) => ({ key: name, cells: [name, 'nothing', '27 (D)'] })),
  contradictions: ['26 in use is more than 24 staffed.'],
  milestoneRows: [
    {
      key: 'opened',
      cells: [
        'Opened',
        'October to December 2024',
        'May 2027',
        'not said',
        'planned anew: 29 to 32 months late',
      ],
    },
  ],
  said: [
    {
      ...{ key: '1', datedText: 'March 2025', what: 'Open: 27 beds', source: 'https://example.org/beds' },
      tag: { text: 'Published', colour: 'green' },
      ...{ notes: ['Put right by a later statement'], recordedText: '21 Nov 2026, with the reference data' },
    },
  ],
  keeping: {
    beds: {
      ...{ action: '/expansion/1/beds', idempotencyKey: key },
      form: { values: { stage: 'staffed', beds: '30' }, errors: [tooMany] },
    },
    works: { action: '/expansion/1/milestones', idempotencyKey: key, form: { values: {}, errors: [] } },
    stages: [{ value: 'staffed', text: 'Staffed' }],
    milestones: [{ value: 'opened', text: 'Opened' }],
    ...{ marks, standing: [{ value: '1', text: 'Open: 27 beds, March 2025' }], asksToConfirm: true },
  },
  linking: {
    ...{ action: '/expansion/1/link', idempotencyKey: key, version: 1, projects: [] },
    form: { values: {}, errors: [] },
  },
  errors: [tooMany],
  errorPrefix: 'beds-',
};

/** Added a moment ago, as somebody sees it who records nothing. */
export const projectNew: ExpansionProjectProps = {
  ...project,
  ...{
    contradictions: [],
    milestoneRows: [],
    said: [],
    keeping: null,
    linking: null,
    errors: [],
    errorPrefix: '',
    fundingText: null,
  },
};

/** With something wrong. */
export const adding: NewExpansionProps = {
  ...{ frame: plannerFrame, action: '/expansion/new', idempotencyKey: key },
  form: { values: { name: awkwardNames.long }, errors: [{ field: 'provider', text: 'Write who runs it' }] },
  healthBoards: [{ value: 'Highland', text: 'Highland' }],
};
