import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { addNights } from '../../../../../src/kernel/iso-date.js';
import { fieldsOfDate } from '../../../../../src/ui/forms/date-parts.js';
import { launchBrowser } from '../../../../support/browser.js';
import { expectNoBarriersOnAnyScreen, visit } from '../../../../support/page-visit.js';
import { startService, type RunningService } from '../../../../support/running-service.js';
import { memberOf } from '../../../../support/small-world.js';

describe('the pages on which money is asked for and decided', () => {
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

  const typed = { weeks: '12', weeklyRate: '1,050', reason: 'Has tried at home twice' };
  const asked = async (familyName: string, given: Readonly<Record<string, string>> = {}) => {
    const referral = await service.aReferral({ familyName });
    const address = `/referrals/${referral.referralId}/money`;
    const coordinator = await service.as('coordinator');
    const page = await coordinator.page.get(address);
    const sent = await coordinator.page.submit(page, `${address}/request`, { ...typed, ...given });
    return { referral, address, page, sent, coordinator };
  };

  it('a coordinator asks, and the approver finds it with how long it has waited and what is left', async () => {
    const { referral, address, sent, coordinator } = await asked('Nicolson');
    expect(sent.location).to.equal(`${address}?done=funding-requested`);
    service.clock.advance({ days: 7 });
    const approver = await service.as('approver');
    const list = (await approver.page.get('/funding')).html;
    expect(list)
      .to.contain('Aonghas Nicolson')
      .and.to.contain(address)
      .and.to.contain('12 weeks at £1,050 a week: £12,600')
      // Of the seven, a weekend and St Andrew's Day do not count.
      .and.to.contain('4 working days')
      .and.to.contain('2026/27: needs £12,600, £2,000,000 left')
      .and.to.contain('The funding approver acts next');
    expect((await coordinator.page.get(`/referrals/${referral.referralId}`)).html)
      .to.contain('Not on a panel’s list yet')
      .and.to.contain('Funding asked for');
    expect((await coordinator.page.get('/waiting-list')).html).to.contain(
      'Funding is asked for and waits for a decision',
    );
    const others = await service.as('approver@highland.example');
    expect((await others.page.get('/funding')).html).to.contain('Nothing waits for a decision');
    expect((await others.page.get(address)).status).to.equal(404);
  });

  it('an approver lists it for a panel, puts it off, and approves it as it was asked for', async () => {
    const { address, coordinator } = await asked('Macaulay');
    const approver = await service.as('approver');
    const past = await approver.page.submit(
      await approver.page.get(address),
      `${address}/panel`,
      fieldsOfDate('panelOn', addNights(service.today, -1)),
    );
    expect(past.status).to.equal(409);
    expect(past.html).to.contain('or a later day. A decision made already is recorded as one');
    const listed = await approver.page.submit(
      await approver.page.get(address),
      `${address}/panel`,
      fieldsOfDate('panelOn', addNights(service.today, 3)),
    );
    expect(listed.location).to.equal(`${address}?done=request-listed`);
    const stale = await approver.page.get(address);
    expect(stale.html).to.contain('Goes to the panel on');
    const deferral = { reason: 'more_information', note: 'What did the detox unit say?' };
    expect((await approver.page.submit(stale, `${address}/deferral`, deferral)).location).to.equal(
      `${address}?done=request-deferred`,
    );
    const tooLate = await approver.page.submit(
      stale,
      `${address}/approval`,
      fieldsOfDate('decidedOn', service.today),
    );
    expect(tooLate.html).to.contain('Somebody moved this request on after you opened it');
    expect((await coordinator.page.get(address)).html)
      .to.contain('More must be known first. “What did the detox unit say?”')
      .and.to.contain('The referral coordinator acts next');
    const approved = await approver.page.submit(
      await approver.page.get(address),
      `${address}/approval`,
      fieldsOfDate('decidedOn', service.today),
    );
    expect(approved.location).to.equal(`${address}?done=funding-recorded`);
    const after = (await approver.page.get(address)).html;
    expect(after)
      .to.contain('Approved')
      .and.to.contain('12 weeks at £1,050 a week')
      .and.to.contain('Take the approval back');
  });

  it('an approval is taken back with its reason, and both pages say so', async () => {
    const referral = await service.aReadyReferral();
    const address = `/referrals/${referral.referralId}/money`;
    const approver = await service.as('approver');
    const empty = await approver.page.submit(await approver.page.get(address), `${address}/revocation`, {
      note: 'Kept as typed',
    });
    expect(empty.status).to.equal(400);
    expect(empty.html).to.contain('Choose why the approval is taken back').and.to.contain('Kept as typed');
    const revoked = await approver.page.submit(await approver.page.get(address), `${address}/revocation`, {
      ...{ reason: 'circumstances_changed', note: 'Moves to England' },
    });
    expect(revoked.location).to.equal(`${address}?done=approval-revoked`);
    expect((await approver.page.get(address)).html).to.contain(
      'The approval was taken back: circumstances have changed. “Moves to England”',
    );
    expect((await approver.page.get(`/referrals/${referral.referralId}`)).html)
      .to.contain('taken back on 30 Nov 2026')
      .and.to.contain('Funding approval taken back');
  });

  it('what was typed is kept when something is wrong, and each field says what it would accept', async () => {
    const { sent } = await asked('Morrison', { weeks: '900', weeklyRate: 'dear', reason: '' });
    expect(sent.status).to.equal(400);
    expect(sent.html)
      .to.contain('Enter a whole number of weeks from 1 to')
      .and.to.contain('Enter the price of a week in pounds')
      .and.to.contain('Say why this place and this long')
      .and.to.contain('value="dear"');
  });

  it('says where to turn when the partnership’s own money does not do, and asks there', async () => {
    await service.dataSource.query(`UPDATE budget SET limit_pence = 500000 WHERE route = 'adp'`);
    const { address, coordinator } = await asked('Mackay');
    const approver = await service.as('approver');
    expect((await approver.page.get('/funding')).html).to.contain(
      'short. The Additional Placement Fund has £2,000,000 left',
    );
    const short = await coordinator.page.get(address);
    expect(short.html).to.contain('The partnership’s own money does not cover this');
    await coordinator.page.submit(short, `${address}/withdrawal`, { note: 'From the other fund' });
    await coordinator.page.submit(await coordinator.page.get(address), `${address}/request`, {
      ...typed,
      fund: 'additional_placement_fund',
    });
    const now = (await approver.page.get(address)).html;
    expect(now).to.contain('Additional Placement Fund').and.not.to.contain('own money does not cover');
  });

  it('an approval above one’s limit is proposed, waits on the list, and is confirmed by somebody else', async () => {
    const { address } = await asked('Urquhart', { weeks: '50' });
    const second = await service.as('second@glasgow.example');
    const before = await second.page.get(address);
    expect(before.html)
      .to.contain('It costs more than you may approve alone')
      .and.to.contain('up to £40,000')
      .and.not.to.contain('Approve as asked');
    const yes = { ...fieldsOfDate('decidedOn', service.today), weeks: '50', weeklyRate: '1,050' };
    const empty = await second.page.submit(before, `${address}/proposal`, { ...yes, weeks: '' });
    expect(empty.html).to.contain('Enter a whole number of weeks').and.to.contain('value="1,050"');
    const proposed = await second.page.submit(before, `${address}/proposal`, {
      ...{ ...yes, exceptionalReason: 'Not safe at home' },
    });
    expect(proposed.location).to.equal(`${address}?done=approval-proposed`);
    const own = await second.page.get(address);
    expect(own.html).to.contain('Proposed by Effie Rae').and.not.to.contain('Confirm as second approver');
    const first = await service.as('approver@glasgow.example');
    expect((await first.page.get('/funding')).html)
      .to.contain('Waits for a second approver')
      .and.to.contain('Exceptional: Not safe at home');
    const waiting = await first.page.get(address);
    const otherTab = await first.page.get(address);
    const note = await first.page.submit(waiting, `${address}/return`, { note: '' });
    expect(note.html).to.contain('Say why it is given back');
    const confirmed = await first.page.submit(waiting, `${address}/confirmation`, {});
    expect(confirmed.location).to.equal(`${address}?done=approval-confirmed`);
    expect((await first.page.get(address)).html).to.contain('Exceptional: “Not safe at home”');
    const late = await first.page.submit(otherTab, `${address}/confirmation`, {});
    expect(late.html).to.contain('Nothing waits for a second approver any more');
  });

  it('others pay for the rest of a stay from a day on, once an approver has said yes, and it says who pays what', async () => {
    const { offer } = await service.aResident({ nights: 28 });
    const address = `/referrals/${offer.referral.referralId}/money`;
    const coordinator = await service.as('coordinator');
    const page = await coordinator.page.get(address);
    const from = addNights(service.today, 14);
    const typed = {
      ...{ ...fieldsOfDate('fromOn', from), weeklyRate: '1,050', payer: 'additional_placement_fund' },
      ...{ payer1: 'housing_benefit', payerWeek1: '150', reason: 'The first fund has ended' },
    };
    const over = await coordinator.page.submit(page, `${address}/takeover`, {
      ...typed,
      payerWeek1: '1,050',
    });
    expect(over.html).to.contain('together are less than £1,050').and.to.contain('The first fund has ended');
    const late = await coordinator.page.submit(over, `${address}/takeover`, {
      ...typed,
      ...fieldsOfDate('fromOn', addNights(service.today, 28)),
    });
    expect(late.html).to.contain('nights gone by stay with whoever paid for them');
    const asked = await coordinator.page.submit(late, `${address}/takeover`, typed);
    expect(asked.location).to.equal(`${address}?done=takeover-asked`);
    const approver = await service.as('approver');
    const waiting = await approver.page.get(address);
    expect(waiting.html).to.contain('Housing benefit £150 a week').and.to.contain('£2,100');
    const otherTab = await approver.page.get(address);
    const confirmed = await approver.page.submit(waiting, `${address}/takeover-confirmation`, {});
    expect(confirmed.location).to.equal(`${address}?done=takeover-confirmed`);
    expect((await approver.page.get(address)).html)
      .to.contain('Who pays')
      .and.to.contain('£1,800')
      .and.to.contain('£300');
    const again = await approver.page.submit(otherTab, `${address}/takeover-confirmation`, {});
    expect(again.html).to.contain('Nobody is asked any more');
  });

  it('what each approver may approve alone is seen and set by others', async () => {
    const first = await service.as('approver@glasgow.example');
    const page = await first.page.get('/approval-limits');
    expect(page.html).to.contain('The limit of the service').and.to.contain('Somebody else sets yours');
    const action = `/approval-limits/${memberOf('second@glasgow.example').memberId}`;
    const from = fieldsOfDate('fromOn', service.today);
    const high = await first.page.submit(page, action, { ...from, limit: '900,000' });
    expect(high.html).to.contain('your own limit, or ask an administrator').and.to.contain('value="900,000"');
    const set = await first.page.submit(await first.page.get('/approval-limits'), action, {
      ...from,
      limit: '50,000',
    });
    expect(set.location).to.equal('/approval-limits?done=approval-limit-set');
    expect((await first.page.get('/approval-limits')).html).to.contain('£50,000');
  });

  it('have no barriers, wide or on a phone, and can be used without script', async () => {
    const { address } = await asked('Campbell');
    for (const [name, path] of [
      ['funding-to-decide', '/funding'],
      ['referral-money', address],
      ['approval-limits', '/approval-limits'],
    ] as const) {
      await expectNoBarriersOnAnyScreen(browser, name, async (page) => {
        await service.signInBrowser(page, 'approver');
        await page.goto(`${service.url}${path}`);
      });
    }
    await visit(browser, { javaScriptEnabled: false }, async (page) => {
      await service.signInBrowser(page, 'approver');
      await page.goto(`${service.url}/funding`);
      await page.getByRole('link', { name: 'Aonghas Campbell' }).click();
      await page.getByRole('button', { name: 'Approve as asked' }).click();
      await page.getByText('Funding decision recorded').waitFor();
    });
  });
});
