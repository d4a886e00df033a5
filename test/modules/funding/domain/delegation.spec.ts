import { expect } from 'chai';

import { pence } from '../../../../src/kernel/money.js';
import {
  approvalCost,
  weighSecondYes,
  withinLimit,
} from '../../../../src/modules/funding/domain/delegation.js';

describe('what one approver may approve alone', () => {
  const twelveWeeks = { weeks: 12, weeklyRatePence: pence(100_000), paid: null };

  it('reaches up to the limit itself, and not a penny beyond', () => {
    expect(withinLimit(twelveWeeks, 1_200_000).ok).to.equal(true);
    expect(withinLimit(twelveWeeks, 1_199_999)).to.deep.equal({
      ok: false,
      refusal: { code: 'above-your-limit', limitPence: 1_199_999, totalPence: 1_200_000 },
    });
  });

  it('weighs nights paid for already at what they cost, and those it adds at its price', () => {
    const cheaper = { weeks: 16, weeklyRatePence: pence(50_000) };
    const paid = { nights: 84, pence: pence(1_200_000) };
    expect(approvalCost({ ...cheaper, paid })).to.equal(1_400_000);
    expect(approvalCost({ ...cheaper, paid: null })).to.equal(800_000);
    expect(approvalCost({ ...cheaper, weeks: 10, paid })).to.equal(1_200_000);
    expect(approvalCost({ ...twelveWeeks, weeks: 13, paid: { nights: 84, pence: pence(600_000) } })).to.equal(
      1_300_000,
    );
    expect(withinLimit({ ...cheaper, paid }, 1_399_999).ok).to.equal(false);
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
