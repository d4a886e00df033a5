import { request } from 'node:http';

import { expect } from 'chai';

import { startService, type RunningService } from '../support/running-service.js';
import type { MemberEmail } from '../support/small-world.js';

const limit = 10;
const proxied = { 'x-forwarded-for': '203.0.113.7' };

describe('limits and guards at the door', () => {
  let service: RunningService;
  before(async () => {
    service = await startService({ requestsPerMinute: limit });
  });
  after(() => service.stop());

  it('count for each member, however many of them share an address', async () => {
    const everybody: MemberEmail[] = [
      ...(['coordinator@glasgow.example', 'approver@glasgow.example'] as const),
      ...(['coordinator@highland.example', 'approver@highland.example'] as const),
      ...(['manager@rowan.example', 'manager@larch.example'] as const),
    ];
    const callers = await Promise.all(everybody.map((who) => service.as(who)));
    for (let round = 0; round < limit; round += 1) {
      for (const [index, caller] of callers.entries()) {
        expect((await caller.get('/api/projects', proxied)).status, everybody[index]).to.equal(200);
      }
    }
    for (const caller of callers) expect((await caller.get('/api/projects', proxied)).status).to.equal(429);
    const newcomer = await service.as('planner');
    expect((await newcomer.get('/api/projects', proxied)).status, 'sixty of others do not count').to.equal(
      200,
    );
  });

  it('count for an address where nobody is signed in', async () => {
    const statusOf = async (source: string): Promise<number> =>
      (await service.nobody.get('/api/projects', { 'x-forwarded-for': source })).status;
    for (let round = 0; round < limit; round += 1) expect(await statusOf('198.51.100.1')).to.equal(401);
    expect(await statusOf('198.51.100.1')).to.equal(429);
    expect(await statusOf('198.51.100.2')).to.equal(401);
  });

  it('are narrower for signing in', async () => {
    const tries = async (): Promise<number> =>
      (
        await service.nobody.post(
          '/api/sessions',
          { email: 'nobody@glasgow.example', password: 'wrong' },
          { headers: { 'x-forwarded-for': '198.51.100.3' } },
        )
      ).status;
    expect([await tries(), await tries()]).to.deep.equal([401, 429]);
  });

  it('refuse a request with two hosts', async () => {
    const { port } = new URL(service.url);
    const status = await new Promise<number>((resolve, reject) => {
      const sent = request(
        {
          ...{ host: '127.0.0.1', port, path: '/sign-in', setHost: false },
          headers: ['Host', 'placements.example', 'Host', 'evil.example'],
        },
        (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        },
      );
      sent.on('error', reject);
      sent.end();
    });
    expect(status).to.equal(400);
  });

  it('answer a token of the right length with other letters as forged', async () => {
    const coordinator = await service.as('information_governance');
    const token = `${coordinator.csrfToken.slice(0, -1)}é`;
    const { status } = await coordinator.post(
      '/api/sessions/end',
      {},
      { headers: { 'x-csrf-token': token } },
    );
    expect(status).to.equal(403);
  });

  it('have nothing kept on the way: neither what is shown nor how the service is', async () => {
    for (const path of ['/livez', '/readyz', '/metrics', '/sign-in', '/nowhere']) {
      const { headers } = await service.nobody.get(path, { 'x-forwarded-for': '127.0.0.1' });
      expect(headers.get('cache-control'), path).to.equal('no-store');
    }
  });
});
