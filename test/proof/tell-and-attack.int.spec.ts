import { expect } from 'chai';

import { attackedSubjects, tellAndAttack } from './tell-and-attack.js';

/** Of three boards, one with a partnership alone; so few that the attack takes seconds. The whole: npm run prove:disclosure. */
const areas = [
  ['Harbour', 'NHS East'],
  ['Glen', 'NHS East'],
  ['Moor', 'NHS East'],
  ['Firth', 'NHS West'],
  ['Strath', 'NHS West'],
  ['Skerry', 'NHS North'],
].map(([name = '', board = '']) => ({ partnershipId: name, name, board, boardCode: '' }));

describe('somebody who puts together everything that was ever released', function () {
  this.timeout(300_000);
  for (const of of attackedSubjects)
    it(`works nobody out of ${of} in four quarters, a correction and the year, and would if only the few were hidden`, async () => {
      const attacked = await tellAndAttack({
        ...{ of, areas, quarters: 4, seed: 1 },
        meanOf: ({ name }) => ({ Harbour: 22, Firth: 14, Skerry: 2 })[name] ?? 6,
        say: () => undefined,
      });
      expect(attacked.lost).to.deep.equal([]);
      expect(attacked.recovered).to.equal(0);
      expect(attacked.releases).to.equal(6);
      expect(attacked.hiddenCells).to.be.greaterThan(10);
      expect(attacked.recoveredWithGuardOff).to.be.greaterThan(0);
    });
});
