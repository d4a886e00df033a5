import { expect } from 'chai';

import { systemActor } from '../../../../src/kernel/actor.js';
import { addNights } from '../../../../src/kernel/iso-date.js';
import { done } from '../../../../src/kernel/outcome.js';
import { startService, type MadeOffer, type RunningService } from '../../../support/running-service.js';
import { memberOf, type MemberEmail } from '../../../support/small-world.js';

describe('an offer whose answer is awaited', () => {
  let service: RunningService;
  beforeEach(async () => {
    service = await startService();
  });
  afterEach(() => service?.stop());

  /** Two working hours to answer, from ten o'clock: a reminder at eleven, the bed held until one while nobody tries. */
  const anUrgentOffer = async (): Promise<MadeOffer> =>
    service.anOffer({
      referral: await service.aReadyReferral({ urgencyBand: 'emergency', urgencyReason: 'Overdose' }),
      arrivesOn: addNights(service.today, 3),
    });
  const told = async (who: MemberEmail, offerId: string): Promise<readonly string[]> => {
    await service.runWorkerOnce();
    const rows: readonly { kind: string }[] = await service.dataSource.query(
      'SELECT kind FROM notification WHERE member_id = ? AND subject_id = ? ORDER BY id',
      [memberOf(who).memberId, offerId],
    );
    return rows.map(({ kind }) => kind);
  };
  const stateOf = async (offerId: string): Promise<string> =>
    (await (await service.as('coordinator')).get(`/api/offers/${offerId}`)).body.state;
  const tries = async (who: MemberEmail, offerId: string, minutesAgo = 0) =>
    (await service.as(who)).post(`/api/offers/${offerId}/tries`, {
      ...{ whom: 'person', channel: 'phone', outcome: 'message_left' },
      triedAt: new Date(service.clock.now().getTime() - minutesAgo * 60_000).toISOString(),
    });
  const expire = (offerId: string) =>
    service.uow.run({ actor: systemActor, requestId: 'expire' }, async (tx) =>
      done(await service.modules.placements.expireOffer(tx, offerId)),
    );

  it('reminds whoever must answer, then tells those in charge on both sides, then the approver', async () => {
    const { offerId } = await anUrgentOffer();
    service.clock.advance({ hours: 1 });
    expect(await told('staff@larch.example', offerId)).to.deep.equal(['offer-made', 'offer-reminder']);
    expect(await told('coordinator@glasgow.example', offerId)).to.deep.equal([]);
    service.clock.advance({ minutes: 36 });
    expect(await told('manager@larch.example', offerId)).to.deep.equal([
      ...['offer-made', 'offer-reminder', 'offer-unanswered'],
    ]);
    expect(await told('coordinator@glasgow.example', offerId)).to.deep.equal(['offer-unanswered']);
    expect(await told('approver@glasgow.example', offerId)).to.deep.equal([]);
    service.clock.advance({ minutes: 24 });
    expect(await told('approver@glasgow.example', offerId)).to.deep.equal(['offer-overdue']);
    expect(await told('coordinator@glasgow.example', offerId)).to.deep.equal([
      ...['offer-unanswered', 'offer-overdue'],
    ]);
    expect(await told('staff@larch.example', offerId)).to.deep.equal(['offer-made', 'offer-reminder']);
  });

  it('is a task of its coordinators from the reminder on, until somebody tries', async () => {
    const { offerId, answerDueAt } = await anUrgentOffer();
    const tasks = async () => {
      const { items } = (await (await service.as('coordinator')).get('/api/tasks?show=team&limit=200')).body;
      return items
        .filter(({ taskKey }: { taskKey: string }) => taskKey === `reach-about-offer~${offerId}`)
        .map(({ dueAt, isOverdue }: { dueAt: string; isOverdue: boolean }) => ({ dueAt, isOverdue }));
    };
    service.clock.advance({ minutes: 59 });
    expect(await tasks()).to.deep.equal([]);
    service.clock.advance({ minutes: 1 });
    expect(await tasks()).to.deep.equal([{ dueAt: answerDueAt, isOverdue: false }]);
    expect((await (await service.as('coordinator')).page.get('/today')).html).to.contain(
      `/offers/${offerId}/made`,
    );
    service.clock.advance({ minutes: 90 });
    expect(await tasks()).to.deep.equal([{ dueAt: answerDueAt, isOverdue: true }]);
    await tries('coordinator@glasgow.example', offerId);
    expect(await tasks()).to.deep.equal([]);
  });

  it('is told to nobody once it is answered', async () => {
    const { offerId, version } = await anUrgentOffer();
    await (
      await service.as('manager@larch.example')
    ).post(`/api/offers/${offerId}/acceptance`, {}, { version });
    service.clock.advance({ hours: 2 });
    expect(await told('staff@larch.example', offerId)).to.not.include('offer-reminder');
    expect(await told('approver@glasgow.example', offerId)).to.deep.equal([]);
  });

  it('does not lapse in silence: nobody tried, so the bed is held an hour more and can still be taken', async () => {
    const { offerId, version } = await anUrgentOffer();
    service.clock.advance({ hours: 2, minutes: 59 });
    await service.runWorkerOnce();
    expect(await stateOf(offerId)).to.equal('offered');
    const page = (await (await service.as('coordinator')).page.get(`/offers/${offerId}/made`)).html;
    expect(page)
      .to.contain('<h1 class="app-heading__title">Answer overdue')
      .and.to.contain('is overdue. The bed is held until 1pm on Monday 23 November')
      .and.to.contain('Nobody has recorded that they tried');
    const manager = await service.as('manager@larch.example');
    expect((await manager.post(`/api/offers/${offerId}/acceptance`, {}, { version })).status).to.equal(201);
  });

  it('lapses after that, which is told: nobody had recorded that they tried', async () => {
    const { offerId } = await anUrgentOffer();
    service.clock.advance({ hours: 3 });
    expect(await stateOf(offerId)).to.equal('expired');
    expect(await told('coordinator@glasgow.example', offerId)).to.deep.equal(['offer-expired']);
    const [row] = await service.dataSource.query(
      `SELECT reason FROM audit WHERE action = 'placements.offer-expired' AND subject_id = ?`,
      [offerId],
    );
    expect(row.reason).to.equal('Nobody recorded that they tried');
    expect((await (await service.as('coordinator')).page.get(`/offers/${offerId}/made`)).html).to.contain(
      'Nobody had recorded that they tried to get an answer.',
    );
    expect((await tries('coordinator@glasgow.example', offerId)).body.type).to.contain('offer-expired');
  });

  it('lapses on time once somebody of either side has tried since the reminder', async () => {
    for (const who of ['coordinator@glasgow.example', 'staff@larch.example'] as const) {
      service.clock.set(new Date('2026-11-23T10:00:00.000Z'));
      const { offerId, version } = await anUrgentOffer();
      service.clock.advance({ hours: 1 });
      const tried = await tries(who, offerId);
      expect(tried.status, tried.text).to.equal(201);
      expect(tried.body.expiresAt).to.equal('2026-11-23T12:00:00.000Z');
      service.clock.advance({ minutes: 59 });
      expect(await stateOf(offerId)).to.equal('offered');
      service.clock.advance({ minutes: 1 });
      expect(await stateOf(offerId)).to.equal('expired');
      const manager = await service.as('manager@larch.example');
      const late = await manager.post(`/api/offers/${offerId}/acceptance`, {}, { version });
      expect(late.body.type).to.contain('offer-expired');
      expect((await expire(offerId)).ok).to.equal(true);
    }
  });

  it('is held as long as before by a provider that looks for the partnership, or says it tried itself', async () => {
    const { offerId } = await anUrgentOffer();
    service.clock.advance({ hours: 1 });
    const staff = await service.as('staff@larch.example');
    const reach = (whom: string) =>
      staff.post(`/api/offers/${offerId}/tries`, {
        ...{ whom, channel: 'phone', outcome: 'no_answer', triedAt: service.clock.now().toISOString() },
      });
    const partnership = await reach('partnership');
    expect([partnership.status, partnership.body.expiresAt]).to.deep.equal([201, '2026-11-23T13:00:00.000Z']);
    const itself = await reach('provider');
    expect([itself.status, itself.body.accepted]).to.deep.equal([422, ['person', 'partnership']]);
    service.clock.advance({ hours: 1, minutes: 30 });
    expect(await stateOf(offerId)).to.equal('offered');
    expect(await told('approver@glasgow.example', offerId)).to.deep.equal(['offer-overdue']);
  });

  it('keeps a try made before the reminder, which changes nothing', async () => {
    const { offerId } = await anUrgentOffer();
    service.clock.advance({ minutes: 30 });
    const early = await tries('coordinator@glasgow.example', offerId);
    expect(early.body.expiresAt).to.equal('2026-11-23T13:00:00.000Z');
    const read = (await (await service.as('coordinator')).get(`/api/offers/${offerId}`)).body;
    expect(read).to.include({
      answerDueAt: '2026-11-23T12:00:00.000Z',
      expiresAt: '2026-11-23T13:00:00.000Z',
    });
    expect(read.tries).to.deep.equal([
      {
        ...{ whom: 'person', channel: 'phone', outcome: 'message_left' },
        triedAt: '2026-11-23T10:30:00.000Z',
      },
    ]);
    service.clock.advance({ hours: 1, minutes: 30 });
    expect(await told('approver@glasgow.example', offerId)).to.deep.equal(['offer-overdue']);
  });

  it('leaves whoever is reached after the answer was due an hour, within the time the bed was held', async () => {
    const { offerId } = await service.anOffer({ arrivesOn: addNights(service.today, 20) });
    const { answerDueAt, expiresAt } = (await (await service.as('coordinator')).get(`/api/offers/${offerId}`))
      .body;
    const overdueAt = new Date(new Date(answerDueAt).getTime() + 30 * 60_000);
    service.clock.set(overdueAt);
    const late = await tries('coordinator@glasgow.example', offerId);
    expect(late.status, late.text).to.equal(201);
    expect(late.body.expiresAt).to.equal(new Date(overdueAt.getTime() + 3_600_000).toISOString());
    expect(late.body.expiresAt < expiresAt).to.equal(true);
    service.clock.advance({ hours: 1 });
    await service.runWorkerOnce();
    const [row] = await service.dataSource.query('SELECT state FROM offer WHERE id = ?', [offerId]);
    expect(row.state).to.equal('expired');
  });

  it('takes a try only of those it concerns, and of a time it waited', async () => {
    const { offerId } = await anUrgentOffer();
    expect((await tries('coordinator@highland.example', offerId)).status).to.equal(404);
    expect((await tries('manager@rowan.example', offerId)).status).to.equal(404);
    expect((await tries('planner@national.example', offerId)).status).to.equal(403);
    const before = await tries('coordinator@glasgow.example', offerId, 1);
    expect(before.status).to.equal(422);
    expect(before.body.type).to.contain('try-outside-the-offer');
  });

  it('keeps what was typed when a try is sent half filled in, on both pages', async () => {
    const { offerId } = await anUrgentOffer();
    for (const [who, path] of [
      ['coordinator@glasgow.example', `/offers/${offerId}/tries`],
      ['manager@larch.example', `/incoming-offers/${offerId}/tries`],
    ] as const) {
      const caller = await service.as(who);
      const again = await caller.page.post(path, { whom: 'person', channel: 'email' });
      expect(again.status, path).to.equal(400);
      expect(again.html).to.contain('Choose what came of it').and.to.contain('Choose when you tried');
      expect(again.html).to.match(/value="email" selected/);
      const earlier = await caller.page.post(path, {
        ...{ whom: 'person', channel: 'email', outcome: 'reached', when: '60' },
      });
      expect(earlier.html).to.contain('Choose a time since the offer was made');
      const sent = await caller.page.post(path, {
        ...{ whom: 'person', channel: 'email', outcome: 'reached', when: '0' },
      });
      expect(sent.location).to.contain('done=try-recorded');
    }
    const list = await (await service.as('manager@larch.example')).page.get('/incoming-offers');
    expect(list.html).to.contain('the person, by email, reached them');
  });
});
