import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { createScheduledWork } from '../../../../../src/composition/scheduled-work.js';
import { addNights } from '../../../../../src/kernel/iso-date.js';
import { launchBrowser } from '../../../../support/browser.js';
import { expectNoBarriersOnAnyScreen, visit } from '../../../../support/page-visit.js';
import { startService, type RunningService } from '../../../../support/running-service.js';
import { world } from '../../../../support/small-world.js';

describe('later weeks', () => {
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
  afterEach(() => service?.stop());

  const plan = () => createScheduledWork(service.uow, service.modules)['plan-later-weeks']();
  /** No bed is there before the horizon of offers is over; then one is, for anybody. */
  const onlyOneBedIn = async (days: number): Promise<void> => {
    await service.dataSource.query(
      `UPDATE bed_unit SET closes_on = opens_on + INTERVAL 1 DAY WHERE id <> ?`,
      [world.beds.rowan1],
    );
    await service.dataSource.query(
      `UPDATE bed_unit SET opens_on = ?, closes_on = NULL, sex_designation = 'any' WHERE id = ?`,
      [addNights(service.today, days), world.beds.rowan1],
    );
  };

  it('say before the first plan that there is none, and are for those who see referrals', async () => {
    const coordinator = await service.as('coordinator');
    expect((await coordinator.get('/api/later-weeks')).body).to.deep.equal({ plan: null, people: [] });
    expect((await coordinator.page.get('/matching/later-weeks')).html).to.contain('No plan yet');
    const provider = await service.as('provider_manager');
    expect((await provider.get('/api/later-weeks')).status).to.equal(403);
  });

  it('plan a bed that comes free after the horizon for whoever comes first, and say how many more could have one', async () => {
    const first = await service.aReadyReferral({
      urgencyBand: 'urgent',
      familyName: 'MacLeòid',
      fundedWeeks: 12,
    });
    const second = await service.aReadyReferral({
      urgencyBand: 'routine',
      familyName: 'Sample',
      fundedWeeks: 12,
    });
    await service.aReadyReferral({ partnership: 'highland', fundedWeeks: 12 });
    await service.aReferral({ familyName: 'Unready' });
    await onlyOneBedIn(50);
    await plan();
    const coordinator = await service.as('coordinator');
    const { body } = await coordinator.get('/api/later-weeks');
    // Three of the country, of whom the partnership knows its own two.
    expect(body.plan).to.deep.include({ people: null, placed: null, moreAtMost: 0 });
    expect(body.plan.byBand[0]).to.deep.equal({
      ...{ band: 'urgent', people: null, placed: null, moreAtMost: 0 },
    });
    expect(
      body.people.map(
        ({ referralId, place }: { referralId: string; place: { arrivesOn: string } | null }) => [
          referralId,
          place?.arrivesOn ?? null,
        ],
      ),
      'those of the partnership alone, in the order of the list',
    ).to.deep.equal([
      [first.referralId, addNights(service.today, 50)],
      [second.referralId, null],
    ]);
    await visit(browser, { javaScriptEnabled: false }, async (page) => {
      await service.signInBrowser(page, 'coordinator');
      await page.goto(`${service.url}/waiting-list`);
      await page.getByRole('link', { name: 'Later weeks' }).click();
      expect(page.url()).to.equal(`${service.url}/matching/later-weeks`);
      const text = await page.locator('main').innerText();
      expect(text)
        .to.contain('Fewer than 5 people are ready and without a bed')
        .and.to.contain('No plan could place more')
        .and.to.contain('in any plan that places as many people of each more pressing urgency');
      expect(text).to.contain('MacLeòid').and.to.contain('Around 12 Jan 2027');
      expect(text)
        .to.contain('1 bed fits, but no stay long enough is left in it')
        .and.to.not.contain('Unready');
    });
    await expectNoBarriersOnAnyScreen(browser, 'later-weeks', async (page) => {
      await service.signInBrowser(page, 'coordinator');
      await page.goto(`${service.url}/matching/later-weeks`);
    });
  });

  it('leave out whoever was given an offer since, and plan nothing while the matcher is switched off', async () => {
    const referral = await service.aReadyReferral({ fundedWeeks: 12 });
    await onlyOneBedIn(50);
    await plan();
    const coordinator = await service.as('coordinator');
    expect((await coordinator.get('/api/later-weeks')).body.people).to.have.length(1);
    await service.dataSource.query(`UPDATE bed_unit SET opens_on = ? WHERE id = ?`, [
      service.today,
      world.beds.rowan1,
    ]);
    await service.anOffer({ referral, bed: 'rowan1' });
    expect((await coordinator.get('/api/later-weeks')).body.people).to.deep.equal([]);
    const plans = async (): Promise<number> =>
      (await service.dataSource.query<{ id: number }[]>('SELECT id FROM later_plan')).length;
    expect(await plans()).to.equal(1);
    await service.dataSource.query(
      `INSERT INTO matcher_switch (version, is_on, reason, switched_by, switched_at)
         VALUES (1, 0, 'A fault', UUID(), UTC_TIMESTAMP(6))`,
    );
    await plan();
    expect(await plans()).to.equal(1);
  });
});
