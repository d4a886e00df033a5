import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { addNights } from '../../../../../src/kernel/iso-date.js';
import { fieldsOfDate } from '../../../../../src/ui/forms/date-parts.js';
import { shortDate } from '../../../../../src/ui/presenters/dates.js';
import { launchBrowser } from '../../../../support/browser.js';
import type { Caller } from '../../../../support/caller.js';
import { expectNoBarriersOnAnyScreen, visit } from '../../../../support/page-visit.js';
import {
  startService,
  type MadePlacement,
  type RunningService,
} from '../../../../support/running-service.js';
import { world } from '../../../../support/small-world.js';

describe('the page of dates and bed', () => {
  let service: RunningService;
  let browser: Browser;
  let manager: Caller;
  let coordinator: Caller;
  let booking: MadePlacement;

  const stayOf = ({ placementId }: MadePlacement): string => `/placements/${placementId}/stay`;
  const looking = (days: readonly [string, string]): string =>
    new URLSearchParams({
      ...fieldsOfDate('arrivesOn', addNights(service.today, 0)),
      ...Object.fromEntries(
        Object.entries({
          ...fieldsOfDate('arrivesOn', days[0] as typeof service.today),
          ...fieldsOfDate('departsOn', days[1] as typeof service.today),
        }),
      ),
    }).toString();

  before(async () => {
    service = await startService();
    browser = await launchBrowser();
    manager = await service.as('manager@larch.example');
    coordinator = await service.as('coordinator@glasgow.example');
    booking = await service.aBooking({ bed: 'any', arrivesOn: addNights(service.today, 10), nights: 28 });
    const next = await service.aReadyReferral({ partnership: 'highland', familyName: 'Next' });
    await service.anOffer({
      referral: next,
      bed: 'any',
      arrivesOn: addNights(service.today, 60),
      nights: 14,
    });
  });
  after(async () => {
    await browser?.close();
    await service?.stop();
  });

  it('has no barrier with a look at other dates', async () => {
    await expectNoBarriersOnAnyScreen(browser, 'stay-dates', async (page) => {
      await service.signInBrowser(page, 'coordinator');
      const query = looking([addNights(service.today, 12), addNights(service.today, 54)]);
      await page.goto(`${service.url}${stayOf(booking)}?${query}`);
    });
  });

  it('shows the coordinator nights, money and who is next before anything changes, and nobody else’s name', async () => {
    const query = looking([addNights(service.today, 12), addNights(service.today, 54)]);
    const { html } = await coordinator.page.get(`${stayOf(booking)}?${query}`);
    expect(html).to.contain('16 nights added, 2 nights free for others');
    expect(html).to.contain('£2,100 more').and.to.contain('is left');
    expect(html).to.contain('Held for an offer for somebody of another partnership');
    expect(html).to.contain('Change the dates</button>');
  });

  it('names whoever is in the way to their provider, tells no money, and gives nothing to confirm', async () => {
    const query = looking([addNights(service.today, 12), addNights(service.today, 61)]);
    const { html } = await manager.page.get(`${stayOf(booking)}?${query}`);
    expect(html).to.contain('The bed is not free: Held for an offer for RP-');
    expect(html).to.not.contain('£');
    expect(html).to.not.contain('Change the dates</button>');
  });

  it('moves a booking by a form without script, after a look, and says what was before', async () => {
    const from = addNights(service.today, 12);
    await visit(browser, { javaScriptEnabled: false }, async (page) => {
      await service.signInBrowser(page, 'coordinator');
      await page.goto(`${service.url}/placements?state=booked`);
      await page
        .getByRole('link', { name: /Dates and bed/ })
        .first()
        .click();
      const [year = '', month = '', day = ''] = from.split('-');
      await page.locator('#dates-arrivesOn').fill(day);
      await page.locator('#dates-arrivesOn-month').fill(month);
      await page.locator('#dates-arrivesOn-year').fill(year);
      await page.getByRole('button', { name: 'See what this would do' }).click();
      await page.getByRole('button', { name: 'Change the dates' }).click();
      expect(await page.locator('.ds_error-summary').innerText()).to.contain('Write why the dates change');
      await page.locator('#dates-reason').fill('The bus runs on Saturdays');
      await page.getByRole('button', { name: 'Change the dates' }).click();
      expect(await page.locator('main').innerText()).to.contain('The dates are changed');
      expect(await page.locator('main').innerText()).to.contain('The bus runs on Saturdays');
    });
    const { html } = await manager.page.get('/residents');
    expect(html).to.contain(shortDate(from));
  });

  it('moves somebody who is here to another bed, from the list of those that fit', async () => {
    const resident = await service.aResident({ bed: 'plain', nights: 28 });
    service.clock.advance({ days: 2 });
    const { html } = await manager.page.get(stayOf(resident));
    expect(html).to.contain('Room 4 A').and.to.not.contain(`value="${world.beds.female}"`);
    const wrong = await manager.page.post(`/placements/${resident.placementId}/bed`, {
      ...{ version: String(resident.version), bedId: world.beds.shared1, reason: 'Nearer the others' },
      ...fieldsOfDate('movesOn', addNights(service.today, 3)),
    });
    expect(wrong.status).to.equal(409);
    expect(wrong.html).to.contain('or an earlier day').and.to.contain('Nearer the others');
    const moved = await manager.page.post(`/placements/${resident.placementId}/bed`, {
      ...{ version: String(resident.version), bedId: world.beds.shared1, reason: 'Nearer the others' },
      ...fieldsOfDate('movesOn', service.today),
    });
    expect(moved.status, moved.html).to.equal(303);
    const after = await coordinator.page.get(stayOf(resident));
    expect(after.html).to.contain('Room 5 to Larch House, Room 4 A').and.to.contain('Nearer the others');
    expect(after.html).to.not.contain('Move to this bed');
  });
});
