import { expect } from 'chai';

import { startService, type RunningService } from '../../../support/running-service.js';

const head = 'Measure,Period starts on,Period ends on,Area,Route,Figure,Issue,Released on,Mark,Note,Source';
const figure = (given: { route?: string; figure?: string; issue?: string; mark?: string } = {}): string => {
  const { route = 'all', figure: number = '461', issue = 'R11', mark = 'published' } = given;
  return `placements_approved,2026-04-01,2026-09-30,Scotland,${route},${number},${issue},2026-11-01,${mark},,"A body, 2026"`;
};
const sheetOf = (...lines: readonly string[]): string => [head, ...lines].join('\r\n');

describe('figures of others taken in from a sheet', () => {
  let service: RunningService;
  const takeIn = async (
    sheet: string,
    isTrial = false,
    who: Parameters<RunningService['as']>[0] = 'planner',
  ) => (await service.as(who)).post('/api/published-figures', { sheet, isTrial });
  const listed = async (): Promise<
    readonly { figureId: number; figure: number; vintage: string; standing: string }[]
  > => (await (await service.as('planner')).get('/api/published-figures')).body.figures;
  const count = async (statement: string): Promise<number> => {
    const [row] = await service.dataSource.query(`SELECT COUNT(*) AS n FROM ${statement}`);
    return Number(row.n);
  };

  beforeEach(async () => {
    service = await startService();
  });
  afterEach(() => service?.stop());

  it('are looked at on trial, which keeps nothing', async () => {
    const { status, body } = await takeIn(sheetOf(figure(), figure({ route: 'adp', figure: '370' })), true);
    expect([status, body.added.length, body.unchanged]).to.deep.equal([200, 2, 0]);
    expect(await listed()).to.deep.equal([]);
    expect(await count(`audit WHERE action = 'measures.figures-taken-in'`)).to.equal(0);
  });

  it('are kept in one step with the record of it, and a second time change nothing', async () => {
    expect((await takeIn(sheetOf(figure()))).body.added).to.have.length(1);
    const again = await takeIn(sheetOf(figure()));
    expect([again.status, again.body.added, again.body.unchanged]).to.deep.equal([200, [], 1]);
    const [kept] = await listed();
    expect([kept?.figure, kept?.standing]).to.deep.equal([461, 'published']);
    // Numbers below belong to the reference data.
    expect(kept?.figureId).to.be.greaterThan(100_000);
    expect(await count(`audit WHERE action = 'measures.figures-taken-in'`)).to.equal(1);
  });

  it('are all kept or none: a wrong total and an issue that stands twice are told by row and column', async () => {
    const { status, body } = await takeIn(
      sheetOf(
        figure(),
        figure({ route: 'adp', figure: '370' }),
        figure({ route: 'ward5', figure: '33' }),
        figure({ route: 'ward5', figure: '34' }),
      ),
    );
    expect([status, body.type, body.faultCount]).to.deep.equal([422, '/problems/figure-sheet-has-faults', 2]);
    expect(
      body.faults.map(({ row, column }: { row: number; column: string }) => [row, column]),
    ).to.deep.equal([
      [2, 'Figure'],
      [5, 'Issue'],
    ]);
    expect(await count('published_figure')).to.equal(0);
  });

  it('stand beside an earlier issue, which is then superseded and never changed', async () => {
    await takeIn(sheetOf(figure()));
    const changed = await takeIn(sheetOf(figure({ figure: '470' })));
    expect([changed.status, changed.body.faults[0].column]).to.deep.equal([422, 'Figure']);
    expect((await takeIn(sheetOf(figure({ figure: '470', issue: 'R12' })))).status).to.equal(200);
    expect(
      (await listed()).map(({ figure: number, vintage, standing }) => [number, vintage, standing]),
    ).to.deep.equal([
      [461, 'R11', 'superseded'],
      [470, 'R12', 'revised'],
    ]);
  });

  it('are kept once where two planners take in the same issue at once', async () => {
    const replies = await Promise.all([1, 2, 3].map(() => takeIn(sheetOf(figure()))));
    expect(replies.map(({ status }) => status).every((status) => [200, 412].includes(status))).to.equal(true);
    expect(await count('published_figure')).to.equal(1);
  });

  it('are refused by the key of the database too, whoever writes them', async () => {
    await takeIn(sheetOf(figure()));
    let refused = '';
    try {
      await service.dataSource.query(
        `INSERT INTO published_figure (measure, period_label, geography_type, geography, route, figure, status, vintage,
           source, thing) SELECT measure, period_label, geography_type, geography, route, 999, status, vintage, source,
           thing FROM published_figure`,
      );
    } catch (error) {
      refused = String(error);
    }
    expect(refused).to.contain('published_figure_once');
  });

  it('are shown as withdrawn with the reason once their publisher took them back, and only once', async () => {
    await takeIn(sheetOf(figure(), figure({ route: 'adp', figure: '400', mark: 'derived' })));
    const [published, derived] = await listed();
    const planner = await service.as('planner');
    const withdraw = (figureId: number | undefined) =>
      planner.post(`/api/published-figures/${figureId}/withdrawal`, { reason: 'Stabilisation was counted' });
    expect((await withdraw(published?.figureId)).status).to.equal(200);
    expect((await withdraw(published?.figureId)).body.type).to.equal('/problems/figure-withdrawn-already');
    expect((await withdraw(derived?.figureId)).body.type).to.equal('/problems/published-by-nobody');
    expect((await listed())[0]?.standing).to.equal('withdrawn');
    const { html } = await planner.page.get(`/measures/published/${published?.figureId}`);
    expect(html).to.contain('Stabilisation was counted').and.not.to.contain('Record that it was withdrawn');
  });

  it('are kept by planners and administrators alone', async () => {
    for (const who of ['coordinator', 'provider_manager'] as const)
      expect((await takeIn(sheetOf(figure()), true, who)).status, who).to.equal(403);
  });

  describe('on the page', () => {
    it('are looked at first, then kept as they were looked at', async () => {
      const planner = await service.as('planner');
      const looked = await planner.page.post('/measures/published/sheet', { sheet: sheetOf(figure()) });
      expect([looked.status, looked.html.includes('Nothing is kept yet')]).to.deep.equal([200, true]);
      expect(await count('published_figure')).to.equal(0);
      const kept = await planner.page.post('/measures/published/sheet/figures', { sheet: sheetOf(figure()) });
      expect([kept.status, kept.location]).to.deep.equal([303, '/measures/published?done=figures-taken-in']);
      expect(await count('published_figure')).to.equal(1);
    });

    it('come again with what was pasted and every fault in a table', async () => {
      const planner = await service.as('planner');
      const sheet = sheetOf(figure({ figure: 'many' }));
      for (const address of ['/measures/published/sheet', '/measures/published/sheet/figures']) {
        const { status, html } = await planner.page.post(address, { sheet });
        expect(status, address).to.equal(address.endsWith('figures') ? 409 : 400);
        expect(html)
          .to.contain('The sheet has 1 fault. Nothing was kept.')
          .and.to.contain('Row 2')
          .and.to.contain('is no whole number')
          .and.to.contain('A body, 2026');
      }
      expect((await planner.page.post('/measures/published/sheet', { sheet: '' })).html).to.contain(
        'Choose the file of the sheet, or paste it with its headings',
      );
    });

    it('are taken from a file as a spreadsheet saves it, and stand in the field when the page comes again', async () => {
      const planner = await service.as('planner');
      const text = `\ufeff${sheetOf(figure()).replaceAll('A body', 'Ràth')}`;
      for (const [what, bytes] of [
        ['UTF-8', Buffer.from(text)],
        ['UTF-16', Buffer.from(text, 'utf16le')],
      ] as const) {
        const sheet = new File([new Uint8Array(bytes)], 'figures.csv', { type: 'application/vnd.ms-excel' });
        const { status, html } = await planner.page.post('/measures/published/sheet', { sheet });
        expect([status, html.includes('Nothing is kept yet')], what).to.deep.equal([200, true]);
        expect(html, what).to.contain('Ràth, 2026');
      }
      expect(await count('published_figure')).to.equal(0);
    });

    it('are refused from a file whose letters cannot be read, one that is too large, and one that is empty', async () => {
      const planner = await service.as('planner');
      const look = async (content: Uint8Array) =>
        planner.page.post('/measures/published/sheet', {
          sheet: new File([new Uint8Array(content)], 'figures.csv'),
        });
      const western = await look(Buffer.from(sheetOf(figure()).replace('A body', 'Ràth'), 'latin1'));
      expect([western.status, western.html.includes('CSV UTF-8')]).to.deep.equal([400, true]);
      const large = await look(Buffer.from(sheetOf(...Array.from({ length: 4_000 }, () => figure()))));
      expect([large.status, large.html.includes('Send at most 500 rows')]).to.deep.equal([400, true]);
      const empty = await look(Buffer.from(''));
      expect([empty.status, empty.html.includes('Choose the file of the sheet')]).to.deep.equal([400, true]);
      expect((await look(Buffer.alloc(12_000_000, 'a'))).status).to.equal(413);
      expect(await count('published_figure')).to.equal(0);
    });

    it('begin with a sheet that is taken as it is', async () => {
      const planner = await service.as('planner');
      const { status, html } = await planner.page.get('/measures/published/sheet/template');
      expect(status).to.equal(200);
      const { body } = await takeIn(html, true);
      expect(body.added.map(({ periodLabel }: { periodLabel: string }) => periodLabel)).to.deep.equal([
        '2024/25 H1',
        '2024/25 H1',
      ]);
    });
  });
});
