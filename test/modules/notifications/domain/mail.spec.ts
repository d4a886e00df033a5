import { expect } from 'chai';
import fc from 'fast-check';

import { mailPolicy, tellingWordIn } from '../../../../config/mail.js';
import { londonInstant } from '../../../../src/kernel/iso-date.js';
import { dueDigest, mailWords, pauseAfter } from '../../../../src/modules/notifications/domain/mail.js';

const { digestAtMinute } = mailPolicy;
const at = (text: string): Date => new Date(text);

describe('a mail', () => {
  it('says nothing of what the service is about, and has no address to follow', () => {
    const { subject, text } = mailWords;
    expect(tellingWordIn(`${subject} ${text}`)).to.equal(null);
    expect(`${subject} ${text}`).not.to.match(/https?:|www\.|@/);
    expect(tellingWordIn('Your REHABilitation')).to.equal('rehab');
  });

  it('waits twice as long after each failure, an hour at most, and is given up in the end', () => {
    const pauses = Array.from({ length: mailPolicy.triesAtMost }, (_, index) =>
      pauseAfter(index + 1, false, mailPolicy),
    );
    expect(pauses.slice(0, 8)).to.deep.equal([60, 120, 240, 480, 960, 1920, 3600, 3600]);
    expect(pauses.at(-2)).to.equal(3600);
    expect(pauses.at(-1)).to.equal(null);
  });

  it('is given up sooner where the mail server says no', () => {
    expect(pauseAfter(mailPolicy.triesAtMostRefused - 1, true, mailPolicy)).to.be.greaterThan(0);
    expect(pauseAfter(mailPolicy.triesAtMostRefused, true, mailPolicy)).to.equal(null);
  });
});

describe('the daily mail', () => {
  it('is due at eight by the clock on the wall, in winter and in summer', () => {
    expect(dueDigest(at('2026-11-23T07:59:59.999Z'), digestAtMinute)).to.equal(null);
    expect(dueDigest(at('2026-11-23T08:00:00Z'), digestAtMinute)?.on).to.equal('2026-11-23');
    expect(dueDigest(at('2027-06-01T06:59:59.999Z'), digestAtMinute)).to.equal(null);
    expect(dueDigest(at('2027-06-01T07:00:00Z'), digestAtMinute)?.on).to.equal('2027-06-01');
  });

  it('comes 25 hours after the one before where the clocks go back, and 23 where they go forward', () => {
    const hoursTo = (on: string, next: string): number => {
      const [from, to] = [on, next].map(
        (day) => dueDigest(at(`${day}T12:00:00Z`), digestAtMinute)?.coversTo.getTime() ?? 0,
      );
      return ((to ?? 0) - (from ?? 0)) / 3_600_000;
    };
    expect(hoursTo('2026-10-24', '2026-10-25')).to.equal(25);
    expect(hoursTo('2027-03-27', '2027-03-28')).to.equal(23);
  });

  it('is due once a day at every hour from eight on, of that day', () => {
    fc.assert(
      fc.property(
        fc.date({ min: at('2026-01-01'), max: at('2030-12-31'), noInvalidDate: true }),
        (instant) => {
          const digest = dueDigest(instant, digestAtMinute);
          if (digest === null) return true;
          const { on, coversTo } = digest;
          return coversTo <= instant && coversTo.getTime() === londonInstant(on, digestAtMinute).getTime();
        },
      ),
    );
  });
});
