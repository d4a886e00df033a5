import { expect } from 'chai';

import { isoDate } from '../../../../src/kernel/iso-date.js';
import {
  countMoves,
  figuresOf,
  kindOfMove,
  movesBetween,
} from '../../../../src/modules/matching/domain/policy-preview.js';

const [monday, tuesday] = [isoDate('2026-11-23'), isoDate('2026-11-24')];
const at = (projectId: string, arrivesOn = monday) => ({ projectId, arrivesOn });

const saidOf = (referralId: string, where: ReturnType<typeof at> | null, band = 'urgent', unmet = 0) => ({
  referralId,
  place:
    where === null
      ? null
      : {
          bedId: `bed of ${where.projectId}`,
          projectId: where.projectId,
          stay: { arrivesOn: where.arrivesOn, departsOn: isoDate('2027-02-15') },
        },
  explanation: {
    band,
    wishes: Array.from({ length: unmet }, () => ({
      ...({ wish: 'near-home', isMet: false, bedsThatMeetIt: 0 } as const),
    })),
  },
});

describe('what a change of the policy does', () => {
  it('is told of each person: gained, lost, elsewhere, another day, or nothing', () => {
    expect(kindOfMove({ now: null, then: at('A') })).to.equal('gains');
    expect(kindOfMove({ now: at('A'), then: null })).to.equal('loses');
    expect(kindOfMove({ now: at('A'), then: at('B') })).to.equal('elsewhere');
    expect(kindOfMove({ now: at('A'), then: at('A', tuesday) })).to.equal('another-day');
    expect(kindOfMove({ now: at('A'), then: at('A') })).to.equal(null);
    expect(kindOfMove({ now: null, then: null })).to.equal(null);
  });

  it('is nothing where a person has another bed of the same project on the same day', () => {
    const now = saidOf('r1', at('A'));
    const then = { ...now, place: { ...now.place!, bedId: 'another bed' } };
    expect(movesBetween([now], [then])).to.deep.equal([]);
  });

  it('is counted by urgency to the nearest five, and one to four are not told as a number', () => {
    const people = Array.from({ length: 6 }, (_, index) => `r${index}`);
    const now = people.map((id) => saidOf(id, null));
    const then = people.map((id) => saidOf(id, at('A')));
    const moves = movesBetween([...now, saidOf('s', at('A'), 'soon')], [...then, saidOf('s', null, 'soon')]);
    const counted = countMoves(moves);
    expect(counted.map(({ band }) => band)).to.deep.equal(['emergency', 'urgent', 'soon', 'routine']);
    expect(counted[1]).to.include({ gains: 5, loses: 0 });
    expect(counted[2], 'one person').to.include({ gains: 0, loses: null });
  });

  it('is measured by who is placed, by wishes not met, and by who would prefer a bed of somebody after them', () => {
    const suggestions = [
      ...Array.from({ length: 6 }, (_, index) => saidOf(`r${index}`, at('A'), 'urgent', index < 3 ? 1 : 0)),
      saidOf('s', at('B'), 'soon', 0),
      saidOf('t', null, 'routine'),
    ];
    expect(figuresOf(suggestions, 5)).to.deep.equal({
      placed: 5,
      placedByBand: { emergency: 0, urgent: 5, soon: null, routine: 0 },
      wishesNotMet: 0.4,
      preferLater: 5,
    });
    expect(figuresOf(suggestions.slice(0, 2), 1)).to.deep.include({
      ...{ placed: null, wishesNotMet: null, preferLater: null },
    });
  });
});
