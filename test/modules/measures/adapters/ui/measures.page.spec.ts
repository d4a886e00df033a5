import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { launchBrowser } from '../../../../support/browser.js';
import { expectNoBarriersOnAnyScreen, visit } from '../../../../support/page-visit.js';
import { startService, type RunningService } from '../../../../support/running-service.js';

describe('the pages of measures', () => {
  let service: RunningService;
  let browser: Browser;

  before(async () => {
    service = await startService();
    browser = await launchBrowser();
    await service.aResident({ bed: 'rowan1' });
    for (let person = 0; person < 6; person += 1) await service.aReferral({ sex: 'male' });
  });
  after(async () => {
    await browser?.close();
    await service?.stop();
  });

  it('lead from the list to one measure, by groups, without a script', async () => {
    await visit(browser, { javaScriptEnabled: false }, async (page) => {
      await service.signInBrowser(page, 'planner');
      await page.goto(`${service.url}/target`);
      await page.click('nav a:visible:has-text("Measures")');
      expect(await page.locator('main').innerText()).to.contain('Referral to admission');
      await page.click('main a:has-text("Referrals received")');
      await page.selectOption('#by', 'sex');
      await page.click('main button:has-text("Show")');
      const groups = await page.locator('table', { hasText: 'by sex' }).innerText();
      expect(groups).to.contain('Men').and.to.contain('5');
      expect(await page.locator('main').innerText()).to.contain('so that nobody can be known by it');
    });
  });

  it('keep the day that was typed and say what is wrong with it, where the eye and the keyboard are', async () => {
    await visit(browser, {}, async (page) => {
      await service.signInBrowser(page, 'planner');
      for (const [typed, says] of [
        [['31', '2', '2026'], '31 2 2026 is not a date'],
        [['1', '1', '2039'], 'That day is not over for the record'],
        [['1', '1', '2020'], 'What was known on that day was not kept'],
      ] as const) {
        await page.goto(`${service.url}/measures/people-started`);
        for (const [index, part] of ['asAt', 'asAt-month', 'asAt-year'].entries())
          await page.fill(`#${part}`, typed[index] ?? '');
        await page.click('main button:has-text("Show")');
        expect(await page.locator('main').innerText()).to.contain(says);
        expect(await page.inputValue('#asAt-year')).to.equal(typed[2]);
        expect(await page.title()).to.match(/^Error: /);
        expect(await page.getAttribute('#asAt', 'aria-invalid')).to.equal('true');
      }
    });
  });

  it('have no barrier on any screen', async () => {
    for (const [name, path] of [
      ['measures', '/measures'],
      ['measure-groups', '/measures/wait-to-assessment?by=route&waits=running'],
      ['measure-refused', '/measures/occupancy?asAt-day=1&asAt-month=1&asAt-year=2020'],
    ] as const)
      await expectNoBarriersOnAnyScreen(browser, name, async (page) => {
        await service.signInBrowser(page, 'planner');
        await page.goto(`${service.url}${path}`);
      });
  });
});
