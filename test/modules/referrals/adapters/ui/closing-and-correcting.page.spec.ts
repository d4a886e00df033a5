import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { addNights, isoDate } from '../../../../../src/kernel/iso-date.js';
import { placementPolicy } from '../../../../../config/placement-policy.js';
import { readRefusedPlaces } from '../../../../../src/modules/placements/adapters/db/places-of-referrals.js';
import { fieldsOfDate } from '../../../../../src/ui/forms/date-parts.js';
import { launchBrowser } from '../../../../support/browser.js';
import { expectNoBarriersOnAnyScreen, visit } from '../../../../support/page-visit.js';
import { startService, type RunningService } from '../../../../support/running-service.js';
import { actorOf, world } from '../../../../support/small-world.js';

describe('a referral by page', () => {
  let service: RunningService;
  let browser: Browser;

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

  it('is closed with a reason, which is told; the address of the form leads back to it', async () => {
    const referral = await service.aReadyReferral();
    const address = `/referrals/${referral.referralId}`;
    const coordinator = await service.as('coordinator');
    expect((await coordinator.page.get(address)).html).to.contain(`href="${address}/closing"`);
    const page = await coordinator.page.get(`${address}/closing`);
    expect(page.html).to.contain('leaves the waiting list').and.to.contain('The approval of 12 weeks');
    const unsaid = await coordinator.page.submit(page, `${address}/closing`, { note: 'Rang twice' });
    expect(unsaid.html).to.contain('Choose why the referral is closed').and.to.contain('Rang twice');
    const closed = await coordinator.page.submit(page, `${address}/closing`, {
      reason: 'moved_away',
      note: 'To Skye',
    });
    expect(closed.location).to.equal(`${address}?done=referral-closed`);
    const { html } = await coordinator.page.get(address);
    expect(html)
      .to.contain('Closed because')
      .and.to.contain('Moved away from this partnership')
      .and.to.contain('“To Skye”');
    expect(html).not.to.contain(`${address}/closing`).and.not.to.contain(`${address}/correction`);
    expect((await coordinator.page.get(`${address}/closing`)).location).to.equal(address);
  });

  it('shows what closing lets go and whom to telephone, without script, and does just that', async () => {
    const { today } = service;
    const detox = { startsOn: today, endsOn: addNights(today, 5) };
    const referral = await service.aReadyReferral({ detox });
    const offer = await service.anOffer({ referral, arrivesOn: detox.endsOn, nights: 28 });
    const address = `/referrals/${referral.referralId}/closing`;
    await expectNoBarriersOnAnyScreen(browser, 'close-referral', async (page) => {
      await service.signInBrowser(page, 'coordinator');
      await page.goto(`${service.url}${address}`);
    });
    await visit(browser, { javaScriptEnabled: false }, async (page) => {
      await service.signInBrowser(page, 'coordinator');
      await page.goto(`${service.url}${address}`);
      const shown = await page.locator('main').innerText();
      for (const text of [
        'The offer is taken back: Larch House, Room 1',
        '28 nights and £4,200 are free again',
        'Larch Trust sees that it was taken back',
        'Telephone to cancel it',
      ])
        expect(shown).to.contain(text);
      // The provider answers while the page is open: nothing is closed on what is no longer so.
      await service.act('provider_manager', (tx) =>
        service.modules.placements.acceptOffer(tx, actorOf('provider_manager').home, {
          ...{ offerId: offer.offerId, expectedVersion: offer.version },
        }),
      );
      await page.selectOption('[name="reason"]', 'withdrawn_by_person');
      await page.click('button:has-text("Close this referral")');
      const again = await page.locator('main').innerText();
      expect(again)
        .to.contain('Nothing was closed')
        .and.to.contain('The booking is ended: Larch House, Room 1');
      expect(await page.inputValue('[name="reason"]')).to.equal('withdrawn_by_person');
      await page.click('button:has-text("Close this referral")');
      await page.waitForURL('**?done=referral-closed');
      expect(await page.locator('main').innerText()).to.contain('Telephone to cancel it');
    });
  });

  it('says on the page that somebody who lives in a place is not withdrawn from it', async () => {
    const { offer } = await service.aResident();
    const { html } = await (
      await service.as('coordinator')
    ).page.get(`/referrals/${offer.referral.referralId}/closing`);
    expect(html)
      .to.contain('It cannot be closed now')
      .and.to.contain('ask Larch Trust to record that they have left');
  });

  it('is put right from what was recorded, and keeps what was typed when it cannot be', async () => {
    const referral = await service.aReadyReferral({ urgencyBand: 'soon' });
    const address = `/referrals/${referral.referralId}`;
    await visit(browser, { javaScriptEnabled: false }, async (page) => {
      await service.signInBrowser(page, 'coordinator');
      await page.goto(`${service.url}${address}`);
      await page.click('a:has-text("Correct what was recorded")');
      expect(await page.inputValue('[name="urgencyReason"]')).to.equal('Stable for now');
      expect(await page.isChecked('[name="sex"][value="male"]')).to.equal(true);
      await page.fill('[name="bornOn-year"]', '1900');
      await page.fill('[name="urgencyReason"]', 'Nowhere to stay');
      await page.click('button:has-text("Save the corrections")');
      expect(await page.locator('main').innerText()).to.contain('Check the date of birth');
      expect(await page.inputValue('[name="urgencyReason"]')).to.equal('Nowhere to stay');
      await page.fill('[name="bornOn-year"]', '1986');
      await page.getByText('Urgent', { exact: true }).click();
      await page.click('button:has-text("Save the corrections")');
      await page.waitForURL('**?done=referral-corrected');
      expect(await page.locator('main').innerText())
        .to.contain('Urgent: Nowhere to stay (set on 23 Nov 2026 by Cara Muir)')
        .and.to.contain('15 Jun 1986')
        .and.to.contain('Referral corrected');
    });
    await expectNoBarriersOnAnyScreen(browser, 'correct-referral', async (page) => {
      await service.signInBrowser(page, 'coordinator');
      await page.goto(`${service.url}${address}/correction`);
    });
  });

  it('says what somebody else put right meanwhile, and is saved with one more press over that', async () => {
    const referral = await service.aReadyReferral({ plannedWeeks: 12 });
    const { referralId } = referral;
    const address = `/referrals/${referralId}`;
    const correctElsewhere = (expectedVersion: number, plannedWeeks: number, urgencyReason: string) =>
      service.act('coordinator', async (tx) => {
        const recorded = await service.modules.referrals.readCorrectable(tx, referralId);
        return service.modules.referrals.correctReferral(tx, actorOf('coordinator').home, {
          memberId: actorOf('coordinator').memberId,
          ...{ referralId, expectedVersion },
          corrected: { ...recorded!, plannedWeeks, urgencyReason },
        });
      });
    await visit(browser, { javaScriptEnabled: false }, async (page) => {
      await service.signInBrowser(page, 'coordinator');
      await page.goto(`${service.url}${address}/correction`);
      const version = Number(await page.inputValue('[name="version"]'));
      await correctElsewhere(version, 16, 'Slept in a car');
      await correctElsewhere(version + 1, 20, 'Slept in a car');
      await page.fill('[name="urgencyReason"]', 'Nowhere to stay');
      await page.fill('[name="bornOn-year"]', '1900');
      await page.click('button:has-text("Save the corrections")');
      const told = [
        'What changed since you opened this page',
        'Was: 12 weeks\nNow: 20 weeks\nChanged 23 Nov 2026',
        'by Cara Muir, Referral coordinator, Glasgow City',
        'You had not changed this: the form has it as it is now.',
        'Was: “Stable for now”\nNow: “Slept in a car”',
        'You changed this too: the form has what you typed.',
      ];
      const shown = await page.locator('main').innerText();
      for (const text of ['nothing was saved', ...told]) expect(shown).to.contain(text);
      expect(await page.inputValue('[name="plannedWeeks"]')).to.equal('20');
      expect(await page.inputValue('[name="urgencyReason"]')).to.equal('Nowhere to stay');
      // A slip told now, after the version has moved on, does not hide what comes next.
      await page.click('button:has-text("Save the corrections")');
      expect(await page.locator('main').innerText()).to.contain('Check the date of birth');
      await page.fill('[name="bornOn-year"]', '1986');
      await page.click('button:has-text("Save the corrections")');
      await page.waitForURL('**?done=referral-corrected');
      expect(await page.locator('main').innerText())
        .to.contain('Nowhere to stay')
        .and.to.contain('Weeks asked for\n20');
    });
    await expectNoBarriersOnAnyScreen(browser, 'correct-referral-meanwhile', async (page) => {
      await service.signInBrowser(page, 'coordinator');
      await page.goto(`${service.url}${address}/correction`);
      const version = Number(await page.inputValue('[name="version"]'));
      await correctElsewhere(version, version, 'Slept in a car');
      await page.click('button:has-text("Save the corrections")');
      expect(await page.locator('main').innerText()).to.contain('What changed since you opened this page');
    });
  });

  it('asks for consent to each wish and for the whole of a dose, and shows what was recorded of risks', async () => {
    const referral = await service.aReadyReferral({ nearFatalOverdoseOn: isoDate('2026-11-20') });
    const address = `/referrals/${referral.referralId}`;
    await visit(browser, { javaScriptEnabled: false }, async (page) => {
      await service.signInBrowser(page, 'coordinator');
      await page.goto(`${service.url}${address}/correction`);
      expect(await page.inputValue('[name="nearFatalOverdoseOn-day"]')).to.equal('20');
      await page.getByText('Near home', { exact: true }).click();
      await page.fill('[name="matDose"]', '42,5');
      await page.click('button:has-text("Save the corrections")');
      expect(await page.locator('#error-summary li').allInnerTexts()).to.deep.equal([
        'Choose what is prescribed, or that nothing is recorded',
        'Choose what the dose is counted in',
        'Enter the day of this dose',
        'Tick what the person agreed to, or take the wish out. Without consent: near home or away',
      ]);
      await page.selectOption('[name="matDrug"]', 'methadone');
      await page.selectOption('[name="matUnit"]', 'ml_daily');
      for (const [part, text] of [
        ['day', '21'],
        ['month', '11'],
        ['year', '2026'],
      ])
        await page.fill(`[name="matOn-${part}"]`, text!);
      await page.click('button:has-text("Save the corrections")');
      expect(await page.locator('#error-summary li').allInnerTexts()).to.deep.equal([
        'Tick what the person agreed to, or take the wish out. Without consent: near home or away',
      ]);
      expect(await page.locator('#error-summary a').getAttribute('href')).to.equal('#consent');
      await page.getByText('Near home or away', { exact: true }).last().click();
      await page.click('button:has-text("Save the corrections")');
      await page.waitForURL('**?done=referral-corrected');
      const shown = await page.locator('main').innerText();
      for (const text of [
        'Methadone: 42.5 ml a day, on 21 Nov 2026',
        '20 Nov 2026',
        'Given for each of these',
        'To be looked at again on 21 Dec 2026',
      ])
        expect(shown).to.contain(text);
    });
  });

  it('names each wrong field once, also for a project chosen twice', async () => {
    const referral = await service.aReadyReferral();
    const address = `/referrals/${referral.referralId}/correction`;
    const coordinator = await service.as('coordinator');
    const project = world.projects.larchHouse.id;
    const reply = await coordinator.page.submit(await coordinator.page.get(address), address, {
      firstProject: project,
      secondProject: project,
    });
    expect(reply.html)
      .to.contain('Choose another project: this one is chosen above')
      .and.not.to.contain('Choose a project from the list');
    const long = await coordinator.page.submit(await coordinator.page.get(address), address, {
      reason: 'x'.repeat(623),
    });
    expect(long.html)
      .to.contain('Write at most 500 characters: this has 623')
      .and.to.contain('x'.repeat(623));
  });

  it('tells where an offer came to nothing and why, and looks there again when the coordinator says so', async () => {
    const offer = await service.anOffer({ bed: 'any' });
    const { referral } = offer;
    const address = `/referrals/${referral.referralId}`;
    const manager = await service.as('provider_manager');
    await manager.page.submit(
      await manager.page.get('/incoming-offers'),
      `/incoming-offers/${offer.offerId}/refusal`,
      { reason: 'person.not_ready' },
    );
    const coordinator = await service.as('coordinator');
    const page = await coordinator.page.get(address);
    expect(page.html)
      .to.contain('Offer declined. Larch House, Room 1. The person declined: not ready')
      .and.to.contain('Places that came to nothing')
      .and.to.contain('No bed there is suggested before 30 Nov 2026, unless you say that it may be.');
    const readRefused = () =>
      service.uow.read((tx) =>
        readRefusedPlaces(placementPolicy.afterRefusal)(tx, [referral.referralId]).then((places) => [
          ...(places.get(referral.referralId)?.projectIds ?? []),
        ]),
      );
    expect(await readRefused()).to.deep.equal([world.projects.larchHouse.id]);
    const form = `${address}/allowed-projects/${world.projects.larchHouse.id}`;
    const unsaid = await coordinator.page.submit(page, form, { reason: ' ' });
    expect(unsaid.html).to.contain('Say what has changed since');
    const allowed = await coordinator.page.submit(page, form, { reason: 'Ready after all' });
    expect(allowed.location).to.equal(`${address}?done=project-allowed-again`);
    expect(await readRefused()).to.deep.equal([]);
    const after = await coordinator.page.get(address);
    expect(after.html)
      .to.contain('Project looked at again. Larch House. “Ready after all”')
      .and.not.to.contain('Places that came to nothing');
    expect(await service.runWorkerOnce()).to.be.greaterThan(0);
  });

  it('says that an assessment has run out, and takes none that has', async () => {
    const referral = await service.aReadyReferral();
    const address = `/referrals/${referral.referralId}`;
    service.clock.advance({ days: 200 });
    const coordinator = await service.as('coordinator');
    const page = await coordinator.page.get(address);
    expect(page.html).to.contain('It ran out on 21 May 2027').and.to.contain('Run out');
    const old = await coordinator.page.submit(page, `${address}/assessment`, {
      outcome: 'suitable',
      ...fieldsOfDate('heldOn', isoDate('2020-11-23')),
    });
    expect(old.html).to.contain('an assessment held before that has run out');
  });

  it('tells the approver what is left, and the coordinator why money was declined', async () => {
    const referral = await service.aReferral();
    const address = `/referrals/${referral.referralId}`;
    const approver = await service.as('approver');
    const page = await approver.page.get(address);
    expect(page.html).to.contain('2026/27: £2,000,000 left of £2,000,000');
    const declined = await approver.page.submit(page, `${address}/funding`, {
      ...{ decision: 'declined', reason: 'another_route_pays', note: 'Ask the prison fund' },
      ...fieldsOfDate('decidedOn', service.today),
    });
    expect(declined.location).to.equal(`${address}?done=funding-recorded`);
    const coordinator = await service.as('coordinator');
    expect((await coordinator.page.get(address)).html)
      .to.contain('Declined on 23 Nov 2026: another route should pay. Ask the prison fund')
      .and.to.contain('Declined');
  });

  it('says why no bed fits somebody who is ready, and leads to every place', async () => {
    const referral = await service.aReadyReferral({ adults: 4 });
    await service.runWorkerOnce();
    const coordinator = await service.as('coordinator');
    const { html } = await coordinator.page.get(`/referrals/${referral.referralId}`);
    expect(html)
      .to.contain('No bed fits now')
      .and.to.contain('beds looked at')
      .and.to.contain(`/referrals/${referral.referralId}/places`);
  });
});
