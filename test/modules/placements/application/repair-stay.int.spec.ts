import { expect } from 'chai';
import fc from 'fast-check';

import { systemActor } from '../../../../src/kernel/actor.js';
import { addNights, type IsoDate } from '../../../../src/kernel/iso-date.js';
import { pence } from '../../../../src/kernel/money.js';
import type { Outcome, Refusal } from '../../../../src/kernel/outcome.js';
import type { Plain, Tx } from '../../../../src/kernel/unit-of-work.js';
import { readSourceFacts } from '../../../../src/modules/measures/adapters/db/source-facts.js';
import type { Ending, Repair } from '../../../../src/modules/placements/domain/repair.js';
import { checkInvariants } from '../../../proof/check-invariants.js';
import { readFacts } from '../../../proof/facts.js';
import {
  startService,
  type MadePlacement,
  type RecordedReferral,
  type RunningService,
} from '../../../support/running-service.js';
import { actorOf, world } from '../../../support/small-world.js';

const administrator = actorOf('administrator');
const manager = actorOf('provider_manager');
const coordinator = actorOf('coordinator');
const approver = actorOf('approver');
const national = { kind: 'national' } as const;
const undoArrival = { kind: 'arrival_undone', dayOn: null } as const;
const undoDeath = { kind: 'death_undone', dayOn: null } as const;
const undoLeaving = { kind: 'leaving_undone', dayOn: null } as const;
const leftOn = (dayOn: IsoDate) => ({ kind: 'leaving_day', dayOn }) as const;
const leftAs = (kind: Ending['kind'], reason: Ending['reason']) =>
  ({ kind: 'leaving_reason', dayOn: null, ending: { kind, reason } }) as const;
const arrivedOn = (dayOn: IsoDate) => ({ kind: 'arrival_day', dayOn }) as const;

describe('a stay that was recorded by mistake', () => {
  let service: RunningService;
  beforeEach(async () => {
    service = await startService();
    await service.dataSource.query('UPDATE project SET turnaround_nights = 1');
  });
  afterEach(async () => {
    await service?.stop();
  });

  const run = async <T extends Plain, R extends Refusal>(work: (tx: Tx) => Promise<Outcome<T, R>>) => {
    const outcome = await service.uow.run({ actor: systemActor, requestId: 'repairs' }, work);
    service.clock.advance({ seconds: 1 });
    return outcome;
  };
  const codeOf = (outcome: Outcome<unknown, Refusal>): string => (outcome.ok ? 'done' : outcome.refusal.code);
  const now = async ({ placementId }: Pick<MadePlacement, 'placementId'>) =>
    (await service.uow.read((tx) => service.modules.placements.placements.find(tx, national, placementId)))!;
  const propose = async (stay: Pick<MadePlacement, 'placementId'>, repair: Repair) => {
    const { placementId, version } = await now(stay);
    return run((tx) =>
      service.modules.placements.proposeRepair(tx, national, {
        ...{ memberId: administrator.memberId, placementId, expectedVersion: version },
        ...{ ...repair, reason: 'The wrong person was ticked' },
      }),
    );
  };
  const confirm = (repairId: string, memberId = manager.memberId) =>
    run((tx) =>
      service.modules.placements.confirmRepair(tx, manager.home, { memberId, repairId, expectedVersion: 1 }),
    );
  const repaired = async (stay: Pick<MadePlacement, 'placementId'>, repair: Repair): Promise<string> => {
    const proposed = await propose(stay, repair);
    return proposed.ok ? codeOf(await confirm(proposed.value.repairId)) : proposed.refusal.code;
  };
  const discharge = async (
    stay: Pick<MadePlacement, 'placementId'>,
    endedOn: IsoDate,
    reason: 'dropped_out' | 'died' = 'dropped_out',
  ) => {
    const { placementId, version } = await now(stay);
    return run((tx) =>
      service.modules.placements.discharge(tx, manager.home, {
        ...{ memberId: manager.memberId, placementId, expectedVersion: version },
        ...{ endedOn, kind: 'unplanned', reason },
      }),
    );
  };
  const admit = async (stay: Pick<MadePlacement, 'placementId'>, admittedOn: IsoDate) => {
    const { placementId, version } = await now(stay);
    return run((tx) =>
      service.modules.placements.admit(tx, manager.home, {
        ...{ memberId: manager.memberId, placementId, expectedVersion: version, admittedOn },
      }),
    );
  };
  /** Gives back what waits, so that something else can be proposed. */
  const answerOpen = async ({ placementId }: Pick<MadePlacement, 'placementId'>) => {
    const [open] = await service.dataSource.query('SELECT id FROM stay_repair WHERE open_placement_id = ?', [
      placementId,
    ]);
    return run((tx) =>
      service.modules.placements.returnRepair(tx, national, {
        ...{ memberId: manager.memberId, repairId: open.id, expectedVersion: 1, note: 'The bed is taken' },
      }),
    );
  };
  const isRecordedAsDied = async (stay: Pick<MadePlacement, 'placementId'>): Promise<boolean> => {
    const [row] = await service.dataSource.query(
      'SELECT death_recorded_at IS NOT NULL AS died FROM client WHERE id = ?',
      [(await now(stay)).clientId],
    );
    return Number(row.died) === 1;
  };
  const invariants = async (): Promise<void> => {
    await service.runWorkerOnce();
    const facts = await readFacts((statement) => service.dataSource.query(statement));
    expect(checkInvariants(facts), 'broken invariants').to.deep.equal([]);
  };
  const budgets = async (): Promise<readonly [number, number]> => {
    const [row] = await service.dataSource.query(
      'SELECT SUM(held_pence) AS held, SUM(spent_pence) AS spent FROM budget',
    );
    return [Number(row.held), Number(row.spent)];
  };
  /** Two thirds a charity's and one third the person's own, from a day on. */
  const takenOver = async (referralId: string, fromOn: IsoDate): Promise<void> => {
    const today = service.today;
    const asked = await run((tx) =>
      service.modules.funding.askTakeover(tx, coordinator.home, {
        ...{ memberId: coordinator.memberId, referralId, fromOn, today, weeklyRatePence: pence(105_000) },
        ...{ payer: 'charity', otherPayers: [{ payer: 'self', weeklyPence: pence(35_000) }] },
        reason: 'A charity pays for the rest',
      }),
    );
    expect(codeOf(asked)).to.equal('done');
    const confirmed = await run((tx) =>
      service.modules.funding.confirmTakeover(tx, approver.home, {
        ...{ memberId: approver.memberId, referralId, expectedVersion: 1, today },
      }),
    );
    expect(codeOf(confirmed)).to.equal('done');
  };
  /** What each payer has spent, less what came back. */
  const paidBy = async (): Promise<Readonly<Record<string, number>>> => {
    const rows: Record<string, string>[] = await service.dataSource.query(
      `SELECT x.payer, SUM(IF(x.kind = 'post', 1, IF(x.kind = 'release', -1, 0)) * x.amount) AS paid
         FROM (SELECT CAST(b.route AS CHAR) AS payer, e.kind, CAST(e.amount_pence AS SIGNED) AS amount
                 FROM budget_entry e JOIN budget b ON b.id = e.budget_id
               UNION ALL SELECT CAST(payer AS CHAR), kind, CAST(amount_pence AS SIGNED) FROM outside_entry) x
        GROUP BY x.payer`,
    );
    return Object.fromEntries(rows.map(({ payer, paid }) => [payer, Number(paid)]));
  };
  const nightsOf = async ({ placementId }: Pick<MadePlacement, 'placementId'>): Promise<readonly string[]> =>
    (
      await service.dataSource.query(
        `SELECT MIN(night) AS first, COUNT(*) AS nights FROM bed_night WHERE claim_id = ? AND claim_kind = 'stay'
          HAVING nights > 0`,
        [placementId],
      )
    ).map((row: Record<string, string>) => `${row['first']} ${row['nights']}`);
  const claimedNights = async (): Promise<number> => {
    const [row] = await service.dataSource.query(
      'SELECT SUM(claimed_nights) AS nights FROM funding_decision',
    );
    return Number(row.nights);
  };
  const starts = async () =>
    (await service.uow.read((tx) => readSourceFacts(tx, service.clock.now()))).stays.filter(
      ({ isStart }) => isStart,
    );
  const referralState = async (referralId: string): Promise<string> => {
    const [row] = await service.dataSource.query('SELECT state FROM referral WHERE id = ?', [referralId]);
    return row.state;
  };

  it('is put right by one who says so and another who confirms, and never by one alone', async () => {
    const stay = await service.aResident({ bed: 'any', nights: 28 });
    const proposed = await propose(stay, undoArrival);
    if (!proposed.ok) throw new Error(proposed.refusal.code);
    expect((await now(stay)).state).to.equal('admitted');
    expect(codeOf(await propose(stay, undoArrival))).to.equal('repair-waits');
    expect(codeOf(await confirm(proposed.value.repairId, administrator.memberId))).to.equal(
      'second-person-needed',
    );
    expect(codeOf(await confirm(proposed.value.repairId))).to.equal('done');
    expect(codeOf(await confirm(proposed.value.repairId))).to.equal('changed-since-you-read-it');
  });

  it('whose person never came is a booking again: its start is not counted, its money held, its referral open', async () => {
    const stay = await service.aResident({ bed: 'any', nights: 28 });
    await service.runWorkerOnce();
    const { referralId } = await now(stay);
    expect([await referralState(referralId), (await starts()).length]).to.deep.equal(['closed', 1]);
    expect(await repaired(stay, undoArrival)).to.equal('done');
    expect(await now(stay)).to.include({ state: 'booked', admittedOn: null });
    expect([await referralState(referralId), (await starts()).length]).to.deep.equal(['open', 0]);
    expect(await budgets()).to.deep.equal([420_000, 0]);
    expect(await nightsOf(stay)).to.deep.equal([`${service.today} 28`]);
    await invariants();
    expect(codeOf(await admit(stay, service.today))).to.equal('done');
    expect(await budgets()).to.deep.equal([0, 420_000]);
    await invariants();
    expect(await referralState(referralId)).to.equal('closed');
  });

  it('keeps its referral open when the arrival is heard of only after it was undone', async () => {
    const stay = await service.aResident({ bed: 'any', nights: 28 });
    const { referralId } = await now(stay);
    expect(await repaired(stay, undoArrival)).to.equal('done');
    await service.runWorkerOnce();
    expect(await referralState(referralId)).to.equal('open');
  });

  it('keeps it open also when the booking has come to nothing by then', async () => {
    const stay = await service.aResident({ bed: 'any', nights: 28 });
    const { referralId } = await now(stay);
    expect(await repaired(stay, undoArrival)).to.equal('done');
    const { placementId, version } = await now(stay);
    await service.act('provider_manager', (tx) =>
      service.modules.placements.recordNeverStarted(tx, manager.home, {
        ...{ memberId: manager.memberId, placementId, expectedVersion: version, reason: 'prison' },
      }),
    );
    await service.runWorkerOnce();
    expect(await referralState(referralId)).to.equal('open');
  });

  it('goes on where a leaving never was: its nights, their money, and those approved are taken again', async () => {
    const stay = await service.aResident({ bed: 'any', nights: 28 });
    service.clock.advance({ days: 7 });
    await discharge(stay, service.today);
    expect(await budgets()).to.deep.equal([0, 105_000]);
    expect(await repaired(stay, undoLeaving)).to.equal('done');
    const { state, stay: days } = await now(stay);
    expect([state, days.departsOn]).to.deep.equal(['admitted', addNights(service.today, 21)]);
    expect([await budgets(), await claimedNights()]).to.deep.equal([[0, 420_000], 28]);
    expect(await nightsOf(stay)).to.deep.equal([`${addNights(service.today, -7)} 28`]);
    await invariants();
    await discharge(stay, addNights(service.today, -3));
    expect([await budgets(), await claimedNights()]).to.deep.equal([[0, 60_000], 4]);
    await invariants();
  });

  it('ended by a death that was recorded by mistake goes on, with whatever the death closed told', async () => {
    const stay = await service.aResident({ bed: 'any', nights: 28 });
    await service.runWorkerOnce();
    service.clock.advance({ days: 7 });
    expect(codeOf(await discharge(stay, service.today, 'died'))).to.equal('done');
    expect(await isRecordedAsDied(stay)).to.equal(true);
    const preview = await service.uow.read((tx) =>
      service.modules.placements.previewRepair(tx, national, stay.placementId, undoLeaving),
    );
    expect(preview?.endedByDeath).to.deep.equal({ referrals: 0, bookings: 0 });
    expect(await repaired(stay, undoLeaving)).to.equal('done');
    expect([(await now(stay)).state, await isRecordedAsDied(stay)]).to.deep.equal(['admitted', false]);
    expect([await budgets(), await claimedNights()]).to.deep.equal([[0, 420_000], 28]);
    await invariants();
  });

  it('whose person left and lives keeps its leaving, for a reason that is not known', async () => {
    const stay = await service.aResident({ bed: 'any', nights: 28 });
    await service.runWorkerOnce();
    service.clock.advance({ days: 7 });
    await discharge(stay, service.today, 'died');
    const taken = await service.aBooking({ bed: 'any', arrivesOn: addNights(service.today, 2), nights: 7 });
    expect(await repaired(stay, undoLeaving)).to.equal('bed-already-taken');
    expect(codeOf(await answerOpen(stay))).to.equal('done');
    expect(await repaired(stay, undoDeath)).to.equal('done');
    const [row] = await service.dataSource.query(
      'SELECT state, end_kind, end_reason FROM placement WHERE id = ?',
      [stay.placementId],
    );
    expect({ ...row }).to.deep.equal({ state: 'ended', end_kind: 'unplanned', end_reason: 'not_known' });
    expect([await isRecordedAsDied(stay), await budgets()]).to.deep.equal([false, [105_000, 105_000]]);
    expect((await now(taken)).state).to.equal('booked');
    await invariants();
  });

  it('cannot go on in nights somebody else has, and says from when; when they are let go, it can', async () => {
    const stay = await service.aResident({ bed: 'any', nights: 28 });
    service.clock.advance({ days: 7 });
    await discharge(stay, service.today);
    const from = addNights(service.today, 5);
    const next = await service.aBooking({ bed: 'any', arrivesOn: from, nights: 7 });
    const proposed = await propose(stay, undoLeaving);
    if (!proposed.ok) throw new Error(proposed.refusal.code);
    const refused = await confirm(proposed.value.repairId);
    expect(refused.ok ? null : refused.refusal).to.include({ code: 'bed-already-taken', firstClashOn: from });
    const { placementId, version } = await now(next);
    await run((tx) =>
      service.modules.placements.recordNeverStarted(tx, manager.home, {
        ...{ memberId: manager.memberId, placementId, expectedVersion: version, reason: 'prison' },
      }),
    );
    expect(codeOf(await confirm(proposed.value.repairId))).to.equal('done');
    await invariants();
  });

  it('begins on its true day: later, with nights and money back; earlier, with both taken', async () => {
    const stay = await service.aResident({ bed: 'any', nights: 28 });
    const first = service.today;
    service.clock.advance({ days: 10 });
    expect(await repaired(stay, arrivedOn(addNights(first, 4)))).to.equal('done');
    expect([await budgets(), await claimedNights()]).to.deep.equal([[0, 360_000], 24]);
    expect(await nightsOf(stay)).to.deep.equal([`${addNights(first, 4)} 24`]);
    expect((await starts())[0]?.admittedOn).to.equal(addNights(first, 4));
    await invariants();
    expect(await repaired(stay, arrivedOn(addNights(first, 1)))).to.equal('done');
    expect([await budgets(), await claimedNights()]).to.deep.equal([[0, 405_000], 27]);
    expect(await nightsOf(stay)).to.deep.equal([`${addNights(first, 1)} 27`]);
    await invariants();
    expect(await repaired(stay, arrivedOn(addNights(service.today, 1)))).to.equal('arrival-day-outside');
  });

  const endOf = async ({ placementId }: Pick<MadePlacement, 'placementId'>) => {
    const [row] = await service.dataSource.query(
      'SELECT ended_on, end_kind, end_reason, nights_to_on FROM placement WHERE id = ?',
      [placementId],
    );
    return { ...row };
  };

  it('ends on its true day: earlier, with nights and money back; later, with both taken', async () => {
    const stay = await service.aResident({ bed: 'any', nights: 28 });
    const first = service.today;
    service.clock.advance({ days: 10 });
    await discharge(stay, service.today);
    expect(await repaired(stay, leftOn(addNights(first, 6)))).to.equal('done');
    expect([await budgets(), await claimedNights()]).to.deep.equal([[0, 90_000], 6]);
    expect(await nightsOf(stay)).to.deep.equal([`${first} 6`]);
    await invariants();
    expect(await repaired(stay, leftOn(addNights(first, 9)))).to.equal('done');
    expect([await budgets(), await claimedNights()]).to.deep.equal([[0, 135_000], 9]);
    expect(await nightsOf(stay)).to.deep.equal([`${first} 9`]);
    expect(await endOf(stay)).to.include({ ended_on: addNights(first, 9), end_reason: 'dropped_out' });
    await invariants();
    expect(await repaired(stay, leftOn(first))).to.equal('done');
    expect([await budgets(), await claimedNights()]).to.deep.equal([[0, 0], 0]);
    expect(await nightsOf(stay)).to.deep.equal([]);
    await invariants();
    expect(await repaired(stay, leftOn(addNights(service.today, 1)))).to.equal('leaving-day-outside');
  });

  it('that ended past its planned day, or did not, is settled anew on the true day', async () => {
    const stay = await service.aResident({ bed: 'any', nights: 7 });
    const first = service.today;
    service.clock.advance({ days: 12 });
    await discharge(stay, addNights(first, 5));
    expect(await repaired(stay, leftOn(addNights(first, 10)))).to.equal('done');
    // Twelve weeks are approved: the nights past the planned day are paid as with any late leaving.
    expect([await budgets(), await claimedNights()]).to.deep.equal([[0, 150_000], 10]);
    expect(await nightsOf(stay)).to.deep.equal([`${first} 10`]);
    expect(await endOf(stay)).to.include({ nights_to_on: addNights(first, 10) });
    await invariants();
    expect(await repaired(stay, leftOn(addNights(first, 12)))).to.equal('done');
    expect([await budgets(), await claimedNights()]).to.deep.equal([[0, 180_000], 12]);
    await invariants();
    expect(await repaired(stay, leftOn(addNights(first, 3)))).to.equal('done');
    expect([await budgets(), await claimedNights()]).to.deep.equal([[0, 45_000], 3]);
    expect(await endOf(stay)).to.include({ nights_to_on: null });
    await invariants();
  });

  it('does not end after somebody else came to the bed, and says which days it could', async () => {
    const stay = await service.aResident({ bed: 'any', nights: 28 });
    const first = service.today;
    service.clock.advance({ days: 7 });
    await discharge(stay, addNights(first, 4));
    const next = await service.aResident({ bed: 'any', nights: 7 });
    expect((await now(next)).state).to.equal('admitted');
    const preview = await service.uow.read((tx) =>
      service.modules.placements.previewRepair(
        tx,
        national,
        stay.placementId,
        leftOn(addNights(service.today, 1)),
      ),
    );
    expect(preview?.obstacle).to.deep.equal({
      ...{ code: 'leaving-day-outside', earliestOn: first, latestOn: service.today },
    });
    expect(await repaired(stay, leftOn(addNights(first, 7)))).to.equal('bed-already-taken');
    await invariants();
  });

  it('ended otherwise than recorded: nothing moves, and what is owed to whoever left follows', async () => {
    const stay = await service.aResident({ bed: 'any', nights: 28 });
    await service.runWorkerOnce();
    service.clock.advance({ days: 7 });
    await discharge(stay, service.today);
    const before = [await budgets(), await nightsOf(stay)];
    const preview = await service.uow.read((tx) =>
      service.modules.placements.previewRepair(
        tx,
        national,
        stay.placementId,
        leftAs('planned', 'completed'),
      ),
    );
    expect(preview).to.deep.include({
      ...{ obstacle: null, nightsAdded: 0, nightsFreed: 0, money: [] },
      ...{ endBefore: { kind: 'unplanned', reason: 'dropped_out' } },
      ...{ endAfter: { kind: 'planned', reason: 'completed' } },
    });
    expect(preview?.safetyTasks).to.deep.include({
      ...{ key: 'naloxone_at_discharge', dueOnBefore: addNights(service.today, 1) },
      dueOnAfter: service.today,
    });
    expect(await repaired(stay, leftAs('planned', 'completed'))).to.equal('done');
    expect(await endOf(stay)).to.include({ end_kind: 'planned', end_reason: 'completed' });
    expect([await budgets(), await nightsOf(stay)]).to.deep.equal(before);
    expect(await repaired(stay, leftAs('unplanned', 'died'))).to.equal('done');
    expect([await isRecordedAsDied(stay), (await endOf(stay)).end_reason]).to.deep.equal([true, 'died']);
    expect(await repaired(stay, leftAs('unplanned', 'moved_away'))).to.equal('done');
    expect(await isRecordedAsDied(stay)).to.equal(false);
    expect(await endOf(stay)).to.include({ end_kind: 'unplanned', end_reason: 'moved_away' });
    await invariants();
  });

  it('is not repaired once it went on: a leaving recorded meanwhile wins, and of two at once one is told', async () => {
    const stay = await service.aResident({ bed: 'any', nights: 28 });
    service.clock.advance({ days: 7 });
    const proposed = await propose(stay, undoArrival);
    if (!proposed.ok) throw new Error(proposed.refusal.code);
    const codes = await Promise.all([
      confirm(proposed.value.repairId).then(codeOf),
      discharge(stay, service.today).then(codeOf),
    ]);
    expect(codes.filter((code) => code === 'done')).to.have.length(1);
    expect([
      'stay-changed-since',
      'changed-since-you-read-it',
      'not-in-that-state',
      'done',
    ]).to.include.members(codes);
    await invariants();
  });

  it('is paid for by whoever paid, where others took over from a day on', async () => {
    const stay = await service.aResident({ bed: 'any', nights: 28 });
    const { referralId } = await now(stay);
    const first = service.today;
    await takenOver(referralId, addNights(first, 7));
    const before = await paidBy();
    expect(before).to.deep.equal({ adp: 105_000, charity: 210_000, self: 105_000 });
    service.clock.advance({ days: 10 });
    await discharge(stay, service.today);
    const preview = await service.uow.read((tx) =>
      service.modules.placements.previewRepair(tx, national, stay.placementId, undoLeaving),
    );
    expect(preview?.money.map(({ payer, changePence }) => [payer, changePence])).to.deep.equal([
      ['charity', 180_000],
      ['self', 90_000],
    ]);
    expect(await repaired(stay, undoLeaving)).to.equal('done');
    expect(await paidBy()).to.deep.equal(before);
    expect(await repaired(stay, arrivedOn(addNights(first, 3)))).to.equal('done');
    expect(await repaired(stay, arrivedOn(first))).to.equal('done');
    expect(await paidBy()).to.deep.equal(before);
    expect(await repaired(stay, arrivedOn(addNights(first, 2)))).to.equal('done');
    await discharge(stay, addNights(first, 3));
    expect(await paidBy()).to.deep.equal({ adp: 15_000, charity: 0, self: 0 });
    await invariants();
  });

  it('does not go on for a person who has another place by now, and says so beforehand', async () => {
    const stay = await service.aResident({ bed: 'any', nights: 28 });
    await service.runWorkerOnce();
    service.clock.advance({ days: 7 });
    await discharge(stay, service.today);
    // Of the same name and birthday: the same person, referred again and booked elsewhere.
    const again = await service.aReadyReferral({ familyName: stay.offer.referral.familyName });
    expect(again.clientId).to.equal((await now(stay)).clientId);
    const next = await service.aBooking({
      ...{ referral: again, bed: 'plain', arrivesOn: addNights(service.today, 30), nights: 7 },
    });
    const preview = await service.uow.read((tx) =>
      service.modules.placements.previewRepair(tx, national, stay.placementId, undoLeaving),
    );
    expect(preview?.obstacle).to.include({ code: 'person-has-a-place', placementId: next.placementId });
    expect(await repaired(stay, undoLeaving)).to.equal('person-has-a-place');
  });

  const closeAsDied = async ({ referralId, version }: Pick<RecordedReferral, 'referralId' | 'version'>) =>
    run((tx) =>
      service.modules.referrals.closeReferral(tx, coordinator.home, {
        ...{ memberId: coordinator.memberId, referralId, expectedVersion: version },
        ...{ reason: 'died', note: null },
      }),
    );
  /** Somebody who left, and was referred again since. */
  const leaverReferredAgain = async () => {
    const stay = await service.aResident({ bed: 'any', nights: 28 });
    await service.runWorkerOnce();
    service.clock.advance({ days: 7 });
    await discharge(stay, service.today);
    const again = await service.aReferral({ familyName: stay.offer.referral.familyName });
    expect(again.clientId).to.equal((await now(stay)).clientId);
    return { stay, again };
  };

  it('of somebody who has died since is never a stay that runs; a death that was a mistake is taken back first', async () => {
    const { stay, again } = await leaverReferredAgain();
    const proposed = await propose(stay, undoLeaving);
    if (!proposed.ok) throw new Error(proposed.refusal.code);
    expect(codeOf(await closeAsDied(again))).to.equal('done');
    const refused = await confirm(proposed.value.repairId);
    expect(refused.ok ? null : refused.refusal).to.deep.equal({
      ...{ code: 'death-recorded-elsewhere', isOfAnotherStay: false },
    });
    expect((await now(stay)).state).to.equal('ended');
    await answerOpen(stay);
    expect(await repaired(stay, undoDeath)).to.equal('done');
    const [row] = await service.dataSource.query('SELECT end_reason FROM placement WHERE id = ?', [
      stay.placementId,
    ]);
    expect([await isRecordedAsDied(stay), row.end_reason]).to.deep.equal([false, 'dropped_out']);
    expect(await repaired(stay, undoLeaving)).to.equal('done');
    await invariants();
  });

  it('of somebody whose death is recorded at the same moment: one of the two is told', async () => {
    const { stay, again } = await leaverReferredAgain();
    const proposed = await propose(stay, undoLeaving);
    if (!proposed.ok) throw new Error(proposed.refusal.code);
    const codes = await Promise.all([
      confirm(proposed.value.repairId).then(codeOf),
      closeAsDied(again).then(codeOf),
    ]);
    expect(
      codes.filter((code) => code === 'done'),
      codes.join(),
    ).to.have.length(1);
    expect([codes[0] === 'done', (await now(stay)).state]).to.deep.equal(
      codes[1] === 'done' ? [false, 'ended'] : [true, 'admitted'],
    );
    await invariants();
  });

  it('is not a booking again while somebody records that its person went on leave: one of the two is told', async () => {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const stay = await service.aResident({ bed: 'any', nights: 28 });
      const proposed = await propose(stay, undoArrival);
      if (!proposed.ok) throw new Error(proposed.refusal.code);
      const codes = await Promise.all([
        confirm(proposed.value.repairId).then(codeOf),
        run((tx) =>
          service.modules.placements.recordLeave(tx, manager.home, {
            ...{ memberId: manager.memberId, placementId: stay.placementId, fromOn: service.today },
            ...{ backExpectedOn: addNights(service.today, 2), reason: 'family', note: null },
          }),
        ).then(codeOf),
      ]);
      expect(
        codes.filter((code) => code === 'done'),
        codes.join(),
      ).to.have.length(1);
      await service.dataSource.query('DELETE FROM bed_night');
      await service.dataSource.query("UPDATE placement SET state = 'ended', ended_on = arrives_on");
    }
  });

  const cameInstead = ({ placementId }: Pick<MadePlacement, 'placementId'>, dayOn: IsoDate | null = null) =>
    ({ kind: 'arrival_of_another', dayOn, otherPlacementId: placementId }) as const;

  it('that is another person’s begins on their own booking, and this one stands again: referrals, money and counts follow', async () => {
    const stay = await service.aResident({ bed: 'any', nights: 28 });
    const theirs = await service.aBooking({ bed: 'plain', nights: 14 });
    await service.runWorkerOnce();
    const { referralId } = await now(stay);
    const first = service.today;
    service.clock.advance({ days: 2 });
    expect(await budgets()).to.deep.equal([210_000, 420_000]);
    const preview = await service.uow.read((tx) =>
      service.modules.placements.previewRepair(tx, national, stay.placementId, cameInstead(theirs)),
    );
    expect(preview).to.deep.include({ obstacle: null, startedOnAfter: null });
    expect(preview?.arrivalOf).to.deep.equal({
      ...{ reference: theirs.offer.referral.reference, admittedOn: first, nightsFreed: 0, isSameBed: false },
    });
    expect(await repaired(stay, cameInstead(theirs, addNights(first, 1)))).to.equal('done');
    expect(await now(stay)).to.include({ state: 'booked', admittedOn: null });
    expect(await now(theirs)).to.include({ state: 'admitted', admittedOn: addNights(first, 1) });
    await invariants();
    // Thirteen nights of theirs are spent; the whole booking is held again.
    expect(await budgets()).to.deep.equal([420_000, 195_000]);
    expect(await nightsOf(theirs)).to.deep.equal([`${addNights(first, 1)} 13`]);
    expect((await starts()).map(({ clientId }) => clientId)).to.deep.equal([(await now(theirs)).clientId]);
    expect([
      await referralState(referralId),
      await referralState(theirs.offer.referral.referralId),
    ]).to.deep.equal(['open', 'closed']);
  });

  it('is given to nobody whose booking was changed since, or whose arrival cannot be recorded: nothing is changed then', async () => {
    const stay = await service.aResident({ bed: 'any', nights: 28 });
    const theirs = await service.aBooking({ bed: 'plain', nights: 14 });
    const proposed = await propose(stay, cameInstead(theirs));
    if (!proposed.ok) throw new Error(proposed.refusal.code);
    expect(codeOf(await admit(theirs, service.today))).to.equal('done');
    expect(codeOf(await confirm(proposed.value.repairId))).to.equal('stay-changed-since');
    await answerOpen(stay);
    expect(await repaired(stay, cameInstead(theirs))).to.equal('other-not-expected-here');
    expect((await now(stay)).state).to.equal('admitted');
    // Two beds of one room: somebody else is still recorded in the bed of the third.
    const third = await service.aBooking({ bed: 'male', nights: 14 });
    await service.dataSource.query("UPDATE bed_unit SET sex_designation = 'female' WHERE id = ?", [
      world.beds.male,
    ]);
    expect(await repaired(stay, cameInstead(third))).to.equal('other-arrival-refused');
    expect([(await now(stay)).state, (await now(third)).state]).to.deep.equal(['admitted', 'booked']);
    await service.dataSource.query("UPDATE bed_unit SET sex_designation = 'male' WHERE id = ?", [
      world.beds.male,
    ]);
    await invariants();
  });

  it('of two swapped with one another is put right one after the other, and of two at once one is told', async () => {
    const stay = await service.aResident({ bed: 'any', nights: 28 });
    const theirs = await service.aBooking({ bed: 'plain', nights: 14 });
    const proposed = await propose(stay, cameInstead(theirs));
    if (!proposed.ok) throw new Error(proposed.refusal.code);
    const codes = await Promise.all([
      confirm(proposed.value.repairId).then(codeOf),
      admit(theirs, service.today).then(codeOf),
    ]);
    expect(
      codes.filter((code) => code === 'done'),
      codes.join(),
    ).to.have.length(1);
    expect((await now(theirs)).state).to.equal('admitted');
    await invariants();
  });

  it('is found by its reference and shown what a repair would do, with nothing changed', async () => {
    const stay = await service.aResident({ bed: 'any', nights: 28 });
    service.clock.advance({ days: 7 });
    await discharge(stay, service.today);
    const preview = await service.uow.read((tx) =>
      service.modules.placements.previewRepair(tx, national, stay.placementId, undoLeaving),
    );
    expect(preview).to.deep.include({ nightsAdded: 21, nightsFreed: 0, clashes: [], endedOnAfter: null });
    expect(preview?.money.map(({ changePence }) => changePence)).to.deep.equal([315_000]);
    const elsewhere = await service.uow.read((tx) =>
      service.modules.placements.previewRepair(
        tx,
        { kind: 'provider', providerId: world.providers.rowan.id },
        stay.placementId,
        undoLeaving,
      ),
    );
    expect(elsewhere).to.equal(null);
  });

  it('keeps nights, money and counts true whatever is put right in whatever order', async function () {
    this.timeout(60_000);
    const stays = [
      await service.aResident({ bed: 'any', nights: 28 }),
      await service.aBooking({ bed: 'plain', nights: 14 }),
    ] as const;
    const first = service.today;
    service.clock.advance({ days: 10 });
    const doneSteps = new Set<string>();
    const stateFor = {
      ...{ 'undo-arrival': 'admitted', 'undo-leaving': 'ended', day: 'admitted', 'leaving-day': 'ended' },
      ...{ 'leaving-reason': 'ended', 'other-came': 'admitted', leave: 'admitted', admit: 'booked' },
    } as const;
    /** As planned where it was not, and the other way round: what stands already is no repair. */
    const leftOtherwise = async ({ placementId }: Pick<MadePlacement, 'placementId'>) => {
      const [row] = await service.dataSource.query('SELECT end_kind FROM placement WHERE id = ?', [
        placementId,
      ]);
      return row.end_kind === 'planned' ? leftAs('unplanned', 'dropped_out') : leftAs('planned', 'completed');
    };
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            step: fc.constantFrom(...(Object.keys(stateFor) as (keyof typeof stateFor)[])),
            isOfFirst: fc.boolean(),
            day: fc.integer({ min: -2, max: 10 }),
          }),
          { minLength: 1, maxLength: 8 },
        ),
        async (steps) => {
          for (const { step, isOfFirst, day } of steps) {
            const on = addNights(first, day);
            const [one, another] = isOfFirst ? stays : [stays[1], stays[0]];
            // Of the two whichever can take the step, so that few are in vain.
            const isForOne = (await now(one)).state === stateFor[step];
            const [stay, other] =
              isForOne || (await now(another)).state !== stateFor[step] ? [one, another] : [another, one];
            let code = '';
            if (step === 'undo-arrival') code = await repaired(stay, undoArrival);
            else if (step === 'undo-leaving') code = await repaired(stay, undoLeaving);
            else if (step === 'day') code = await repaired(stay, arrivedOn(on));
            else if (step === 'leaving-day') code = await repaired(stay, leftOn(on));
            else if (step === 'leaving-reason') code = await repaired(stay, await leftOtherwise(stay));
            else if (step === 'other-came') code = await repaired(stay, cameInstead(other, on));
            else if (step === 'leave') code = codeOf(await discharge(stay, on));
            else code = codeOf(await admit(stay, on));
            if (code === 'done') doneSteps.add(step);
          }
          await invariants();
          const counted = await Promise.all(
            stays.map(async (stay) => {
              const { state, stay: days, endedOn, admittedOn } = await now(stay);
              const until = endedOn ?? days.departsOn;
              const nights = Math.round((Date.parse(until) - Date.parse(days.arrivesOn)) / 86_400_000);
              expect(await nightsOf(stay)).to.deep.equal(nights === 0 ? [] : [`${days.arrivesOn} ${nights}`]);
              return { state, nights, admittedOn };
            }),
          );
          const nightsIn = (isBooked: boolean): number =>
            counted.reduce(
              (sum, { state, nights }) => sum + ((state === 'booked') === isBooked ? nights : 0),
              0,
            );
          expect(await claimedNights()).to.equal(nightsIn(true) + nightsIn(false));
          const [held, spent] = await budgets();
          expect([held, spent].map((sum) => Math.round(sum / 100))).to.deep.equal([
            nightsIn(true) * 150,
            nightsIn(false) * 150,
          ]);
          expect((await starts()).map((start) => start.admittedOn).sort()).to.deep.equal(
            counted.flatMap(({ admittedOn }) => admittedOn ?? []).sort(),
          );
        },
      ),
      { numRuns: 24, seed: 20261122 },
    );
    expect([...doneSteps]).to.include.members(['other-came', 'leaving-reason', 'day']);
  });
});
