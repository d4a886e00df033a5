import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { addNights } from '../../../../../src/kernel/iso-date.js';
import { fieldsOfDate } from '../../../../../src/ui/forms/date-parts.js';
import { launchBrowser } from '../../../../support/browser.js';
import { expectNoBarriersOnAnyScreen } from '../../../../support/page-visit.js';
import { startService, type RunningService } from '../../../../support/running-service.js';
import { world } from '../../../../support/small-world.js';

describe('the day of arrival', () => {
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

  it('is told together with detox that moves, on both sides, and such an offer is not accepted', async () => {
    const endsOn = addNights(service.today, 14);
    const referral = await service.aReadyReferral({
      detox: { startsOn: addNights(service.today, 4), endsOn },
    });
    const coordinator = await service.as('coordinator');
    const address = `/referrals/${referral.referralId}`;
    const beforehand = `${address}/offer?bedId=${world.beds.any}&arrivesOn=${addNights(endsOn, 6)}&departsOn=${addNights(endsOn, 90)}`;
    expect((await coordinator.page.get(beforehand)).html)
      .to.contain('Look at these dates')
      .and.to.contain('Detox ends on 7 Dec 2026, 6 days before the arrival');
    const offer = await service.anOffer({ referral, arrivesOn: endsOn, bed: 'any' });
    expect((await coordinator.page.get(`${address}/arrival`)).html).to.not.contain(
      'The days do not go together',
    );
    const manager = await service.as('provider_manager');
    expect((await manager.page.get('/incoming-offers')).html).to.contain('7 Dec 2026, the day of arrival');

    service.clock.advance({ minutes: 1 });
    const moved = await coordinator.post(
      `/api${address}/detox-bookings`,
      { site: 'Detox unit', startsOn: addNights(service.today, 4), endsOn: addNights(endsOn, 2) },
      { version: referral.version },
    );
    expect(moved.status, moved.text).to.equal(201);
    const told = 'Detox ends on 9 Dec 2026, 2 days after the arrival: an arrival that day or later fits';
    expect((await coordinator.page.get(address)).html).to.contain(told);
    expect((await coordinator.page.get(`${address}/arrival`)).html).to.contain(told);
    expect((await manager.page.get('/incoming-offers')).html).to.contain('2 days after the arrival offered');
    const accepted = await manager.post(
      `/api/offers/${offer.offerId}/acceptance`,
      {},
      { version: offer.version },
    );
    expect(`${accepted.status} ${accepted.body.type}`).to.equal('422 /problems/arrives-before-detox-ends');
    expect(accepted.body.detoxEndsOn).to.equal(addNights(endsOn, 2));
  });

  it('is the day of liberation: nobody is offered or suggested a bed while in prison', async () => {
    const liberationOn = addNights(service.today, 10);
    const { referralId } = await service.aReadyReferral({ liberationOn });
    const coordinator = await service.as('coordinator');
    const early = await coordinator.post('/api/offers', {
      ...{ referralId, bedId: world.beds.plain, arrivesOn: service.today },
      departsOn: addNights(service.today, 60),
    });
    expect(`${early.status} ${early.body.type}`).to.equal('422 /problems/arrives-before-liberation');
    expect(early.body.liberationOn).to.equal(liberationOn);
    await service.runWorkerOnce();
    const { html } = await coordinator.page.get(`/referrals/${referralId}`);
    expect(html)
      .to.contain(`arrivesOn=${liberationOn}`)
      .and.to.contain('Leaves prison on 3 Dec 2026. Answers should be there: arrange the day itself.');
    expect((await coordinator.page.get(`/referrals/${referralId}/arrival`)).html).to.contain(
      'have the project’s and the funder’s answer by 19 Nov 2026',
    );
    const booked = await coordinator.post('/api/offers', {
      ...{ referralId, bedId: world.beds.rowan1, arrivesOn: liberationOn },
      ...{ departsOn: addNights(liberationOn, 60), override: { reason: 'Nearer home' } },
    });
    expect(booked.status, booked.text).to.equal(201);
    for (const address of [`/referrals/${referralId}`, `/referrals/${referralId}/arrival`]) {
      const { html: placed } = await coordinator.page.get(address);
      expect(placed, address).to.contain('Leaves prison on 3 Dec 2026.');
      expect(placed, address).to.not.match(/Answers should be there|Ask projects by/);
    }
  });

  it('has somebody who brings the person, and an answer about the home, each kept with who said it', async () => {
    const { offer, placementId } = await service.aBooking({
      bed: 'male',
      arrivesOn: addNights(service.today, 7),
    });
    const address = `/referrals/${offer.referral.referralId}/arrival`;
    const coordinator = await service.as('coordinator');
    const page = await coordinator.page.get(address);
    expect(page.html).to.contain('To arrange').and.to.contain('Nobody has asked yet');
    const empty = await coordinator.page.submit(page, `${address}/travel`, {});
    expect(empty.status).to.equal(400);
    expect(empty.html).to.contain('Enter the day of travel').and.to.contain('Choose who brings the person');
    const past = await coordinator.page.submit(await coordinator.page.get(address), `${address}/travel`, {
      ...fieldsOfDate('travelsOn', addNights(service.today, -1)),
      broughtBy: 'prison',
    });
    expect(past.status).to.equal(409);
    expect(past.html).to.contain('Enter a day from');
    const arrange = async (days: number, confirmed: object) =>
      coordinator.page.submit(await coordinator.page.get(address), `${address}/travel`, {
        ...fieldsOfDate('travelsOn', addNights(service.today, days)),
        ...{ broughtBy: 'prison', note: 'At the gate at nine', ...confirmed },
      });
    expect((await arrange(6, {})).location).to.equal(`${address}?done=travel-recorded`);
    expect((await coordinator.page.get(address)).html).to.contain('Another day than the arrival');
    await arrange(7, { confirmed: 'yes' });
    const home = await coordinator.page.submit(await coordinator.page.get(address), `${address}/home`, {
      answer: 'support_applied',
    });
    expect(home.location).to.equal(`${address}?done=home-recorded`);
    expect((await coordinator.page.get(address)).html)
      .to.contain('The prison service, on 30 Nov 2026, confirmed: “At the gate at nine”')
      .and.to.contain('Dual Housing Support is applied for')
      .and.to.contain('by Cara Muir');
    const read = await coordinator.get(`/api${address}`);
    expect(read.body).to.include({ travelState: 'confirmed', home: 'support_applied' });
    // The project sees the answer with the leaving, where the support is stopped or goes on.
    const manager = await service.as('provider_manager');
    const leaving = await manager.page.get(`/placements/${placementId}/leaving`);
    expect(leaving.html, leaving.location ?? '').to.contain('Dual Housing Support is applied for');
    const others = await service.as('coordinator@highland.example');
    expect((await others.page.get(address)).status).to.equal(404);
    const approver = await service.as('approver');
    expect((await approver.page.get(address)).html).to.not.contain('Record the way there');
  });

  it('takes an answer about the home while the person is away, and nothing about a way already gone', async () => {
    const { offer } = await service.aResident({ bed: 'plain' });
    await service.runWorkerOnce();
    const address = `/referrals/${offer.referral.referralId}/arrival`;
    const coordinator = await service.as('coordinator');
    const page = await coordinator.page.get(address);
    expect(page.html).to.not.contain('Record the way there');
    const granted = await coordinator.page.submit(page, `${address}/home`, { answer: 'support_granted' });
    expect(granted.location).to.equal(`${address}?done=home-recorded`);
    expect((await coordinator.page.get(address)).html).to.contain('Dual Housing Support is granted');
    const late = await coordinator.page.post(`${address}/travel`, {
      ...fieldsOfDate('travelsOn', service.today),
      broughtBy: 'family',
    });
    expect(late.status).to.equal(409);
  });

  it('has no barriers', async () => {
    const referral = await service.aReadyReferral({
      ...{ liberationOn: addNights(service.today, 3), familyName: 'Macphail' },
    });
    await service.anOffer({ referral, bed: 'shared1', arrivesOn: addNights(service.today, 5) });
    await expectNoBarriersOnAnyScreen(browser, 'day-of-arrival', async (page) => {
      await service.signInBrowser(page, 'coordinator');
      await page.goto(`${service.url}/referrals/${referral.referralId}/arrival`);
    });
  });
});
