import { expect } from 'chai';

import { createReadiness } from '../../src/composition/readiness.js';

const present = (): boolean => false;
const away = (): boolean => true;

const state =
  (oldestUndeliveredSeconds: number | null, isReadOnly = false) =>
  async () => ({
    oldestUndeliveredSeconds,
    isReadOnly,
  });

describe('readiness', () => {
  it('is whole when messages are delivered and everything answers', async () => {
    expect(await createReadiness(state(null), present)()).to.deep.equal({ faults: [], notes: [] });
    expect((await createReadiness(state(120), present)()).faults).to.deep.equal([]);
  });

  it('ends when a message has waited for more than two minutes, and says how long', async () => {
    const { faults } = await createReadiness(state(121), present)();
    expect(faults).to.deep.equal(['A message has waited 121 seconds: no worker is delivering.']);
  });

  it('does not end because Redis is away, and says that it is', async () => {
    const { faults, notes } = await createReadiness(state(null), away)();
    expect(faults).to.deep.equal([]);
    expect(notes).to.have.length(1);
    expect(notes[0]).to.contain('Redis');
  });

  it('ends when the database takes no writes', async () => {
    const { faults } = await createReadiness(state(null, true), present)();
    expect(faults).to.deep.equal(['The database takes no writes.']);
  });

  it('ends when the database fails', async () => {
    const { faults } = await createReadiness(() => Promise.reject(new Error('gone')), present)();
    expect(faults).to.deep.equal(['The database does not answer.']);
  });

  it('is answered in time by a database that never answers, and those who ask do not pile up on it', async () => {
    let asked = 0;
    const readiness = createReadiness(
      () => {
        asked += 1;
        return new Promise(() => undefined);
      },
      present,
      20,
    );
    const answers = await Promise.all(Array.from({ length: 20 }, () => readiness()));
    for (const { faults } of answers) expect(faults).to.deep.equal(['The database does not answer.']);
    await readiness();
    expect(asked).to.equal(1);
  });
});
