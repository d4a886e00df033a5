import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { launchBrowser } from '../../../../support/browser.js';
import { expectNoBarriersOnAnyScreen } from '../../../../support/page-visit.js';
import {
  startService,
  type MadePlacement,
  type RunningService,
} from '../../../../support/running-service.js';

describe('the page of repairs', () => {
  let service: RunningService;
  let browser: Browser;
  let stay: MadePlacement;
  let address: string;
  before(async () => {
    service = await startService();
    browser = await launchBrowser();
    stay = await service.aResident({ bed: 'any', nights: 28 });
    address = `/repairs/${stay.placementId}`;
  });
  after(async () => {
    await browser?.close();
    await service?.stop();
  });

  it('has no barrier with a look at a repair', async () => {
    await expectNoBarriersOnAnyScreen(browser, 'repair', async (page) => {
      await service.signInBrowser(page, 'administrator');
      await page.goto(`${service.url}${address}?kind=arrival_undone`);
    });
  });

  it('shows what a repair would do, keeps what was typed, and asks a second person', async () => {
    const administrator = await service.as('administrator');
    const look = await administrator.page.get(`${address}?kind=arrival_undone`);
    expect(look.html).to.contain('held again').and.to.contain('no longer counted');
    expect(look.html).to.contain(`${address}#preview`);
    const empty = await administrator.page.submit(look, address, { reason: '' });
    expect(empty.html).to.contain('Write what happened').and.to.contain('held again');
    const sent = await administrator.page.submit(empty, address, { reason: 'Another person was ticked' });
    const after = await administrator.page.get(sent.location ?? address);
    expect(after.html).to.contain('You proposed this').and.to.contain('Another person was ticked');
    expect(after.html).to.not.contain('Confirm: put it right');
  });

  it('lets the manager of the provider find it and confirm it, and shows the story on the page of the stay', async () => {
    const manager = await service.as('manager@larch.example');
    const list = await manager.page.get('/repairs');
    expect(list.html).to.contain(address).and.to.contain('to be confirmed');
    const open = await manager.page.get(address);
    expect(open.html).to.contain('Another person was ticked').and.to.not.contain('What is true');
    const done = await manager.page.submit(open, `${address}/confirmation`, {});
    const after = await manager.page.get(done.location ?? address);
    expect(after.html).to.contain('Booked, not arrived yet').and.to.contain('The stay is put right');
    expect(after.html)
      .to.contain('Put right: The person never arrived')
      .and.to.match(/Proposed by [^<]+, confirmed by [^<]+ on/u);
    const story = await manager.page.get(`/placements/${stay.placementId}/stay`);
    expect(story.html).to.contain('Put right. The person never arrived');
  });

  it('asks for the true day, or how the person truly left, and keeps what was chosen', async () => {
    const leaver = await service.aResident({ bed: 'plain', nights: 28 });
    const of = `/repairs/${leaver.placementId}`;
    const manager = await service.as('manager@larch.example');
    await manager.post(
      `/api/placements/${leaver.placementId}/discharge`,
      { endedOn: service.today, kind: 'unplanned', reason: 'dropped_out' },
      { version: leaver.version },
    );
    const administrator = await service.as('administrator');
    const undone = await administrator.page.get(`${of}?kind=leaving_undone`);
    expect(undone.html).to.contain('the partnership’s own budget').and.to.not.contain('your partnership');
    const dayless = await administrator.page.get(`${of}?kind=leaving_day`);
    expect(dayless.html)
      .to.contain('There is a problem')
      .and.to.match(/href="#dayOn[^"]*"[^>]*>\s*Enter the day on which the person left/u)
      .and.to.not.contain('Propose to a second person');
    const wrong = await administrator.page.get(
      `${of}?kind=leaving_reason&endKind=planned&endReason=dropped_out`,
    );
    expect(wrong.html).to.contain('Choose unplanned for that reason').and.to.contain('Dropped out');
    const look = await administrator.page.get(
      `${of}?kind=leaving_reason&endKind=planned&endReason=completed`,
    );
    expect(look.html)
      .to.contain('no longer as “Dropped out, not as planned”')
      .and.to.contain('Naloxone on leaving');
    const sent = await administrator.page.submit(look, of, { reason: 'The wrong line was chosen' });
    expect((await administrator.page.get(sent.location ?? of)).html).to.contain(
      'How the person left: Completed, as planned',
    );
  });
});
