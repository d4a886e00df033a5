import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { addNights } from '../../../../../src/kernel/iso-date.js';
import { done } from '../../../../../src/kernel/outcome.js';
import { systemActor } from '../../../../../src/kernel/actor.js';
import { execute } from '../../../../../src/platform/db/sql.js';
import { launchBrowser } from '../../../../support/browser.js';
import { expectNoBarriersOnAnyScreen, tabTo, visit } from '../../../../support/page-visit.js';
import { startService, type RunningService } from '../../../../support/running-service.js';

describe('the waiting list', () => {
  let service: RunningService;
  let browser: Browser;
  const list = async (query = '', who: Parameters<RunningService['as']>[0] = 'coordinator') =>
    (await service.as(who)).page.get(`/waiting-list${query}`);

  before(async () => {
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
  });
  beforeEach(async () => {
    service = await startService();
  });
  afterEach(async () => {
    await service?.stop();
  });

  it('shows suggestions with reasons and checks, what is missing and who acts, most urgent first', async () => {
    const first = await service.aReadyReferral({
      urgencyBand: 'urgent',
      givenName: 'Ùna',
      familyName: 'NicIain',
      sex: 'female',
    });
    await service.aReferral({ urgencyBand: 'routine', familyName: 'Lateron' });
    expect((await list()).html)
      .to.contain('There are no suggestions yet')
      .and.to.contain('Being worked out');
    await service.runWorkerOnce();
    await visit(browser, { javaScriptEnabled: false }, async (page) => {
      await service.signInBrowser(page, 'coordinator');
      await page.goto(`${service.url}/waiting-list`);
      const rows = page.locator('tbody tr');
      expect(await page.locator('main').innerText()).to.contain(
        '2 people waiting, 1 of them ready for an offer.',
      );
      expect(await rows.nth(0).innerText())
        .to.contain('Ùna NicIain')
        .and.to.contain('10 days');
      expect(await rows.nth(1).innerText())
        .to.contain('Lateron')
        .and.to.contain('No suitable assessment yet')
        .and.to.contain('Nobody has asked for funding yet')
        .and.to.contain('The referral coordinator acts next');
      await tabTo(page, `#why-${first.referralId} summary`);
      await page.keyboard.press('Enter');
      const why = await page.locator(`#why-${first.referralId}`).innerText();
      expect(why).to.contain('The earliest bed that fits the whole stay').and.to.contain('Takes women');
      await tabTo(page, 'a:has-text("Make an offer")');
      await page.keyboard.press('Enter');
      await page.waitForURL(`**/referrals/${first.referralId}/offer?bedId=*`);
    });
  });

  it('never lags behind the facts: readiness is of now, whatever the latest run says', async () => {
    const referral = await service.aReadyReferral({ familyName: 'Expires' });
    await service.runWorkerOnce();
    expect((await list()).html).to.contain(`/referrals/${referral.referralId}/offer?`);
    service.clock.advance({ days: 200 });
    const { html } = await list();
    expect(html).to.contain('The assessment has run out').and.to.contain('The funding approval has run out');
    expect(html).to.contain('Would be').and.not.to.contain(`/referrals/${referral.referralId}/offer?`);
    expect(html).to.contain('Suggestions may be out of date');
  });

  it('tells an offer that waits, and a booking, in place of the suggestion', async () => {
    const offered = await service.anOffer({ bed: 'rowan1' });
    const booked = await service.aBooking({ bed: 'any', arrivesOn: addNights(service.today, 3) });
    await service.runWorkerOnce();
    const { html } = await list();
    expect(html).to.contain(`/offers/${offered.offerId}/made`).and.to.contain('Rowan Bank, Room 1');
    expect(html).to.match(
      /\d+ (?:person|people) waiting, 0 of them ready for an offer\. \d+ more have an offer or a bed\./,
    );
    expect(html).to.contain('Answer due by').and.to.contain('Arrives on 26 Nov 2026');
    expect(html).to.contain(`/offers/${booked.offer.offerId}/made`).and.not.to.contain('Make an offer');
    service.clock.advance({ days: 4 });
    expect((await list()).html)
      .to.contain('Was due on 26 Nov 2026; arrival not recorded yet')
      .and.not.to.contain('Arrives on');
  });

  it('keeps to its own partnership: no name, no reference of another', async () => {
    const glasgow = await service.aReadyReferral({ familyName: 'Glasgowonly' });
    const highland = await service.aReadyReferral({ familyName: 'Highlandonly', partnership: 'highland' });
    await service.runWorkerOnce();
    const seen = await list('', 'coordinator@highland.example');
    expect(seen.html).to.contain('Highlandonly').and.to.contain(highland.reference);
    expect(seen.html).not.to.contain('Glasgowonly').and.not.to.contain(glasgow.reference);
    expect((await list('', 'approver')).html)
      .to.contain('Glasgowonly')
      .and.not.to.contain('Record a referral');
    for (const who of ['provider_manager', 'planner', 'administrator'] as const) {
      const refused = await list('', who);
      expect(refused.status, who).to.equal(403);
      expect(refused.html).not.to.contain('Glasgowonly');
    }
  });

  it('filters, and pages by keys so that nobody is shown twice or missed', async () => {
    for (let n = 0; n < 30; n += 1) {
      await service.aReferral({
        familyName: `Person${String(n).padStart(2, '0')}X`,
        urgencyBand: n % 3 === 0 ? 'urgent' : 'routine',
        receivedOn: addNights(service.today, -n),
      });
    }
    const namesIn = (html: string): readonly string[] =>
      [...html.matchAll(/Person\d\dX/g)].map(([name]) => name);
    const first = await list();
    expect(namesIn(first.html)).to.have.length(25);
    expect(first.html).to.contain('1 to 25 of 30');
    const next = /href="(\/waiting-list\?after=[^"]+)" rel="next"/.exec(first.html)?.[1] ?? '';
    const second = await list(next.replace('/waiting-list', ''));
    expect(namesIn(second.html)).to.have.length(5);
    expect(second.html).to.contain('href="/waiting-list" rel="prev"').and.not.to.contain('rel="next"');
    expect(new Set([...namesIn(first.html), ...namesIn(second.html)]).size).to.equal(30);
    expect(namesIn(first.html)[0]).to.equal('Person27X');

    expect(namesIn((await list('?band=urgent')).html)).to.have.length(10);
    expect(namesIn((await list('?queue=ready')).html)).to.have.length(0);
    for (const odd of [
      '?band=%3Cscript%3E',
      '?after=%F0%9F%A6%A6',
      '?after=zzz&band=urgent',
      '?queue=1&after=0',
    ]) {
      expect((await list(odd)).status, odd).to.equal(200);
    }
  });

  it('puts first who needs attention and why, tells both clocks, and shows each queue by itself', async () => {
    const due = await service.aReadyReferral({
      familyName: 'Attendname',
      urgencyBand: 'soon',
      receivedOn: addNights(service.today, -30),
    });
    const away = await service.aReadyReferral({ familyName: 'Awayname' });
    const offered = await service.aReadyReferral({ familyName: 'Offeredname' });
    await service.anOffer({ bed: 'rowan1', referral: offered });
    await service.aReferral({ familyName: 'Missingname', receivedOn: service.today });
    const coordinator = await service.as('coordinator');
    const { version } = (await coordinator.get(`/api/referrals/${due.referralId}`)).body;
    const days = {
      fromOn: addNights(service.today, -8),
      toOn: addNights(service.today, -2),
      reason: 'unwell',
    };
    await coordinator.post(`/api/referrals/${due.referralId}/unavailability`, days, { version });
    const until = { fromOn: service.today, toOn: addNights(service.today, 9), reason: 'hospital' };
    const awayVersion = (await coordinator.get(`/api/referrals/${away.referralId}`)).body.version;
    await coordinator.post(`/api/referrals/${away.referralId}/unavailability`, until, {
      version: awayVersion,
    });
    const namesIn = (html: string): readonly string[] => [
      ...new Set([...html.matchAll(/(?:Attend|Away|Missing|Offered)name/g)].map(([name]) => name)),
    ];
    const { html } = await list();
    expect(namesIn(html)).to.deep.equal(['Attendname', 'Awayname', 'Offeredname', 'Missingname']);
    expect(html)
      .to.contain('1 person needs attention.')
      .and.to.contain('Whether they can wait is to be looked at')
      .and.to.contain('24 when they could have gone')
      .and.to.contain('Can go again from 2 Dec 2026');
    for (const [queue, names] of [
      ['needs-attention', ['Attendname']],
      ['ready', ['Attendname']],
      ['unavailable', ['Awayname']],
      ['offered', ['Offeredname']],
      ['assessment-missing', ['Missingname']],
      ['booked', []],
    ] as const)
      expect(namesIn((await list(`?queue=${queue}`)).html), queue).to.deep.equal(names);
  });

  it('asks the database the same number of questions however many wait', async () => {
    const questions = async (): Promise<number> => {
      const read = async () => {
        const [row] = await service.dataSource.query("SHOW GLOBAL STATUS LIKE 'Questions'");
        return Number(row.Value);
      };
      const caller = await service.as('coordinator');
      const before = await read();
      await caller.page.get('/waiting-list');
      return (await read()) - before;
    };
    await service.aReadyReferral();
    await service.runWorkerOnce();
    await questions();
    const few = await questions();
    for (let n = 0; n < 12; n += 1) await service.aReadyReferral({ familyName: `More${n}` });
    await service.runWorkerOnce();
    // Anything asked once a person would be twelve more; the difference left is of other clocks that tick.
    expect(await questions()).to.be.below(few + 12);
  });

  it('shows a suggestion whose explanation is of a shape no longer known', async () => {
    const referral = await service.aReadyReferral();
    await service.runWorkerOnce();
    await service.uow.run({ actor: systemActor, requestId: 'test' }, async (tx) => {
      await execute(tx, `UPDATE suggestion SET explanation = '{"of":"another year"}'`);
      return done(true);
    });
    const { status, html } = await list();
    expect(status).to.equal(200);
    expect(html).to.contain(`/referrals/${referral.referralId}/offer?`);
  });

  it('has no barriers, empty and with people', async () => {
    const open =
      (query = '') =>
      async (page: Parameters<RunningService['signInBrowser']>[0]) => {
        await service.signInBrowser(page, 'coordinator');
        await page.goto(`${service.url}/waiting-list${query}`);
        for (const summary of await page.locator('main details summary').all()) await summary.click();
      };
    await expectNoBarriersOnAnyScreen(browser, 'waiting-list-nobody', open());
    await service.aReadyReferral({ urgencyBand: 'emergency', preferredProjectIds: [] });
    await service.aReferral({ givenName: 'W'.repeat(120), familyName: '<img src=x onerror=alert(1)>' });
    await service.anOffer({ bed: 'rowan2' });
    await service.runWorkerOnce();
    await expectNoBarriersOnAnyScreen(browser, 'waiting-list-people', open());
  });
});
