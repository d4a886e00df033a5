import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { addNights } from '../../../../../src/kernel/iso-date.js';
import { fieldsOfDate } from '../../../../../src/ui/forms/date-parts.js';
import { launchBrowser } from '../../../../support/browser.js';
import type { Caller } from '../../../../support/caller.js';
import { expectNoBarriersOnAnyScreen, tabTo, visit } from '../../../../support/page-visit.js';
import {
  startService,
  type MadePlacement,
  type RunningService,
} from '../../../../support/running-service.js';
import { actorOf, world } from '../../../../support/small-world.js';

describe('the page of leaving safely', () => {
  let service: RunningService;
  let browser: Browser;
  let manager: Caller;
  let coordinator: Caller;
  let left: MadePlacement;

  const leave = async ({ placementId, version }: MadePlacement): Promise<void> => {
    const { memberId, home } = actorOf('manager@larch.example');
    await service.act('manager@larch.example', (tx) =>
      service.modules.placements.discharge(tx, home, {
        ...{ placementId, memberId, expectedVersion: version },
        ...{ endedOn: service.today, kind: 'unplanned', reason: 'dropped_out' },
      }),
    );
  };
  const address = (): string => `/placements/${left.placementId}/leaving`;
  const today = () => fieldsOfDate('happenedOn', service.today);

  before(async () => {
    service = await startService();
    browser = await launchBrowser();
    manager = await service.as('manager@larch.example');
    coordinator = await service.as('coordinator@glasgow.example');
    left = await service.aResident({ bed: 'plain' });
    await leave(left);
    const administrator = actorOf('administrator@national.example');
    await service.act('administrator@national.example', (tx) =>
      service.modules.alerts.publishAlert(tx, {
        memberId: administrator.memberId,
        alert: {
          headline: 'Synthetic alert: strong tablets sold as diazepam',
          advice: 'More than one dose of naloxone may be needed.',
          source: 'Invented for tests',
          isNational: false,
          partnershipIds: [world.partnerships.glasgow.id],
          fromOn: service.today,
          untilOn: addNights(service.today, 60),
        },
      }),
    );
  });
  after(async () => {
    await browser?.close();
    await service?.stop();
  });

  for (const who of ['manager@larch.example', 'coordinator@glasgow.example'] as const) {
    it(`has no barrier for ${who}`, async () => {
      await expectNoBarriersOnAnyScreen(browser, `leaving-${who.split('@')[0]!}`, async (page) => {
        await service.signInBrowser(page, who);
        await page.goto(`${service.url}${address()}`);
        for (const details of await page.locator('details').all()) {
          await details.evaluate((element) => element.setAttribute('open', ''));
        }
      });
    });
  }

  it('shows the project its own tasks first, what others owe, and the alert', async () => {
    const { html } = await manager.page.get(address());
    const [own, others] = [html.indexOf('Yours to do'), html.indexOf('Owed by the partnership')];
    expect(html.slice(own, others)).to.contain('Naloxone on leaving').and.to.contain('Next address');
    expect(html.slice(others)).to.contain('First contact after leaving');
    expect(html).to.contain('strong tablets sold as diazepam').and.to.contain('Aonghas');
    expect(html).to.not.contain('action="' + `${address()}/contact"`);
  });

  it('records naloxone by keyboard without script, and both sides see it', async () => {
    await visit(browser, { javaScriptEnabled: false }, async (page) => {
      await service.signInBrowser(page, 'provider_staff');
      await page.goto(`${service.url}${address()}`);
      await tabTo(page, '[id="open-naloxone-at-discharge-new-"] > summary');
      await page.keyboard.press('Enter');
      await tabTo(page, '[id="naloxone-at-discharge-new-outcome"]');
      await page.keyboard.press('Space');
      await tabTo(page, '[id="naloxone-at-discharge-new-kits"]');
      await page.keyboard.type('2');
      await tabTo(page, '[id="naloxone-at-discharge-new-isTrained"]');
      await page.keyboard.press('Space');
      await tabTo(page, `form[action="${address()}/naloxone-at-discharge"] button`);
      await page.keyboard.press('Enter');
      await page.waitForURL('**/leaving?done=safety-recorded');
      expect(await page.locator('main').innerText()).to.contain('2 kits, shown how to use them');
    });
    expect((await coordinator.page.get(address())).html).to.contain('2 kits, shown how to use them');
  });

  it('explains what is missing at its field and keeps what was typed', async () => {
    const page = await manager.page.get(address());
    const reply = await manager.page.submit(page, `${address()}/prescriber-informed`, {
      ...today(),
      outcome: 'not_told',
      'happenedOn-day': '31',
      'happenedOn-month': '2',
    });
    expect(reply.status).to.equal(400);
    expect(reply.html)
      .to.contain('href="#prescriber-informed-new-note"')
      .and.to.contain('Write why this was not done')
      .and.to.contain('is not a real date');
    expect(reply.html).to.match(/<details[^>]*id="open-prescriber-informed-new-"[^>]*open/);
    expect(reply.html).to.match(/value="not_told" checked/);
  });

  it('puts a record right by another, and shows both', async () => {
    await manager.page.submit(await manager.page.get(address()), `${address()}/next-address`, {
      ...today(),
      outcome: 'own_home',
    });
    const [row] = await service.dataSource.query(
      `SELECT id FROM safety_record WHERE subject = 'next_address' AND placement_id = ?`,
      [left.placementId],
    );
    const done = await manager.page.post(`${address()}/next-address`, {
      ...today(),
      outcome: 'no_address',
      correctsRecordId: row.id,
    });
    expect(done.location).to.equal(`${address()}?done=safety-recorded`);
    const { html } = await manager.page.get(address());
    expect(html)
      .to.contain('Put right since')
      .and.to.contain('A home of their own')
      .and.to.contain('No address');
    const again = await manager.page.post(`${address()}/next-address`, {
      ...today(),
      outcome: 'prison',
      correctsRecordId: row.id,
    });
    expect(again.status).to.equal(409);
    expect(again.html).to.contain('Somebody has put that record right since you opened the page');
  });

  it('is read only for the approver, and not there for anybody else’s people', async () => {
    const { html } = await (await service.as('approver@glasgow.example')).page.get(address());
    expect(html).to.contain('First contact after leaving');
    expect(html).to.not.contain(`action="${address()}/`);
    expect((await (await service.as('manager@rowan.example')).page.get(address())).status).to.equal(404);
    expect((await (await service.as('planner@national.example')).page.get(address())).status).to.equal(403);
  });

  it('leads from every first page once something is overdue, below its heading and before anything else', async () => {
    service.clock.advance({ days: 9 });
    for (const [caller, paths] of [
      [coordinator, ['/waiting-list', '/placements']],
      [manager, ['/incoming-offers', '/residents']],
    ] as const) {
      for (const path of paths) {
        const { html } = await caller.page.get(path);
        expect(html, path).to.match(/safety tasks? overdue/);
        const main = html.slice(html.indexOf('<h1'));
        const rest = ['<form', '<table', '<h3'].map((tag) => main.indexOf(tag)).filter((at) => at >= 0);
        expect(main.indexOf('overdue'), path).to.be.within(1, Math.min(...rest, main.length));
        expect(html, path).to.contain(`href="${address()}"`);
      }
    }
    expect((await manager.page.get('/residents')).html).to.contain('strong tablets sold as diazepam');
    expect((await (await service.as('manager@rowan.example')).page.get('/residents')).html).to.not.contain(
      'strong tablets',
    );
  });

  it('lists every task with the way to its leaving, each side’s own first', async () => {
    const own = await coordinator.page.get('/safety');
    expect(own.html).to.contain('First contact after leaving').and.to.not.contain('Prescriber told');
    const all = await coordinator.page.get('/safety?owner=all');
    expect(all.html).to.contain('Prescriber told').and.to.contain(left.offer.referral.familyName);
  });

  for (const [who, path] of [
    ['coordinator@glasgow.example', '/safety?owner=all'],
    ['coordinator@glasgow.example', '/waiting-list'],
    ['manager@larch.example', '/residents'],
  ] as const) {
    it(`has no barrier at ${path} with tasks overdue`, async () => {
      await expectNoBarriersOnAnyScreen(browser, `safety-${path.replace(/\W+/g, '-')}`, async (page) => {
        await service.signInBrowser(page, who);
        await page.goto(`${service.url}${path}`);
      });
    });
  }
});
