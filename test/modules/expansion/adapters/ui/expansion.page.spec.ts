import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { v7 } from 'uuid';

import { loadReferenceData } from '../../../../../src/composition/reference-data.js';
import { systemActor } from '../../../../../src/kernel/actor.js';
import { appendAudit } from '../../../../../src/platform/db/audit-writer.js';
import { launchBrowser } from '../../../../support/browser.js';
import { visit } from '../../../../support/page-visit.js';
import { referenceDataFolder } from '../../../../support/reference-data-folder.js';
import { startService, type RunningService } from '../../../../support/running-service.js';

const path = '/expansion/01930000-0002-7000-8000-000000000004';
const typed = {
  ...{ stage: 'staffed', beds: '30', 'dated-day': '', 'dated-month': '10', 'dated-year': '2026' },
  ...{ mark: 'recorded', source: 'Told by the provider', note: '', replacesId: '', reason: '' },
};

describe('the pages of beds to come', () => {
  let service: RunningService;
  let browser: Browser;
  const page = async (address: string, who: Parameters<RunningService['as']>[0] = 'planner') =>
    (await service.as(who)).page.get(address);
  const send = async (address: string, fields: Record<string, string>) =>
    (await service.as('planner')).page.post(address, fields);

  before(async () => {
    service = await startService();
    browser = await launchBrowser();
    await loadReferenceData({
      uow: service.uow,
      context: { actor: systemActor, requestId: 'load-reference-data' },
      newId: v7,
      audit: appendAudit,
      folder: referenceDataFolder,
    });
  });
  after(async () => {
    await browser?.close();
    await service?.stop();
  });

  it('set what was published beside what is known, and name what that leaves', async () => {
    const { html } = await page('/expansion');
    expect(html)
      .to.contain('112 of the 140 beds can be found by project (D). That leaves 28')
      .and.to.contain('172 beds were planned before')
      .and.to.contain('£38 million lies within what they may mean')
      .and.to.contain('No opening has both a plan and a day on which it happened');
    expect(html).to.match(/Published for September 2024<\/dt><dd>513/);
    expect(html).to.contain('Planned for October to December 2024');
  });

  it('tell it as at an earlier day, and say what is wrong with a day that is none', async () => {
    const then = await page('/expansion?on-day=1&on-month=1&on-year=2023');
    expect(then.html)
      .to.contain('As at the end of')
      .and.to.contain('Published for November 2021')
      .and.to.not.contain('Open: 27')
      .and.to.not.contain('Published for September 2024');
    const wrong = await page('/expansion?on-day=30&on-month=2&on-year=2023');
    expect([wrong.status, wrong.html.includes('value="30"')]).to.deep.equal([400, true]);
  });

  it('show one project with who said what, and forms to planners alone', async () => {
    const { html } = await page(path);
    expect(html).to.contain('12 Mar 2025').and.to.contain('with the reference data');
    expect(html).to.contain('Record the beds').and.to.not.contain('Whose beds these are');
    expect((await page(path, 'coordinator')).html).to.not.contain('Record the beds');
    expect((await page(path, 'administrator')).html).to.contain('Whose beds these are');
    expect((await page('/expansion/unknown')).status).to.equal(404);
    expect((await page(`/expansion/${v7()}`)).status).to.equal(404);
  });

  it('keep what was typed at a number out of step, and take it once it is confirmed', async () => {
    const asked = await send(`${path}/beds`, typed);
    expect(asked.status).to.equal(409);
    expect(asked.html)
      .to.contain('30 staffed is more than 27 open')
      .and.to.contain('href="#beds-beds"')
      .and.to.contain('value="Told by the provider"')
      .and.to.contain('name="isConfirmed"');
    const taken = await send(`${path}/beds`, { ...typed, isConfirmed: 'yes' });
    expect([taken.status, taken.location]).to.deep.equal([303, `${path}?done=expansion-stated`]);
    expect((await page(path)).html)
      .to.contain('Staffed: 30 beds')
      .and.to.contain('October 2026')
      .and.to.contain('30 staffed is more than 27 open.');
    expect((await page('/expansion')).html).to.contain('30 staffed is more than 27 open.');
  });

  it('name every field that is wrong, and lead to each', async () => {
    const { status, html } = await send(`${path}/milestones`, { source: '' });
    expect(status).to.equal(400);
    for (const field of ['milestone', 'kind', 'dated', 'mark', 'source']) {
      expect(html, field).to.contain(`href="#works-${field}"`).and.to.contain(`id="works-${field}"`);
    }
  });

  it('add a project, without script', () =>
    visit(browser, { javaScriptEnabled: false }, async (open) => {
      await service.signInBrowser(open, 'planner');
      await open.goto(`${service.url}/expansion`);
      await open.click('text=Add a project');
      await open.fill('#name', 'Sample House');
      await open.fill('#provider', 'Sample Trust');
      await open.click('label[for=kind]');
      await open.selectOption('#healthBoard', { index: 1 });
      await open.fill('#fundingLeast', '5,000,000');
      await open.fill('#fundingMost', '4,000,000');
      await open.fill('#source', 'A ministerial answer');
      await open.click('text=Add the project');
      expect(await open.innerText('#fundingMost-error')).to.contain('not below the least');
      await open.fill('#fundingMost', '');
      await open.click('text=Add the project');
      await open.waitForURL('**/expansion/*done=expansion-added');
      expect(await open.innerText('h1')).to.equal('Sample House');
    }));
});
