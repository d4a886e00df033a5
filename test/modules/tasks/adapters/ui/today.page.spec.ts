import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { launchBrowser } from '../../../../support/browser.js';
import { expectNoBarriersOnAnyScreen } from '../../../../support/page-visit.js';
import { startService, type MadeOffer, type RunningService } from '../../../../support/running-service.js';
import { memberOf } from '../../../../support/small-world.js';

describe('the page of today', () => {
  let service: RunningService;
  let browser: Browser;
  let offer: MadeOffer;

  before(async () => {
    service = await startService();
    browser = await launchBrowser();
    offer = await service.anOffer({ bed: 'plain' });
    await service.aBooking({ bed: 'any' });
  });
  after(async () => {
    await browser?.close();
    await service?.stop();
  });

  const address = () => `/today/tasks/answer-offer~${offer.offerId}/holder`;

  it('is where the day of whoever does tasks begins', async () => {
    for (const who of [
      'coordinator@glasgow.example',
      'approver@glasgow.example',
      'staff@larch.example',
      'administrator@national.example',
    ] as const) {
      expect((await (await service.as(who)).page.get('/')).location, who).to.equal('/today');
    }
    const planner = await service.as('planner@national.example');
    expect((await planner.page.get('/')).location).to.equal('/target');
    expect((await planner.page.get('/today')).status).to.equal(403);
  });

  it('leads to where each task is done, and says when it is due as people do', async () => {
    const { html } = await (await service.as('staff@larch.example')).page.get('/today');
    expect(html).to.contain('Monday 23 November 2026').and.to.contain('Answer an offer');
    expect(html).to.contain('href="/incoming-offers"').and.to.contain('href="/residents"');
    expect(html).to.contain(`${offer.referral.givenName} ${offer.referral.familyName}`);
    expect(html)
      .to.match(/By [^<]+ (today|tomorrow|\w+day \d+ \w+)</)
      .and.to.contain('Today');
  });

  it('lets somebody take a task, hand it over with a colleague chosen, and give it back', async () => {
    const ewan = await service.as('staff@larch.example');
    const taken = await ewan.page.submit(await ewan.page.get('/today'), address(), {});
    expect(taken.location).to.equal('/today?show=team&done=task-taken');
    const mine = await ewan.page.get('/today?show=mine');
    expect(mine.html).to.contain('Hand over').and.to.contain('Morag Sneddon');
    const opened = await ewan.page.get('/today?show=mine');
    const nobody = await ewan.page.submit(mine, address(), { how: 'hand', to: '' });
    expect(nobody.status).to.equal(400);
    expect(nobody.html).to.contain('Choose a colleague who can do this task');
    const { memberId } = memberOf('manager@larch.example');
    const handed = await ewan.page.submit(mine, address(), { how: 'hand', to: memberId });
    expect(handed.location).to.equal('/today?show=mine&done=task-handed-over');
    const late = await ewan.page.submit(opened, address(), {});
    expect(late.status).to.equal(409);
    expect(late.html).to.contain('Morag Sneddon has that task since you opened this page');
    const morag = await service.as('manager@larch.example');
    const back = await morag.page.submit(await morag.page.get('/today?show=mine'), address(), {});
    expect(back.location).to.equal('/today?show=mine&done=task-given-back');
  });

  it('has no barrier, with a task taken and one not', async () => {
    await expectNoBarriersOnAnyScreen(browser, 'today', async (page) => {
      await service.signInBrowser(page, 'staff@larch.example');
      await page.goto(`${service.url}/today?show=team`);
    });
  });
});
