import { expect } from 'chai';

import { changedSince, type Correction } from '../../../../src/modules/referrals/domain/changed-since.js';

const told = (...corrections: readonly Correction[]) =>
  changedSince(corrections).map(({ member, was, by }) => [member, was, by.after[member]]);

describe('what changed since somebody read it', () => {
  it('is nothing after no correction', () => {
    expect(told()).to.deep.equal([]);
  });

  it('is each member, as it was at first and as the latest correction left it', () => {
    expect(
      told(
        { before: { substance: 'alcohol', adults: 1 }, after: { substance: 'drug', adults: 2 } },
        { before: { substance: 'drug' }, after: { substance: 'co_dependency' } },
      ),
    ).to.deep.equal([
      ['substance', 'alcohol', 'co_dependency'],
      ['adults', 1, 2],
    ]);
  });

  it('leaves out what was changed and put back', () => {
    expect(
      told(
        { before: { consentedWishes: ['area'] }, after: { consentedWishes: [] } },
        { before: { consentedWishes: [] }, after: { consentedWishes: ['area'] } },
      ),
    ).to.deep.equal([]);
  });

  it('tells a value that was there no more, and one that was not there before', () => {
    expect(
      told({
        before: { mat: { dose: 40 }, liberationOn: null },
        after: { mat: null, liberationOn: '2026-12-01' },
      }),
    ).to.deep.equal([
      ['mat', { dose: 40 }, null],
      ['liberationOn', null, '2026-12-01'],
    ]);
  });
});
