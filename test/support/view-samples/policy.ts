import type { PolicyChangeProps } from '../../../src/modules/matching/adapters/ui/policy-change.view.js';
import type {
  ChangePolicyProps,
  PolicyChangeModel,
  PolicyProps,
} from '../../../src/modules/matching/adapters/ui/policy.view.js';
import { untouchedForm } from '../../../src/ui/forms/form-state.js';
import { awkwardNames, coordinatorFrame, key } from './frames.js';

const waiting: PolicyChangeModel = {
  changeId: 'change-2',
  title: 'How places are assigned: Each in turn takes the nearest place left',
  detailText: 'To count from 1 Dec 2026. Asked for by Una Kerr on 22 Nov 2026',
  reason: awkwardNames.markup,
  href: '/matching/policy/changes/change-2',
  decideHref: '/matching/policy/changes/change-2',
  decide: { action: '/matching/policy/changes/change-2/decision', confirmKey: key, withdrawKey: key },
};

const comparison = {
  caption: 'Both ways of assigning, over the same people and beds',
  headings: ['Best total (today)', 'In order'],
  rows: [
    { what: 'People suggested a place', now: '120', then: '108' },
    { what: 'of them emergency', now: 'Fewer than 5', then: 'Fewer than 5' },
    { what: 'Would prefer a bed suggested to somebody after them', now: '14', then: '0' },
  ],
} as const;

export const policy: PolicyProps = {
  frame: coordinatorFrame,
  doneText: null,
  errors: [],
  sinceText: 'As the service was set up; runs call it 2026-11-22.2.',
  items: [
    { key: 'Who comes first', value: 'Emergency, Urgent, Soon, Routine' },
    { key: 'A bed is suggested when it comes free within', value: '28 days' },
  ],
  comparison,
  measuredText: 'Measured on the list of 10 am on 22 November 2026.',
  measure: { action: '/matching/policy/measure', idempotencyKey: key },
  changeHref: '/matching/policy/change',
  waiting: [waiting],
  past: [],
  own: [{ key: 'Offers one person may have at once', value: '1' }],
  choicesForm: {
    action: '/matching/policy/choices',
    idempotencyKey: key,
    form: { values: {}, errors: [] },
    boundsText: 'The country’s policy allows offers by the service itself, and at most 3 at once.',
    parallelOptions: [
      { value: '1', text: '1' },
      { value: '2', text: '2' },
    ],
  },
};

export const policyErrors: PolicyProps = {
  ...policy,
  doneText: 'The change waits for a second person.',
  errors: [{ field: 'reason', text: 'Write why, for whoever confirms it' }],
  waiting: [{ ...waiting, decide: { action: waiting.href ?? '', confirmKey: null, withdrawKey: key } }],
  past: [{ ...waiting, changeId: 'change-1', decideHref: null, decide: null }],
  choicesForm: {
    ...policy.choicesForm!,
    form: {
      values: { parallelOffers: '2' },
      errors: [{ field: 'reason', text: 'Write why, for whoever confirms it' }],
    },
  },
};

export const changePolicy: ChangePolicyProps = {
  frame: coordinatorFrame,
  action: '/matching/policy/change',
  backHref: '/matching/policy',
  idempotencyKey: key,
  form: untouchedForm,
  bands: [
    { field: 'band-emergency', daysField: 'days-emergency', text: 'Emergency' },
    { field: 'band-urgent', daysField: 'days-urgent', text: 'Urgent' },
  ],
  wishes: [
    { field: 'wish-project', text: 'A project they named' },
    { field: 'wish-mix', text: 'Whom they live with' },
  ],
  assignments: [
    { value: 'best-total', text: 'As many as possible, then nearest to all wishes together' },
    { value: 'in-order', text: 'Each in turn takes the nearest place left' },
  ],
};

export const changePolicyErrors: ChangePolicyProps = {
  ...changePolicy,
  form: {
    values: { 'band-emergency': '1', 'band-urgent': '1', offerHorizonDays: '400' },
    errors: [
      { field: 'band-urgent', text: 'Give “Urgent” a place of its own, from 1 to 2' },
      {
        field: 'offerHorizonDays',
        text: 'Enter how far ahead a bed may come free as a whole number from 1 to 42',
      },
    ],
  },
};

export const policyChange: PolicyChangeProps = {
  frame: coordinatorFrame,
  title: 'A change of how people are matched',
  stateText: 'Looked at; nobody has been asked for it yet.',
  reason: 'The steering group decided it',
  backHref: '/matching/policy',
  errors: [],
  changes: [{ what: 'Days to prepare: routine', now: '7 days', then: '14 days' }],
  preview: {
    lookedText: 'Worked out over everybody who was ready at 10 am on 22 November 2026.',
    moves: [{ band: 'Emergency', cells: ['0', 'Fewer than 5', '12', '0'] }],
    comparison: { ...comparison, caption: 'How the list comes out', headings: ['Now', 'With the change'] },
    groups: {
      fallen: ['Sex: Women. Placed now: 45. With the change: 35.'],
      noneFallenText: '',
      rows: [
        {
          ...{ key: 'sex female', name: 'Sex: Women', warningText: 'Loses places' },
          cells: ['130', '45', '35', 'Fewer than 5', '20'],
        },
        {
          ...{ key: 'area', name: `Health board: ${awkwardNames.long}`, warningText: '' },
          cells: ['10', '5', '5', 'Fewer than 5', 'Fewer than 5'],
        },
      ],
    },
  },
  againHref: '/matching/policy/changes/change-2',
  ask: { action: '/matching/policy/changes/change-2/ask', idempotencyKey: key },
  decide: null,
  peopleHref: '/matching/policy/changes/change-2/people',
  people: null,
};

export const policyChangeDecide: PolicyChangeProps = {
  ...policyChange,
  stateText: 'Waits for a second person.',
  preview: {
    ...policyChange.preview!,
    groups: {
      ...policyChange.preview!.groups!,
      fallen: [],
      noneFallenText: 'No group would lose more than 10% of its places and 5 of them or more.',
    },
  },
  ask: null,
  decide: {
    ...{ action: '/matching/policy/changes/change-2/decision', confirmKey: key, withdrawKey: key },
  },
};

export const policyChangeWorkedOut: PolicyChangeProps = { ...policyChange, preview: null };

export const policyPeople: PolicyChangeProps = {
  ...policyChange,
  title: 'Your people whom a change would move',
  people: [
    {
      key: 'r1',
      name: awkwardNames.gaelic,
      href: '/referrals/43',
      moveText: 'Goes elsewhere',
      nowText: 'Craigsample House from 3 Dec 2026',
      thenText: `${awkwardNames.long} from 10 Dec 2026`,
    },
  ],
};

export const policyNobody: PolicyChangeProps = { ...policyPeople, people: [] };
