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

  const here = async () => {
    const stay = await service.aResident({ bed: 'plain', nights: 28 });
    service.clock.advance({ days: 3 });
    return stay;
  };
  const leave = (
    { placementId, version }: MadePlacement,
    leavingOutcome: object | null,
    reason = 'completed',
  ) =>
    staff.post(
      `/api/placements/${placementId}/discharge`,
      {
        ...{ endedOn: service.today, kind: reason === 'completed' ? 'planned' : 'unplanned', reason },
        leavingOutcome,
      },
      { version },
    );
  const stateOf = async ({ placementId }: MadePlacement) =>
    (await staff.get(`/api/placements/${placementId}`)).body.state;
  const recordsOf = async ({ placementId }: MadePlacement) =>
    (await staff.get(`/api/placements/${placementId}/safety`)).body.records;

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

  it('comes with the leaving, in one request', async () => {
    const stay = await here();
    const done = await leave(stay, { outcome: 'taken', measured: { ...scored, satisfaction: 6 } });
    expect(done.status, done.text).to.equal(201);
    const [record] = await recordsOf(stay);
    expect(record).to.include({ ...scored, satisfaction: 6, happenedOn: service.today });
  });

  it('undoes the leaving where it cannot be taken: both or neither', async () => {
    const stay = await here();
    const refused = async (outcome: object, reason?: string) => {
      const { body } = await leave(stay, outcome, reason);
      return [body.type, body.errors?.[0]?.pointer];
    };
    expect(await refused({ outcome: 'declined', measured: { satisfaction: 3 } })).to.deep.equal([
      ...['/problems/measure-does-not-fit', '/leavingOutcome/measured'],
    ]);
    expect(await refused({ outcome: 'not_asked' }, 'died')).to.deep.equal([
      ...['/problems/person-died', '/leavingOutcome'],
    ]);
    const before = await staff.post(`/api/placements/${stay.placementId}/leaving-outcome`, {
      ...{ outcome: 'not_asked', happenedOn: service.today },
    });
    expect(before.status, before.text).to.equal(201);
    expect(await refused({ outcome: 'taken', measured: { satisfaction: 3 } })).to.deep.equal([
      ...['/problems/already-recorded', '/leavingOutcome'],
    ]);
    expect(await stateOf(stay)).to.equal('admitted');
    expect((await leave(stay, null)).status).to.equal(201);
  });

  it('is asked by the form of the leaving, which keeps what was typed', async () => {
    const stay = await here();
    const send = (fields: Record<string, string>) =>
      staff.page.post(`/residents/${stay.placementId}/discharge`, {
        ...{ kind: 'planned', reason: 'completed', version: String(stay.version), instrument: 'ROW' },
        ...fieldsOfDate('leftOn', service.today),
        ...fields,
      });
    const wrong = await send({ score: '6O', instrumentVersion: 'two' });
    expect(wrong.html).to.contain('Enter the score as a number').and.to.contain('value="two"');
    expect(wrong.html).to.match(/<details[^>]*discharge-[^>]*outcome"[^>]* open/u);
    const empty = await send({ outcome: 'taken' });
    expect(empty.html).to.contain('Choose “Taken” with a score, a satisfaction, or both');
    expect(await stateOf(stay)).to.equal('admitted');
    const done = await send({ satisfaction: '0' });
    expect(done.status, done.html).to.equal(303);
    const [record] = await recordsOf(stay);
    expect(record).to.include({ outcome: 'taken', instrument: null, score: null, satisfaction: 0 });
  });

  it('may come later, and then it is recorded by itself', async () => {
    const stay = await here();
    const before = await staff.page.get(`/placements/${stay.placementId}/leaving`);
    expect(before.html, 'while they are here it comes with the leaving').not.to.contain('leaving-outcome');
    const left = await staff.page.post(`/residents/${stay.placementId}/discharge`, {
      ...{ kind: 'planned', reason: 'completed', version: String(stay.version), instrument: 'ROW' },
      ...fieldsOfDate('leftOn', service.today),
    });
    expect(left.status, left.html).to.equal(303);
    expect(await recordsOf(stay)).to.deep.equal([]);
    const after = await staff.page.get(left.location ?? '');
    expect(after.html).to.contain('It did not come with the leaving');
    const later = await staff.post(`/api/placements/${stay.placementId}/leaving-outcome`, {
      ...{ outcome: 'declined', happenedOn: service.today },
    });
    expect(later.status, later.text).to.equal(201);
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
    expect(shown.html)
      .to.contain('Satisfaction 8 of 10')
      .and.to.not.contain('It did not come with the leaving');
  });
});
