import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { launchBrowser } from '../../../../support/browser.js';
import { expectNoBarriersOnAnyScreen, visit } from '../../../../support/page-visit.js';
import { startService, type RunningService } from '../../../../support/running-service.js';

const policy = '/matching/policy';

describe('the page of how people are matched', () => {
  let service: RunningService;
  let browser: Browser;

  before(async () => {
    browser = await launchBrowser();
    service = await startService();
  });
  after(async () => {
    await browser?.close();
    await service?.stop();
  });

  it('lets one administrator look first, without a script, and another confirm', async () => {
    await service.aReadyReferral({ urgencyBand: 'routine' });
    await service.runWorkerOnce();
    let change = '';
    await visit(browser, { javaScriptEnabled: false }, async (page) => {
      await service.signInBrowser(page, 'administrator');
      await page.goto(`${service.url}${policy}`);
      await page.click('text=Look at a change');
      await page.fill('#days-routine', '99');
      await page.selectOption('#band-soon', '2');
      await page.click('button:has-text("See what it would do")');
      const errors = await page.locator('.ds_error-summary').innerText();
      expect(errors)
        .to.contain('from 0 to 28')
        .and.to.contain('Give “Soon” a place of its own')
        .and.to.contain('Write why');
      expect(await page.inputValue('#days-routine'), 'what was typed is kept').to.equal('99');
      await page.fill('#days-routine', '14');
      await page.selectOption('#band-soon', '3');
      await page.fill('#reason', 'Families asked for more time to prepare');
      await page.click('button:has-text("See what it would do")');
      change = page.url();
      expect(await page.locator('main').innerText()).to.contain('being worked out');
      await service.runWorkerOnce();
      await page.click('text=Look again');
      const main = await page.locator('main').innerText();
      expect(main).to.contain('Fewer than 5').and.to.contain('14 days');
      expect(main).to.contain('No group would lose more than 10% of its places');
      expect(await page.locator('button:has-text("Confirm")').count(), 'nobody is asked yet').to.equal(0);
      await page.click('button:has-text("Ask for this change")');
      await page.click('text=See what it would do, and decide');
      expect(await page.locator('main').innerText()).to.contain('You asked for it yourself');
      expect(await page.locator('button:has-text("Confirm")').count()).to.equal(0);
      expect(await page.locator('button:has-text("Take it back")').count()).to.equal(1);
    });
    await visit(browser, {}, async (page) => {
      await service.signInBrowser(page, 'coordinator');
      await page.goto(change);
      await page.click('text=See which of your people would move');
      const people = await page.locator('main').innerText();
      expect(people).to.contain('Macandrew1').and.to.contain('Another day');
    });
    await visit(browser, {}, async (page) => {
      await service.signInBrowser(page, 'second@national.example');
      await page.goto(`${service.url}${policy}`);
      expect(
        await page.locator('button:has-text("Confirm")').count(),
        'nobody confirms what they have not seen',
      ).to.equal(0);
      await page.click('text=See what it would do, and decide');
      expect(page.url()).to.equal(change);
      expect(await page.locator('main').innerText()).to.contain('What it would do, by group');
      await page.click('button:has-text("Confirm this change")');
      const main = await page.locator('main').innerText();
      expect(main).to.contain('The change is confirmed').and.to.contain('confirmed by Fergus Tod');
      expect(main).to.contain('runs call it policy-1');
    });
    await expectNoBarriersOnAnyScreen(browser, 'matching-policy', async (page) => {
      await service.signInBrowser(page, 'approver');
      await page.goto(`${service.url}${policy}`);
    });
  });

  it('shows a planner the price of each way of assigning, and nobody’s name', async () => {
    await visit(browser, {}, async (page) => {
      await service.signInBrowser(page, 'planner');
      await page.goto(`${service.url}${policy}`);
      await page.click('button:has-text("Measure on today’s list")');
      await service.runWorkerOnce();
      await page.goto(page.url());
      expect(await page.locator('button:has-text("Ask for this change")').count()).to.equal(0);
      expect(await page.locator('text=See which of your people').count()).to.equal(0);
      await page.goto(`${service.url}${policy}`);
      const main = await page.locator('main').innerText();
      expect(main)
        .to.contain('Best total (today)')
        .and.to.contain('Would prefer a bed suggested to somebody after them');
      expect(main).not.to.contain('Macandrew');
      expect(await page.locator('button:has-text("Confirm")').count()).to.equal(0);
    });
  });

  it('lets a partnership choose for itself, confirmed by its coordinator', async () => {
    await visit(browser, {}, async (page) => {
      await service.signInBrowser(page, 'approver');
      await page.goto(`${service.url}${policy}`);
      await page.click('button:has-text("Ask for this change")');
      expect(await page.locator('.ds_error-summary').innerText()).to.contain('Write why');
      await page.selectOption('#choices-parallelOffers', '2');
      await page.fill('#choices-reason', 'Agreed with the partnership board');
      await page.click('button:has-text("Ask for this change")');
      expect(await page.locator('main').innerText()).to.contain('waits for a second person');
    });
    await visit(browser, {}, async (page) => {
      await service.signInBrowser(page, 'coordinator');
      await page.goto(`${service.url}${policy}`);
      await page.click('button:has-text("Confirm")');
      expect(await page.locator('main').innerText()).to.contain('The change is confirmed');
    });
    await visit(browser, {}, async (page) => {
      await service.signInBrowser(page, 'coordinator@highland.example');
      await page.goto(`${service.url}${policy}`);
      expect(await page.locator('main').innerText(), 'is nobody else’s').not.to.contain(
        'Agreed with the partnership',
      );
    });
  });
});
