import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { addNights } from '../../../../../src/kernel/iso-date.js';
import { launchBrowser } from '../../../../support/browser.js';
import { expectNoBarriers, screens, visit } from '../../../../support/page-visit.js';
import { startService, type RunningService } from '../../../../support/running-service.js';

describe('the list for when systems are down', () => {
  let service: RunningService;
  let browser: Browser;

  before(async () => {
    service = await startService();
    browser = await launchBrowser();
    const named = (familyName: string, sex: 'male' | 'female' = 'male') =>
      service.aReadyReferral({ familyName, sex });
    await service.aResident({ bed: 'any', referral: await named('Livesin') });
    await service.aResident({ bed: 'shared1', referral: await named('Leavessoon'), nights: 3 });
    await service.aBooking({
      bed: 'male',
      referral: await named('Expected'),
      arrivesOn: addNights(service.today, 5),
    });
    await service.aBooking({
      bed: 'female',
      referral: await named('Muchlater', 'female'),
      arrivesOn: addNights(service.today, 9),
    });
    await service.anOffer({
      bed: 'plain',
      referral: await named('Offered'),
      arrivesOn: addNights(service.today, 3),
    });
    await service.aReferral({ familyName: 'Waiting', reason: 'Words about health' });
  });
  after(async () => {
    await browser?.close();
    await service?.stop();
  });

  const listFor = async (who: Parameters<RunningService['as']>[0]) =>
    (await service.as(who)).page.get('/today/list');

  it('names for a project who lives there, who comes within a week and which offers wait', async () => {
    const { html } = await listFor('staff@larch.example');
    expect(html).to.contain('Livesin').and.to.contain('Expected').and.to.contain('Offered');
    expect(html).to.not.contain('Muchlater').and.to.not.contain('Waiting');
    expect(html).to.contain('Naloxone on arrival');
    const leaving = html.slice(html.indexOf('Leaving, next 7 days'), html.indexOf('Who lives here'));
    expect(leaving).to.contain('Leavessoon').and.contain('26 Nov 2026').and.not.contain('Livesin');
  });

  it('names for a partnership who waits and where it stands, and nothing of anybody’s health', async () => {
    const { html } = await listFor('coordinator@glasgow.example');
    expect(html).to.contain('Waiting,').and.to.contain('Waits for an assessment');
    expect(html).to.not.contain('Words about health').and.to.not.contain('Alcohol');
    const waits = html.slice(html.indexOf('Who waits'), html.indexOf('Offers that wait'));
    expect(waits).to.match(/Muchlater[\s\S]*?Bed booked: Larch House, [^,]+, from 2 Dec 2026/);
    expect(waits).to.match(/Offered,[\s\S]*?: Larch House, [^,]+, from 26 Nov 2026/);
    expect(html.slice(html.indexOf('Arrivals expected'), html.indexOf('Leaving, next'))).to.not.contain(
      'Muchlater',
    );
    expect((await listFor('coordinator@highland.example')).html).to.not.contain('Livesin');
    expect((await listFor('planner@national.example')).status).to.equal(403);
  });

  it('says when it was made and by when it is shredded, and its reading is recorded', async () => {
    const { html } = await listFor('manager@larch.example');
    expect(html).to.contain('Made at 10am on Monday 23 November 2026.');
    expect(html).to.contain('Shred by 10am on Tuesday 24 November.');
    const rows = await service.dataSource.query(
      `SELECT COUNT(*) AS n FROM person_access WHERE subject_kind = 'printed-list'`,
    );
    expect(Number(rows[0].n)).to.be.greaterThan(1);
  });

  it('has no barrier, and prints without what is only for the screen', async () => {
    await visit(browser, { viewport: screens.phone }, async (page) => {
      await service.signInBrowser(page, 'staff@larch.example');
      await page.goto(`${service.url}/today/list`);
      await expectNoBarriers(page, 'printed-list-phone');
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('.app-not-printed').isVisible()).to.equal(false);
      expect(await page.locator('.app-navigation').isVisible()).to.equal(false);
      expect(await page.getByText('Shred by').isVisible()).to.equal(true);
    });
  });
});
