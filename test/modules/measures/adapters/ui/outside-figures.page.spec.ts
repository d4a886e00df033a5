import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { readReferenceData } from '../../../../../src/composition/reference-data-files.js';
import { loadFigures } from '../../../../../src/composition/reference-data-rows.js';
import { systemActor } from '../../../../../src/kernel/actor.js';
import { done } from '../../../../../src/kernel/outcome.js';
import { launchBrowser } from '../../../../support/browser.js';
import { expectNoBarriersOnAnyScreen, visit } from '../../../../support/page-visit.js';
import { referenceDataFolder } from '../../../../support/reference-data-folder.js';
import { startService, type RunningService } from '../../../../support/running-service.js';

/** The withdrawn figure of the first quarter of 2022/23, which is the thirty-first of the reference data. */
const withdrawn = '/measures/published/31';

describe('the pages of figures of others', () => {
  let service: RunningService;
  let browser: Browser;

  before(async () => {
    service = await startService();
    browser = await launchBrowser();
    const reference = await readReferenceData(referenceDataFolder);
    await service.uow.run({ actor: systemActor, requestId: 'test-figures' }, async (tx) =>
      done(await loadFigures(tx, reference)),
    );
  });
  after(async () => {
    await browser?.close();
    await service?.stop();
  });

  it('show every figure that is kept, what nobody published apart and never drawn', async () => {
    await visit(browser, { javaScriptEnabled: false }, async (page) => {
      await service.signInBrowser(page, 'planner');
      await page.goto(`${service.url}/target`);
      await page.click('a:has-text("Every figure of others")');
      const published = page.locator('table', { hasText: 'Published figures, newest' });
      const others = page.locator('table', { hasText: 'Derived and unverified' });
      expect(
        (await published.locator('tbody tr').count()) + (await others.locator('tbody tr').count()),
      ).to.equal(85);
      expect(await published.innerText()).to.not.match(/Derived \(D\)|Unverified \(U\)/);
      expect(await others.innerText())
        .to.contain('940')
        .and.to.not.match(/Published|Revised|Superseded/);
      // 940 was worked out; what was published for that year was 938.
      const drawn = await page.locator('.app-chart--wide text').allTextContents();
      expect(drawn)
        .to.contain('938')
        .and.to.contain('540')
        .and.not.to.contain('940')
        .and.not.to.contain('511');
    });
  });

  it('show only what is asked for, by measure, year and route, and draw the quarters of a year', async () => {
    await visit(browser, { javaScriptEnabled: false }, async (page) => {
      await service.signInBrowser(page, 'planner');
      await page.goto(`${service.url}/measures/published`);
      await page.selectOption('#measure', 'placements_approved');
      await page.selectOption('#period', '2022');
      await page.selectOption('#route', 'all');
      await page.click('main button:has-text("Show")');
      const published = await page.locator('table', { hasText: 'Published figures, newest' }).innerText();
      expect(published).to.contain('228').and.to.contain('812').and.not.to.contain('540');
      const drawn = await page.locator('.app-chart--wide text').allTextContents();
      expect(drawn).to.include.members(['170', '228']).and.not.to.include('218');
    });
  });

  it('show a withdrawn figure as such, with what stands in its place and why', async () => {
    await visit(browser, {}, async (page) => {
      await service.signInBrowser(page, 'planner');
      await page.goto(`${service.url}${withdrawn}`);
      const main = await page.locator('main').innerText();
      expect(main).to.contain('Withdrawn').and.to.contain('−48').and.to.contain('170');
      expect(main).to.contain('48 stabilisation placements of Glasgow had been counted');
      expect(main).to.contain('Not recorded here');
    });
  });

  it('keep why an issue differs from the one before, and keep what was typed where something is missing', async () => {
    await visit(browser, { javaScriptEnabled: false }, async (page) => {
      await service.signInBrowser(page, 'planner');
      await page.goto(`${service.url}${withdrawn}`);
      await page.click('main table a:has-text("15 Nov 2022")');
      await page.fill('#words', 'Stabilisation placements were taken out');
      await page.click('main button:has-text("Keep the explanation")');
      expect(await page.title()).to.match(/^Error: /);
      expect(await page.inputValue('#words')).to.equal('Stabilisation placements were taken out');
      await page.click('.ds_error-summary a:has-text("Choose why it differs")');
      await page.click('label:has-text("What counts")');
      await page.click('main button:has-text("Keep the explanation")');
      const main = await page.locator('main').innerText();
      expect(main).to.contain('The explanation is kept').and.to.contain('What counts');
      expect(main).to.contain('Stabilisation placements were taken out');
    });
  });

  it('offer no form to whoever only reads, and answer an unknown figure with not found', async () => {
    const coordinator = await service.as('coordinator');
    const { html } = await coordinator.page.get(withdrawn);
    expect(html).to.contain('As each issue told it').and.not.to.contain('Keep the explanation');
    for (const unknown of ['99999', '0', 'x']) {
      const { status } = await coordinator.page.get(`/measures/published/${unknown}`);
      expect(status, unknown).to.equal(404);
    }
  });

  it('have no barrier on any screen', async () => {
    for (const [name, path] of [
      ['outside-figures', '/measures/published'],
      ['outside-figure', withdrawn],
    ] as const)
      await expectNoBarriersOnAnyScreen(browser, name, async (page) => {
        await service.signInBrowser(page, 'planner');
        await page.goto(`${service.url}${path}`);
      });
  });
});
