import { expect } from 'chai';

import { addNights } from '../../../../src/kernel/iso-date.js';
import { createKeepAllCounted } from '../../../../src/composition/counting.js';
import { startService, type RunningService } from '../../../support/running-service.js';
import { world } from '../../../support/small-world.js';

describe('the bottleneck of a month', () => {
  let service: RunningService;
  const read = async (who: Parameters<RunningService['as']>[0] = 'planner', query = '') =>
    (await service.as(who)).get(`/api/flow/bottleneck${query}`);
  const lost = async (): Promise<Record<string, number>> =>
    Object.fromEntries(
      (await read()).body.lost.map(({ cause, nights }: { cause: string; nights: number }) => [cause, nights]),
    );

  beforeEach(async () => {
    service = await startService();
    // The small world was written without the record.
    await createKeepAllCounted(service.uow)();
  });
  afterEach(() => service?.stop());

  it('has as many bed-nights as the measure of them, and each was slept in or lost for one cause', async () => {
    await service.aResident({ bed: 'rowan1' });
    service.clock.advance({ days: 1 });
    const { body } = await read();
    const measure = await (await service.as('planner')).get('/api/measures/nights-available');
    const month = measure.body.months.find(({ startsOn }: { startsOn: string }) =>
      startsOn.startsWith(body.month),
    );
    expect(body.available).to.equal(month.n).and.to.be.greaterThan(0);
    const used = Number(body.used);
    expect(used).to.equal(1);
    expect(Object.values(await lost()).reduce((sum, nights) => sum + nights, used)).to.equal(body.available);
  });

  it('says that a bed was not staffed, and that one was promised to somebody who had not arrived', async () => {
    const before = await lost();
    await service.aBooking({ bed: 'rowan2', arrivesOn: service.today });
    const manager = await service.as('manager@larch.example');
    const { plain } = world.beds;
    const closed = await manager.post('/api/out-of-service-periods', {
      ...{ bedId: plain, fromOn: service.today, toOn: addNights(service.today, 3), reason: 'staffing' },
    });
    expect(closed.status, closed.text).to.equal(201);
    service.clock.advance({ days: 1 });
    const after = await lost();
    expect((after['promised'] ?? 0) - (before['promised'] ?? 0)).to.equal(1);
    expect((after['not-staffed'] ?? 0) - (before['not-staffed'] ?? 0)).to.equal(1);
  });

  it('tells a partnership its own days exactly, and the country’s of ten people or more', async () => {
    for (let person = 0; person < 3; person += 1) await service.aReferral({ receivedOn: service.today });
    await service.aReferral({ partnership: 'highland', receivedOn: service.today });
    service.clock.advance({ days: 2 });
    const waitingFor = async (who: Parameters<RunningService['as']>[0]) =>
      (await read(who)).body.waiting.find(({ stage }: { stage: string }) => stage === 'assessment');
    expect(await waitingFor('coordinator')).to.deep.include({ people: 3, days: 6 });
    expect(await waitingFor('coordinator@highland.example')).to.deep.include({ people: 1, days: 2 });
    for (let person = 0; person < 12; person += 1) await service.aReferral({ receivedOn: service.today });
    expect(await waitingFor('planner')).to.deep.include({ people: null, days: null });
    const { html } = await (await service.as('coordinator')).page.get('/flow/bottleneck');
    expect(html).to.contain('people waited longest for the assessment (6 days in all)');
  });

  it('tells the country’s days as known at the end of a quarter, so that no day tells who came', async () => {
    for (let person = 0; person < 12; person += 1) await service.aReferral({ receivedOn: service.today });
    const month = service.today.slice(0, 7);
    service.clock.advance({ days: 2 });
    const asked = async () => {
      const { waitingTo, waiting } = (await read('planner', `?month=${month}`)).body;
      return { waitingTo, waiting };
    };
    const before = await asked();
    expect(before.waiting[0]).to.deep.include({ people: 10, days: 10 });
    for (let person = 0; person < 8; person += 1) await service.aReferral({ receivedOn: service.today });
    expect(await asked()).to.deep.equal(before);
    service.clock.advance({ days: 60 });
    expect((await asked()).waiting[0]).to.deep.include({ people: 20 });
    const running = await read('planner');
    expect(running.body).to.deep.include({ waitingTo: null, waiting: [] });
    const { html } = await (await service.as('planner')).page.get('/flow/bottleneck');
    expect(html).to.contain('Those of this month are still to come.');
  });

  it('says which months can be told', async () => {
    for (const [month, code] of [
      ['2026-13', 'no-such-month'],
      ['last', 'no-such-month'],
      ['2199-01', 'month-not-begun'],
    ] as const) {
      const { status, body } = await read('planner', `?month=${month}`);
      expect([status, String(body.type).split('/').at(-1)], month).to.deep.equal([422, code]);
    }
    const page = await (await service.as('planner')).page.get('/flow/bottleneck?month=2199-01');
    expect(page.status).to.equal(422);
    expect(page.html).to.contain('No night of it has gone by.');
    expect((await read('manager@rowan.example')).status).to.equal(403);
  });
});
