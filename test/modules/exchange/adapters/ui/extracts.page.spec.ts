import { expect } from 'chai';

import { startService, type RunningService } from '../../../../support/running-service.js';

describe('the pages of extracts', () => {
  let service: RunningService;
  before(async () => {
    service = await startService();
  });
  after(() => service.stop());

  it('offer months that are over, say from when this one can be taken, and that it is not the official format', async () => {
    const governance = await service.as('information_governance');
    const { html, status } = await governance.page.get('/extracts');
    expect(status).to.equal(200);
    expect(html).to.contain('This is not the official format');
    const months = [...html.matchAll(/href="\/extracts\/(\d{4}-\d{2})"/g)].map(([, month]) => month);
    expect([months.length, months[0], months.at(-1)]).to.deep.equal([12, '2026-10', '2025-11']);
    expect(html).to.contain('November 2026 can be taken from Tuesday 1 December 2026 on.');
    for (const month of [months[0], months.at(-1)]) {
      const file = await governance.page.get(`/extracts/${month}`);
      expect(file.headers.get('content-type'), month).to.equal('text/csv; charset=utf-8');
      expect(file.headers.get('content-disposition')).to.equal(
        `attachment; filename=placements-${month}.csv`,
      );
      expect(file.html).to.contain(`# Month: ${month}`);
    }
  });

  it('lead back with why where there is no file, and ask whoever is signed out to sign in', async () => {
    const governance = await service.as('information_governance');
    const why = async (month: string): Promise<string> => {
      const { location } = await governance.page.get(`/extracts/${month}`);
      return (await governance.page.get(location!)).html;
    };
    expect(await why('2026-11')).to.contain(
      'November 2026 is not over. It can be taken from Tuesday 1 December 2026 on.',
    );
    expect((await governance.page.get('/extracts/yesterday')).status).to.equal(404);
    expect((await service.nobody.page.get('/extracts/2026-10')).location).to.equal(
      '/sign-in?returnTo=%2Fextracts%2F2026-10',
    );
  });

  it('tell a planner what each column answers, and lead them to no file', async () => {
    const planner = await service.as('planner');
    expect((await planner.page.get('/target')).html).to.contain('href="/extracts/mapping"');
    const { html } = await planner.page.get('/extracts/mapping');
    for (const text of ['This is not the official format', 'age_band', 'When was funding approved?']) {
      expect(html).to.contain(text);
    }
    expect(html).to.contain('No: not kept here');
    expect(html).to.not.contain('href="/extracts"');
    expect(
      (await (await service.as('information_governance')).page.get('/extracts/mapping')).html,
    ).to.contain('href="/extracts"');
  });
});
