import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { launchBrowser } from '../../../../support/browser.js';
import { expectNoBarriersOnAnyScreen, visit } from '../../../../support/page-visit.js';
import { startService, type RunningService } from '../../../../support/running-service.js';

describe('the page of the flow', () => {
  let service: RunningService;
  let browser: Browser;

  before(async () => {
    service = await startService();
    browser = await launchBrowser();
    await service.aResident({ bed: 'rowan1' });
    for (let person = 0; person < 11; person += 1) await service.aReferral();
  });
  after(async () => {
    await browser?.close();
    await service?.stop();
  });

  it('is found from the navigation, tells who got how far in the chart and the table, and works without a script', async () => {
    await visit(browser, { javaScriptEnabled: false }, async (page) => {
      await service.signInBrowser(page, 'coordinator');
      await page.goto(`${service.url}/waiting-list`);
      await page.click('nav a:visible:has-text("Target")');
      await page.click('nav a:visible:has-text("Flow")');
      expect(await page.locator('#flow-wide-desc').textContent()).to.equal(
        'Referred: 12. Assessed: 1. Funded: 1. Accepted by a project: 1. Admitted: 1. Completed as planned: 0.',
      );
      const table = await page.locator('table', { hasText: 'stage by stage' }).innerText();
      expect(table).to.contain('8%').and.to.contain('0 days');
      await page.selectOption('select[name="period"]', { index: 1 });
      await page.click('button:has-text("Show")');
      expect(await page.locator('h1, .ds_page-header__label').allInnerTexts()).to.include('Flow');
      expect(page.url()).to.match(/period=\d{4}-\d{2}-01/);
    });
  });

  it('says beside the day why it cannot be told, keeps what was typed and tells today', async () => {
    await visit(browser, {}, async (page) => {
      await service.signInBrowser(page, 'planner');
      const answer = await page.goto(`${service.url}/flow?asAt-day=1&asAt-month=1&asAt-year=2020`);
      expect(answer?.status()).to.equal(422);
      const main = await page.locator('main').innerText();
      expect(main).to.contain('What was known on that day was not kept').and.to.contain('As known now');
      expect(await page.inputValue('input[name="asAt-year"]')).to.equal('2020');
      expect(
        (await page.goto(`${service.url}/flow?asAt-day=31&asAt-month=2&asAt-year=2026`))?.status(),
      ).to.equal(400);
    });
  });

  it('names nobody’s number to planners under five, and has no barrier on any screen', async () => {
    for (const role of ['coordinator', 'planner'] as const)
      await expectNoBarriersOnAnyScreen(browser, `flow-${role}`, async (page) => {
        await service.signInBrowser(page, role);
        await page.goto(`${service.url}/flow`);
        const described = await page.locator('#flow-wide-desc').textContent();
        if (role === 'planner')
          expect(described).to.match(/^Referred: 10. Assessed: Fewer than 5. Funded: Fewer than 5./);
      });
  });
});
