import { expect } from 'chai';

import { startService, type RunningService } from '../support/running-service.js';

describe('the running service', () => {
  let service: RunningService;
  before(async () => {
    service = await startService();
  });
  after(() => service.stop());

  it('takes somebody from referral to a bed and lets the messages run', async () => {
    const resident = await service.aResident({ bed: 'family', referral: await service.aReadyReferral({ children: 1, sex: 'female', oldestChildBornOn: '2020-01-01' as never }) });
    expect(await service.runWorkerOnce()).to.be.greaterThan(3);
    const manager = await service.as('provider_manager');
    const read = await manager.get(`/api/placements/${resident.placementId}`);
    expect(read.status).to.equal(200);
    expect(read.body).to.include({ state: 'admitted', version: 2 });
    console.log(read.body, read.headers);
    const page = await manager.page.get('/sign-in');
    console.log(page.status);
    const x = await service.nobody.page.get('/board');
    console.log(x.status, x.location);
  });
});
