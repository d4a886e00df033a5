import { expect } from 'chai';

import { seed } from '../support/civil-dates.js';
import { checkPathway } from './check-pathway.js';
import { startRealPathway, type RealPathway } from './real-pathway.js';

/** Few and short: `npm run prove:pathway` is the long way. */
const runs = 4;
const maxCommands = 30;

describe('the pathway, from being referred to having left', () => {
  let real: RealPathway;
  before(async () => {
    real = await startRealPathway();
  });
  after(async () => {
    await real?.stop();
  });

  it('is what the model says, whatever is asked, breaks and passes meanwhile', async () => {
    const { failure, violations, commands } = await checkPathway(real, { runs, seed, maxCommands });
    const replay = `npm run prove:pathway -- --runs 1 --seed ${seed} --commands ${maxCommands} --path "${failure?.path ?? ''}"`;
    expect(violations, `${failure?.text ?? ''}\n${replay}`).to.deep.equal([]);
    // A run in which nothing could be asked would prove nothing.
    expect(commands).to.be.greaterThan(30);
  });
});
