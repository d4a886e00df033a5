import { expect } from 'chai';

import { addNights, isoDate } from '../../../../src/kernel/iso-date.js';
import {
  nearestFirst,
  nearnessOf,
  weighBedMove,
} from '../../../../src/modules/placements/domain/bed-move.js';
import type { Placement } from '../../../../src/modules/placements/domain/placement.js';

const today = isoDate('2026-11-23');
const day = (nights: number) => addNights(today, nights);

/** Somebody in bed 1 from ten days ago to ten days on, or booked into it from then on. */
const standing = (
  state: Placement['state'],
  from: number,
  nights: number,
): Pick<Placement, 'state' | 'stay' | 'bedId'> => ({
  state,
  bedId: 'bed-1',
  stay: { arrivesOn: day(from), departsOn: day(from + nights) },
});
const weigh = (
  placement: ReturnType<typeof standing>,
  movesOn: number,
  bedSince = placement.stay.arrivesOn,
  bedId = 'bed-2',
) => {
  const weighed = weighBedMove(placement, { bedId, movesOn: day(movesOn) }, today, bedSince);
  return weighed.ok ? weighed.value : weighed.refusal;
};

describe('how far another bed is', () => {
  const place = (projectId: string, town: string, healthBoard: string) => ({ projectId, town, healthBoard });
  const here = place('larch', 'Glasgow', 'NHS Greater Glasgow and Clyde');
  const how = (projectId: string, town: string, healthBoard = here.healthBoard) =>
    nearnessOf(here, place(projectId, town, healthBoard));

  it('is the house, the town, the health board, or further', () => {
    expect(how('larch', 'Glasgow')).to.equal('same-house');
    expect(how('rowan', 'Glasgow')).to.equal('same-town');
    expect(how('rowan', 'Paisley')).to.equal('same-board');
    expect(how('rowan', 'Aberdeen', 'Grampian')).to.equal('elsewhere');
    expect(how('rowan', 'Glasgow', 'Grampian'), 'a town of the same name').to.equal('elsewhere');
  });

  it('puts the nearest first and leaves equals as they were', () => {
    const beds = (['elsewhere', 'same-house', 'same-board', 'same-house', 'same-town'] as const).map(
      (nearness, index) => ({ nearness, index }),
    );
    expect(nearestFirst(beds).map(({ index }) => index)).to.deep.equal([1, 3, 4, 2, 0]);
  });
});

describe('weighing a move to another bed', () => {
  const resident = standing('admitted', -10, 20);
  const booking = standing('booked', 5, 14);

  it('takes the nights from the move to the end of the stay', () => {
    expect(weigh(resident, 0)).to.deep.equal({ arrivesOn: today, departsOn: day(10) });
    expect(weigh(booking, 5)).to.deep.equal(booking.stay);
  });

  it('of a resident lies after a night in the bed of now, and not ahead', () => {
    expect(weigh(resident, -9)).to.deep.equal({ arrivesOn: day(-9), departsOn: day(10) });
    expect(weigh(resident, -10)).to.deep.equal({
      ...{ code: 'move-outside-stay', earliestOn: day(-9), latestOn: day(9) },
    });
    expect(weigh(resident, 1)).to.deep.equal({ code: 'move-in-the-future', today });
    expect(weigh(resident, -3, day(-4))).to.deep.equal({ arrivesOn: day(-3), departsOn: day(10) });
    expect(weigh(resident, -4, day(-4))).to.deep.equal({
      ...{ code: 'move-outside-stay', earliestOn: day(-3), latestOn: day(9) },
    });
  });

  it('of a resident leaves a night in the other bed', () => {
    const overdue = standing('admitted', -10, 9);
    expect(weigh(overdue, -2)).to.deep.equal({ arrivesOn: day(-2), departsOn: day(-1) });
    expect(weigh(overdue, -1)).to.have.property('code', 'move-outside-stay');
  });

  it('of a booking begins on its first night, and on no other', () => {
    for (const movesOn of [4, 6]) {
      expect(weigh(booking, movesOn)).to.deep.equal({
        ...{ code: 'move-outside-stay', earliestOn: day(5), latestOn: day(5) },
      });
    }
  });

  it('is to another bed, of somebody who is here or expected', () => {
    expect(weigh(resident, 0, day(-10), 'bed-1')).to.deep.equal({ code: 'already-in-that-bed' });
    for (const state of ['ended', 'never_started'] as const) {
      expect(weigh({ ...resident, state }, 0)).to.deep.equal({ code: 'not-in-that-state', state });
    }
  });
});
