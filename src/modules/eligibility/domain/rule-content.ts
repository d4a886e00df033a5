import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import { supportLevels, type Attribute, type RuleContent, type RuleValue } from './admission-rule.js';
import { attributeRules } from './attributes.js';

/** What is wrong with a rule as it is written, by the part of it, with what would be accepted. */
export type RuleFault = {
  readonly code: 'rule-not-understood';
  readonly part: 'operator' | 'value' | 'unit' | 'effect' | 'action';
  /** What may stand there: words of the interface, or a range as `0 to 110`. */
  readonly accepted: readonly string[];
};

/** Highest dose a rule may name, in any unit. Set for this service, to catch a slip of the finger. */
export const highestDose = 1_000;

const fault = (part: RuleFault['part'], accepted: readonly string[]): Outcome<never, RuleFault> =>
  refuse({ code: 'rule-not-understood', part, accepted });

const valueFault = ({ attribute, value }: RuleContent): Outcome<never, RuleFault> | null => {
  const { values } = attributeRules[attribute];
  switch (values.kind) {
    case 'whole':
      return typeof value === 'number' &&
        Number.isInteger(value) &&
        value >= values.least &&
        value <= values.most
        ? null
        : fault('value', [`${values.least} to ${values.most}`]);
    case 'dose':
      return typeof value === 'number' && value > 0 && value <= highestDose
        ? null
        : fault('value', [`more than 0, up to ${highestDose}`]);
    case 'flag':
      return value === values.must ? null : fault('value', [String(values.must)]);
    case 'level':
      return supportLevels.some((level) => level === value) ? null : fault('value', supportLevels);
    case 'matter':
      return typeof value === 'string' && value.trim() !== '' ? null : fault('value', ['a few words']);
    case 'choices': {
      const among = values.of;
      return Array.isArray(value) &&
        value.length > 0 &&
        new Set(value).size === value.length &&
        (among === null || value.every((choice: string) => among.includes(choice)))
        ? null
        : fault('value', among ?? ['one health board or more, by name']);
    }
  }
};

/**
 * A rule that can be asked: its operator, value and unit belong to its attribute, and what it does is something such a rule
 * may do. Refusal: `rule-not-understood`, with the part at fault and what may stand there.
 */
export const understood = (content: RuleContent): Outcome<RuleContent, RuleFault> => {
  const about = attributeRules[content.attribute];
  if (!about.operators.includes(content.operator)) return fault('operator', about.operators);
  const wrongValue = valueFault(content);
  if (wrongValue !== null) return wrongValue;
  if (about.values.kind === 'dose') {
    const { units } = about.values;
    if (content.unit === null || !units.includes(content.unit)) return fault('unit', units);
  } else if (content.unit !== null) {
    return fault('unit', ['none']);
  }
  if (!about.effects.includes(content.effect)) return fault('effect', about.effects);
  if (content.effect === 'require_action' && (content.action ?? '').trim() === '') {
    return fault('action', ['a few words on what has to be done']);
  }
  return done(content);
};

/** The value of a rule as it is written in one line: choices are set apart by semicolons. */
export const readRuleValue = (attribute: Attribute, text: string): RuleValue => {
  switch (attributeRules[attribute].values.kind) {
    case 'whole':
    case 'dose':
      return text.trim() === '' ? Number.NaN : Number(text);
    case 'flag':
      return text === 'true';
    case 'choices':
      return text
        .split(';')
        .map((choice) => choice.trim())
        .filter((choice) => choice !== '');
    case 'level':
    case 'matter':
      return text.trim();
  }
};
