import { expect } from 'chai';
import fc from 'fast-check';

import { addNights, isoDate } from '../../../../src/kernel/iso-date.js';
import { expiryOf } from '../../../../src/modules/referrals/domain/expiry.js';

const today = isoDate('2026-11-23');
const day = (days: number) => addNights(today, days);
const policy = { afterDays: 182, triesOnDays: 2, answerDays: 14 };
const asked = (received: number, tried: readonly number[], reached: number | null = null) =>
  expiryOf(
    {
      receivedOn: day(received),
      reachedOn: reached === null ? null : day(reached),
      triedOn: tried.map(day),
    },
    policy,
    today,
  );

describe('a referral of which nobody hears any more', () => {
  it('is not due within half a year of the day it was received, or the person was reached', () => {
    expect(asked(-181, [])).to.equal(null);
    expect(asked(-182, [])).to.equal('contact-first');
    expect(asked(-400, [-20, -15], -181)).to.equal(null);
    expect(asked(-400, [], -182)).to.equal('contact-first');
  });

  it('runs out only after tries on two days since it is due, and time to answer the last', () => {
    expect(asked(-400, [-20])).to.equal('contact-first');
    expect(asked(-400, [-20, -20])).to.equal('contact-first');
    expect(asked(-400, [-20, -13])).to.equal('contact-first');
    expect(asked(-400, [-14, -20])).to.equal('run-out');
    // Tries before it was due are not the contact that comes first.
    expect(asked(-200, [-19, -17])).to.equal('contact-first');
  });

  it('never runs out without tries on enough days, whatever the dates', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 900 }),
        fc.option(fc.integer({ min: 0, max: 900 })),
        fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 6 }),
        (ago, reachedAgo, triedAgo) => {
          const answer = asked(
            -ago,
            triedAgo.map((days) => -days),
            reachedAgo === null ? null : -reachedAgo,
          );
          if (answer !== 'run-out') return;
          expect(new Set(triedAgo.filter((days) => days >= policy.answerDays)).size).to.be.least(2);
          expect(Math.min(ago, reachedAgo ?? ago)).to.be.least(policy.afterDays);
        },
      ),
    );
  });
});
