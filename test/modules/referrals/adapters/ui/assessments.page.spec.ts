import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { addNights } from '../../../../../src/kernel/iso-date.js';
import { fieldsOfDate } from '../../../../../src/ui/forms/date-parts.js';
import { launchBrowser } from '../../../../support/browser.js';
import { expectNoBarriersOnAnyScreen } from '../../../../support/page-visit.js';
import { startService, type RunningService } from '../../../../support/running-service.js';

describe('the page of assessments', () => {
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

  it('books, moves and ends an assessment, and the referral and the list say for when', async () => {
    const { referralId } = await service.aReferral({ familyName: 'Macvean', urgencyBand: 'routine' });
    const coordinator = await service.as('coordinator');
    const address = `/referrals/${referralId}/assessments`;
    const send = async (form: string, fields: Readonly<Record<string, string>>) =>
      coordinator.page.submit(await coordinator.page.get(address), `${address}/${form}`, fields);
    expect((await coordinator.page.get(address)).html)
      .to.contain('To book')
      .and.to.contain('The referral coordinator acts next: book it');

    const empty = await send('partnership/booking', {});
    expect(empty.status).to.equal(400);
    expect(empty.html)
      .to.contain('Enter the day it is booked for')
      .and.to.contain('Enter with whom, where and at what time');
    const past = await send('partnership/booking', {
      ...fieldsOfDate('appointedOn', addNights(service.today, -1)),
      heldWith: 'Dr Baird’s clinic',
    });
    expect([past.status, past.html.includes('Dr Baird’s clinic')]).to.deep.equal([409, true]);
    expect(past.html).to.contain('Enter a day from').and.to.contain('record how it came out');

    const booked = await send('partnership/booking', {
      ...fieldsOfDate('appointedOn', addNights(service.today, 10)),
      heldWith: 'Dr Baird’s clinic, 10:30',
    });
    expect(booked.location).to.equal(`${address}?done=assessment-booked`);
    expect((await coordinator.page.get(`/referrals/${referralId}`)).html).to.contain(
      'None held yet. Booked for 3 Dec 2026.',
    );
    expect((await coordinator.page.get('/waiting-list')).html).to.contain(
      'The assessment is booked for 3 Dec 2026',
    );

    const early = await send('partnership/ending', { step: 'not_attended' });
    expect(early.html).to.contain('nobody has missed it yet');
    service.clock.advance({ minutes: 1 });
    expect(
      (await send('partnership/ending', { step: 'called_off', note: 'The clinic is closed' })).location,
    ).to.equal(`${address}?done=assessment-ended`);
    service.clock.advance({ minutes: 1 });
    expect(
      (
        await send('partnership/result', {
          ...fieldsOfDate('heldOn', service.today),
          outcome: 'suitable',
        })
      ).location,
    ).to.equal(`${address}?done=assessment-recorded`);
    expect((await coordinator.page.get(address)).html)
      .to.contain('Held, and can be relied on.')
      .and.to.contain('Called off, it was booked for 3 Dec 2026')
      .and.to.contain('“The clinic is closed”')
      .and.to.contain('by Cara Muir');
    const approver = await service.as('approver');
    expect((await approver.page.get(address)).html).to.not.contain('Record how it came out');
    const others = await service.as('coordinator@highland.example');
    expect((await others.page.get(address)).status).to.equal(404);
  });

  it('has no barriers', async () => {
    const { referralId } = await service.aReferral({ familyName: 'Baxter', detoxNeed: 'before_entry' });
    const coordinator = await service.as('coordinator');
    const address = `/referrals/${referralId}/assessments`;
    await coordinator.page.submit(await coordinator.page.get(address), `${address}/medical/booking`, {
      ...fieldsOfDate('appointedOn', addNights(service.today, 30)),
      heldWith: 'The prescriber',
    });
    await expectNoBarriersOnAnyScreen(browser, 'assessments', async (page) => {
      await service.signInBrowser(page, 'coordinator');
      await page.goto(`${service.url}${address}`);
      await page.locator('#medical-result summary').click();
    });
  });
});
