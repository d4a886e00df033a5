import { expect } from 'chai';

import { addNights } from '../../../../../src/kernel/iso-date.js';
import { pence } from '../../../../../src/kernel/money.js';
import type { Caller } from '../../../../support/caller.js';
import { startService, type MadeOffer, type RunningService } from '../../../../support/running-service.js';
import { actorOf, memberOf, world } from '../../../../support/small-world.js';

interface ListedTask {
  readonly taskKey: string;
  readonly kind: string;
  readonly subjectId: string;
  readonly isOverdue: boolean;
  readonly dueAt: string | null;
  readonly heldBy: string | null;
  readonly heldVersion: number;
}

const staff = memberOf('staff@larch.example').memberId;
const manager = memberOf('manager@larch.example').memberId;

describe('tasks', () => {
  let service: RunningService;
  let offer: MadeOffer;
  let ewan: Caller;
  let morag: Caller;
  let cara: Caller;

  const listed = async (caller: Caller, show = 'team'): Promise<readonly ListedTask[]> =>
    (await caller.get(`/api/tasks?show=${show}&limit=200`)).body.items;
  const give = (caller: Caller, taskKey: string, memberId: string | null, heldVersion: number) =>
    caller.post(`/api/tasks/${taskKey}/holder`, { memberId, heldVersion });
  const ofOffer = () => `answer-offer~${offer.offerId}`;

  before(async () => {
    service = await startService();
    offer = await service.anOffer({ bed: 'plain' });
    [ewan, morag, cara] = await Promise.all([
      service.as('staff@larch.example'),
      service.as('manager@larch.example'),
      service.as('coordinator@glasgow.example'),
    ]);
  });
  after(() => service?.stop());

  it('are those of the member’s own organisation and role, with the minute they are due', async () => {
    const found = (await listed(ewan)).find(({ taskKey }) => taskKey === ofOffer());
    expect(found).to.include({
      kind: 'answer-offer',
      dueAt: offer.answerDueAt,
      isOverdue: false,
      heldVersion: 0,
    });
    const others = await Promise.all(
      (['staff@rowan.example', 'coordinator@glasgow.example'] as const).map(async (who) =>
        listed(await service.as(who)),
      ),
    );
    expect(others.flat().filter(({ taskKey }) => taskKey === ofOffer())).to.deep.equal([]);
    expect((await (await service.as('planner@national.example')).get('/api/tasks')).status).to.equal(403);
  });

  it('follow a referral from hand to hand', async () => {
    const { referralId } = await service.aReferral();
    const kindsFor = async (caller: Caller) =>
      (await listed(caller)).filter(({ subjectId }) => subjectId === referralId).map(({ kind }) => kind);
    expect(await kindsFor(cara)).to.deep.equal(['record-assessment']);
    const ready = await service.aReadyReferral();
    const approver = await service.as('approver@glasgow.example');
    expect((await listed(approver)).filter(({ subjectId }) => subjectId === ready.referralId)).to.deep.equal(
      [],
    );
    const waits = (await listed(cara)).filter(({ subjectId }) => subjectId === ready.referralId);
    expect(waits.map(({ kind }) => kind)).to.deep.equal(['look-for-place']);
    await service.runWorkerOnce();
    const suggested = (await listed(cara)).filter(({ subjectId }) => subjectId === ready.referralId);
    expect(suggested.map(({ kind }) => kind)).to.deep.equal(['make-offer']);
  });

  it('are an approver’s for more weeks of somebody placed, and a second approver’s for a yes that waits', async () => {
    const { offer: placed } = await service.aResident({ bed: 'shared1' });
    const { referralId } = placed.referral;
    const request = { weeks: 50, weeklyRatePence: pence(100_000) };
    await service.act('coordinator@glasgow.example', (tx) =>
      service.modules.funding.requestFunding(tx, actorOf('coordinator').home, {
        ...{ memberId: actorOf('coordinator').memberId, today: service.today, referralId },
        ...{ ...request, reason: 'Not ready to leave' },
      }),
    );
    const kindsFor = async (email: 'approver@glasgow.example' | 'second@glasgow.example') =>
      (await listed(await service.as(email)))
        .filter(({ subjectId }) => subjectId === referralId)
        .map(({ kind }) => kind);
    expect(await kindsFor('approver@glasgow.example')).to.deep.equal(['decide-funding']);
    const second = actorOf('second@glasgow.example');
    await service.act('second@glasgow.example', (tx) =>
      service.modules.funding.proposeApproval(tx, second.home, {
        ...{ memberId: second.memberId, referralId, decidedOn: service.today, today: service.today },
        ...{ ...request, exceptionalReason: null },
      }),
    );
    expect(await kindsFor('approver@glasgow.example')).to.deep.equal(['confirm-approval']);
    expect(await kindsFor('second@glasgow.example')).to.deep.equal([]);
  });

  it('are taken by one of two at once, and the other is told', async () => {
    const both = await Promise.all([give(ewan, ofOffer(), staff, 0), give(morag, ofOffer(), manager, 0)]);
    expect(both.map(({ status }) => status).sort()).to.deep.equal([201, 409]);
    const told = both.find(({ status }) => status === 409)!;
    expect(told.body).to.include({ type: '/problems/task-moved-on', heldVersion: 1 });
    expect(told.body.heldBy).to.be.a('string');
    const [held] = (await listed(ewan)).filter(({ taskKey }) => taskKey === ofOffer());
    expect([staff, manager]).to.include(held!.heldBy);
    expect(held!.heldVersion).to.equal(1);
    const again = await give(morag, ofOffer(), manager, 0);
    expect(again.body).to.include({ type: '/problems/task-moved-on', heldVersion: 1 });
  });

  it('are taken each on its own, where several are about one placement, alert or referral', async () => {
    const administrator = await service.as('administrator@national.example');
    const published = await administrator.post('/api/drug-alerts', {
      ...{ headline: 'Synthetic alert', advice: 'Carry extra naloxone.', source: 'Invented for tests' },
      ...{ isNational: true, partnershipIds: [] },
      ...{ fromOn: service.today, untilOn: addNights(service.today, 7) },
    });
    expect(published.status, published.text).to.equal(201);
    const ofAlert = async (caller: Caller) =>
      (await listed(caller)).filter(({ subjectId }) => subjectId === published.body.alertId);
    const both = [...(await ofAlert(ewan)), ...(await ofAlert(cara))];
    expect(both.length).to.be.greaterThan(2);
    for (const { taskKey } of await ofAlert(ewan)) {
      expect((await give(ewan, taskKey, staff, 0)).status).to.equal(201);
    }
    for (const { taskKey } of await ofAlert(cara)) {
      const me = memberOf('coordinator@glasgow.example').memberId;
      expect((await give(cara, taskKey, me, 0)).status).to.equal(201);
    }
    await Promise.all(both.map(({ taskKey }) => give(ewan, taskKey, null, 1)));
  });

  it('are handed to a colleague who may do them, given back, and nobody else’s', async () => {
    const handed = await give(morag, ofOffer(), staff, 1);
    expect(handed.body).to.deep.equal({ taskKey: ofOffer(), memberId: staff, heldVersion: 2 });
    expect((await listed(ewan, 'mine')).map(({ taskKey }) => taskKey)).to.deep.equal([ofOffer()]);
    const stranger = await give(ewan, ofOffer(), memberOf('staff@rowan.example').memberId, 2);
    expect(stranger.body.type).to.equal('/problems/not-of-the-team');
    expect((await give(await service.as('staff@rowan.example'), ofOffer(), null, 2)).status).to.equal(404);
    expect((await give(ewan, ofOffer(), null, 2)).status).to.equal(201);
    expect(await listed(ewan, 'mine')).to.deep.equal([]);
    const rows = await service.dataSource.query(
      `SELECT after_json FROM audit WHERE action = 'tasks.task-given' AND subject_id = ?`,
      [offer.offerId],
    );
    expect(rows).to.have.length(3);
  });

  it('are gone when they are done, whoever had them', async () => {
    await give(morag, ofOffer(), manager, 3);
    await service.act('manager@larch.example', (tx) =>
      service.modules.placements.declineOffer(
        tx,
        { kind: 'provider', providerId: world.providers.larch.id },
        { offerId: offer.offerId, expectedVersion: offer.version, refusedBy: 'provider', reason: 'other' },
      ),
    );
    expect((await listed(morag)).map(({ taskKey }) => taskKey)).to.not.include(ofOffer());
    expect((await give(morag, ofOffer(), null, 4)).status).to.equal(404);
  });

  it('are overdue from the day after an arrival was due', async () => {
    const { placementId } = await service.aBooking({ bed: 'any' });
    const arrival = async () =>
      (await listed(ewan)).find((one) => one.kind === 'record-arrival' && one.subjectId === placementId);
    expect((await arrival())?.isOverdue).to.equal(false);
    service.clock.advance({ days: 1 });
    expect((await arrival())?.isOverdue).to.equal(true);
    const overdue = await listed(ewan, 'overdue');
    expect(overdue.every(({ isOverdue }) => isOverdue)).to.equal(true);
    expect(overdue.map(({ subjectId }) => subjectId)).to.include(placementId);
  });

  it('come page by page without losing one', async () => {
    const all = (await listed(ewan)).map(({ taskKey }) => taskKey);
    const found: string[] = [];
    for (let after = ''; ;) {
      const { body } = await ewan.get(
        `/api/tasks?limit=2${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`,
      );
      found.push(...body.items.map(({ taskKey }: ListedTask) => taskKey));
      if (body.next === null) break;
      after = body.next;
    }
    expect(found).to.deep.equal(all);
  });
});
