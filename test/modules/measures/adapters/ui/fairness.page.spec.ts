import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { addNights } from '../../../../../src/kernel/iso-date.js';
import { launchBrowser } from '../../../../support/browser.js';
import { expectNoBarriersOnAnyScreen, visit } from '../../../../support/page-visit.js';
import { startService, type RunningService } from '../../../../support/running-service.js';

describe('the page of who is placed', () => {
  let service: RunningService;
  let browser: Browser;

  before(async () => {
    service = await startService();
    browser = await launchBrowser();
    for (let person = 0; person < 12; person += 1) {
      const sex = person === 0 ? 'female' : 'male';
      await service.aReferral({ sex, receivedOn: addNights(service.today, -180) });
    }
  });
  after(async () => {
    await browser?.close();
    await service?.stop();
  });

  it('is found from the navigation, leads to earlier quarters and back, and works without a script', async () => {
    await visit(browser, { javaScriptEnabled: false }, async (page) => {
      await service.signInBrowser(page, 'coordinator');
      await page.goto(`${service.url}/waiting-list`);
      await page.click('nav a:visible:has-text("Target")');
      await page.click('nav a:visible:has-text("Fairness")');
      const main = () => page.locator('main').innerText();
      expect(await main())
        .to.contain('July to September 2026')
        .and.to.contain('Nobody referred')
        .and.to.contain('Too few to tell');
      await page.click('text=April to June 2026');
      expect(await main()).to.contain('Your partnership, April to June 2026');
      await page.click('text=July to September 2026');
      expect(await main()).to.contain('Your partnership, July to September 2026');
    });
  });

  it('says the same in the chart and in the table, and has no barrier on any screen', async () => {
    await visit(browser, {}, async (page) => {
      await service.signInBrowser(page, 'coordinator');
      await page.goto(`${service.url}/fairness`);
      const described = await page.locator('#fairness-sex-wide-desc').textContent();
      expect(described).to.contain(
        'Women: Too few to tell. Men: 0% (0% to 26%). Sex not known: Nobody referred.',
      );
      const table = await page.locator('table', { hasText: 'By sex' }).innerText();
      expect(table).to.contain('0% (0% to 26%)').and.to.contain('Nobody referred');
    });
    for (const role of ['coordinator', 'planner'] as const)
      await expectNoBarriersOnAnyScreen(browser, `fairness-${role}`, async (page) => {
        await service.signInBrowser(page, role);
        await page.goto(`${service.url}/fairness`);
      });
  });
});
