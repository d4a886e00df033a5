import { expect } from 'chai';
import { isoDate } from '../../../src/kernel/iso-date.js';
import {
  dayAndMonth,
  longDate,
  nightHeading,
  shortDate,
  stayText,
  weekdayDate,
} from '../../../src/ui/presenters/dates.js';

describe('dates as people read them', () => {
  it('writes a day in full and in short', () => {
    expect(longDate(isoDate('2026-11-22'))).to.equal('Sunday 22 November 2026');
    expect(shortDate(isoDate('2026-11-22'))).to.equal('22 Nov 2026');
    expect(dayAndMonth(isoDate('2026-01-05'))).to.equal('5 Jan');
    expect(weekdayDate(isoDate('2026-11-23'))).to.equal('Mon 23 November');
  });

  it('names the night before the leaving day as the last night, over a month and a leap day', () => {
    expect(stayText(isoDate('2026-11-25'), isoDate('2027-01-01'))).to.equal(
      '25 Nov 2026, last night 31 Dec 2026',
    );
  });

  it('heads a night with the letter of its weekday, Monday first', () => {
    const letters = ['2026-11-23', '2026-11-24', '2026-11-28', '2026-11-29'].map(
      (night) => nightHeading(isoDate(night)).letter,
    );
    expect(letters).to.deep.equal(['M', 'T', 'S', 'S']);
  });
});
