import { expect } from 'chai';

import { addNights, isoDate } from '../../../../src/kernel/iso-date.js';
import type { Placement } from '../../../../src/modules/placements/domain/placement.js';
import { personObstacle, weighStayDates } from '../../../../src/modules/placements/domain/stay-dates.js';
import { aReferral } from '../../../support/builders.js';

const today = isoDate('2026-11-23');
const day = (nights: number) => addNights(today, nights);
const stayOf = (from: number, to: number) => ({ arrivesOn: day(from), departsOn: day(to) });

const standing = (
  state: Placement['state'],
  from: number,
  to: number,
): Pick<Placement, 'state' | 'stay' | 'admittedOn'> => ({
  state,
  stay: stayOf(from, to),
  admittedOn: state === 'admitted' ? day(from) : null,
});
const weigh = (
  placement: ReturnType<typeof standing>,
  asked: ReturnType<typeof stayOf>,
  bedSince = placement.stay.arrivesOn,
) => {
  const weighed = weighStayDates(placement, asked, today, bedSince);
  return weighed.ok ? weighed.value : weighed.refusal;
};

describe('weighing other days', () => {
  const booking = standing('booked', 5, 19);
  const resident = standing('admitted', -10, 10);

  it('moves a booking from today on, at most as far ahead as an offer', () => {
    expect(weigh(booking, stayOf(0, 14))).to.equal('moved');
    expect(weigh(booking, stayOf(-1, 14))).to.deep.equal({ code: 'arrival-in-the-past', today });
    expect(weigh(booking, stayOf(365, 370))).to.equal('moved');
    expect(weigh(booking, stayOf(367, 370))).to.have.property('code', 'arrival-too-far-ahead');
    expect(weigh(booking, stayOf(5, 5))).to.deep.equal({ code: 'dates-not-a-stay' });
    expect(weigh(booking, stayOf(5, 19))).to.deep.equal({ code: 'dates-unchanged' });
  });

  it('moves the planned end of a stay, and never its arrival', () => {
    expect(weigh(resident, stayOf(-10, 11))).to.equal('extended');
    expect(weigh(resident, stayOf(-10, 9))).to.equal('shortened');
    expect(weigh(resident, stayOf(-9, 9))).to.deep.equal({
      ...{ code: 'arrival-is-recorded', admittedOn: day(-10) },
    });
  });

  it('ends a stay today at the earliest, since a leaving gone by is recorded as one', () => {
    expect(weigh(resident, stayOf(-10, 0))).to.equal('shortened');
    expect(weigh(resident, stayOf(-10, -1))).to.deep.equal({ code: 'end-too-early', earliestOn: today });
  });

  it('leaves a night before the end in the bed of now, and names a day that would be accepted', () => {
    const arrivedToday = standing('admitted', 0, 10);
    const refusal = { code: 'end-too-early', earliestOn: day(1) };
    expect(weigh(arrivedToday, stayOf(0, 0))).to.deep.equal(refusal);
    expect(weigh(arrivedToday, stayOf(0, 1))).to.equal('shortened');
    expect(weigh(resident, stayOf(-10, 0), today), 'moved to this bed today').to.deep.equal(refusal);
    expect(weigh(resident, stayOf(-10, 1), today)).to.equal('shortened');
    expect(weigh(resident, stayOf(-10, 0), day(-1)), 'moved yesterday').to.equal('shortened');
  });

  it('is of somebody who is here or expected', () => {
    for (const state of ['ended', 'never_started'] as const) {
      expect(weigh(standing(state, -10, 10), stayOf(-10, 5))).to.deep.equal({
        ...{ code: 'not-in-that-state', state },
      });
    }
  });
});

describe('whether the person of a booking could come on other days', () => {
  const asked = stayOf(5, 19);

  it('is yes for somebody whom nothing keeps', () => {
    expect(personObstacle(aReferral(), asked)).to.equal(null);
  });

  it('waits for the end of detox, and is yes on that day', () => {
    const inDetoxTo = (to: number) => aReferral({ detox: { startsOn: today, endsOn: day(to) } });
    expect(personObstacle(inDetoxTo(5), asked)).to.equal(null);
    expect(personObstacle(inDetoxTo(6), asked)).to.deep.equal({
      ...{ code: 'arrives-before-detox-ends', detoxEndsOn: day(6) },
    });
  });

  it('waits for the day of leaving prison, and is yes on that day', () => {
    expect(personObstacle(aReferral({ liberationOn: day(5) }), asked)).to.equal(null);
    expect(personObstacle(aReferral({ liberationOn: day(6) }), asked)).to.deep.equal({
      ...{ code: 'arrives-before-liberation', liberationOn: day(6) },
    });
  });

  it('waits for the end of a spell in which they cannot go, and is yes on that day', () => {
    const awayTo = (to: number) => aReferral({ unavailable: [{ fromOn: day(2), toOn: day(to) }] });
    expect(personObstacle(awayTo(5), asked)).to.equal(null);
    expect(personObstacle(awayTo(6), asked)).to.deep.equal({
      ...{ code: 'person-unavailable', fromOn: day(2), toOn: day(6) },
    });
  });
});
