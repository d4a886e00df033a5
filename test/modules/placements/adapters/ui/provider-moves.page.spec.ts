import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { addNights } from '../../../../../src/kernel/iso-date.js';
import { launchBrowser } from '../../../../support/browser.js';
import { expectNoBarriersOnAnyScreen } from '../../../../support/page-visit.js';
import {
  startService,
  type MadePlacement,
  type RunningService,
} from '../../../../support/running-service.js';
import { world } from '../../../../support/small-world.js';

describe('the pages of moves between providers', () => {
  let service: RunningService;
  let browser: Browser;
  let stay: MadePlacement;
  let address: string;
  let asked: string;
  before(async () => {
    service = await startService();
    browser = await launchBrowser();
    stay = await service.aResident({ bed: 'any', nights: 28 });
    address = `/placements/${stay.placementId}/onward`;
    const days = { movesOn: addNights(service.today, 7), departsOn: addNights(service.today, 28) };
    asked = `${address}?${Object.entries(days)
      .flatMap(([name, on]) => {
        const [year, month, day] = on.split('-');
        return [`${name}-day=${day}`, `${name}-month=${month}`, `${name}-year=${year}`];
      })
      .join('&')}`;
  });
  after(async () => {
    await browser?.close();
    await service?.stop();
  });

  it('has no barrier with places to choose among', async () => {
    await expectNoBarriersOnAnyScreen(browser, 'onward', async (page) => {
      await service.signInBrowser(page, 'coordinator');
      await page.goto(`${service.url}${asked}`);
    });
  });

  it('is come to from the stay, keeps what was typed, and tells what is approved when a week costs more', async () => {
    const coordinator = await service.as('coordinator');
    const dates = await coordinator.page.get(`/placements/${stay.placementId}/stay`);
    expect(dates.html).to.contain(address);
    const look = await coordinator.page.get(asked);
    expect(look.html).to.contain('Rowan Bank').and.to.contain('£1,050');
    const typed = { bedId: world.beds.rowan1, weeklyRate: '1,300', reason: 'Nearer home' };
    const dear = await coordinator.page.submit(look, address, typed);
    expect(dear.html)
      .to.contain('£1,050 a week is approved')
      .and.to.contain('1,300')
      .and.to.contain('Nearer home');
    const sent = await coordinator.page.submit(dear, address, { ...typed, weeklyRate: '1,050' });
    const after = await coordinator.page.get(sent.location ?? address);
    expect(after.html).to.contain('The provider has not answered yet');
  });

  it('is answered by the provider that is asked, and has no barrier there', async () => {
    await expectNoBarriersOnAnyScreen(browser, 'provider-moves', async (page) => {
      await service.signInBrowser(page, 'manager@rowan.example');
      await page.goto(`${service.url}/provider-moves`);
    });
    const manager = await service.as('manager@rowan.example');
    const list = await manager.page.get('/provider-moves');
    expect(list.html).to.contain('Larch House to Rowan Bank').and.to.not.contain('Macandrew');
    const moveId = /\/provider-moves\/([0-9a-f-]{36})\/decline/.exec(list.html)?.[1] ?? '';
    const empty = await manager.page.submit(list, `/provider-moves/${moveId}/decline`, { note: 'Later' });
    expect(empty.html).to.contain('Choose why you decline').and.to.contain('Later');
    const done = await manager.page.submit(empty, `/provider-moves/${moveId}/acceptance`, {});
    const after = await manager.page.get(done.location ?? '/provider-moves');
    expect(after.html).to.contain('The bed is booked').and.to.contain('No move waits');
    const coordinator = await service.as('coordinator');
    expect((await coordinator.page.get(address)).html).to.contain('Accepted');
  });
});
