import { expect } from 'chai';

import { proclaimedHolidays } from '../../../../config/working-days.js';
import { financialYear } from '../../../../src/kernel/financial-year.js';
import { isoDate } from '../../../../src/kernel/iso-date.js';
import { pence } from '../../../../src/kernel/money.js';
import { workingCalendar } from '../../../../src/kernel/working-time.js';
import { needsByYear, shortfallPence } from '../../../../src/modules/funding/domain/money-left.js';
import { requestCost, whoActsOn, workingDaysSince } from '../../../../src/modules/funding/domain/request.js';

const calendar = workingCalendar('scotland', proclaimedHolidays.scotland);
const aged = (since: string, today: string): number =>
  workingDaysSince(calendar, isoDate(since), isoDate(today));

describe('a request for money', () => {
  it('ages by working days: weekends and Scotland’s holidays do not count', () => {
    expect(aged('2026-11-23', '2026-11-23')).to.equal(0);
    expect(aged('2026-11-20', '2026-11-22'), 'over a weekend').to.equal(0);
    expect(aged('2026-11-20', '2026-11-23')).to.equal(1);
    expect(aged('2026-11-27', '2026-12-01'), 'over St Andrew’s Day').to.equal(1);
    expect(aged('2026-12-24', '2026-12-29'), 'over Christmas').to.equal(1);
  });

  it('costs its weeks at its price, and is the coordinator’s again only when more must be known', () => {
    expect(requestCost({ weeks: 12, weeklyRatePence: pence(105_000) })).to.equal(1_260_000);
    expect(whoActsOn({ state: 'requested' })).to.equal('approver');
    expect(whoActsOn({ state: 'deferred', reason: 'money_awaited', note: null })).to.equal('approver');
    expect(whoActsOn({ state: 'deferred', reason: 'more_information', note: null })).to.equal('coordinator');
  });

  it('is set against what is left of each financial year it would touch', () => {
    const asked = { weeks: 4, weeklyRatePence: pence(70_000), route: 'adp' } as const;
    const left = new Map([
      [2026, 100_000],
      [2027, 50_000],
    ]);
    const needs = needsByYear(asked, isoDate('2027-03-18'), (_route, year) => left.get(year) ?? null);
    expect(needs).to.deep.equal([
      { year: financialYear(2026), neededPence: 140_000, leftPence: 100_000 },
      { year: financialYear(2027), neededPence: 140_000, leftPence: 50_000 },
    ]);
    expect(shortfallPence(needs), 'what is too much in one year does not help the other').to.equal(130_000);
    expect(shortfallPence(needsByYear(asked, isoDate('2026-05-01'), () => null))).to.equal(280_000);
    expect(shortfallPence(needsByYear(asked, isoDate('2026-05-01'), () => 280_000))).to.equal(0);
  });
});
