import { expect } from 'chai';

import { startService, type RunningService } from '../../../support/running-service.js';

describe('referrals that are stuck', () => {
  let service: RunningService;
  before(async () => {
    service = await startService();
  });
  after(() => service?.stop());

  it('stand on the list of their partnership, first on the waiting list, and are told on their page', async () => {
    const stuck = await service.aReferral({ urgencyBand: 'urgent', familyName: 'Nicolson' });
    const inTime = await service.aReferral({ urgencyBand: 'soon' });
    await service.aReferral({ urgencyBand: 'urgent', partnership: 'highland' });
    const coordinator = await service.as('coordinator');
    const { body } = await coordinator.get('/api/stuck-referrals');
    expect(body.referrals).to.deep.equal([
      {
        ...{ referralId: stuck.referralId, reference: stuck.reference, stage: 'assessment-missing' },
        ...{ sinceOn: '2026-11-13', workingDays: 6, limitWorkingDays: 5 },
        ...{ owner: 'coordinator', escalatedTo: null },
      },
    ]);
    const told = 'Stuck: 6 working days in this stage, since 13 Nov 2026, where 5 working days are the limit';
    const { html } = await coordinator.page.get(`/referrals/${stuck.referralId}`);
    expect(html).to.contain(told);
    expect(html.match(/Stuck/g), 'said once').to.have.length(1);
    expect((await coordinator.page.get(`/referrals/${inTime.referralId}`)).html)
      .to.contain('by 27 Nov 2026 it should move on')
      .and.to.not.contain('Stuck');
    const list = (await coordinator.page.get('/waiting-list?queue=needs-attention')).html;
    expect(list).to.contain(told).and.to.contain('Nicolson');
  });
});
