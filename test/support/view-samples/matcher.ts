import type {
  MatchRunProps,
  MatchRunsProps,
  SuggestedBeforeProps,
} from '../../../src/modules/matching/adapters/ui/match-runs.view.js';
import type { MatcherProps } from '../../../src/modules/matching/adapters/ui/matcher.view.js';
import { awkwardNames, coordinatorFrame, key } from './frames.js';

const keptText = 'Kept: each for 14 days, then the last of a day for 400 days.';

export const matchRuns: MatchRunsProps = {
  frame: coordinatorFrame,
  keptText,
  runs: [
    {
      runId: '12',
      href: '/matching/runs/12',
      whenText: '2:05pm on Sunday 22 November 2026',
      causeText: 'A referral changed',
      faultsText: '2 beds or rules that cannot be used',
      policyText: '2026-11-22.2',
      ownText: '12 people, 3 with a place',
    },
    {
      runId: '11',
      href: '/matching/runs/11',
      whenText: '3am on Sunday 22 November 2026',
      causeText: 'Worked out afresh at night',
      faultsText: null,
      policyText: '2026-11-22.2',
      ownText: 'Nobody of yours waited',
    },
  ],
  paging: { nextHref: '/matching/runs?before=11' },
};

export const matchRunsNone: MatchRunsProps = { ...matchRuns, runs: [], paging: {} };

export const matchRun: MatchRunProps = {
  frame: {
    ...coordinatorFrame,
    notice: {
      title: 'Suggestions may be out of date',
      text: 'Suggestions were last worked out 47 minutes ago. Check that a bed still fits before you offer it.',
    },
  },
  whenText: '2:05pm on Sunday 22 November 2026',
  facts: [
    'A referral changed. By policy 2026-11-22.2.',
    'In the whole country 312 people waited, 41 of them ready; a place was found for 38. Proven.',
  ],
  people: [
    {
      referralId: 'referral-41',
      href: '/referrals/41/suggested-before',
      reference: 'RP-0041',
      name: awkwardNames.long,
      rankText: '1',
      saidText: 'Craigsample House, Bed 3, 25 Nov 2026 to 17 Feb 2027',
      reasons: ['The earliest bed that fits the whole stay'],
    },
    {
      referralId: 'referral-42',
      href: '/referrals/42/suggested-before',
      reference: 'RP-0042',
      rankText: '17',
      saidText: 'None: not ready to place yet',
      reasons: [],
    },
  ],
  unusable: [
    {
      projectName: 'Craigsample House',
      text: 'Craigsample House (Room 9): takes no adult, so nobody can come.',
      mend: { text: 'See its beds', href: '/board?project=craigsample' },
    },
  ],
  backHref: '/matching/runs',
  paging: { nextHref: '/matching/runs/12?after=17' },
};

export const suggestedBefore: SuggestedBeforeProps = {
  frame: coordinatorFrame,
  reference: 'RP-0041',
  name: awkwardNames.gaelic,
  referralHref: '/referrals/41',
  keptText,
  spells: [
    {
      key: '12',
      href: '/matching/runs/12',
      whenText: '3am on Saturday 21 November 2026 to 2:05pm on Sunday 22 November 2026',
      saidText: 'Craigsample House, Bed 3, 25 Nov 2026 to 17 Feb 2027',
      rankText: '1',
      policyText: '2026-11-22.2',
      reasons: ['The earliest bed that fits the whole stay'],
    },
  ],
  paging: {},
};

export const matcherOn: MatcherProps = {
  frame: coordinatorFrame,
  state: { kind: 'current', text: 'Suggestions were last worked out 2 minutes ago.' },
  underWayText:
    'A run is under way since 1 minute ago: 100,000 people and 20,000 places. Worked out afresh at night. Open this page again to see how it goes on.',
  facts: [
    { key: 'Suggestions', value: 'On' },
    { key: 'Oldest change not answered', value: 'None' },
  ],
  switching: {
    action: '/admin/matcher/switch',
    idempotencyKey: key,
    version: 1,
    isOn: true,
    form: { values: { reason: '' }, errors: [{ field: 'reason', text: 'Enter why, in a few words' }] },
  },
  runs: [
    {
      runId: '12',
      whenText: '2:05pm on Sunday 22 November 2026',
      causeText: 'A referral changed',
      tookText: '84 ms',
      countsText: '312, 41, 38',
      provenText: 'Proven',
      looksText: '3 times, last 2 minutes ago',
      policyText: '2026-11-22.2',
    },
  ],
  paging: { nextHref: '/admin/matcher?before=12' },
};

export const matcherOff: MatcherProps = {
  ...matcherOn,
  underWayText: undefined,
  state: {
    kind: 'off',
    title: 'Suggestions are switched off',
    text: 'An administrator switched them off at 9am on Sunday 22 November: wrong beds were suggested. Nothing is suggested until they are switched on.',
  },
  switching: { ...matcherOn.switching, version: 2, isOn: false, form: { values: {}, errors: [] } },
  runs: [],
  paging: {},
};
