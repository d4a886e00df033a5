import { ageOn, addNights, type IsoDate } from '../../../../kernel/iso-date.js';
import { refuse } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import {
  defineForm,
  type Form,
  type Page,
  type PageInput,
  type PageReply,
  type ReadForm,
  type Typed,
} from '../../../../platform/http/define-page.js';
import { identifier } from '../../../../platform/http/schemas.js';
import { choiceField, errorsOf, optionalProse, proseField } from '../../../../platform/http/typed-fields.js';
import type { SummaryItem } from '../../../../ui/components/summary-list.js';
import { overall, type FieldError, type FormState, type Option } from '../../../../ui/forms/form-state.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import { countOf } from '../../../../ui/presenters/numbers.js';
import type { ReadReferralsOf, ReferralFacts } from '../../../referrals/contract/facts.js';
import {
  doseUnitTexts,
  matDrugTexts,
  mentalHealthTexts,
  sexTexts,
  substanceTexts,
  urgencyBandTexts,
} from '../../../referrals/contract/words.js';
import type {
  AnswerSuitabilityRefusal,
  GivenAnswer,
  makeAnswerSuitability,
} from '../../application/answer-suitability.js';
import type { ListedSuitability, ListOpenSuitability } from '../../application/suitability-ports.js';
import type { ReadAdmissionRules } from '../../contract.js';
import { isInForce, stages, type AdmissionRule } from '../../domain/admission-rule.js';
import { askRules } from '../../domain/ask-rules.js';
import { checkText } from '../../domain/check-text.js';
import { mattersWithoutRule } from '../../domain/no-rule.js';
import { personForRules } from '../../domain/person-for-rules.js';
import { attributeTexts, ruleText } from '../../domain/rule-text.js';
import { informants, unsuitableReasons } from '../../domain/suitability.js';
import {
  SuitabilityToAnswerView,
  type AskedPerson,
  type SuitabilityToAnswerProps,
} from './suitability-to-answer.view.js';
import {
  correctedMeanwhileText,
  dueModel,
  informantTexts,
  saidText,
  suitabilityTag,
  unsuitableTexts,
  type SuitabilityClock,
} from './suitability-words.js';

/** What the page of questions to a provider needs. */
export interface SuitabilityToAnswerDeps extends SuitabilityClock {
  readonly listOpenSuitability: ListOpenSuitability;
  readonly readReferralsOf: ReadReferralsOf;
  readonly readAdmissionRules: ReadAdmissionRules;
  readonly answerSuitability: ReturnType<typeof makeAnswerSuitability>;
}

const path = '/suitability';
const peopleOnAPage = 10;

const optionsOf = (texts: Readonly<Record<string, string>>): readonly Option[] =>
  Object.entries(texts).map(([value, text]) => ({ value, text }));

const options: SuitabilityToAnswerProps['options'] = {
  kind: [
    { value: 'suitable', text: 'Suitable' },
    { value: 'not_suitable', text: 'Not suitable' },
    { value: 'more_information', text: 'More must be known first' },
  ],
  reason: optionsOf(unsuitableTexts),
  neededFrom: optionsOf(informantTexts),
};

const yesNo = (known: boolean | null): string => (known === null ? 'Not known' : known ? 'Yes' : 'No');

/** What a project decides by, without the name. */
const factsOf = (referral: ReferralFacts, today: IsoDate): readonly SummaryItem[] => {
  const { mat, detox, liberationOn } = referral;
  const access = [
    ...(referral.needsStepFree ? ['step-free'] : []),
    ...(referral.needsWetRoom ? ['wet room'] : []),
  ].join(', ');
  return [
    {
      key: 'Person',
      value: `${sexTexts[referral.sex]}, ${ageOn(referral.bornOn, today)}, from ${referral.partnershipName}`,
    },
    { key: 'Urgency', value: urgencyBandTexts[referral.urgencyBand] },
    { key: 'Substance', value: substanceTexts[referral.substance] },
    { key: 'Weeks asked for', value: String(referral.plannedWeeks) },
    ...(referral.children === 0
      ? []
      : [{ key: 'Comes with', value: countOf(referral.children, 'child', 'children') }]),
    ...(access === '' ? [] : [{ key: 'Access', value: access }]),
    {
      key: 'Detox',
      value:
        referral.detoxNeed === 'none'
          ? 'Not needed first'
          : detox === null
            ? 'Needed first, not booked yet'
            : `${detox.endsOn < today ? 'Ended' : 'Ends'} on ${shortDate(detox.endsOn)}`,
    },
    {
      key: 'Medication assisted treatment',
      value:
        mat === null
          ? 'None recorded'
          : `${matDrugTexts[mat.drug]}: ${mat.dose} ${doseUnitTexts[mat.unit]}, on ${shortDate(mat.on)}`,
    },
    { key: 'Support with mental health', value: mentalHealthTexts[referral.mentalHealthSupport] },
    { key: 'Prescribed pain medicine', value: referral.prescribedPainMedicine ?? 'None recorded' },
    ...(referral.sex === 'male' ? [] : [{ key: 'Pregnant', value: yesNo(referral.isPregnant) }]),
    ...(liberationOn === null
      ? []
      : [
          {
            key: 'Prison',
            value: `${liberationOn > today ? 'Leaves' : 'Left'} on ${shortDate(liberationOn)}`,
          },
        ]),
  ];
};

const toModel = (
  deps: SuitabilityToAnswerDeps,
  one: ListedSuitability,
  referral: ReferralFacts,
  rules: readonly AdmissionRule[],
  { today, newKey }: Pick<PageInput, 'today' | 'newKey'>,
): AskedPerson => {
  const person = personForRules(referral);
  const inForce = rules.filter((rule) => isInForce(rule, today));
  const stay = { arrivesOn: today, departsOn: addNights(today, referral.plannedWeeks * 7) };
  const due = dueModel(deps, one, today);
  const said = saidText(one.latest, rules);
  return {
    requestId: one.requestId,
    reference: one.reference,
    projectName: one.projectName,
    standing: suitabilityTag(one.latest?.step),
    dueText: due.text,
    isOverdue: due.isOverdue,
    said: [...(one.note === null ? [] : [`“${one.note}”`]), ...(said === null ? [] : [said])],
    facts: factsOf(referral, today),
    noRuleAbout: mattersWithoutRule(person, inForce).map((matter) => attributeTexts[matter]),
    checks: askRules(person, stay, inForce, stages).map((check) => ({
      ...checkText(check),
      answer: check.answer,
    })),
    ruleOptions: inForce.map((rule) => ({ value: rule.ruleId, text: ruleText(rule) })),
    action: `${path}/${one.requestId}/answer`,
    idempotencyKey: newKey(),
    version: one.version,
    // Of the facts that stand above the form.
    referralVersion: referral.version,
  };
};

interface Failed {
  readonly requestId: string;
  readonly form: FormState<string>;
}

const show = async (
  deps: SuitabilityToAnswerDeps,
  tx: Tx,
  input: PageInput,
  failed: Failed | null,
): Promise<PageReply> => {
  const { scope, query, frame, today } = input;
  const after = identifier.safeParse(query['after']).data ?? null;
  const found = await deps.listOpenSuitability(tx, scope, { after, limit: peopleOnAPage + 1 });
  const shown = found.slice(0, peopleOnAPage);
  const referrals = await deps.readReferralsOf(
    tx,
    shown.map(({ referralId }) => referralId),
  );
  // One statement for each project of the provider that is asked about: a provider has a few.
  const rules = new Map<string, readonly AdmissionRule[]>();
  for (const projectId of new Set(shown.map((one) => one.projectId))) {
    rules.set(projectId, (await deps.readAdmissionRules(tx, today, projectId)).get(projectId) ?? []);
  }
  const last = shown.at(-1);
  return {
    kind: 'page',
    page: SuitabilityToAnswerView({
      frame,
      people: shown.flatMap((one) => {
        const referral = referrals.get(one.referralId);
        return referral === undefined
          ? []
          : [toModel(deps, one, referral, rules.get(one.projectId) ?? [], input)];
      }),
      options,
      ...(failed === null ? {} : { failed }),
      paging: {
        ...(after === null ? {} : { previousHref: path }),
        ...(found.length > shown.length && last !== undefined
          ? { nextHref: `${path}?${new URLSearchParams({ after: last.requestId }).toString()}` }
          : {}),
      },
    }),
  };
};

/** An answer as typed. What belongs to another answer is left. */
const readAnswer = (typed: Typed): ReadForm<GivenAnswer> => {
  const kind = choiceField(
    typed,
    'kind',
    ['suitable', 'not_suitable', 'more_information'],
    'Choose whether the person would be suitable',
  );
  if ('error' in kind) return { ok: false, errors: errorsOf(kind) };
  switch (kind.value) {
    case 'suitable': {
      const note = optionalProse(typed, 'note', 500);
      return 'error' in note
        ? { ok: false, errors: errorsOf(note) }
        : { ok: true, command: { kind: 'suitable', note: note.value } };
    }
    case 'not_suitable': {
      const reason = choiceField(typed, 'reason', unsuitableReasons, 'Choose why the person is not suitable');
      const note = optionalProse(typed, 'note', 500);
      const rule = typed['ruleId'] ?? '';
      return 'error' in reason || 'error' in note
        ? { ok: false, errors: errorsOf(reason, note) }
        : {
            ok: true,
            command: {
              kind: 'not_suitable',
              reason: reason.value,
              ruleId: rule === '' ? null : rule,
              note: note.value,
            },
          };
    }
    case 'more_information': {
      const neededFrom = choiceField(typed, 'neededFrom', informants, 'Choose who knows it');
      const note = proseField(typed, 'note', 500, 'Say what must be known');
      return 'error' in neededFrom || 'error' in note
        ? { ok: false, errors: errorsOf(neededFrom, note) }
        : {
            ok: true,
            command: { kind: 'more_information', neededFrom: neededFrom.value, note: note.value },
          };
    }
  }
};

const explain = (refusal: AnswerSuitabilityRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'rule-missing':
      return [{ field: 'ruleId', text: 'Choose the rule that keeps the person out' }];
    case 'rule-not-in-force':
      return [{ field: 'ruleId', text: 'Choose a rule that is in force today' }];
    case 'why-missing':
      return [{ field: 'note', text: 'Say in words why the person is not suitable' }];
    case 'not-found':
      return overall('This question was answered or taken back before. Your answer changed nothing.');
    case 'referral-closed':
      return overall('The person does not wait any more. Nothing is left to answer.');
    case 'changed-since-you-read-it':
      return overall(
        refusal.changedFacts.length === 0
          ? 'Somebody moved this question on after you opened it. Look at it again, then answer.'
          : correctedMeanwhileText(refusal.changedFacts),
      );
  }
};

/** Of the facts the form stood under; a form without one was opened before anything was read. */
const versionOf = (text: string | undefined): number =>
  text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : 0;

const requestIdOf = ({ params }: Pick<PageInput, 'params'>): string | null =>
  identifier.safeParse(params['requestId']).data ?? null;

/** The people a provider's projects are asked about, and the form that answers. */
export const suitabilityToAnswerPages = (
  deps: SuitabilityToAnswerDeps,
): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => ({
  pages: [
    {
      path,
      permission: 'answer-suitability',
      auditedRead: { list: 'suitability-requests' },
      read: (tx, input) => show(deps, tx, input, null),
    },
  ],
  forms: [
    defineForm({
      path: `${path}/:requestId/answer`,
      permission: 'answer-suitability',
      auditedRead: { list: 'suitability-requests' },
      auditEvent: 'eligibility.suitability-answered',
      standsOn: () => path,
      parse: (typed, { expectedVersion }) => {
        const read = readAnswer(typed);
        const referralVersion = versionOf(typed['referralVersion']);
        return read.ok
          ? { ok: true, command: { given: read.command, expectedVersion, referralVersion } }
          : read;
      },
      act: async (
        tx,
        input,
        command: {
          readonly given: GivenAnswer;
          readonly expectedVersion: number;
          readonly referralVersion: number;
        },
      ) => {
        const requestId = requestIdOf(input);
        return requestId === null
          ? refuse({ code: 'not-found' })
          : deps.answerSuitability(tx, input.scope, {
              ...{ requestId, ...command },
              memberId: input.actor.memberId,
              today: input.today,
            });
      },
      done: () => `${path}?done=suitability-answered`,
      explain,
      again: (tx, input, { typed, errors }) =>
        show(deps, tx, input, { requestId: requestIdOf(input) ?? '', form: { values: typed, errors } }),
    }),
  ],
});
