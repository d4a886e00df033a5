import { expect } from 'chai';
import { isoDate } from '../../../src/kernel/iso-date.js';
import { dateFromFields, fieldsOfDate } from '../../../src/ui/forms/date-parts.js';

const typed = (day: unknown, month: unknown, year: unknown) =>
  dateFromFields({ 'on-day': day, 'on-month': month, 'on-year': year }, 'on');

describe('a date typed in three fields', () => {
  it('is read from numbers and from the name of the month', () => {
    for (const month of ['3', '03', 'Mar', 'march', ' 3 '])
      expect(typed('7', month, '2026')).to.deep.equal({ kind: 'date', on: isoDate('2026-03-07') });
  });

  it('is missing when nothing is typed', () => {
    expect(typed('', ' ', '').kind).to.equal('missing');
    expect(dateFromFields({}, 'on').kind).to.equal('missing');
  });

  it('is no date when the day does not exist, a part is missing or the year is short', () => {
    const wrong = [
      ['30', '2', '2026'],
      ['29', 'Feb', '2027'],
      ['', '2', '2026'],
      ['1', '13', '2026'],
      ['1', '1', '26'],
      ['1', '1', '1899'],
      ['🦦', '1', '2026'],
      ['1e1', '1', '2026'],
    ];
    for (const [day, month, year] of wrong)
      expect(typed(day, month, year).kind, `${day} ${month} ${year}`).to.equal('not-a-date');
  });

  it('does not trip over a field sent twice', () => {
    expect(typed(['1', '2'], '1', '2026').kind).to.equal('not-a-date');
  });

  it('comes back as it was from a known date', () => {
    expect(dateFromFields(fieldsOfDate('on', isoDate('2026-03-07')), 'on')).to.deep.equal({
      kind: 'date',
      on: isoDate('2026-03-07'),
    });
  });
});
