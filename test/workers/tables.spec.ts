import { expect } from 'chai';

import { createHandlers } from '../../src/composition/handlers.js';
import { createModules } from '../../src/composition/modules.js';
import { createScheduledWork } from '../../src/composition/scheduled-work.js';
import { consumerNames, heardBy, readVersions, subscriptions } from '../../src/composition/subscriptions.js';
import type { Tx, UnitOfWork } from '../../src/kernel/unit-of-work.js';
import { UnreadableMessage } from '../../src/platform/outbox/read-message.js';
import { consumers } from '../../workers/consumers.js';
import { rhythms, schedules } from '../../workers/schedules.js';

const names = Object.values(consumerNames).sort();

describe('what runs in the background', () => {
  it('has a queue for every consumer that is told of something, and for no other', () => {
    expect(consumers.map(({ consumer }) => consumer).sort()).to.deep.equal(names);
    expect([...new Set(Object.values(subscriptions).flat())].sort()).to.deep.equal(names);
  });

  it('has a handler for every consumer, and no handler that nothing reaches', () => {
    expect(Object.keys(createHandlers(createModules(), {} as UnitOfWork)).sort()).to.deep.equal(names);
  });

  describe('reads messages by the version they were written in', () => {
    const handlers = createHandlers(createModules(), {} as UnitOfWork);
    const hearings = Object.entries(heardBy).flatMap(([consumer, events]) =>
      events.map((event) => ({ consumer, event })),
    );
    // Nothing may be asked of the database before the message is understood.
    const untouched = {} as Tx;
    const refusalOf = async (
      consumer: string,
      message: { version: number; payload: unknown; topic: string },
    ) => {
      try {
        await handlers[consumer]?.(untouched, { consumer, ...message });
      } catch (fault) {
        if (fault instanceof UnreadableMessage) return fault.refusal;
        throw fault;
      }
      return expect.fail('it was handled');
    };

    for (const { consumer, event } of hearings) {
      it(`${consumer} refuses of ${event.topic} a later version, and a payload of another shape`, async () => {
        const { topic, version } = event;
        expect(await refusalOf(consumer, { topic, version: version + 1, payload: {} })).to.equal(
          'unknown-version',
        );
        for (const payload of [{}, null, 'text', { referralId: 'no id' }, { extra: 1 }]) {
          expect(await refusalOf(consumer, { topic, version, payload })).to.equal('malformed-payload');
        }
      });
    }

    it('refuses a topic that the consumer does not hear of', async () => {
      for (const consumer of names) {
        const message = { topic: 'nowhere.unheard', version: 1, payload: {} };
        expect(await refusalOf(consumer, message)).to.equal('unknown-topic');
      }
    });

    it('and takes up again what an older release set aside, of exactly those versions', () => {
      expect(readVersions.map(({ topic, version }) => `${topic} ${version}`).sort()).to.deep.equal(
        hearings.map(({ event }) => `${event.topic} ${event.version}`).sort(),
      );
    });
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
