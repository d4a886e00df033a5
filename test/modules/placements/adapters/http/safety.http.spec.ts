import { expect } from 'chai';

import type { Caller } from '../../../../support/caller.js';
import {
  startService,
  type MadePlacement,
  type RunningService,
} from '../../../../support/running-service.js';
import { actorOf } from '../../../../support/small-world.js';

describe('the API of leaving safely', () => {
  let service: RunningService;
  let coordinator: Caller;
  let manager: Caller;
  let approver: Caller;
  let left: MadePlacement;

  before(async () => {
    service = await startService();
    coordinator = await service.as('coordinator@glasgow.example');
    manager = await service.as('manager@larch.example');
    approver = await service.as('approver@glasgow.example');
    left = await service.aResident({ bed: 'plain' });
    const { memberId, home } = actorOf('manager@larch.example');
    await service.act('manager@larch.example', (tx) =>
      service.modules.placements.discharge(tx, home, {
        ...{ placementId: left.placementId, memberId, expectedVersion: left.version },
        ...{ endedOn: service.today, kind: 'unplanned', reason: 'dropped_out' },
      }),
    );
  });
  after(() => service.stop());

  const at = (step: string): string => `/api/placements/${left.placementId}/${step}`;

  it('takes naloxone from the project, not from the partnership, and not without its kits', async () => {
    const body = { at: 'discharge', outcome: 'accepted', happenedOn: service.today };
    expect((await coordinator.post(at('naloxone'), body)).status).to.equal(403);
    const lacking = await manager.post(at('naloxone'), body);
    expect([lacking.status, lacking.body.type]).to.deep.equal([422, '/problems/kits-do-not-fit']);
    expect(lacking.body.remedy).to.contain('kits of 1 or more');
    const done = await manager.post(at('naloxone'), { ...body, kits: 2, isTrained: true });
    expect(done.status, done.text).to.equal(201);
    const twice = await manager.post(at('naloxone'), { ...body, kits: 2, isTrained: true });
    expect([twice.status, twice.body.recordId]).to.deep.equal([409, done.body.recordId]);
  });

  it('takes what the partnership does from its coordinator alone', async () => {
    const today = { happenedOn: service.today };
    const answers: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
      ['key-worker', { outcome: 'acknowledged' }],
      ['contacts', { outcome: 'not_reached' }],
      ['re-engagement', { outcome: 'treatment_arranged' }],
      ['dual-housing', { outcome: 'stopped' }],
    ];
    for (const [step, answer] of answers) {
      expect((await manager.post(at(step), { ...answer, ...today })).status, step).to.equal(403);
      expect((await approver.post(at(step), { ...answer, ...today })).status, step).to.equal(403);
      expect((await coordinator.post(at(step), { ...answer, ...today })).status, step).to.equal(201);
    }
  });

  it('refuses an answer that is none, a day to come, and a follow-up too early', async () => {
    const wrong = await coordinator.post(at('dual-housing'), {
      outcome: 'perhaps',
      happenedOn: service.today,
    });
    expect([wrong.status, wrong.body.type]).to.deep.equal([400, '/problems/invalid-request']);
    const future = await manager.post(at('next-address'), { outcome: 'prison', happenedOn: '2027-01-01' });
    expect([future.status, future.body.today]).to.deep.equal([422, service.today]);
    const early = await coordinator.post(at('follow-ups'), {
      ...{ weeks: 12, outcome: 'lost', happenedOn: service.today },
    });
    expect([early.status, early.body.opensOn]).to.deep.equal([409, '2027-02-01']);
  });

  it('tells both sides the same of tasks and records', async () => {
    const [one, other] = [await coordinator.get(at('safety')), await manager.get(at('safety'))];
    expect(one.status).to.equal(200);
    expect(one.body.tasks).to.deep.equal(other.body.tasks);
    expect(one.body.tasks).to.have.length(12);
    expect(one.body.records.map(({ subject }: { subject: string }) => subject)).to.include(
      'naloxone_at_discharge',
    );
    expect((await (await service.as('coordinator@highland.example')).get(at('safety'))).status).to.equal(404);
  });

  it('lists what is owed page by page, each once, overdue first', async () => {
    service.clock.advance({ days: 40 });
    const seen: { task: string; status: string; dueOn: string }[] = [];
    let after: string | null = null;
    do {
      const query: string = after === null ? '' : `&after=${encodeURIComponent(after)}`;
      const { body, status } = await coordinator.get(`/api/safety-tasks?limit=2${query}`);
      expect(status).to.equal(200);
      seen.push(...body.items);
      after = body.next;
    } while (after !== null);
    expect(seen.map(({ task }) => task)).to.deep.equal([
      'naloxone_at_admission',
      'next_address',
      'prescriber_informed',
      'first_contact',
      'second_contact',
    ]);
    const own = await coordinator.get('/api/safety-tasks?owner=partnership&overdue=yes');
    expect(own.body.items.map(({ task }: { task: string }) => task)).to.deep.equal([
      'first_contact',
      'second_contact',
    ]);
  });

  it('takes a follow-up that was held with its outcome, to two decimals', async () => {
    service.clock.advance({ days: 50 });
    const measured = { instrument: 'ROW', instrumentVersion: '2', score: 61.25, satisfaction: 9 };
    const body = { weeks: 12, outcome: 'held', happenedOn: service.today };
    expect((await coordinator.post(at('follow-ups'), body)).body.type).to.equal(
      '/problems/measure-does-not-fit',
    );
    const fine = await coordinator.post(at('follow-ups'), {
      ...body,
      measured: { ...measured, score: 1.234 },
    });
    expect(fine.status).to.equal(400);
    const done = await coordinator.post(at('follow-ups'), { ...body, measured });
    expect(done.status, done.text).to.equal(201);
    const [row] = await service.dataSource.query(
      `SELECT weeks, instrument, score, satisfaction FROM safety_record WHERE subject = 'follow_up'`,
    );
    expect({ ...row, score: Number(row.score) }).to.deep.equal({
      ...{ weeks: 12, instrument: 'ROW', score: 61.25, satisfaction: 9 },
    });
  });
});
