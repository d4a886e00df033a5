import type { RecordReferralProps } from '../../../src/modules/referrals/adapters/ui/record-referral.view.js';
import type { RestrictionProps } from '../../../src/modules/referrals/adapters/ui/restriction.view.js';
import type { ReferralProps } from '../../../src/modules/referrals/adapters/ui/referral.view.js';
import { fieldsOfDate } from '../../../src/ui/forms/date-parts.js';
import { awkwardNames, coordinatorFrame, key, sampleToday } from './frames.js';

const substances = [
  { value: 'alcohol', text: 'Alcohol' },
  { value: 'drug', text: 'Drug' },
  { value: 'co_dependency', text: 'Co-dependency', hint: 'Both' },
];
const projects = [
  { value: 'craig', text: 'Craigsample House' },
  { value: 'loch', text: 'Lochsample Family Service' },
];

export const recordReferral: RecordReferralProps = {
  frame: coordinatorFrame,
  action: '/referrals',
  idempotencyKey: key,
  form: { values: { ...fieldsOfDate('receivedOn', sampleToday), adults: '1', children: '0' }, errors: [] },
  elsewhere: ['Sample City', 'Sample Isles'].map((partnershipName) => ({
    ...{ referralId: `with ${partnershipName}`, partnershipName, idempotencyKey: key },
    whomToAsk: ['Mairi Sample (mairi@sample.example)'],
  })),
  options: {
    sex: [
      { value: 'female', text: 'Woman' },
      { value: 'male', text: 'Man' },
    ],
    source: [
      { value: 'self', text: 'The person' },
      { value: 'key_worker', text: 'Key worker' },
    ],
    route: [
      { value: 'adp', text: 'Partnership' },
      { value: 'prison_to_rehab', text: 'Prison to Rehab' },
    ],
    substance: substances,
    urgencyBand: [
      { value: 'urgent', text: 'Urgent', hint: 'Not safe to wait' },
      { value: 'soon', text: 'Soon', hint: 'Safe to wait for some weeks' },
      { value: 'routine', text: 'Routine', hint: 'Safe to wait' },
    ],
    detoxNeed: [
      { value: 'none', text: 'Not needed' },
      { value: 'before', text: 'Needed before' },
      { value: 'unknown', text: 'Not known yet' },
    ],
    known: [
      { value: 'yes', text: 'Yes' },
      { value: 'no', text: 'No' },
      { value: 'not_known', text: 'Not known' },
    ],
    matDrug: [{ value: 'methadone', text: 'Methadone' }],
    doseUnit: [{ value: 'ml_daily', text: 'ml a day' }],
    mentalHealthSupport: [
      { value: 'none', text: 'None' },
      { value: 'not_known', text: 'Not known' },
    ],
    acceptsFaithEthos: [
      { value: 'yes', text: 'Accepts a place with a faith ethos' },
      { value: 'not_known', text: 'Not asked' },
    ],
    project: projects,
    prefersArea: [
      { value: 'near', text: 'Near home' },
      { value: 'away', text: 'Away from home' },
      { value: 'any', text: 'No preference' },
    ],
    prefersMix: [
      { value: 'mixed', text: 'Mixed' },
      { value: 'single-sex', text: 'Own sex only' },
      { value: 'any', text: 'No preference' },
    ],
  },
  saveAction: '/referrals/drafts',
  draftsHref: '/referrals/drafts',
  cancelHref: '/waiting-list',
};

export const recordReferralErrors: RecordReferralProps = {
  ...recordReferral,
  form: {
    values: {
      givenName: awkwardNames.markup,
      familyName: awkwardNames.gaelic,
      'bornOn-day': '30',
      'bornOn-month': 'Feb',
      'bornOn-year': '1988',
      sex: 'female',
      route: 'closed-route',
      reason: '\nTwo lines,\nboth kept.',
      needsStepFree: 'yes',
      children: '2',
      detoxNeed: 'before_entry',
      ...fieldsOfDate('receivedOn', sampleToday),
    },
    errors: [
      { field: 'bornOn', text: 'Enter a real date of birth, such as 27 3 1988' },
      { field: 'route', text: 'Choose which public money is asked for' },
      { field: 'substance', text: 'Choose alcohol, drug or co-dependency' },
      { field: 'oldestChildBornOn', text: 'Enter the date of birth of the oldest child' },
    ],
  },
};

export const recordReferralDuplicate: RecordReferralProps = {
  ...recordReferral,
  possibleDuplicate: { text: 'RP-0012 has the same name and date of birth.', href: '/referrals/12' },
};

const unrestricted = {
  frame: coordinatorFrame,
  reference: 'RP-0043',
  partnershipName: 'Glasgow City',
  version: 2,
  openings: [],
  errors: [],
} as const;

export const restriction: RestrictionProps = {
  ...unrestricted,
  facts: [
    { key: 'Why', value: 'Known to members of staff' },
    { key: 'In words', value: 'A cousin works in the office next door.' },
    { key: 'Named', value: 'Cara Muir' },
  ],
  openings: [{ id: '1', text: '10am on 23 November, Alec Laird: “At the door, nobody named is in”' }],
  restrict: {
    action: '#',
    idempotencyKey: 'key',
    form: {
      values: { kind: 'known_to_staff', reason: '' },
      errors: [{ field: 'readers', text: 'Tick who may see it' }],
    },
    kinds: [{ value: 'known_to_staff', text: 'Known to members of staff' }],
    readers: [
      { id: 'readers', name: 'reader-1', value: '', text: 'Cara Muir', hint: 'Referral coordinator' },
      { id: 'readers-2', name: 'reader-2', value: '', text: 'Alec Laird', hint: 'Funding approver' },
    ],
  },
  lifting: { action: '#', idempotencyKey: 'key', form: { values: {}, errors: [] } },
  errors: [{ field: 'readers', text: 'Tick who may see it' }],
  backHref: '/referrals/43',
  backText: 'Back to the referral',
};

export const restrictionShut: RestrictionProps = {
  ...unrestricted,
  opening: { action: '#', idempotencyKey: 'key', form: { values: {}, errors: [] }, hours: 12 },
  backHref: '/waiting-list',
  backText: 'Back to the waiting list',
};

export const referral: ReferralProps = {
  frame: coordinatorFrame,
  restriction: { text: 'Who may see this record', href: '/referrals/43/restriction' },
  reference: 'RP-0043',
  name: 'Jo Sample',
  state: { text: 'Not yet ready', colour: 'yellow' },
  facts: [
    { key: 'Date of birth', value: '27 Mar 1988 (38)' },
    { key: 'Sex', value: 'Woman' },
    { key: 'Partnership', value: 'Sample City' },
    { key: 'Substance', value: 'Co-dependency' },
    { key: 'Urgency', value: 'Soon' },
    { key: 'Received', value: '21 Nov 2026' },
  ],
  needs: [
    { key: 'Access', value: 'Step-free' },
    { key: 'Children', value: '2, oldest 5' },
  ],
  wait: {
    attention: ['The person is to be reached, since 19 Nov 2026'],
    facts: [
      { key: 'Waiting', value: '23 days, 20 days of them when they could have gone' },
      { key: 'Latest contact', value: 'No answer on 12 Nov 2026, never reached yet' },
    ],
    spells: [
      {
        spellId: 'spell-1',
        text: 'In hospital: from 12 Nov 2026, until further notice',
        form: { action: '/referrals/43/unavailability/spell-1/end', idempotencyKey: key },
      },
    ],
    contacts: [{ text: 'Telephone: no answer', whenText: '12 Nov 2026, recorded by Jo Sample' }],
    forms: {
      contact: { action: '/referrals/43/contacts', idempotencyKey: key },
      unavailability: { action: '/referrals/43/unavailability', idempotencyKey: key },
      review: { action: '/referrals/43/safe-to-wait', idempotencyKey: key },
    },
    options: {
      channel: [{ value: 'telephone', text: 'Telephone' }],
      contactOutcome: [{ value: 'reached', text: 'The person was reached' }],
      unavailabilityReason: [{ value: 'hospital', text: 'In hospital' }],
      reviewOutcome: [{ value: 'safe', text: 'Can wait' }],
    },
  },
  circumstances: [
    { key: 'Near-fatal overdose', value: 'None known' },
    { key: 'Medication assisted treatment', value: 'Methadone: 45 ml a day, on 3 Nov 2026' },
  ],
  wishes: [
    { key: 'First choice', value: 'Lochsample Family Service' },
    { key: 'Where', value: 'Near home' },
    { key: 'With', value: 'No preference' },
  ],
  gates: [
    {
      kind: 'assessment',
      state: { text: 'Done', colour: 'green' },
      text: 'Suitable. Assessed on 3 Nov 2026, holds until 3 Feb 2027.',
      form: { action: '/referrals/43/assessment', idempotencyKey: key },
    },
    {
      kind: 'funding',
      state: { text: 'Missing', colour: 'orange' },
      text: 'No decision yet.',
      whoActs: 'Sample City partnership acts next',
      form: { action: '/referrals/43/funding', idempotencyKey: key },
    },
    { kind: 'detox', state: { text: 'Not needed', colour: 'grey' }, text: 'No detox is needed.' },
  ],
  options: {
    assessmentOutcome: [
      { value: 'suitable', text: 'Suitable' },
      { value: 'not_suitable', text: 'Not suitable now' },
    ],
    fundingDecision: [
      { value: 'approved', text: 'Approved' },
      { value: 'declined', text: 'Declined' },
    ],
    fundingDeclineReason: [{ value: 'no_money_left', text: 'There is no money left for it' }],
  },
  version: 3,
  refused: [
    {
      projectId: 'project-2',
      projectName: 'Lochsample Family Service',
      text: 'The provider declined: not enough staff, 20 Nov 2026',
      afterText: 'No bed there is suggested before 4 Dec 2026, unless you say that it may be.',
      form: { action: '/referrals/43/allowed-projects/project-2', idempotencyKey: key },
    },
  ],
  money: ['Alcohol and Drug Partnership, 2026/27: £12,400 left of £250,000'],
  correctHref: '/referrals/43/correction',
  closingHref: '/referrals/43/closing',
  placesHref: '/referrals/43/places',
  history: [
    { text: 'Assessed as suitable', whenText: '3 Nov 2026, by Kim Sample' },
    { text: 'Referral recorded', whenText: '1 Nov 2026, by Màiri NicDhòmhnaill' },
  ],
  backHref: '/waiting-list',
};

export const referralFailedFunding: ReferralProps = {
  ...referral,
  name: awkwardNames.long,
  failed: {
    kind: 'funding',
    form: {
      values: { decision: 'approved', weeks: 'twelve', weeklyRate: '£1,150' },
      errors: [
        { field: 'decidedOn', text: 'Enter the day of the decision' },
        { field: 'weeks', text: 'Enter a number of weeks from 1 to 104' },
      ],
    },
  },
};

export const referralReady: ReferralProps = {
  ...referral,
  name: undefined,
  state: { text: 'Ready to place', colour: 'green' },
  gates: referral.gates.map(({ kind }) => ({
    kind,
    state: { text: 'Done', colour: 'green' },
    text: 'Nothing is missing.',
  })),
  offerHref: '/offers/new?referral=43',
};
