import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { createModules } from '../../src/composition/modules.js';
import { createPages } from '../../src/composition/pages.js';
import { fieldsOfDate } from '../../src/ui/forms/date-parts.js';
import { launchBrowser } from '../support/browser.js';
import { visit } from '../support/page-visit.js';
import { startService, type RunningService } from '../support/running-service.js';

describe('pages that are left open', () => {
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

  it('have an address that can be opened, also the answer to a form that was refused', () => {
    const { pages, forms } = createPages(createModules());
    const opened = new Set(pages.map(({ path }) => path));
    for (const { path, standsOn } of forms)
      if (!opened.has(path)) expect(standsOn, `${path} leads nowhere when it is opened`).to.be.a('function');
  });

  it('lead from the address of a refused form to the page it stands on', async () => {
    const { referralId } = await service.aReferral();
    const made = await service.anOffer({ bed: 'plain' });
    const coordinator = await service.as('coordinator');
    for (const [address, page] of [
      [`/referrals/${referralId}/assessment`, `/referrals/${referralId}`],
      [`/referrals/${referralId}/detox`, `/referrals/${referralId}`],
      [`/referrals/${referralId}/funding`, `/referrals/${referralId}`],
      [`/offers/${made.offerId}/withdrawal`, `/offers/${made.offerId}/made`],
    ] as const) {
      const reply = await coordinator.page.get(address);
      expect([reply.status, reply.location], address).to.deep.equal([303, page]);
      expect((await coordinator.page.get(page)).status).to.equal(200);
    }
  });

  it('tell the whole of it when a referral gets ready, after a refused form too, and while days pass', async () => {
    const referral = await service.aReferral();
    const address = `/referrals/${referral.referralId}`;
    const coordinator = await service.as('coordinator');
    await visit(browser, {}, async (page) => {
      await service.signInBrowser(page, 'coordinator');
      await page.goto(`${service.url}${address}`);
      await page.locator('#gate-assessment > summary').click();
      await page.locator('form[action$="/assessment"] button').click();
      await page.waitForURL(`**${address}/assessment`);
      const main = page.locator('main');
      expect(await main.innerText()).to.contain('Not yet ready');
      // Days of the demonstration end no session, so the page goes on following.
      service.clock.advance({ days: 2 });
      const today = service.today;
      const assessed = await coordinator.page.submit(
        await coordinator.page.get(address),
        `${address}/assessment`,
        { ...fieldsOfDate('heldOn', today), outcome: 'suitable' },
      );
      expect(assessed.location).to.contain('assessment-recorded');
      const approver = await service.as('approver');
      const funded = await approver.page.submit(await approver.page.get(address), `${address}/funding`, {
        decision: 'approved',
        ...fieldsOfDate('decidedOn', today),
        weeks: '12',
        weeklyRate: '1,000',
      });
      expect(funded.location).to.contain('funding-recorded');
      await service.runWorkerOnce();
      await main.getByText('Ready to place').waitFor();
      await main.getByRole('link', { name: 'Make an offer' }).first().waitFor();
      expect(await page.locator('#error-summary').count(), 'the faults of the form stay').to.equal(1);
    });
  });

  it('tell the whole of it when an offer is answered, and what became of the booking', async () => {
    const made = await service.anOffer({ bed: 'male' });
    await visit(browser, {}, async (page) => {
      await service.signInBrowser(page, 'coordinator');
      await page.goto(`${service.url}/offers/${made.offerId}/made`);
      const main = page.locator('main');
      expect(await main.innerText()).to.contain('You will see the answer');
      const manager = await service.as('manager@larch.example');
      const accepted = await manager.post(
        `/api/offers/${made.offerId}/acceptance`,
        {},
        { version: made.version },
      );
      expect(accepted.status, accepted.text).to.equal(201);
      await main.getByRole('heading', { name: 'Offer accepted' }).waitFor();
      await main.getByText('Take this offer back').first().waitFor({ state: 'detached' });
      expect(await main.innerText())
        .to.contain('The bed is booked')
        .and.not.to.contain('You will see the answer');
      expect(await page.title()).to.contain('Offer accepted');
    });
  });

  it('no longer say that a bed is booked when the person arrived, or never did', async () => {
    const resident = await service.aResident();
    const coordinator = await service.as('coordinator');
    const text = async (offerId: string): Promise<string> =>
      (await coordinator.page.get(`/offers/${offerId}/made`)).html;
    expect(await text(resident.offer.offerId))
      .to.contain('The person arrived on')
      .and.not.to.contain('The bed is booked');
    const booking = await service.aBooking({ bed: 'any' }).catch(() => service.aBooking({ bed: 'rowan1' }));
    expect(await text(booking.offer.offerId)).to.contain('The bed is booked');
  });
});
