import { expect } from 'chai';

import { fieldsOfDate } from '../../../../../src/ui/forms/date-parts.js';
import type { Caller } from '../../../../support/caller.js';
import {
  startService,
  type MadePlacement,
  type RunningService,
} from '../../../../support/running-service.js';

describe('the outcome on leaving', () => {
  let service: RunningService;
  let staff: Caller;
  let left: MadePlacement;

  beforeEach(async () => {
    service = await startService();
    staff = await service.as('provider_staff');
    left = await service.aResident({ bed: 'any', nights: 28 });
    service.clock.advance({ days: 20 });
    const body = { endedOn: service.today, kind: 'planned', reason: 'completed' };
    const at = `/api/placements/${left.placementId}/discharge`;
    expect((await staff.post(at, body, { version: left.version })).status).to.equal(201);
  });
  afterEach(async () => {
    await service?.stop();
  });

  const scored = { instrument: 'Recovery Outcomes Web', instrumentVersion: '2', score: 61 };
  const record = (body: object) =>
    staff.post(`/api/placements/${left.placementId}/leaving-outcome`, { happenedOn: service.today, ...body });
  const page = () => `/placements/${left.placementId}/leaving`;

  it('is a score with its instrument and version, and a satisfaction, read by both sides', async () => {
    const done = await record({ outcome: 'taken', measured: { ...scored, satisfaction: 9 } });
    expect(done.status, done.text).to.equal(201);
    const coordinator = await service.as('coordinator');
    const { body } = await coordinator.get(`/api/placements/${left.placementId}/safety`);
    const found = body.records.find(({ subject }: { subject: string }) => subject === 'leaving_outcome');
    expect(found).to.include({ ...scored, satisfaction: 9, outcome: 'taken' });
    expect(body.tasks.map(({ task }: { task: string }) => task)).to.not.include('leaving_outcome');
    expect((await coordinator.page.get(page())).html).to.contain('Satisfaction 9 of 10');
    const again = await record({ outcome: 'not_asked' });
    expect([again.status, again.body.type]).to.deep.equal([409, '/problems/already-recorded']);
    const stranger = await coordinator.post(`/api/placements/${left.placementId}/leaving-outcome`, {
      ...{ outcome: 'not_asked', happenedOn: service.today },
    });
    expect(stranger.status).to.equal(403);
  });

  it('may be the satisfaction alone, and is not a score without its version', async () => {
    const half = await record({ outcome: 'taken', measured: { ...scored, instrumentVersion: null } });
    expect([half.status, half.body.type]).to.deep.equal([422, '/problems/measure-does-not-fit']);
    expect((await record({ outcome: 'taken' })).status).to.equal(422);
    expect((await record({ outcome: 'declined', measured: scored })).status).to.equal(422);
    expect((await record({ outcome: 'taken', measured: { satisfaction: 7 } })).status).to.equal(201);
  });

  it('is recorded on the page of the leaving, which asks for it once and keeps what was typed', async () => {
    expect((await staff.page.get(page())).html).to.contain('Was an outcome taken on leaving?');
    const typed = { ...fieldsOfDate('happenedOn', service.today), outcome: 'taken', instrument: 'ROW' };
    const wrong = await staff.page.post(`${page()}/leaving-outcome`, {
      ...{ ...typed, score: '6O', instrumentVersion: '2', satisfaction: '', note: 'On the last day' },
    });
    expect(wrong.html).to.contain('Enter the score as a number').and.to.contain('On the last day');
    const done = await staff.page.post(`${page()}/leaving-outcome`, {
      ...{ ...typed, score: '', instrumentVersion: '', satisfaction: '8', note: '' },
    });
    expect(done.status, done.html).to.equal(303);
    const shown = await staff.page.get(page());
    expect(shown.html).to.contain('Satisfaction 8 of 10').and.to.not.contain('if they were asked.');
  });
});
