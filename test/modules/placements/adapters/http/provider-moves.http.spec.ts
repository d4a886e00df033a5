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

  it('is seen by both sides without a name, and answered by the one that is asked', async () => {
    const sent = await leaving.post(at('provider-moves'), body, { version: stay.version });
    expect(sent.status, sent.text).to.equal(201);
    const twice = await coordinator.post(at('provider-moves'), body, { version: stay.version });
    expect([twice.status, twice.body.type]).to.deep.equal([409, '/problems/move-waits']);
    const sides = [coordinator, leaving, asked];
    const seen = await Promise.all(sides.map((caller) => caller.get('/api/provider-moves')));
    expect(seen.map(({ body: { items } }) => items[0].isAsked)).to.deep.equal([false, false, true]);
    expect(seen[2]?.text).to.not.match(/Macandrew/);
    const step = (name: string) => `/api/provider-moves/${String(sent.body.moveId)}/${name}`;
    expect((await leaving.post(step('acceptance'), undefined, { version: 1 })).status).to.equal(404);
    expect((await coordinator.post(step('acceptance'), undefined, { version: 1 })).status).to.equal(403);
    const no = await asked.post(step('decline'), { reason: 'not-a-reason' }, { version: 1 });
    expect(no.status).to.equal(400);
    const yes = await asked.post(step('acceptance'), undefined, { version: 1 });
    expect(yes.status, yes.text).to.equal(201);
    const next = await asked.get(`/api/placements/${String(yes.body.placementId)}`);
    expect(next.body, next.text).to.include({ state: 'booked', arrivesOn: body['movesOn'] });
    expect((await asked.post(step('acceptance'), undefined, { version: 1 })).status).to.equal(412);
  });
});
