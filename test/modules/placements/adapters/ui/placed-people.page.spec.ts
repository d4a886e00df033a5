import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { isoDate } from '../../../../../src/kernel/iso-date.js';
import { fieldsOfDate } from '../../../../../src/ui/forms/date-parts.js';
import { launchBrowser } from '../../../../support/browser.js';
import { expectNoBarriersOnAnyScreen } from '../../../../support/page-visit.js';
import { startService, type RunningService } from '../../../../support/running-service.js';

describe('the page of placed people', () => {
  let service: RunningService;
  let browser: Browser;

  before(async () => {
    service = await startService();
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    await service?.stop();
  });

  const ask = async (query: Readonly<Record<string, string>>) =>
    (await (await service.as('coordinator')).page.get(`/placements?${new URLSearchParams(query).toString()}`))
      .html;

  it('lists the partnership’s own people by where they are, and finds them by reference, never by a name in an address', async () => {
    const here = await service.aResident({
      bed: 'any',
      referral: await service.aReadyReferral({ givenName: 'Ealasaid', familyName: 'Ruadh' }),
    });
    const booked = await service.aBooking({
      bed: 'plain',
      referral: await service.aReadyReferral({ givenName: 'Dùghall', familyName: 'Ruadh' }),
    });
    const other = await service.aResident({
      bed: 'rowan1',
      referral: await service.aReadyReferral({ partnership: 'highland', familyName: 'Elsewhere' }),
    });
    await service.runWorkerOnce();

    const nowHere = await ask({});
    expect(nowHere)
      .to.contain('Ealasaid Ruadh')
      .and.to.contain('Larch House, Room 1')
      .and.to.contain(`/referrals/${here.offer.referral.referralId}`);
    expect(nowHere).not.to.contain('Dùghall').and.not.to.contain('Elsewhere');
    expect(await ask({ state: 'booked' }))
      .to.contain('Dùghall Ruadh')
      .and.not.to.contain('Ealasaid');
    expect(await ask({ state: 'left' })).to.contain('Nobody has left yet');
    expect(await ask({ find: 'ruadh' })).to.contain('Nobody found for');
    const { reference } = booked.offer.referral;
    expect(await ask({ state: 'booked', find: reference.slice(3).toLowerCase() })).to.contain(reference);
    expect(await ask({ find: '%' })).to.contain('Nobody found for “%”');
    expect(await ask({ find: other.offer.referral.reference })).to.contain('Nobody found for');
    expect((await (await service.as('provider_manager')).page.get('/placements')).status).to.equal(403);
  });

  it('leads to the referral, where an approver approves more weeks for somebody who is here', async () => {
    const resident = await service.aResident({
      bed: 'female',
      referral: await service.aReadyReferral({ sex: 'female', fundedWeeks: 12 }),
    });
    await service.runWorkerOnce();
    const address = `/referrals/${resident.offer.referral.referralId}`;
    const approver = await service.as('approver');
    const page = await approver.page.get(address);
    expect(page.html).to.contain('Closed').and.to.contain('left of £2,000,000');
    const funded = await approver.page.submit(page, `${address}/funding`, {
      ...{ decision: 'approved', weeks: '16', weeklyRate: '1,050' },
      ...fieldsOfDate('decidedOn', service.today),
    });
    expect(funded.location).to.equal(`${address}?done=funding-recorded`);
    const manager = await service.as('provider_manager');
    const extended = await manager.page.submit(
      await manager.page.get('/residents'),
      `/residents/${resident.placementId}/extension`,
      {
        ...fieldsOfDate('departsOn', isoDate('2027-03-01')),
        reason: 'More time agreed',
      },
    );
    expect(extended.location).to.equal(`/residents?done=extended&about=${resident.placementId}`);
  });

  it('has no barriers, wide or on a phone', async () => {
    await expectNoBarriersOnAnyScreen(browser, 'placed-people', async (page) => {
      await service.signInBrowser(page, 'coordinator');
      await page.goto(`${service.url}/placements`);
    });
  });
});
