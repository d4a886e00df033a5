import type {
  ExtractMappingProps,
  ExtractsProps,
} from '../../../src/modules/exchange/adapters/ui/extracts.view.js';
import { plannerFrame } from './frames.js';

const notice =
  'This is not the official format of the National Core Minimum Dataset, whose list of fields was not found.';

export const extracts: ExtractsProps = {
  frame: { ...plannerFrame, user: { name: 'Robin Sample', roleText: 'Information governance' } },
  notice,
  caution: 'Everybody in these files is invented. They say nothing about Scotland.',
  months: [
    { key: '2026-10', text: 'October 2026', href: '/extracts/2026-10' },
    { key: '2026-09', text: 'September 2026', href: '/extracts/2026-09' },
  ],
  nextText: 'November 2026 can be taken from Tuesday 1 December 2026 on.',
  refusedText: null,
};

export const extractsRefused: ExtractsProps = {
  ...extracts,
  refusedText: 'November 2026 is not over. It can be taken from Tuesday 1 December 2026 on.',
};

export const extractMapping: ExtractMappingProps = {
  frame: plannerFrame,
  notice,
  versionText: 'Mapping 1',
  rows: [
    {
      key: 'counts_as_residential_rehab',
      question: 'Is it residential rehabilitation?',
      column: 'counts_as_residential_rehab',
      derivation: 'yes where the bed is a rehabilitation bed and the project counted on the day of arrival.',
      statusText: 'Yes',
    },
    {
      key: 'outcomes',
      question: 'Recovery Outcomes at assessment, 12, 26 and 52 weeks?',
      column: 'None',
      derivation: 'Scores are not kept here; the names of the indicators were not found.',
      statusText: 'No: not kept here',
    },
  ],
  mayTake: true,
};
