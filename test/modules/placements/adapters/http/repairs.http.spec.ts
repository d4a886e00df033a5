import { expect } from 'chai';

import { addNights } from '../../../../../src/kernel/iso-date.js';
import type { Caller } from '../../../../support/caller.js';
import {
  startService,
  type MadePlacement,
  type RunningService,
} from '../../../../support/running-service.js';

describe('the API of repairs', () => {
  let service: RunningService;
  let administrator: Caller;
  let manager: Caller;
  let stay: MadePlacement;
  let reference: string;
  before(async () => {
    service = await startService();
    administrator = await service.as('administrator');
    manager = await service.as('provider_manager');
    stay = await service.aResident({ bed: 'any', nights: 28 });
    const [row] = await service.dataSource.query(
      'SELECT c.reference FROM placement p JOIN client c ON c.id = p.client_id WHERE p.id = ?',
      [stay.placementId],
    );
    reference = row.reference;
  });
  after(() => service.stop());

  const at = (step: string): string => `/api/placements/${stay.placementId}/${step}`;

  it('finds a stay by reference without a name, for administrators and the manager of its provider alone', async () => {
    const found = await administrator.get(`/api/repairs?reference=${reference.toLowerCase()}`);
    expect(found.status, found.text).to.equal(200);
    expect(found.body.items).to.have.length(1);
    expect(found.body.items[0]).to.include({ placementId: stay.placementId, state: 'admitted', reference });
    expect(found.text).to.not.match(/name"|Macandrew/);
    const stranger = await service.as('manager@rowan.example');
    expect((await stranger.get(`/api/repairs?reference=${reference}`)).body.items).to.deep.equal([]);
    expect((await stranger.get(`${at('repair-preview')}?kind=arrival_undone`)).status).to.equal(404);
    for (const role of ['coordinator', 'approver', 'provider_staff'] as const) {
      expect((await (await service.as(role)).get('/api/repairs')).status, role).to.equal(403);
    }
  });

  it('finds it by a reference as people paste it, and says that a text is none', async () => {
    const pasted = reference.toLowerCase().replace('-', '–');
    const asked = encodeURIComponent(pasted);
    expect((await administrator.get(`/api/repairs?reference=${asked}`)).body.items).to.have.length(1);
    const page = await administrator.page.get(`/repairs?find=${asked}`);
    expect([page.status, page.html.includes(reference)]).to.deep.equal([200, true]);
    for (const query of ['reference=%C3%A9', 'after=%F0%9F%92%A9']) {
      const answer = await administrator.get(`/api/repairs?${query}`);
      expect([answer.status, answer.body.type], query).to.deep.equal([400, '/problems/invalid-request']);
    }
    expect((await administrator.page.get('/repairs?find=%C3%A9')).status).to.equal(200);
  });

  it('tells an administrator the money of a repair, and a provider none', async () => {
    const query = `kind=arrival_day&dayOn=${addNights(service.today, 1)}`;
    const look = await administrator.get(`${at('repair-preview')}?${query}`);
    expect(look.body, look.text).to.include({ nightsAdded: 0, obstacle: 'arrival-day-outside' });
    expect(look.body.obstacleFacts.latestOn).to.equal(service.today);
    expect(look.body.obstacleRemedy).to.contain('earliestOn to latestOn');
    const undone = await administrator.get(`${at('repair-preview')}?kind=arrival_undone`);
    expect(undone.body).to.include({ obstacle: null, startedOnBefore: service.today, startedOnAfter: null });
    const own = await manager.get(`${at('repair-preview')}?kind=arrival_undone`);
    expect([own.status, own.body.money]).to.deep.equal([200, null]);
  });

  it('is proposed by administrators only, at the version that was read, and says why not', async () => {
    const body = { kind: 'leaving_undone', reason: 'Never left' };
    expect((await manager.post(at('repairs'), body, { version: stay.version })).status).to.equal(403);
    const wrong = await administrator.post(at('repairs'), body, { version: stay.version });
    expect([wrong.status, wrong.body.type]).to.deep.equal([409, '/problems/repair-not-for-state']);
    const dayless = { kind: 'arrival_day', reason: 'Wrong day' };
    const missing = await administrator.post(at('repairs'), dayless, { version: stay.version });
    expect([missing.status, missing.body.type]).to.deep.equal([422, '/problems/arrival-day-missing']);
    const stale = await administrator.post(
      at('repairs'),
      { kind: 'arrival_undone', reason: 'Never came' },
      { version: stay.version + 1 },
    );
    expect(stale.status).to.equal(412);
  });

  it('whose stay was changed since is told as such, and can only be given back', async () => {
    const other = await service.aResident({ bed: 'plain', nights: 28 });
    const body = { kind: 'arrival_undone', reason: 'Never came' };
    const path = `/api/placements/${other.placementId}/repairs`;
    const proposed = await administrator.post(path, body, { version: other.version });
    expect(proposed.status, proposed.text).to.equal(201);
    const left = await manager.post(
      `/api/placements/${other.placementId}/discharge`,
      { endedOn: service.today, kind: 'unplanned', reason: 'dropped_out' },
      { version: other.version },
    );
    expect(left.status, left.text).to.equal(201);
    const waiting = await manager.get('/api/repairs');
    expect(waiting.body.items[0].repair.isOvertaken, waiting.text).to.equal(true);
    expect((await manager.page.get('/repairs')).html).to.contain('the stay was changed since, give it back');
    const open = await manager.page.get(`/repairs/${other.placementId}`);
    expect(open.html).to.contain('Give it back').and.to.not.contain('Confirm: put it right');
    const { repairId } = proposed.body;
    const confirmed = await manager.post(`/api/repairs/${repairId}/confirmation`, undefined, { version: 1 });
    expect([confirmed.status, confirmed.body.type]).to.deep.equal([409, '/problems/stay-changed-since']);
    const back = await manager.post(`/api/repairs/${repairId}/return`, { note: 'Overtaken' }, { version: 1 });
    expect(back.status, back.text).to.equal(201);
    const { version } = (await administrator.get(`/api/repairs?reference=${other.offer.referral.reference}`))
      .body.items[0];
    const undone = await administrator.post(
      path,
      { kind: 'leaving_undone', reason: 'Still here' },
      { version },
    );
    expect(undone.status, undone.text).to.equal(201);
    const yes = `/api/repairs/${undone.body.repairId}/confirmation`;
    expect((await manager.post(yes, undefined, { version: 1 })).status).to.equal(201);
    const coordinator = await service.as('coordinator');
    const { referralId } = other.offer.referral;
    expect((await coordinator.page.get(`/referrals/${referralId}/timeline`)).html).to.contain(
      'not as planned',
    );
  });

  it('is given back with nothing changed, then proposed again and confirmed by the manager', async () => {
    const body = { kind: 'arrival_undone', reason: 'Never came' };
    const first = await administrator.post(at('repairs'), body, { version: stay.version });
    expect(first.status, first.text).to.equal(201);
    const back = await manager.post(
      `/api/repairs/${first.body.repairId}/return`,
      { note: 'They did come' },
      { version: 1 },
    );
    expect(back.status, back.text).to.equal(201);
    const second = await administrator.post(at('repairs'), body, { version: stay.version });
    const confirmation = `/api/repairs/${second.body.repairId}/confirmation`;
    const today = await manager.page.get('/today?show=team');
    expect(today.html)
      .to.contain('Confirm that a stay was recorded by mistake')
      .and.to.contain(`/repairs/${stay.placementId}`);
    const staff = await (await service.as('provider_staff')).page.get('/today?show=team');
    expect(staff.html).to.not.contain('recorded by mistake');
    const own = await administrator.post(confirmation, undefined, { version: 1 });
    expect([own.status, own.body.type]).to.deep.equal([409, '/problems/second-person-needed']);
    const stranger = await service.as('manager@rowan.example');
    expect((await stranger.post(confirmation, undefined, { version: 1 })).status).to.equal(404);
    const done = await manager.post(confirmation, undefined, { version: 1 });
    expect([done.status, done.body.placementId], done.text).to.deep.equal([201, stay.placementId]);
    const story = await manager.page.get(`/placements/${stay.placementId}/stay`);
    expect(story.html).to.contain('confirmed by');
    expect((await manager.page.get('/today?show=team')).html).to.not.contain('recorded by mistake');
  });

  it('puts right how and when somebody left, and says what would be accepted', async () => {
    const leaver = await service.aResident({ bed: 'male', nights: 28 });
    const path = `/api/placements/${leaver.placementId}`;
    const left = await manager.post(
      `${path}/discharge`,
      { endedOn: service.today, kind: 'unplanned', reason: 'dropped_out' },
      { version: leaver.version },
    );
    expect(left.status, left.text).to.equal(201);
    const version = left.body.version;
    const send = (body: object) =>
      administrator.post(`${path}/repairs`, { reason: 'Typed wrongly', ...body }, { version });
    const refused: readonly (readonly [object, number, string])[] = [
      [{ kind: 'leaving_day' }, 422, 'leaving-day-missing'],
      [{ kind: 'leaving_day', dayOn: service.today }, 422, 'leaving-day-unchanged'],
      [{ kind: 'leaving_day', dayOn: addNights(service.today, 1) }, 422, 'leaving-day-outside'],
      [{ kind: 'leaving_reason', endKind: 'planned' }, 422, 'ending-missing'],
      [{ kind: 'leaving_reason', endKind: 'unplanned', endReason: 'dropped_out' }, 422, 'ending-unchanged'],
      [{ kind: 'leaving_reason', endKind: 'planned', endReason: 'died' }, 422, 'death-is-not-planned'],
      [{ kind: 'leaving_reason', endKind: 'planned', endReason: 'prison' }, 422, 'ending-contradicts-reason'],
    ];
    for (const [body, status, code] of refused) {
      const answer = await send(body);
      expect([answer.status, answer.body.type], answer.text).to.deep.equal([status, `/problems/${code}`]);
    }
    const asTheyLeft = { kind: 'leaving_reason', endKind: 'planned', endReason: 'completed' };
    const look = await administrator.get(
      `${path}/repair-preview?kind=leaving_reason&endKind=planned&endReason=completed`,
    );
    expect(look.body.endAfter, look.text).to.deep.equal({ kind: 'planned', reason: 'completed' });
    const proposed = await send(asTheyLeft);
    expect(proposed.status, proposed.text).to.equal(201);
    const confirmed = await manager.post(`/api/repairs/${proposed.body.repairId}/confirmation`, undefined, {
      version: 1,
    });
    expect(confirmed.status, confirmed.text).to.equal(201);
    const story = await manager.page.get(`/placements/${leaver.placementId}/stay`);
    expect(story.html).to.contain('How the person left: Completed, as planned');
  });
});
