import { expect } from 'chai';

import { placementPolicy } from '../../../../config/placement-policy.js';
import { proclaimedHolidays, workingHours } from '../../../../config/working-days.js';
import { isoDate } from '../../../../src/kernel/iso-date.js';
import { workingCalendar } from '../../../../src/kernel/working-time.js';
import { answerDue, answerTimes } from '../../../../src/modules/placements/application/answer-time.js';
import type { UrgencyBand } from '../../../../src/modules/referrals/contract/facts.js';

const policy = {
  ...placementPolicy,
  workingCalendar: workingCalendar('scotland', proclaimedHolidays.scotland),
  workingHours,
};

const dueOf = (madeAt: string, urgencyBand: UrgencyBand, arrivesOn: string) => {
  const { dueAt, isBeforeArrival } = answerDue(policy, new Date(madeAt), {
    urgencyBand,
    arrivesOn: isoDate(arrivesOn),
  });
  return [dueAt.toISOString(), isBeforeArrival];
};

describe('the answer to an offer', () => {
  it('is due in working hours, fewer for the more urgent, when the arrival is far enough away', () => {
    expect(dueOf('2026-11-23T10:00:00Z', 'emergency', '2026-11-24')).to.deep.equal([
      '2026-11-23T12:00:00.000Z',
      false,
    ]);
    // Five working days on, St Andrew's Day among them.
    expect(dueOf('2026-11-23T10:00:00Z', 'routine', '2026-12-14')).to.deep.equal([
      '2026-12-01T10:00:00.000Z',
      false,
    ]);
  });

  it('is due by the morning of the arrival, over a weekend and a holiday too', () => {
    expect(dueOf('2026-11-22T10:00:00Z', 'emergency', '2026-11-23')).to.deep.equal([
      '2026-11-23T09:00:00.000Z',
      true,
    ]);
    // The Monday after is St Andrew's Day.
    expect(dueOf('2026-11-27T16:00:00Z', 'soon', '2026-11-29')).to.deep.equal([
      '2026-11-29T09:00:00.000Z',
      true,
    ]);
  });

  it('leaves two hours for somebody who would come today, at any time of day', () => {
    for (const [madeAt, due] of [
      ['2026-11-22T10:00:00Z', '2026-11-22T12:00:00.000Z'],
      ['2026-11-27T16:30:00Z', '2026-11-27T18:30:00.000Z'],
      ['2026-11-22T23:30:00Z', '2026-11-23T01:30:00.000Z'],
    ] as const) {
      expect(dueOf(madeAt, 'emergency', madeAt.slice(0, 10))).to.deep.equal([due, true]);
    }
  });

  it('is asked for at half its time and at four fifths, in working hours, and the bed held longer while nobody tried', () => {
    const times = answerTimes(policy, new Date('2026-11-23T10:00:00Z'), {
      urgencyBand: 'urgent',
      arrivesOn: isoDate('2026-12-14'),
    });
    expect(times.remindAt.toISOString()).to.equal('2026-11-23T14:00:00.000Z');
    expect(times.escalateAt.toISOString()).to.equal('2026-11-23T16:24:00.000Z');
    expect(times.dueAt.toISOString()).to.equal('2026-11-24T10:00:00.000Z');
    expect(times.heldUntilAt.toISOString()).to.equal('2026-11-24T14:00:00.000Z');
  });

  it('is asked for before the morning of arrival, and the bed not held beyond its noon', () => {
    const times = answerTimes(policy, new Date('2026-11-27T16:00:00Z'), {
      urgencyBand: 'soon',
      arrivesOn: isoDate('2026-11-29'),
    });
    expect(times.remindAt.toISOString()).to.equal('2026-11-28T12:30:00.000Z');
    expect(times.dueAt.toISOString()).to.equal('2026-11-29T09:00:00.000Z');
    expect(times.heldUntilAt.toISOString()).to.equal('2026-11-29T12:00:00.000Z');
  });

  it('is due by the clock on the wall, in summer as in winter', () => {
    expect(dueOf('2027-06-30T15:00:00Z', 'routine', '2027-07-01')).to.deep.equal([
      '2027-07-01T08:00:00.000Z',
      true,
    ]);
  });
});
