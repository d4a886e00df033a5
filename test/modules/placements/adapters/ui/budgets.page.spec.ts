import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { addNights } from '../../../../../src/kernel/iso-date.js';
import { launchBrowser } from '../../../../support/browser.js';
import { expectNoBarriersOnAnyScreen } from '../../../../support/page-visit.js';
import { startService, type RunningService } from '../../../../support/running-service.js';
import { actorOf } from '../../../../support/small-world.js';

describe('the page of budgets', () => {
  let service: RunningService;
  let browser: Browser;

  before(async () => {
    service = await startService();
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    await service?.stop();
  });

  interface Use {
    readonly route: string;
    readonly [figure: string]: unknown;
  }
  const adp = async (year = 2026): Promise<Use | undefined> => {
    const { status, body, text } = await (
      await service.as('coordinator')
    ).get(`/api/budget-use?financialYear=${year}`);
    expect(status, text).to.equal(200);
    return body.budgets.find(({ route }: Use) => route === 'adp');
  };

  it('tells held from committed, spent, left and projected, and a mean with how many it rests on', async () => {
    expect(await adp()).to.deep.include({ heldPence: 0, projectedPence: 0, meanCost: null });
    // Each night is £150.
    await service.aReadyReferral({ fundedWeeks: 2 });
    await service.anOffer({ bed: 'any', nights: 7 });
    await service.aBooking({ bed: 'plain', nights: 14 });
    const resident = await service.aResident({ bed: 'male', nights: 28 });
    await service.runWorkerOnce();
    expect(await adp()).to.deep.include({
      heldPence: 7 * 15_000,
      committedPence: 14 * 15_000,
      spentPence: 28 * 15_000,
      leftPence: 200_000_000 - 49 * 15_000,
      projectedPence: (49 + 14) * 15_000,
      meanCost: { pence: 28 * 15_000, costedStays: 1, stays: 1 },
    });
    service.clock.advance({ days: 10 });
    await service.act('provider_manager', (tx) =>
      service.modules.placements.discharge(tx, actorOf('provider_manager').home, {
        ...{ memberId: actorOf('provider_manager').memberId, placementId: resident.placementId },
        ...{ expectedVersion: resident.version, endedOn: service.today },
        ...{ kind: 'unplanned', reason: 'dropped_out' },
      }),
    );
    const after = await adp();
    expect(after).to.deep.include({
      spentPence: 10 * 15_000,
      meanCost: { pence: 10 * 15_000, costedStays: 1, stays: 1 },
    });
    const page = (await (await service.as('approver')).page.get('/budgets')).html;
    expect(page)
      .to.contain('Budgets 2026/27')
      .and.to.contain('£1,500, 1 of 1 costed')
      .and.to.contain('No stay costed')
      .and.to.contain('£2,100')
      .and.to.not.contain('Highland');
  });

  it('splits a stay over 31 March by night, each year its own', async () => {
    const late = addNights(service.today, 110);
    const before = [await adp(2026), await adp(2027)].map((use) => Number(use?.['heldPence']));
    await service.anOffer({ bed: 'shared1', arrivesOn: late, nights: 14 });
    const after = [await adp(2026), await adp(2027)].map((use) => Number(use?.['heldPence']));
    const added = after.map((held, index) => held - (before[index] ?? 0));
    expect(added.reduce((sum, held) => sum + held, 0)).to.equal(14 * 15_000);
    expect(added.map((held) => held > 0)).to.deep.equal([true, true]);
  });

  it('shows everybody’s to an administrator, and nothing to a provider or a planner', async () => {
    const everybody = (await (await service.as('administrator')).page.get('/budgets')).html;
    expect(everybody).to.contain('Highland').and.to.contain('Glasgow City');
    for (const who of ['provider_manager', 'planner'] as const) {
      expect((await (await service.as(who)).page.get('/budgets')).status, who).to.equal(403);
    }
    const empty = (await (await service.as('approver')).page.get('/budgets?year=2140')).html;
    expect(empty).to.contain('No budget is set for 2140/41');
  });

  it('has no barriers, wide or on a phone', async () => {
    await expectNoBarriersOnAnyScreen(browser, 'budgets', async (page) => {
      await service.signInBrowser(page, 'approver');
      await page.goto(`${service.url}/budgets`);
    });
  });
});
