import { isoDate } from '../../../src/kernel/iso-date.js';
import type { BarriersProps } from '../../../src/modules/matching/adapters/ui/barriers.view.js';
import type { SuggestionProps } from '../../../src/modules/matching/adapters/ui/suggestion.view.js';
import type { BedChangePeopleProps } from '../../../src/modules/matching/adapters/ui/bed-change-people.view.js';
import type { LaterWeeksProps } from '../../../src/modules/matching/adapters/ui/later-weeks.view.js';
import type {
  WaitingListProps,
  WaitingRow,
} from '../../../src/modules/matching/adapters/ui/waiting-list.view.js';
import { awkwardNames, coordinatorFrame, key } from './frames.js';

export const checks = [
  { text: 'One bed for the whole stay', answer: 'yes' },
  { text: 'Accepts women', answer: 'yes', detail: 'Bed 3 is for women' },
  {
    text: 'Methadone within the admission limit',
    answer: 'no',
    detail: '55 ml; the limit at admission is 50 ml',
  },
  { text: 'Step-free', answer: 'unknown', detail: 'Ask whether a ramp is enough' },
] as const;

const waitingRow = (number: number, extra: Partial<WaitingRow>): WaitingRow => ({
  placesHref: `/referrals/${number}/places`,
  referralId: `referral-${number}`,
  reference: `RP-${String(number).padStart(4, '0')}`,
  href: `/referrals/${number}`,
  name: 'Alex Sample',
  partnershipText: 'Sample City',
  band: { text: 'Soon', colour: 'blue' },
  receivedOn: isoDate('2026-09-01'),
  waitedDays: 82,
  adjustedWaitedDays: 82,
  attention: [],
  missing: [],
  ...extra,
});

const suggestion = {
  projectName: 'Craigsample House',
  bedLabel: 'Bed 3',
  arrivesOn: isoDate('2026-11-25'),
  departsOn: isoDate('2027-02-17'),
  isProvisional: false,
  reasons: ['First choice of the person', 'Free for all 84 nights', 'Nearest of 3 places that fit'],
  checks,
  offerHref: '/offers/new?referral=41',
} as const;

export const waitingList: WaitingListProps = {
  search: {
    action: '/waiting-list/search',
    idempotencyKey: key,
    form: { values: {}, errors: [] },
    isFound: false,
  },
  transfersToAnswer: 1,
  frame: coordinatorFrame,
  action: '/waiting-list',
  matcher: { kind: 'current', text: 'Suggestions were last worked out 2 minutes ago.' },
  runsHref: '/matching/runs',
  filters: { values: { band: '', queue: 'ready' }, errors: [] },
  bandOptions: [
    { value: 'urgent', text: 'Urgent' },
    { value: 'soon', text: 'Soon' },
    { value: 'routine', text: 'Routine' },
  ],
  queueOptions: [
    { value: 'ready', text: 'Ready' },
    { value: 'assessment-missing', text: 'Waits for an assessment' },
  ],
  summaryText: '312 people waiting, 41 of them ready for an offer.',
  rows: [
    waitingRow(41, {
      name: awkwardNames.gaelic,
      band: { text: 'Urgent', colour: 'red' },
      waitedDays: 31,
      adjustedWaitedDays: 24,
      receivedOn: isoDate('2026-10-22'),
      suggestion,
    }),
    waitingRow(42, {
      name: awkwardNames.emoji,
      offer: {
        state: { text: 'Offer made', colour: 'blue' },
        text: 'Lochsample Family Service, Flat A',
        dueText: 'Answer due by 5pm on Tuesday 24 November',
        href: '/offers/42',
      },
      offersOpenText: '2 of 3 offers open',
      moreOffers: [
        {
          state: { text: 'Offer made', colour: 'blue' },
          text: 'Ardsample House, Room 3',
          dueText: 'Answer due by 10am on Wednesday 25 November',
          href: '/offers/43',
        },
      ],
      suggestion,
    }),
    waitingRow(43, {
      name: 'Jo Sample',
      waitedDays: 1,
      adjustedWaitedDays: 1,
      receivedOn: isoDate('2026-11-21'),
      missing: [
        { text: 'Funding decision', whoActs: 'Sample City partnership' },
        { text: 'Date for detox', whoActs: 'Key worker' },
      ],
      suggestion: {
        ...suggestion,
        isProvisional: true,
        offerHref: undefined,
        projectName: 'Lochsample Family Service',
        bedLabel: 'Flat A',
      },
    }),
    waitingRow(44, {
      band: { text: 'Routine', colour: 'grey' },
      waitedDays: 140,
      adjustedWaitedDays: 120,
      attention: ['The person is to be reached', 'The urgency is to be looked at again'],
      cannotGoText: 'Can go again from 1 Dec 2026',
      noSuggestionText: 'No place for a family of 4 before 1 March 2027',
    }),
  ],
  recordReferralHref: '/referrals/new',
  paging: { nextHref: '/waiting-list?after=RP-0044', text: '1 to 4 of 312' },
};

export const waitingListStale: WaitingListProps = {
  ...waitingList,
  matcher: {
    kind: 'stale',
    title: 'Suggestions may be out of date',
    text: 'Suggestions were last worked out 47 minutes ago. Check that a bed is still free before you offer it.',
  },
  paging: { previousHref: '/waiting-list', nextHref: '/waiting-list?after=RP-0144' },
};

export const waitingListOff: WaitingListProps = {
  ...waitingList,
  matcher: {
    kind: 'off',
    title: 'Suggestions are switched off',
    text: 'No suggestions are being worked out. You can still make offers from the bed board.',
  },
  rows: waitingList.rows.map((row) => ({ ...row, name: undefined, suggestion: undefined })),
};

export const waitingListEmpty: WaitingListProps = {
  ...waitingList,
  rows: [],
  summaryText: 'Nobody is waiting.',
  paging: {},
  recordReferralHref: undefined,
};

export const waitingListLong: WaitingListProps = {
  ...waitingList,
  rows: [
    waitingRow(51, {
      name: awkwardNames.long,
      partnershipText: awkwardNames.long,
      suggestion: { ...suggestion, projectName: awkwardNames.long, bedLabel: awkwardNames.markup },
    }),
    waitingRow(52, {
      name: awkwardNames.markup,
      missing: [{ text: awkwardNames.long, whoActs: awkwardNames.markup }],
    }),
  ],
};

const barrierRow = (name: string, gain: number | null, lose: number | null) => ({
  key: name,
  name,
  asIf: 'nobody needed detox first, or had done it already',
  whoCouldAct: 'Health boards and detox services; projects that could give detox on site',
  gain,
  gainText: gain === null ? 'fewer than 5' : String(gain),
  loseText: lose === null ? 'fewer than 5' : String(lose),
});
const barrierRows = [
  barrierRow('Detox', 45, null),
  barrierRow('Distance: places for some areas only', 20, 10),
  barrierRow('Dose of a prescribed medicine', 5, null),
  barrierRow('Room for children, or while pregnant', null, null),
];

export const barriers: BarriersProps = {
  frame: coordinatorFrame,
  whose: 'Scotland',
  counted: {
    summary: 'Detox holds most people back: about 45 people would have a place without it.',
    chart: {
      id: 'barriers',
      title: 'People who would have a place without each barrier',
      description: 'Detox: 45. Distance: 20. Dose: 5. Children: fewer than 5.',
      bars: barrierRows.map(({ key: of, name, gain, gainText }) => ({
        ...{ key: of, label: name, value: gain, valueText: gainText },
      })),
    },
    rows: barrierRows,
    listText:
      'about 560 people waiting with nothing offered or booked; a place is suggested to about 120 people.',
    asAtText: '6:20am on 22 November 2026, over the run of the matcher for 22 November 2026.',
    policyText: 'The matching policy sample-1.',
    protectedText:
      'Counts of the country are to the nearest five, and fewer than 5, none among them, are told as fewer than 5.',
  },
  earlier: { text: 'As it was on 25 October 2026', href: '/matching/barriers?on=2026-10-25' },
};

export const barriersNotCounted: BarriersProps = {
  frame: coordinatorFrame,
  whose: 'Your partnership’s list',
};

const place = {
  key: 'craigsample',
  projectName: 'Craigsample House',
  areaText: 'Highland, near home',
  bedText: 'Bed 3',
  stayText: '25 Nov 2026, last night 16 Feb 2027',
  wishes: ['The person named this project', 'Not near home, as the person would like'],
  othersText: 'Everybody else who has a suggestion keeps one, though perhaps another.',
  whyHref: '/referrals/41/eligibility?projectId=craigsample',
  offerHref: '/referrals/41/offer?bedId=3',
} as const;

export const suggestionOfOne: SuggestionProps = {
  frame: coordinatorFrame,
  reference: 'RP-0041',
  name: 'Alex Sample',
  referralHref: '/referrals/41',
  placesHref: '/referrals/41/places',
  workedOutText: 'Worked out 2 minutes ago, by policy 2026-11-22.2.',
  latestHref: null,
  heldText: null,
  asked: {
    text: 'An offer of Rowan Bank, Room 2, waits for an approver to confirm it. Nothing is held meanwhile.',
    href: '/referrals/41/override',
  },
  missing: [],
  faults: [],
  standing: [
    'Number 4 of the 312 who wait in the country.',
    'Urgency: Soon. 3 people are ahead because theirs is more pressing.',
  ],
  place: { ...place, isProvisional: false },
  reasons: ['The earliest such bed that fits the whole stay'],
  checks,
  noPlaceText: null,
  options: [
    {
      ...place,
      key: 'other',
      projectName: 'An unusually long name of a residential rehabilitation project in the country',
      othersText: 'Somebody who comes after them (routine) would have no place.',
      asksText: 'An offer here is asked why.',
    },
    {
      ...place,
      key: 'held',
      projectName: 'Rowan Bank',
      wishes: [],
      othersText: 'Suggested to people ahead of them, who have no other place to go to.',
      offerHref: null,
    },
  ],
  unusable: ['Rowan Bank (Room 9): takes no adult, so nobody can come.'],
  chosenBy: [
    {
      name: 'The rules of the bed',
      levelText: 'must be so',
      why: 'So that nobody is turned away.',
      source: 'The rules',
    },
  ],
};

export const suggestionOfNobody: SuggestionProps = {
  ...suggestionOfOne,
  latestHref: '/referrals/41/suggestion',
  heldText: 'A bed is booked for the person.',
  asked: null,
  missing: [{ text: 'No funding decision yet', whoActs: 'The funding approver acts next' }],
  faults: ['No adult is recorded as coming. Record at least one.'],
  place: null,
  noPlaceText:
    'The 4 women-only beds that fit are suggested to 4 people ahead on the list, 1 of them yours. The first that fits comes free on 14 May 2027.',
  reasons: [],
  checks: [],
  options: [],
};

export const suggestionProvisional: SuggestionProps = {
  ...suggestionOfOne,
  name: null,
  missing: [{ text: 'No funding decision yet', whoActs: 'The funding approver acts next' }],
  place: { ...place, offerHref: null, isProvisional: true },
  options: [],
};

export const bedChangePeople: BedChangePeopleProps = {
  frame: coordinatorFrame,
  rows: [
    {
      key: '1 43',
      reference: 'RP-0043',
      href: '/referrals/43',
      name: awkwardNames.gaelic,
      band: { text: 'Urgent', colour: 'orange' },
      kindText: 'Would lose the place suggested now',
      bedText: 'Craigsample House · Bed 3',
      changedText: 'Who can come: Women only',
      startsText: 'Not agreed yet; from 11 Jan 2027',
      lookedText: 'Worked out 2:05pm on Sunday 22 November 2026',
      placesHref: '/referrals/43/places',
    },
  ],
};

export const bedChangePeopleNone: BedChangePeopleProps = { ...bedChangePeople, rows: [] };

export const laterWeeks: LaterWeeksProps = {
  frame: coordinatorFrame,
  waitingListHref: '/waiting-list',
  madeText: 'Worked out 12 minutes ago.',
  summary: [
    '40 people are ready and without a bed. If nothing changes, 35 of them could arrive by 15 Mar 2027.',
    'At most 5 more could be placed, however beds were given out.',
  ],
  bands: [
    { text: 'Emergency', cells: ['fewer than 5', 'fewer than 5', '0'] },
    { text: 'Routine', cells: ['30', '10', '5'] },
  ],
  rows: [
    {
      referralId: 'referral-43',
      reference: 'RP-0043',
      href: '/referrals/43',
      name: awkwardNames.gaelic,
      band: { text: 'Urgent', colour: 'orange' },
      whenText: 'Around 4 Jan 2027',
      placeText: 'Craigsample House',
      placesHref: '/referrals/43/places',
    },
    {
      referralId: 'referral-44',
      reference: 'RP-0044',
      href: '/referrals/44',
      name: 'Alex Sample',
      band: { text: 'Soon', colour: 'blue' },
      whenText: null,
      placeText: '4 beds fit, but no stay long enough is left in them',
      placesHref: '/referrals/44/places',
    },
  ],
  paging: { nextHref: '/matching/later-weeks?after=25' },
};

export const laterWeeksNone: LaterWeeksProps = {
  ...laterWeeks,
  madeText: null,
  summary: [],
  rows: [],
  paging: {},
};
