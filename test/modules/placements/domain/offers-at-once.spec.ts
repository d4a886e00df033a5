import { expect } from 'chai';

import { done } from '../../../../src/kernel/outcome.js';
import { weighAtOnce, type OpenOffer } from '../../../../src/modules/placements/domain/offers-at-once.js';

const until = new Date('2026-11-24T12:00:00Z');
const open = (slot: number, projectId = `project-${slot}`): OpenOffer => ({
  ...{ offerId: `offer-${slot}`, projectId, slot, expiresAt: until },
});

describe('offers at once', () => {
  it('take the lowest slot that is free', () => {
    expect(weighAtOnce([], 1, 'new')).to.deep.equal(done(1));
    expect(weighAtOnce([open(1)], 2, 'new')).to.deep.equal(done(2));
    expect(weighAtOnce([open(1), open(3)], 3, 'new')).to.deep.equal(done(2));
    expect(weighAtOnce([open(2)], 2, 'new')).to.deep.equal(done(1));
  });

  it('are as many as the policy allows, and what is open is named', () => {
    expect(weighAtOnce([open(1), open(2)], 2, 'new')).to.deep.equal({
      ok: false,
      refusal: {
        ...{ code: 'offer-already-open', atMost: 2 },
        open: [1, 2].map((slot) => ({ offerId: `offer-${slot}`, expiresAt: until.toISOString() })),
      },
    });
  });

  it('count what was open before fewer were allowed', () => {
    const refused = weighAtOnce([open(2)], 1, 'new');
    expect(refused.ok ? null : refused.refusal.code).to.equal('offer-already-open');
  });

  it('are each at a project of its own', () => {
    expect(weighAtOnce([open(1, 'there')], 3, 'there')).to.deep.equal({
      ok: false,
      refusal: { code: 'project-already-offered', offerId: 'offer-1' },
    });
  });
});
