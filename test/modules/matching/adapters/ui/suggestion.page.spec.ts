import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { done } from '../../../../../src/kernel/outcome.js';

import { launchBrowser } from '../../../../support/browser.js';
import { expectNoBarriersOnAnyScreen, tabTo, visit } from '../../../../support/page-visit.js';
import { startService, type RunningService } from '../../../../support/running-service.js';
import { world } from '../../../../support/small-world.js';

describe('the suggestion of one person', () => {
  let service: RunningService;
  let browser: Browser;
  const latestRun = async (): Promise<string> => {
    const [row]: { id: number }[] = await service.dataSource.query('SELECT MAX(id) AS id FROM match_run');
    return String(row!.id);
  };
  const shown = async (
    referralId: string,
    query = '',
    who: Parameters<RunningService['as']>[0] = 'coordinator',
  ) => (await service.as(who)).page.get(`/referrals/${referralId}/suggestion${query}`);

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

  it('shows the place, where they stand, what else there is and what it would mean, and leads to an offer', async () => {
    await service.aReadyReferral({ urgencyBand: 'emergency', sex: 'female', familyName: 'Ahead' });
    const woman = await service.aReadyReferral({
      sex: 'female',
      familyName: 'Sheòrais',
      preferredProjectIds: [world.projects.rowanBank.id],
    });
    await service.runWorkerOnce();
    await visit(browser, { javaScriptEnabled: false }, async (page) => {
      await service.signInBrowser(page, 'coordinator');
      await page.goto(`${service.url}/waiting-list`);
      await page.locator(`a[href="/referrals/${woman.referralId}/suggestion"]`).click();
      const main = await page.locator('main').innerText();
      expect(main)
        .to.contain('Rowan Bank')
        .and.to.contain('The person named this project')
        .and.to.contain('Number 2 of the 2 who wait in the country.')
        .and.to.contain('1 person is ahead because theirs is more pressing.')
        .and.to.contain('Larch House')
        .and.to.contain('Everybody else who has a suggestion keeps one, though perhaps another.')
        .and.to.contain('An offer here is asked why.')
        .and.not.to.contain('Ahead,');
      expect(main, 'nobody else is named').not.to.contain('Familyname');
      await page.locator('#how summary').click();
      expect(await page.locator('#how').innerText()).to.contain(
        'A shared room is of one sex, night by night',
      );
      await tabTo(page, 'a:has-text("Make an offer")');
      await page.keyboard.press('Enter');
      await page.waitForURL(`**/referrals/${woman.referralId}/offer?bedId=*`);
    });
  });

  it('says that it was looked at again since, and nothing had changed', async () => {
    const { referralId } = await service.aReadyReferral();
    await service.runWorkerOnce();
    const coordinator = await service.as('coordinator');
    const before = await coordinator.get(`/api/referrals/${referralId}/suggestion`);
    expect(before.body.lookedAt).to.equal(null);
    await service.act('administrator', async (tx) =>
      done(await service.modules.matching.rematch(tx, 'nightly')),
    );
    const { html } = await coordinator.page.get(`/referrals/${referralId}/suggestion`);
    expect(html).to.match(/Looked at again [^.]+, and nothing had changed\./u);
    const { body } = await coordinator.get(`/api/referrals/${referralId}/suggestion`);
    expect([body.runId, body.lookedAt === null]).to.deep.equal([before.body.runId, false]);
  });

  it('tells whoever is not ready which place would be theirs, and offers nothing', async () => {
    const man = await service.aReferral({ sex: 'male' });
    await service.runWorkerOnce();
    const { html } = await shown(man.referralId);
    expect(html)
      .to.contain('Would be theirs')
      .and.to.contain('This is no offer, and the bed is not kept')
      .and.to.contain('Nobody has asked for funding yet. The referral coordinator acts next.')
      .and.not.to.contain('Make an offer')
      .and.not.to.contain('Prepare an offer');
    const [row]: { bed_id: string | null }[] = await service.dataSource.query(
      'SELECT bed_id FROM suggestion WHERE referral_id = ? ORDER BY run_id DESC LIMIT 1',
      [man.referralId],
    );
    expect(row!.bed_id, 'nothing is stored that could be offered').to.equal(null);
    expect((await (await service.as('coordinator')).page.get('/waiting-list')).html).to.contain(
      'if nothing were missing. That is no offer.',
    );
  });

  it('says what a run of before said, as it was then', async () => {
    const man = await service.aReadyReferral({ sex: 'male' });
    await service.runWorkerOnce();
    const runId = await latestRun();
    await service.anOffer({ referral: man });
    await service.runWorkerOnce();
    expect((await shown(man.referralId)).html)
      .to.contain('An offer waits for its answer.')
      .and.not.to.contain('Make an offer');
    const { html } = await shown(man.referralId, `?runId=${runId}`);
    expect(html)
      .to.contain('This is what an earlier run said')
      .and.to.contain('The earliest bed that fits the whole stay')
      .and.not.to.contain('Make an offer');
    expect((await shown(man.referralId, '?runId=99999')).status).to.equal(404);
    expect((await shown(man.referralId, '?runId=1%20OR%201')).status).to.equal(404);
  });

  it('is there for nobody else’s people, and told by the API as well', async () => {
    const man = await service.aReadyReferral({ sex: 'male' });
    const coordinator = await service.as('coordinator');
    const address = `/api/referrals/${man.referralId}/suggestion`;
    const early = await coordinator.get(address);
    expect(early.status).to.equal(404);
    expect(early.body.type).to.contain('run-not-kept');
    await service.runWorkerOnce();
    expect((await shown(man.referralId, '', 'coordinator@highland.example')).status).to.equal(404);
    const answer = await coordinator.get(address);
    expect(answer.status).to.equal(200);
    expect(answer.body).to.deep.include({ state: 'suggested', rank: 1, isLatest: true, whyNone: null });
    expect(answer.body.place.loses).to.equal('nobody');
    const other = await service.as('coordinator@highland.example');
    expect((await other.get(address)).status).to.equal(404);
  });

  it('is accessible on wide and narrow screens', async () => {
    const person = await service.aReadyReferral({ sex: 'female' });
    await service.runWorkerOnce();
    await expectNoBarriersOnAnyScreen(browser, 'suggestion', async (page) => {
      await service.signInBrowser(page, 'coordinator');
      await page.goto(`${service.url}/referrals/${person.referralId}/suggestion`);
    });
  });
});
