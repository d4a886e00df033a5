import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { launchBrowser } from '../../../../support/browser.js';
import { chooseOffersAtOnce } from '../../../../support/offers-at-once.js';
import { expectNoBarriersOnAnyScreen } from '../../../../support/page-visit.js';
import { startService, type MadeOffer, type RunningService } from '../../../../support/running-service.js';

describe('several offers at once, by page', () => {
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

  const offerTwo = async (): Promise<readonly [MadeOffer, MadeOffer]> => {
    await chooseOffersAtOnce(service, 2);
    const referral = await service.aReadyReferral();
    const first = await service.anOffer({ referral, bed: 'any' });
    await service.runWorkerOnce();
    const second = await service.anOffer({ referral, bed: 'rowan1' });
    return [first, second];
  };

  it('are shown on the list, the referral and each offer, with how many there may be', async () => {
    const [first, second] = await offerTwo();
    const coordinator = await service.as('coordinator');
    for (const address of [
      '/waiting-list',
      `/referrals/${first.referral.referralId}`,
      `/offers/${first.offerId}/made`,
    ]) {
      const { html } = await coordinator.page.get(address);
      expect(html, address).to.include('2 of 2 offers open');
    }
    const list = await coordinator.page.get('/waiting-list');
    for (const { offerId } of [first, second]) expect(list.html).to.include(`/offers/${offerId}/made`);
    for (const [name, address] of [
      ['offers-at-once-referral', `/referrals/${first.referral.referralId}`],
      ['offers-at-once-list', '/waiting-list'],
      ['offers-at-once-offer', `/offers/${first.offerId}/made`],
    ] as const) {
      await expectNoBarriersOnAnyScreen(browser, name, async (page) => {
        await service.signInBrowser(page, 'coordinator');
        await page.goto(`${service.url}${address}`);
      });
    }
  });

  it('are offered to be made while one more is possible, saying what it means', async () => {
    await chooseOffersAtOnce(service, 2);
    const referral = await service.aReadyReferral();
    await service.anOffer({ referral, bed: 'any' });
    await service.runWorkerOnce();
    const coordinator = await service.as('coordinator');
    const list = await coordinator.page.get('/waiting-list');
    expect(list.html).to.include('1 of 2 offers open');
    expect(list.html).to.include('Rowan Bank');
    const offer = await coordinator.page.get(`/referrals/${referral.referralId}/offer`);
    expect(offer.html).to.include('With this one 2 of 2 offers open. The first that is accepted is booked');
  });

  it('end for the other provider when one accepts, which both sides read', async () => {
    const [first, second] = await offerTwo();
    const rowan = await service.as('manager@rowan.example');
    const page = await rowan.page.get('/incoming-offers');
    const larch = await service.as('manager@larch.example');
    await larch.page.submit(
      await larch.page.get('/incoming-offers'),
      `/incoming-offers/${first.offerId}/acceptance`,
      {},
    );
    const late = await rowan.page.submit(page, `/incoming-offers/${second.offerId}/acceptance`, {});
    expect(late.html).to.include('The person took another place that was offered to them');
    const coordinator = await service.as('coordinator');
    const ended = await coordinator.page.get(`/offers/${second.offerId}/made`);
    expect(ended.html)
      .to.include('Another offer was accepted')
      .and.to.not.include('What is suggested for the person now');
  });
});
