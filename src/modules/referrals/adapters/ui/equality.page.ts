import { londonDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import {
  defineForm,
  type Form,
  type Page,
  type PageInput,
  type PageReply,
} from '../../../../platform/http/define-page.js';
import { identifier } from '../../../../platform/http/schemas.js';
import { errorsOf, optionalChoice } from '../../../../platform/http/typed-fields.js';
import { overall, type FieldError, type FormState } from '../../../../ui/forms/form-state.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import type {
  KeepEqualityRefusal,
  KeptEquality,
  makeKeepEquality,
  ReadEquality,
} from '../../application/keep-equality.js';
import type { ReadReferral } from '../../contract/facts.js';
import {
  equalityChoices,
  equalityQuestions,
  type EqualityAnswers,
  type EqualityQuestion,
} from '../../domain/equality.js';
import { equalityChoiceTexts, equalityPurpose, equalityQuestionTexts } from './equality-words.js';
import { EqualityView } from './equality.view.js';
import { optionsOf } from './referral-words.js';

/** What the page of the answers about equality needs. */
export interface EqualityPageDeps {
  readonly readReferral: ReadReferral;
  readonly readEquality: ReadEquality;
  readonly keepEquality: ReturnType<typeof makeKeepEquality>;
}

/** Where a person's answers about equality are kept. */
export const addressOfEquality = (referralId: string): string => `/referrals/${referralId}/equality`;

const recordedText = ({ recorded }: KeptEquality): string =>
  recorded === null
    ? 'Nobody has asked yet.'
    : `Recorded on ${shortDate(londonDate(recorded.at))}${recorded.by === null ? '' : ` by ${recorded.by}`}.`;

const valuesOf = (answers: EqualityAnswers): Readonly<Record<EqualityQuestion, string>> => ({
  ethnicGroup: answers.ethnicGroup ?? '',
  disability: answers.disability ?? '',
  religionOrBelief: answers.religionOrBelief ?? '',
  sexualOrientation: answers.sexualOrientation ?? '',
  transStatus: answers.transStatus ?? '',
});

const show = async (
  deps: EqualityPageDeps,
  tx: Tx,
  { params, scope, frame, newKey }: PageInput,
  failed: FormState<EqualityQuestion> | null,
): Promise<PageReply> => {
  const referralId = identifier.safeParse(params['referralId']).data;
  const referral = referralId === undefined ? null : await deps.readReferral(tx, scope, referralId);
  if (referralId === undefined || referral === null) return { kind: 'problem', code: 'not-found' };
  const kept = await deps.readEquality(tx, scope, referralId);
  if (kept === null) return { kind: 'problem', code: 'not-found' };
  const values = valuesOf(kept.answers);
  const optionsFor = (question: EqualityQuestion) => optionsOf(equalityChoiceTexts[question]);
  /** Whoever sends again what was refused sees what it would replace. */
  const replaced = (question: EqualityQuestion): string | undefined => {
    const value = values[question];
    if (failed === null || failed.values[question] === value) return undefined;
    const text = optionsFor(question).find((option) => option.value === value)?.text ?? 'Not asked';
    return `Recorded now: ${text}`;
  };
  return {
    kind: 'page',
    page: EqualityView({
      frame,
      reference: referral.reference,
      purpose: equalityPurpose,
      recordedText: recordedText(kept),
      questions: equalityQuestions.map((question) => ({
        question,
        label: equalityQuestionTexts[question],
        hint: replaced(question),
        options: optionsFor(question),
      })),
      action: addressOfEquality(referralId),
      idempotencyKey: newKey(),
      version: kept.version,
      form: failed ?? { values, errors: [] },
      cancelHref: `/referrals/${referralId}`,
    }),
  };
};

const explain = (refusal: KeepEqualityRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
      return overall('The referral is not on your partnership’s list any more. Go back to the waiting list.');
    case 'changed-since-you-read-it':
      return overall(
        'Somebody recorded answers after you opened this. Each question that differs says what is recorded now; save again if yours still hold.',
      );
    case 'nothing-corrected':
      return overall('Nothing differs from what is recorded. Change an answer, or cancel.');
  }
};

const path = addressOfEquality(':referralId');
const shared = {
  path,
  permission: 'keep-equality',
  auditedRead: { subject: 'referral', param: 'referralId' },
} as const;

/** The page of the answers, with what they are for. */
export const equalityPage = (deps: EqualityPageDeps): Page => ({
  ...shared,
  read: (tx, input) => show(deps, tx, input, null),
});

const unknown = 'Choose one of the list, or “Not asked”';

/** Keeps the answers; or shows the form again with what was chosen. */
export const equalityForm = (deps: EqualityPageDeps): Form =>
  defineForm({
    ...shared,
    auditEvent: 'referrals.equality-recorded',
    parse: (typed, { expectedVersion }) => {
      const ethnicGroup = optionalChoice(typed, 'ethnicGroup', equalityChoices.ethnicGroup, unknown);
      const disability = optionalChoice(typed, 'disability', equalityChoices.disability, unknown);
      const religion = optionalChoice(typed, 'religionOrBelief', equalityChoices.religionOrBelief, unknown);
      const orientation = optionalChoice(
        typed,
        'sexualOrientation',
        equalityChoices.sexualOrientation,
        unknown,
      );
      const trans = optionalChoice(typed, 'transStatus', equalityChoices.transStatus, unknown);
      return 'error' in ethnicGroup ||
        'error' in disability ||
        'error' in religion ||
        'error' in orientation ||
        'error' in trans
        ? { ok: false, errors: errorsOf(ethnicGroup, disability, religion, orientation, trans) }
        : {
            ok: true,
            command: {
              expectedVersion,
              answers: {
                ethnicGroup: ethnicGroup.value,
                disability: disability.value,
                religionOrBelief: religion.value,
                sexualOrientation: orientation.value,
                transStatus: trans.value,
              },
            },
          };
    },
    act: (
      tx,
      { scope, actor, params },
      { answers, expectedVersion }: { readonly answers: EqualityAnswers; readonly expectedVersion: number },
    ) =>
      deps.keepEquality(tx, scope, {
        memberId: actor.memberId,
        referralId: params['referralId'] ?? '',
        expectedVersion,
        answers,
      }),
    done: (_value, { params }) => `${addressOfEquality(params['referralId'] ?? '')}?done=equality-recorded`,
    explain,
    again: (tx, input, { typed, errors }) => show(deps, tx, input, { values: typed, errors }),
  });
