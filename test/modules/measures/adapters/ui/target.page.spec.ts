import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { createKeepAllCounted } from '../../../../../src/composition/counting.js';
import { done } from '../../../../../src/kernel/outcome.js';
import { systemActor } from '../../../../../src/kernel/actor.js';
import { execute } from '../../../../../src/platform/db/sql.js';
import { launchBrowser } from '../../../../support/browser.js';
import { world } from '../../../../support/small-world.js';
import { expectNoBarriersOnAnyScreen, visit } from '../../../../support/page-visit.js';
import {
  startService,
  type MadePlacement,
  type RunningService,
} from '../../../../support/running-service.js';

/** What a person reads, without the markup. */
const textOf = (html: string): string => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('the target page', () => {
  let service: RunningService;
  let browser: Browser;
  let resident: MadePlacement;

  before(async () => {
    service = await startService();
    browser = await launchBrowser();
    resident = await service.aResident();
    await service.aBooking({ bed: 'male' });
    const { referralId } = await service.aReferral();
    await service.uow.run({ actor: systemActor, requestId: 'test-figures' }, async (tx) => {
      await execute(
        tx,
        `INSERT INTO published_figure (id, measure, period_label, period_start, period_end, geography_type, geography,
           route, figure, status, vintage, note, source) VALUES
           (1, 'placements_approved', '2024/25 H1', '2024-04-01', '2024-09-30', 'scotland', 'Scotland', 'all', 442,
            'published', 'R10 Dec 2024', 'As first printed', 'A public body, 2024, https://statistics.example/10'),
           (2, 'placements_approved', '2023/24', '2023-04-01', '2024-03-31', 'scotland', 'Scotland', 'all', 961,
            'derived', 'R10 Dec 2024', NULL, 'Two printed figures added'),
           (3, 'individuals_started', '2019/20', '2019-04-01', '2020-03-31', 'scotland', 'Scotland', 'adp', NULL,
            'doubtful', 'A newspaper', NULL, 'Not checked')`,
      );
      // An approval from before there was a target: the years since can be chosen.
      await execute(
        tx,
        `INSERT INTO funding_decision (id, referral_id, partnership_id, route, decision, decided_on, weeks,
           weekly_rate_pence, expires_on, decided_by)
         VALUES (?, ?, ?, 'adp', 'approved', '2020-05-01', 12, 100000, '2020-10-30', 'somebody')`,
        [resident.placementId, referralId, world.partnerships.glasgow.id],
      );
      return done(true);
    });
    await createKeepAllCounted(service.uow)();
  });
  after(async () => {
    await browser?.close();
    await service?.stop();
  });

  it('counts three measures, each against its 1,000, with what they count and until when', async () => {
    const planner = await service.as('planner');
    const { status, html } = await planner.page.get('/target');
    expect(status).to.equal(200);
    const text = textOf(html);
    for (const said of [
      'Target',
      'Financial year 2026/27',
      'Placements approved 2 of 1,000',
      'Placements started 1 of 1,000',
      'People started 1 of 1,000',
      'behind the even pace for today',
      'Definition 2.',
      'a referral closed as recorded by mistake does not count',
      'As at: 10am on Monday 23 November 2026.',
      'November 2026 so far 2 1 1',
      'Year so far 2 1 1',
      'comes from invented people',
      'Why they differ',
    ]) {
      expect(text).to.contain(said);
    }
    expect(html).to.contain('data-live="/events"');
    expect(html.match(/<svg class="app-chart /g)).to.have.length(6);
  });

  it('keeps what others published apart, with its standing and its issue', async () => {
    const { html } = await (await service.as('planner')).page.get('/target');
    const outside = html.slice(html.indexOf('id="published-title"'));
    const rows = [...outside.matchAll(/<tr role="row">([\s\S]*?)<\/tr>/g)].map(([, row = '']) => textOf(row));
    expect(rows.find((row) => row.includes('442')))
      .to.contain('Published')
      .and.to.contain('April 2024 to September 2024')
      .and.to.contain('10th report, Dec 2024. As first');
    const derived = rows.find((row) => row.includes('961'));
    expect(derived).to.contain('Derived (D)').and.not.to.contain('Published');
    expect(outside).to.contain(
      '<a href="https://statistics.example/10" rel="noreferrer">A public body, 2024</a>',
    );
    // A standing nobody knows is the weakest there is.
    const unknown = rows.find((row) => row.includes('2019/20'));
    expect(unknown).to.contain('Unverified (U)').and.to.contain('not known');
    expect(html.slice(0, html.indexOf('id="published-title"'))).not.to.contain('442');
  });

  it('shows a planner no name and no reference of anybody, here or elsewhere', async () => {
    const planner = await service.as('planner');
    const { reference, givenName, familyName, clientId, referralId } = resident.offer.referral;
    for (const path of ['/target', '/board']) {
      const { status, html } = await planner.page.get(path);
      expect(status, path).to.equal(200);
      for (const personal of [reference, givenName, familyName, clientId, referralId, resident.placementId]) {
        expect(html, path).not.to.contain(personal);
      }
    }
    for (const path of ['/waiting-list', '/incoming-offers', '/residents']) {
      expect((await planner.page.get(path)).status, path).to.equal(403);
    }
  });

  it('shows a year that is over, and one before there was a target', async () => {
    const planner = await service.as('planner');
    const over = textOf((await planner.page.get('/target?year=2025')).html);
    expect(over)
      .to.contain('Financial year 2025/26')
      .and.to.contain('The year ended 1,000 below the target.');
    expect(over).to.contain('Whole year 0 0 0').and.not.to.contain('so far');
    const early = await planner.page.get('/target?year=2020');
    expect(early.status).to.equal(200);
    expect(early.html).not.to.contain('<svg class="app-chart ');
    const before = textOf((await planner.page.get('/target?year=2021')).html);
    expect(before).to.contain('0 of 1,000');
  });

  it('says from when on there are records, and judges no year by a part of it', async () => {
    const planner = await service.as('planner');
    const part = textOf((await planner.page.get('/target?year=2020')).html);
    expect(part).to.contain('Recorded from Friday 1 May 2020. A part of a year is not held against');
    expect(part).to.contain('April 2020 not recorded – not recorded – not recorded – not recorded');
    expect(part).to.contain('May 2020 1 0 0').and.to.contain('Recorded part of the year 1 0 0');
    expect(part).not.to.contain('below the target');
    const { body } = await planner.get('/api/measures?financialYear=2020');
    const approved = body.measures[0];
    expect([approved.recordedFrom, approved.paceToday, approved.total]).to.deep.equal([
      '2020-05-01',
      null,
      1,
    ]);
    expect(approved.months.map(({ count }: { count: number | null }) => count).slice(0, 3)).to.deep.equal([
      null,
      1,
      0,
    ]);
    const whole = (await planner.get('/api/measures?financialYear=2025')).body.measures[0];
    expect([whole.recordedFrom, whole.paceToday]).to.deep.equal([null, 1000]);
  });

  it('fits a phone at 400% zoom, with the longest month and counts of four figures', async () => {
    await visit(browser, { viewport: { width: 320, height: 800 } }, async (page) => {
      await service.signInBrowser(page, 'planner');
      await page.goto(`${service.url}/target?year=2025`);
      const overhang = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      await page.evaluate(() => {
        for (const cell of document.querySelectorAll('.app-months td')) cell.textContent = '1,234';
        for (const month of document.querySelectorAll('.app-months tbody th'))
          month.innerHTML = 'September 2025 <span class="app-sub app-sub--inline">so far</span>';
      });
      expect(await overhang()).to.equal(0);
    });
  });

  it('goes to this year when asked for one that cannot be counted', async () => {
    const planner = await service.as('planner');
    for (const year of ['2027', '2019', 'x', '1899', '99999', '', '2026.5', '-1', '2026%00']) {
      const { status, location } = await planner.page.get(`/target?year=${year}`);
      expect([status, location], year).to.deep.equal([303, '/target?done=no-such-year']);
    }
  });

  it('is for those who see measures, and for nobody who is not signed in', async () => {
    for (const role of ['coordinator', 'approver', 'provider_manager', 'planner', 'administrator'] as const) {
      expect((await (await service.as(role)).page.get('/target')).status, role).to.equal(200);
    }
    expect((await (await service.as('provider_staff')).page.get('/target')).status).to.equal(403);
    expect((await service.nobody.page.get('/target?year=2025')).location).to.equal(
      '/sign-in?returnTo=%2Ftarget%3Fyear%3D2025',
    );
  });

  it('moves by itself when somebody arrives', async () => {
    await visit(browser, {}, async (page) => {
      await service.signInBrowser(page, 'planner');
      await page.goto(`${service.url}/target`);
      const started = page.locator('[aria-labelledby="measure-people-started"] .app-measure__number');
      expect(await started.innerText()).to.equal('1');
      await service.aResident({ bed: 'plain' });
      await page
        .locator('[aria-labelledby="measure-people-started"] .app-measure__number', { hasText: /^2$/ })
        .waitFor();
    });
  });

  it('has no barrier, open or closed', async () => {
    await expectNoBarriersOnAnyScreen(browser, 'target', async (page) => {
      await service.signInBrowser(page, 'planner');
      await page.goto(`${service.url}/target`);
      await page.locator('#why-they-differ > summary').click();
    });
  });

  it('has no barrier in a year without a target', async () => {
    await expectNoBarriersOnAnyScreen(browser, 'target-no-target', async (page) => {
      await service.signInBrowser(page, 'planner');
      await page.goto(`${service.url}/target?year=2020`);
    });
  });
});
