import { expect } from 'chai';
import fc from 'fast-check';

import { placementPolicy } from '../../../../config/placement-policy.js';
import {
  isSamePolicy,
  policyBounds,
  readPolicy,
  withinBounds,
  type PolicyDraft,
} from '../../../../src/modules/matching/domain/policy.js';

const set: PolicyDraft = placementPolicy.matching;

describe('a policy of matching', () => {
  it('is what the service was set up with', () => {
    const read = readPolicy(set);
    expect('code' in read).to.equal(false);
  });

  it('names every urgency and every wish: one that is left out is told by its name', () => {
    const read = readPolicy({
      ...set,
      bands: ['emergency', 'urgent', 'routine'],
      wishes: ['project'],
      preparationDays: { emergency: 0, urgent: 1, routine: 7 },
    });
    expect(read).to.deep.equal({
      code: 'policy-incomplete',
      missing: ['bands: soon', 'wishes: mix', 'wishes: area', 'preparationDays: soon'],
    });
  });

  it('reaches no further than six weeks, and shows at least what it suggests', () => {
    const { atMost } = policyBounds.offerHorizonDays;
    expect(readPolicy({ ...set, offerHorizonDays: atMost })).not.to.have.property('code');
    expect(readPolicy({ ...set, offerHorizonDays: atMost + 1 })).to.deep.equal({
      ...{ code: 'policy-out-of-bounds', part: 'offerHorizonDays', atLeast: 1, atMost: 42 },
    });
    expect(readPolicy({ ...set, offerHorizonDays: 40, placesAheadDays: 39 })).to.deep.equal({
      ...{ code: 'policy-out-of-bounds', part: 'placesAheadDays', atLeast: 40, atMost: 182 },
    });
    expect(readPolicy({ ...set, preparationDays: { ...set.preparationDays, soon: 29 } })).to.deep.include({
      part: 'preparationDays: soon',
    });
    expect(readPolicy({ ...set, offerHorizonDays: 2.5 })).to.have.property('code', 'policy-out-of-bounds');
  });

  it('is the same as itself only', () => {
    const policy = placementPolicy.matching;
    expect(isSamePolicy(policy, { ...policy })).to.equal(true);
    expect(isSamePolicy(policy, { ...policy, assignment: 'in-order' })).to.equal(false);
    expect(isSamePolicy(policy, { ...policy, bands: ['urgent', 'emergency', 'soon', 'routine'] })).to.equal(
      false,
    );
    expect(
      isSamePolicy(policy, { ...policy, preparationDays: { ...policy.preparationDays, routine: 8 } }),
    ).to.equal(false);
    expect(
      isSamePolicy(policy, { ...policy, choices: { automaticOffers: false, parallelOffersAtMost: 3 } }),
    ).to.equal(false);
  });

  it('keeps what a partnership chose within the bounds of the country, whatever it chose before', () => {
    const choices = fc.record({
      automaticOffers: fc.boolean(),
      parallelOffers: fc.constantFrom<(1 | 2 | 3)[]>(1, 2, 3),
    });
    const bounds = fc.record({
      automaticOffers: fc.boolean(),
      parallelOffersAtMost: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(choices, bounds, (chosen, within) => {
        const held = withinBounds(chosen, within);
        expect(held.parallelOffers).to.equal(Math.min(chosen.parallelOffers, within.parallelOffersAtMost));
        expect(held.automaticOffers).to.equal(chosen.automaticOffers && within.automaticOffers);
      }),
    );
  });
});
