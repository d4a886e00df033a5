import type { IsoDate } from '../../../../kernel/iso-date.js';
import { defineForm, type Form, type ReadForm, type Typed } from '../../../../platform/http/define-page.js';
import {
  choiceField,
  dateField,
  errorsOf,
  optionalDateField,
  optionalProse,
} from '../../../../platform/http/typed-fields.js';
import type { FieldError } from '../../../../ui/forms/form-state.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import type { makeRecordContact, WaitingRefusal } from '../../application/record-contact.js';
import type {
  EndUnavailabilityRefusal,
  makeEndUnavailability,
  makeRecordUnavailability,
  RecordUnavailabilityRefusal,
} from '../../application/record-unavailability.js';
import type { makeReviewSafeToWait, ReviewSafeToWaitRefusal } from '../../application/review-safe-to-wait.js';
import type { NewContact, NewReview, Spell } from '../../application/waiting-ports.js';
import {
  contactChannels,
  contactOutcomes,
  safeToWaitOutcomes,
  unavailabilityReasons,
} from '../../domain/waiting.js';
import { explainChange } from './gate-refusals.js';
import type { WaitFormKind } from './waiting-part.view.js';

/** What records more of a wait. */
export interface WaitingFormsDeps {
  readonly recordContact: ReturnType<typeof makeRecordContact>;
  readonly recordUnavailability: ReturnType<typeof makeRecordUnavailability>;
  readonly endUnavailability: ReturnType<typeof makeEndUnavailability>;
  readonly reviewSafeToWait: ReturnType<typeof makeReviewSafeToWait>;
}

type Params = Readonly<Record<string, string>>;

const addressOf = (params: Params): string => `/referrals/${params['referralId'] ?? ''}`;

const doors = {
  permission: 'edit-referrals',
  auditedRead: { subject: 'referral', param: 'referralId' },
  standsOn: addressOf,
} as const;

const dayText = (
  what: string,
  { earliestOn, latestOn }: { readonly earliestOn: IsoDate; readonly latestOn: IsoDate },
) => `Enter ${what} from ${shortDate(earliestOn)} to ${shortDate(latestOn)}`;

type ContactTyped = Pick<NewContact, 'contactedOn' | 'channel' | 'outcome' | 'note'>;

const readContactForm = (typed: Typed): ReadForm<ContactTyped> => {
  const contactedOn = dateField(typed, 'contactedOn', 'the day of the contact');
  const channel = choiceField(typed, 'channel', contactChannels, 'Choose how you tried to reach the person');
  const outcome = choiceField(typed, 'outcome', contactOutcomes, 'Choose what came of it');
  const note = optionalProse(typed, 'note', 500);
  return 'error' in contactedOn || 'error' in channel || 'error' in outcome || 'error' in note
    ? { ok: false, errors: errorsOf(contactedOn, channel, outcome, note) }
    : {
        ok: true,
        command: {
          contactedOn: contactedOn.value,
          channel: channel.value,
          outcome: outcome.value,
          note: note.value,
        },
      };
};

const explainContact = (refusal: WaitingRefusal): readonly FieldError[] =>
  refusal.code === 'day-outside-the-wait'
    ? [{ field: 'contactedOn', text: dayText('a day', refusal) }]
    : explainChange(refusal);

interface ReviewTyped extends Pick<NewReview, 'doneOn' | 'outcome' | 'plan'> {
  readonly nextDueOn: IsoDate | null;
}

const readReviewForm = (typed: Typed): ReadForm<ReviewTyped> => {
  const doneOn = dateField(typed, 'doneOn', 'the day it was looked at');
  const outcome = choiceField(typed, 'outcome', safeToWaitOutcomes, 'Choose whether the person can wait');
  const plan = optionalProse(typed, 'plan', 500);
  const nextDueOn = optionalDateField(typed, 'nextDueOn', 'the day to look again');
  return 'error' in doneOn || 'error' in outcome || 'error' in plan || 'error' in nextDueOn
    ? { ok: false, errors: errorsOf(doneOn, outcome, plan, nextDueOn) }
    : {
        ok: true,
        command: {
          doneOn: doneOn.value,
          outcome: outcome.value,
          plan: plan.value,
          nextDueOn: nextDueOn.value,
        },
      };
};

const explainReview = (refusal: ReviewSafeToWaitRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'plan-missing':
      return [{ field: 'plan', text: 'Say what keeps the person safe meanwhile' }];
    case 'next-day-not-ahead':
      return [{ field: 'nextDueOn', text: dayText('a day', refusal) }];
    case 'day-outside-the-wait':
      return [{ field: 'doneOn', text: dayText('a day', refusal) }];
    default:
      return explainChange(refusal);
  }
};

interface SpellTyped extends Pick<Spell, 'fromOn' | 'toOn' | 'reason'> {
  readonly expectedVersion: number;
}

const readSpellForm = (typed: Typed, expectedVersion: number): ReadForm<SpellTyped> => {
  const fromOn = dateField(typed, 'fromOn', 'the first day they cannot go');
  const toOn = optionalDateField(typed, 'toOn', 'the day from which they can go again');
  const reason = choiceField(typed, 'reason', unavailabilityReasons, 'Choose why they cannot go');
  return 'error' in fromOn || 'error' in toOn || 'error' in reason
    ? { ok: false, errors: errorsOf(fromOn, toOn, reason) }
    : {
        ok: true,
        command: { fromOn: fromOn.value, toOn: toOn.value, reason: reason.value, expectedVersion },
      };
};

const overlapText = ({ fromOn, toOn }: Pick<Spell, 'fromOn' | 'toOn'>): string =>
  toOn === null
    ? `Days from ${shortDate(fromOn)} on are recorded already: set first when they can go again`
    : `Days from ${shortDate(fromOn)} to ${shortDate(toOn)} are recorded already: enter days outside them`;

const explainSpell =
  (dayField: 'fromOn' | 'toOn') =>
  (refusal: RecordUnavailabilityRefusal | EndUnavailabilityRefusal): readonly FieldError[] => {
    switch (refusal.code) {
      case 'spell-ends-before-it-starts':
        return [{ field: 'toOn', text: 'Enter a day after the first day they cannot go' }];
      case 'spells-overlap':
        return [{ field: dayField, text: overlapText(refusal) }];
      case 'too-many-spells':
        return [
          {
            field: '',
            text: `${refusal.atMost} spells are recorded, as many as there may be: set a later end to one of them.`,
          },
        ];
      case 'day-outside-the-wait':
        return [{ field: dayField, text: dayText('days', refusal) }];
      default:
        return explainChange(refusal);
    }
  };

/** The forms that record more of a wait, on the page of the referral. */
export const waitingForms = (
  deps: WaitingFormsDeps,
  again: (kind: WaitFormKind) => Form['again'],
): readonly Form[] => [
  defineForm({
    ...doors,
    path: '/referrals/:referralId/contacts',
    auditEvent: 'referrals.contact-recorded',
    parse: readContactForm,
    act: (tx, { scope, actor, today, params }, typed: ContactTyped) =>
      deps.recordContact(tx, scope, {
        ...typed,
        ...{ referralId: params['referralId'] ?? '', today, memberId: actor.memberId },
      }),
    done: (_value, { params }) => `${addressOf(params)}?done=contact-recorded`,
    explain: explainContact,
    again: again('contact'),
  }),
  defineForm({
    ...doors,
    path: '/referrals/:referralId/safe-to-wait',
    auditEvent: 'referrals.safe-to-wait-reviewed',
    parse: readReviewForm,
    act: (tx, { scope, actor, today, params }, typed: ReviewTyped) =>
      deps.reviewSafeToWait(tx, scope, {
        ...typed,
        ...{ referralId: params['referralId'] ?? '', today, memberId: actor.memberId },
      }),
    done: (_value, { params }) => `${addressOf(params)}?done=wait-reviewed`,
    explain: explainReview,
    again: again('review'),
  }),
  defineForm({
    ...doors,
    path: '/referrals/:referralId/unavailability',
    auditEvent: 'referrals.unavailability-recorded',
    parse: (typed, { expectedVersion }) => readSpellForm(typed, expectedVersion),
    act: (tx, { scope, actor, today, params }, typed: SpellTyped) =>
      deps.recordUnavailability(tx, scope, {
        ...typed,
        ...{ referralId: params['referralId'] ?? '', today, memberId: actor.memberId },
      }),
    done: (_value, { params }) => `${addressOf(params)}?done=unavailability-recorded`,
    explain: explainSpell('fromOn'),
    again: again('unavailability'),
  }),
  defineForm({
    ...doors,
    path: '/referrals/:referralId/unavailability/:spellId/end',
    auditEvent: 'referrals.unavailability-ended',
    parse: (typed, { expectedVersion }) => {
      const toOn = dateField(typed, 'toOn', 'the day from which they can go again');
      return 'error' in toOn
        ? { ok: false, errors: errorsOf(toOn) }
        : { ok: true, command: { toOn: toOn.value, expectedVersion } };
    },
    act: (tx, { scope, actor, today, params }, typed: { toOn: IsoDate; expectedVersion: number }) =>
      deps.endUnavailability(tx, scope, {
        ...typed,
        ...{ referralId: params['referralId'] ?? '', spellId: params['spellId'] ?? '' },
        ...{ today, memberId: actor.memberId },
      }),
    done: (_value, { params }) => `${addressOf(params)}?done=unavailability-ended`,
    explain: explainSpell('toOn'),
    again: again('spell-end'),
  }),
];
