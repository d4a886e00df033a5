import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { isoDate } from '../../../../../src/kernel/iso-date.js';
import { launchBrowser } from '../../../../support/browser.js';
import { expectNoBarriersOnAnyScreen } from '../../../../support/page-visit.js';
import { startService, type RunningService } from '../../../../support/running-service.js';
import { world } from '../../../../support/small-world.js';

describe('the pages on which projects say who would be suitable', () => {
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

  const asked = async (familyName: string, children = 0) => {
    const family = children === 0 ? {} : { children, oldestChildBornOn: isoDate('2022-03-01') };
    const referral = await service.aReferral({ familyName, ...family });
    const address = `/referrals/${referral.referralId}/suitability`;
    const coordinator = await service.as('coordinator');
    const sent = await coordinator.page.submit(await coordinator.page.get(address), address, {
      projectId: world.projects.larchHouse.id,
      note: 'Has a dog',
    });
    expect(sent.location).to.equal(`${address}?done=suitability-asked`);
    const { html } = await coordinator.page.get(address);
    const requestId = /suitability\/([0-9a-f-]{36})\/withdrawal/.exec(html)?.[1] ?? '';
    return { referral, address, coordinator, requestId };
  };

  it('a provider decides by facts and never by a name, and both sides see the day by which', async () => {
    const { referral, address, coordinator, requestId } = await asked('Nicolson', 2);
    const staff = await service.as('provider_staff');
    const page = await staff.page.get('/suitability');
    expect(page.html)
      .to.contain(referral.reference)
      .and.to.contain('“Has a dog”')
      .and.to.contain('Answer due by 1 Dec 2026')
      .and.to.not.contain('Nicolson');
    expect(page.html).to.match(
      /None of your rules is about these. You decide:<\/p><ul><li>Number of children/u,
    );
    expect((await coordinator.page.get(address)).html).to.contain('Answer due by 1 Dec 2026');
    const form = `/suitability/${requestId}/answer`;
    const empty = await staff.page.submit(page, form, { kind: 'more_information', note: '' });
    expect(empty.status).to.equal(400);
    expect(empty.html).to.contain('Say what must be known').and.to.contain('Choose who knows it');
    const unnamed = await staff.page.submit(await staff.page.get('/suitability'), form, {
      ...{ kind: 'not_suitable', reason: 'outside_our_rules', note: 'Dogs' },
    });
    expect(unnamed.status).to.equal(409);
    expect(unnamed.html).to.contain('Choose the rule that keeps the person out').and.to.contain('Dogs');
    const more = { kind: 'more_information', neededFrom: 'gp', note: 'Any allergy?' };
    expect((await staff.page.submit(await staff.page.get('/suitability'), form, more)).location).to.equal(
      '/suitability?done=suitability-answered',
    );
    const wanted = await coordinator.page.get(address);
    expect(wanted.html)
      .to.contain('Must know first, from the GP: “Any allergy?”')
      .and.to.contain('The partnership’s move');
    const told = await coordinator.page.submit(wanted, `${address}/${requestId}/information`, {
      note: 'None, says the GP',
    });
    expect(told.location).to.equal(`${address}?done=suitability-information`);
    expect((await staff.page.get('/suitability')).html).to.contain('“None, says the GP”');
  });

  it('an answer that does not come is told as overdue, in working days', async () => {
    const { address, coordinator } = await asked('Macaulay');
    service.clock.advance({ days: 12 });
    expect((await coordinator.page.get(address)).html).to.contain(
      'Answer was due by 1 Dec 2026, 3 working days ago',
    );
    expect((await (await service.as('provider_staff')).page.get('/suitability')).html).to.contain('Overdue');
  });

  it('a no stays on the page of the referral when a second question is taken back', async () => {
    const { referral, address, coordinator, requestId } = await asked('Maciver');
    const manager = await service.as('provider_manager');
    const no = await manager.page.submit(
      await manager.page.get('/suitability'),
      `/suitability/${requestId}/answer`,
      { kind: 'not_suitable', reason: 'safety_of_others', note: 'An old quarrel here' },
    );
    expect(no.location).to.equal('/suitability?done=suitability-answered');
    const page = `/referrals/${referral.referralId}`;
    expect((await coordinator.page.get(page)).html).to.contain('An old quarrel here');
    await coordinator.page.submit(await coordinator.page.get(address), address, {
      projectId: world.projects.larchHouse.id,
      note: 'Has it passed?',
    });
    const { html } = await coordinator.page.get(address);
    const again = /suitability\/([0-9a-f-]{36})\/withdrawal/.exec(html)?.[1] ?? '';
    const back = await coordinator.page.submit(
      await coordinator.page.get(address),
      `${address}/${again}/withdrawal`,
      { note: 'It has not' },
    );
    expect(back.location).to.contain(address);
    expect((await coordinator.page.get(page)).html).to.contain('An old quarrel here');
  });

  it('have no barriers', async () => {
    const { address } = await asked('Macphail');
    await expectNoBarriersOnAnyScreen(browser, 'suitability-of-referral', async (page) => {
      await service.signInBrowser(page, 'coordinator');
      await page.goto(`${service.url}${address}`);
    });
    await expectNoBarriersOnAnyScreen(browser, 'suitability-to-answer', async (page) => {
      await service.signInBrowser(page, 'provider_manager');
      await page.goto(`${service.url}/suitability`);
      await page.locator('details[id^=answer-] summary').first().click();
    });
  });
});
