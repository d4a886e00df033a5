import { expect } from 'chai';

import { done, refuse, type Outcome } from '../../src/kernel/outcome.js';

type Taken = { readonly code: 'bed-already-taken'; readonly night: string };

const book = (isFree: boolean): Outcome<string, Taken> =>
  isFree ? done('booked') : refuse({ code: 'bed-already-taken', night: '2026-04-01' });

describe('the outcome of a rule', () => {
  it('carries the value when the rule says yes', () => {
    expect(book(true)).to.deep.equal({ ok: true, value: 'booked' });
  });

  it('carries the fact that stands in the way when it says no', () => {
    const outcome = book(false);
    expect(outcome.ok ? null : outcome.refusal).to.deep.equal({
      code: 'bed-already-taken',
      night: '2026-04-01',
    });
  });
});
