import { expect } from 'chai';

import { ruleChangeText } from '../../../../src/modules/eligibility/domain/rule-change-text.js';
import { aRuleContent } from '../rules.js';

describe('what a change did to a rule', () => {
  const rule = aRuleContent();
  it('is that there is one now, or one no longer', () => {
    expect(ruleChangeText(null, rule)).to.equal('New: “Methadone: 50 ml a day or less”');
    expect(ruleChangeText(rule, null)).to.equal('Ended: “Methadone: 50 ml a day or less”');
  });
  it('names what differs, and nothing else', () => {
    expect(ruleChangeText(rule, aRuleContent({ value: 40 }))).to.equal(
      '“Methadone: 50 ml a day or less” became “Methadone: 40 ml a day or less”',
    );
    expect(
      ruleChangeText(rule, aRuleContent({ effect: 'require_action', action: 'Lower the dose first' })),
    ).to.equal(
      '“Methadone: 50 ml a day or less”; where it is not met “Something has to be done first”, before “Cannot come”; to be done: Lower the dose first',
    );
    expect(ruleChangeText(rule, aRuleContent({ stage: 'assessment', source: 'A new page' }))).to.equal(
      '“Methadone: 50 ml a day or less”; asked before assessment, before on the day of arrival; source: A new page',
    );
  });
});
