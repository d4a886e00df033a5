import { expect } from 'chai';

import { nationalExtract } from '../../../../config/national-extract.js';
import { isoDate } from '../../../../src/kernel/iso-date.js';
import {
  ageBand,
  extractColumns,
  toRow,
  type PlacementFact,
} from '../../../../src/modules/exchange/domain/extract.js';
import { isOver, monthNamed, monthOf, monthsOver } from '../../../../src/modules/exchange/domain/month.js';

const october = monthOf(isoDate('2026-10-15'));
const makeKey = (kind: string, id: string): string => `${kind} ${id}`;

const fact = (given: Partial<PlacementFact> = {}): PlacementFact => ({
  ...{ placementId: 'p', clientId: 'c', partnership: 'Glasgow City', provider: 'Larch Trust' },
  ...{ countsAsResidentialRehab: true, continuesEarlierStay: false, isPartlyPrivate: false, route: 'adp' },
  ...{ sex: 'female', bornOn: isoDate('1991-10-10'), substance: 'alcohol' },
  ...{ firstApprovedOn: isoDate('2026-09-20'), arrivesOn: isoDate('2026-10-05') },
  ...{ departsOn: isoDate('2026-12-28'), isNeverStarted: false, admittedOn: isoDate('2026-10-05') },
  ...{ endedOn: null, weeklyRatePence: 105_000 },
  ...given,
});

describe('a row of the monthly extract', () => {
  it('tells a placement as it stood at the end of the month', () => {
    expect(toRow(fact(), october, makeKey)).to.deep.equal({
      placement_key: 'placement p',
      person_key: 'person c',
      partnership: 'Glasgow City',
      provider: 'Larch Trust',
      counts_as_residential_rehab: 'yes',
      continues_earlier_stay: 'no',
      funding_type: 'public',
      route: 'adp',
      sex: 'female',
      age_band: '25 to 34',
      substance: 'alcohol',
      approved_on: '2026-09-20',
      started_on: '2026-10-05',
      planned_end_on: '2026-12-28',
      ended_on: '',
      ended_before_planned_end: '',
      state: 'in_programme',
      planned_weeks: '12.0',
      weekly_rate_pounds: '1050.00',
      estimated_cost_pounds: '12600.00',
    });
  });

  it('leaves out what happened after the month, so that it says the same whenever it is taken', () => {
    const later = fact({ endedOn: isoDate('2026-11-01') });
    expect(toRow(later, october, makeKey)).to.deep.equal(toRow(fact(), october, makeKey));
    const notYet = toRow(fact({ admittedOn: isoDate('2026-11-02') }), october, makeKey);
    expect([notYet.started_on, notYet.state]).to.deep.equal(['', 'not_started']);
  });

  it('says whether it ended before its planned end', () => {
    const ended = (endedOn: string, departsOn: string) =>
      toRow(fact({ endedOn: isoDate(endedOn), departsOn: isoDate(departsOn) }), october, makeKey);
    expect(ended('2026-10-19', '2026-12-28').ended_before_planned_end).to.equal('yes');
    expect(ended('2026-10-19', '2026-10-19').ended_before_planned_end).to.equal('no');
    expect(ended('2026-10-19', '2026-10-19').state).to.equal('ended');
  });

  it('says that a booking never began, and that somebody pays a part themselves', () => {
    expect(toRow(fact({ isNeverStarted: true, admittedOn: null }), october, makeKey).state).to.equal(
      'never_started',
    );
    expect(toRow(fact({ isPartlyPrivate: true }), october, makeKey).funding_type).to.equal(
      'public_and_private',
    );
  });

  it('tells an age in a band of the day of arrival', () => {
    expect([16, 24, 25, 34, 35, 64, 65, 90].map(ageBand)).to.deep.equal([
      ...['under 25', 'under 25', '25 to 34', '25 to 34', '35 to 44', '55 to 64', '65 or over', '65 or over'],
    ]);
    // Thirty-five five days after arriving.
    expect(toRow(fact({ bornOn: isoDate('1991-10-10') }), october, makeKey).age_band).to.equal('25 to 34');
    expect(toRow(fact({ bornOn: isoDate('1991-10-05') }), october, makeKey).age_band).to.equal('35 to 44');
  });

  it('has the columns that the mapping explains, in its order', () => {
    expect(nationalExtract.columns.map(({ column }) => column)).to.deep.equal([...extractColumns]);
    expect(Object.keys(toRow(fact(), october, makeKey))).to.deep.equal([...extractColumns]);
  });
});

describe('a month', () => {
  it('goes from its first day to the first of the next', () => {
    expect(monthNamed('2028-02')).to.deep.equal({
      name: '2028-02',
      startsOn: '2028-02-01',
      endsOn: '2028-03-01',
    });
    expect(monthNamed('2026-12')?.endsOn).to.equal('2027-01-01');
  });

  it('has a name, or is none', () => {
    for (const name of ['2026-13', '2026-00', '2026-1', '26-01', '2026-01-01', '', '2199-12', '1899-12']) {
      expect(monthNamed(name), name).to.equal(null);
    }
  });

  it('is over once its last day is', () => {
    expect(isOver(october, isoDate('2026-10-31'))).to.equal(false);
    expect(isOver(october, isoDate('2026-11-01'))).to.equal(true);
    expect(monthsOver(isoDate('2027-02-10'), 3).map(({ name }) => name)).to.deep.equal([
      ...['2027-01', '2026-12', '2026-11'],
    ]);
  });
});
