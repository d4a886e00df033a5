import { expect } from 'chai';

import { createHandlers } from '../../src/composition/handlers.js';
import { createModules } from '../../src/composition/modules.js';
import { createScheduledWork } from '../../src/composition/scheduled-work.js';
import { consumerNames, subscriptions } from '../../src/composition/subscriptions.js';
import type { UnitOfWork } from '../../src/kernel/unit-of-work.js';
import { consumers } from '../../workers/consumers.js';
import { rhythms, schedules } from '../../workers/schedules.js';

const names = Object.values(consumerNames).sort();

describe('what runs in the background', () => {
  it('has a queue for every consumer that is told of something, and for no other', () => {
    expect(consumers.map(({ consumer }) => consumer).sort()).to.deep.equal(names);
    expect([...new Set(Object.values(subscriptions).flat())].sort()).to.deep.equal(names);
  });

  it('has a handler for every consumer, and no handler that nothing reaches', () => {
    expect(Object.keys(createHandlers(createModules())).sort()).to.deep.equal(names);
  });

  it('has work for every schedule, and no work that is never done', () => {
    const work = createScheduledWork({} as UnitOfWork, createModules());
    expect(schedules.map(({ id }) => id).sort()).to.deep.equal(Object.keys(work).sort());
  });

  it('keeps its hours by the clock in Scotland', () => {
    for (const { id, tz, pattern } of schedules) {
      expect(tz, id).to.equal('Europe/London');
      expect(pattern, id).to.match(/^(\S+ ){4}\S+$/);
    }
  });

  it('matches one run at a time', () => {
    expect(consumers.find(({ consumer }) => consumer === consumerNames.rematch)?.concurrency).to.equal(1);
  });

  it('does what is due within seconds, with the queue or without it', () => {
    expect(rhythms.relayMs).to.be.at.most(1_000);
    expect(rhythms.queuePatienceMs).to.be.at.most(10_000);
    expect(rhythms.sweepMs).to.be.at.most(15_000);
  });
});
