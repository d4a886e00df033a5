import { expect } from 'chai';

import { toldPlan } from '../../../../../src/modules/matching/domain/later-weeks/told-plan.js';

describe('what is told of a plan for the country', () => {
  it('is to the nearest five, and how many more at most stays true', () => {
    expect(toldPlan({ people: 444, placed: 318, mostPossible: 342 })).to.deep.equal({
      ...{ people: 445, placed: 320, moreAtMost: 25 },
    });
    expect(toldPlan({ people: 9, placed: 4, mostPossible: 5 })).to.deep.equal({
      ...{ people: 10, placed: null, moreAtMost: 5 },
    });
    expect(toldPlan({ people: 0, placed: 0, mostPossible: 0 })).to.deep.equal({
      ...{ people: null, placed: null, moreAtMost: 0 },
    });
  });
});
