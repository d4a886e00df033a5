import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { addNights } from '../../../../../src/kernel/iso-date.js';
import { launchBrowser } from '../../../../support/browser.js';
import { expectNoBarriersOnAnyScreen, visit } from '../../../../support/page-visit.js';
import { startService, type RunningService } from '../../../../support/running-service.js';
import { chooseOffersAtOnce } from '../../../../support/offers-at-once.js';
import { world } from '../../../../support/small-world.js';

describe('the places of one person', () => {
  let service: RunningService;
  let browser: Browser;

  before(async () => {
    browser = await launchBrowser();
    service = await startService();
  });
  after(async () => {
    await browser?.close();
    await service?.stop();
  });

  it('shows where they can go, from when, and why not elsewhere, and leads to an offer', async () => {
    const woman = await service.aReadyReferral({
      sex: 'female',
      familyName: 'Sheòrais',
      preferredProjectIds: [world.projects.rowanBank.id],
    });
    await service.anOffer({ bed: 'rowan1', nights: 14 });
    await visit(browser, { javaScriptEnabled: false }, async (page) => {
      await service.signInBrowser(page, 'coordinator');
      await page.goto(`${service.url}/referrals/${woman.referralId}/places`);
      const section = (title: string) => page.locator('section', { hasText: title }).first();
      const canGo = await section('Can go here').innerText();
      expect(canGo.indexOf('Rowan Bank'), 'the first choice is first').to.be.lessThan(
        canGo.indexOf('Larch House'),
      );
      expect(canGo).to.contain('Their first choice').and.to.contain('Larch House');
      const cannot = await section('Cannot go here').innerText();
      expect(cannot).to.contain('The bed is for men only. She is a woman.').and.to.contain('Larch Families');
      await page.locator(`#beds-${world.projects.rowanBank.id} summary`).click();
      const from = addNights(service.today, 14);
      expect(await page.locator(`#beds-${world.projects.rowanBank.id}`).innerText()).to.contain(
        `From ${Number(from.slice(8))}`,
      );
      await section('Can go here').locator('a:has-text("Prepare an offer")').first().click();
      expect(page.url()).to.contain(`/referrals/${woman.referralId}/offer?bedId=`);
    });
  });

  it('offers no second bed of a project that was offered, and begins with what has not been tried', async () => {
    await chooseOffersAtOnce(service, 2);
    const woman = await service.aReadyReferral({
      sex: 'female',
      preferredProjectIds: [world.projects.rowanBank.id],
    });
    await service.anOffer({ referral: woman, bed: 'rowan2' });
    await service.runWorkerOnce();
    const coordinator = await service.as('coordinator');
    const { html } = await coordinator.page.get(`/referrals/${woman.referralId}/places`);
    const canGo = html.slice(html.indexOf('Can go here'));
    expect(canGo.indexOf('Larch House'), 'the first choice has been offered').to.be.lessThan(
      canGo.indexOf('Rowan Bank'),
    );
    expect(html).to.contain('An offer of this project waits for its answer');
    expect(html).to.not.match(/bedId=[^"]*"[^>]*>Prepare an offer<span[^>]*> of Rowan Bank/u);
    const { body } = await coordinator.get(`/api/referrals/${woman.referralId}/places`);
    const open = body.places.filter(({ hasOfferOpen }: { hasOfferOpen: boolean }) => hasOfferOpen);
    expect(new Set(open.map(({ projectId }: { projectId: string }) => projectId))).to.deep.equal(
      new Set([world.projects.rowanBank.id]),
    );
    const said = await coordinator.get(`/api/referrals/${woman.referralId}/suggestion`);
    expect(said.body.place, 'another may be offered').to.not.equal(null);
    expect(said.body.place.projectId).to.not.equal(world.projects.rowanBank.id);
    await chooseOffersAtOnce(service, 1);
    const alone = await coordinator.get(`/api/referrals/${woman.referralId}/places`);
    expect(
      alone.body.places.filter(({ hasOfferOpen }: { hasOfferOpen: boolean }) => hasOfferOpen),
      'also where no other may be made',
    ).to.have.lengthOf(open.length);
    expect(alone.body.places.every((place: object) => 'wasFoundUnsuitable' in place)).to.equal(true);
  });

  it('keeps a day that cannot be and says which can', async () => {
    const man = await service.aReadyReferral({ sex: 'male' });
    const { page } = await service.as('coordinator');
    const { html } = await page.get(
      `/referrals/${man.referralId}/places?arrivesOn-day=30&arrivesOn-month=2&arrivesOn-year=2027`,
    );
    expect(html).to.contain('Enter a day of arrival from').and.to.contain('value="30"');
  });

  it('says on top what comes before any offer, and where it is done', async () => {
    const person = await service.aReferral({ sex: 'female', detoxNeed: 'before_entry' });
    const coordinator = await service.as('coordinator');
    const { html } = await coordinator.page.get(`/referrals/${person.referralId}/places`);
    const top = html.slice(html.indexOf('Before any place can be offered'), html.indexOf('Can go here'));
    expect(html, 'nothing can be offered yet').to.not.contain('Prepare an offer');
    expect(top)
      .to.contain('Nobody has asked for funding yet. The referral coordinator acts next.')
      .and.to.contain(`href="/referrals/${person.referralId}/money">Ask for funding</a>`)
      .and.to.contain(`href="/referrals/${person.referralId}#gate-detox">Book detox</a>`);
    const { body } = await coordinator.get(`/api/referrals/${person.referralId}/places`);
    expect(body.missing.map(({ gate }: { readonly gate: string }) => gate)).to.deep.equal([
      'assessment',
      'funding',
      'detox',
    ]);
  });

  it('offers nothing more to somebody whose bed is booked', async () => {
    const { offer } = await service.aBooking();
    const { page } = await service.as('coordinator');
    const { html } = await page.get(`/referrals/${offer.referral.referralId}/places`);
    expect(html)
      .to.contain('No other place can be offered now')
      .and.to.contain('A bed is booked for the person.')
      .and.to.not.contain('Prepare an offer')
      .and.to.not.contain('Before any place can be offered');
  });

  it('is there for nobody else’s people', async () => {
    const man = await service.aReadyReferral({ sex: 'male' });
    const { page } = await service.as('coordinator@highland.example');
    expect((await page.get(`/referrals/${man.referralId}/places`)).status).to.equal(404);
    expect((await page.get('/referrals/not-an-id/places')).status).to.equal(404);
  });

  it('is accessible on wide and narrow screens, and follows script', async () => {
    const person = await service.aReadyReferral({ sex: 'female', needsWetRoom: true });
    await expectNoBarriersOnAnyScreen(browser, 'places', async (page) => {
      await service.signInBrowser(page, 'coordinator');
      await page.goto(`${service.url}/referrals/${person.referralId}/places`);
    });
  });

  it('is told by the API as well', async () => {
    const woman = await service.aReadyReferral({ sex: 'female' });
    const coordinator = await service.as('coordinator');
    const answer = await coordinator.get(`/api/referrals/${woman.referralId}/places`);
    expect(answer.status).to.equal(200);
    const places: { bedId: string; answer: string }[] = answer.body.places;
    expect(places.find(({ bedId }) => bedId === world.beds.female)?.answer).to.equal('free');
    expect(places.find(({ bedId }) => bedId === world.beds.male)?.answer).to.equal('no');
  });
});
