import { expect } from 'chai';

import { addNights, type IsoDate } from '../../../../../src/kernel/iso-date.js';
import type { Caller } from '../../../../support/caller.js';
import { startService, type RunningService } from '../../../../support/running-service.js';

describe('assessments that are booked, by the API', () => {
  let service: RunningService;
  let coordinator: Caller;
  before(async () => {
    service = await startService();
    coordinator = await service.as('coordinator');
  });
  after(async () => {
    await service?.stop();
  });

  const address = (referralId: string) => `/api/referrals/${referralId}`;
  const read = async (referralId: string) => {
    const { body } = await coordinator.get(`${address(referralId)}/assessments`);
    const [partnership, medical] = body.assessments;
    return { partnership, medical, version: body.version };
  };
  const book = (
    referralId: string,
    version: number,
    given: { readonly kind?: string; readonly appointedOn?: IsoDate } = {},
  ) =>
    coordinator.post(
      `${address(referralId)}/assessment-appointments`,
      {
        ...{ kind: 'partnership', appointedOn: addNights(service.today, 10), heldWith: 'The team, 10:30' },
        ...given,
      },
      { version },
    );
  const end = (referralId: string, version: number, step: string, kind = 'partnership') =>
    coordinator.post(
      `${address(referralId)}/assessment-appointments/ending`,
      { kind, step, note: 'Was in hospital' },
      { version },
    );
  /** Each thing is recorded at a moment of its own. */
  const later = () => service.clock.advance({ minutes: 1 });

  it('are booked, moved, missed, booked again and held, and each says how it stands', async () => {
    const { referralId, version } = await service.aReferral();
    expect((await read(referralId)).partnership).to.include({ state: 'not-booked', appointedOn: null });
    expect((await book(referralId, version)).status).to.equal(201);
    expect((await read(referralId)).partnership).to.include({
      ...{ state: 'booked', appointedOn: addNights(service.today, 10), heldWith: 'The team, 10:30' },
    });
    later();
    expect((await book(referralId, version + 1, { appointedOn: service.today })).status).to.equal(201);
    later();
    expect((await end(referralId, version + 2, 'not_attended')).status).to.equal(201);
    expect((await read(referralId)).partnership).to.include({
      ...{ state: 'not-attended', appointedOn: service.today },
    });
    later();
    await book(referralId, version + 3);
    later();
    const held = await coordinator.post(
      `${address(referralId)}/assessments`,
      { heldOn: service.today, outcome: 'suitable' },
      { version: version + 4 },
    );
    expect(held.status, held.text).to.equal(201);
    expect((await read(referralId)).partnership).to.include({
      ...{ state: 'held', appointedOn: null, validUntil: addNights(service.today, 182) },
    });
  });

  it('are called off, and then nothing is booked', async () => {
    const { referralId, version } = await service.aReferral();
    await book(referralId, version);
    later();
    expect((await end(referralId, version + 1, 'called_off')).status).to.equal(201);
    expect((await read(referralId)).partnership.state).to.equal('not-booked');
  });

  it('are refused for a day that is over or too far ahead, with the days that would be accepted', async () => {
    const { referralId, version } = await service.aReferral();
    const past = await book(referralId, version, { appointedOn: addNights(service.today, -1) });
    expect([past.status, past.body.type, past.body.earliestOn]).to.deep.equal([
      ...[422, '/problems/day-outside-the-wait', service.today],
    ]);
    const { latestOn } = past.body;
    expect((await book(referralId, version, { appointedOn: addNights(latestOn, 1) })).body.latestOn).to.equal(
      latestOn,
    );
    expect((await book(referralId, version, { appointedOn: latestOn })).status).to.equal(201);
  });

  it('are not missed before their day, nor ended where none is booked', async () => {
    const { referralId, version } = await service.aReferral();
    const nothing = await end(referralId, version, 'called_off');
    expect([nothing.status, nothing.body.type]).to.deep.equal([409, '/problems/no-assessment-booked']);
    await book(referralId, version);
    const early = await end(referralId, version + 1, 'not_attended');
    expect([early.status, early.body.type, early.body.appointedOn]).to.deep.equal([
      ...[422, '/problems/assessment-still-to-come', addNights(service.today, 10)],
    ]);
    expect((await read(referralId)).version).to.equal(version + 1);
    expect((await end(referralId, version + 1, 'called_off', 'medical')).body.type).to.equal(
      '/problems/no-assessment-booked',
    );
  });

  it('are booked by one of two who book at once; the other is told', async () => {
    const { referralId, version } = await service.aReferral();
    const both = await Promise.all([
      book(referralId, version),
      book(referralId, version, { appointedOn: addNights(service.today, 4) }),
    ]);
    expect(both.map(({ status }) => status).sort()).to.deep.equal([201, 412]);
    expect((await read(referralId)).version).to.equal(version + 1);
  });

  it('are not found by another partnership, nor by a provider, and not booked by an approver', async () => {
    const { referralId, version } = await service.aReferral();
    const body = { kind: 'partnership', appointedOn: service.today, heldWith: 'The team' };
    const path = `${address(referralId)}/assessment-appointments`;
    const statusOf = async (who: Parameters<RunningService['as']>[0]) =>
      (await (await service.as(who)).post(path, body, { version })).status;
    expect(await statusOf('coordinator@highland.example')).to.equal(404);
    expect(await statusOf('provider_manager')).to.equal(403);
    expect(await statusOf('approver')).to.equal(403);
    const others = await service.as('coordinator@highland.example');
    expect((await others.get(`${address(referralId)}/assessments`)).status).to.equal(404);
  });

  it('of a medical kind are asked for by what is recorded, and hold nobody up', async () => {
    const ready = await service.aReadyReferral({ prescribedPainMedicine: 'Dihydrocodeine 30 mg' });
    const { referralId, version } = ready;
    expect((await read(referralId)).medical).to.deep.include({
      ...{ state: 'not-booked', reasons: ['pain-medicine'], mustPrecedePlace: false, validUntil: null },
    });
    const list = await coordinator.page.get('/waiting-list');
    expect(list.html).to.contain('The medical assessment is not booked. It holds no place up');
    expect((await coordinator.page.get(`/referrals/${referralId}`)).html)
      .to.contain('Ready to place')
      .and.to.contain('Medical assessment: Not booked yet. It holds no place up.');
    later();
    const unfit = await coordinator.post(
      `${address(referralId)}/assessments`,
      { kind: 'medical', heldOn: service.today, outcome: 'not_suitable' },
      { version },
    );
    expect(unfit.status, unfit.text).to.equal(201);
    // What a prescriber finds says nothing about the partnership's own assessment.
    expect((await coordinator.get(address(referralId))).body.assessedUntil).to.not.equal(null);
    later();
    await coordinator.post(
      `${address(referralId)}/assessments`,
      { kind: 'medical', heldOn: service.today, outcome: 'suitable' },
      { version: version + 1 },
    );
    expect((await read(referralId)).medical).to.include({
      ...{ state: 'held', validUntil: addNights(service.today, 91) },
    });
  });
});
