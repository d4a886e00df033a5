import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { addNights } from '../../../../../src/kernel/iso-date.js';
import { shortDate } from '../../../../../src/ui/presenters/dates.js';
import { launchBrowser } from '../../../../support/browser.js';
import { expectNoBarriersOnAnyScreen, visit } from '../../../../support/page-visit.js';
import { startService, type RunningService } from '../../../../support/running-service.js';
import { world } from '../../../../support/small-world.js';

const path = '/board/bed-changes';
const starts = { 'starts-day': '23', 'starts-month': '11', 'starts-year': '2026' };

describe('planned changes of beds', () => {
  let service: RunningService;
  let browser: Browser;
  before(async () => {
    browser = await launchBrowser();
    service = await startService();
  });
  after(async () => {
    await service?.stop();
    await browser?.close();
  });

  it('are planned by staff from the page of a bed, looked at, and confirmed by a manager', async () => {
    await visit(browser, { javaScriptEnabled: false }, async (page) => {
      await service.signInBrowser(page, 'provider_staff');
      await page.goto(`${service.url}/board/out-of-service/new?bedId=${world.beds.plain}`);
      await page.getByRole('link', { name: 'plan a change' }).click();
      await page.getByText('Change whom it takes, as set out below').click();
      await page.getByLabel('Who can come').selectOption('female');
      for (const [name, value] of Object.entries(starts)) await page.locator(`[name="${name}"]`).fill(value);
      await page.getByLabel('Why').fill('The house becomes one for women');
      await page.getByRole('button', { name: 'See what it would do' }).click();
      expect(await page.textContent('main')).to.contain('What it would do is being worked out');
      expect(await page.getByRole('button', { name: 'Confirm the change' }).count()).to.equal(0);
      await service.runWorkerOnce();
      await page.reload();
      expect(await page.textContent('main'))
        .to.contain('Nobody would lose the place suggested to them')
        .and.to.contain('Another manager of the provider, or an administrator, confirms it');
    });
    await visit(browser, { javaScriptEnabled: false }, async (page) => {
      await service.signInBrowser(page, 'provider_manager');
      await page.goto(`${service.url}/today`);
      expect(await page.textContent('main')).to.contain(
        'Confirm or give back a planned change of a bed: Room 5',
      );
      await page.goto(`${service.url}/board`);
      await page.getByRole('link', { name: 'Planned changes of beds' }).click();
      await page.getByRole('link', { name: 'Larch House · Room 5' }).click();
      await page.getByRole('button', { name: 'Confirm the change' }).click();
      expect(await page.textContent('main')).to.contain('The change is confirmed and recorded');
    });
  });

  it('are taken back by the staff who planned them, before somebody else decides', async () => {
    await visit(browser, { javaScriptEnabled: false }, async (page) => {
      await service.signInBrowser(page, 'provider_staff');
      await page.goto(`${service.url}${path}/new?bedId=${world.beds.male}`);
      await page.getByText('Close the bed for good').click();
      for (const [name, value] of Object.entries(starts)) await page.locator(`[name="${name}"]`).fill(value);
      await page.getByLabel('Why').fill('The house is sold');
      await page.getByRole('button', { name: 'See what it would do' }).click();
      const here = page.url();
      await page.getByRole('button', { name: 'Take the change back' }).click();
      expect(await page.textContent('main')).to.contain('The change was taken back. The bed stays as it is.');
      await page.goto(here);
      expect(await page.textContent('main')).to.contain('who had planned it');
      expect(await page.locator('main button').count()).to.equal(0);
    });
  });

  it('that close a bed on a later day say that it is there until then', async () => {
    const staff = await service.as('provider_staff');
    const made = await staff.page.post(`${path}/new?bedId=${world.beds.female}`, {
      ...{ what: 'close', reason: 'The house is sold' },
      ...{ 'starts-day': '11', 'starts-month': '1', 'starts-year': '2027' },
    });
    await service.runWorkerOnce();
    const manager = (await service.as('provider_manager')).page;
    await manager.post(`${made.location ?? ''}/decision`, { decision: 'confirm' });
    for (const address of [path, made.location ?? '']) {
      expect((await manager.get(address)).html).to.contain(
        'Confirmed and recorded: the bed closes on its day',
      );
    }
  });

  it('do not close a bed over nights somebody has, and say from which day it can close', async () => {
    const referral = await service.aReadyReferral({ sex: 'male' });
    const { departsOn } = await service.anOffer({ referral, bed: 'male' });
    const staff = await service.as('provider_staff');
    const refused = await staff.page.post(`${path}/new?bedId=${world.beds.male}`, {
      ...{ what: 'close', reason: 'The house is sold', ...starts },
    });
    expect(refused.status).to.equal(409);
    expect(refused.html).to.contain(
      `Somebody has the bed on ${shortDate(addNights(departsOn, -1))}. Accepted: a date from ${shortDate(departsOn)} on<`,
    );
  });

  it('say at the field what cannot be, keep what was typed, and guess no decision', async () => {
    const staff = await service.as('provider_staff');
    const form = `${path}/new?bedId=${world.beds.any}`;
    const wrong = await staff.page.post(form, { what: 'change', sex: 'female', reason: 'Why not' });
    expect([wrong.status, wrong.html.includes('Enter the first day on which it counts')]).to.deep.equal([
      400,
      true,
    ]);
    expect(wrong.html).to.contain('Why not');
    const shared = await staff.page.post(form, {
      ...{ what: 'change', unitType: 'shared', room: '', reason: 'Shared', ...starts },
    });
    expect(shared.html).to.contain('A bed in a shared room needs its room');
    const made = await staff.page.post(form, { what: 'close', reason: 'It closes', ...starts });
    expect(made.status).to.equal(303);
    const manager = await service.as('provider_manager');
    const cut = await manager.page.post(`${made.location ?? ''}/decision`, {});
    expect([cut.status, cut.html.includes('confirm the change or give it back')]).to.deep.equal([400, true]);
    const other = await service.as('manager@rowan.example');
    expect((await other.page.get(made.location ?? '')).status).to.equal(404);
    expect((await (await service.as('coordinator')).page.get(path)).status).to.equal(403);
    await service.runWorkerOnce();
    const planner = (await service.as('planner')).page;
    expect((await planner.get(path)).html).to.contain('Room 1');
    const seen = (await planner.get(made.location ?? '')).html;
    expect(seen)
      .to.contain('fewer than five people are not told as a number')
      .and.not.match(/Work it out|Give the change|Take the change/);
    for (const [name, address, who] of [
      ['bed-changes', path, 'administrator'],
      ['bed-change', made.location ?? '', 'provider_manager'],
      ['bed-change-plan', form, 'provider_staff'],
    ] as const) {
      await expectNoBarriersOnAnyScreen(browser, name, async (page) => {
        await service.signInBrowser(page, who);
        await page.goto(`${service.url}${address}`);
      });
    }
  });
});
