import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { addNights, type IsoDate } from '../../../../../src/kernel/iso-date.js';
import { fieldsOfDate } from '../../../../../src/ui/forms/date-parts.js';
import { launchBrowser } from '../../../../support/browser.js';
import {
  expectNoBarriers,
  expectNoBarriersOnAnyScreen,
  screens,
  tabTo,
  visit,
} from '../../../../support/page-visit.js';
import {
  startService,
  type RecordedReferral,
  type RunningService,
} from '../../../../support/running-service.js';
import { world, type BedName, type MemberEmail } from '../../../../support/small-world.js';

describe('making an offer by page', () => {
  let service: RunningService;
  let browser: Browser;
  const addressOf = (
    { referralId }: RecordedReferral,
    bed: BedName,
    arrivesOn: IsoDate,
    nights: number,
  ): string =>
    `/referrals/${referralId}/offer?${new URLSearchParams({
      bedId: world.beds[bed],
      arrivesOn,
      departsOn: addNights(arrivesOn, nights),
    }).toString()}`;
  const datesOf = (arrivesOn: IsoDate, nights: number) => ({
    ...fieldsOfDate('arrivesOn', arrivesOn),
    ...fieldsOfDate('departsOn', addNights(arrivesOn, nights)),
  });
  const count = async (statement: string, values: readonly unknown[] = []): Promise<number> => {
    const [row] = await service.dataSource.query(`SELECT COUNT(*) AS n FROM ${statement}`, [...values]);
    return Number(row.n);
  };
  /** Opens the page of an offer and sends its form with these dates. */
  const offer = async (referral: RecordedReferral, bed: BedName, arrivesOn: IsoDate, nights: number) => {
    const caller = await service.as('coordinator');
    const page = await caller.page.get(addressOf(referral, bed, service.today, 7));
    return caller.page.submit(page, `/referrals/${referral.referralId}/offer`, datesOf(arrivesOn, nights));
  };

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

  it('goes from the waiting list to the offer made, by keyboard without script', async () => {
    const referral = await service.aReadyReferral({
      givenName: 'Fionnlagh',
      familyName: 'Mac an t-Saoir',
      urgencyBand: 'urgent',
    });
    await service.runWorkerOnce();
    await visit(browser, { javaScriptEnabled: false, viewport: screens.phone }, async (page) => {
      await service.signInBrowser(page, 'coordinator');
      await page.goto(`${service.url}/waiting-list`);
      await tabTo(page, 'a:has-text("Make an offer")');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/offer?**');
      const main = await page.locator('main').innerText();
      for (const text of [
        'Fionnlagh Mac an t-Saoir',
        'Free for the whole stay',
        'has until 9am on Tuesday 24 November to answer, since the person would arrive then',
        '£12,600',
        'of your partnership’s own budget is held until the answer',
        'Out of date',
      ]) {
        expect(main).to.contain(text);
      }
      await tabTo(page, 'button:has-text("Make this offer")');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/offers/*/made');
      expect(await page.locator('main').innerText())
        .to.contain('Offer made')
        .and.to.contain('Answer due by 9am on Tuesday 24 November');
    });
    expect(
      await count('offer WHERE referral_id = ? AND state = ?', [referral.referralId, 'offered']),
    ).to.equal(1);
    expect(await count('bed_night')).to.equal(84);
  });

  it('makes one offer of a form sent twice', async () => {
    const referral = await service.aReadyReferral();
    const caller = await service.as('coordinator');
    const page = await caller.page.get(addressOf(referral, 'any', service.today, 84));
    const send = () =>
      caller.page.submit(page, `/referrals/${referral.referralId}/offer`, datesOf(service.today, 84));
    const [one, two] = await Promise.all([send(), send()]);
    const three = await send();
    expect(one.location).to.match(/^\/offers\/[0-9a-f-]{36}\/made$/);
    expect([two.location, three.location]).to.deep.equal([one.location, one.location]);
    expect(await count('offer')).to.equal(1);
  });

  it('looks at other dates without holding anything', async () => {
    const referral = await service.aReadyReferral();
    const caller = await service.as('coordinator');
    const page = await caller.page.get(addressOf(referral, 'any', service.today, 84));
    const from = addNights(service.today, 7);
    const checked = await caller.page.submit(page, `/referrals/${referral.referralId}/offer`, {
      ...datesOf(from, 14),
      intent: 'check',
    });
    expect(checked.location).to.equal(addressOf(referral, 'any', from, 14));
    const { html } = await caller.page.get(checked.location ?? '');
    expect(html).to.contain('£2,100').and.to.contain('value="30"');
    expect(await count('offer')).to.equal(0);
    expect(await count('bed_night')).to.equal(0);
  });

  it('says which night clashes, leads to another place, and keeps the dates', async () => {
    await service.anOffer({ bed: 'rowan1', arrivesOn: addNights(service.today, 10), nights: 5 });
    const referral = await service.aReadyReferral({ familyName: 'Second' });
    await service.runWorkerOnce();
    const before = await count('bed_night');
    const refused = await offer(referral, 'rowan1', addNights(service.today, 3), 20);
    expect(refused.status).to.equal(409);
    for (const text of [
      'The bed is not free on these nights',
      'held or taken on the night of 3 Dec 2026',
      'Look at the place suggested now',
      'href="/board"',
      'name="arrivesOn-day" value="26"',
      'Not free on the night of 3 Dec 2026',
    ]) {
      expect(refused.html).to.contain(text);
    }
    expect(await count('bed_night')).to.equal(before);
    await visit(browser, { viewport: screens.wide }, async (page) => {
      await service.signInBrowser(page, 'coordinator');
      await page.goto(`${service.url}${addressOf(referral, 'rowan1', addNights(service.today, 3), 20)}`);
      expect(await page.locator('main').innerText()).to.contain(
        'The offer cannot be made while a check does not say yes',
      );
      expect(await page.locator('button:has-text("Make this offer")').count()).to.equal(0);
      await expectNoBarriers(page, 'make-offer-clash-wide');
    });
  });

  it('refuses what cannot be, beside the field, and never half does it', async () => {
    const referral = await service.aReadyReferral({ fundedWeeks: 4 });
    const caller = await service.as('coordinator');
    const page = await caller.page.get(addressOf(referral, 'any', service.today, 28));
    const { today } = service;
    const wrong: readonly (readonly [Readonly<Record<string, string>>, number, string])[] = [
      [
        { ...datesOf(today, 28), 'arrivesOn-day': '31', 'arrivesOn-month': '11' },
        400,
        '“31 11 2026” is not a date',
      ],
      [
        { ...datesOf(today, 28), ...fieldsOfDate('departsOn', today) },
        400,
        'Enter a leaving day after 23 Nov 2026',
      ],
      [{ ...datesOf(addNights(today, -1), 7) }, 400, 'Enter a day of arrival from today, 23 Nov 2026, on'],
      [{ ...datesOf(today, 7), 'arrivesOn-year': '1900' }, 400, 'Enter a day of arrival from today'],
      [
        { ...datesOf(today, 7), 'arrivesOn-year': '2199', 'departsOn-year': '2199' },
        400,
        'no later than 24 Nov 2027',
      ],
      [{ ...datesOf(today, 900) }, 400, 'at most two years'],
      [{ ...datesOf(today, 29) }, 409, 'Enter at most 28 nights, which are paid for: these dates make 29'],
      [{ ...datesOf(today, 7), bedId: world.beds.female }, 409, 'The place does not take this person'],
      [{ ...datesOf(today, 7), bedId: world.beds.detox }, 409, 'This is a detox bed'],
    ];
    for (const [fields, status, text] of wrong) {
      const reply = await caller.page.submit(page, `/referrals/${referral.referralId}/offer`, {
        ...fields,
        idempotencyKey: 'a'.repeat(22) + String(wrong.findIndex((row) => row[0] === fields)),
      });
      expect(reply.html, text).to.contain(text);
      expect(reply.status, text).to.equal(status);
    }
    const odd = await caller.page.submit(page, `/referrals/${referral.referralId}/offer`, {
      ...datesOf(today, 7),
      bedId: "'; DROP TABLE offer; --",
    });
    expect(odd.status).to.equal(404);
    expect(await count('offer')).to.equal(0);
    expect(await count('bed_night')).to.equal(0);
  });

  it('says nothing of other dates than those typed, and offers no button for wrong ones', async () => {
    const referral = await service.aReadyReferral();
    const caller = await service.as('coordinator');
    const page = await caller.page.get(addressOf(referral, 'any', service.today, 70));
    expect(page.html).to.contain('Make this offer').and.to.contain('70 nights');
    const wrong = await caller.page.submit(page, `/referrals/${referral.referralId}/offer`, {
      ...datesOf(service.today, 70),
      'departsOn-day': '31',
      'departsOn-month': '2',
    });
    expect(wrong.html)
      .to.contain('Put the dates right and check them')
      .and.to.contain('Check these dates')
      .and.not.to.contain('70 nights')
      .and.not.to.contain('Make this offer');
  });

  it('says what somebody lacks who is not ready', async () => {
    const referral = await service.aReferral();
    const refused = await offer(referral, 'any', service.today, 7);
    expect(refused.status).to.equal(409);
    expect(refused.html)
      .to.contain('The person is not ready to place')
      .and.to.contain('Nobody has asked for funding yet')
      .and.to.contain(`href="/referrals/${referral.referralId}/money">Ask for funding</a>`);
  });

  it('leads to what helps somebody who is not ready, and never to other dates', async () => {
    const referral = await service.aReferral({ sex: 'female', detoxNeed: 'before_entry' });
    const caller = await service.as('coordinator');
    const { html } = await caller.page.get(addressOf(referral, 'any', service.today, 7));
    expect(html)
      .to.contain('The offer can be made once the person is ready to place:')
      .and.to.contain(`href="/referrals/${referral.referralId}/assessments"`)
      .and.to.contain(`href="/referrals/${referral.referralId}#gate-detox">Book detox</a>`)
      .and.to.not.contain('Change the dates and check them');
  });

  it('says that there is no money left, and how much would do', async () => {
    const referral = await service.aReadyReferral({
      weeklyRatePence: 250_000,
      fundedWeeks: 78,
      plannedWeeks: 78,
    });
    await service.dataSource.query('UPDATE budget SET limit_pence = 100000 WHERE route = ?', ['adp']);
    const refused = await offer(referral, 'any', service.today, 7);
    expect(refused.status).to.equal(409);
    expect(refused.html)
      .to.contain('There is too little money left')
      .and.to.contain('£2,500')
      .and.to.contain('£1,000 is left');
    expect(await count('bed_night')).to.equal(0);
  });

  it('takes an offer back with a reason, and only while it waits', async () => {
    const made = await service.anOffer({ bed: 'any' });
    const coordinator = await service.as('coordinator');
    const address = `/offers/${made.offerId}/made`;
    const page = await coordinator.page.get(address);
    const without = await coordinator.page.submit(page, `/offers/${made.offerId}/withdrawal`, {
      reason: ' ',
    });
    expect(without.status).to.equal(400);
    expect(without.html).to.contain('Say why the offer is taken back');
    await visit(browser, { javaScriptEnabled: false }, async (tab) => {
      await service.signInBrowser(tab, 'coordinator');
      await tab.goto(`${service.url}${address}`);
      await tabTo(tab, '#withdraw summary');
      await tab.keyboard.press('Enter');
      await tabTo(tab, '[name="reason"]');
      await tab.keyboard.type('Chosen another place 🦦');
      await tabTo(tab, '#withdraw button');
      await tab.keyboard.press('Enter');
      await tab.waitForURL('**/waiting-list?done=offer-withdrawn');
    });
    expect(await count('bed_night')).to.equal(0);
    const late = await coordinator.page.submit(page, `/offers/${made.offerId}/withdrawal`, {
      reason: 'Again',
    });
    expect(late.status).to.equal(409);
    const after = await coordinator.page.get(address);
    expect(after.html).to.contain('Offer taken back').and.not.to.contain('/withdrawal');
  });

  it('records the person’s no for the coordinator who heard it; the provider is told', async () => {
    const made = await service.anOffer({ bed: 'any' });
    const coordinator = await service.as('coordinator');
    const address = `/offers/${made.offerId}/made`;
    const page = await coordinator.page.get(address);
    const without = await coordinator.page.submit(page, `/offers/${made.offerId}/refusal`, {
      noReason: '',
      noNote: 'Misses the children',
    });
    expect(without.status).to.equal(400);
    expect(without.html).to.contain('Choose why the person says no').and.to.contain('Misses the children');
    await visit(browser, { javaScriptEnabled: false }, async (tab) => {
      await service.signInBrowser(tab, 'coordinator');
      await tab.goto(`${service.url}${address}`);
      await tabTo(tab, '#persons-no summary');
      await tab.keyboard.press('Enter');
      await tab.selectOption('[name="noReason"]', 'caring');
      await tabTo(tab, '#persons-no button');
      await tab.keyboard.press('Enter');
      await tab.waitForURL(`**${address}?done=persons-no`);
    });
    expect(await count('bed_night')).to.equal(0);
    const after = await coordinator.page.get(address);
    expect(after.html)
      .to.contain('The person declined: cares for somebody')
      .and.to.contain(`/referrals/${made.referral.referralId}/suggestion`);
    await service.runWorkerOnce();
    const staff = await service.as('staff@larch.example');
    expect((await staff.page.get('/notifications')).html).to.contain('An offer was declined');
  });

  it('leaves each side its own no', async () => {
    const made = await service.anOffer({ bed: 'any' });
    const no = async (who: MemberEmail, refusedBy: string, reason: string) =>
      (await service.as(who)).post(
        `/api/offers/${made.offerId}/refusal`,
        { refusedBy, reason },
        { version: 1 },
      );
    const staffing = await no('coordinator@glasgow.example', 'provider', 'staffing');
    expect(staffing.status).to.equal(422);
    expect(staffing.body).to.deep.include({ accepted: ['person', 'funder'] });
    const money = await no('staff@larch.example', 'funder', 'funding_withdrawn');
    expect(money.status).to.equal(422);
    expect(money.body).to.deep.include({ accepted: ['provider', 'person'] });
    expect((await no('coordinator@glasgow.example', 'person', 'travel')).status).to.equal(201);
  });

  it('tells how an offer ended', async () => {
    const ended = await service.anOffer({ bed: 'any' });
    service.clock.advance({ days: 30 });
    const coordinator = await service.as('coordinator');
    expect((await coordinator.page.get(`/offers/${ended.offerId}/made`)).html).to.contain('Offer ran out');
    const booking = await service.aBooking({ bed: 'rowan1' });
    expect((await coordinator.page.get(`/offers/${booking.offer.offerId}/made`)).html).to.contain(
      'Offer accepted',
    );
    const declined = await service.anOffer({ bed: 'rowan2' });
    const rowan = await service.as('manager@rowan.example');
    await rowan.page.post(`/incoming-offers/${declined.offerId}/refusal`, {
      version: '1',
      reason: 'provider.staffing',
    });
    expect((await coordinator.page.get(`/offers/${declined.offerId}/made`)).html).to.contain(
      'The provider declined: not enough staff. The bed and the money are free again',
    );
  });

  it('tells that the person did not arrive', async () => {
    const booking = await service.aBooking({ bed: 'rowan1' });
    const rowan = await service.as('manager@rowan.example');
    const recorded = await rowan.page.post(`/residents/${booking.placementId}/never-started`, {
      version: String(booking.version),
      reason: 'relapse_or_unstable',
    });
    expect(recorded.status).to.equal(303);
    const coordinator = await service.as('coordinator');
    expect((await coordinator.page.get(`/offers/${booking.offer.offerId}/made`)).html)
      .to.contain('The person did not arrive. The bed and the money are free again')
      .and.not.to.contain('The bed is booked');
  });

  it('belongs to the partnership that makes it', async () => {
    const made = await service.anOffer({ referral: await service.aReadyReferral({ familyName: 'Hidden' }) });
    const highland = await service.as('coordinator@highland.example');
    for (const path of [
      `/offers/${made.offerId}/made`,
      addressOf(made.referral, 'any', service.today, 7),
      '/offers/🦦/made',
    ]) {
      const reply = await highland.page.get(path);
      expect(reply.status, path).to.equal(404);
      expect(reply.html).not.to.contain('Hidden');
    }
    const foreign = await highland.page.post(`/offers/${made.offerId}/withdrawal`, {
      version: '1',
      reason: 'Mine now',
    });
    expect(foreign.status).to.equal(404);
    const stolen = await highland.page.post(`/referrals/${made.referral.referralId}/offer`, {
      bedId: world.beds.plain,
      ...datesOf(service.today, 7),
    });
    expect(stolen.status).to.equal(404);
    expect(await count('offer')).to.equal(1);
  });

  it('starts from the place suggested, and without one goes back to the referral', async () => {
    const referral = await service.aReadyReferral();
    const coordinator = await service.as('coordinator');
    const address = `/referrals/${referral.referralId}/offer`;
    expect((await coordinator.page.get(address)).location).to.equal(`/referrals/${referral.referralId}`);
    await service.runWorkerOnce();
    expect((await coordinator.page.get(address)).html).to.contain('Larch House');
    const oddDates = await coordinator.page.get(`${address}?arrivesOn=2026-02-30&departsOn=1900-01-01`);
    expect(oddDates.status).to.equal(200);
  });

  it('has no barriers', async () => {
    const referral = await service.aReadyReferral();
    const made = await service.anOffer({ bed: 'rowan2' });
    await expectNoBarriersOnAnyScreen(browser, 'make-offer', async (page) => {
      await service.signInBrowser(page, 'approver');
      await page.goto(`${service.url}${addressOf(referral, 'female', service.today, 100)}`);
    });
    await expectNoBarriersOnAnyScreen(browser, 'offer-made', async (page) => {
      await service.signInBrowser(page, 'coordinator');
      await page.goto(`${service.url}/offers/${made.offerId}/made`);
      await page.click('#withdraw summary');
    });
  });
});
