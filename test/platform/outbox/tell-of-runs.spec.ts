import { expect } from 'chai';

import { createTellOfRuns } from '../../../src/platform/outbox/tell-of-runs.js';

describe('the log of background work', () => {
  const listen = () => {
    const lines: unknown[] = [];
    let atMs = 100;
    const tell = createTellOfRuns(
      { info: (facts: unknown, text?: unknown) => lines.push([text, facts]) } as never,
      () => (atMs += 7),
    );
    return { lines, tell };
  };

  it('has a line for each message: which, whose, what came of it, how long it took', async () => {
    const { lines, tell } = listen();
    const ids = { messageId: '4711', consumer: 'matching.rematch' };
    expect(await tell('message', ids, async () => 'done-before')).to.equal('done-before');
    expect(lines).to.deep.equal([['message', { ...ids, outcome: 'done-before', ms: 7 }]]);
  });

  it('has one for work that failed as well, without what was wrong in it, which may be what somebody typed', async () => {
    const { lines, tell } = listen();
    const fault = new Error('Seonaidh');
    const thrown = await tell('schedule', { schedule: 'nightly-rematch' }, () => Promise.reject(fault)).catch(
      (error: unknown) => error,
    );
    expect(thrown).to.equal(fault);
    expect(lines).to.deep.equal([['schedule', { schedule: 'nightly-rematch', outcome: 'failed', ms: 7 }]]);
  });
});
