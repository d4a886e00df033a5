import { expect } from 'chai';
import fc from 'fast-check';

import { placementPolicy } from '../../../../config/placement-policy.js';
import { addNights, isoDate, type IsoDate } from '../../../../src/kernel/iso-date.js';
import {
  earliestArrival,
  prisonClock,
  travelState,
  weighArrival,
} from '../../../../src/modules/referrals/domain/arrival.js';

const policy = placementPolicy.arrival;
const today = isoDate('2026-11-23');
const detoxUntil = (endsOn: string) => ({ startsOn: today, endsOn: isoDate(endsOn) });

describe('a day of arrival', () => {
  const weighed = (
    arrivesOn: string,
    detoxEndsOn: string | null,
    liberationOn: string | null = null,
  ): readonly object[] =>
    weighArrival(
      {
        detox: detoxEndsOn === null ? null : detoxUntil(detoxEndsOn),
        liberationOn: liberationOn === null ? null : isoDate(liberationOn),
      },
      isoDate(arrivesOn),
      today,
      policy,
    );

  it('goes with detox that ends on it, or not more than three days before', () => {
    expect(weighed('2026-12-07', '2026-12-07')).to.deep.equal([]);
    expect(weighed('2026-12-07', '2026-12-04')).to.deep.equal([]);
    expect(weighed('2026-12-07', null)).to.deep.equal([]);
  });

  it('is told by how many days detox ends too late, or leaves a gap', () => {
    expect(weighed('2026-12-07', '2026-12-08')).to.deep.equal([
      { kind: 'before-detox-ends', detoxEndsOn: '2026-12-08', days: 1 },
    ]);
    expect(weighed('2026-12-07', '2026-12-03')).to.deep.equal([
      { kind: 'long-after-detox', detoxEndsOn: '2026-12-03', days: 4 },
    ]);
  });

  it('goes with a liberation on it only, while that is still to come', () => {
    expect(weighed('2026-12-07', null, '2026-12-07')).to.deep.equal([]);
    expect(weighed('2026-12-07', null, '2026-12-05')).to.deep.equal([
      { kind: 'not-on-liberation', liberationOn: '2026-12-05', days: 2 },
    ]);
    expect(weighed('2026-12-07', null, '2026-12-10')).to.deep.equal([
      { kind: 'before-liberation', liberationOn: '2026-12-10', days: 3 },
    ]);
    expect(weighed('2026-12-07', null, '2026-11-22')).to.deep.equal([]);
  });

  it('leaves no gap after detox for whoever is in prison until the arrival', () => {
    expect(weighed('2026-12-20', '2026-12-01', '2026-12-20')).to.deep.equal([]);
  });

  it('is possible from the earliest on, and only from then', () => {
    const day = fc.integer({ min: -5, max: 60 }).map((days): IsoDate => addNights(today, days));
    fc.assert(
      fc.property(fc.option(day), fc.option(day), day, (endsOn, liberationOn, arrivesOn) => {
        const facts = { detox: endsOn === null ? null : { startsOn: today, endsOn }, liberationOn };
        const kinds = weighArrival(facts, arrivesOn, today, policy).map(({ kind }) => kind);
        const isImpossible = kinds.includes('before-detox-ends') || kinds.includes('before-liberation');
        // Of whoever left prison before today nothing is asked any more.
        const asked = {
          ...facts,
          liberationOn: liberationOn !== null && liberationOn < today ? null : liberationOn,
        };
        expect(isImpossible).to.equal(arrivesOn < earliestArrival(asked, arrivesOn));
      }),
    );
  });
});

describe('the days before a liberation', () => {
  const stage = (liberationOn: string): string | undefined =>
    prisonClock(isoDate(liberationOn), today, policy)?.stage;

  it('are four weeks to ask and two to have an answer', () => {
    expect(prisonClock(isoDate('2027-01-04'), today, policy)).to.include({
      askBy: '2026-12-07',
      answerBy: '2026-12-21',
    });
  });

  it('say which of them is next, on each side of each boundary', () => {
    expect([stage('2026-12-29'), stage('2026-12-28')]).to.deep.equal(['early', 'ask-now']);
    expect([stage('2026-12-21'), stage('2026-12-20')]).to.deep.equal(['ask-now', 'answer-now']);
    expect([stage('2026-12-07'), stage('2026-12-06')]).to.deep.equal(['answer-now', 'late']);
    expect([stage('2026-11-24'), stage('2026-11-23'), stage('2026-11-22')]).to.deep.equal([
      'late',
      'today',
      undefined,
    ]);
  });
});

describe('the way there', () => {
  const plan = { travelsOn: today, broughtBy: 'family' as const, note: null, isConfirmed: false };

  it('is to be arranged once there is a day of arrival, and is for that day', () => {
    expect(travelState(null, null)).to.equal(null);
    expect(travelState(null, today)).to.equal('to-arrange');
    expect(travelState(plan, addNights(today, 1))).to.equal('another-day');
    expect(travelState(plan, today)).to.equal('arranged');
    expect(travelState({ ...plan, isConfirmed: true }, today)).to.equal('confirmed');
    expect(travelState(plan, null)).to.equal('arranged');
  });
});
