import { expect } from 'chai';

import { isoDate, type IsoDate } from '../../../../src/kernel/iso-date.js';
import type { Placement } from '../../../../src/modules/placements/domain/placement.js';
import {
  weighRepair,
  type Ending,
  type Repair,
  type RepairFacts,
} from '../../../../src/modules/placements/domain/repair.js';

const on = isoDate;
const facts: RepairFacts = {
  today: on('2026-11-20'),
  bedSinceOn: on('2026-11-02'),
  firstLeaveOn: null,
  referredOn: on('2026-10-01'),
  lastSeenOn: null,
  end: { kind: null, reason: null },
  arrivedAgainOn: null,
  bedTakenOn: null,
  isDeathToldSince: false,
  isDeathRecorded: false,
  isDeathOfAnotherStay: false,
  previous: null,
  next: null,
  other: null,
};
const here: Placement = {
  ...{
    placementId: 'stay',
    offerId: 'offer',
    referralId: 'referral',
    clientId: 'ann',
    partnershipId: 'glasgow',
  },
  ...{ bedId: 'bed', projectId: 'project', providerId: 'larch', route: 'adp', fundingDecisionId: 'yes' },
  stay: { arrivesOn: on('2026-11-02'), departsOn: on('2026-12-28') },
  ...{ state: 'admitted', admittedOn: on('2026-11-02'), endedOn: null, version: 2 },
};
const left: Placement = { ...here, state: 'ended', endedOn: on('2026-11-16') };
const codeOf = (placement: Placement, repair: Repair, other: Partial<RepairFacts> = {}): string => {
  const weighed = weighRepair(placement, repair, { ...facts, ...other });
  return weighed.ok ? weighed.value.state : weighed.refusal.code;
};
const died = { kind: 'unplanned', reason: 'died' } as const;
const arrived = (day: string) => ({ kind: 'arrival_day', dayOn: on(day) }) as const;
const neverCame = { kind: 'arrival_undone', dayOn: null } as const;
const lives = { kind: 'death_undone', dayOn: null } as const;
const neverLeft = { kind: 'leaving_undone', dayOn: null } as const;

describe('a repair of a stay', () => {
  it('undoes the arrival of somebody who is here, unless a move or a leave says that they were', () => {
    expect(codeOf(here, neverCame)).to.equal('booked');
    expect(codeOf(left, neverCame)).to.equal('repair-not-for-state');
    expect(codeOf(here, neverCame, { bedSinceOn: on('2026-11-05') })).to.equal('was-moved-since');
    expect(codeOf(here, neverCame, { firstLeaveOn: on('2026-11-05') })).to.equal('was-on-leave');
  });

  it('moves no arrival alone that ended the stay before it, and none to before that stay ended', () => {
    const transferred = { endedOn: here.stay.arrivesOn, reason: 'transferred' };
    expect(codeOf(here, arrived('2026-11-05'), { previous: transferred })).to.equal(
      'arrival-ends-stay-before',
    );
    const leftBefore = { endedOn: on('2026-10-30'), reason: 'completed' };
    expect(codeOf(here, arrived('2026-10-30'), { previous: leftBefore })).to.equal('admitted');
    expect(codeOf(here, arrived('2026-10-29'), { previous: leftBefore })).to.equal('arrival-day-outside');
  });

  it('undoes a leaving, and the death it was recorded with', () => {
    const weighed = weighRepair(left, neverLeft, facts);
    expect(weighed.ok && weighed.value.added).to.deep.equal({
      arrivesOn: '2026-11-16',
      departsOn: '2026-12-28',
    });
    expect(codeOf(here, neverLeft)).to.equal('repair-not-for-state');
    const death = weighRepair(left, neverLeft, { ...facts, end: died });
    expect([weighed, death].map((one) => one.ok && one.value.isDeathUndone)).to.deep.equal([false, true]);
    expect(codeOf(left, neverLeft, { end: died, isDeathToldSince: true })).to.equal('death-told-since');
  });

  it('lets nobody go on living in a place who is recorded as having died elsewhere', () => {
    const since = { isDeathRecorded: true } as const;
    expect(codeOf(left, neverLeft, since)).to.equal('death-recorded-elsewhere');
    expect(codeOf(left, neverLeft, { ...since, end: died })).to.equal('admitted');
    const there = { ...since, isDeathOfAnotherStay: true } as const;
    expect(codeOf(left, neverLeft, { ...there, end: died })).to.equal('death-recorded-elsewhere');
    expect(codeOf(left, lives, since)).to.equal('ended');
    expect(codeOf(left, lives, there)).to.equal('death-recorded-elsewhere');
  });

  it('takes a death alone back where the person did leave: no night and no money moves', () => {
    const death = weighRepair(left, lives, { ...facts, end: died });
    expect(death.ok && death.value).to.include({
      state: 'ended',
      added: null,
      freed: null,
      isDeathUndone: true,
    });
    expect(codeOf(left, lives)).to.equal('no-death-recorded');
    expect(codeOf(here, lives)).to.equal('repair-not-for-state');
    expect(codeOf(left, lives, { end: died, isDeathToldSince: true })).to.equal('death-told-since');
  });

  it('takes a day of arrival from the referral on, up to today and the last night', () => {
    expect(codeOf(here, arrived('2026-10-01'))).to.equal('admitted');
    expect(codeOf(here, arrived('2026-09-30'))).to.equal('arrival-day-outside');
    expect(codeOf(here, arrived('2026-11-20'))).to.equal('admitted');
    expect(codeOf(here, arrived('2026-11-21'))).to.equal('arrival-day-outside');
    expect(codeOf(left, arrived('2026-11-15'))).to.equal('ended');
    expect(codeOf(left, arrived('2026-11-16'))).to.equal('arrival-day-outside');
    expect(codeOf(here, arrived('2026-11-02'))).to.equal('arrival-day-unchanged');
    expect(codeOf(here, { kind: 'arrival_day', dayOn: null })).to.equal('arrival-day-missing');
    expect(codeOf(here, arrived('2026-11-06'), { firstLeaveOn: on('2026-11-05') })).to.equal(
      'arrival-day-outside',
    );
  });

  const leftOn = (day: string) => ({ kind: 'leaving_day', dayOn: on(day) }) as const;
  const leftAs = (kind: Ending['kind'], reason: Ending['reason']) =>
    ({ kind: 'leaving_reason', dayOn: null, ending: { kind, reason } }) as const;

  it('takes a day of leaving on which the person was last here at the earliest, and nobody had the bed since', () => {
    expect(codeOf(here, leftOn('2026-11-10'))).to.equal('repair-not-for-state');
    expect(codeOf(left, { kind: 'leaving_day', dayOn: null })).to.equal('leaving-day-missing');
    expect(codeOf(left, leftOn('2026-11-16'))).to.equal('leaving-day-unchanged');
    expect(codeOf(left, leftOn('2026-11-02'))).to.equal('ended');
    expect(codeOf(left, leftOn('2026-11-01'))).to.equal('leaving-day-outside');
    expect(codeOf(left, leftOn('2026-11-20'))).to.equal('ended');
    expect(codeOf(left, leftOn('2026-11-21'))).to.equal('leaving-day-outside');
    const weighed = weighRepair(left, leftOn('2026-11-21'), {
      ...facts,
      ...{ lastSeenOn: on('2026-11-09'), bedSinceOn: on('2026-11-05'), today: on('2026-12-24') },
      ...{ arrivedAgainOn: on('2026-11-20'), bedTakenOn: on('2026-11-19') },
    });
    expect(weighed.ok ? null : weighed.refusal).to.deep.equal({
      ...{ code: 'leaving-day-outside', earliestOn: '2026-11-09', latestOn: '2026-11-19' },
    });
  });

  it('lets nights go for an earlier leaving, takes them for a later one, and settles what lies past the planned day', () => {
    const of = (day: string, placement = left) => {
      const weighed = weighRepair(placement, leftOn(day), { ...facts, today: on('2027-01-10') });
      return weighed.ok ? { added: weighed.value.added, freed: weighed.value.freed } : weighed.refusal;
    };
    const nights = (arrivesOn: string, departsOn: string) => ({ arrivesOn, departsOn });
    expect(of('2026-11-14')).to.deep.equal({ added: null, freed: nights('2026-11-14', '2026-11-16') });
    expect(of('2026-11-18')).to.deep.equal({ added: nights('2026-11-16', '2026-11-18'), freed: null });
    expect(of('2027-01-04')).to.deep.equal({ added: nights('2026-11-16', '2026-12-28'), freed: null });
    const late = { ...left, endedOn: on('2027-01-04') };
    expect(of('2027-01-02', late)).to.deep.equal({ added: null, freed: null });
    expect(of('2026-12-20', late)).to.deep.equal({ added: null, freed: nights('2026-12-20', '2026-12-28') });
  });

  it('puts right how somebody left: with a death taken back or learned, and nothing that contradicts itself', () => {
    const end = { kind: 'planned', reason: 'completed' } as const;
    const asked = (repair: Repair, other: Partial<RepairFacts> = {}) =>
      codeOf(left, repair, { end, ...other });
    expect(asked({ kind: 'leaving_reason', dayOn: null })).to.equal('ending-missing');
    expect(asked(leftAs('planned', 'completed'))).to.equal('ending-unchanged');
    expect(asked(leftAs('planned', 'dropped_out'))).to.equal('ending-contradicts-reason');
    expect(asked(leftAs('planned', 'died'))).to.equal('death-is-not-planned');
    expect(asked(leftAs('unplanned', 'died'), { arrivedAgainOn: on('2026-11-18') })).to.equal(
      'arrived-again',
    );
    const deaths = [
      weighRepair(left, leftAs('unplanned', 'died'), { ...facts, end }),
      weighRepair(left, leftAs('unplanned', 'other'), { ...facts, end: died }),
      weighRepair(left, leftAs('unplanned', 'dropped_out'), { ...facts, end }),
    ].map((weighed) => weighed.ok && [weighed.value.isDeathLearned, weighed.value.isDeathUndone]);
    expect(deaths).to.deep.equal([
      [true, false],
      [false, true],
      [false, false],
    ]);
    expect(asked(leftAs('unplanned', 'other'), { end: died, isDeathToldSince: true })).to.equal(
      'death-told-since',
    );
  });

  it('is not of a leaving that is the arrival at another provider', () => {
    const next = {
      state: 'admitted',
      stay: { arrivesOn: on('2026-11-16'), departsOn: on('2026-12-10') },
    } as const;
    const went = { next, end: { kind: 'planned', reason: 'transferred' } } as const;
    expect(codeOf(left, leftOn('2026-11-14'), went)).to.equal('goes-on-elsewhere');
    expect(codeOf(left, leftAs('planned', 'completed'), went)).to.equal('goes-on-elsewhere');
  });

  it('gives an arrival to whoever is booked with the same provider, on a day of their booking', () => {
    const theirs: Placement = {
      ...{ ...here, placementId: 'theirs', clientId: 'bea', bedId: 'other', version: 1 },
      ...{
        state: 'booked',
        admittedOn: null,
        stay: { arrivesOn: on('2026-11-01'), departsOn: on('2026-12-01') },
      },
    };
    const given = (other: Placement | null, dayOn: IsoDate | null = null, placement = here) =>
      weighRepair(placement, { kind: 'arrival_of_another', dayOn }, { ...facts, other });
    const codeFor = (...asked: Parameters<typeof given>) => {
      const weighed = given(...asked);
      return weighed.ok ? weighed.value.state : weighed.refusal.code;
    };
    const weighed = given(theirs);
    expect(weighed.ok && [weighed.value.state, weighed.value.arrivalOf]).to.deep.equal([
      'booked',
      { placementId: 'theirs', admittedOn: '2026-11-02' },
    ]);
    expect(codeFor(theirs, null, left)).to.equal('repair-not-for-state');
    expect(codeFor(null)).to.equal('other-booking-missing');
    expect(codeFor({ ...theirs, state: 'never_started' })).to.equal('other-not-expected-here');
    expect(codeFor({ ...theirs, providerId: 'rowan' })).to.equal('other-not-expected-here');
    expect(codeFor({ ...theirs, clientId: 'ann' })).to.equal('other-not-expected-here');
    expect(codeFor(theirs, on('2026-10-31'))).to.equal('arrival-day-outside');
    expect(codeFor(theirs, on('2026-11-20'))).to.equal('booked');
    expect(codeFor(theirs, on('2026-11-21'))).to.equal('arrival-day-outside');
    const later = { arrivesOn: on('2026-11-21'), departsOn: on('2026-12-21') };
    expect(codeFor({ ...theirs, stay: later })).to.equal('other-booking-begins-later');
  });
});
