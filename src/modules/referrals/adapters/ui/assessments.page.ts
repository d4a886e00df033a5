import { londonDate, type IsoDate } from '../../../../kernel/iso-date.js';
import { scopeFor } from '../../../../kernel/permissions.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import {
  defineForm,
  type Form,
  type Page,
  type PageInput,
  type PageReply,
} from '../../../../platform/http/define-page.js';
import { identifier } from '../../../../platform/http/schemas.js';
import {
  choiceField,
  dateField,
  errorsOf,
  optionalProse,
  proseField,
} from '../../../../platform/http/typed-fields.js';
import { overall, type FieldError } from '../../../../ui/forms/form-state.js';
import { dateText, shortDate } from '../../../../ui/presenters/dates.js';
import type {
  AppointmentStep,
  AppointmentTold,
  EndAppointmentRefusal,
  makeBookAssessment,
  makeEndAppointment,
  ReadAssessmentStory,
  ResultTold,
} from '../../application/book-assessment.js';
import type { ChangeRefusal } from '../../application/change-referral.js';
import type { makeRecordAssessment } from '../../application/record-assessment.js';
import type { ReadReferral, ReferralFacts } from '../../contract/facts.js';
import {
  assessmentDays,
  assessmentKinds,
  assessmentStanding,
  type AssessmentKind,
  type AssessmentStanding,
  type AssessmentTimes,
} from '../../domain/assessment.js';
import type { WaitingDatesObstacle } from '../../domain/waiting.js';
import {
  addressOfAssessments,
  kindInSentence,
  kindTexts,
  medicalText,
  reasonsText,
  standingTags,
  standingText,
} from './assessment-words.js';
import {
  AssessmentsView,
  type AssessmentFormKind,
  type AssessmentModel,
  type AssessmentsProps,
} from './assessments.view.js';
import { readAssessmentForm, type AssessmentTyped } from './gate-forms.js';
import { explainAssessment, explainChange } from './gate-refusals.js';
import { optionsOf } from './referral-words.js';

/** What the page of assessments needs. */
export interface AssessmentPageDeps {
  readonly readReferral: ReadReferral;
  readonly readAssessmentStory: ReadAssessmentStory;
  readonly bookAssessment: ReturnType<typeof makeBookAssessment>;
  readonly endAppointment: ReturnType<typeof makeEndAppointment>;
  readonly recordAssessment: ReturnType<typeof makeRecordAssessment>;
  readonly assessmentTimes: AssessmentTimes;
}

const stepTexts: Readonly<Record<AppointmentStep, string>> = {
  booked: 'Booked for',
  moved: 'Moved to',
  not_attended: 'The person did not come on',
  called_off: 'Called off, it was booked for',
};
const outcomeTexts = { suitable: 'Suitable', not_suitable: 'Not suitable now' } as const;
const endingTexts = {
  not_attended: 'The person did not come',
  called_off: 'It was called off',
} as const;

const stepText = ({ step, on, heldWith, note, recordedAt, recordedBy }: AppointmentTold): string =>
  `${stepTexts[step]} ${shortDate(on)}, ${heldWith}${note === null ? '' : `: “${note}”`}. Recorded on ${shortDate(londonDate(recordedAt))}${recordedBy === null ? '' : ` by ${recordedBy}`}`;

const resultText = ({ outcome, heldOn, validUntil, lapsedAt }: ResultTold): string =>
  lapsedAt === null
    ? `${outcomeTexts[outcome]}, held on ${shortDate(heldOn)}${outcome === 'suitable' ? `, can be relied on until ${shortDate(validUntil)}` : ''}`
    : `${outcomeTexts[outcome]}, held on ${shortDate(heldOn)}; counts no longer since ${shortDate(londonDate(lapsedAt))}`;

/** Whose move it is and by when, and a booking that comes too late. Nothing where nobody has to do anything. */
const moveText = (
  standing: AssessmentStanding,
  { bookBy, heldBy, isLate }: ReturnType<typeof assessmentDays>,
): string | null => {
  switch (standing.state) {
    case 'not-booked':
    case 'run-out':
    case 'not-attended':
      return isLate
        ? `The referral coordinator acts next: book it today. It was to be held by ${shortDate(heldBy)}.`
        : `The referral coordinator acts next: book it by ${shortDate(bookBy)}, so that it is held by ${shortDate(heldBy)}.`;
    case 'result-missing':
      return 'The referral coordinator acts next.';
    case 'booked':
      return standing.on > heldBy
        ? `That is later than ${shortDate(heldBy)}, the day by which it was to be held: ask for an earlier one.`
        : null;
    default:
      return null;
  }
};

const linesOf = (
  kind: AssessmentKind,
  referral: ReferralFacts,
  today: IsoDate,
  times: AssessmentTimes,
): readonly string[] => {
  const standing = assessmentStanding(kind, referral, today);
  const isMedical = kind === 'medical';
  const { reasons } = referral.medical;
  const move =
    referral.state === 'open' ? moveText(standing, assessmentDays(kind, referral, today, times)) : null;
  return [
    ...(isMedical && reasons.length > 0 ? [`Asked for, since ${reasonsText(reasons)}.`] : []),
    isMedical ? medicalText(referral, standing) : standingText(standing),
    ...(move === null ? [] : [move]),
  ];
};

const show = async (
  deps: AssessmentPageDeps,
  tx: Tx,
  { scope, frame, today, actor, newKey, params }: PageInput,
  failed: AssessmentsProps['failed'] | null,
): Promise<PageReply> => {
  const referralId = identifier.safeParse(params['referralId']).data;
  const referral = referralId === undefined ? null : await deps.readReferral(tx, scope, referralId);
  if (referralId === undefined || referral === null) return { kind: 'problem', code: 'not-found' };
  const { steps, results } = await deps.readAssessmentStory(tx, referralId);
  const mayEdit = referral.state === 'open' && scopeFor(actor, 'edit-referrals') !== null;
  const modelOf = (kind: AssessmentKind): AssessmentModel => {
    const standing = assessmentStanding(kind, referral, today);
    const form = (formKind: AssessmentFormKind) => ({
      action: `${addressOfAssessments(referralId)}/${kind}/${formKind}`,
      idempotencyKey: newKey(),
    });
    const ofKind = steps.filter((step) => step.kind === kind);
    return {
      kind,
      title: kindTexts[kind],
      tag: standingTags[standing.state],
      lines: linesOf(kind, referral, today, deps.assessmentTimes),
      inSentence: kindInSentence(kind),
      isBooked: referral.appointments[kind]?.state === 'booked',
      heldWith: ofKind[0]?.heldWith ?? '',
      story: [...results.filter((result) => result.kind === kind).map(resultText), ...ofKind.map(stepText)],
      ...(mayEdit
        ? { forms: { booking: form('booking'), ending: form('ending'), result: form('result') } }
        : {}),
    };
  };
  return {
    kind: 'page',
    page: AssessmentsView({
      frame,
      title: `Assessments for ${referral.reference}`,
      reference: referral.reference,
      referralHref: `/referrals/${referralId}`,
      suitabilityHref: `/referrals/${referralId}/suitability`,
      version: referral.version,
      kinds: assessmentKinds.map(modelOf),
      options: { outcome: optionsOf(outcomeTexts), ending: optionsOf(endingTexts) },
      ...(failed == null ? {} : { failed }),
    }),
  };
};

const explain = (
  refusal: ChangeRefusal | WaitingDatesObstacle | EndAppointmentRefusal,
): readonly FieldError[] => {
  switch (refusal.code) {
    case 'day-outside-the-wait':
      return [
        {
          field: 'appointedOn',
          text: `Enter a day from ${dateText(refusal.earliestOn)} to ${dateText(refusal.latestOn)}; of one that was held, record how it came out`,
        },
      ];
    case 'no-assessment-booked':
      return overall('No assessment of this kind is booked any more. Look at what is shown now.');
    case 'assessment-still-to-come':
      return [
        {
          field: 'step',
          text: `It is booked for ${dateText(refusal.appointedOn)}, and nobody has missed it yet: choose that it was called off, or move it`,
        },
      ];
    default:
      return explainChange(refusal);
  }
};

interface Arranging {
  readonly memberId: string;
  readonly referralId: string;
  readonly today: IsoDate;
}

const byWhom = ({ actor, params, today }: PageInput): Arranging => ({
  memberId: actor.memberId,
  referralId: params['referralId'] ?? '',
  today,
});

const formsOf = (deps: AssessmentPageDeps, kind: AssessmentKind): readonly Form[] => {
  const shared = {
    permission: 'edit-referrals',
    auditedRead: { subject: 'referral', param: 'referralId' },
    standsOn: ({ referralId = '' }: Readonly<Record<string, string>>) => addressOfAssessments(referralId),
  } as const;
  const path = (formKind: AssessmentFormKind) => `${addressOfAssessments(':referralId')}/${kind}/${formKind}`;
  const again =
    (formKind: AssessmentFormKind): Form['again'] =>
    (tx, input, { typed, errors }) =>
      show(deps, tx, input, { kind, formKind, form: { values: typed, errors } });
  return [
    defineForm({
      ...shared,
      path: path('booking'),
      auditEvent: 'referrals.assessment-arranged',
      parse: (typed, { expectedVersion }) => {
        const on = dateField(typed, 'appointedOn', 'the day it is booked for');
        const heldWith = proseField(typed, 'heldWith', 200, 'Enter with whom, where and at what time');
        return 'error' in on || 'error' in heldWith
          ? { ok: false, errors: errorsOf(on, heldWith) }
          : { ok: true, command: { on: on.value, heldWith: heldWith.value, expectedVersion } };
      },
      act: (
        tx: Tx,
        input: PageInput,
        typed: { readonly on: IsoDate; readonly heldWith: string; readonly expectedVersion: number },
      ) => deps.bookAssessment(tx, input.scope, { ...byWhom(input), ...typed, kind }),
      done: (_value, { params }) => `${shared.standsOn(params)}?done=assessment-booked`,
      explain,
      again: again('booking'),
    }),
    defineForm({
      ...shared,
      path: path('ending'),
      auditEvent: 'referrals.assessment-arranged',
      parse: (typed, { expectedVersion }) => {
        const step = choiceField(
          typed,
          'step',
          ['not_attended', 'called_off'],
          'Choose what became of the assessment',
        );
        const note = optionalProse(typed, 'note', 200);
        return 'error' in step || 'error' in note
          ? { ok: false, errors: errorsOf(step, note) }
          : { ok: true, command: { step: step.value, note: note.value, expectedVersion } };
      },
      act: (
        tx: Tx,
        input: PageInput,
        typed: {
          readonly step: 'not_attended' | 'called_off';
          readonly note: string | null;
          readonly expectedVersion: number;
        },
      ) => deps.endAppointment(tx, input.scope, { ...byWhom(input), ...typed, kind }),
      done: (_value, { params }) => `${shared.standsOn(params)}?done=assessment-ended`,
      explain,
      again: again('ending'),
    }),
    defineForm({
      ...shared,
      path: path('result'),
      auditEvent: 'referrals.assessment-recorded',
      parse: (typed, { expectedVersion }) => {
        const read = readAssessmentForm(typed);
        return read.ok ? { ok: true, command: { ...read.command, expectedVersion } } : read;
      },
      act: (tx: Tx, input: PageInput, typed: AssessmentTyped & { readonly expectedVersion: number }) =>
        deps.recordAssessment(tx, input.scope, { ...byWhom(input), ...typed, kind }),
      done: (_value, { params }) => `${shared.standsOn(params)}?done=assessment-recorded`,
      explain: explainAssessment,
      again: again('result'),
    }),
  ];
};

/** The page of a person's assessments, and the forms that book, move and end them and record their results. */
export const assessmentPages = (
  deps: AssessmentPageDeps,
): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => ({
  pages: [
    {
      path: addressOfAssessments(':referralId'),
      permission: 'see-referrals',
      auditedRead: { subject: 'referral', param: 'referralId' },
      read: (tx, input) => show(deps, tx, input, null),
    },
  ],
  forms: assessmentKinds.flatMap((kind) => formsOf(deps, kind)),
});
