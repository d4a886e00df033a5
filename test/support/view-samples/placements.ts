import { isoDate } from '../../../src/kernel/iso-date.js';
import type { ArrivalsAndResidentsProps } from '../../../src/modules/placements/adapters/ui/arrivals-and-residents.view.js';
import type { IncomingOffersProps } from '../../../src/modules/placements/adapters/ui/incoming-offers.view.js';
import type { MakeOfferProps } from '../../../src/modules/placements/adapters/ui/make-offer.view.js';
import { tryOptions } from '../../../src/modules/placements/adapters/ui/offer-try-words.js';
import type { OfferTryModel } from '../../../src/modules/placements/adapters/ui/offer-try.view.js';
import type { OfferMadeProps } from '../../../src/modules/placements/adapters/ui/offer-made.view.js';
import type { OverrideProps } from '../../../src/modules/placements/adapters/ui/override.view.js';
import type { OverridesProps } from '../../../src/modules/placements/adapters/ui/overrides.view.js';
import { fieldsOfDate } from '../../../src/ui/forms/date-parts.js';
import { untouchedForm } from '../../../src/ui/forms/form-state.js';
import { awkwardNames, coordinatorFrame, key, providerFrame, sampleToday } from './frames.js';
import { checks } from './matching.js';

export const makeOffer: MakeOfferProps = {
  steps: [],
  isAsked: false,
  frame: coordinatorFrame,
  action: '/offers',
  idempotencyKey: key,
  version: 4,
  person: {
    reference: 'RP-0041',
    name: awkwardNames.gaelic,
    bandText: 'Urgent',
    waitingText: '31 days, 24 of them when she could have gone',
    needs: [{ text: 'Women only' }, { text: 'Step-free' }],
  },
  bed: {
    bedId: 'bed-3',
    label: 'Bed 3',
    projectName: 'Craigsample House',
    placeText: 'Blairsample, NHS Sample',
    tags: [{ text: 'Women' }, { text: 'Step-free' }],
    freshness: { text: 'Confirmed 3 hours ago by Robin Sample', isStale: false },
  },
  checks: checks.slice(0, 2),
  answerDueText: 'Craigsample House has until 5pm on Tuesday 24 November to answer.',
  moneyHeldText: '£9,240 of the partnership’s budget is held while the offer is open.',
  form: {
    values: {
      ...fieldsOfDate('arrivesOn', isoDate('2026-11-25')),
      ...fieldsOfDate('departsOn', isoDate('2027-02-17')),
    },
    errors: [],
  },
  cancelHref: '/waiting-list',
};

export const makeOfferErrors: MakeOfferProps = {
  ...makeOffer,
  checks,
  overrideText: 'This is not the bed that is suggested to this person. Nobody loses a place by it.',
  form: {
    values: {
      ...fieldsOfDate('arrivesOn', isoDate('2026-11-25')),
      'departsOn-day': '1',
      'departsOn-month': 'Nov',
      'departsOn-year': '2026',
    },
    errors: [
      { field: 'departsOn', text: 'Enter a leaving day after 25 November 2026' },
      { field: 'overrideReason', text: 'Say why you do not offer the bed that is suggested' },
    ],
  },
};

export const makeOfferAsked: MakeOfferProps = {
  ...makeOffer,
  overrideText:
    'This bed is suggested to somebody else. Somebody as urgent or more (urgent) would lose the place suggested to them.',
  isAsked: true,
};

export const makeOfferNotReady: MakeOfferProps = {
  ...makeOffer,
  checks: [
    {
      text: 'Ready to place',
      answer: 'no',
      detail: 'Detox is not booked. The referral coordinator acts next',
    },
  ],
  blockedText: 'The place fits. The offer can be made once the person is ready to place:',
  steps: [{ text: 'Book detox', href: '/referrals/41#gate-detox' }],
};

export const makeOfferClash: MakeOfferProps = {
  ...makeOffer,
  clash: {
    title: 'The bed was taken a moment ago',
    text: 'Someone else was offered Bed 3 from 25 November. Nothing was changed, and your dates are kept below.',
    links: [{ href: '/bed-board', text: 'See which beds are free' }],
    isAnswer: true,
  },
};

const attempt: OfferTryModel = {
  action: '/offers/107/tries',
  idempotencyKey: key,
  options: tryOptions('partnership'),
  tried: ['10am on Tuesday 24 November: the provider, by telephone, left a message'],
  form: untouchedForm,
};

export const offerMade: OfferMadeProps = {
  frame: coordinatorFrame,
  title: 'Offer made',
  stateText: 'Answer due by 5pm on Tuesday 24 November',
  isOpen: true,
  personText: `${awkwardNames.gaelic} (RP-0041)`,
  placeText: 'Craigsample House, Bed 3',
  stayText: '25 Nov 2026, last night 16 Feb 2027',
  costText: '£9,240',
  overrideText: 'Another bed than the one suggested. Why: Nearer to the family',
  besideText:
    '2 of 2 offers open for this person. The first that is accepted is booked, and the others end then. Until then money is held in full for each.',
  waitingListHref: '/waiting-list',
  referralHref: '/referrals/41',
  lapseText:
    'Nobody has recorded that they tried to get an answer. Until somebody does, the bed is held until midday on Wednesday 25 November, and those in charge are told.',
  attempt,
  personsNo: {
    action: '/offers/107/refusal',
    idempotencyKey: key,
    version: 1,
    reasonOptions: [{ value: 'travel', text: 'The journey' }],
    form: untouchedForm,
  },
  withdraw: { action: '/offers/107/withdrawal', idempotencyKey: key, version: 1, form: untouchedForm },
};

export const offerMadeWithdrawErrors: OfferMadeProps = {
  ...offerMade,
  withdraw: {
    action: '/offers/107/withdrawal',
    idempotencyKey: key,
    version: 1,
    form: { values: { reason: '' }, errors: [{ field: 'reason', text: 'Say why the offer is taken back' }] },
  },
};

export const offerDeclined: OfferMadeProps = {
  ...offerMade,
  title: 'Offer declined',
  stateText: 'The bed and the money are free again',
  isOpen: false,
  attempt: undefined,
  personsNo: undefined,
  suggestionHref: '/referrals/7/suggestion',
  withdraw: undefined,
};

export const incomingOffers: IncomingOffersProps = {
  frame: providerFrame,
  providerName: 'Craigsample House',
  offers: [
    {
      id: 'offer-107',
      reference: 'OF-0107',
      profile: [
        { key: 'Person', value: 'Woman, 38' },
        { key: 'Substance', value: 'Co-dependency' },
        { key: 'Detox', value: 'Ends 24 Nov 2026' },
        { key: 'Prescription', value: 'Methadone 45 ml' },
      ],
      needs: [{ text: 'Step-free' }, { text: 'Wet room' }],
      bedLabel: 'Bed 3',
      stayText: '25 Nov 2026, last night 16 Feb 2027',
      answerDueText: 'Answer by 5pm on Tuesday 24 November',
      isDueSoon: true,
      acceptAction: '/offers/107/accept',
      declineAction: '/offers/107/decline',
      idempotencyKey: key,
      version: 1,
    },
    {
      id: 'offer-108',
      reference: 'OF-0108',
      profile: [
        { key: 'Person', value: 'Man, 52' },
        { key: 'Substance', value: 'Alcohol' },
      ],
      needs: [],
      bedLabel: 'Bed 4',
      stayText: '2 Dec 2026, last night 23 Feb 2027',
      answerDueText:
        'Answer was due by midday on Thursday 26 November. The bed is held until 4pm on Thursday 26 November',
      isOverdue: true,
      attempt: {
        ...{ action: '/incoming-offers/108/tries', idempotencyKey: key, tried: [] },
        ...{ options: tryOptions('provider'), form: untouchedForm },
      },
      isDueSoon: false,
      acceptAction: '/offers/108/accept',
      declineAction: '/offers/108/decline',
      idempotencyKey: key,
      version: 1,
    },
  ],
  declineReasonOptions: [
    { value: 'clinical', text: 'Needs more clinical care than we can give' },
    { value: 'mix', text: 'Mix of residents' },
    { value: 'bed-not-usable', text: 'The bed cannot be used after all' },
  ],
  paging: {},
};

export const incomingOffersFailed: IncomingOffersProps = {
  ...incomingOffers,
  failed: {
    offerId: 'offer-108',
    form: {
      values: {},
      errors: [{ field: 'reason', text: 'Choose why you decline OF-0108' }],
    },
  },
};

export const incomingOffersEmpty: IncomingOffersProps = { ...incomingOffers, offers: [] };

export const arrivalsAndResidents: ArrivalsAndResidentsProps = {
  frame: providerFrame,
  providerName: 'Craigsample House',
  today: sampleToday,
  arrivals: [
    {
      placementId: 'p1',
      reference: 'PL-0311',
      personText: 'Alex Sample',
      bedLabel: 'Bed 1',
      arrivesOn: isoDate('2026-11-20'),
      departsOn: isoDate('2027-02-12'),
      admitAction: '/placements/p1/admit',
      neverStartedAction: '/placements/p1/never-started',
      idempotencyKey: key,
      version: 2,
      timing: 'overdue',
    },
    {
      placementId: 'p2',
      reference: 'PL-0312',
      personText: awkwardNames.gaelic,
      bedLabel: 'Bed 3',
      arrivesOn: sampleToday,
      departsOn: isoDate('2027-02-14'),
      admitAction: '/placements/p2/admit',
      neverStartedAction: '/placements/p2/never-started',
      idempotencyKey: key,
      version: 2,
      timing: 'today',
    },
    {
      placementId: 'p3',
      reference: 'PL-0313',
      personText: awkwardNames.emoji,
      bedLabel: 'Bed 4',
      arrivesOn: isoDate('2026-12-02'),
      departsOn: isoDate('2027-02-24'),
      admitAction: '/placements/p3/admit',
      neverStartedAction: '/placements/p3/never-started',
      idempotencyKey: key,
      version: 2,
      timing: 'later',
    },
  ],
  residents: [
    {
      placementId: 'p4',
      reference: 'PL-0207',
      personText: 'Jo Sample',
      bedLabel: 'Bed 2',
      admittedOn: isoDate('2026-08-31'),
      departsOn: isoDate('2026-11-21'),
      isPastLeavingDay: true,
      dischargeAction: '/placements/p4/discharge',
      extendAction: '/placements/p4/extend',
      idempotencyKey: key,
      version: 5,
    },
    {
      placementId: 'p5',
      reference: 'PL-0208',
      personText: awkwardNames.markup,
      bedLabel: 'Bed 5',
      admittedOn: isoDate('2026-10-05'),
      departsOn: isoDate('2026-12-28'),
      isPastLeavingDay: false,
      dischargeAction: '/placements/p5/discharge',
      extendAction: '/placements/p5/extend',
      idempotencyKey: key,
      version: 5,
    },
  ],
  arrivalsPaging: {},
  left: [
    {
      placementId: 'placement-9',
      reference: 'RP-0009',
      name: awkwardNames.long,
      personText: 'Woman, 41, with 2 children',
      bedLabel: 'Flat 2',
      leftText: '12 Nov 2026',
      reasonText: 'Completed',
    },
  ],
  residentsPaging: {},
  neverStartedReasonOptions: [
    { value: 'uncontactable', text: 'Could not be reached' },
    { value: 'prison', text: 'Went to prison' },
  ],
  dischargeReasonOptions: [
    { value: 'completed', text: 'Completed the programme' },
    { value: 'own-choice', text: 'Left by own choice' },
    { value: 'medical', text: 'Moved for medical care' },
  ],
};

export const arrivalsFailedDischarge: ArrivalsAndResidentsProps = {
  ...arrivalsAndResidents,
  failed: {
    kind: 'discharge',
    placementId: 'p5',
    form: {
      values: { kind: 'unplanned', 'leftOn-day': '31', 'leftOn-month': '11', 'leftOn-year': '2026' },
      errors: [
        { field: 'reason', text: 'Choose a reason' },
        { field: 'leftOn', text: 'Enter a real date, such as 22 11 2026' },
      ],
    },
  },
};

export const arrivalsEmpty: ArrivalsAndResidentsProps = {
  ...arrivalsAndResidents,
  frame: {
    ...providerFrame,
    flash: { kind: 'success', title: 'Leaving recorded', text: 'Bed 5 is free from tonight.' },
  },
  arrivals: [],
  residents: [],
};

export const overrides: OverridesProps = {
  frame: coordinatorFrame,
  waiting: [
    {
      overrideId: 'override-9',
      href: '/referrals/41/override',
      reference: 'RP-0043',
      name: awkwardNames.gaelic,
      placeText: 'Craigsample House, Bed 5, from Wed 25 Nov 2026',
      losesText: 'Somebody whose urgency is soon would lose the place suggested to them',
      reason: 'The project has agreed by telephone to take her with her dog',
      byText: 'Robin Sample, 3:10pm on Sunday 22 November 2026',
    },
  ],
  overrides: [
    {
      offerId: 'offer-107',
      offerHref: '/offers/107/made',
      reference: 'RP-0041',
      name: awkwardNames.long,
      placeText: 'Craigsample House, Bed 3',
      kindText: 'A bed suggested to somebody else, who was passed over',
      losesText: 'Somebody whose urgency was urgent lost the place suggested to them',
      reason: 'Her sister is a key worker at the other project',
      byText: 'Robin Sample, 2:05pm on Sunday 22 November 2026',
      confirmedText: 'Confirmed by Alex Sample',
    },
    {
      offerId: 'offer-106',
      offerHref: '/offers/106/made',
      reference: 'RP-0040',
      placeText: 'Craigsample House, Bed 4',
      kindText: 'Another bed than the one suggested',
      losesText: null,
      reason: 'On the ground floor',
      byText: 'Robin Sample, 1:05pm on Sunday 22 November 2026',
      confirmedText: null,
    },
  ],
  paging: { nextHref: '/overrides?before=offer-106' },
};

export const overridesNone: OverridesProps = { ...overrides, waiting: [], overrides: [], paging: {} };

const step = { action: '/referrals/41/override/withdrawal', idempotencyKey: key, version: 1 };
export const override: OverrideProps = {
  frame: coordinatorFrame,
  backHref: '/referrals/41',
  reference: 'RP-0043',
  items: [
    { key: 'Person', value: awkwardNames.gaelic },
    { key: 'Urgency', value: 'Urgent' },
    { key: 'Place', value: 'Craigsample House, Bed 5' },
    { key: 'Arrives', value: 'Wednesday 25 November 2026' },
    { key: 'Leaves', value: 'Wednesday 17 February 2027' },
    { key: 'Why', value: 'The project has agreed by telephone to take her with her dog' },
    { key: 'Asked for by', value: 'Robin Sample, 3:10pm on Sunday 22 November 2026' },
  ],
  meansText:
    'This bed is suggested to somebody else. Somebody as urgent or more (urgent) would lose the place suggested to them.',
  checks: checks.slice(0, 2),
  blockedText: null,
  confirm: { ...step, loses: 'urgent' },
  refuse: step,
  takeBack: null,
  whoAnswersText: null,
  form: { values: {}, errors: [{ field: 'note', text: 'Say why not, in at most 500 characters' }] },
};
export const overrideOwn: OverrideProps = {
  ...override,
  checks,
  blockedText:
    'The offer cannot be made while a check does not say yes. Say no, or have it taken back and asked for again.',
  ...{ confirm: null, refuse: null, takeBack: step, form: { values: {}, errors: [] } },
  whoAnswersText: 'An approver of your partnership confirms it or says no.',
};
