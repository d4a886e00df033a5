import type { FundingToDecideProps } from '../../../src/modules/funding/adapters/ui/funding-to-decide.view.js';
import type { PlacesProps, ProjectPlaces } from '../../../src/modules/matching/adapters/ui/places.view.js';
import type { NotificationsProps } from '../../../src/modules/notifications/adapters/ui/notifications.view.js';
import type { ClosingProps } from '../../../src/modules/referrals/adapters/ui/closing.view.js';
import type { DraftsProps } from '../../../src/modules/referrals/adapters/ui/drafts.view.js';
import type { FindPersonProps } from '../../../src/modules/referrals/adapters/ui/find-person.view.js';
import type { TransfersProps } from '../../../src/modules/referrals/adapters/ui/transfers.view.js';
import type { TodayProps } from '../../../src/modules/tasks/adapters/ui/today.view.js';
import { untouchedForm } from '../../../src/ui/forms/form-state.js';
import { awkwardNames, coordinatorFrame, key } from './frames.js';

const project = (number: number, extra: Partial<ProjectPlaces>): ProjectPlaces => ({
  projectId: `project-${number}`,
  name: 'Craigsample House',
  placeText: 'NHS Sample, near home',
  whyHref: `/referrals/43/eligibility?projectId=project-${number}`,
  countText: '2 beds',
  wishText: null,
  refusedText: null,
  beds: [],
  reasons: [],
  ...extra,
});

export const places: PlacesProps = {
  frame: coordinatorFrame,
  action: '/referrals/43/places',
  referralHref: '/referrals/43',
  reference: 'RP-0043',
  name: awkwardNames.gaelic,
  stayText: '84 nights from 22 Nov 2026. Beds that come free by 14 Feb 2027, 12 weeks on, are looked at.',
  first: {
    missing: [
      'Nobody has asked for funding yet. The referral coordinator acts next.',
      'Detox is not booked. The referral coordinator acts next.',
    ],
    steps: [
      { text: 'Ask for funding', href: '/referrals/43/money' },
      { text: 'Book detox', href: '/referrals/43#gate-detox' },
    ],
  },
  form: {
    values: { 'arrivesOn-day': '22', 'arrivesOn-month': '11', 'arrivesOn-year': '2026' },
    errors: [],
  },
  canGo: [
    project(1, {
      wishText: 'Their first choice',
      beds: [1, 2].map((bed) => ({
        bedId: `bed-${bed}`,
        label: `Bed ${bed}`,
        fromText: 'From 3 Dec 2026',
        offerHref: `/referrals/43/offer?bedId=bed-${bed}`,
      })),
    }),
  ],
  notKnown: [
    project(2, {
      name: awkwardNames.long,
      reasons: [{ text: 'Methadone: 50 ml a day or less. Not recorded.', bedsText: '12 beds' }],
    }),
  ],
  full: [
    project(3, { beds: [{ bedId: 'bed-9', label: awkwardNames.markup, fromText: null, offerHref: null }] }),
  ],
  cannotGo: [
    project(4, {
      refusedText: 'An offer here came to nothing before',
      reasons: [{ text: 'For men only. She is a woman.', bedsText: '1 bed' }],
    }),
  ],
};

export const placesHeld: PlacesProps = {
  ...places,
  first: {
    heldText:
      'A bed is booked for the person. Another can be offered once the provider records that they will not arrive.',
    missing: [],
    steps: [],
  },
  form: {
    values: { 'arrivesOn-day': '30', 'arrivesOn-month': '2', 'arrivesOn-year': '2027' },
    errors: [{ field: 'arrivesOn', text: 'Enter a day of arrival from 22 Nov 2026 to 22 Nov 2027' }],
  },
  canGo: [],
};

const task = {
  href: '/referrals/43#gate-detox',
  stuckText: null,
  isContinued: false,
  togetherText: null,
  aboutShort: 'RP-0043',
  placeText: null,
  due: { text: 'Due today', colour: 'yellow' },
  dueText: 'By 5pm',
  holderText: 'Nobody yet',
  isMine: false,
  action: '/today/tasks/book-detox~43',
  version: 0,
  colleagues: [{ value: 'member-2', text: 'Robin Sample' }],
} as const;

export const today: TodayProps = {
  frame: coordinatorFrame,
  title: 'Sunday 22 November 2026',
  summaryText: '3 tasks for your team, 1 of them overdue.',
  alerts: {
    alerts: [
      {
        key: 'alert',
        headline: 'SYNTHETIC, not a real alert: very strong tablets',
        advice: 'Carry more than one naloxone kit.',
        detailText: 'Invented. Holds until 12 Dec 2026',
      },
    ],
    allHref: '/alerts',
  },
  views: [
    { text: 'Mine (0)', href: '/today?show=mine', isCurrent: false },
    { text: 'My team’s (3)', href: '/today', isCurrent: true },
  ],
  view: 'team',
  after: '',
  tasks: [
    {
      ...task,
      key: 'safety~1',
      text: 'Naloxone on leaving',
      aboutText: `${awkwardNames.gaelic}, RP-0043`,
      placeText: 'Craigsample House',
      togetherText: '2 tasks for this person',
      due: { text: 'Overdue, safety', colour: 'red' },
    },
    {
      ...task,
      key: 'book-detox~43',
      text: 'Book a detox',
      aboutText: `${awkwardNames.gaelic}, RP-0043`,
      isContinued: true,
      stuckText: 'Stuck: 11 working days in this stage, where 5 working days are the limit',
    },
    {
      ...task,
      key: 'make-offer~44',
      text: 'Offer the place that fits',
      aboutText: awkwardNames.long,
      aboutShort: 'RP-0044',
      holderText: 'You',
      isMine: true,
      version: 2,
    },
  ],
  emptyText: 'Nothing to do',
  emptyHint: 'What comes up stands here by itself.',
  paging: { nextHref: '/today?after=x', text: '1 to 3 of 58' },
  listHref: '/today/list',
  errors: [],
  newKey: () => key,
};

export const notifications: NotificationsProps = {
  frame: coordinatorFrame,
  summaryText: '3 notifications you have not read.',
  rows: [
    {
      key: 'one',
      text: 'Somebody left, not as planned',
      href: '/placements/1/leaving',
      aboutText: 'RP-0043',
      placeText: 'Craigsample House',
      whenText: '2 minutes ago',
      tag: { text: 'New, safety', colour: 'red' },
    },
    {
      key: 'two',
      text: 'Funding was approved',
      href: null,
      aboutText: 'RP-0044',
      placeText: awkwardNames.long,
      whenText: '18 Nov 2026',
      tag: null,
    },
  ],
  reading: { action: '/notifications/reading', seen: 'one', idempotencyKey: key },
  errors: [],
  paging: {},
};

export const fundingToDecide: FundingToDecideProps = {
  frame: coordinatorFrame,
  requests: [
    {
      requestId: 'request',
      reference: 'RP-0043',
      name: awkwardNames.long,
      href: '/referrals/43/money',
      askedText: '12 weeks at £1,120 a week: £13,440',
      routeText: 'Alcohol and Drug Partnership',
      waitingText: '11 working days',
      standing: { text: 'Put off', colour: 'orange' },
      standingText: 'More must be known first. The referral coordinator acts next.',
      needs: ['2026/27: needs £13,440, £9,000 left'],
      shortText: '£4,440 too little',
    },
  ],
  proposals: [
    {
      proposalId: 'proposal',
      reference: 'RP-0044',
      name: awkwardNames.gaelic,
      href: '/referrals/44/money',
      askedText: '52 weeks at £1,120 a week: £58,240',
      routeText: 'Alcohol and Drug Partnership',
      proposedText: 'Robin Sample, 22 Nov 2026',
      exceptionalText: 'Exceptional: a year with a small child',
    },
  ],
  hasMoreProposals: true,
  takeovers: [
    {
      takeoverId: 'takeover',
      reference: 'RP-0045',
      href: '/referrals/45/money',
      askedText: 'Alcohol and Drug Partnership £700 a week, Social work £300 a week, from 6 Dec 2026',
      byText: 'Robin Sample',
      dueText: 'By 6 Dec 2026',
    },
  ],
  hasMoreTakeovers: false,
  limitsHref: '/funding/limits',
  paging: {},
};

export const transfers: TransfersProps = {
  frame: coordinatorFrame,
  wentText: 'RP-0046 is with Sample Highlands since 20 Nov 2026.',
  transfers: [
    {
      transferId: 'to-answer',
      title: `${awkwardNames.gaelic}, RP-0043`,
      text: 'Sample Highlands asks, since 20 Nov 2026: moved to her sister’s',
      isAskedOfUs: true,
      version: 1,
      keys: { accept: key, end: key },
    },
    {
      transferId: 'asked',
      title: 'RP-0044',
      text: `Asked of Sample Highlands on 21 Nov 2026: ${awkwardNames.long}`,
      href: '/referrals/44',
      isAskedOfUs: false,
      version: 1,
      keys: { accept: key, end: key },
    },
  ],
  answered: [{ transferId: 'done', title: 'RP-0046', text: 'Accepted on 20 Nov 2026' }],
  failed: {
    transferId: 'to-answer',
    form: { values: { note: '' }, errors: [{ field: 'note', text: 'Write why you decline' }] },
  },
  backHref: '/waiting-list',
};

export const findPerson: FindPersonProps = {
  frame: coordinatorFrame,
  action: '/referrals/find',
  idempotencyKey: key,
  form: {
    values: { givenName: awkwardNames.emoji },
    errors: [{ field: 'familyName', text: 'Enter the family name' }],
  },
  cancelHref: '/waiting-list',
};

export const drafts: DraftsProps = {
  frame: coordinatorFrame,
  drafts: [
    {
      draftId: 'draft',
      title: awkwardNames.markup,
      text: 'Kept 2 hours ago',
      href: '/referrals/drafts/draft',
      removal: { action: '/referrals/drafts/draft/removal', idempotencyKey: key },
    },
  ],
  keptDays: 28,
  errors: [],
  findHref: '/referrals/find',
  backHref: '/waiting-list',
};

export const closing: ClosingProps = {
  frame: coordinatorFrame,
  reference: 'RP-0043',
  name: awkwardNames.gaelic,
  consequences: ['The offer of Craigsample House, Bed 3 is taken back, and its nights are free at once.'],
  stillToDo: ['Telephone to cancel the detox.'],
  action: '/referrals/43/closing',
  idempotencyKey: key,
  version: 4,
  place: 'offer',
  otherPlace: '',
  reasons: [{ value: 'person_withdrew', text: 'The person does not want to go' }],
  form: untouchedForm,
  cancelHref: '/referrals/43',
};
