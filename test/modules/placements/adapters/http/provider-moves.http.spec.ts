import { expect } from 'chai';

import { addNights } from '../../../../../src/kernel/iso-date.js';
import type { Caller } from '../../../../support/caller.js';
import {
  startService,
  type MadePlacement,
  type RunningService,
} from '../../../../support/running-service.js';
import { world } from '../../../../support/small-world.js';

describe('the API of moves between providers', () => {
  let service: RunningService;
  let coordinator: Caller;
  let leaving: Caller;
  let asked: Caller;
  let stay: MadePlacement;
  let body: Record<string, unknown>;
  before(async () => {
    service = await startService();
    coordinator = await service.as('coordinator');
    leaving = await service.as('manager@larch.example');
    asked = await service.as('manager@rowan.example');
    stay = await service.aResident({ bed: 'any', nights: 28 });
    body = {
      ...{ movesOn: addNights(service.today, 7), departsOn: addNights(service.today, 28) },
      ...{ bedId: world.beds.rowan1, weeklyRatePence: 105_000, reason: 'Nearer home' },
    };
  });
  after(() => service.stop());

  const at = (step: string): string => `/api/placements/${stay.placementId}/${step}`;

  it('finds free beds of other providers for both who may propose, and none for a stranger', async () => {
    const query = `movesOn=${String(body['movesOn'])}&departsOn=${String(body['departsOn'])}`;
    for (const caller of [coordinator, leaving]) {
      const found = await caller.get(`${at('onward-places')}?${query}`);
      expect(found.status, found.text).to.equal(200);
      expect(found.body.obstacle).to.equal(null);
      const ids = found.body.beds.map(({ bedId }: { bedId: string }) => bedId);
      expect(ids).to.include.members([world.beds.rowan1, world.beds.rowan2]);
      expect(ids).to.not.include(world.beds.plain);
    }
    expect((await asked.get(`${at('onward-places')}?${query}`)).status).to.equal(404);
    const late = await coordinator.get(`${at('onward-places')}?movesOn=2027-12-01&departsOn=2027-12-20`);
    expect(late.body).to.deep.include({ obstacle: 'move-outside-stay', beds: [] });
    for (const role of ['approver', 'planner', 'administrator'] as const) {
      const other = await service.as(role);
      expect((await other.get(`${at('onward-places')}?${query}`)).status, role).to.equal(403);
    }
  });

  it('says of a proposal why not, with what would be accepted', async () => {
    const send = (given: Record<string, unknown>, version = stay.version) =>
      coordinator.post(at('provider-moves'), { ...body, ...given }, { version });
    const dear = await send({ weeklyRatePence: 200_000 });
    expect([dear.status, dear.body.type]).to.deep.equal([409, '/problems/dearer-than-approved']);
    expect(dear.body).to.include({ approvedPence: 105_000, askedPence: 200_000 });
    const own = await send({ bedId: world.beds.plain });
    expect([own.status, own.body.type]).to.deep.equal([422, '/problems/same-provider']);
    const early = await send({ movesOn: service.today });
    expect([early.status, early.body.type]).to.deep.equal([422, '/problems/move-outside-stay']);
    expect((await send({}, stay.version + 1)).status).to.equal(412);
    expect((await send({ movesOn: '2026-02-30' })).status).to.equal(400);
  });

  const told = async (caller: Caller): Promise<readonly string[]> => {
    await service.runWorkerOnce();
    const { body: page } = await caller.get('/api/notifications?unread=yes&limit=200');
    return page.items
      .map(({ kind }: { kind: string }) => kind)
      .filter((kind: string) => kind.startsWith('provider-move'));
  };
  const toAnswer = async (caller: Caller): Promise<readonly { subjectId: string; dueOn: string | null }[]> =>
    (await caller.get('/api/tasks?limit=200')).body.items.filter(
      ({ kind }: { kind: string }) => kind === 'answer-provider-move',
    );

  it('is a task and a notice for the provider that is asked, and nothing for it once it is taken back', async () => {
    const { familyName } = stay.offer.referral;
    const sent = await coordinator.post(at('provider-moves'), body, { version: stay.version });
    const { moveId } = sent.body;
    const staff = await service.as('staff@rowan.example');
    for (const caller of [asked, staff]) {
      expect(await told(caller)).to.deep.equal(['provider-move-asked']);
      const [task] = await toAnswer(caller);
      expect(task).to.include({ subjectId: moveId, dueOn: body['movesOn'] });
      const today = await caller.page.get('/today?show=team');
      expect(today.html).to.contain('Answer whether you take another provider’s resident');
      expect(today.html).to.contain('href="/provider-moves"').and.to.not.contain(familyName);
      const page = await caller.page.get('/notifications');
      expect(page.html).to.contain('href="/provider-moves"').and.to.not.contain(familyName);
    }
    expect(await toAnswer(leaving)).to.deep.equal([]);
    expect(await told(leaving)).to.deep.equal([]);
    const back = await coordinator.post(`/api/provider-moves/${moveId}/withdrawal`, undefined, {
      version: 1,
    });
    expect(back.status, back.text).to.equal(201);
    expect(await toAnswer(asked)).to.deep.equal([]);
    expect(await told(asked)).to.deep.equal(['provider-move-withdrawn', 'provider-move-asked']);
  });

  it('tells whoever pays and the provider that asked that it was declined', async () => {
    const sent = await leaving.post(at('provider-moves'), body, { version: stay.version });
    const no = { reason: 'bed_not_usable', note: 'Full after all' };
    const path = `/api/provider-moves/${sent.body.moveId}/decline`;
    const declined = await asked.post(path, no, { version: 1 });
    expect(declined.status, declined.text).to.equal(201);
    for (const caller of [leaving, coordinator]) {
      expect(await told(caller)).to.deep.equal(['provider-move-declined']);
      expect((await caller.page.get('/notifications')).html).to.contain(
        `href="/placements/${stay.placementId}/stay"`,
      );
    }
  });

  it('is seen by both sides without a name, and answered by the one that is asked', async () => {
    const sent = await leaving.post(at('provider-moves'), body, { version: stay.version });
    expect(sent.status, sent.text).to.equal(201);
    const twice = await coordinator.post(at('provider-moves'), body, { version: stay.version });
    expect([twice.status, twice.body.type]).to.deep.equal([409, '/problems/move-waits']);
    const sides = [coordinator, leaving, asked];
    const seen = await Promise.all(sides.map((caller) => caller.get('/api/provider-moves')));
    expect(seen.map(({ body: { items } }) => items[0].isAsked)).to.deep.equal([false, false, true]);
    expect(seen[2]?.text).to.not.match(/Macandrew/);
    // The provider that is asked decides by it, and the record is not restricted.
    expect(seen.map(({ body: { items } }) => items[0].reason)).to.deep.equal(sides.map(() => 'Nearer home'));
    const step = (name: string) => `/api/provider-moves/${String(sent.body.moveId)}/${name}`;
    expect((await leaving.post(step('acceptance'), undefined, { version: 1 })).status).to.equal(404);
    expect((await coordinator.post(step('acceptance'), undefined, { version: 1 })).status).to.equal(403);
    const no = await asked.post(step('decline'), { reason: 'not-a-reason' }, { version: 1 });
    expect(no.status).to.equal(400);
    const yes = await asked.post(step('acceptance'), undefined, { version: 1 });
    expect(yes.status, yes.text).to.equal(201);
    for (const caller of [leaving, coordinator])
      expect(await told(caller)).to.include('provider-move-accepted');
    const next = await asked.get(`/api/placements/${String(yes.body.placementId)}`);
    expect(next.body, next.text).to.include({ state: 'booked', arrivesOn: body['movesOn'] });
    expect((await asked.post(step('acceptance'), undefined, { version: 1 })).status).to.equal(412);
  });
});
