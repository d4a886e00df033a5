import { expect } from 'chai';
import fc from 'fast-check';

import { addNights, dateRange, isoDate } from '../../../../src/kernel/iso-date.js';
import {
  attentionOf,
  availableFrom,
  overlappingSpell,
  spellOn,
  waitedDays,
  type Unavailability,
  type WaitFacts,
} from '../../../../src/modules/referrals/domain/waiting.js';

const today = isoDate('2026-11-23');
const day = (days: number) => addNights(today, days);
const spell = (from: number, to: number | null): Unavailability => ({
  fromOn: day(from),
  toOn: to === null ? null : day(to),
});

describe('a spell of not being able to go', () => {
  it('is half-open: the day it ends is a day to go', () => {
    const spells = [spell(-3, 0), spell(4, null)];
    expect(spellOn(spells, day(-1))).to.equal(spells[0]);
    expect(spellOn(spells, today)).to.equal(null);
    expect(spellOn(spells, day(400))).to.equal(spells[1]);
  });

  it('overlaps another when they share a day, and one without an end everything after its first', () => {
    const spells = [spell(-3, 0), spell(10, null)];
    expect(overlappingSpell(spells, spell(0, 10))).to.equal(null);
    expect(overlappingSpell(spells, spell(-1, 2))).to.equal(spells[0]);
    expect(overlappingSpell(spells, spell(9, 11))).to.equal(spells[1]);
    expect(overlappingSpell(spells, spell(0, null))).to.equal(spells[1]);
    // One that never was takes no day.
    expect(overlappingSpell([spell(5, 5)], spell(0, 10))).to.equal(null);
  });

  it('puts off the first day somebody can go, until nobody knows when', () => {
    const until = day(28);
    expect(availableFrom([], today, until)).to.equal(today);
    expect(availableFrom([spell(-9, 0)], today, until)).to.equal(today);
    expect(availableFrom([spell(-9, 5), spell(20, 30)], today, until)).to.equal(day(30));
    expect(availableFrom([spell(29, 40)], today, until)).to.equal(today);
    expect(availableFrom([spell(28, null)], today, until)).to.equal(null);
  });

  it('is told apart from every other by pairs of days they share, whatever the spells', () => {
    const anySpell = fc
      .tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: 1, max: 15 }))
      .map(([from, length]) => spell(from, from + length));
    fc.assert(
      fc.property(anySpell, anySpell, (a, b) => {
        const days = new Set(dateRange(a.fromOn, a.toOn!));
        const sharesADay = dateRange(b.fromOn, b.toOn!).some((on) => days.has(on));
        expect(overlappingSpell([a], b) !== null).to.equal(sharesADay);
      }),
    );
  });
});

describe('the clocks of a wait', () => {
  it('run alike while somebody could go, and part for days they could not', () => {
    expect(waitedDays(day(-10), [], today)).to.deep.equal({ rawDays: 10, adjustedDays: 10 });
    expect(waitedDays(day(-10), [spell(-4, -1)], today)).to.deep.equal({ rawDays: 10, adjustedDays: 7 });
    expect(waitedDays(day(-10), [spell(-2, null)], today)).to.deep.equal({ rawDays: 10, adjustedDays: 8 });
    // Days before the referral and days to come are no part of the wait.
    expect(waitedDays(day(-10), [spell(-30, -8), spell(-1, 40)], today)).to.deep.equal({
      rawDays: 10,
      adjustedDays: 7,
    });
    expect(waitedDays(today, [], today)).to.deep.equal({ rawDays: 0, adjustedDays: 0 });
  });

  it('leave out exactly the days in spells, whatever they are', () => {
    const anySpell = fc
      .tuple(fc.integer({ min: -60, max: 20 }), fc.option(fc.integer({ min: 0, max: 40 })))
      .map(([from, length]) => spell(from, length === null ? null : from + length));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 50 }), fc.array(anySpell, { maxLength: 5 }), (ago, spells) => {
        const receivedOn = day(-ago);
        const couldGo = dateRange(receivedOn, today).filter((on) => spellOn(spells, on) === null);
        expect(waitedDays(receivedOn, spells, today)).to.deep.equal({
          rawDays: ago,
          adjustedDays: couldGo.length,
        });
      }),
    );
  });
});

describe('what asks to be looked at', () => {
  const policy = {
    contactEveryDays: { soon: 21 },
    safeToWaitEveryDays: { soon: 28 },
    expiry: { afterDays: 182, triesOnDays: 2, answerDays: 14 },
  };
  const wait = (given: Partial<WaitFacts<'soon'>> = {}): WaitFacts<'soon'> => ({
    receivedOn: day(-10),
    urgencyBand: 'soon',
    urgencyReviewOn: day(5),
    contact: null,
    review: null,
    ...given,
  });
  const kinds = (given: Partial<WaitFacts<'soon'>>) =>
    attentionOf(wait(given), policy, today).map(({ kind }) => kind);

  it('is nothing while nothing is due', () => {
    expect(kinds({})).to.deep.equal([]);
  });

  it('is what is due from its day on, the most pressing first', () => {
    const longAgo = { receivedOn: day(-28), urgencyReviewOn: today };
    expect(kinds(longAgo)).to.deep.equal(['safe-to-wait-due', 'urgency-review-due', 'contact-due']);
    expect(kinds({ receivedOn: day(-20) })).to.deep.equal([]);
    expect(kinds({ receivedOn: day(-21) })).to.deep.equal(['contact-due']);
  });

  it('counts from the day somebody was reached, not from the day it was tried', () => {
    const receivedOn = day(-40);
    const review = { doneOn: day(-1), outcome: 'safe', plan: null, nextDueOn: day(20) } as const;
    const tried = { triedOn: day(-1), outcome: 'no_answer', reachedOn: day(-25) } as const;
    expect(kinds({ receivedOn, review, contact: tried })).to.deep.equal(['contact-due']);
    const reached = { triedOn: day(-1), outcome: 'reached', reachedOn: day(-1) } as const;
    expect(kinds({ receivedOn, review, contact: reached })).to.deep.equal([]);
  });

  it('is somebody who cannot wait, until a later review says otherwise', () => {
    const review = { doneOn: day(-1), outcome: 'not_safe', plan: 'Daily call', nextDueOn: day(5) } as const;
    expect(kinds({ review })).to.deep.equal(['not-safe-to-wait']);
  });
});
