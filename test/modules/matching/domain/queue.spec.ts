import { expect } from 'chai';
import fc from 'fast-check';

import { queuesOf, type PlaceKind, type QueueFacts } from '../../../../src/modules/matching/domain/queue.js';

const facts = (given: Partial<QueueFacts> = {}): QueueFacts => ({
  missing: [],
  isUnavailable: false,
  places: new Set(),
  ...given,
});

const gate = fc.constantFrom('assessment' as const, 'funding' as const, 'detox' as const);
const gates = fc.uniqueArray(gate).map((found) => found.map((one) => ({ gate: one })));
const place = fc.constantFrom<PlaceKind>('offered', 'booked', 'arrived');

describe('the queue of an open referral', () => {
  it('is the gate whose turn it is, one after the other', () => {
    expect(queuesOf(facts({ missing: [{ gate: 'detox' }, { gate: 'funding' }] }))).to.deep.equal([
      'funding-missing',
    ]);
    expect(queuesOf(facts({ missing: [{ gate: 'detox' }] }))).to.deep.equal(['detox-missing']);
  });

  it('is ready when nothing is missing, unless they cannot go', () => {
    expect(queuesOf(facts())).to.deep.equal(['ready']);
    expect(queuesOf(facts({ isUnavailable: true }))).to.deep.equal(['unavailable']);
    expect(queuesOf(facts({ isUnavailable: true, missing: [{ gate: 'funding' }] }))).to.deep.equal([
      'unavailable',
    ]);
  });

  it('is that of a place once there is one, whatever ran out meanwhile', () => {
    const places = new Set(['booked'] as const);
    expect(queuesOf(facts({ places, isUnavailable: true, missing: [{ gate: 'funding' }] }))).to.deep.equal([
      'booked',
    ]);
  });

  it('is exactly one for everybody with one place or none, whatever is recorded', () => {
    fc.assert(
      fc.property(gates, fc.boolean(), fc.option(place), (missing, isUnavailable, held) => {
        const places = new Set(held === null ? [] : [held]);
        expect(queuesOf({ missing, isUnavailable, places })).to.have.length(1);
      }),
    );
  });

  it('is more than one, which can be seen, when what is recorded of places contradicts itself', () => {
    fc.assert(
      fc.property(gates, fc.uniqueArray(place, { minLength: 2 }), (missing, held) => {
        expect(queuesOf(facts({ missing, places: new Set(held) })).length).to.equal(held.length);
      }),
    );
  });
});
