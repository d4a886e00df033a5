import { expect } from 'chai';

import { checkHistory } from '../../proof/check-measures.js';
import { adjustableClock } from '../../support/adjustable-clock.js';
import { withTestDatabase } from '../../support/database.js';

describe('measures of an invented country', () => {
  for (const seed of [11, 12, 13]) {
    it(`are counted alike in SQL and from the facts, and as at a day gone by as they were then (seed ${seed})`, async () => {
      const clock = adjustableClock();
      const database = await withTestDatabase({ clock });
      try {
        const checked = await checkHistory(database, clock, { seed, parts: 3, steps: 80 });
        expect(checked.disagreements.slice(0, 2)).to.deep.equal([]);
        expect(checked.asAtChanged.slice(0, 2)).to.deep.equal([]);
        expect(checked.notKept, 'facts that were not kept when they were written').to.equal(0);
        expect(checked.questions).to.be.greaterThan(500);
      } finally {
        await database.drop();
      }
    });
  }
});
