import { expect } from 'chai';

import { measureDefinitions } from '../../../../config/measures.js';
import { addNights } from '../../../../src/kernel/iso-date.js';
import { startService, type RunningService } from '../../../support/running-service.js';
import { world } from '../../../support/small-world.js';

const { rowanBank } = world.projects;

describe('measures, as they are told', () => {
  let service: RunningService;
  const read = async (measureId: string, query = '', who: Parameters<RunningService['as']>[0] = 'planner') =>
    (await service.as(who)).get(`/api/measures/${measureId}${query}`);
  const startedNow = async (query = ''): Promise<number> =>
    (await read('placements-started', query)).body.year.n;
  const decide = async (body: object, version: number) =>
    (await service.as('administrator')).post(`/api/projects/${rowanBank.id}/rehab-standings`, body, {
      version,
    });

  beforeEach(async () => {
    service = await startService();
  });
  afterEach(() => service?.stop());

  it('count an arrival at once, and leave out who stays where it does not count', async () => {
    expect(await startedNow()).to.equal(0);
    await service.aResident({ bed: 'rowan1' });
    expect(await startedNow()).to.equal(1);
    const { body } = await read('placements-started');
    expect(body.months.map(({ n }: { n: number }) => n)).to.deep.equal([1]);
  });

  it('are told as known at the end of a day, with what was recorded since and why', async () => {
    await service.aResident({ bed: 'rowan1' });
    const thatDay = service.today;
    service.clock.advance({ days: 1 });
    const corrected = await decide(
      {
        countsAsResidentialRehab: false,
        ...{ fromOn: addNights(thatDay, -30), correctsThePast: true },
        reason: 'It was a stabilisation service all along',
      },
      1,
    );
    expect(corrected.status, corrected.text).to.equal(201);
    expect(await startedNow()).to.equal(0);
    const { body } = await read('placements-started', `?asAt=${thatDay}`);
    expect(body.year.n).to.equal(1);
    expect(body.since).to.deep.equal([
      { startsOn: `${thatDay.slice(0, 7)}-01`, cause: 'capacity.rehab-standing-corrected', n: -1 },
    ]);
    const planner = await service.as('planner');
    const [year, month, day] = thatDay.split('-');
    const { html } = await planner.page.get(
      `/measures/placements-started?asAt-day=${day}&asAt-month=${month}&asAt-year=${year}`,
    );
    expect(html)
      .to.contain('Up to that day it was 1 as known then, and is 0 as known now.')
      .and.to.contain('Whether the project counts was put right');
  });

  it('name an arrival that was recorded later', async () => {
    const booking = await service.aBooking({ bed: 'rowan1', arrivesOn: service.today });
    const thatDay = service.today;
    service.clock.advance({ days: 1 });
    const admitted = await (
      await service.as('manager@rowan.example')
    ).post(
      `/api/placements/${booking.placementId}/admission`,
      { admittedOn: thatDay },
      { version: booking.version },
    );
    expect(admitted.status, admitted.text).to.be.within(200, 201);
    const { body } = await read('placements-started', `?asAt=${thatDay}`);
    expect([body.year.n, body.since.map(({ n }: { n: number }) => n)]).to.deep.equal([0, [1]]);
  });

  it('say which day can be told: one that is over, and not before anything was kept', async () => {
    await service.aResident({ bed: 'rowan1' });
    const today = await read('people-started', `?asAt=${service.today}`);
    expect(today.status).to.equal(422);
    expect(today.body).to.include({
      type: '/problems/as-at-not-over',
      latestOn: addNights(service.today, -1),
    });
    service.clock.advance({ days: 3 });
    const before = await read('people-started', `?asAt=${addNights(service.today, -10)}`);
    expect([before.status, before.body.earliestOn]).to.deep.equal([422, addNights(service.today, -3)]);
  });

  it('tell what is protected as known at the end of a quarter, so that no day tells who came that day', async () => {
    await service.aReferral();
    const firstDay = service.today;
    service.clock.advance({ days: 2 });
    const before = (await read('referrals-received', '?by=route')).body;
    for (let more = 0; more < 6; more += 1) await service.aReferral();
    const after = (await read('referrals-received', '?by=route')).body;
    expect(after.groups).to.deep.equal(before.groups);
    expect([after.year, after.asAt], 'of the country too').to.deep.equal([before.year, firstDay]);
    expect(after.groupsAsAt).to.equal(firstDay);
    service.clock.advance({ days: 60 });
    const later = (await read('referrals-received', '?by=route')).body;
    expect([later.groupsAsAt, later.year.n]).to.deep.equal(['2026-12-31', 5]);
    const asAt = await read('referrals-received', `?by=route&asAt=${addNights(firstDay, 5)}`);
    expect(asAt.body.groupsAsAt).to.equal(firstDay);
    const planner = await service.as('planner');
    expect((await planner.page.get('/measures/referrals-received?by=route')).html).to.contain(
      'By group as known at the end of Thursday 31 December 2026',
    );
    const file = (await planner.get('/api/measures/referrals-received/table?by=route')).text;
    expect(file.trim().split('\r\n').at(-1)).to.match(/,2026-12-31$/);
  });

  it('tell groups of what is released in releases, and nowhere else', async () => {
    await service.aResident({ bed: 'rowan1' });
    const { body } = await (await service.as('planner')).get('/api/measure-definitions');
    const ofGroups = body.definitions.filter(({ by }: { by: readonly string[] }) => by.includes('sex'));
    expect(ofGroups.map(({ measureId }: { measureId: string }) => measureId).sort()).to.deep.equal([
      ...['offers-lapsed', 'offers-made', 'placements-never-started', 'referrals-received'],
      'wait-to-assessment',
    ]);
    for (const measureId of [
      'placements-started',
      'cost-per-week',
      'placed-out-of-area',
      'retained-12-weeks',
    ]) {
      const refused = await read(measureId, '?by=sex');
      expect([refused.status, refused.body.type], measureId).to.deep.equal([422, '/problems/not-grouped-so']);
    }
    const planner = await service.as('planner');
    const { html } = await planner.page.get('/measures/placements-started?by=sex');
    expect(html).to.contain('Under Releases, quarter by quarter').and.to.not.contain('Women');
  });

  it('refuse by name what they are not told apart by, and what is no measure', async () => {
    expect((await read('nights-available', '?by=sex')).body.type).to.contain('not-grouped-so');
    expect((await read('happiness')).status).to.equal(404);
    expect((await read('people-started', '?asAt=31-12-2026')).status).to.equal(400);
    expect((await read('people-started', '?until=2026')).body.errors[0].code).to.equal('unrecognized_keys');
  });

  it('come as a file in which what is not told is said to be protected', async () => {
    await service.aResident({ bed: 'rowan1' });
    const planner = await service.as('planner');
    const { text, headers, status } = await planner.get('/api/measures/referrals-received/table?by=sex');
    expect([status, headers.get('content-type')]).to.deep.equal([200, 'text/csv; charset=utf-8']);
    const [heading = '', ...rows] = text.replace('\uFEFF', '').trim().split('\r\n');
    expect(heading.split(',').slice(0, 2)).to.deep.equal(['period_or_group', 'n']);
    expect(rows.map((row) => row.split(',')[1])).to.satisfy((cells: readonly string[]) =>
      cells.every((cell) => cell === 'protected'),
    );
  });

  it('are defined, each with what counts, its source and its version', async () => {
    const { body } = await (await service.as('information_governance')).get('/api/measure-definitions');
    expect(body.definitions).to.have.length(measureDefinitions.length);
    for (const { definition, source, version } of body.definitions)
      expect([definition.length > 20, source.length > 5, version > 0]).to.deep.equal([true, true, true]);
  });
});
