import { expect } from 'chai';
import { Redis } from 'ioredis';

import { createProducerConnection } from '../../../src/platform/queue/queues.js';
import { redisSettingFaults } from '../../../src/platform/queue/redis-settings.js';
import { redisUrl } from '../../support/redis.js';

describe('the settings of Redis at start', () => {
  let admin: Redis;
  before(() => {
    admin = new Redis(redisUrl());
  });
  after(() => admin.disconnect());

  /** As a worker asks: with a connection that is only just being made. */
  const faultsAtStart = async (url: string): Promise<readonly string[]> => {
    const connection = createProducerConnection(url, () => undefined);
    try {
      return await redisSettingFaults(connection);
    } finally {
      connection.disconnect();
    }
  };

  it('are found right on the servers we start ourselves', async () => {
    expect(await faultsAtStart(redisUrl())).to.deep.equal([]);
  });

  for (const policy of ['allkeys-lru', 'volatile-lru', 'allkeys-random', 'volatile-ttl']) {
    it(`name the policy ${policy}, which throws jobs away`, async () => {
      await admin.config('SET', 'maxmemory-policy', policy);
      try {
        const faults = await faultsAtStart(redisUrl());
        expect(faults).to.have.length(1);
        expect(faults[0]).to.contain(`maxmemory-policy is ${policy}; set it to noeviction`);
      } finally {
        await admin.config('SET', 'maxmemory-policy', 'noeviction');
      }
    });
  }

  it('are passed over while Redis is away: that is a delay, not a fault', async () => {
    expect(await faultsAtStart('redis://127.0.0.1:1')).to.deep.equal([]);
  });
});
