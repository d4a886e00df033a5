import type { FigureSheetProps } from '../../../src/modules/measures/adapters/ui/figure-sheet.view.js';
import type { OutsideFigureProps } from '../../../src/modules/measures/adapters/ui/outside-figure.view.js';
import type {
  OutsideFiguresProps,
  OutsideRow,
} from '../../../src/modules/measures/adapters/ui/outside-figures.view.js';
import { awkwardNames, plannerFrame } from './frames.js';

const row: OutsideRow = {
  key: '1',
  href: '/measures/published/1',
  periodText: 'April 2022 to June 2022',
  measureText: 'Placements approved',
  ofWhomText: 'All routes',
  figureText: '170',
  standing: 'revised',
  replacedText: null,
  vintageText: '4th report, 15 Nov 2022 (released 15 Nov 2022)',
  note: null,
  source: 'A public body, re-issued on 15 November 2022',
  sourceHref: 'https://statistics.example/4',
  hereText: '182',
  differenceText: '12 more here',
  whyTexts: ['What they cover: one partnership had sent nothing in'],
};

/** Every standing a figure can have, counted here or not. */
export const figures: OutsideFiguresProps = {
  frame: plannerFrame,
  asks: {
    form: { values: { measure: 'placements_approved', period: '', route: '' }, errors: [] },
    measures: [{ value: 'placements_approved', text: 'Placements approved' }],
    periods: [{ value: '2022', text: '2022/23' }],
    routes: [{ value: 'all', text: 'All routes' }],
  },
  published: [
    row,
    {
      ...row,
      ...{ key: '2', href: '/measures/published/2', figureText: '218', standing: 'withdrawn' },
      replacedText: '170 stands in its place: 4th report, 15 Nov 2022',
      ...{ hereText: 'Not recorded here: records begin on Sunday 1 November 2026', differenceText: null },
      ...{ note: 'Withdrawn: stabilisation had been counted', whyTexts: [] },
    },
    {
      ...row,
      ...{ key: '3', href: '/measures/published/3', standing: 'superseded', ofWhomText: awkwardNames.long },
      source:
        'https://statistics.example/a-very-long-address/that-has-no-blanks/anywhere-at-all-in-its-whole-length',
      sourceHref: undefined,
    },
    { ...row, key: '4', href: '/measures/published/4', standing: 'published', hereText: 'Fewer than 5' },
  ],
  notPublished: [
    { ...row, key: '5', href: '/measures/published/5', standing: 'derived' },
    { ...row, key: '6', href: '/measures/published/6', standing: 'unverified', figureText: 'None given' },
  ],
  moreText: '12 figures more: choose a measure, a year or a route to see them.',
  takeInHref: '/measures/published/sheet',
  chart: {
    id: 'outside',
    title: 'Placements approved, all routes, by financial year',
    description: '2022/23: 812. 2022/23, counted here: 820.',
    bars: [
      { key: '1', label: '2022/23', value: 812, valueText: '812' },
      { key: '1-here', label: '2022/23, counted here', value: 820, valueText: '820' },
    ],
  },
};

/** Nothing fits what was asked. */
export const figuresNone: OutsideFiguresProps = {
  ...figures,
  ...{ published: [], notPublished: [], moreText: null, chart: null, takeInHref: null },
};

/** A withdrawn figure and what came in its place, with a form that is wrong. */
export const figure: OutsideFigureProps = {
  frame: plannerFrame,
  title: 'Placements approved, all routes',
  periodText: 'April 2022 to June 2022',
  figureText: '218',
  standing: 'withdrawn',
  cautionText: null,
  vintages: [
    {
      ...{
        key: '2',
        vintageText: '4th report, 27 Sep 2022',
        href: null,
        figureText: '218',
        changeText: null,
      },
      ...{ standing: 'withdrawn', reasons: ['Withdrawn: stabilisation had been counted'], source: 'A body' },
    },
    {
      ...{ key: '1', vintageText: '4th report, 15 Nov 2022', href: '/measures/published/1' },
      ...{ figureText: '170', changeText: '−48', standing: 'revised', reasons: [] },
      ...{ source: 'The same body', sourceHref: 'https://statistics.example/4' },
    },
  ],
  here: { text: '182', differenceText: '36 fewer here' },
  notes: [{ term: 'Counts', text: 'Referrals a public funder agreed to pay for. Definition 2.' }],
  explanations: [
    {
      ...{ key: 'a', whyText: 'What they cover', words: awkwardNames.long },
      ...{ besideText: 'Counted here, 182 at the time', byText: 'Nan Planner, 10am on 23 November 2026' },
    },
  ],
  explaining: {
    ...{ action: '/measures/published/2/differences', idempotencyKey: 'a' },
    form: {
      values: { words: 'Because' },
      errors: [{ field: 'code', text: 'Choose why it differs' }],
    },
    comparedWith: [
      { value: 'here', text: 'What is counted here' },
      { value: 'earlier', text: 'The issue before' },
    ],
    codes: [{ value: 'coverage', text: 'What they cover', hint: 'Places that one leaves out' }],
  },
  withdrawing: {
    ...{ action: '/measures/published/2/withdrawal', idempotencyKey: 'b' },
    form: { values: {}, errors: [] },
  },
  errors: [{ field: 'code', text: 'Choose why it differs' }],
  errorPrefix: '',
};

/** One that nobody published, for a reader who explains nothing. */
export const figureToRead: OutsideFigureProps = {
  ...figure,
  ...{ standing: 'derived', cautionText: 'It was worked out from published figures.' },
  ...{ explanations: [], explaining: null, withdrawing: null, errors: [] },
};

/** A sheet before the first look. */
export const sheet: FigureSheetProps = {
  frame: plannerFrame,
  templateHref: '/measures/published/sheet/template',
  checkAction: '/measures/published/sheet',
  takeInAction: '/measures/published/sheet/figures',
  form: { values: {}, errors: [] },
  checked: null,
  columns: [{ heading: 'Figure', text: 'A whole number in figures' }],
};

/** One with more faults than are told. */
export const sheetWithFaults: FigureSheetProps = {
  ...sheet,
  form: {
    values: { sheet: 'Measure,Figure\nplacements_approved,many' },
    errors: [{ field: 'sheet', text: 'The sheet has 2 faults. Nothing was kept.' }],
  },
  checked: {
    ...{ kind: 'faults', faultCount: 2 },
    faults: [
      {
        ...{ row: 2, column: 'Figure', problem: awkwardNames.long },
        accepted: '431, or a line of the route other_or_uncosted with 30, marked derived',
      },
    ],
  },
};

/** One that would add an issue. */
export const sheetThatFits: FigureSheetProps = {
  ...sheet,
  checked: {
    kind: 'fits',
    summaryText: '1 figure to add, of which 1 beside an earlier issue; 0 kept already.',
    rows: [
      {
        ...{ key: '2', row: 2, whatText: 'Placements approved, 2022/23 Q1, All routes', figureText: '170' },
        ...{ issueText: 'R4 again', becomesText: 'Another issue beside 218 (4th report), which stays' },
      },
    ],
    idempotencyKey: 'a',
  },
};
