import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { addNights, isoDate } from '../../../../../src/kernel/iso-date.js';
import { launchBrowser } from '../../../../support/browser.js';
import { formsOf } from '../../../../support/caller.js';
import { expectNoBarriersOnAnyScreen, tabTo, visit } from '../../../../support/page-visit.js';
import {
  startService,
  type ReadyReferralOptions,
  type RunningService,
} from '../../../../support/running-service.js';
import type { BedName } from '../../../../support/small-world.js';

describe('the page of offers to answer', () => {
  let service: RunningService;
  let browser: Browser;
  let days = 0;
  /** A week of the bed that nobody has yet in these tests. */
  const freshStay = () => {
    days += 7;
    return { arrivesOn: addNights(service.today, days), nights: 7 };
  };
  const freshOffer = async (given: ReadyReferralOptions = {}, bed: BedName = 'any') =>
    service.anOffer({ referral: await service.aReadyReferral(given), bed, ...freshStay() });
  const stateOf = async (offerId: string): Promise<string> => {
    const [row] = await service.dataSource.query('SELECT state FROM offer WHERE id = ?', [offerId]);
    return row.state;
  };
  const count = async (statement: string, values: readonly unknown[]): Promise<number> => {
    const [row] = await service.dataSource.query(`SELECT COUNT(*) AS n FROM ${statement}`, [...values]);
    return Number(row.n);
  };

  before(async () => {
    service = await startService();
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    await service?.stop();
  });

  it('shows who the person is, by name from the offer on, and what they need', async () => {
    const offer = await freshOffer({
      givenName: 'Sìne',
      familyName: 'NicDhòmhnaill',
      sex: 'female',
      bornOn: isoDate('1988-11-24'),
      substance: 'co_dependency',
      needsWetRoom: true,
      detox: { startsOn: service.today, endsOn: addNights(service.today, 5) },
    });
    const manager = await service.as('provider_manager');
    const { status, html } = await manager.page.get('/incoming-offers');
    expect(status).to.equal(200);
    for (const text of [
      offer.referral.reference,
      'Woman, 37',
      'Co-dependency',
      'Wet room',
      'Ends 28 Nov 2026',
      'Larch House, Room 1',
      'Answer by',
    ]) {
      expect(html).to.contain(text);
    }
    expect(html).to.contain('Sìne').and.to.contain('NicDhòmhnaill');
    const rowan = await service.as('manager@rowan.example');
    expect((await rowan.page.get('/incoming-offers')).html).not.to.contain('NicDhòmhnaill');
  });

  it('lets a provider accept by keyboard without script', async () => {
    const offer = await freshOffer();
    await visit(browser, { javaScriptEnabled: false }, async (page) => {
      await service.signInBrowser(page, 'provider_staff');
      await page.goto(`${service.url}/incoming-offers`);
      await tabTo(page, `form[action="/incoming-offers/${offer.offerId}/acceptance"] button`);
      await page.keyboard.press('Enter');
      await page.waitForURL('**/incoming-offers?done=offer-accepted');
      expect(await page.locator('main').innerText()).to.contain('Offer accepted');
      expect(await page.locator('main').innerText()).not.to.contain(offer.referral.reference);
    });
    expect(await stateOf(offer.offerId)).to.equal('accepted');
    expect(await count('placement WHERE offer_id = ?', [offer.offerId])).to.equal(1);
  });

  it('lets a provider decline for the person by keyboard without script', async () => {
    const offer = await freshOffer();
    await visit(browser, { javaScriptEnabled: false }, async (page) => {
      await service.signInBrowser(page, 'provider_staff');
      await page.goto(`${service.url}/incoming-offers`);
      await tabTo(page, `#decline-${offer.offerId} > summary`);
      await page.keyboard.press('Enter');
      await tabTo(page, `[id="${offer.offerId}-reason"]`);
      await page.keyboard.type('The person declines: not');
      await tabTo(page, `form[action="/incoming-offers/${offer.offerId}/refusal"] button`);
      await page.keyboard.press('Enter');
      await page.waitForURL('**/incoming-offers?done=offer-declined');
    });
    const [row] = await service.dataSource.query(
      'SELECT state, refused_by, refusal_reason FROM offer WHERE id = ?',
      [offer.offerId],
    );
    expect(row).to.include({ state: 'declined', refused_by: 'person', refusal_reason: 'not_ready' });
    expect(await count('bed_night WHERE claim_id = ?', [offer.offerId])).to.equal(0);
  });

  it('accepts once however often the button is pressed', async () => {
    const offer = await freshOffer();
    const manager = await service.as('provider_manager');
    const page = await manager.page.get('/incoming-offers');
    const action = `/incoming-offers/${offer.offerId}/acceptance`;
    const replies = await Promise.all([1, 2, 3].map(() => manager.page.submit(page, action, {})));
    expect(replies.map(({ location }) => location)).to.deep.equal(
      Array.from({ length: 3 }, () => '/incoming-offers?done=offer-accepted'),
    );
    expect(await count('placement WHERE offer_id = ?', [offer.offerId])).to.equal(1);
    expect(await count(`audit WHERE subject_id = ? AND version = 2`, [offer.offerId])).to.equal(1);
  });

  it('asks for a reason before it declines, and for one of those it offers', async () => {
    const offer = await freshOffer();
    const manager = await service.as('provider_manager');
    const page = await manager.page.get('/incoming-offers');
    for (const reason of ['', 'funder.funding_withdrawn', 'provider.caring', '<script>']) {
      const reply = await manager.page.submit(page, `/incoming-offers/${offer.offerId}/refusal`, { reason });
      expect(reply.status, reason).to.equal(400);
      expect(reply.html).to.contain('Choose why the offer is declined').and.to.contain('There is a problem');
      expect(reply.html).not.to.contain('<script>"');
    }
    expect(await stateOf(offer.offerId)).to.equal('offered');
  });

  it('answers 404 for an offer of another provider, and for what is no offer at all', async () => {
    const offer = await freshOffer();
    const rowan = await service.as('manager@rowan.example');
    expect((await rowan.page.get('/incoming-offers')).html).not.to.contain(offer.referral.reference);
    for (const id of [offer.offerId, '01900000-0000-7000-8000-000000000000', 'nothing', '💥']) {
      for (const answer of ['acceptance', 'refusal']) {
        const path = `/incoming-offers/${encodeURIComponent(id)}/${answer}`;
        expect((await rowan.page.post(path, { version: '1' })).status, path).to.equal(404);
      }
    }
    const decline = { version: '1', reason: 'provider.staffing' };
    expect((await rowan.page.post(`/incoming-offers/${offer.offerId}/refusal`, decline)).status).to.equal(
      404,
    );
    expect(await stateOf(offer.offerId)).to.equal('offered');
  });

  it('is not for those who do not answer offers', async () => {
    expect((await (await service.as('coordinator')).page.get('/incoming-offers')).status).to.equal(403);
    expect((await service.nobody.page.get('/incoming-offers')).location).to.equal(
      '/sign-in?returnTo=%2Fincoming-offers',
    );
  });

  it('says why when somebody answered first', async () => {
    const offer = await freshOffer();
    const manager = await service.as('provider_manager');
    const page = await manager.page.get('/incoming-offers');
    const action = `/incoming-offers/${offer.offerId}`;
    await manager.page.submit(page, `${action}/refusal`, { reason: 'provider.staffing' });
    const late = await manager.page.submit(page, `${action}/acceptance`, {});
    expect(late.status).to.equal(409);
    expect(late.html).to.contain('This offer was declined before you answered');
    expect(await stateOf(offer.offerId)).to.equal('declined');
  });

  it('says so when the offer was changed meanwhile, and keeps the choice', async () => {
    const offer = await freshOffer();
    const manager = await service.as('provider_manager');
    const stale = { version: '7', reason: 'person.travel' };
    const reply = await manager.page.post(`/incoming-offers/${offer.offerId}/refusal`, stale);
    expect(reply.status).to.equal(409);
    expect(reply.html).to.contain('Somebody changed this offer after you opened it');
    expect(reply.html).to.match(/<option value="person.travel" selected[ >]/);
    const form = formsOf(reply.html).find(({ action }) => action.includes(`${offer.offerId}/refusal`));
    expect(form?.hidden['version']).to.equal('1');
  });

  it('shows no offer past its time, and says when its time was over', async () => {
    const offer = await freshOffer({ urgencyBand: 'emergency' });
    const manager = await service.as('provider_manager');
    const page = await manager.page.get('/incoming-offers');
    expect(page.html).to.contain('Answer by midday today (in about 2 hours)').and.to.contain('Due soon');
    service.clock.advance({ hours: 2 });
    const overdue = await service.as('provider_manager');
    expect((await overdue.page.get('/incoming-offers')).html)
      .to.contain('Answer was due by midday on Monday 23 November. The bed is held until 1pm')
      .and.to.contain('Overdue');
    service.clock.advance({ hours: 1 });
    const later = await service.as('provider_manager');
    expect((await later.page.get('/incoming-offers')).html).not.to.contain(offer.referral.reference);
    const answer = { version: '1', reason: 'provider.staffing' };
    const reply = await later.page.post(`/incoming-offers/${offer.offerId}/refusal`, answer);
    expect(reply.status).to.equal(409);
    expect(reply.html).to.contain('The time to answer ended at 1pm on Monday 23 November');
  });

  it('has no barrier', async () => {
    await freshOffer(
      { children: 2, oldestChildBornOn: isoDate('2019-05-01'), needsStepFree: true },
      'family',
    );
    await expectNoBarriersOnAnyScreen(browser, 'incoming-offers', async (page) => {
      await service.signInBrowser(page, 'provider_manager');
      await page.goto(`${service.url}/incoming-offers`);
    });
  });

  it('has no barrier when it says what is wrong', async () => {
    await freshOffer();
    await expectNoBarriersOnAnyScreen(browser, 'incoming-offers-no-reason', async (page) => {
      await service.signInBrowser(page, 'provider_manager');
      await page.goto(`${service.url}/incoming-offers`);
      await page.locator('main details > summary').first().click();
      await page.locator('form[action$="/refusal"] button').first().click();
      await page.locator('#error-summary').waitFor();
    });
  });

  it('has no barrier when there is nothing to answer', async () => {
    await expectNoBarriersOnAnyScreen(browser, 'incoming-offers-none', async (page) => {
      await service.signInBrowser(page, 'manager@rowan.example');
      await page.goto(`${service.url}/incoming-offers`);
    });
  });

  it('goes through many offers page by page, forth and back', async () => {
    const references: string[] = [];
    for (let index = 0; index < 27; index += 1) references.push((await freshOffer()).referral.reference);
    const manager = await service.as('provider_manager');
    const linkOf = (html: string, rel: string): string | undefined =>
      new RegExp(`href="([^"]+)" rel="${rel}"`).exec(html)?.[1];
    const first = await manager.page.get('/incoming-offers');
    expect(linkOf(first.html, 'prev')).to.equal(undefined);
    const second = await manager.page.get(linkOf(first.html, 'next') ?? '');
    const seen = references.filter(
      (reference) => first.html.includes(reference) || second.html.includes(reference),
    );
    expect(seen).to.have.length(references.length);
    expect(
      references.filter((each) => first.html.includes(each) && second.html.includes(each)),
    ).to.deep.equal([]);
    expect(linkOf(second.html, 'next')).to.equal(undefined);
    const back = await manager.page.get(linkOf(second.html, 'prev') ?? '');
    const shown = (html: string): readonly string[] =>
      references.filter((reference) => html.includes(reference));
    expect(shown(back.html)).to.deep.equal(shown(first.html));
    for (const odd of [
      '?after=nothing',
      '?after=💥',
      '?before=01900000-0000-7000-8000-000000000000',
      '?after=',
    ]) {
      expect(shown((await manager.page.get(`/incoming-offers${odd}`)).html), odd).to.deep.equal(
        shown(first.html),
      );
    }
    // A form about an offer of the second page answers with that offer in sight.
    const last = shown(second.html)[0] ?? '';
    const [row] = await service.dataSource.query(
      'SELECT o.id FROM offer o JOIN client c ON c.id = o.client_id WHERE c.reference = ?',
      [last],
    );
    const reply = await manager.page.submit(second, `/incoming-offers/${row.id}/refusal`, {});
    expect(reply.html).to.contain(last).and.to.contain(`href="#${row.id}-reason"`);
  });
});
