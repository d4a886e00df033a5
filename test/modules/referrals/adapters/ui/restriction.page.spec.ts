import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { launchBrowser } from '../../../../support/browser.js';
import { expectNoBarriersOnAnyScreen } from '../../../../support/page-visit.js';
import { startService, type RunningService } from '../../../../support/running-service.js';
import { memberOf } from '../../../../support/small-world.js';

describe('the page of who may see a record', () => {
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

  it('restricts, says what is missing with everything kept, is shut to others and opened by them', async () => {
    const { referralId, familyName } = await service.aReferral();
    const address = `/referrals/${referralId}/restriction`;
    const coordinator = await service.as('coordinator@glasgow.example');
    const form = await coordinator.page.get(address);
    expect(form.html)
      .to.contain('Everybody of your partnership')
      .and.to.contain('cannot decide on money for this person: Alec Laird, Effie Rae.')
      .and.to.contain('A provider decides on an offer by the reference');
    const approverOnly = await coordinator.page.submit(form, address, {
      kind: 'public_person',
      reason: 'Her face is on television',
      [`reader-${memberOf('coordinator@glasgow.example').memberId}`]: '',
      [`reader-${memberOf('approver@glasgow.example').memberId}`]: 'yes',
    });
    expect(approverOnly.status).to.equal(409);
    expect(approverOnly.html)
      .to.contain('Tick a referral coordinator at least')
      .and.to.contain('Her face is on television')
      .and.to.contain('href="#readers"');
    const saved = await coordinator.page.submit(approverOnly, address, {
      kind: 'public_person',
      reason: 'Her face is on television',
      [`reader-${memberOf('coordinator@glasgow.example').memberId}`]: 'yes',
    });
    expect(saved.location).to.equal(`${address}?done=record-restricted`);

    const approver = await service.as('approver@glasgow.example');
    const shut = await approver.page.get(address);
    const empty = await approver.page.submit(shut, `${address}/opening`, {});
    expect([empty.status, empty.html.includes('Say why it cannot wait')]).to.deep.equal([400, true]);
    await expectNoBarriersOnAnyScreen(browser, 'restricted-record-shut', async (page) => {
      await service.signInBrowser(page, 'approver@glasgow.example');
      await page.goto(`${service.url}/referrals/${referralId}`);
      expect(page.url()).to.equal(`${service.url}${address}`);
    });
    const opened = await approver.page.submit(shut, `${address}/opening`, { because: 'She is at the door' });
    expect(opened.location).to.equal(`/referrals/${referralId}?done=record-opened`);
    expect((await approver.page.get(`/referrals/${referralId}`)).html).to.contain(familyName);
    expect((await coordinator.page.get(address)).html).to.contain('She is at the door');
    await expectNoBarriersOnAnyScreen(browser, 'restricted-record', async (page) => {
      await service.signInBrowser(page, 'coordinator@glasgow.example');
      await page.goto(`${service.url}${address}`);
    });
  });

  it('and the one of records nobody can open are free of barriers', async () => {
    const { referralId } = await service.aReferral();
    await service.dataSource.query(
      `INSERT INTO client_restriction (client_id, kind, reason, restricted_by, version)
         SELECT client_id, 'other', 'Invented', id, 2 FROM referral WHERE id = ?`,
      [referralId],
    );
    await expectNoBarriersOnAnyScreen(browser, 'restricted-records-nobody-can-open', async (page) => {
      await service.signInBrowser(page, 'administrator');
      await page.goto(`${service.url}/admin/restricted-records`);
    });
    const administrator = await service.as('administrator');
    const list = await administrator.page.get('/admin/restricted-records');
    const action = /action="(\/admin\/restricted-records\/[^"]+)"/.exec(list.html)?.[1] ?? '';
    const nobody = await administrator.page.submit(list, action, {});
    expect(nobody.html).to.contain('Tick a referral coordinator at least');
    const named = await administrator.page.submit(nobody, action, {
      [`reader-${memberOf('coordinator@glasgow.example').memberId}`]: 'yes',
    });
    expect(named.location).to.equal('/admin/restricted-records?done=readers-named');
  });
});
