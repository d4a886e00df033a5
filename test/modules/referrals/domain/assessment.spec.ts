import { expect } from 'chai';
import fc from 'fast-check';

import { assessments } from '../../../../config/assessments.js';
import { stageLimits } from '../../../../config/stage-limits.js';
import { proclaimedHolidays } from '../../../../config/working-days.js';
import { addNights, isoDate } from '../../../../src/kernel/iso-date.js';
import { isWorkingDay, workingCalendar } from '../../../../src/kernel/working-time.js';
import {
  assessmentDays,
  assessmentKinds,
  assessmentStanding,
  medicalNeed,
} from '../../../../src/modules/referrals/domain/assessment.js';
import { aReferral } from '../../../support/builders.js';

const today = isoDate('2026-11-23');
const calendar = workingCalendar('scotland', proclaimedHolidays.scotland);
const times = {
  calendar,
  leadWorkingDays: assessments.leadWorkingDays,
  heldWithinWorkingDays: stageLimits['assessment-missing'].workingDays,
};

describe('a medical assessment', () => {
  const asked = (given: Parameters<typeof aReferral>[0]) =>
    medicalNeed(aReferral(given), assessments.medical).reasons;

  it('is asked for where detox comes first, a medicine is prescribed, or the person is pregnant', () => {
    expect(asked({})).to.deep.equal([]);
    expect(asked({ detoxNeed: 'before_entry' })).to.deep.equal(['detox-before-entry']);
    expect(asked({ prescribedPainMedicine: 'Dihydrocodeine 30 mg' })).to.deep.equal(['pain-medicine']);
    expect(asked({ isPregnant: false })).to.deep.equal([]);
    expect(
      asked({ isPregnant: true, mat: { drug: 'methadone', dose: 40, unit: 'ml_daily', on: today } }),
    ).to.deep.equal(['prescription', 'pregnancy']);
  });

  it('holds no place up as this service is set, and where a reason is named it does', () => {
    const referral = aReferral({ isPregnant: true });
    expect(medicalNeed(referral, assessments.medical).mustPrecedePlace).to.equal(false);
    const strict = { ...assessments.medical, mustPrecedePlaceFor: ['pregnancy'] as const };
    expect(medicalNeed(referral, strict).mustPrecedePlace).to.equal(true);
    expect(medicalNeed(aReferral({ detoxNeed: 'before_entry' }), strict).mustPrecedePlace).to.equal(false);
  });
});

describe('how an assessment stands', () => {
  const none = { partnership: null, medical: null };
  const booked = (on: string) => ({ ...none, partnership: { state: 'booked', on: isoDate(on) } as const });

  it('is booked to the end of its day, and lacks its result from the day after', () => {
    const on = (day: string) =>
      assessmentStanding('partnership', aReferral({ appointments: booked(day) }), today);
    expect(on('2026-11-23')).to.deep.equal({ state: 'booked', on: '2026-11-23' });
    expect(on('2026-11-22')).to.deep.equal({ state: 'result-missing', on: '2026-11-22' });
  });

  it('is held to its last day, run out from the day after, and to be booked where there was none', () => {
    const until = (day: string | null) =>
      assessmentStanding(
        'partnership',
        aReferral({ assessedUntil: day === null ? null : isoDate(day) }),
        today,
      ).state;
    expect([until('2026-11-23'), until('2026-11-22'), until(null)]).to.deep.equal([
      'held',
      'run-out',
      'not-booked',
    ]);
  });

  it('tells a missed one from one never booked, and a medical one nobody asks for from one that is missing', () => {
    const missed = { ...none, medical: { state: 'not_attended', on: isoDate('2026-11-20') } as const };
    const medical = { reasons: ['pregnancy'] as const, mustPrecedePlace: false, until: null };
    const state = (given: Parameters<typeof aReferral>[0]) =>
      assessmentStanding('medical', aReferral(given), today).state;
    expect(state({})).to.equal('not-needed');
    expect(state({ medical })).to.equal('not-booked');
    expect(state({ medical, appointments: missed })).to.equal('not-attended');
  });
});

describe('the days of an assessment', () => {
  it('leave the lead time before the day by which it is held, and are today for whoever is late', () => {
    const receivedOn = isoDate('2026-11-02');
    const days = (day: string) =>
      assessmentDays('partnership', { receivedOn, urgencyBand: 'routine' }, isoDate(day), times);
    expect(days('2026-11-13')).to.deep.equal({
      ...{ bookBy: '2026-11-16', heldBy: '2026-11-23', isLate: false },
    });
    expect(days('2026-11-16')).to.include({ bookBy: '2026-11-16', isLate: false });
    expect(days('2026-11-17')).to.include({ bookBy: '2026-11-17', isLate: true });
  });

  it('are never before today to book, and always a working day to hold', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 700 }),
        fc.integer({ min: 0, max: 60 }),
        fc.constantFrom('emergency', 'urgent', 'soon', 'routine'),
        fc.constantFrom(...assessmentKinds),
        (ago, later, urgencyBand, kind) => {
          const receivedOn = addNights(today, -ago);
          const on = addNights(receivedOn, later);
          const { bookBy, heldBy, isLate } = assessmentDays(kind, { receivedOn, urgencyBand }, on, times);
          return bookBy >= on && isWorkingDay(calendar, heldBy) && (isLate || bookBy <= heldBy);
        },
      ),
      { seed: 20261122 },
    );
  });
});
