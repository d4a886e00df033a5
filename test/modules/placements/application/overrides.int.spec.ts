import { expect } from 'chai';

import { systemActor } from '../../../../src/kernel/actor.js';
import { addNights } from '../../../../src/kernel/iso-date.js';
import { done, type Outcome } from '../../../../src/kernel/outcome.js';
import type { UrgencyBand } from '../../../../src/modules/referrals/contract/facts.js';
import {
  startService,
  type RecordedReferral,
  type RunningService,
} from '../../../support/running-service.js';
import { actorOf } from '../../../support/small-world.js';

const coordinator = actorOf('coordinator');
const approver = actorOf('approver@glasgow.example');
const other = actorOf('second@glasgow.example');

describe('an offer that is not what is suggested', () => {
  let service: RunningService;
  beforeEach(async () => {
    service = await startService();
  });
  afterEach(async () => {
    await service?.stop();
  });

  const rematch = () =>
    service.act('administrator', async (tx) =>
      done(await service.modules.matching.rematch(tx, 'nightly', { isRebuild: true })),
    );
  /** The bed of the newest run for each, by referral. */
  const suggested = async (): Promise<ReadonlyMap<string, string>> => {
    const rows: { referral_id: string; bed_id: string }[] = await service.dataSource.query(
      'SELECT referral_id, bed_id FROM suggestion WHERE run_id = (SELECT MAX(id) FROM match_run) AND bed_id IS NOT NULL',
    );
    return new Map(rows.map(({ referral_id, bed_id }) => [referral_id, bed_id]));
  };
  const offer = ({ referralId }: RecordedReferral, bedId: string, reason?: string) =>
    service.uow.run({ actor: systemActor, requestId: 'override' }, (tx) =>
      service.modules.placements.makeOffer(tx, coordinator.home, {
        ...{ memberId: coordinator.memberId, referralId, bedId },
        ...{ arrivesOn: service.today, departsOn: addNights(service.today, 28) },
        ...(reason === undefined ? {} : { override: { reason } }),
      }),
    );
  const kept = (): Promise<readonly { kind: string; reason: string; passed: string | null }[]> =>
    service.dataSource.query(
      'SELECT kind, reason, passed_over_referral_id AS passed FROM offer_override ORDER BY made_at',
    );
  const bedOf = (of: ReadonlyMap<string, string>, { referralId }: RecordedReferral): string => {
    const bedId = of.get(referralId);
    if (bedId === undefined) throw new Error(`Nothing is suggested to ${referralId}.`);
    return bedId;
  };

  it('needs no reason where it is the bed suggested, nor before anything is suggested', async () => {
    const first = await service.aReadyReferral();
    expect((await offer(first, '00000005-0000-7000-8000-000000000000')).ok).to.equal(false);
    const second = await service.aReadyReferral();
    await rematch();
    expect((await offer(second, bedOf(await suggested(), second))).ok).to.equal(true);
    expect(await kept()).to.deep.equal([]);
  });

  it('is refused without a reason, and kept with it: a bed suggested to nobody', async () => {
    const only = await service.aReadyReferral();
    await rematch();
    const own = bedOf(await suggested(), only);
    const [free] = await service.dataSource.query(
      `SELECT id FROM bed_unit WHERE id <> ? AND room_id IS NULL AND unit_type = 'single' AND bed_type = 'rehab'
          AND sex_designation = 'any' AND id NOT IN (SELECT bed_id FROM suggestion WHERE bed_id IS NOT NULL) LIMIT 1`,
      [own],
    );
    const refused = await offer(only, free.id);
    expect(refused).to.deep.equal({
      ok: false,
      refusal: { code: 'override-reason-missing', kind: 'own-choice', loses: null },
    });
    expect((await offer(only, free.id, 'Nearer to the family')).ok).to.equal(true);
    expect(await kept()).to.deep.equal([
      { kind: 'own-choice', reason: 'Nearer to the family', passed: null },
    ]);
  });

  const refusalOf = async (outcome: Promise<Outcome<unknown, { readonly code: string }>>) => {
    const reached = await outcome;
    return reached.ok ? 'done' : reached.refusal.code;
  };
  const ask = ({ referralId }: RecordedReferral, bedId: string) =>
    service.uow.run({ actor: systemActor, requestId: 'override' }, (tx) =>
      service.modules.placements.askOverride(tx, coordinator.home, {
        ...{ memberId: coordinator.memberId, referralId, bedId },
        ...{ arrivesOn: service.today, departsOn: addNights(service.today, 28) },
        override: { reason: 'Agreed by telephone' },
      }),
    );
  const confirm = ({ referralId }: RecordedReferral, memberId: string, loses: UrgencyBand = 'urgent') =>
    service.uow.run({ actor: systemActor, requestId: 'override' }, (tx) =>
      service.modules.placements.confirmOverride(tx, coordinator.home, {
        ...{ memberId, referralId, expectedVersion: 1, loses },
      }),
    );
  const end = (
    { referralId }: RecordedReferral,
    memberId: string,
    answer: Parameters<typeof service.modules.placements.endOverride>[3],
  ) =>
    service.uow.run({ actor: systemActor, requestId: 'override' }, (tx) =>
      service.modules.placements.endOverride(
        tx,
        coordinator.home,
        { memberId, referralId, expectedVersion: 1 },
        answer,
      ),
    );
  const rowsOf = (table: 'offer' | 'asked_override'): Promise<readonly unknown[]> =>
    service.dataSource.query(`SELECT id FROM ${table}`);

  /** Somebody routine who is to be offered the bed of somebody urgent. */
  const passingOver = async () => {
    const ahead = await service.aReadyReferral({ urgencyBand: 'urgent', urgencyReason: 'Overdose' });
    const later = await service.aReadyReferral({ urgencyBand: 'routine', urgencyReason: 'Stable' });
    await rematch();
    const beds = await suggested();
    await service.dataSource.query(
      `UPDATE suggestion SET explanation = JSON_SET(explanation, '$.options', JSON_ARRAY()) WHERE referral_id = ?`,
      [later.referralId],
    );
    const bedId = bedOf(beds, ahead);
    const refused = await offer(later, bedId);
    expect(refused.ok ? null : refused.refusal).to.deep.equal({
      code: 'override-reason-missing',
      kind: 'passes-over',
      loses: 'urgent',
    });
    const alone = await offer(later, bedId, 'Agreed by telephone');
    expect(alone.ok ? null : alone.refusal).to.deep.equal({
      ...{ code: 'override-needs-second-person', loses: 'urgent' },
    });
    expect(await kept()).to.deep.equal([]);
    return { ahead, later, bedId };
  };

  it('takes two people where it passes somebody over, and names to the record whom', async () => {
    const { ahead, later, bedId } = await passingOver();
    const asked = await ask(later, bedId);
    expect(asked.ok ? asked.value.loses : asked.refusal).to.equal('urgent');
    expect(await rowsOf('offer'), 'nothing is held while it waits').to.deep.equal([]);
    expect(await refusalOf(confirm(later, coordinator.memberId))).to.equal('override-is-your-own');
    const made = await confirm(later, approver.memberId);
    expect(made.ok).to.equal(true);
    expect(await kept()).to.deep.equal([
      { kind: 'passes-over', reason: 'Agreed by telephone', passed: ahead.referralId },
    ]);
    expect(await rowsOf('asked_override')).to.have.lengthOf(1);
    expect(await refusalOf(confirm(later, approver.memberId))).to.equal('override-already-answered');
    const steps = async (referralId: string) =>
      (await (await service.as('coordinator')).get(`/api/referrals/${referralId}/timeline`)).body.items.map(
        ({ text }: { text: string }) => text,
      );
    expect((await steps(later.referralId)).join(' ')).to.match(
      /Confirmed: an offer that passes somebody over/u,
    );
    const toldAhead = (await steps(ahead.referralId)).filter((text: string) =>
      text.startsWith('Passed over'),
    );
    expect(toldAhead).to.have.lengthOf(1);
    expect(toldAhead[0]).to.not.contain('Larch').and.not.contain('Rowan').and.not.contain('telephone');
  });

  it('is made once where two approvers confirm it at the same moment', async () => {
    const { later, bedId } = await passingOver();
    expect((await ask(later, bedId)).ok).to.equal(true);
    const both = await Promise.all([approver.memberId, other.memberId].map((by) => confirm(later, by)));
    expect(both.filter(({ ok }) => ok)).to.have.lengthOf(1);
    expect(await rowsOf('offer')).to.have.lengthOf(1);
  });

  it('waits alone for a person, until it is refused with why or taken back', async () => {
    const { later, bedId } = await passingOver();
    await ask(later, bedId);
    expect(await refusalOf(ask(later, bedId))).to.equal('override-already-waiting');
    const refusedBy = (memberId: string) =>
      end(later, memberId, { kind: 'refused', note: 'Ask again on Monday' });
    expect(await refusalOf(refusedBy(coordinator.memberId))).to.equal('override-is-your-own');
    expect((await refusedBy(approver.memberId)).ok).to.equal(true);
    expect((await ask(later, bedId)).ok, 'asked for again').to.equal(true);
    expect((await end(later, coordinator.memberId, { kind: 'taken-back' })).ok).to.equal(true);
    expect(await rowsOf('offer')).to.deep.equal([]);
    const answers = await service.dataSource.query('SELECT answer FROM asked_override ORDER BY asked_at');
    expect(answers.map(({ answer }: { answer: string }) => answer)).to.deep.equal(['refused', 'taken-back']);
  });

  it('is looked at again where somebody of another urgency would lose a place by then, or the bed is gone', async () => {
    const { ahead, later, bedId } = await passingOver();
    await ask(later, bedId);
    expect(await refusalOf(confirm(later, approver.memberId, 'soon'))).to.equal('override-changed');
    await offer(ahead, bedId);
    expect(await refusalOf(confirm(later, approver.memberId))).to.equal('bed-already-taken');
    const [{ answer }] = await service.dataSource.query('SELECT answer FROM asked_override');
    expect(answer, 'it still waits').to.equal(null);
  });

  it('is taken back by itself when somebody asks anew after its day of arrival has passed', async () => {
    const { later, bedId } = await passingOver();
    await ask(later, bedId);
    await service.dataSource.query('UPDATE asked_override SET arrives_on = arrives_on - INTERVAL 1 DAY');
    expect((await ask(later, bedId)).ok).to.equal(true);
    const answers = await service.dataSource.query('SELECT answer FROM asked_override ORDER BY asked_at');
    expect(answers.map(({ answer }: { answer: string }) => answer)).to.deep.equal(['taken-back', null]);
  });

  it('tells every approver but whoever asked, and whoever asked what became of it', async () => {
    const { later, bedId } = await passingOver();
    await ask(later, bedId);
    const told = async () => {
      await service.runWorkerOnce();
      const rows: { kind: string; email: string }[] = await service.dataSource.query(
        `SELECT n.kind, m.email FROM notification n JOIN member m ON m.id = n.member_id
          WHERE n.kind LIKE 'override-%' ORDER BY n.kind, m.email`,
      );
      return rows.map(({ kind, email }) => `${kind} ${email}`);
    };
    const asked = ['override-asked approver@glasgow.example', 'override-asked second@glasgow.example'];
    expect(await told()).to.deep.equal(asked);
    await end(later, approver.memberId, { kind: 'refused', note: 'Ask again on Monday' });
    expect(await told()).to.deep.equal([...asked, 'override-refused coordinator@glasgow.example']);
  });

  it('passes nobody over on nights that are not those of whoever has the bed suggested', async () => {
    const { later, bedId } = await passingOver();
    const after = addNights(service.today, 400);
    const later28 = { arrivesOn: after, departsOn: addNights(after, 28) };
    const need = await service.uow.read(
      async (tx) =>
        (
          await service.modules.placements.previewOffer(tx, coordinator.home, {
            ...{ referralId: later.referralId, bedId, stay: later28 },
          })
        )?.override,
    );
    expect(need).to.deep.equal({ kind: 'own-choice', loses: null });
  });

  it('is refused where it passes nobody over: it is simply made', async () => {
    const only = await service.aReadyReferral();
    await rematch();
    expect(await refusalOf(ask(only, bedOf(await suggested(), only)))).to.equal('override-not-needed');
  });

  it('never has one person for both, whatever a program writes', async () => {
    const { later, bedId } = await passingOver();
    await ask(later, bedId);
    const fault = await service.dataSource
      .query(`UPDATE asked_override SET answer = 'confirmed', answered_by = asked_by`)
      .then(
        () => null,
        (error: unknown) => String(error),
      );
    expect(fault).to.contain('asked_override_two_people');
  });

  it('is made without a suggestion to somebody the run did not see, with a reason', async () => {
    await service.aReadyReferral();
    await rematch();
    const [taken = ''] = (await suggested()).values();
    const [free] = await service.dataSource.query(
      `SELECT id FROM bed_unit WHERE id <> ? AND room_id IS NULL AND unit_type = 'single' AND bed_type = 'rehab'
          AND sex_designation = 'any' LIMIT 1`,
      [taken],
    );
    const unseen = await service.aReadyReferral();
    const refused = await offer(unseen, free.id);
    expect(refused.ok ? null : refused.refusal).to.deep.equal({
      ...{ code: 'override-reason-missing', kind: 'without-suggestion', loses: null },
    });
    expect(await refusalOf(offer(unseen, taken, 'In a hurry')), 'it is suggested to somebody').to.equal(
      'override-needs-second-person',
    );
  });
});
