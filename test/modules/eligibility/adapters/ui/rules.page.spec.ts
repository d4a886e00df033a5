import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { isoDate } from '../../../../../src/kernel/iso-date.js';
import { launchBrowser } from '../../../../support/browser.js';
import { expectNoBarriersOnAnyScreen, visit } from '../../../../support/page-visit.js';
import { startService, type RunningService } from '../../../../support/running-service.js';
import { world } from '../../../../support/small-world.js';

const { larchHouse } = world.projects;
const rules = `/projects/${larchHouse.id}/rules`;

describe('who can come to a project', () => {
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

  it('is changed by one manager, who sees first what it would do, and confirmed by another', async () => {
    await service.aReadyReferral({ sex: 'male' });
    await visit(browser, { javaScriptEnabled: false }, async (page) => {
      await service.signInBrowser(page, 'provider_manager');
      await page.goto(`${service.url}${rules}`);
      await page.selectOption('#attribute', 'sex');
      await page.click('button:has-text("Go on")');
      await page.click('button:has-text("See what it would do")');
      const errors = await page.locator('.ds_error-summary').innerText();
      expect(errors).to.contain('Tick one or more').and.to.contain('Write why');
      await page.check('label:has-text("Women")');
      await page.check('label:has-text("Cannot come")');
      await page.fill('#source', 'Statement of purpose, 2026');
      await page.fill('#reason', 'The house is for women from now on');
      await page.click('button:has-text("See what it would do")');
      const preview = await page.locator('.ds_notification-message').innerText();
      expect(preview).to.contain('For women only').and.to.contain('Fewer than 5 people who wait today');
      expect(preview).to.contain('until another manager');
      await page.click('button:has-text("Ask for this change")');
      expect(await page.locator('main').innerText())
        .to.contain('waits for a second manager')
        .and.to.contain('You asked for it yourself');
      expect(await page.locator('button:has-text("Confirm")').count()).to.equal(0);
    });
    await visit(browser, {}, async (page) => {
      await service.signInBrowser(page, 'second@larch.example');
      await page.goto(`${service.url}${rules}`);
      await page.click('button:has-text("Confirm")');
      const main = await page.locator('main').innerText();
      expect(main)
        .to.contain('The change is made')
        .and.to.contain('By Morag Sneddon, confirmed by Isla Moffat');
    });
  });

  it('keeps what was typed when the change cannot be made, and says what can', async () => {
    await visit(browser, {}, async (page) => {
      await service.signInBrowser(page, 'provider_manager');
      await page.goto(`${service.url}${rules}/change?kind=add&attribute=methadone_dose`);
      await page.fill('#value', '5000');
      await page.fill('#source', 'Our criteria');
      await page.click('button:has-text("See what it would do")');
      expect(await page.locator('.ds_error-summary').innerText()).to.contain('up to 1000');
      expect(await page.inputValue('#value')).to.equal('5000');
      expect(await page.inputValue('#source')).to.equal('Our criteria');
    });
  });

  it('is read by everybody who looks for a place, without a way to change it', async () => {
    const { page } = await service.as('coordinator');
    const { html } = await page.get(rules);
    expect(html).to.contain('For women only').and.not.to.contain('Add a rule');
    expect((await page.get(`${rules}/change?kind=add&attribute=age`)).status).to.equal(403);
    const other = await service.as('manager@rowan.example');
    expect((await other.page.get(`${rules}/change?kind=add&attribute=age`)).status).to.equal(404);
  });

  it('tells a coordinator why one person can come, why not, and what would change it', async () => {
    const man = await service.aReadyReferral({ sex: 'male', familyName: 'Moireach' });
    await visit(browser, { javaScriptEnabled: false }, async (page) => {
      await service.signInBrowser(page, 'coordinator');
      await page.goto(`${service.url}/referrals/${man.referralId}/places`);
      await page.click('a:has-text("Why, and what would change it: Larch House")');
      const main = await page.locator('main').innerText();
      expect(main).to.contain('cannot come as things stand').and.to.contain('For women only');
      expect(main).to.contain('Only if the project changes its rule: here men');
      await page.fill('#on-year', '1999');
      await page.click('button:has-text("Show")');
      expect(await page.locator('.ds_error-summary').innerText()).to.contain('Enter a day of arrival from');
    });
  });

  it('has no barriers, on a wide screen and on a phone', async () => {
    const woman = await service.aReadyReferral({
      sex: 'female',
      children: 1,
      oldestChildBornOn: isoDate('2015-01-01'),
    });
    const as =
      (who: 'provider_manager' | 'coordinator', address: string) =>
      async (page: Parameters<typeof service.signInBrowser>[0]): Promise<void> => {
        await service.signInBrowser(page, who);
        await page.goto(`${service.url}${address}`);
      };
    await expectNoBarriersOnAnyScreen(browser, 'rules', as('provider_manager', rules));
    await expectNoBarriersOnAnyScreen(
      browser,
      'change-rule',
      as(
        'provider_manager',
        `${rules}/change?kind=add&attribute=health_board&look=yes&choice-0=yes&stage=admission&effect=exclude&source=Here&reason=Because&starts-day=1&starts-month=12&starts-year=2026`,
      ),
    );
    await expectNoBarriersOnAnyScreen(
      browser,
      'eligibility',
      as('coordinator', `/referrals/${woman.referralId}/eligibility?projectId=${larchHouse.id}`),
    );
  });
});
