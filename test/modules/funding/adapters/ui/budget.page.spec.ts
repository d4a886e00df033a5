import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { launchBrowser } from '../../../../support/browser.js';
import { expectNoBarriersOnAnyScreen } from '../../../../support/page-visit.js';
import { startService, type RunningService } from '../../../../support/running-service.js';
import { world } from '../../../../support/small-world.js';

const { glasgow } = world.partnerships;

describe('the page of a budget', () => {
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

  const address = (year: number, route = 'adp') => `/partnerships/${glasgow.id}/budgets/${year}/${route}`;
  const why = { reason: 'Letter of the board, 3 November' };

  it('sets a budget that is not there yet, changes it, and keeps who did it and why', async () => {
    const approver = await service.as('approver');
    expect((await approver.page.get('/budgets?year=2031')).html).to.contain(address(2031));
    const at = address(2031);
    const empty = await approver.page.get(at);
    expect(empty.html).to.contain('None set: no money can be held');
    const set = await approver.page.submit(empty, at, { ...why, limit: '1,900,000' });
    expect(set.location).to.equal(`${at}?done=budget-set`);
    const administrator = await service.as('administrator');
    const there = await administrator.page.get(at);
    expect((await administrator.page.submit(there, at, { ...why, limit: '2,000,000' })).status).to.equal(303);
    const now = (await approver.page.get(at)).html;
    expect(now)
      .to.contain('£2,000,000')
      .and.to.contain('From £1,900,000 to £2,000,000. “Letter of the board, 3 November”')
      .and.to.contain('by Una Kerr')
      .and.to.contain('by Alec Laird');
    const fault = await service.dataSource.query('DELETE FROM budget_limit_change').then(() => '', String);
    expect(fault).to.contain('changes of limits are only added');
  });

  it('refuses less than is held, with the figure, and what somebody else changed meanwhile; what was typed is kept', async () => {
    const offer = await service.anOffer({ bed: 'any', nights: 28 });
    const approver = await service.as('approver');
    const at = address(2026);
    const [low, stale, missing] = [
      await approver.page.get(at),
      await approver.page.get(at),
      await approver.page.get(at),
    ];
    const refused = await approver.page.submit(low, at, { ...why, limit: '1' });
    expect(refused.status).to.equal(409);
    expect(offer.costPence).to.equal(420_000);
    expect(refused.html)
      .to.contain('Enter at least £4,200: so much is held and spent already')
      .and.to.contain('value="1"');
    const nothing = await approver.page.submit(missing, at, { limit: 'lots', reason: '' });
    expect(nothing.html).to.contain('Enter the limit in pounds').and.to.contain('Say why');
    await approver.page.submit(await approver.page.get(at), at, { ...why, limit: '50,000' });
    const late = await approver.page.submit(stale, at, { ...why, limit: '60,000' });
    expect(late.html).to.contain('its limit is £50,000 now').and.to.contain('value="60,000"');
  });

  it('is seen by a coordinator, set by those who may, and nobody’s outside', async () => {
    const coordinator = await service.as('coordinator');
    const page = await coordinator.page.get(address(2027));
    expect(page.status).to.equal(200);
    expect(page.html).to.not.contain('Set the limit');
    const highland = await service.as('approver@highland.example');
    expect((await highland.page.get(address(2027))).status).to.equal(404);
    expect((await coordinator.page.get(address(2027, 'lottery'))).status).to.equal(404);
    expect((await coordinator.page.get(address(2025))).html).to.contain('not carried over');
  });

  it('has beside it, on the money of a referral, every entry with what is held and spent after it', async () => {
    const resident = await service.aResident({ bed: 'plain', nights: 84 });
    service.clock.advance({ days: 28 });
    const provider = await service.as('provider_manager');
    const [year = '', month = '', day = ''] = service.today.split('-');
    const left = await provider.post(
      `/api/placements/${resident.placementId}/discharge`,
      { endedOn: `${year}-${month}-${day}`, kind: 'unplanned', reason: 'dropped_out' },
      { version: resident.version },
    );
    expect(left.status, left.text).to.equal(201);
    const coordinator = await service.as('coordinator');
    const { html } = await coordinator.page.get(`/referrals/${resident.offer.referral.referralId}/money`);
    expect(html)
      .to.contain('Given back for nights nobody slept, for the offer and its stay')
      .and.to.contain('£8,400')
      .and.to.contain('£4,200');
  });

  it('names the exceptional approvals of the year by those who gave them, and nobody else', async () => {
    const { referralId, familyName } = await service.aReferral({ familyName: 'Gillanders' });
    const second = await service.as('second@glasgow.example');
    const proposed = await second.post(`/api/referrals/${referralId}/funding-proposal`, {
      ...{ weeks: 50, weeklyRatePence: 100_000, decidedOn: service.today },
      exceptionalReason: 'Not safe at home',
    });
    expect(proposed.status, proposed.text).to.equal(201);
    const first = await service.as('approver@glasgow.example');
    await first.post(`/api/referrals/${referralId}/funding-proposal/confirmation`, {}, { version: 1 });
    const { html } = await (await service.as('administrator')).page.get(address(2026));
    expect(html)
      .to.contain('50 weeks at £1,000 a week: £50,000, proposed by Effie Rae and confirmed by Alec Laird')
      .and.not.to.contain('Not safe at home')
      .and.not.to.contain(familyName);
  });

  it('has no barriers, wide or on a phone', async () => {
    await expectNoBarriersOnAnyScreen(browser, 'budget', async (page) => {
      await service.signInBrowser(page, 'approver');
      await page.goto(`${service.url}${address(2031)}`);
    });
  });
});
