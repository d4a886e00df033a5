import { expect } from 'chai';

import { isoDate } from '../../../../src/kernel/iso-date.js';
import { stay } from '../../../../src/kernel/stay.js';
import type { AdmissionRule } from '../../../../src/modules/eligibility/domain/admission-rule.js';
import { askRule, askRules } from '../../../../src/modules/eligibility/domain/ask-rules.js';
import { checkText } from '../../../../src/modules/eligibility/domain/check-text.js';
import { verdict, type Answer } from '../../../../src/modules/eligibility/domain/check.js';
import { evaluate } from '../../../../src/modules/eligibility/domain/evaluate.js';
import type { PersonForRules } from '../../../../src/modules/eligibility/domain/person-for-rules.js';
import { aPerson, aUnit } from '../../../support/builders.js';
import { aPersonForRules, aRule } from '../rules.js';

const winter = stay(isoDate('2026-12-01'), isoDate('2027-02-23'));
const on = isoDate('2026-11-20');
const methadone = (dose: number, unit: 'ml_daily' | 'mg_daily' = 'ml_daily') =>
  ({ mat: { drug: 'methadone', dose, unit, on } }) as const;
const buprenorphine = (dose: number) =>
  ({ mat: { drug: 'buprenorphine', dose, unit: 'mg_daily', on } }) as const;
const buvidal = (dose: number, unit: 'mg_weekly' | 'mg_monthly') =>
  ({ mat: { drug: 'buprenorphine_long_acting', dose, unit, on } }) as const;

interface Case {
  readonly says: string;
  readonly rule: Partial<AdmissionRule>;
  readonly person?: Partial<PersonForRules>;
  readonly answer: Answer | 'not asked';
}

const atMost = (attribute: AdmissionRule['attribute'], value: number, unit: AdmissionRule['unit'] = null) =>
  ({ attribute, operator: 'at_most', value, unit }) as const;
const flag = (attribute: AdmissionRule['attribute'], value: boolean) =>
  ({ attribute, operator: 'is', value, unit: null }) as const;
const oneOf = (attribute: AdmissionRule['attribute'], ...value: string[]) =>
  ({ attribute, operator: 'one_of', value, unit: null }) as const;

const cases: readonly Case[] = [
  { says: 'methadone at the ceiling', rule: {}, person: methadone(50), answer: 'yes' },
  { says: 'methadone above the ceiling', rule: {}, person: methadone(55), answer: 'no' },
  { says: 'methadone counted otherwise', rule: {}, person: methadone(50, 'mg_daily'), answer: 'unknown' },
  { says: 'no prescription recorded', rule: {}, answer: 'unknown' },
  {
    says: 'no prescription, referred for alcohol',
    rule: {},
    person: { substance: 'alcohol' },
    answer: 'not asked',
  },
  {
    says: 'methadone asked of somebody referred for alcohol who is on it',
    rule: {},
    person: { substance: 'alcohol', ...methadone(60) },
    answer: 'no',
  },
  { says: 'another medicine', rule: {}, person: buprenorphine(16), answer: 'not asked' },
  {
    says: 'a weekly injection within its ceiling',
    rule: atMost('buprenorphine_long_acting_dose', 24, 'mg_weekly'),
    person: buvidal(24, 'mg_weekly'),
    answer: 'yes',
  },
  {
    says: 'a monthly injection by the ceiling of weekly ones',
    rule: atMost('buprenorphine_long_acting_dose', 24, 'mg_weekly'),
    person: buvidal(96, 'mg_monthly'),
    answer: 'not asked',
  },
  {
    says: 'a low dose of a brand nobody recorded',
    rule: atMost('espranor_dose', 18, 'mg_daily'),
    person: buprenorphine(18),
    answer: 'yes',
  },
  {
    says: 'a dose that is too high for one brand only',
    rule: atMost('espranor_dose', 18, 'mg_daily'),
    person: buprenorphine(20),
    answer: 'unknown',
  },
  { says: 'on treatment where none is taken', rule: flag('mat', false), person: methadone(5), answer: 'no' },
  { says: 'a man where men are taken', rule: oneOf('sex', 'male'), answer: 'yes' },
  { says: 'a man where women are taken', rule: oneOf('sex', 'female'), answer: 'no' },
  {
    says: 'sex not recorded',
    rule: oneOf('sex', 'female'),
    person: { sex: 'not_known' },
    answer: 'unknown',
  },
  {
    says: 'turns 25 during the stay, at admission',
    rule: atMost('age', 24),
    person: { bornOn: isoDate('2002-01-15') },
    answer: 'yes',
  },
  {
    says: 'turns 25 during the stay, through the stay',
    rule: { ...atMost('age', 24), stage: 'stay' },
    person: { bornOn: isoDate('2002-01-15') },
    answer: 'no',
  },
  {
    says: 'turns 25 on the day they leave, through the stay',
    rule: { ...atMost('age', 24), stage: 'stay' },
    person: { bornOn: isoDate('2002-02-23') },
    answer: 'yes',
  },
  {
    says: 'sixteen on the day of arrival',
    rule: { attribute: 'age', operator: 'at_least', value: 16, unit: null },
    person: { bornOn: isoDate('2010-12-01') },
    answer: 'yes',
  },
  {
    says: 'a child of eleven by the planned end',
    rule: { ...atMost('oldest_child_age', 10), stage: 'stay' },
    person: { children: 1, oldestChildBornOn: isoDate('2016-01-15') },
    answer: 'no',
  },
  { says: 'nobody’s child', rule: atMost('oldest_child_age', 10), answer: 'not asked' },
  {
    says: 'a child without a date of birth',
    rule: atMost('oldest_child_age', 10),
    person: { children: 1 },
    answer: 'unknown',
  },
  { says: 'a man, of pregnancy', rule: flag('pregnancy', false), answer: 'not asked' },
  {
    says: 'a woman of whom nobody recorded it',
    rule: flag('pregnancy', false),
    person: { sex: 'female' },
    answer: 'unknown',
  },
  {
    says: 'a woman who is pregnant',
    rule: flag('pregnancy', false),
    person: { sex: 'female', isPregnant: true },
    answer: 'no',
  },
  {
    says: 'detox that ends on the day of arrival',
    rule: flag('detox_before_entry', true),
    person: { detoxNeed: 'before_entry', detoxEndsOn: isoDate('2026-12-01') },
    answer: 'yes',
  },
  {
    says: 'detox that ends the day after',
    rule: flag('detox_before_entry', true),
    person: { detoxNeed: 'before_entry', detoxEndsOn: isoDate('2026-12-02') },
    answer: 'no',
  },
  { says: 'no detox needed', rule: flag('detox_before_entry', true), answer: 'yes' },
  {
    says: 'detox needed and not booked',
    rule: flag('detox_before_entry', true),
    person: { detoxNeed: 'before_entry' },
    answer: 'no',
  },
  {
    says: 'detox needed on site where there is none',
    rule: flag('detox_on_site', false),
    person: { detoxNeed: 'on_site' },
    answer: 'no',
  },
  { says: 'lives in the area', rule: oneOf('health_board', 'NHS Lothian', 'NHS Fife'), answer: 'yes' },
  { says: 'lives elsewhere', rule: oneOf('health_board', 'NHS Fife'), answer: 'no' },
  {
    says: 'more support than there is',
    rule: { attribute: 'mental_health_support', operator: 'at_most', value: 'some', unit: null },
    person: { mentalHealthSupport: 'specialist' },
    answer: 'no',
  },
  {
    says: 'as much support as there is',
    rule: { attribute: 'mental_health_support', operator: 'at_most', value: 'some', unit: null },
    person: { mentalHealthSupport: 'some' },
    answer: 'yes',
  },
  {
    says: 'referred for a substance the project does not treat',
    rule: oneOf('substance', 'alcohol'),
    answer: 'no',
  },
  { says: 'agreed to a faith ethos', rule: flag('faith_ethos', true), person: { acceptsFaithEthos: true }, answer: 'yes' }, // prettier-ignore
  { says: 'a matter for the provider', rule: { attribute: 'provider_decides', operator: 'asks', value: 'offences', unit: null, effect: 'case_by_case' }, answer: 'unknown' }, // prettier-ignore
];

describe('what a project asks of a person', () => {
  for (const { says, rule, person, answer } of cases) {
    it(`${rule.attribute ?? 'methadone_dose'}: ${says} → ${answer}`, () => {
      expect(askRule(aPersonForRules(person), winter, aRule(rule))?.answer ?? 'not asked').to.equal(answer);
    });
  }

  it('is asked by the rules in force on the day of arrival, half-open, and of the stages wanted', () => {
    const rules = [
      aRule({ ruleId: 'ended', validTo: isoDate('2026-12-01') }),
      aRule({ ruleId: 'begins', validFrom: isoDate('2026-12-01') }),
      aRule({ ruleId: 'later', validFrom: isoDate('2026-12-02') }),
      aRule({ ruleId: 'other-stage', stage: 'assessment' }),
    ];
    const asked = askRules(aPersonForRules(), winter, rules, ['admission', 'stay']);
    expect(asked.map((check) => check.asked.ruleId)).to.deep.equal(['begins']);
  });

  it('says the values and the limit with their units', () => {
    const check = askRule(aPersonForRules(methadone(55)), winter, aRule())!;
    expect(check).to.deep.include({ rule: 'project_methadone_dose', answer: 'no', has: 55, limit: 50 });
    expect(checkText(check)).to.deep.equal({
      text: 'Methadone: 50 ml a day or less',
      detail: 'The person takes 55 ml a day',
    });
  });

  it('is asked by the one evaluator, after what the bed itself asks, of that project alone', () => {
    const rules = new Map([
      ['project-1', [aRule({ ...oneOf('sex', 'female') })]],
      ['project-2', [aRule({ ruleId: 'another', ...oneOf('health_board', 'NHS Fife') })]],
    ]);
    const checks = evaluate(aPerson(), aUnit(), winter, [], rules);
    expect(checks.filter(({ rule }) => rule.startsWith('project_')).map(({ rule }) => rule)).to.deep.equal([
      'project_sex',
    ]);
    expect(checks[0]?.rule).to.equal('rehab_bed');
    expect(verdict(checks)).to.equal('no');
  });
});

describe('the verdict on rules of a project', () => {
  const of = (effect: AdmissionRule['effect'], person: Partial<PersonForRules>): Answer =>
    verdict(askRules(aPersonForRules(person), winter, [aRule({ effect })], ['admission']));

  it('excludes, and asks for the fact, where the rule excludes', () => {
    expect([of('exclude', methadone(55)), of('exclude', {})]).to.deep.equal(['no', 'unknown']);
  });
  it('waits for the action where one is required, and stops nobody by a missing fact', () => {
    expect([of('require_action', methadone(55)), of('require_action', {})]).to.deep.equal(['no', 'yes']);
  });
  it('turns nobody away where the provider decides', () => {
    expect([of('case_by_case', methadone(55)), of('case_by_case', {})]).to.deep.equal(['yes', 'yes']);
  });
});
