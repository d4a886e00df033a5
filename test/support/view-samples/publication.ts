import type {
  ReleaseProps,
  ReleasesProps,
} from '../../../src/modules/publication/adapters/ui/releases.view.js';
import { awkwardNames, plannerFrame } from './frames.js';

const untouched = { values: {}, errors: [] };

export const releases: ReleasesProps = {
  frame: plannerFrame,
  drafts: [
    {
      ...{ releaseId: '1', periodText: 'July to September 2026', stateText: 'To be checked' },
      ...{ stateColour: 'orange', sinceText: '09:14 on 20 November 2026', href: '/releases/1' },
    },
    {
      ...{ releaseId: '2', periodText: '2025/26', stateText: 'Being worked out', stateColour: 'blue' },
      ...{ sinceText: '09:20 on 20 November 2026', href: '/releases/2' },
    },
  ],
  published: [
    {
      ...{ releaseId: '3', periodText: 'April to June 2026', stateText: 'Version 2', stateColour: 'green' },
      ...{ sinceText: '14:00 on 1 September 2026', href: '/releases/3' },
    },
    {
      ...{ releaseId: '4', periodText: 'April to June 2026', stateText: 'Version 1, replaced' },
      ...{ stateColour: 'grey', sinceText: '14:00 on 1 August 2026', href: '/releases/4' },
    },
  ],
  beginning: {
    action: '/releases',
    idempotencyKey: 'sample-key',
    periods: [{ value: 'quarter 2026-07-01', text: 'July to September 2026' }],
    form: untouched,
  },
  errors: [],
};

const periodError = {
  field: 'period',
  text: 'A year is the sum of its quarters. Publish these first: January to March 2026',
};

export const releasesRefused: ReleasesProps = {
  ...releases,
  beginning: {
    ...releases.beginning!,
    form: { values: { period: 'year 2025-04-01', reason: awkwardNames.markup }, errors: [periodError] },
  },
  errors: [periodError],
};

export const releasesOfReader: ReleasesProps = { ...releases, drafts: null, beginning: null, published: [] };

export const release: ReleaseProps = {
  frame: plannerFrame,
  titleText: 'July to September 2026',
  labelText: 'Release',
  isBeingMade: false,
  facts: [
    {
      term: 'As recorded by',
      text: '09:12 on 20 November 2026. What was recorded later is in no number here.',
    },
  ],
  standing: {
    ...{ kind: 'information', title: 'A draft, not published' },
    text: 'It shows what would be published, and nothing else. Somebody other than its maker publishes it.',
  },
  caution: 'Everybody counted here is invented. The numbers say nothing about Scotland.',
  files: [],
  tables: [
    {
      tableId: 'started-by-area',
      title: 'Placements started, by area',
      chart: {
        id: 'started-by-area',
        title: 'Placements started, by area',
        description: 'NHS Sample: 43. NHS Other: Kept back: small numbers',
        bars: [
          { key: '1', label: 'NHS Sample', value: 43, valueText: '43' },
          { key: '2', label: 'NHS Other', value: null, valueText: 'Kept back: small numbers' },
        ],
      },
      columns: [
        { key: 'row', heading: 'Health board and partnership' },
        { key: '0', heading: 'Number' },
      ],
      rows: [
        { key: '0', depth: 0, cells: ['Scotland', '60'] },
        { key: '1', depth: 1, cells: ['NHS Sample', '43'] },
        { key: '2', depth: 2, cells: ['Sample City', 'About 35'] },
        { key: '3', depth: 1, cells: ['NHS Other', 'Kept back: small numbers'] },
      ],
      toldText: '4 numbers: 2 told as counted, 1 rounded, 0 as a band, 1 kept back.',
    },
  ],
  notes: [
    '“About” stands before a number that is told to the multiple of five below or above it, by chance.',
  ],
  definitions: [
    {
      key: 'placements-started',
      term: 'Placements started, version 1',
      text: 'By the day they arrived. Source: counted from admissions recorded here.',
    },
  ],
  publishing: { action: '/releases/1/publish', idempotencyKey: 'sample-key', form: untouched },
  settingAside: { action: '/releases/1/set-aside', idempotencyKey: 'sample-key', form: untouched },
  errors: [],
  errorPrefix: '',
};

export const releaseRefused: ReleaseProps = {
  ...release,
  settingAside: {
    ...release.settingAside!,
    form: { values: { note: '' }, errors: [{ field: 'note', text: 'Write why it is not published' }] },
  },
  errors: [{ field: 'note', text: 'Write why it is not published' }],
  errorPrefix: 'aside-',
};

export const releaseReplaced: ReleaseProps = {
  ...release,
  labelText: 'Release, version 1',
  standing: {
    ...{ kind: 'warning', title: 'Replaced by version 2' },
    text: 'It stays as it was published. Use the later version.',
  },
  files: [
    { href: '/releases/1/table', text: 'All tables as one file (CSV)' },
    { href: '/releases/1/summary', text: 'One page of it (PDF)' },
  ],
  publishing: null,
  settingAside: null,
};
