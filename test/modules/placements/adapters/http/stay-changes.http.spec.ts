import { expect } from 'chai';

import { addNights } from '../../../../../src/kernel/iso-date.js';
import type { Caller } from '../../../../support/caller.js';
import {
  startService,
  type MadePlacement,
  type RunningService,
} from '../../../../support/running-service.js';
import { world } from '../../../../support/small-world.js';

describe('the API of dates and bed', () => {
  let service: RunningService;
  let coordinator: Caller;
  let manager: Caller;
  let booking: MadePlacement;

  before(async () => {
    service = await startService();
    coordinator = await service.as('coordinator');
    manager = await service.as('provider_manager');
    booking = await service.aBooking({ bed: 'any', arrivesOn: addNights(service.today, 10), nights: 28 });
  });
  after(() => service.stop());

  const at = (step: string): string => `/api/placements/${booking.placementId}/${step}`;

  it('tells a partnership the money of other dates, and a provider only whether it is there', async () => {
    const query = `arrivesOn=${addNights(service.today, 10)}&departsOn=${addNights(service.today, 45)}`;
    const own = await coordinator.get(`${at('dates-preview')}?${query}`);
    expect(own.status, own.text).to.equal(200);
    expect(own.body).to.include({ step: 'moved', nightsAdded: 7, nightsFreed: 0, isMoneyThere: true });
    expect(own.body.money).to.deep.equal([
      { payer: 'adp', financialYear: 2026, changePence: 105_000, leftPence: 200_000_000 - 420_000 },
    ]);
    const others = await manager.get(`${at('dates-preview')}?${query}`);
    expect([others.status, others.body.money, others.body.isMoneyThere]).to.deep.equal([200, null, true]);
  });

  it('is closed to approvers, and not there for another partnership or provider', async () => {
    const body = {
      arrivesOn: addNights(service.today, 11),
      departsOn: addNights(service.today, 20),
      reason: 'Later',
    };
    const approver = await service.as('approver');
    expect((await approver.post(at('dates'), body, { version: 1 })).status).to.equal(403);
    for (const who of ['coordinator@highland.example', 'manager@rowan.example'] as const) {
      const stranger = await service.as(who);
      expect((await stranger.post(at('dates'), body, { version: 1 })).status, who).to.equal(404);
    }
  });

  it('changes dates at the version that was read, the same request once, and says why not', async () => {
    const body = {
      arrivesOn: addNights(service.today, 11),
      departsOn: addNights(service.today, 32),
      reason: 'Later',
    };
    const done = await coordinator.post(at('dates'), body, { version: 1 });
    expect(done.status, done.text).to.equal(201);
    const stale = await coordinator.post(at('dates'), body, { version: 1 });
    expect([stale.status, stale.body.type]).to.deep.equal([412, '/problems/changed-since-you-read-it']);
    // What changed meanwhile is told, so that nobody has to look for it.
    expect(stale.body.now).to.deep.equal({
      ...{ state: 'booked', arrivesOn: body.arrivesOn, departsOn: body.departsOn },
    });
    expect(stale.body.was).to.include({ state: 'booked' }).and.not.to.deep.equal(stale.body.now);
    expect(stale.body).to.deep.include({ version: 2, steps: ['placements.booking-moved'] });
    expect(stale.body.changedBy).to.have.length(1);
    const [year = '', month = '', day = ''] = addNights(service.today, 33).split('-');
    const [fromYear = '', fromMonth = '', fromDay = ''] = body.arrivesOn.split('-');
    const kept = await coordinator.page.post(`/placements/${booking.placementId}/dates`, {
      ...{ 'arrivesOn-day': fromDay, 'arrivesOn-month': fromMonth, 'arrivesOn-year': fromYear },
      ...{ 'departsOn-day': day, 'departsOn-month': month, 'departsOn-year': year },
      ...{ reason: 'The train is later', version: '1' },
    });
    expect(kept.html)
      .to.contain('changed this after you opened it: it was')
      .and.to.contain('What you typed is kept')
      .and.to.contain('The train is later')
      .and.to.contain('name="version" value="2"');
    const same = await coordinator.post(at('dates'), body, { version: 2 });
    expect([same.status, same.body.type]).to.deep.equal([422, '/problems/dates-unchanged']);
  });

  it('tells what changed since also to an arrival, a bed, a longer stay, a leaving and a repair', async () => {
    const here = await service.aResident({ bed: 'rowan1', nights: 14 });
    const rowan = await service.as('manager@rowan.example');
    const stay = `/api/placements/${here.placementId}`;
    const departsOn = addNights(here.offer.departsOn, 1);
    const sooner = { arrivesOn: here.offer.arrivesOn, departsOn: addNights(here.offer.departsOn, -1) };
    const version = here.version;
    const changed = await coordinator.post(`${stay}/dates`, { ...sooner, reason: 'Sooner' }, { version });
    expect(changed.status, changed.text).to.equal(201);
    const read = { version };
    const administrator = await service.as('administrator');
    const leaving = { endedOn: service.today, kind: 'planned', reason: 'completed' };
    const stale = [
      await rowan.post(`${stay}/extension`, { departsOn, reason: 'Longer' }, read),
      await rowan.post(`${stay}/discharge`, leaving, read),
      await rowan.post(
        `${stay}/bed`,
        { bedId: world.beds.any, movesOn: service.today, reason: 'Quieter' },
        read,
      ),
      await administrator.post(`${stay}/repairs`, { kind: 'arrival_undone', reason: 'Not them' }, read),
      await manager.post(at('admission'), { admittedOn: service.today }, { version: 1 }),
    ];
    for (const { status, body, text } of stale) {
      expect([status, body.type], text).to.deep.equal([412, '/problems/changed-since-you-read-it']);
      expect(body.steps, text).to.have.length(1);
      expect(body.changedBy, text).to.have.length(1);
    }
    const [year = '', month = '', day = ''] = departsOn.split('-');
    const kept = await rowan.page.post(`/residents/${here.placementId}/extension`, {
      ...{ 'departsOn-day': day, 'departsOn-month': month, 'departsOn-year': year },
      ...{ reason: 'The flat is not ready', version: String(version) },
    });
    expect(kept.html)
      .to.contain('changed this after you opened it: it was')
      .and.to.contain('The flat is not ready');
  });

  it('moves a booking to another bed of the provider, of those it lists', async () => {
    const beds = await manager.get(at('beds-to-move-to'));
    expect(beds.body.beds.map(({ bedId }: { bedId: string }) => bedId)).to.include(world.beds.plain);
    const how = beds.body.beds.map(({ nearness }: { nearness: string }) => nearness);
    expect(how, 'the same house first').to.deep.equal([
      ...how.filter((one: string) => one === 'same-house'),
      ...how.filter((one: string) => one !== 'same-house'),
    ]);
    expect(how[0]).to.equal('same-house');
    const body = { bedId: world.beds.plain, movesOn: beds.body.fromOn, reason: 'Quieter' };
    expect((await coordinator.post(at('bed'), body, { version: 2 })).status).to.equal(403);
    const elsewhere = await manager.post(at('bed'), { ...body, bedId: world.beds.rowan1 }, { version: 2 });
    expect([elsewhere.status, elsewhere.body.type]).to.deep.equal([422, '/problems/bed-not-found']);
    const moved = await manager.post(at('bed'), body, { version: 2 });
    expect(moved.status, moved.text).to.equal(201);
  });

  it('puts beds of the same house first, and says which are in another town and that nobody is asked', async () => {
    const { larchFamilies } = world.projects;
    const stay = () => manager.page.get(`/placements/${booking.placementId}/stay`);
    expect((await stay()).html).not.to.contain('is not asked here');
    await service.dataSource.query(
      `UPDATE project SET locality = 'Inverness', health_board = 'NHS Highland' WHERE id = ?`,
      [larchFamilies.id],
    );
    await service.dataSource.query('UPDATE bed_unit SET project_id = ? WHERE id = ?', [
      ...[larchFamilies.id, world.beds.any],
    ]);
    const { body } = await manager.get(at('beds-to-move-to'));
    expect(body.beds[0].nearness).to.equal('same-house');
    const far = body.beds.find(({ bedId }: { bedId: string }) => bedId === world.beds.any);
    expect(far).to.include({ town: 'Inverness', healthBoard: 'NHS Highland', nearness: 'elsewhere' });
    expect(body.beds.at(-1).bedId).to.equal(world.beds.any);
    const { html } = await stay();
    expect(html)
      .to.contain('Another town, Inverness (NHS Highland): Room 1, Larch Families')
      .and.to.contain('Glasgow City is told of the move and is not asked here');
  });
});
