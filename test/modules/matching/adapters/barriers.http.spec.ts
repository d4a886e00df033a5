import { expect } from 'chai';

import { createScheduledWork } from '../../../../src/composition/scheduled-work.js';
import { addNights } from '../../../../src/kernel/iso-date.js';
import { startService, type RunningService } from '../../../support/running-service.js';

interface Told {
  readonly barrier: string;
  readonly wouldHavePlace: number | null;
}

describe('what holds people back, as it is told', () => {
  let service: RunningService;
  const address = '/api/matching/barriers';
  const count = () => createScheduledWork(service.uow, service.modules)['count-barriers']();
  const gainOf = (told: readonly Told[], key: string) =>
    told.find(({ barrier }) => barrier === key)?.wouldHavePlace;

  before(async () => {
    service = await startService();
  });
  after(() => service?.stop());

  it('is not there before it was counted, and the page says when it will be', async () => {
    const coordinator = await service.as('coordinator');
    expect((await coordinator.get(address)).status).to.equal(404);
    expect((await coordinator.page.get('/matching/barriers')).html).to.contain('Barriers are counted early');
  });

  it('waits for a run that says what is so now, then is counted once a day', async () => {
    await service.aReferral();
    expect(await count(), 'no run has seen the referral').to.equal(false);
    await service.aReadyReferral({ partnership: 'highland' });
    await service.runWorkerOnce();
    expect(await count()).to.equal(true);
    expect(await count(), 'today is counted').to.equal(false);
    const [{ n }] = await service.dataSource.query(
      `SELECT COUNT(*) AS n FROM audit WHERE action = 'matching.barriers-counted'`,
    );
    expect(Number(n)).to.equal(1);
  });

  it('is a partnership’s own list exactly, and the country’s in protected counts', async () => {
    const own = (await (await service.as('coordinator')).get(address)).body;
    expect([own.area, own.waiting, own.placed, own.dayOn]).to.deep.equal([
      'partnership',
      1,
      0,
      service.today,
    ]);
    expect(gainOf(own.barriers, 'assessment'), 'money is missing too').to.equal(0);
    const highland = (await (await service.as('coordinator@highland.example')).get(address)).body;
    expect([highland.waiting, highland.placed]).to.deep.equal([1, 1]);
    const country = (await (await service.as('planner')).get(address)).body;
    expect([country.area, country.waiting, country.placed]).to.deep.equal(['country', null, null]);
    expect(country.barriers.every((told: Told) => told.wouldHavePlace === null)).to.equal(true);
  });

  it('is shown again as it was on an earlier day, and not for a day before the first', async () => {
    const countedOn = service.today;
    service.clock.advance({ days: 30 });
    const planner = await service.as('planner');
    const { html } = await planner.page.get('/matching/barriers');
    expect(html).to.contain('Each barrier by itself holds fewer than 5 people back');
    const { body } = await planner.get(`${address}?on=${addNights(countedOn, 20)}`);
    expect(body.dayOn).to.equal(countedOn);
    const before = await planner.get(`${address}?on=${addNights(countedOn, -1)}`);
    expect([before.status, before.body.type]).to.deep.equal([404, '/problems/barriers-not-counted']);
  });

  it('is not for providers and administrators', async () => {
    for (const role of ['provider_manager', 'provider_staff', 'administrator'] as const)
      expect((await (await service.as(role)).get(address)).status, role).to.equal(403);
  });
});
