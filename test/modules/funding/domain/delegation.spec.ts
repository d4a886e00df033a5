import { expect } from 'chai';

import { pence } from '../../../../src/kernel/money.js';
import { weighSecondYes, withinLimit } from '../../../../src/modules/funding/domain/delegation.js';

describe('what one approver may approve alone', () => {
  const twelveWeeks = { weeks: 12, weeklyRatePence: pence(100_000) };

  it('reaches up to the limit itself, and not a penny beyond', () => {
    expect(withinLimit(twelveWeeks, 1_200_000).ok).to.equal(true);
    expect(withinLimit(twelveWeeks, 1_199_999)).to.deep.equal({
      ok: false,
      refusal: { code: 'above-your-limit', limitPence: 1_199_999, totalPence: 1_200_000 },
    });
  });

  const proposed = { ...twelveWeeks, proposedBy: 'first', exceptionalReason: null };
  const told = (outcome: ReturnType<typeof weighSecondYes>) => (outcome.ok ? 'yes' : outcome.refusal.code);

  it('is confirmed by somebody else whose limit covers it', () => {
    expect(told(weighSecondYes(proposed, 'second', 1_200_000))).to.equal('yes');
    expect(told(weighSecondYes(proposed, 'second', 1_199_999))).to.equal('above-your-limit');
    expect(told(weighSecondYes(proposed, 'first', 9_999_999))).to.equal('second-approver-needed');
  });

  it('may go beyond every limit where it is exceptional, but never without a second person', () => {
    const exceptional = { ...proposed, exceptionalReason: 'At risk where they live' };
    expect(told(weighSecondYes(exceptional, 'second', 0))).to.equal('yes');
    expect(told(weighSecondYes(exceptional, 'first', 9_999_999))).to.equal('second-approver-needed');
  });
});
