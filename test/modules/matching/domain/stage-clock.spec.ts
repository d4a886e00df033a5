import { expect } from 'chai';
import fc from 'fast-check';

import { stageLimits } from '../../../../config/stage-limits.js';
import { proclaimedHolidays } from '../../../../config/working-days.js';
import { addNights, isoDate, type IsoDate } from '../../../../src/kernel/iso-date.js';
import { pence } from '../../../../src/kernel/money.js';
import { workingCalendar } from '../../../../src/kernel/working-time.js';
import type { FundingRequest } from '../../../../src/modules/funding/contract/requests.js';
import { queuesOf } from '../../../../src/modules/matching/domain/queue.js';
import { missingGates } from '../../../../src/modules/matching/domain/readiness.js';
import { stageClock } from '../../../../src/modules/matching/domain/stage-clock.js';
import { stageText } from '../../../../src/modules/matching/domain/stage-text.js';
import type { ReferralFacts } from '../../../../src/modules/referrals/contract/facts.js';
import { aReferral } from '../../../support/builders.js';

const policy = { limits: stageLimits, calendar: workingCalendar('scotland', proclaimedHolidays.scotland) };
const day = isoDate;

const clock = (given: Partial<ReferralFacts>, today: IsoDate, request: FundingRequest | null = null) => {
  const referral = aReferral({ assessedOn: null, assessedUntil: null, ...given });
  const missing = missingGates(referral, null, today, request);
  const queues = queuesOf({ missing, isUnavailable: false, places: new Set() });
  return stageClock({ referral, queues, missing, decision: null, request }, today, policy);
};

const asked = (requestedOn: IsoDate): FundingRequest => ({
  ...{ requestId: 'request-1', referralId: 'referral-1', partnershipId: 'partnership-1', route: 'adp' },
  ...{ weeks: 12, weeklyRatePence: pence(100_000), reason: 'Asked', requestedOn, version: 1 },
  standing: { state: 'requested' },
});

describe('the stage of a referral', () => {
  it('is in time up to its limit in working days, stuck beyond, and escalated at twice as many', () => {
    // Received on a Monday; routine: 15 working days, St Andrew's Day among them does not count.
    const receivedOn = day('2026-11-16');
    const at = (today: string) => clock({ receivedOn, urgencyBand: 'routine' }, day(today));
    expect(at('2026-12-08')).to.include({ workingDays: 15, isStuck: false, dueOn: '2026-12-08' });
    expect(at('2026-12-09')).to.include({ workingDays: 16, isStuck: true, escalatedTo: null });
    // Christmas, Boxing Day's substitute, and the first days of the year do not count either.
    expect(at('2027-01-04')).to.include({ workingDays: 30, escalatedTo: null });
    expect(at('2027-01-05')).to.include({ workingDays: 31, escalatedTo: 'lead_of_partnership' });
  });

  it('counts the days on which the clocks change as any other', () => {
    const at = (receivedOn: string, today: string) =>
      clock({ receivedOn: day(receivedOn), urgencyBand: 'soon' }, day(today))?.workingDays;
    expect(at('2026-10-23', '2026-10-26')).to.equal(1);
    expect(at('2027-03-26', '2027-03-30')).to.equal(2);
  });

  it('has less time the more urgent it is', () => {
    const at = (urgencyBand: ReferralFacts['urgencyBand']) =>
      clock({ receivedOn: day('2026-11-16'), urgencyBand }, day('2026-11-24'))?.isStuck;
    expect([at('emergency'), at('urgent'), at('soon'), at('routine')]).to.deep.equal([
      true,
      true,
      false,
      false,
    ]);
  });

  it('begins with what put the referral there, and names whose move it is', () => {
    const assessed = { assessedOn: day('2026-11-17'), assessedUntil: day('2027-05-17') };
    const today = day('2026-11-24');
    expect(clock(assessed, today)).to.include({
      ...{ stage: 'funding-missing', sinceOn: '2026-11-17', owner: 'coordinator' },
    });
    expect(clock(assessed, today, asked(day('2026-11-20')))).to.include({
      ...{ stage: 'funding-missing', sinceOn: '2026-11-20', owner: 'approver' },
    });
    const ranOut = { assessedOn: day('2026-05-01'), assessedUntil: day('2026-11-19') };
    expect(clock(ranOut, today)).to.include({ stage: 'assessment-missing', sinceOn: '2026-11-20' });
  });

  it('begins anew when somebody can go again', () => {
    const unavailable = [{ fromOn: day('2026-11-05'), toOn: day('2026-11-20') }];
    expect(clock({ receivedOn: day('2026-11-02'), unavailable }, day('2026-11-24'))?.sinceOn).to.equal(
      '2026-11-20',
    );
  });

  it('has no limit while an offer is made, a bed is booked, or the person cannot go', () => {
    const referral = aReferral();
    for (const queue of ['offered', 'booked', 'arrived', 'unavailable'] as const) {
      const facts = { referral, queues: [queue], missing: [], decision: null, request: null };
      expect(stageClock(facts, day('2027-06-01'), policy)).to.equal(null);
    }
  });

  it('never gets younger as days go by, and is stuck exactly after the day by which it should move', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 700 }),
        fc.integer({ min: 0, max: 120 }),
        fc.constantFrom('emergency' as const, 'urgent' as const, 'soon' as const, 'routine' as const),
        (from, waited, urgencyBand) => {
          const receivedOn = addNights(day('2026-01-01'), from);
          const today = addNights(receivedOn, waited);
          const now = clock({ receivedOn, urgencyBand }, today)!;
          const tomorrow = clock({ receivedOn, urgencyBand }, addNights(today, 1))!;
          expect(tomorrow.workingDays).to.be.at.least(now.workingDays);
          if (now.isStuck) expect(today > now.dueOn).to.equal(true);
          if (today <= now.dueOn) expect(now.isStuck).to.equal(false);
        },
      ),
    );
  });

  it('is told in a sentence with its days, its owner and who is told', () => {
    const long = clock({ receivedOn: day('2026-11-02'), urgencyBand: 'urgent' }, day('2026-11-24'))!;
    expect(stageText(long, (on) => on)).to.equal(
      'Stuck: 16 working days in this stage, since 2026-11-02, where 5 working days are the limit. The move is the referral coordinator’s. Twice as long as it may: tell the lead of the partnership',
    );
  });
});
