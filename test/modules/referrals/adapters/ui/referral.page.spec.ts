import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { addNights } from '../../../../../src/kernel/iso-date.js';
import { fieldsOfDate } from '../../../../../src/ui/forms/date-parts.js';
import { launchBrowser } from '../../../../support/browser.js';
import { expectNoBarriersOnAnyScreen, tabTo, visit } from '../../../../support/page-visit.js';
import {
  startService,
  type RecordedReferral,
  type RunningService,
} from '../../../../support/running-service.js';

describe('the page of one referral', () => {
  let service: RunningService;
  let browser: Browser;
  const addressOf = ({ referralId }: RecordedReferral): string => `/referrals/${referralId}`;
  const assessed = (on: string) => ({
    'heldOn-day': on,
    'heldOn-month': '11',
    'heldOn-year': '2026',
    outcome: 'suitable',
  });

  before(async () => {
    service = await startService();
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    await service?.stop();
  });

  it('moves somebody to ready: the coordinator assesses and books detox, the approver funds', async () => {
    const referral = await service.aReferral({
      detoxNeed: 'before_entry',
      givenName: 'Seonag',
      familyName: 'Bheag',
    });
    const address = addressOf(referral);
    await visit(browser, { javaScriptEnabled: false }, async (page) => {
      const { keyboard } = page;
      await service.signInBrowser(page, 'coordinator');
      await page.goto(`${service.url}${address}`);
      expect(await page.locator('main').innerText())
        .to.contain('Not yet ready')
        .and.to.contain('No decision yet.');
      expect(await page.locator('form[action$="/funding"]').count(), 'a form to decide funding').to.equal(0);

      await tabTo(page, '#gate-assessment summary');
      await keyboard.press('Enter');
      await tabTo(page, '[name="heldOn-day"]');
      await keyboard.type('20');
      await tabTo(page, '[name="heldOn-month"]');
      await keyboard.type('Nov');
      await tabTo(page, '[name="heldOn-year"]');
      await keyboard.type('2026');
      await tabTo(page, '[name="outcome"]');
      await keyboard.press('Space');
      await tabTo(page, 'form[action$="/assessment"] button');
      await keyboard.press('Enter');
      await page.waitForURL('**?done=assessment-recorded');
      expect(await page.locator('main').innerText()).to.contain(
        'Suitable, held on 20 Nov 2026. Can be relied on until 21 May 2027.',
      );
    });
    const coordinator = await service.as('coordinator');
    const detox = await coordinator.page.submit(await coordinator.page.get(address), `${address}/detox`, {
      site: 'Gartnavel 🏥',
      ...fieldsOfDate('startsOn', service.today),
      ...fieldsOfDate('endsOn', addNights(service.today, 10)),
    });
    expect(detox.location).to.equal(`${address}?done=detox-recorded`);

    const approver = await service.as('approver');
    const asApprover = await approver.page.get(address);
    expect(asApprover.html).to.contain('Seonag Bheag').and.not.to.contain(`${address}/assessment"`);
    const funded = await approver.page.submit(asApprover, `${address}/funding`, {
      decision: 'approved',
      ...fieldsOfDate('decidedOn', service.today),
      weeks: '10',
      weeklyRate: '1,150.50',
    });
    expect(funded.location).to.equal(`${address}?done=funding-recorded`);

    await service.runWorkerOnce();
    const { html } = await coordinator.page.get(address);
    for (const text of [
      'Ready to place',
      'Booked at Gartnavel 🏥 from 23 Nov 2026. It ends on 3 Dec 2026',
      'Approved on 23 Nov 2026: 10 weeks at £1,150.50 a week.',
      'Funding decided',
      'by Alec Laird',
      `${address}/offer?`,
    ]) {
      expect(html).to.contain(text);
    }
  });

  it('keeps a form open that was sent with faults, and everything typed', async () => {
    const referral = await service.aReferral();
    const address = addressOf(referral);
    const coordinator = await service.as('coordinator');
    const page = await coordinator.page.get(address);
    const future = await coordinator.page.submit(page, `${address}/assessment`, assessed('24'));
    expect(future.status).to.equal(409);
    expect(future.html)
      .to.contain('Enter today, 23 Nov 2026, or an earlier day')
      .and.to.contain('href="#assessment-heldOn"');
    expect(future.html).to.match(/<details[^>]*id="gate-assessment"[^>]* open/);
    expect(future.html).to.contain('name="heldOn-day" value="24"');
    const impossible = await coordinator.page.submit(page, `${address}/assessment`, assessed('31'));
    expect(impossible.status).to.equal(400);
    expect(impossible.html).to.contain('“31 11 2026” is not a date');
    const backwards = await coordinator.page.submit(page, `${address}/detox`, {
      site: '<b>Ward</b>',
      ...fieldsOfDate('startsOn', service.today),
      ...fieldsOfDate('endsOn', service.today),
    });
    expect(backwards.status).to.equal(409);
    expect(backwards.html)
      .to.contain('Enter an end after the first night of detox')
      .and.not.to.contain('<b>Ward</b>');
  });

  it('notices that somebody else was faster, and takes the form again', async () => {
    const referral = await service.aReferral();
    const address = addressOf(referral);
    const coordinator = await service.as('coordinator');
    const seen = await coordinator.page.get(address);
    const seenByAnother = await coordinator.page.get(address);
    await coordinator.page.submit(seenByAnother, `${address}/assessment`, assessed('20'));
    const late = await coordinator.page.submit(seen, `${address}/assessment`, assessed('21'));
    expect(late.status).to.equal(409);
    expect(late.html).to.contain('Somebody changed this referral after you opened it');
    const again = await coordinator.page.submit(late, `${address}/assessment`, assessed('21'));
    expect(again.location).to.equal(`${address}?done=assessment-recorded`);
  });

  it('sends the same form twice and records it once', async () => {
    const referral = await service.aReferral();
    const address = addressOf(referral);
    const coordinator = await service.as('coordinator');
    const page = await coordinator.page.get(address);
    const send = () => coordinator.page.submit(page, `${address}/assessment`, assessed('20'));
    const sent = [await send(), await send()];
    const recorded = `${address}?done=assessment-recorded`;
    expect(sent.map(({ location }) => location)).to.deep.equal([recorded, recorded]);
    const [row] = await service.dataSource.query(
      'SELECT COUNT(*) AS n FROM assessment WHERE referral_id = ?',
      [referral.referralId],
    );
    expect(Number(row.n)).to.equal(1);
  });

  it('is not there for another partnership, a provider, or an id that is none', async () => {
    const referral = await service.aReferral({ givenName: 'Eilidh', familyName: 'Neighbour' });
    const highland = await service.as('coordinator@highland.example');
    const own = await service.as('coordinator');
    const address = addressOf(referral);
    for (const path of [address, `${address}/offer`]) {
      const reply = await highland.page.get(path);
      expect(reply.status, path).to.equal(404);
      expect(reply.html).not.to.contain('Neighbour').and.not.to.contain(referral.reference);
    }
    const page = await own.page.get(address);
    expect(page.html).to.contain('Eilidh Neighbour');
    const foreign = await highland.page.post(`${address}/assessment`, { version: '1', ...assessed('20') });
    expect(foreign.status).to.equal(404);
    for (const path of [
      '/referrals/🦦',
      "/referrals/1'%20OR%20'1'='1",
      '/referrals/01900000-0000-7000-8000-00000000dead',
    ]) {
      expect((await own.page.get(path)).status, path).to.equal(404);
    }
    expect((await (await service.as('provider_manager')).page.get(address)).status).to.equal(403);
  });

  it('says of somebody who lives in a place that they do, and since when', async () => {
    const resident = await service.aResident({ bed: 'any', nights: 28 });
    const coordinator = await service.as('coordinator');
    const { html } = await coordinator.page.get(addressOf(resident.offer.referral));
    expect(html)
      .to.contain('The person lives here')
      .and.to.match(/Staying since \d+ [A-Z][a-z]+ \d{4}/);
    expect(html).to.not.contain('not recorded yet');
    const closing = await coordinator.page.get(`${addressOf(resident.offer.referral)}/closing`);
    expect(closing.html).to.contain('ask Larch Trust to record that they have left');
    const { version } = await coordinator.get(`/api${addressOf(resident.offer.referral)}`);
    const died = await coordinator.page.post(`${addressOf(resident.offer.referral)}/closing`, {
      reason: 'died',
      version: String(version),
    });
    expect(died.status).to.equal(409);
    expect(died.html).to.contain('ask the provider to record that they have left, as died');
  });

  it('has no barriers, with every form open', async () => {
    const referral = await service.aReferral({ needsStepFree: true, urgencyReason: 'W'.repeat(300) });
    for (const who of ['coordinator', 'approver'] as const) {
      await expectNoBarriersOnAnyScreen(browser, `referral-${who}`, async (page) => {
        await service.signInBrowser(page, who);
        await page.goto(`${service.url}${addressOf(referral)}`);
        for (const summary of await page.locator('main details summary').all()) await summary.click();
      });
    }
  });
});
