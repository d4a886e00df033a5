import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { ReadForm, Typed } from '../../../../platform/http/define-page.js';
import { words } from '../../../../platform/http/schemas.js';
import { dateFromFields } from '../../../../ui/forms/date-parts.js';
import type { FieldError, Option } from '../../../../ui/forms/form-state.js';
import { longDate } from '../../../../ui/presenters/dates.js';
import type { AskedChange, ProposeRuleChangeRefusal } from '../../application/change-rule.js';
import { changeKinds } from '../../application/ports.js';
import {
  attributes,
  doseUnits,
  effects,
  operators,
  stages,
  supportLevels,
  type Attribute,
  type Operator,
  type RuleContent,
  type RuleValue,
} from '../../domain/admission-rule.js';
import { attributeRules } from '../../domain/attributes.js';
import { highestDose, readRuleValue, understood, type RuleFault } from '../../domain/rule-content.js';
import { attributeTexts, choiceText, doseUnitText, effectTexts, stageTexts } from '../../domain/rule-text.js';

/** What rules can be about, for choosing among. */
export const attributeOptions: readonly Option[] = attributes.map((value) => ({
  value,
  text: attributeTexts[value],
}));

const operatorTexts: Readonly<Record<Operator, string>> = {
  at_least: 'At least',
  at_most: 'At most',
  one_of: 'One of',
  is: 'Is',
  asks: 'Asks',
};

const among = <T extends string>(known: readonly T[], text: string | undefined): T | null =>
  known.find((one) => one === text) ?? null;

/** What is asked of one attribute: the choices of each field. A field with one choice is not asked. */
export interface RuleQuestions {
  readonly operators: readonly Option[];
  readonly units: readonly Option[];
  readonly stages: readonly Option[];
  readonly effects: readonly Option[];
  /** Tick boxes; empty where the value is typed or there is nothing to say. */
  readonly choices: readonly Option[];
  /** How the value is typed; null where it is ticked, chosen, or fixed. */
  readonly valueLabel: string | null;
  readonly levels: readonly Option[];
}

const optionsOf = <T extends string>(values: readonly T[], text: (value: T) => string): readonly Option[] =>
  values.map((value) => ({ value, text: text(value) }));

const labelOf: Readonly<Record<string, string>> = {
  whole: 'Number',
  dose: 'Dose',
  matter: 'What the provider decides about',
};

/** The questions about a rule of one attribute. Health boards are those of the partnerships. */
export const questionsOf = (attribute: Attribute, healthBoards: readonly string[]): RuleQuestions => {
  const about = attributeRules[attribute];
  const { values } = about;
  return {
    operators: optionsOf(about.operators, (one) => operatorTexts[one]),
    units: values.kind === 'dose' ? optionsOf(values.units, doseUnitText) : [],
    stages: optionsOf(stages, (one) => stageTexts[one]),
    effects: optionsOf(about.effects, (one) => effectTexts[one]),
    choices:
      values.kind === 'choices'
        ? optionsOf(values.of ?? healthBoards, (one) => choiceText(attribute, one))
        : [],
    valueLabel: labelOf[values.kind] ?? null,
    levels: values.kind === 'level' ? optionsOf(supportLevels, (one) => choiceText(attribute, one)) : [],
  };
};

/** The attribute that a form is about; null where it names none. */
export const attributeIn = (typed: Typed): Attribute | null => among(attributes, typed['attribute']);

/** The field of one tick box. */
export const choiceField = (index: number): string => `choice-${index}`;

/** The value of a rule as one line, for a form that carries it on. */
export const lineOf = (value: RuleValue): string =>
  typeof value === 'object' ? value.join(';') : String(value);

const valueIn = (typed: Typed, attribute: Attribute, questions: RuleQuestions): RuleValue => {
  const { values } = attributeRules[attribute];
  if (values.kind === 'flag') return values.must;
  if (values.kind === 'choices' && (typed['value'] ?? '') === '') {
    return questions.choices
      .filter((_one, index) => typed[choiceField(index)] === 'yes')
      .map(({ value }) => value);
  }
  return readRuleValue(attribute, (typed['value'] ?? '').slice(0, 1000));
};

/** A rule as a form shows it again. */
export const typedOf = (rule: RuleContent, questions: RuleQuestions): Readonly<Record<string, string>> => {
  const { value } = rule;
  return {
    operator: rule.operator,
    value: typeof value === 'object' ? '' : String(value),
    ...Object.fromEntries(
      questions.choices.map((choice, index) => [
        choiceField(index),
        typeof value === 'object' && value.includes(choice.value) ? 'yes' : '',
      ]),
    ),
    unit: rule.unit ?? '',
    stage: rule.stage,
    effect: rule.effect,
    action: rule.action ?? '',
    source: rule.source,
  };
};

const readWords = (
  typed: Typed,
  field: string,
  missing: string,
): { readonly text: string | null; readonly errors: readonly FieldError[] } => {
  const written = (typed[field] ?? '').replace(/\r\n?/g, '\n').trim();
  if (written === '') return { text: null, errors: missing === '' ? [] : [{ field, text: missing }] };
  const read = words(500).safeParse(written);
  return read.success
    ? { text: read.data, errors: [] }
    : { text: null, errors: [{ field, text: read.error.issues[0]?.message ?? missing }] };
};

const faultText = ({ part, accepted }: RuleFault, questions: RuleQuestions): FieldError => {
  switch (part) {
    case 'value':
      return questions.choices.length > 0
        ? { field: 'choices', text: 'Tick one or more' }
        : {
            field: 'value',
            text: `Enter ${accepted.length === 1 ? (accepted[0] ?? '') : 'one of the choices'}`,
          };
    case 'unit':
      return { field: 'unit', text: 'Choose what the dose is counted in' };
    case 'operator':
      return { field: 'operator', text: 'Choose at least or at most' };
    case 'effect':
      return { field: 'effect', text: 'Choose what happens where the rule is not met' };
    case 'action':
      return { field: 'action', text: 'Write what has to be done first' };
  }
};

const readContent = (
  typed: Typed,
  attribute: Attribute,
  questions: RuleQuestions,
): { readonly content: RuleContent | null; readonly errors: readonly FieldError[] } => {
  const [onlyOperator] = questions.operators.length === 1 ? questions.operators : [];
  const [onlyUnit] = questions.units.length === 1 ? questions.units : [];
  const [onlyEffect] = questions.effects.length === 1 ? questions.effects : [];
  const operator = among(operators, onlyOperator?.value ?? typed['operator']);
  const stage = among(stages, typed['stage']);
  const effect = among(effects, onlyEffect?.value ?? typed['effect']);
  const action = readWords(typed, 'action', '');
  const source = readWords(typed, 'source', 'Write where the rule is written down, or why you have it');
  const errors: FieldError[] = [
    ...(operator === null ? [{ field: 'operator', text: 'Choose at least or at most' }] : []),
    ...(stage === null ? [{ field: 'stage', text: 'Choose when the rule is asked' }] : []),
    ...(effect === null ? [{ field: 'effect', text: 'Choose what happens where the rule is not met' }] : []),
    ...action.errors,
    ...source.errors,
  ];
  const value = valueIn(typed, attribute, questions);
  const content: RuleContent = {
    ...{ attribute, value },
    operator: operator ?? 'is',
    unit: among(doseUnits, onlyUnit?.value ?? typed['unit']),
    stage: stage ?? 'admission',
    effect: effect ?? 'exclude',
    action: effect === 'require_action' ? action.text : null,
    source: source.text ?? '',
  };
  const clear = understood(content);
  if (!clear.ok) {
    const told = faultText(clear.refusal, questions);
    if (!errors.some(({ field }) => field === told.field)) errors.push(told);
  }
  return errors.length > 0 ? { content: null, errors } : { content, errors };
};

/** What a form asks for, besides whose project it is and what day it is. */
export type TypedChange = Omit<AskedChange, 'projectId' | 'today'> & { readonly reason: string };

/**
 * From what was typed to a change, or every field at fault. Choices are ticked in the form that looks ahead, and written in
 * `value` in the one that asks for the change.
 */
export const readChange = (typed: Typed, healthBoards: readonly string[]): ReadForm<TypedChange> => {
  const kind = among(changeKinds, typed['kind']) ?? 'add';
  const attribute = attributeIn(typed);
  const starts = dateFromFields(typed, 'starts');
  const reason = readWords(typed, 'reason', 'Write why, for whoever reads it after you');
  const rule =
    kind === 'end'
      ? { content: null, errors: [] }
      : attribute === null
        ? { content: null, errors: [{ field: 'attribute', text: 'Choose what the rule is about' }] }
        : readContent(typed, attribute, questionsOf(attribute, healthBoards));
  const errors = [
    ...rule.errors,
    ...(starts.kind === 'date'
      ? []
      : [{ field: 'starts', text: 'Enter the first day of arrival for which it counts' }]),
    ...reason.errors,
  ];
  if (errors.length > 0 || starts.kind !== 'date') return { ok: false, errors };
  const ruleId = kind === 'add' ? null : (typed['ruleId'] ?? '');
  return {
    ok: true,
    command: {
      ...{ kind, ruleId, content: rule.content, startsOn: starts.on, reason: reason.text ?? '' },
      expectedVersion: kind === 'add' ? 0 : Number(typed['ruleVersion'] ?? 0),
    },
  };
};

const startText = (earliestOn: IsoDate, latestOn: IsoDate): string =>
  `Enter a day from ${longDate(earliestOn)} to ${longDate(latestOn)}`;

/** Why a change was not taken in, at the field where it can be mended. */
export const explainChange = (refusal: ProposeRuleChangeRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
      return [];
    case 'rule-not-understood':
      return [{ field: '', text: `The ${refusal.part} of the rule must be: ${refusal.accepted.join(', ')}` }];
    case 'changed-since-you-read-it':
      return [{ field: '', text: 'Somebody changed this rule meanwhile. Look at it as it is now.' }];
    case 'rule-has-ended':
      return [{ field: '', text: 'An end was set for this rule before. Add a new rule instead.' }];
    case 'nothing-changes':
      return [{ field: '', text: 'That is what the rule says already. Change something, or go back.' }];
    case 'start-not-possible':
      return [{ field: 'starts', text: startText(refusal.earliestOn, refusal.latestOn) }];
    case 'change-already-waiting':
      return [
        {
          field: '',
          text: 'Another change of this rule waits for a second manager. Have it confirmed or take it back first.',
        },
      ];
  }
};

/** What may be typed as a value. */
export const valueHintOf = (attribute: Attribute): string | undefined => {
  const { values } = attributeRules[attribute];
  if (values.kind === 'whole') return `A whole number from ${values.least} to ${values.most}`;
  if (values.kind === 'dose') return `A number above 0, up to ${highestDose}`;
  return values.kind === 'matter'
    ? 'Such as offences, or pets. Nobody is turned away by it: you decide in person.'
    : undefined;
};
