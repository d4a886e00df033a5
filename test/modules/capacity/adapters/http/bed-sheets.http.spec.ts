import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { launchBrowser } from '../../../../support/browser.js';
import { newKey, type Caller } from '../../../../support/caller.js';
import { expectNoBarriers, visit } from '../../../../support/page-visit.js';
import { startService, type RunningService } from '../../../../support/running-service.js';
import { world } from '../../../../support/small-world.js';

const headings =
  'Project,Locality,Health board,Typical weeks,Turnaround nights,Bed,Room,Bed type,Unit type,Sex,Max adults,' +
  'Max children,Oldest child (years),Step-free,Wet room,Opens on,Closes on';
const row = (changes: { readonly bed: string; readonly room?: string; readonly opensOn?: string }): string =>
  `Larch House,Glasgow,NHS Greater Glasgow and Clyde,12,0,${changes.bed},${changes.room ?? ''},rehab,single,any,1,0,,yes,,${changes.opensOn ?? '01/04/2027'},`;
const sheet = (...rows: readonly string[]): string => ['\uFEFF' + headings, ...rows, ''].join('\r\n');

describe('sheets of beds', () => {
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

  const csv = { 'content-type': 'text/csv; charset=utf-8' };
  const send = async (who: Caller, text: string, dryRun: boolean, key?: string) =>
    who.post(`/api/bed-sheets?dryRun=${dryRun}`, text, {
      headers: csv,
      key: key ?? (dryRun ? null : newKey()),
    });
  const bedsCalled = async (label: string): Promise<number> => {
    const [found] = await service.dataSource.query('SELECT COUNT(*) AS n FROM bed_unit WHERE label = ?', [
      label,
    ]);
    return Number(found.n);
  };

  it('give a file of one’s own beds that changes nothing when it comes back', async () => {
    const manager = await service.as('manager@larch.example');
    const file = await manager.get('/api/bed-sheets');
    expect(file.status).to.equal(200);
    expect(file.headers.get('content-type')).to.equal('text/csv; charset=utf-8');
    expect(file.headers.get('content-disposition')).to.equal('attachment; filename=beds-2026-11-23.csv');
    expect(file.text).to.contain('Room 4 A').and.not.to.contain('Rowan Bank');
    expect(file.text.split('\r\n')).to.have.length(9);
    const back = await send(manager, file.text, true);
    expect(back.status).to.equal(200);
    expect(back.body).to.include({ isDryRun: true, bedsUnchanged: 7, bedsAdded: 0, bedsChanged: 0 });
  });

  it('say first what they would do, then do it once under one key', async () => {
    const manager = await service.as('manager@larch.example');
    const text = sheet(row({ bed: '"Seòmar 9, ""shuas"" 🏴"' }));
    const tried = await send(manager, text, true);
    expect(tried.body).to.include({ isDryRun: true, bedsAdded: 1 });
    expect(await bedsCalled('Seòmar 9, "shuas" 🏴')).to.equal(0);
    const key = newKey();
    for (let time = 0; time < 2; time += 1) {
      const done = await send(manager, text, false, key);
      expect(done.status).to.equal(200);
      expect(done.body).to.include({ isDryRun: false, bedsAdded: 1 });
    }
    expect(await bedsCalled('Seòmar 9, "shuas" 🏴')).to.equal(1);
    const other = await send(manager, sheet(row({ bed: 'Room 10' })), false, key);
    expect(other.status).to.equal(422);
    expect(other.body.type).to.equal('/problems/key-used-for-another-request');
  });

  it('are refused whole, each wrong cell named by row and column', async () => {
    const manager = await service.as('manager@larch.example');
    for (const dryRun of [true, false]) {
      const reply = await send(
        manager,
        sheet(row({ bed: 'Room 11' }), row({ bed: '<b>Room 12</b>', opensOn: '30/02/2027' })),
        dryRun,
      );
      expect(reply.status).to.equal(422);
      expect(reply.headers.get('content-type')).to.contain('application/problem+json');
      expect(reply.body).to.include({ type: '/problems/bed-sheet-has-faults', errorCount: 1 });
      expect(reply.body.errors).to.deep.equal([
        {
          row: 3,
          column: 'Opens on',
          problem: '“30/02/2027” is not a date of the calendar',
          accepted: 'a date from 1900 to 2199, day first (31/03/2027) or as 2027-03-31',
        },
      ]);
    }
    expect(await bedsCalled('Room 11')).to.equal(0);
  });

  it('reach nobody else’s projects', async () => {
    const stranger = await service.as('manager@rowan.example');
    const reply = await send(stranger, sheet(row({ bed: 'Room 13' })), true);
    expect(reply.status).to.equal(422);
    expect(reply.body.errors[0]).to.include({ row: 2, column: 'Project' });
    for (const who of ['staff@larch.example', 'coordinator', 'planner', 'administrator'] as const) {
      const other = await service.as(who);
      expect((await other.get('/api/bed-sheets')).status, who).to.equal(403);
      expect((await send(other, 'x', true)).status, who).to.equal(403);
      expect((await other.page.get('/board/bed-sheet')).status, who).to.equal(403);
      expect((await other.page.post('/board/bed-sheet', { sheet: 'x' })).status, who).to.equal(403);
    }
    expect((await service.nobody.get('/api/bed-sheets')).status).to.equal(401);
  });

  it('answer what is no sheet with a problem, never a fault', async () => {
    const manager = await service.as('manager@larch.example');
    const statusOf = async (path: string, body: string, options: Parameters<Caller['post']>[2]) =>
      (await manager.post(path, body, options)).status;
    const dry = '/api/bed-sheets?dryRun=true';
    expect(await statusOf('/api/bed-sheets', sheet(), { headers: csv })).to.equal(400);
    expect(await statusOf('/api/bed-sheets?dryRun=maybe', sheet(), { headers: csv })).to.equal(400);
    expect(await statusOf(`${dry}&x=1`, sheet(), { headers: csv })).to.equal(400);
    expect(await statusOf('/api/bed-sheets?dryRun=false', sheet(), { headers: csv, key: null })).to.equal(
      400,
    );
    expect(await statusOf(dry, '{}', {})).to.equal(415);
    expect(await statusOf(dry, '', { headers: csv })).to.be.oneOf([415, 422]);
    expect(await statusOf(dry, '"', { headers: csv })).to.equal(422);
    expect(await statusOf(dry, '\u0000'.repeat(100), { headers: csv })).to.equal(422);
    expect(await statusOf(dry, 'x'.repeat(1_500_000), { headers: csv })).to.equal(413);
    expect(await statusOf(dry, 'x'.repeat(5_000_000), { headers: csv })).to.equal(413);
    expect(await statusOf(dry, sheet(row({ bed: "'; DROP TABLE bed_unit; --" })), { headers: csv })).to.equal(
      200,
    );
    expect(await statusOf(dry, sheet(), { headers: { ...csv, 'x-csrf-token': 'wrong' } })).to.equal(403);
  });

  it('come in by page: what would change first, faults by row, then the change', async () => {
    await visit(
      browser,
      { javaScriptEnabled: false, viewport: { width: 390, height: 844 } },
      async (page) => {
        await service.signInBrowser(page, 'provider_manager');
        await page.goto(`${service.url}/board`);
        await page.click('text=Beds as a spreadsheet');
        await page.click('text=Check the sheet');
        expect(await page.innerText('#error-summary')).to.contain('Choose the file of the sheet');

        const wrong = sheet(row({ bed: 'Room 14', opensOn: 'soon' }), row({ bed: '<i>🦦</i>' }));
        await page.fill('#sheet', wrong);
        await page.click('text=Check the sheet');
        expect(await page.innerText('table')).to.contain('“soon” is not a date of the calendar');
        expect(await page.inputValue('#sheet')).to.contain('<i>🦦</i>');

        await page.fill('#sheet', wrong.replace('soon', '31/03/2027'));
        await page.click('text=Check the sheet');
        expect(await page.innerText('table'))
          .to.contain('Room 14')
          .and.to.contain('<i>🦦</i>');
        expect(await page.innerText('main')).to.contain('Nothing has been changed yet');
        expect(await bedsCalled('Room 14')).to.equal(0);
        await page.click('text=Make these changes');
        await page.waitForURL('**/board?done=beds-taken-in');
        expect(await bedsCalled('Room 14')).to.equal(1);

        await page.goto(`${service.url}/board/bed-sheet`);
        await page.fill('#sheet', wrong.replace('soon', '31/03/2027'));
        await page.click('text=Check the sheet');
        expect(await page.innerText('main')).to.contain('This sheet changes nothing');
      },
    );
  });

  it('have no barriers on their page', async () => {
    for (const width of [1280, 390]) {
      await visit(browser, { viewport: { width, height: 900 } }, async (page) => {
        await service.signInBrowser(page, 'provider_manager');
        await page.goto(`${service.url}/board/bed-sheet`);
        await page.fill('#sheet', sheet(row({ bed: 'Room 15', opensOn: 'soon' }), 'Larch House,,'));
        await page.click('text=Check the sheet');
        await page.waitForFunction(() => document.activeElement?.id === 'error-summary');
        await expectNoBarriers(page, `bed-sheet-faults-${width}`);
        await page.fill('#sheet', sheet(row({ bed: 'Room 15' })));
        await page.click('text=Check the sheet');
        await page.waitForSelector('text=What would change');
        await expectNoBarriers(page, `bed-sheet-fits-${width}`);
      });
    }
  });

  it('take as many rows by form as by file, and keep what is too much', async () => {
    const manager = await service.as('manager@larch.example');
    const rows = (count: number): string =>
      sheet(...Array.from({ length: count }, (_, index) => row({ bed: `Leabaidh ${index + 1}` })));
    const most = await manager.page.post('/board/bed-sheet', { sheet: rows(2_000) });
    expect(most.status).to.equal(200);
    expect(most.html).to.contain('2,000 beds added');
    const more = await manager.page.post('/board/bed-sheet', { sheet: rows(2_001) });
    expect(more.status).to.equal(400);
    expect(more.html).to.contain('at most 2,000 rows and 1 MB').and.to.contain('Leabaidh 2001');
    const far = await manager.page.post('/board/bed-sheet', { sheet: 'x'.repeat(3_200_000) });
    expect(far.status).to.equal(413);
    expect(far.html).to.contain('1 MB and 2,000 rows for a sheet of beds');
    const elsewhere = await manager.page.post('/board/projects', { sheet: 'x'.repeat(200_000) });
    expect(elsewhere.status).to.equal(413);
  });

  it('answer a sheet of stray cells shortly, on trial and in earnest, and keep little of it', async () => {
    const manager = await service.as('manager@larch.example');
    const strays = sheet(
      ...Array.from({ length: 400 }, () => `${row({ bed: 'Room 16' })}${',x'.repeat(500)}`),
    );
    for (const dryRun of [true, false]) {
      const reply = await send(manager, strays, dryRun);
      expect(reply.status).to.equal(422);
      expect(reply.body.errors).to.have.length(100);
      expect(reply.body.errorCount).to.be.above(10_000);
      expect(reply.text.length).to.be.below(60_000);
    }
    const [kept] = await service.dataSource.query('SELECT MAX(LENGTH(outcome)) AS bytes FROM idempotency');
    expect(Number(kept.bytes)).to.be.below(60_000);
  });

  it('leave a bed as it is for whoever lives in it, though they were to have left', async () => {
    const resident = await service.aResident({ bed: 'male', nights: 7 });
    service.clock.advance({ days: 7 });
    const manager = await service.as('manager@larch.example');
    const line = (text: string): string => text.split('\r\n').find((each) => each.includes(',Room 2,')) ?? '';
    const kept = line((await manager.get('/api/bed-sheets')).text);
    const changed = sheet(kept.replace(',male,', ',female,'));
    const refused = await send(manager, changed, false);
    expect(refused.status).to.equal(422);
    expect(refused.body.errors[0]).to.include({
      ...{ column: 'Sex', problem: 'Somebody lives here and may depend on this' },
    });
    const left = await manager.post(
      `/api/placements/${resident.placementId}/discharge`,
      { endedOn: service.today, kind: 'planned', reason: 'completed' },
      { version: resident.version },
    );
    expect(left.status).to.equal(201);
    expect((await send(manager, changed, false)).body.errors[0], 'nobody’s any more').to.include({
      ...{ column: 'Sex', problem: 'Fewer people could come to this bed, which two people decide' },
    });
    const wider = sheet(kept.replace(',male,', ',any,'));
    expect((await send(manager, wider, false)).status).to.equal(200);
  });

  it('act once on the same form sent twice', async () => {
    const manager = await service.as('manager@rowan.example');
    const file = (await manager.get('/api/bed-sheets')).text.replace('Room 2,', 'Room 2b,');
    const checked = await manager.page.post('/board/bed-sheet', { sheet: file });
    expect(checked.status).to.equal(200);
    const first = await manager.page.submit(checked, '/board/bed-sheet/changes', {});
    expect(first.location).to.equal('/board?done=beds-taken-in');
    const again = await manager.page.submit(checked, '/board/bed-sheet/changes', {});
    expect(again.location).to.equal('/board?done=beds-taken-in');
    const [found] = await service.dataSource.query(
      'SELECT COUNT(*) AS n FROM bed_unit WHERE project_id = ? AND label = ?',
      [world.projects.rowanBank.id, 'Room 2b'],
    );
    expect(Number(found.n)).to.equal(1);
  });
});
