import { expect } from 'chai';

import { isoDate } from '../../../../src/kernel/iso-date.js';
import type { Placement } from '../../../../src/modules/placements/domain/placement.js';
import {
  weighRepair,
  type Repair,
  type RepairFacts,
} from '../../../../src/modules/placements/domain/repair.js';

const on = isoDate;
const facts: RepairFacts = {
  today: on('2026-11-20'),
  bedSinceOn: on('2026-11-02'),
  firstLeaveOn: null,
  referredOn: on('2026-10-01'),
  endReason: null,
  isDeathToldSince: false,
  isDeathRecorded: false,
  isDeathOfAnotherStay: false,
  next: null,
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

  it('undoes a leaving, and the death it was recorded with', () => {
    const weighed = weighRepair(left, neverLeft, facts);
    expect(weighed.ok && weighed.value.added).to.deep.equal({
      arrivesOn: '2026-11-16',
      departsOn: '2026-12-28',
    });
    expect(codeOf(here, neverLeft)).to.equal('repair-not-for-state');
    const death = weighRepair(left, neverLeft, { ...facts, endReason: 'died' });
    expect([weighed, death].map((one) => one.ok && one.value.isDeathUndone)).to.deep.equal([false, true]);
    expect(codeOf(left, neverLeft, { endReason: 'died', isDeathToldSince: true })).to.equal(
      'death-told-since',
    );
  });

  it('lets nobody go on living in a place who is recorded as having died elsewhere', () => {
    const since = { isDeathRecorded: true } as const;
    expect(codeOf(left, neverLeft, since)).to.equal('death-recorded-elsewhere');
    expect(codeOf(left, neverLeft, { ...since, endReason: 'died' })).to.equal('admitted');
    const there = { ...since, isDeathOfAnotherStay: true } as const;
    expect(codeOf(left, neverLeft, { ...there, endReason: 'died' })).to.equal('death-recorded-elsewhere');
    expect(codeOf(left, lives, since)).to.equal('ended');
    expect(codeOf(left, lives, there)).to.equal('death-recorded-elsewhere');
  });

  it('takes a death alone back where the person did leave: no night and no money moves', () => {
    const death = weighRepair(left, lives, { ...facts, endReason: 'died' });
    expect(death.ok && death.value).to.include({
      state: 'ended',
      added: null,
      freed: null,
      isDeathUndone: true,
    });
    expect(codeOf(left, lives)).to.equal('no-death-recorded');
    expect(codeOf(here, lives)).to.equal('repair-not-for-state');
    expect(codeOf(left, lives, { endReason: 'died', isDeathToldSince: true })).to.equal('death-told-since');
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
});
