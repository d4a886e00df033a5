import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { launchBrowser } from '../../../../support/browser.js';
import { expectNoBarriersOnAnyScreen } from '../../../../support/page-visit.js';
import { startService, type RunningService } from '../../../../support/running-service.js';

describe('the questions about equality', () => {
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

  it('say what they are for before anything is asked, and keep what was answered', async () => {
    const { referralId } = await service.aReferral();
    const address = `/referrals/${referralId}/equality`;
    const coordinator = await service.as('coordinator');
    const page = await coordinator.page.get(address);
    expect(page.html)
      .to.contain('Nobody has to answer')
      .and.to.contain('it ranks nobody')
      .and.to.contain('Nobody has asked yet.');
    const nothing = await coordinator.page.submit(page, address, {});
    expect(nothing.status).to.equal(409);
    expect(nothing.html).to.contain('Nothing differs from what is recorded');
    const first = await coordinator.page.get(address);
    const saved = await coordinator.page.submit(first, address, {
      disability: 'not_limited',
      religionOrBelief: 'prefers_not_to_say',
    });
    expect(saved.location).to.equal(`${address}?done=equality-recorded`);
    expect((await coordinator.page.get(address)).html)
      .to.contain('by Cara Muir')
      .and.to.match(/value="prefers_not_to_say" selected/);
    // Whoever had the page open from before sees what theirs would replace, and keeps what they chose.
    const late = await coordinator.page.submit(first, address, { disability: 'limited_a_lot' });
    expect(late.status).to.equal(409);
    expect(late.html)
      .to.contain('Recorded now: No')
      .and.to.contain('Recorded now: Prefers not to say')
      .and.to.match(/value="limited_a_lot" selected/);
    const again = await coordinator.page.submit(late, address, { disability: 'limited_a_lot' });
    expect(again.location).to.equal(`${address}?done=equality-recorded`);
    const unknown = await coordinator.page.submit(await coordinator.page.get(address), address, {
      transStatus: 'perhaps',
    });
    expect(unknown.status).to.equal(400);
    expect(unknown.html).to.contain('Choose one of the list');
  });

  it('have no barriers', async () => {
    const { referralId } = await service.aReferral({ familyName: 'Macphail' });
    await expectNoBarriersOnAnyScreen(browser, 'questions-about-equality', async (page) => {
      await service.signInBrowser(page, 'coordinator');
      await page.goto(`${service.url}/referrals/${referralId}/equality`);
    });
  });
});
