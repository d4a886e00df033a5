import { expect } from 'chai';

import {
  freeTonightText,
  type FreeUnit,
} from '../../../../../src/modules/capacity/adapters/ui/free-tonight.js';

const units = (projectId: string, kind: FreeUnit['kind'], count: number): readonly FreeUnit[] =>
  Array.from({ length: count }, () => ({ projectId, kind }));

describe('what is free tonight, in a sentence', () => {
  it('keeps kinds apart and says how many are not confirmed', () => {
    const free = [
      ...units('a', 'rehab', 3),
      ...units('b', 'rehab', 1),
      ...units('b', 'family', 2),
      ...units('c', 'detox', 12),
    ];
    expect(freeTonightText(free, (projectId) => projectId === 'b')).to.equal(
      '4 rehab beds and 2 family units free tonight in 2 projects, 3 of them not confirmed in the last 24 hours. Also free: 12 detox beds.',
    );
  });

  it('doubts nothing that was confirmed, and says so when nothing was', () => {
    expect(freeTonightText(units('a', 'rehab', 1), () => false)).to.equal(
      '1 rehab bed free tonight in 1 project.',
    );
    expect(freeTonightText(units('a', 'rehab', 2), () => true)).to.equal(
      '2 rehab beds free tonight in 1 project, none of them confirmed in the last 24 hours.',
    );
  });

  it('says that nothing is free', () => {
    expect(freeTonightText([], () => true)).to.equal('0 rehab beds free tonight.');
  });
});
