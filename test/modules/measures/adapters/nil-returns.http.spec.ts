import { expect } from 'chai';

import { startService, type RunningService } from '../../../support/running-service.js';
import { world } from '../../../support/small-world.js';

const { larchHouse, rowanBank } = world.projects;

describe('a month in which nobody arrived', () => {
  let service: RunningService;
  const lastMonth = (): string => {
    const [year, month] = service.today.split('-').map(Number);
    return month === 1 ? `${year! - 1}-12` : `${year}-${String(month! - 1).padStart(2, '0')}`;
  };
  const say = async (body: object, projectId: string = larchHouse.id) =>
    (await service.as('manager@larch.example')).post(`/api/projects/${projectId}/nil-returns`, {
      month: lastMonth(),
      ...body,
    });
  const told = async (): Promise<unknown> =>
    (await (await service.as('planner')).get('/api/data-quality')).body.quiet.projects.find(
      ({ projectId }: { projectId: string }) => projectId === larchHouse.id,
    );

  beforeEach(async () => {
    service = await startService();
  });
  afterEach(() => service?.stop());

  it('is told to planners as silence until the provider says why', async () => {
    expect(await told()).to.deep.include({ reason: null, words: null });
    const said = await say({ reason: 'refurbishment', words: 'New bathrooms' });
    expect(said.status, said.text).to.equal(201);
    expect(await told()).to.deep.include({ reason: 'refurbishment', words: 'New bathrooms' });
    const { html } = await (await service.as('planner')).page.get('/measures/quality');
    expect(html).to.contain('Building works: New bathrooms');
    const again = await say({ reason: 'full' });
    expect([again.status, again.body.type]).to.deep.equal([409, '/problems/nil-said-already']);
  });

  it('is said once, however many of a team say it at once', async () => {
    const both = await Promise.all([say({ reason: 'full' }), say({ reason: 'staff' })]);
    expect(both.map(({ status }) => status).toSorted()).to.deep.equal([201, 409]);
  });

  it('is the word of the project itself, of a month that is over, and says which other reason it was', async () => {
    expect((await say({ reason: 'full' }, rowanBank.id)).status).to.equal(404);
    expect((await say({ reason: 'full', month: service.today.slice(0, 7) })).body.type).to.equal(
      '/problems/month-still-runs',
    );
    expect((await say({ reason: 'other' })).body.type).to.equal('/problems/say-which-reason');
    expect((await say({ reason: 'other', words: 'The road was closed' })).status).to.equal(201);
  });

  it('is none where somebody arrived', async () => {
    await service.aResident({ bed: 'rowan1' });
    const month = service.today.slice(0, 7);
    service.clock.advance({ days: 31 });
    const rowan = await service.as('manager@rowan.example');
    const said = await rowan.post(`/api/projects/${rowanBank.id}/nil-returns`, { month, reason: 'full' });
    expect([said.status, said.body.type]).to.deep.equal([409, '/problems/month-not-quiet']);
  });

  it('is said on a page, which keeps what was typed and names what is missing', async () => {
    const manager = await service.as('manager@larch.example');
    const first = await manager.page.get('/nil-returns');
    expect(first.html).to.contain('Larch House');
    const which = `${larchHouse.id} ${lastMonth()}-01`;
    const wrong = await manager.page.submit(first, '/nil-returns', { which, reason: 'other', words: '' });
    expect(wrong.html).to.contain('Say in words which reason it is');
  });
});
