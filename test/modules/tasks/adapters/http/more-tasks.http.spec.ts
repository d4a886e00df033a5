import { expect } from 'chai';

import { placementPolicy } from '../../../../../config/placement-policy.js';
import { addNights } from '../../../../../src/kernel/iso-date.js';
import type { Caller } from '../../../../support/caller.js';
import { startService, type RunningService } from '../../../../support/running-service.js';
import { world } from '../../../../support/small-world.js';

interface ListedTask {
  readonly kind: string;
  readonly subjectId: string;
  readonly reference: string | null;
  readonly dueOn: string | null;
  readonly isOverdue: boolean;
  readonly stuck: object | null;
}

describe('tasks that one side leaves to the other', () => {
  let service: RunningService;
  let coordinator: Caller;
  let staff: Caller;

  beforeEach(async () => {
    service = await startService();
    [coordinator, staff] = await Promise.all([service.as('coordinator'), service.as('provider_staff')]);
  });
  afterEach(() => service?.stop());

  const tasksOf = async (caller: Caller, reference: string): Promise<readonly ListedTask[]> =>
    (await caller.get('/api/tasks?limit=200')).body.items.filter(
      (task: ListedTask) => task.reference === reference,
    );
  const kindsOf = async (caller: Caller, reference: string): Promise<readonly string[]> =>
    (await tasksOf(caller, reference)).map(({ kind }) => kind);

  it('go to and fro with a question about a person until it is answered', async () => {
    const { referralId, reference, familyName } = await service.aReferral({ urgencyBand: 'urgent' });
    const asked = await coordinator.post(`/api/referrals/${referralId}/suitability-requests`, {
      projectId: world.projects.larchHouse.id,
    });
    expect(asked.status, asked.text).to.equal(201);
    const { requestId } = asked.body;
    const [task] = await tasksOf(staff, reference);
    expect(task).to.include({ kind: 'answer-suitability', subjectId: requestId, isOverdue: false });
    // Asked on a Monday; two working days for somebody urgent.
    expect(task!.dueOn).to.equal('2026-11-25');
    expect((await staff.page.get('/today?show=team')).html)
      .to.contain(reference)
      .and.not.contain(familyName);
    expect(await kindsOf(await service.as('staff@rowan.example'), reference)).to.deep.equal([]);

    const path = `/api/suitability-requests/${requestId}`;
    const more = { kind: 'more_information', neededFrom: 'prescriber', note: 'Which dose?' };
    await staff.post(`${path}/answer`, { answer: more, referralVersion: 1 }, { version: 1 });
    expect(await kindsOf(staff, reference)).to.deep.equal([]);
    expect(await kindsOf(coordinator, reference)).to.include('give-information');

    await coordinator.post(`${path}/information`, { note: '30 ml a day' }, { version: 2 });
    expect(await kindsOf(coordinator, reference)).to.not.include('give-information');
    expect(await kindsOf(staff, reference)).to.deep.equal(['answer-suitability']);
    service.clock.advance({ days: 3 });
    expect((await tasksOf(staff, reference))[0]?.isOverdue).to.equal(true);
    await staff.post(`${path}/answer`, { answer: { kind: 'suitable' }, referralVersion: 1 }, { version: 3 });
    expect(await kindsOf(staff, reference)).to.deep.equal([]);
  });

  it('are the other partnership’s while a transfer is asked for, and nobody’s once it is answered', async () => {
    const { referralId, reference, familyName } = await service.aReferral();
    const highland = await service.as('coordinator@highland.example');
    const asked = await coordinator.post(`/api/referrals/${referralId}/transfers`, {
      ...{ toPartnershipId: world.partnerships.highland.id, reason: 'Lives in Inverness now' },
    });
    expect(await kindsOf(highland, reference)).to.deep.equal(['answer-transfer']);
    expect((await highland.page.get('/today')).html)
      .to.contain(reference)
      .and.not.contain(familyName);
    expect(await kindsOf(coordinator, reference)).to.not.include('answer-transfer');
    expect(await kindsOf(await service.as('approver@highland.example'), reference)).to.deep.equal([]);
    await coordinator.post(
      `/api/transfers/${asked.body.transferId}/withdrawal`,
      { note: 'No' },
      { version: 1 },
    );
    expect(await kindsOf(highland, reference)).to.deep.equal([]);
  });

  it('are to record that somebody is back on the day their leave ends', async () => {
    const here = await service.aResident({ bed: 'any', nights: 28 });
    const { reference } = here.offer.referral;
    const leave = { fromOn: service.today, backExpectedOn: addNights(service.today, 2), reason: 'family' };
    const gone = await staff.post(`/api/placements/${here.placementId}/leaves`, leave);
    expect(gone.status, gone.text).to.equal(201);
    expect(await kindsOf(staff, reference)).to.not.include('record-return');
    service.clock.advance({ days: 2 });
    const due = (await tasksOf(staff, reference)).find(({ kind }) => kind === 'record-return');
    expect(due).to.include({ subjectId: here.placementId, dueOn: service.today, isOverdue: false });
    const back = { returnedOn: service.today };
    await staff.post(`/api/placements/${here.placementId}/return`, back, { version: 1 });
    expect(await kindsOf(staff, reference)).to.not.include('record-return');
  });

  it('are to arrange who brings somebody from prison until that is arranged for the day of arrival', async () => {
    const liberationOn = addNights(service.today, 5);
    const referral = await service.aReadyReferral({ liberationOn });
    const { referralId, reference } = referral;
    expect(await kindsOf(coordinator, reference)).to.not.include('arrange-transport');
    await service.aBooking({ referral, arrivesOn: liberationOn, nights: 28 });
    const [task] = await tasksOf(coordinator, reference);
    expect(task).to.include({ kind: 'arrange-transport', dueOn: addNights(liberationOn, -1) });
    const plan = async (travelsOn: string) =>
      coordinator.post(`/api/referrals/${referralId}/travel-plans`, {
        ...{ travelsOn, broughtBy: 'prison', note: null, isConfirmed: false },
      });
    await plan(addNights(liberationOn, 1));
    expect(await kindsOf(coordinator, reference)).to.include('arrange-transport');
    const arranged = await plan(liberationOn);
    expect(arranged.status, arranged.text).to.equal(201);
    expect(await kindsOf(coordinator, reference)).to.not.include('arrange-transport');
  });

  it('are to describe beds that cannot be matched: the manager’s, whom staff ask, until they are described', async () => {
    const manager = await service.as('provider_manager');
    const larch = async (caller: Caller) =>
      (await caller.get('/api/tasks?limit=200')).body.items
        .map(({ kind }: ListedTask) => kind)
        .filter((kind: string) => kind.endsWith('describe-beds'));
    expect(await larch(manager)).to.deep.equal([]);
    await service.dataSource.query(
      'UPDATE bed_unit SET is_step_free = NULL, has_wet_room = NULL WHERE id IN (?)',
      [[world.beds.any, world.beds.plain]],
    );
    expect(await larch(manager), 'one of a project').to.deep.equal(['describe-beds']);
    expect(await larch(staff)).to.deep.equal(['ask-to-describe-beds']);
    expect(await larch(await service.as('staff@rowan.example'))).to.deep.equal([]);
    const { html } = await staff.page.get('/today?show=team');
    expect(html)
      .to.contain('Ask your manager to describe beds that cannot be matched: Room 1, Room 5')
      .and.to.contain(`/board?project=${world.projects.larchHouse.id}`);
    expect((await manager.page.get('/today?show=team')).html).to.contain('href="/board/bed-sheet"');
    await service.dataSource.query(
      'UPDATE bed_unit SET is_step_free = 0, has_wet_room = 0 WHERE is_step_free IS NULL',
    );
    expect(await larch(manager)).to.deep.equal([]);
  });

  it('stand in the order of urgency of the policy in force', async () => {
    const receivedOn = service.today;
    const urgent = await service.aReferral({ urgencyBand: 'urgent', receivedOn });
    const soon = await service.aReferral({ urgencyBand: 'soon', receivedOn });
    const inOrder = async (): Promise<readonly (string | null)[]> =>
      (await coordinator.get('/api/tasks?limit=200')).body.items
        .filter(({ kind }: ListedTask) => kind === 'record-assessment')
        .map(({ reference }: ListedTask) => reference);
    expect(await inOrder()).to.deep.equal([urgent.reference, soon.reference]);
    const { version: _version, ...content } = placementPolicy.matching;
    await service.dataSource.query(
      `INSERT INTO matching_policy_change (id, base_number, content, starts_on, reason, state, proposed_by,
         decided_by, decided_at, in_force_from) VALUES (UUID(), 0, ?, ?, 'Decided', 'applied', 'one', 'two', NOW(6), ?)`,
      [
        JSON.stringify({ ...content, bands: ['emergency', 'soon', 'urgent', 'routine'] }),
        ...[service.today, service.today],
      ],
    );
    expect(await inOrder()).to.deep.equal([soon.reference, urgent.reference]);
  });

  it('say that a referral is stuck, and are an approver’s too when it has been for long', async () => {
    const approver = await service.as('approver');
    const { reference, referralId } = await service.aReferral({
      urgencyBand: 'urgent',
      receivedOn: addNights(service.today, -12),
    });
    const task = (await tasksOf(coordinator, reference)).find(({ kind }) => kind === 'record-assessment');
    expect(task).to.deep.include({
      isOverdue: true,
      stuck: { workingDays: 8, limitWorkingDays: 5 },
    });
    expect((await coordinator.page.get('/today?show=overdue')).html).to.contain(
      'Stuck: 8 working days in this stage, where 5 working days are the limit',
    );
    expect(await kindsOf(approver, reference)).to.deep.equal([]);
    service.clock.advance({ days: 7 });
    expect((await tasksOf(approver, reference))[0]).to.include({ kind: 'help-stuck', subjectId: referralId });
  });
});
