import { expect } from 'chai';

import { createChance } from '../../src/composition/demonstration/chance.js';
import { inventReferral } from '../../src/composition/demonstration/invented-people.js';
import { newReferenceFrom } from '../../src/composition/reference.js';
import { isoDate } from '../../src/kernel/iso-date.js';

const today = isoDate('2026-11-22');
const projects = ['p1', 'p2', 'p3'];
const share = <T>(all: readonly T[], is: (one: T) => boolean): number => all.filter(is).length / all.length;

describe('the invented people of the demonstration', () => {
  const chance = createChance(1);
  const people = Array.from({ length: 20_000 }, () => inventReferral(chance, today, projects));

  it('are a third women', () => {
    expect(share(people, ({ sex }) => sex === 'female')).to.be.closeTo(1 / 3, 0.01);
  });

  it('ask for help with alcohol, drugs and both as often as Public Health Scotland found: 47, 30 and 23 in a hundred', () => {
    for (const [substance, expected] of Object.entries({ alcohol: 0.47, drug: 0.3, co_dependency: 0.23 })) {
      expect(
        share(people, (one) => one.substance === substance),
        substance,
      ).to.be.closeTo(expected, 0.012);
    }
  });

  it('are all of age, and ask for places that there are', () => {
    for (const { bornOn, preferredProjectIds } of people.slice(0, 500)) {
      expect(bornOn <= '2007-11-22', bornOn).to.equal(true);
      expect(projects).to.include.members([...preferredProjectIds]);
    }
  });

  it('are the same people every time', () => {
    const again = createChance(1);
    expect(Array.from({ length: 50 }, () => inventReferral(again, today, projects))).to.deep.equal(
      people.slice(0, 50),
    );
  });
});

describe('the reference of a referral', () => {
  it('is RP and seven signs that cannot be mistaken for each other', () => {
    const chance = createChance(2);
    for (let n = 0; n < 200; n += 1) {
      expect(newReferenceFrom((limit) => chance.between(0, limit - 1))).to.match(
        /^RP-[2-9BCDFGHJKMNPQRSTVWXYZ]{7}$/,
      );
    }
    expect(newReferenceFrom(() => 0)).to.equal('RP-2222222');
    expect(newReferenceFrom((limit) => limit - 1)).to.equal('RP-ZZZZZZZ');
  });
});
