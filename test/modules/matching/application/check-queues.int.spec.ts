import { expect } from 'chai';

import { createScheduledWork } from '../../../../src/composition/scheduled-work.js';
import { addNights } from '../../../../src/kernel/iso-date.js';
import { startService, type RunningService } from '../../../support/running-service.js';

describe('every open referral is in exactly one queue', () => {
  let service: RunningService;
  beforeEach(async () => {
    service = await startService();
  });
  afterEach(async () => {
    await service?.stop();
  });

  const check = () => createScheduledWork(service.uow, service.modules)['check-queues']();
  const checked = async () => {
    const rows = await service.dataSource.query(
      "SELECT after_json FROM audit WHERE action = 'matching.queues-checked' ORDER BY id DESC LIMIT 1",
    );
    const stored = rows[0].after_json;
    return typeof stored === 'string' ? JSON.parse(stored) : stored;
  };

  it('is looked at every night over all partnerships, and written down', async () => {
    await service.aReferral();
    await service.aReadyReferral({ partnership: 'highland' });
    await service.anOffer({ bed: 'rowan1' });
    await service.aBooking({ bed: 'any', arrivesOn: addNights(service.today, 3) });
    await service.aResident({ bed: 'male' });
    await check();
    expect(await checked()).to.deep.include({ astray: 0, referralsAstray: [] });
    expect((await checked()).referrals).to.be.greaterThan(3);
  });

  it('names those for whom what is recorded contradicts itself, and fails where it is seen', async () => {
    const { referral } = await service.anOffer({ bed: 'rowan1' });
    await service.aBooking({ bed: 'any', arrivesOn: addNights(service.today, 3) });
    // What no command does, and no key of the database refuses.
    await service.dataSource.query("UPDATE placement SET referral_id = ? WHERE state = 'booked'", [
      referral.referralId,
    ]);
    let fault = '';
    await check().catch((error: unknown) => {
      fault = String(error);
    });
    expect(fault).to.contain('in no queue, or in two').and.to.contain(referral.referralId);
    const { astray, referralsAstray } = await checked();
    expect(astray).to.equal(1);
    expect(referralsAstray).to.deep.equal([
      { referralId: referral.referralId, queues: ['offered', 'booked'] },
    ]);
  });
});
