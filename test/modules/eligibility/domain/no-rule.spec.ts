import { expect } from 'chai';

import { isoDate } from '../../../../src/kernel/iso-date.js';
import { mattersWithoutRule } from '../../../../src/modules/eligibility/domain/no-rule.js';
import { aPersonForRules, aRule } from '../rules.js';

describe('what none of a project’s rules is about', () => {
  const mother = aPersonForRules({
    sex: 'female',
    children: 2,
    isPregnant: true,
    mat: { drug: 'methadone', dose: 40, unit: 'ml_daily', on: isoDate('2026-11-20') },
    mentalHealthSupport: 'some',
    detoxNeed: 'on_site',
  });

  it('is every matter that stands out, where the only rule is about age', () => {
    expect(
      mattersWithoutRule(mother, [aRule({ attribute: 'age', operator: 'at_least', value: 16 })]),
    ).to.deep.equal(['children', 'pregnancy', 'mat', 'detox_on_site', 'mental_health_support']);
  });

  it('is no matter that any rule is about, whatever it answers', () => {
    const rules = [
      aRule({ attribute: 'oldest_child_age', operator: 'at_most', value: 5 }),
      aRule({ attribute: 'methadone_dose', operator: 'at_most', value: 30 }),
    ];
    expect(mattersWithoutRule(mother, rules)).to.deep.equal([
      'pregnancy',
      'detox_on_site',
      'mental_health_support',
    ]);
  });

  it('is nothing about somebody of whom nothing stands out, or is known', () => {
    const alone = aPersonForRules({ children: 0, isPregnant: false, mat: null, detoxNeed: 'none' });
    expect(mattersWithoutRule({ ...alone, mentalHealthSupport: 'none' }, [])).to.deep.equal([]);
    expect(mattersWithoutRule({ ...alone, mentalHealthSupport: null, isPregnant: null }, [])).to.deep.equal(
      [],
    );
  });
});
