import { expect } from 'chai';

import { groupShift as shift } from '../../../../config/group-shift.js';
import { isoDate } from '../../../../src/kernel/iso-date.js';
import { movesByGroup, type Ranked } from '../../../../src/modules/matching/domain/moves-by-group.js';
import type { ReferralFacts } from '../../../../src/modules/referrals/domain/referral.js';
import { aReferral } from '../../../support/builders.js';

const on = isoDate('2026-11-23');
const place = {
  ...{ bedId: 'bed', projectId: 'project' },
  stay: { arrivesOn: isoDate('2026-12-01'), departsOn: isoDate('2027-02-23') },
};

/** So many people alike; `r` begins their ids. */
const many = (r: string, count: number, given: Partial<ReferralFacts> = {}): readonly ReferralFacts[] =>
  Array.from({ length: count }, (_, index) => aReferral({ referralId: `${r}${index}`, ...given }));
/** A run over a list in this order, of whom those are placed whose id says so. */
const run = (people: readonly ReferralFacts[], isPlaced: (id: string) => boolean): readonly Ranked[] =>
  people.map(({ referralId }, index) => ({
    ...{ referralId, priorityRank: index + 1, place: isPlaced(referralId) ? place : null },
    explanation: { state: isPlaced(referralId) ? 'suggested' : 'no-place' },
  }));
const numberOf = (id: string): number => Number(id.slice(1));
const ofGroup = (moves: ReturnType<typeof movesByGroup>, group: string) =>
  moves.find((one) => one.group === group);

const men = many('m', 20, { sex: 'male' });
const women = many('w', 20, { sex: 'female' });

describe('what a change of the policy does, by group', () => {
  it('counts who is placed now and then, to the nearest five, and fewer than five as nothing told', () => {
    const now = run([...men, ...women], (id) => numberOf(id) < 12);
    const then = run([...men, ...women], (id) => (id.startsWith('w') ? numberOf(id) < 4 : numberOf(id) < 18));
    const moves = movesByGroup([...men, ...women], now, then, { on, shift });
    expect(ofGroup(moves, 'female')).to.deep.equal({
      ...{ dimension: 'sex', group: 'female', people: 20, placedNow: 10, placedThen: null },
      ...{ earlier: null, later: null, hasFallen: true },
    });
    expect(ofGroup(moves, 'male')).to.deep.include({ placedNow: 10, placedThen: 20, hasFallen: false });
  });

  it('counts who comes earlier and who later in line, whether or not they have a place', () => {
    const nobody = () => false;
    const moves = movesByGroup(
      [...men, ...women],
      run([...men, ...women], nobody),
      run([...women, ...men], nobody),
      { on, shift },
    );
    expect(ofGroup(moves, 'female')).to.deep.include({ earlier: 20, later: null });
    expect(ofGroup(moves, 'male')).to.deep.include({ earlier: null, later: 20 });
  });

  it('points at a group from the first person beyond what a change may take, and not before', () => {
    const people = many('p', 60, { sex: 'male' });
    const falls = (from: number, to: number) =>
      ofGroup(
        movesByGroup(
          people,
          run(people, (id) => numberOf(id) < from),
          run(people, (id) => numberOf(id) < to),
          { on, shift },
        ),
        'male',
      )!.hasFallen;
    expect([falls(50, 45), falls(50, 44)], 'a tenth of fifty are five').to.deep.equal([false, true]);
    expect([falls(8, 4), falls(8, 3)], 'fewer than five fewer are not pointed at').to.deep.equal([
      false,
      true,
    ]);
    expect(falls(20, 40)).to.equal(false);
  });

  it('leaves out groups of fewer than five ready people, and tells no group that nobody is in', () => {
    const few = many('f', 4, { sex: 'female', healthBoard: 'Orkney' });
    const away = many('a', 20, { sex: 'not_known', healthBoard: 'Shetland' });
    const everybody = [...men, ...few, ...away];
    const said = run(everybody, () => false).map((one) =>
      one.referralId.startsWith('a') ? { ...one, explanation: { state: 'not-ready' as const } } : one,
    );
    const groups = movesByGroup(everybody, said, said, { on, shift }).map(({ group }) => group);
    expect(groups).to.include('male');
    for (const hidden of ['female', 'not_known', 'Orkney', 'Shetland', 'ward5'])
      expect(groups, hidden).to.not.include(hidden);
  });
});
