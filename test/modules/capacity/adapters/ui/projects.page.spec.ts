import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { v7 } from 'uuid';

import { loadReferenceData } from '../../../../../src/composition/reference-data.js';
import { systemActor } from '../../../../../src/kernel/actor.js';
import { appendAudit } from '../../../../../src/platform/db/audit-writer.js';
import { launchBrowser } from '../../../../support/browser.js';
import { expectNoBarriersOnAnyScreen, visit } from '../../../../support/page-visit.js';
import { referenceDataFolder } from '../../../../support/reference-data-folder.js';
import { startService, type RunningService } from '../../../../support/running-service.js';
import type { MemberEmail, MemberRole } from '../../../../support/small-world.js';

describe('the page of projects', () => {
  let service: RunningService;
  let browser: Browser;
  let html = '';

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
    html = await pageOf('planner');
  });
  after(async () => {
    await browser?.close();
    await service?.stop();
  });

  const pageOf = async (who: MemberRole | MemberEmail): Promise<string> => {
    const reply = await (await service.as(who)).page.get('/projects');
    expect(reply.status).to.equal(200);
    return reply.html;
  };
  const open = (who: MemberRole | MemberEmail) => async (page: Page) => {
    await service.signInBrowser(page, who);
    await page.goto(`${service.url}/projects`);
  };
  /** The text of one row of a table, cell by cell. */
  const rowOf = (name: string): readonly string[] => {
    const row = html.split('<tr ').find((one) => one.includes(name)) ?? '';
    return [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) =>
      cell
        .replace(/<[^>]+>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    );
  };

  it('shows each of the real projects with what a source prints of its beds, and when it was read', () => {
    const [name, beds, source, kept, said] = rowOf('Calderglen House');
    expect(name).to.contain('Blantyre, South Lanarkshire');
    expect(beds).to.equal('24 Published 24 large ensuite rooms');
    expect(source).to.contain('gov.scot/publications/prison-rehab-protocol/pages/6');
    expect(source).to.contain('Read on 21 Nov 2026');
    expect(kept).to.contain('24').and.to.contain('Made from the number in sources');
    expect(said).to.contain('Nobody has confirmed this yet');
    expect(html).to.contain('href="https://gov.scot/publications/prison-rehab-protocol/pages/6"');
    expect([...html.matchAll(/href="\/board\?project=/g)]).to.have.length(26);
  });

  it('never shows a derived or unverified number as a published one', () => {
    expect(rowOf('Phoenix Futures Harper House')[1]).to.match(/^20 Derived \(D\)/);
    expect(rowOf('River Garden Auchincruive')[1]).to.match(/^7 Unverified \(U\)/);
    expect(rowOf('Castle Craig Hospital')[1]).to.equal('Not found');
    expect(html).to.contain(
      'Sources print a number of beds for 9 of 26 projects. For 3 more it is derived or unverified. For 14 no source',
    );
  });

  it('says why a project does not count, and of one that no source tells of where it comes from', () => {
    expect(rowOf('Turnaround Service')[0]).to.contain('Does not count towards the target: Stabilisation');
    expect(rowOf('Larch House')[1]).to.contain('Entered by its provider');
    expect(rowOf('Larch House')[3]).to.equal('6');
    expect(rowOf('Castle Craig Hospital')[3]).to.contain('No single beds are recorded');
  });

  it('leads those who may see them to the projects funded to add beds', async () => {
    expect(html).to.contain('href="/expansion"');
    expect(await pageOf('provider_staff')).to.not.contain('href="/expansion"');
  });

  it('lists the counts for the country, the sum nobody published marked as derived', () => {
    const section = html.slice(html.indexOf('id="country-title"'));
    expect(section)
      .to.match(/513/)
      .and.to.match(/540 <span class="ds_tag ds_tag--purple[^"]*">Derived \(D\)</);
    expect(section).to.match(/650 <span class="ds_tag ds_tag--blue[^"]*">Planned</);
  });

  it('stands in the menu of everybody, and is nobody’s without signing in', async () => {
    for (const who of ['provider_staff', 'coordinator', 'administrator'] as const) {
      expect(await pageOf(who)).to.match(/<nav[^>]*>.*href="\/projects"/s);
    }
    const reply = await service.nobody.page.get('/projects');
    expect(reply.location).to.equal('/sign-in?returnTo=%2Fprojects');
  });

  it('shows the person’s name to colleagues alone', async () => {
    const staff = await service.as('staff@larch.example');
    const board = await staff.page.get('/board');
    const action = /action="(\/board\/projects\/[^"]*\/confirmation)"/.exec(board.html)?.[1] ?? '';
    await staff.page.submit(board, action, {});
    expect(await pageOf('manager@larch.example')).to.contain('by Ewan Petrie');
    expect(await pageOf('planner'))
      .to.contain('by Larch Trust')
      .and.not.to.contain('Petrie');
  });

  it('has no barriers', () => expectNoBarriersOnAnyScreen(browser, 'projects', open('planner')));

  it('leads from a project to its beds, without script', () =>
    visit(browser, { javaScriptEnabled: false }, async (page) => {
      await open('coordinator')(page);
      await page.click('text=Calderglen House');
      await page.waitForURL('**/board?project=*');
      expect(await page.innerText('.app-project__name')).to.equal('Calderglen House');
    }));
});
