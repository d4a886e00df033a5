import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { launchBrowser } from '../../../../support/browser.js';
import { expectNoBarriersOnAnyScreen, visit } from '../../../../support/page-visit.js';
import {
  startService,
  type RecordedReferral,
  type RunningService,
} from '../../../../support/running-service.js';
import { world } from '../../../../support/small-world.js';

describe('the pages of the matcher', () => {
  let service: RunningService;
  let browser: Browser;
  let referral: RecordedReferral;
  before(async () => {
    browser = await launchBrowser();
    service = await startService();
    referral = await service.aReadyReferral();
    await service.dataSource.query('UPDATE bed_unit SET max_adults = 0 WHERE id = ?', [world.beds.rowan1]);
    await service.runWorkerOnce();
  });
  after(async () => {
    await service?.stop();
    await browser?.close();
  });

  it('lead from the waiting list to a run, and from it to one person', async () => {
    await visit(browser, { javaScriptEnabled: false }, async (page) => {
      await service.signInBrowser(page, 'coordinator');
      await page.goto(`${service.url}/waiting-list`);
      await page.getByRole('link', { name: 'What was suggested before' }).click();
      expect(await page.textContent('main'))
        .to.contain('1 person, 1 with a place')
        .and.to.contain('1 bed or rule to put right');
      await page.locator('table a').first().click();
      expect(await page.textContent('main')).to.contain(referral.reference);
      expect(await page.textContent('main')).to.contain(
        'Rowan Bank (Room 1): takes no adult, so nobody can come. See its beds: Rowan Bank',
      );
      expect(
        await page.locator(`a[href="/board?project=${world.projects.rowanBank.id}"]`).count(),
        'where the bed is seen',
      ).to.equal(1);
      await page.locator('table a').first().click();
      expect(await page.textContent('h1')).to.equal('What was suggested before');
      expect(await page.textContent('main')).to.contain('The earliest bed that fits the whole stay');
    });
  });

  for (const [name, path, who] of [
    ['runs', () => '/matching/runs', 'coordinator'],
    ['suggested-before', () => `/referrals/${referral.referralId}/suggested-before`, 'coordinator'],
    ['matcher', () => '/admin/matcher', 'administrator'],
  ] as const) {
    it(`have no barriers: ${name}`, async () => {
      await expectNoBarriersOnAnyScreen(browser, name, async (page) => {
        await service.signInBrowser(page, who);
        await page.goto(`${service.url}${path()}`);
      });
    });
  }

  it('let an administrator switch suggestions off, and say so to who places people', async () => {
    await visit(browser, {}, async (page) => {
      await service.signInBrowser(page, 'administrator');
      await page.goto(`${service.url}/admin/matcher`);
      await page.getByLabel('Why').fill('Beds of Larch House were suggested while it is shut');
      await page.getByRole('button', { name: 'Switch suggestions off' }).click();
      await page.waitForURL('**/admin/matcher?done=matcher-off');
      expect(await page.textContent('main')).to.contain('Suggestions are switched off');
    });
    await expectNoBarriersOnAnyScreen(browser, 'places-while-off', async (page) => {
      await service.signInBrowser(page, 'coordinator');
      await page.goto(`${service.url}/referrals/${referral.referralId}/places`);
      expect(await page.textContent('main')).to.contain(
        'Beds of Larch House were suggested while it is shut.',
      );
    });
  });
});
