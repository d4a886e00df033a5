import { expect } from 'chai';

import { startService, type RunningService } from '../../../support/running-service.js';

const ofStarts = '01930000-0001-7000-8000-000000000003';
const completed = {
  ...{ name: '400 completed a year', measureId: 'placements-completed', level: 400 },
  ...{ fromYear: 2027, toYear: null, source: 'A ministerial answer' },
};

describe('targets', () => {
  let service: RunningService;
  const set = async (given: object = {}, who: Parameters<RunningService['as']>[0] = 'administrator') =>
    (await service.as(who)).post('/api/targets', { ...completed, ...given });
  const end = async (targetId: string, toYear: number, version = 1) =>
    (await service.as('administrator')).post(`/api/targets/${targetId}/end`, { toYear }, { version });
  const progressOf = async (measureId: string, year: number) =>
    (await (await service.as('planner')).get(`/api/measures?financialYear=${year}`)).body.measures.find(
      (measure: { measureId: string }) => measure.measureId === measureId,
    );

  beforeEach(async () => {
    service = await startService();
  });
  afterEach(() => service?.stop());

  it('begin with the commitment in each measure in which it is quoted', async () => {
    const { body } = await (await service.as('planner')).get('/api/targets');
    expect(
      body.targets.map(({ measureId, level }: { measureId: string; level: number }) => [measureId, level]),
    ).to.deep.equal([
      ['people-started', 1000],
      ['placements-approved', 1000],
      ['placements-started', 1000],
    ]);
  });

  it('are set for a measure and its years, and shown against them', async () => {
    expect((await set()).status).to.equal(201);
    expect((await progressOf('placements-completed', 2027)).target).to.equal(400);
    expect((await progressOf('placements-completed', 2026)).target).to.equal(null);
    const { html } = await (await service.as('planner')).page.get('/target/targets');
    expect(html)
      .to.contain('400 completed a year')
      .and.to.contain('From 2027/28')
      .and.not.to.contain('Set the target');
  });

  it('end with a year, so that another can follow; what was measured before stays so', async () => {
    const taken = await set({ measureId: 'placements-started' });
    expect([taken.status, taken.body.name, taken.body.fromYear]).to.deep.equal([
      409,
      '1,000 publicly funded placements a year',
      2021,
    ]);
    expect((await end(ofStarts, 2026)).status).to.equal(200);
    expect((await set({ measureId: 'placements-started', level: 1200 })).status).to.equal(201);
    expect((await progressOf('placements-started', 2026)).target).to.equal(1000);
    expect((await progressOf('placements-started', 2027)).target).to.equal(1200);
    expect((await end(ofStarts, 2028)).body.type).to.equal('/problems/target-ended-already');
  });

  it('are refused by what is wrong with them', async () => {
    const refusals: readonly (readonly [object, string])[] = [
      [{ toYear: 2026 }, '/problems/target-ends-before-it-begins'],
      [{ fromYear: 2100 }, '/problems/target-too-far-ahead'],
      [{ measureId: 'occupancy' }, '/problems/target-not-of-a-count'],
    ];
    for (const [given, type] of refusals) {
      const { status, body } = await set(given);
      expect([status, body.type], JSON.stringify(given)).to.deep.equal([422, type]);
    }
    expect((await set({ level: 0 })).body.errors[0].pointer).to.equal('/level');
    expect((await set({}, 'planner')).status).to.equal(403);
  });

  it('are one where two administrators set one for the same year at once', async () => {
    const statuses = (await Promise.all([set(), set(), set()])).map(({ status }) => status).sort();
    expect(statuses).to.deep.equal([201, 409, 409]);
  });

  it('are one where years overlap that do not begin together, however many are set at once', async () => {
    const statuses = (await Promise.all([2027, 2028, 2029, 2030].map((fromYear) => set({ fromYear })))).map(
      ({ status }) => status,
    );
    expect(statuses.sort()).to.deep.equal([201, 409, 409, 409]);
  });

  it('keep what was typed on the page, at the field that is wrong', async () => {
    const administrator = await service.as('administrator');
    const typed = {
      ...{ name: 'More', measureId: 'placements-started', level: '1,200', fromYear: '2026', toYear: '' },
      source: 'Somebody said so',
    };
    const reply = await administrator.page.post('/target/targets', typed);
    expect([reply.status, reply.html.includes('value="1,200"')]).to.deep.equal([409, true]);
    expect(reply.html).to.contain('End it first, or choose years beside it');
    const nothing = await administrator.page.post('/target/targets', { ...typed, level: 'many', source: '' });
    expect(nothing.status).to.equal(400);
    expect(nothing.html)
      .to.contain('Enter a whole number from 1 to 1,000,000')
      .and.to.contain('Write who set the target');
  });
});

describe('how a year stands against its target', () => {
  let service: RunningService;
  before(async () => {
    service = await startService();
  });
  after(() => service?.stop());

  it('is told by an even pace, by the last twelve months and by what each month still needs', async () => {
    await service.aResident({ bed: 'rowan1' });
    const planner = await service.as('planner');
    const { body } = await planner.get('/api/measures');
    const people = body.measures.find(
      ({ measureId }: { measureId: string }) => measureId === 'people-started',
    );
    // Records began today: twelve months cannot be told, and a part of a year is held against no target.
    expect([people.lastTwelveMonths, people.neededAMonth, people.forecast]).to.deep.equal([null, null, null]);
    service.clock.advance({ days: 400 });
    const later = (await (await service.as('planner')).get('/api/measures')).body.measures.find(
      ({ measureId }: { measureId: string }) => measureId === 'people-started',
    );
    expect(later.lastTwelveMonths).to.equal(0);
    expect(later.neededAMonth).to.be.greaterThan(80);
    const { html } = await (await service.as('planner')).page.get('/target');
    expect(html)
      .to.contain('0, below 1,000 a year')
      .and.to.contain('a month until the end of March')
      .and.to.contain('Not worked out');
  });
});
