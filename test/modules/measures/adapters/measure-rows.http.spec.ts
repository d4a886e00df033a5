import { expect } from 'chai';

import { createKeepAllCounted } from '../../../../src/composition/counting.js';
import { startService, type RunningService } from '../../../support/running-service.js';
import { memberOf, world } from '../../../support/small-world.js';

describe('the path from a number to its rows', () => {
  let service: RunningService;
  const rowsOf = async (measureId: string, who: Parameters<RunningService['as']>[0], query = '') =>
    (await service.as(who)).get(`/api/measures/${measureId}/rows${query}`);
  const pageOf = async (measureId: string, who: Parameters<RunningService['as']>[0], query = '') =>
    (await service.as(who)).page.get(`/measures/${measureId}/rows${query}`);

  beforeEach(async () => {
    service = await startService();
  });
  afterEach(() => service?.stop());

  it('leads a coordinator from their part of it to each person’s record', async () => {
    const referral = await service.aReadyReferral({ givenName: 'Isla', familyName: 'Sample' });
    await service.aResident({ bed: 'rowan1', referral });
    const { html } = await (await service.as('coordinator')).page.get('/measures/placements-started');
    expect(html).to.contain('Your partnership’s part, row by row');
    const rows = await pageOf('placements-started', 'coordinator');
    expect(rows.html)
      .to.contain('<strong>1 placement</strong>')
      .and.to.contain(`href="/referrals/${referral.referralId}"`)
      .and.to.contain('Isla Sample')
      .and.to.contain('Rowan Bank');
    const { body } = await rowsOf('placements-started', 'coordinator');
    expect(body.total).to.deep.equal({ rows: 1, n: 1, of: 0, pence: 0 });
    expect(body.rows[0]).to.include({ referralId: referral.referralId, n: 1, countsOn: service.today });
    expect(JSON.stringify(body)).to.not.contain('Isla');
  });

  it('leads a provider to those who came to its own projects, and nobody to another’s', async () => {
    const referral = await service.aReadyReferral();
    await service.aResident({ bed: 'rowan1', referral });
    const own = await pageOf('placements-started', 'manager@rowan.example');
    expect(own.html).to.contain(`href="/people/${referral.referralId}/timeline"`);
    const [theirs, elsewhere] = [
      await rowsOf('placements-started', 'manager@larch.example'),
      await rowsOf('placements-started', 'coordinator@highland.example'),
    ];
    expect(theirs.body.rows).to.deep.equal([]);
    expect(elsewhere.body.rows).to.deep.equal([]);
    expect((await pageOf('placements-started', 'coordinator@highland.example')).html).to.contain(
      'Nothing of yours was counted',
    );
  });

  it('tells of a stay where it began, whatever project it went on in', async () => {
    const { projects } = world;
    const { placementId } = await service.aResident({ bed: 'any' });
    await service.dataSource.query(
      `UPDATE placement SET started_project_id = project_id, started_bed_id = bed_id, project_id = ? WHERE id = ?`,
      [projects.larchFamilies.id, placementId],
    );
    const { body } = await rowsOf('placements-started', 'manager@larch.example');
    expect(body.rows[0]).to.include({ projectId: projects.larchHouse.id });
  });

  it('tells a provider nothing of where else somebody was placed or referred', async () => {
    await service.aResident({ bed: 'rowan1' });
    for (const measureId of ['people-started', 're-presented']) {
      const { status, body } = await rowsOf(measureId, 'manager@rowan.example');
      expect([status, body.owners], measureId).to.deep.equal([422, ['partnership']]);
      expect((await rowsOf(measureId, 'coordinator')).status, measureId).to.equal(200);
    }
  });

  it('ends for planners where people begin, and says whom to ask; beds are nobody', async () => {
    const referral = await service.aReadyReferral({ givenName: 'Isla', familyName: 'Sample' });
    await service.aResident({ bed: 'rowan1', referral });
    const measure = await (await service.as('planner')).page.get('/measures/placements-started');
    expect(measure.html)
      .to.contain('the partnership that refers them and the provider they stay with see their parts here')
      .and.to.not.contain('row by row');
    const refused = await rowsOf('placements-started', 'planner');
    expect([refused.status, refused.body.type]).to.deep.equal([422, '/problems/rows-not-yours']);
    expect(refused.body.owners).to.deep.equal(['partnership', 'provider']);
    const page = await pageOf('placements-started', 'planner');
    expect(page.status).to.equal(200);
    expect(page.html).to.contain('To ask about a part of the number, ask them.').and.to.not.contain('Sample');
    await createKeepAllCounted(service.uow)();
    service.clock.advance({ days: 1 });
    const nights = await rowsOf('nights-available', 'planner');
    expect(nights.status).to.equal(200);
    expect(nights.body.rows.length).to.be.greaterThan(0);
    for (const row of nights.body.rows) expect(row.subject.kind).to.equal('bed');
  });

  it('tells of a restricted record that it is counted, and no more', async () => {
    const referral = await service.aReadyReferral({ givenName: 'Isla', familyName: 'Sample' });
    await service.aResident({ bed: 'rowan1', referral });
    const coordinator = await service.as('coordinator');
    const restricted = await coordinator.post(
      `/api/referrals/${referral.referralId}/restriction`,
      {
        ...{ kind: 'known_to_staff', reason: 'Her brother works at the desk' },
        readers: [memberOf('coordinator@glasgow.example').memberId],
      },
      { version: 1 },
    );
    expect(restricted.status, restricted.text).to.equal(201);
    const named = await pageOf('wait-to-admission', 'coordinator@glasgow.example');
    expect(named.html).to.contain('Isla Sample').and.to.not.contain('Restricted record');
    const other = await pageOf('wait-to-admission', 'approver@glasgow.example');
    expect(other.html)
      .to.contain(referral.reference)
      .and.to.contain('Restricted record')
      .and.to.not.contain('Sample');
    const { body } = await rowsOf('wait-to-admission', 'approver@glasgow.example');
    expect(body.rows).to.have.length(1);
    expect(body.rows[0]).to.include({ reference: referral.reference, days: null, n: null });
  });

  it('is as known at the end of a day, and of one month, where that is asked', async () => {
    await service.aResident({ bed: 'rowan1' });
    const thatDay = service.today;
    const month = thatDay.slice(0, 7);
    service.clock.advance({ days: 1 });
    await service.aResident({ bed: 'rowan2' });
    expect((await rowsOf('placements-started', 'coordinator')).body.rows).to.have.length(2);
    expect((await rowsOf('placements-started', 'coordinator', `?asAt=${thatDay}`)).body.rows).to.have.length(
      1,
    );
    expect((await rowsOf('placements-started', 'coordinator', `?month=${month}`)).body.total.n).to.equal(2);
    const first = (await rowsOf('placements-started', 'coordinator', '?limit=1')).body;
    expect([first.rows.length, first.total.rows]).to.deep.equal([1, 2]);
    const second = (
      await rowsOf('placements-started', 'coordinator', `?limit=1&after=${encodeURIComponent(first.next)}`)
    ).body;
    expect([second.rows.length, second.next]).to.deep.equal([1, null]);
    expect(second.rows[0].referralId).to.not.equal(first.rows[0].referralId);
  });

  it('says which field is wrong, and what would do', async () => {
    const tried = async (query: string) => {
      const { status, body } = await rowsOf('placements-started', 'coordinator', query);
      return [status, String(body.type).split('/').at(-1)];
    };
    expect(await tried('?month=2026-13')).to.deep.equal([400, 'invalid-request']);
    expect(await tried('?month=2019-05')).to.deep.equal([422, 'month-elsewhere']);
    expect(await tried('?after=nonsense')).to.deep.equal([400, 'page-unknown']);
    expect(await tried(`?asAt=${service.today}`)).to.deep.equal([422, 'as-at-not-over']);
    expect((await rowsOf('nothing-of-the-kind', 'coordinator')).status).to.equal(404);
    const [year, mm, day] = service.today.split('-');
    const page = await pageOf(
      'placements-started',
      'coordinator',
      `?asAt-day=${day}&asAt-month=${mm}&asAt-year=${year}`,
    );
    expect(page.status).to.equal(422);
    expect(page.html).to.contain('That day is not over for the record');
  });
});
