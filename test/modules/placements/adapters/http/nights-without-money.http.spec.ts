import { expect } from 'chai';

import { addNights, type IsoDate } from '../../../../../src/kernel/iso-date.js';
import type { Caller } from '../../../../support/caller.js';
import { startService, type RunningService } from '../../../../support/running-service.js';
import { world } from '../../../../support/small-world.js';

describe('nights without money, in the story of the referral', () => {
  let service: RunningService;
  let coordinator: Caller;

  beforeEach(async () => {
    service = await startService();
    coordinator = await service.as('coordinator@glasgow.example');
  });
  afterEach(async () => {
    await service?.stop();
  });

  const isOut = () => service.dataSource.query('UPDATE budget SET limit_pence = held_pence + spent_pence');
  const story = async (referralId: string): Promise<string> =>
    (await coordinator.page.get(`/referrals/${referralId}`)).html;
  const versionOf = async (placementId: string): Promise<number> =>
    (await service.dataSource.query(`SELECT version FROM placement WHERE id = '${placementId}'`))[0].version;

  it('are told where the day of leaving is put right to one past the planned day', async () => {
    const { placementId, offer } = await service.aResident({ bed: 'plain', nights: 14 });
    service.clock.advance({ days: 20 });
    const staff = await service.as('provider_staff');
    const left = await staff.post(
      `/api/placements/${placementId}/discharge`,
      { endedOn: offer.departsOn, kind: 'planned', reason: 'completed' },
      { version: await versionOf(placementId) },
    );
    expect(left.status, left.text).to.equal(201);
    await isOut();
    const administrator = await service.as('administrator');
    const proposed = await administrator.post(
      `/api/placements/${placementId}/repairs`,
      { kind: 'leaving_day', dayOn: service.today, reason: 'They stayed on' },
      { version: left.body.version },
    );
    expect(proposed.status, proposed.text).to.equal(201);
    const manager = await service.as('provider_manager');
    const confirmed = await manager.post(
      `/api/repairs/${proposed.body.repairId}/confirmation`,
      {},
      { version: 1 },
    );
    expect(confirmed.status, confirmed.text).to.equal(201);
    expect(await story(offer.referral.referralId))
      .to.contain('6 nights past the planned leaving day')
      .and.to.contain('6 nights without money');
  });

  it('are told where somebody came late to the other provider, with the leaving that this was', async () => {
    const { placementId, offer } = await service.aResident({ bed: 'any', nights: 28 });
    service.clock.advance({ days: 7 });
    const movesOn: IsoDate = addNights(service.today, 7);
    const proposed = await coordinator.post(
      `/api/placements/${placementId}/provider-moves`,
      {
        ...{ bedId: world.beds.rowan1, movesOn, departsOn: addNights(service.today, 21) },
        ...{ weeklyRatePence: 35_000, reason: 'Nearer home' },
      },
      { version: await versionOf(placementId) },
    );
    expect(proposed.status, proposed.text).to.equal(201);
    const rowan = await service.as('manager@rowan.example');
    const accepted = await rowan.post(
      `/api/provider-moves/${proposed.body.moveId}/acceptance`,
      {},
      { version: 1 },
    );
    expect(accepted.status, accepted.text).to.equal(201);
    await isOut();
    service.clock.advance({ days: 10 });
    const staff = await service.as('staff@rowan.example');
    const came = await staff.post(
      `/api/placements/${accepted.body.placementId}/admission`,
      { admittedOn: service.today },
      { version: await versionOf(accepted.body.placementId) },
    );
    expect(came.status, came.text).to.equal(201);
    expect(await story(offer.referral.referralId))
      .to.contain('Went on to another provider')
      .and.to.contain('3 nights past the planned leaving day')
      .and.to.contain('3 nights without money');
  });
});
