import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';

import { addNights, type IsoDate } from '../../../../../src/kernel/iso-date.js';
import { fieldsOfDate } from '../../../../../src/ui/forms/date-parts.js';
import { launchBrowser } from '../../../../support/browser.js';
import { expectNoBarriersOnAnyScreen, visit } from '../../../../support/page-visit.js';
import { startService, type RunningService } from '../../../../support/running-service.js';

describe('the page of a referral, while its person waits', () => {
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

  const fillDate = async (page: Page, prefix: string, on: IsoDate): Promise<void> => {
    const [field = ''] = prefix.split('-').slice(-1);
    for (const [name, text] of Object.entries(fieldsOfDate(field, on))) {
      const part = name.slice(field.length);
      const id = part === '-day' ? prefix : `${prefix}${part}`;
      await page.fill(`#${id}`, text);
    }
  };

  it('takes a contact, a review and days they cannot go, without script, and tells them', async () => {
    const { referralId } = await service.aReadyReferral({ urgencyBand: 'urgent' });
    await visit(browser, { javaScriptEnabled: false }, async (page) => {
      await service.signInBrowser(page, 'coordinator');
      await page.goto(`${service.url}/referrals/${referralId}`);
      const main = () => page.locator('main').innerText();
      expect(await main())
        .to.contain('Needs attention')
        .and.to.contain('The person is to be reached, since 20 Nov 2026')
        .and.to.contain('Whether they can wait is to be looked at, since 20 Nov 2026');

      await page.click('summary:has-text("Record a contact")');
      await page.click('button:has-text("Record a contact")');
      expect(await page.locator('#error-summary li').allInnerTexts()).to.deep.equal([
        'Enter the day of the contact',
        'Choose how you tried to reach the person',
        'Choose what came of it',
      ]);
      await fillDate(page, 'contact-contactedOn', service.today);
      await page.selectOption('#contact-channel', 'telephone');
      await page.getByText('The person was reached', { exact: true }).click();
      await page.fill('#contact-note', 'Still wants to go');
      await page.click('button:has-text("Record a contact")');
      await page.waitForURL('**?done=contact-recorded');
      expect(await main())
        .to.contain('Reached on 23 Nov 2026')
        .and.to.contain('Telephone: the person was reached. “Still wants to go”')
        .and.to.contain('recorded by Cara Muir');

      await page.click('summary:has-text("Record whether the person can wait")');
      await fillDate(page, 'review-doneOn', service.today);
      await page.getByText('Cannot wait', { exact: true }).click();
      await page.click('button:has-text("Record the review")');
      expect(await main()).to.contain('Say what keeps the person safe meanwhile');
      await page.fill('#review-plan', 'Called every morning');
      await page.click('button:has-text("Record the review")');
      await page.waitForURL('**?done=wait-reviewed');
      expect(await main())
        .to.contain('Found not safe to wait, from today')
        .and.to.contain('Cannot wait, on 23 Nov 2026: Called every morning');

      await page.click('summary:has-text("Record days they cannot go")');
      await fillDate(page, 'unavailability-fromOn', addNights(service.today, -3));
      await page.selectOption('#unavailability-reason', 'hospital');
      await page.click('button:has-text("Record these days")');
      await page.waitForURL('**?done=unavailability-recorded');
      expect(await main())
        .to.contain('10 days, 7 days of them when they could have gone')
        .and.to.contain('In hospital: from 20 Nov 2026, until further notice');

      await page.click('summary:has-text("Set when they can go again")');
      await page.click('button:has-text("Set this day")');
      expect(await main()).to.contain('Enter the day from which they can go again');
      const toOn = await page.locator('[name="toOn-day"]').last().getAttribute('id');
      await fillDate(page, toOn!, service.today);
      await page.click('button:has-text("Set this day")');
      await page.waitForURL('**?done=unavailability-ended');
      expect(await main()).to.contain('In hospital: from 20 Nov 2026, can go again from 23 Nov 2026');
    });
  });

  it('has no barriers, with every form of the wait open', async () => {
    const { referralId, version } = await service.aReferral({ urgencyBand: 'emergency' });
    const coordinator = await service.as('coordinator');
    const address = `/api/referrals/${referralId}`;
    const fromOn = addNights(service.today, -2);
    await coordinator.post(`${address}/unavailability`, { fromOn, reason: 'prison' }, { version });
    const contact = { contactedOn: service.today, channel: 'telephone', outcome: 'no_answer' };
    await coordinator.post(`${address}/contacts`, contact);
    await expectNoBarriersOnAnyScreen(browser, 'referral-waiting', async (page) => {
      await service.signInBrowser(page, 'coordinator');
      await page.goto(`${service.url}/referrals/${referralId}`);
      for (const id of ['record-contact', 'review-wait', 'record-unavailability'])
        await page.click(`#${id} > summary`);
      await page.click('summary:has-text("Set when they can go again")');
    });
  });

  it('offers no form to whoever may only look', async () => {
    const { referralId } = await service.aReferral();
    const approver = await service.as('approver');
    const { html } = await approver.page.get(`/referrals/${referralId}`);
    expect(html).to.contain('While they wait').and.not.to.contain('Record a contact');
  });
});
