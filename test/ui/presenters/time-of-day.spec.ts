import { expect } from 'chai';
import { clockTime, timeOfDay, timeOfDayAndYear } from '../../../src/ui/presenters/time-of-day.js';

describe('a time of day in London', () => {
  it('is said as people say it', () => {
    expect(timeOfDay(new Date('2026-11-24T17:00:00Z'))).to.equal('5pm on Tuesday 24 November');
    expect(clockTime(new Date('2026-11-24T09:30:00Z'))).to.equal('9:30am');
    expect(clockTime(new Date('2026-11-24T12:00:00Z'))).to.equal('midday');
    expect(clockTime(new Date('2026-11-24T00:00:00Z'))).to.equal('midnight');
    expect(clockTime(new Date('2026-11-24T12:05:00Z'))).to.equal('12:05pm');
    expect(clockTime(new Date('2026-11-24T00:05:00Z'))).to.equal('12:05am');
  });

  it('follows summer time, on to the next day', () => {
    expect(timeOfDayAndYear(new Date('2026-07-01T23:15:00Z'))).to.equal('12:15am on Thursday 2 July 2026');
    expect(clockTime(new Date('2026-10-25T00:59:00Z'))).to.equal('1:59am');
    expect(clockTime(new Date('2026-10-25T01:00:00Z'))).to.equal('1am');
  });
});
