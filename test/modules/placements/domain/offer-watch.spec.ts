import { expect } from 'chai';
import fc from 'fast-check';

import {
  heldAfterTry,
  isTried,
  type OfferTry,
} from '../../../../src/modules/placements/domain/offer-watch.js';

const at = (time: string): Date => new Date(`2026-11-23T${time}:00.000Z`);
const held = { answerDueAt: at('12:00'), expiresAt: at('15:00') };
const remindAt = at('11:00');
const tried = (triedAt: Date): OfferTry => ({
  ...{ tryId: 'try', whom: 'provider', channel: 'phone', outcome: 'no_answer' },
  triedAt,
});

describe('the wait for the answer to an offer', () => {
  it('counts a try from the first reminder on, since one before says nothing of the silence after', () => {
    expect(isTried({ remindAt, tries: [tried(at('10:59'))] })).to.equal(false);
    expect(isTried({ remindAt, tries: [tried(at('11:00')), tried(at('10:59'))] })).to.equal(true);
    expect(isTried({ remindAt, tries: [] })).to.equal(false);
    // Made before tries were kept: it lapses when its answer is due, as it always did.
    expect(isTried({ remindAt: null, tries: [] })).to.equal(true);
  });

  it('ends when the answer is due once somebody has tried in time, and not before', () => {
    expect(heldAfterTry(held, { remindAt }, tried(at('11:00')), at('11:00'), 30)).to.deep.equal(at('12:00'));
    expect(heldAfterTry(held, { remindAt }, tried(at('10:59')), at('11:00'), 30)).to.deep.equal(at('15:00'));
  });

  it('leaves whoever was reached late some minutes, and never longer than the bed was held', () => {
    expect(heldAfterTry(held, { remindAt }, tried(at('12:30')), at('12:30'), 60)).to.deep.equal(at('13:30'));
    expect(heldAfterTry(held, { remindAt }, tried(at('14:30')), at('14:30'), 60)).to.deep.equal(at('15:00'));
  });

  it('is never made longer by a try, nor ended before the answer is due', () => {
    const minute = fc.integer({ min: 0, max: 10_000 });
    fc.assert(
      fc.property(minute, minute, minute, minute, minute, (due, extra, reminder, now, left) => {
        const start = at('09:00').getTime();
        const after = (minutes: number): Date => new Date(start + minutes * 60_000);
        const offer = { answerDueAt: after(due), expiresAt: after(due + extra) };
        const until = heldAfterTry(offer, { remindAt: after(reminder) }, tried(after(now)), after(now), left);
        expect(until.getTime()).to.be.at.most(offer.expiresAt.getTime());
        expect(until.getTime()).to.be.at.least(offer.answerDueAt.getTime());
      }),
      { seed: 3701 },
    );
  });
});
