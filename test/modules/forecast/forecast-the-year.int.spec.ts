import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { createForecastTheYear } from '../../../src/composition/forecast.js';
import { financialYearEnd, financialYearOf } from '../../../src/kernel/financial-year.js';
import { addNights } from '../../../src/kernel/iso-date.js';
import { readObserved, readTodaysCounts } from '../../../src/modules/forecast/adapters/db/todays-counts.js';
import { launchBrowser } from '../../support/browser.js';
import { expectNoBarriersOnAnyScreen } from '../../support/page-visit.js';
import { startService, type RunningService } from '../../support/running-service.js';

describe('the forecast of the year', () => {
  let service: RunningService;
  const countsNow = () =>
    service.uow.read((tx) =>
      readTodaysCounts(tx, service.today, financialYearEnd(financialYearOf(service.today))),
    );
  const textOf = async (path: string): Promise<string> =>
    (await (await service.as('planner')).page.get(path)).html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

  beforeEach(async () => {
    service = await startService();
  });
  afterEach(() => service?.stop());

  it('is worked out from how many wait and live where, by whom beds are for, and no id of anybody', async () => {
    const resident = await service.aResident({ bed: 'rowan1' });
    const waiting = await service.aReadyReferral();
    const counts = await countsNow();
    expect(counts.bedGroups.reduce((sum, { residents }) => sum + (residents ?? 0), 0)).to.equal(1);
    expect(counts.waiting.reduce((sum, { people }) => sum + people, 0)).to.equal(1);
    expect(counts.shares.reduce((sum, { share }) => sum + share, 0)).to.be.closeTo(1, 1e-9);
    for (const id of [
      resident.offer.referral.referralId,
      resident.offer.referral.clientId,
      waiting.referralId,
    ])
      expect(JSON.stringify(counts)).not.to.contain(id);
    const everyGroup = new Set(counts.peopleGroups.map(({ id }) => id));
    for (const { peopleGroup } of counts.shares) expect(everyGroup.has(peopleGroup)).to.equal(true);
    expect(counts.bedGroups.find(({ id }) => id === 'family')?.admits).to.deep.equal([
      'family/none',
      'family/before_entry',
    ]);
  });

  it('knows of beds that open and close on a day', async () => {
    const before = await countsNow();
    const opensOn = addNights(service.today, 20);
    await service.dataSource.query('UPDATE bed_unit SET opens_on = ? WHERE id = ?', [
      opensOn,
      '01900000-0005-7000-8000-000000000007',
    ]);
    const after = await countsNow();
    const beds = ({ bedGroups }: typeof before): number =>
      bedGroups.reduce((sum, group) => sum + group.beds, 0);
    expect(beds(after)).to.equal(beds(before) - 1);
    expect(after.bedChanges.map(({ onDay, beds: change }) => [onDay, change])).to.deep.equal([[20, 1]]);
  });

  it('rests on what was recorded here where there is enough of it', async () => {
    await service.aResident({ bed: 'rowan1' });
    const observed = await service.uow.read((tx) => readObserved(tx, service.today));
    expect(observed.approvalsPerYear?.cases).to.equal(1);
    expect(observed.earlyExitShare).to.equal(undefined);
  });

  it('stands beside the counts on the page of the target, with what it rests on on its own', async () => {
    expect(await textOf('/target/forecast')).to.contain('None has been worked out yet.');
    // Records of a whole year: a part of one is held against no target.
    await service.aResident({ bed: 'rowan1' });
    service.clock.advance({ days: 400 });
    await service.aReferral();
    await createForecastTheYear(service.uow, service.modules)();
    const own = await textOf('/target/forecast');
    expect(own)
      .to.contain('most likely about')
      .and.to.contain('Assumed')
      .and.to.contain('268 of 386 usable beds')
      .and.to.contain('1,000 is reached in fewer than 1 of 100')
      .and.to.contain('Ten more places for families')
      .and.to.contain('Stays a tenth shorter');
    expect(await textOf('/target')).to.match(/Forecast \d+ to \d+ by the end of 2027\/28/);
    const { body } = await (await service.as('planner')).get('/api/measures');
    const started = body.measures.find(
      ({ measureId }: { measureId: string }) => measureId === 'placements-started',
    );
    expect(started.forecast.p10).to.be.at.most(started.forecast.p90);
    expect(started.forecast.probability).to.be.within(0, 1);
    // Every measure that a target names is forecast: each by itself, since they differ.
    expect(body.measures.length).to.be.greaterThan(0);
    for (const { measureId, target, forecast } of body.measures)
      if (target !== null) expect(forecast, measureId).to.not.equal(null);
  });

  it('is not worked out where nobody was referred', async () => {
    await createForecastTheYear(service.uow, service.modules)();
    expect(await textOf('/target/forecast')).to.contain('None has been worked out yet.');
  });
});

describe('the page of the forecast', () => {
  let service: RunningService;
  let browser: Browser;
  before(async () => {
    service = await startService();
    browser = await launchBrowser();
    await service.aReferral();
    await createForecastTheYear(service.uow, service.modules)();
  });
  after(async () => {
    await browser?.close();
    await service?.stop();
  });

  it('has no barrier on any screen', async () => {
    await expectNoBarriersOnAnyScreen(browser, 'forecast', async (page) => {
      await service.signInBrowser(page, 'planner');
      await page.goto(`${service.url}/target/forecast`);
    });
  });
});
