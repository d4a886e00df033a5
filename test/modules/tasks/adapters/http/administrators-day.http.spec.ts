import { expect } from 'chai';

import type { Caller } from '../../../../support/caller.js';
import {
  startService,
  type MadePlacement,
  type RunningService,
} from '../../../../support/running-service.js';
import { memberOf, type MemberEmail } from '../../../../support/small-world.js';

interface ListedTask {
  readonly taskKey: string;
  readonly kind: string;
  readonly subjectId: string;
  readonly reference: string | null;
  readonly heldBy: string | null;
}

describe('the day of an administrator', () => {
  const una: MemberEmail = 'administrator@national.example';
  const ruaridh: MemberEmail = 'governance@national.example';
  const named: MemberEmail = 'coordinator@glasgow.example';
  let service: RunningService;
  let proposer: Caller;
  let second: Caller;

  beforeEach(async () => {
    service = await startService();
    await service.dataSource.query("UPDATE member SET role = 'administrator' WHERE email = ?", [ruaridh]);
    [proposer, second] = await Promise.all([service.as(una), service.as(ruaridh)]);
  });
  afterEach(() => service?.stop());

  const tasksOf = async (caller: Caller): Promise<readonly ListedTask[]> => {
    const reply = await caller.get('/api/tasks');
    expect(reply.status, reply.text).to.equal(200);
    return reply.body.items;
  };
  const kindsOf = async (caller: Caller): Promise<readonly string[]> =>
    (await tasksOf(caller)).map(({ kind }) => kind);
  const toldTo = async (caller: Caller): Promise<readonly string[]> => {
    await service.runWorkerOnce();
    return (await caller.get('/api/notifications')).body.items.map(({ kind }: { kind: string }) => kind);
  };
  const propose = async ({ placementId, version }: MadePlacement): Promise<string> => {
    const reply = await proposer.post(
      `/api/placements/${placementId}/repairs`,
      { kind: 'arrival_undone', reason: 'The wrong person was ticked' },
      { version },
    );
    expect(reply.status, reply.text).to.equal(201);
    return reply.body.repairId;
  };
  const restrict = async (referralId: string): Promise<void> => {
    const reply = await (
      await service.as(named)
    ).post(
      `/api/referrals/${referralId}/restriction`,
      { kind: 'public_person', reason: 'On television', readers: [memberOf(named).memberId] },
      { version: 1 },
    );
    expect(reply.status, reply.text).to.equal(201);
  };
  const namedHaveLeft = () =>
    service.dataSource.query('UPDATE member SET disabled_at = UTC_TIMESTAMP(6) WHERE email = ?', [named]);

  it('has what another administrator says was recorded by mistake, by reference, until it is answered', async () => {
    const stay = await service.aResident({ bed: 'any', nights: 28 });
    const { reference, givenName, familyName } = stay.offer.referral;
    const repairId = await propose(stay);
    const [task] = await tasksOf(second);
    expect(task).to.include({ kind: 'confirm-repair', subjectId: stay.placementId, reference });
    const { html } = await second.page.get('/today');
    expect(html)
      .to.contain(reference)
      .and.to.contain(`href="/repairs/${stay.placementId}"`)
      .and.not.match(new RegExp(`${givenName}|${familyName}`));
    expect(await kindsOf(proposer), 'whoever proposed it').to.deep.equal([]);
    expect(await kindsOf(await service.as('provider_manager'))).to.include('confirm-repair');
    const planner = await service.as('planner');
    for (const path of ['/api/tasks', '/api/notifications']) {
      expect((await planner.get(path)).status, path).to.equal(403);
    }
    const done = await second.post(`/api/repairs/${repairId}/confirmation`, undefined, { version: 1 });
    expect(done.status, done.text).to.equal(201);
    expect(await kindsOf(second)).to.deep.equal([]);
  });

  it('tells the others that it waits, and whoever proposed it what became of it, with a count in the menu', async () => {
    const stay = await service.aResident({ bed: 'any', nights: 28 });
    const { reference, familyName } = stay.offer.referral;
    const repairId = await propose(stay);
    expect(await toldTo(second)).to.deep.equal(['repair-proposed']);
    expect(await toldTo(proposer)).to.deep.equal([]);
    expect((await second.page.get('/today')).html).to.contain('1 notification not read');
    const page = await second.page.get('/notifications');
    expect(page.html)
      .to.contain(reference)
      .and.to.contain(`href="/repairs/${stay.placementId}"`)
      .and.not.contain(familyName);
    await second.post(`/api/repairs/${repairId}/return`, { note: 'They did come' }, { version: 1 });
    expect(await toldTo(proposer)).to.deep.equal(['repair-returned']);
    expect(await toldTo(second), 'not what they did themselves').to.deep.equal(['repair-proposed']);
    const [{ n }] = await service.dataSource.query(
      "SELECT COUNT(*) AS n FROM notification n JOIN member m ON m.id = n.member_id WHERE m.role = 'planner'",
    );
    expect(Number(n), 'planners, who are national too').to.equal(0);
  });

  it('tells of a stay that a manager put right, and is mailed of it as each chooses', async () => {
    const chosen = await proposer.page.submit(
      await proposer.page.get('/notifications/mail'),
      '/notifications/mail',
      { choice: 'daily' },
    );
    expect(chosen.location).to.equal('/notifications?done=mail-chosen');
    const repairId = await propose(await service.aResident({ bed: 'any', nights: 28 }));
    const manager = await service.as('provider_manager');
    const done = await manager.post(`/api/repairs/${repairId}/confirmation`, undefined, { version: 1 });
    expect(done.status, done.text).to.equal(201);
    expect(await toldTo(proposer)).to.deep.equal(['repair-confirmed']);
  });

  it('has a task that one of them takes, and that is handed to nobody who may not do it', async () => {
    await propose(await service.aResident({ bed: 'any', nights: 28 }));
    const [task] = await tasksOf(second);
    const give = (caller: Caller, to: MemberEmail | null, heldVersion: number) =>
      caller.post(`/api/tasks/${task!.taskKey}/holder`, {
        memberId: to === null ? null : memberOf(to).memberId,
        heldVersion,
      });
    expect((await give(second, ruaridh, 0)).status).to.equal(201);
    expect((await tasksOf(second))[0]?.heldBy).to.equal(memberOf(ruaridh).memberId);
    for (const other of [una, 'planner@national.example', 'manager@larch.example'] as const) {
      expect((await give(second, other, 1)).body.type, other).to.equal('/problems/not-of-the-team');
    }
    expect((await give(proposer, una, 1)).status, 'their own').to.equal(404);
    // The managers’ list is their own.
    expect((await give(await service.as('provider_manager'), 'manager@larch.example', 0)).status).to.equal(
      201,
    );
    expect((await give(second, null, 1)).status).to.equal(201);
  });

  it('has a restricted record that nobody can open, by reference, until members are named', async () => {
    const { referralId, reference, familyName } = await service.aReferral();
    await restrict(referralId);
    expect(await kindsOf(second)).to.deep.equal([]);
    await namedHaveLeft();
    const [task] = await tasksOf(second);
    expect(task).to.include({ kind: 'name-record-readers', reference });
    expect(await kindsOf(proposer)).to.deep.equal(['name-record-readers']);
    const { html } = await second.page.get('/today');
    expect(html)
      .to.contain('Glasgow City')
      .and.to.contain('href="/admin/restricted-records"')
      .and.to.contain(reference)
      .and.not.contain(familyName);
    const readers = [memberOf('approver@glasgow.example').memberId];
    await service.dataSource.query("UPDATE member SET role = 'coordinator' WHERE id = ?", readers);
    const answer = await second.post(
      `/api/abandoned-records/${task!.subjectId}/readers`,
      { readers },
      { version: 2 },
    );
    expect(answer.status, answer.text).to.equal(201);
    expect(await kindsOf(second)).to.deep.equal([]);
  });

  it('names nobody whose record is restricted, in tasks and notifications neither', async () => {
    const stay = await service.aResident({ bed: 'any', nights: 28 });
    const { referralId, familyName, givenName } = stay.offer.referral;
    await restrict(referralId);
    await propose(stay);
    await service.runWorkerOnce();
    for (const path of ['/today', '/notifications', '/api/tasks', '/api/notifications']) {
      const { html } = await second.page.get(path);
      expect(html, path).to.not.match(new RegExp(`${givenName}|${familyName}`));
    }
  });

  it('has no list of people to print', async () => {
    expect((await second.page.get('/today')).html).to.not.contain('/today/list');
    expect((await second.page.get('/today/list')).status).to.equal(403);
    expect((await (await service.as('coordinator')).page.get('/today')).html).to.contain('/today/list');
  });
});
