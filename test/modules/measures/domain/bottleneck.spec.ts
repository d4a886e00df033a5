import { expect } from 'chai';
import fc from 'fast-check';

import { addNights, isoDate, nightsBetween, type IsoDate } from '../../../../src/kernel/iso-date.js';
import { stay } from '../../../../src/kernel/stay.js';
import { availability, type ClaimedRun } from '../../../../src/modules/capacity/domain/availability.js';
import {
  daysWaited,
  nightsSomebodyWaited,
  type WaitFact,
} from '../../../../src/modules/measures/domain/days-waited.js';
import { nightsLost, type NightFacts } from '../../../../src/modules/measures/domain/nights-lost.js';
import { aUnit } from '../../../support/builders.js';

const begin = isoDate('2026-10-01');
const end = isoDate('2026-11-01');
const on = (day: number): IsoDate => addNights(begin, day - 1);

describe('bed-nights lost', () => {
  const unit = aUnit({ bedId: 'bed', projectId: 'house', opensOn: begin, closesOn: null });
  const claim = (kind: ClaimedRun['kind'], claimId: string, from: number, to: number): ClaimedRun => ({
    ...{ bedId: 'bed', kind, claimId, fromOn: on(from), toOn: on(to) },
  });
  const facts = (given: Partial<NightFacts> = {}): NightFacts => ({
    countsOf: new Map([['bed', [[begin, null]]]]),
    outOfServiceReasons: new Map([
      ['closed', 'staffing'],
      ['leak', 'repair'],
    ]),
    arrivedOn: new Map([['somebody', on(3)]]),
    ...{ wasAccepting: () => true, hadSaid: () => true, didSomebodyWait: () => true },
    ...given,
  });
  const lostOf = (claims: readonly ClaimedRun[], given: Partial<NightFacts> = {}) => {
    const told = nightsLost(availability([unit], claims, stay(begin, end)), facts(given));
    return { ...told, lost: Object.fromEntries(told.lost) };
  };

  it('have one cause each: not staffed, repair, making ready, promised or free', () => {
    expect(
      lostOf([
        claim('stay', 'somebody', 1, 10),
        claim('turnaround', 'somebody', 10, 12),
        claim('out_of_service', 'closed', 12, 15),
        claim('out_of_service', 'leak', 15, 16),
        claim('hold', 'offer', 16, 20),
        claim('stay', 'expected', 20, 25),
      ]),
    ).to.deep.equal({
      ...{ available: 31, used: 7 },
      lost: {
        ...{ promised: 2 + 4 + 5, turnaround: 2, 'not-staffed': 3, repair: 1 },
        'free-somebody-funded-waited': 7,
      },
    });
  });

  it('are free for want of a referral, a report or anybody who could come', () => {
    expect(lostOf([], { wasAccepting: (_, night) => night >= on(11) }).lost).to.deep.equal({
      ...{ 'not-accepting': 10, 'free-somebody-funded-waited': 21 },
    });
    expect(lostOf([], { hadSaid: (_, night) => night < on(30) }).lost['report-out-of-date']).to.equal(2);
    expect(lostOf([], { didSomebodyWait: () => false }).lost).to.deep.equal({
      'free-nobody-funded-waited': 31,
    });
  });

  it('are none where a bed does not count', () => {
    expect(lostOf([], { countsOf: new Map() })).to.deep.equal({ available: 0, used: 0, lost: {} });
    expect(lostOf([], { countsOf: new Map([['bed', [[on(5), on(8)]]]]) }).available).to.equal(3);
  });

  it('add up with those that were slept in to all there were', () => {
    const kinds = ['hold', 'stay', 'out_of_service', 'turnaround'] as const;
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            kind: fc.constantFrom(...kinds),
            nights: fc.integer({ min: 1, max: 9 }),
            gap: fc.nat(4),
          }),
          {
            maxLength: 8,
          },
        ),
        fc.boolean(),
        (spells, hasArrived) => {
          let next = 1;
          const claims = spells.map(({ kind, nights, gap }, index) => {
            const from = next + gap;
            next = from + nights;
            return claim(kind, `claim-${index}`, from, next);
          });
          const { available, used, lost } = lostOf(claims, {
            arrivedOn: new Map(claims.map(({ claimId }) => [claimId, hasArrived ? begin : null])),
          });
          expect(available).to.equal(31);
          expect(Object.values(lost).reduce((sum, nights) => sum + nights, used)).to.equal(available);
        },
      ),
    );
  });
});

describe('days waited', () => {
  const aWait = (given: Partial<WaitFact>): WaitFact => ({
    ...{ partnershipId: 'glasgow', receivedOn: begin, assessedOn: null, approvedOn: null, acceptedOn: null },
    ...{ admittedOn: null, closedOn: null, unavailable: [] },
    ...given,
  });
  const told = (facts: readonly WaitFact[]) =>
    Object.fromEntries(
      daysWaited(facts, begin, end).map(({ stage, people, days, daysAway }) => [
        stage,
        [people, days, daysAway],
      ]),
    );

  it('are of the next step that somebody waits for', () => {
    expect(
      told([aWait({ assessedOn: on(6), approvedOn: on(16), acceptedOn: on(20), admittedOn: on(26) })]),
    ).to.deep.equal({
      ...{ assessment: [1, 5, 0], funding: [1, 10, 0], acceptance: [1, 4, 0], admission: [1, 6, 0] },
    });
  });

  it('end where the referral is closed, and leave out days on which the person could not go', () => {
    expect(
      told([aWait({ assessedOn: on(3), closedOn: on(13), unavailable: [[on(5), on(8)]] })]),
    ).to.deep.equal({
      ...{ assessment: [1, 2, 0], funding: [1, 7, 3], acceptance: [0, 0, 0], admission: [0, 0, 0] },
    });
  });

  it('count every day of every open wait once, however oddly its steps were recorded', () => {
    const day = fc.option(fc.integer({ min: -20, max: 60 }), { nil: null });
    const anyWait = fc
      .record({
        received: fc.integer({ min: -30, max: 40 }),
        assessed: day,
        approved: day,
        accepted: day,
        admitted: day,
        closed: day,
      })
      .map(({ received, assessed, approved, accepted, admitted, closed }) => {
        const at = (days: number | null): IsoDate | null => (days === null ? null : on(days));
        return aWait({
          ...{ receivedOn: on(received), assessedOn: at(assessed), approvedOn: at(approved) },
          ...{ acceptedOn: at(accepted), admittedOn: at(admitted), closedOn: at(closed) },
        });
      });
    fc.assert(
      fc.property(anyWait, (wait) => {
        const until = [wait.admittedOn, wait.closedOn, end].reduce<IsoDate>(
          (first, each) => (each !== null && each < first ? each : first),
          end,
        );
        const from = wait.receivedOn > begin ? wait.receivedOn : begin;
        const days = daysWaited([wait], begin, end).reduce((sum, stage) => sum + stage.days, 0);
        expect(days).to.equal(Math.max(0, from < until ? nightsBetween(from, until) : 0));
      }),
    );
  });

  it('are of somebody with funding from the yes of the funder to the yes of a project', () => {
    const nights = nightsSomebodyWaited(
      [aWait({ approvedOn: on(10), acceptedOn: on(14), unavailable: [[on(11), on(12)]] })],
      begin,
      end,
    );
    expect([...nights]).to.deep.equal([on(10), on(12), on(13)]);
  });
});
