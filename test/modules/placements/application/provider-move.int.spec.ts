import { expect } from 'chai';
import fc from 'fast-check';

import { OneStayAPerson1763837100000 } from '../../../../migrations/20261122_1555-one-stay-a-person.js';
import { systemActor } from '../../../../src/kernel/actor.js';
import { addNights, isoDate, nightsBetween, type IsoDate } from '../../../../src/kernel/iso-date.js';
import { pence } from '../../../../src/kernel/money.js';
import type { Outcome, Refusal } from '../../../../src/kernel/outcome.js';
import type { Plain, Tx } from '../../../../src/kernel/unit-of-work.js';
import { readCells } from '../../../../src/modules/measures/adapters/db/read-cells.js';
import {
  financialYearEnd,
  financialYearOf,
  financialYearStart,
} from '../../../../src/kernel/financial-year.js';
import { readLeavingStory } from '../../../../src/modules/placements/adapters/db/leaving-facts.js';
import { deriveSafetyTasks } from '../../../../src/modules/placements/domain/leaving-safely.js';
import { checkInvariants } from '../../../proof/check-invariants.js';
import { readFacts } from '../../../proof/facts.js';
import { startService, type MadePlacement, type RunningService } from '../../../support/running-service.js';
import { actorOf, world } from '../../../support/small-world.js';

const coordinator = actorOf('coordinator');
const manager = actorOf('provider_manager');
const rowan = { kind: 'provider', providerId: world.providers.rowan.id } as const;
const national = { kind: 'national' } as const;

describe('somebody who goes on to another provider', () => {
  let service: RunningService;
  let stay: MadePlacement;
  /** The day of the move. */
  let day: IsoDate;
  let end: IsoDate;
  const begin = async (): Promise<void> => {
    service = await startService();
    await service.dataSource.query('UPDATE project SET turnaround_nights = 1');
    stay = await service.aResident({ bed: 'any', nights: 28 });
    await service.runWorkerOnce();
    service.clock.advance({ days: 7 });
    day = addNights(service.today, 3);
    end = addNights(service.today, 21);
  };
  beforeEach(begin);
  afterEach(async () => {
    await service?.stop();
  });

  const run = async <T extends Plain, R extends Refusal>(work: (tx: Tx) => Promise<Outcome<T, R>>) => {
    const outcome = await service.uow.run({ actor: systemActor, requestId: 'provider-moves' }, work);
    service.clock.advance({ seconds: 1 });
    return outcome;
  };
  const codeOf = (outcome: Outcome<unknown, Refusal>): string => (outcome.ok ? 'done' : outcome.refusal.code);
  const now = async (placementId: string) =>
    (await service.uow.read((tx) => service.modules.placements.placements.find(tx, national, placementId)))!;
  const placements = () => service.modules.placements;
  const propose = async (
    given: {
      bed?: 'rowan1' | 'rowan2' | 'detox' | 'plain';
      movesOn?: IsoDate;
      departsOn?: IsoDate;
      weekly?: number;
    } = {},
  ) => {
    const { placementId, version } = await now(stay.placementId);
    return run((tx) =>
      placements().proposeMove(tx, coordinator.home, {
        ...{ memberId: coordinator.memberId, placementId, expectedVersion: version, reason: 'Nearer home' },
        ...{ bedId: world.beds[given.bed ?? 'rowan1'], movesOn: given.movesOn ?? day },
        ...{ departsOn: given.departsOn ?? end, weeklyRatePence: pence(given.weekly ?? 105_000) },
      }),
    );
  };
  const proposed = async (): Promise<string> => {
    const outcome = await propose();
    if (!outcome.ok) throw new Error(outcome.refusal.code);
    return outcome.value.moveId;
  };
  const step = (moveId: string) => ({ memberId: manager.memberId, moveId, expectedVersion: 1 });
  const accept = (moveId: string) => run((tx) => placements().acceptMove(tx, rowan, step(moveId)));
  const accepted = async (): Promise<string> => {
    const outcome = await accept(await proposed());
    if (!outcome.ok) throw new Error(outcome.refusal.code);
    return outcome.value.placementId;
  };
  const admit = async (placementId: string, admittedOn: IsoDate) => {
    const { version } = await now(placementId);
    return run((tx) =>
      placements().admit(tx, rowan, {
        ...{ memberId: manager.memberId, placementId, expectedVersion: version, admittedOn },
      }),
    );
  };
  const discharge = async (endedOn: IsoDate, reason: 'dropped_out' | 'died' = 'dropped_out') => {
    const { placementId, version } = await now(stay.placementId);
    return run((tx) =>
      placements().discharge(tx, manager.home, {
        ...{ memberId: manager.memberId, placementId, expectedVersion: version },
        ...{ endedOn, kind: 'unplanned', reason },
      }),
    );
  };
  const neverStarted = async (placementId: string) => {
    const { version } = await now(placementId);
    return run((tx) =>
      placements().recordNeverStarted(tx, rowan, {
        ...{ memberId: manager.memberId, placementId, expectedVersion: version, reason: 'person_declined' },
      }),
    );
  };
  const invariants = async (): Promise<void> => {
    await service.runWorkerOnce();
    const facts = await readFacts((statement) => service.dataSource.query(statement));
    expect(checkInvariants(facts), 'broken invariants').to.deep.equal([]);
  };
  const money = async (): Promise<readonly number[]> => {
    const [row] = await service.dataSource.query(
      `SELECT SUM(held_pence) AS held, SUM(spent_pence) AS spent,
              (SELECT SUM(claimed_nights) FROM funding_decision) AS nights FROM budget`,
    );
    return [Number(row.held), Number(row.spent), Number(row.nights)];
  };
  const dayPassesTo = (on: IsoDate) =>
    service.clock.advance({ days: Math.round((Date.parse(on) - Date.parse(service.today)) / 86_400_000) });

  const repair = async (
    placementId: string,
    kind: 'arrival_undone' | 'arrival_day' | 'leaving_undone',
    dayOn: IsoDate | null = null,
  ) => {
    const { version } = await now(placementId);
    const asked = await run((tx) =>
      placements().proposeRepair(tx, national, {
        ...{ memberId: coordinator.memberId, placementId, expectedVersion: version },
        ...{ kind, dayOn, reason: 'Recorded by mistake' },
      }),
    );
    if (!asked.ok) return asked.refusal.code;
    const { repairId } = asked.value;
    return codeOf(
      await run((tx) =>
        placements().confirmRepair(tx, national, {
          ...{ memberId: manager.memberId, repairId, expectedVersion: 1 },
        }),
      ),
    );
  };

  it('stays where they are until the other provider accepts; then nights, those approved and money change hands at once', async () => {
    const moveId = await proposed();
    expect(await money()).to.deep.equal([0, 420_000, 28]);
    expect((await now(stay.placementId)).stay.departsOn).to.equal(end);
    const outcome = await accept(moveId);
    if (!outcome.ok) throw new Error(outcome.refusal.code);
    const [first, next] = [await now(stay.placementId), await now(outcome.value.placementId)];
    expect([first.state, first.stay.departsOn]).to.deep.equal(['admitted', day]);
    expect(next).to.deep.include({ state: 'booked', stay: { arrivesOn: day, departsOn: end } });
    expect(next).to.include({ providerId: world.providers.rowan.id, referralId: first.referralId });
    expect(await money()).to.deep.equal([270_000, 150_000, 28]);
    await invariants();
    expect(codeOf(await accept(moveId))).to.equal('changed-since-you-read-it');
  });

  it('leaves one place by arriving at the other, as planned, and is counted once', async () => {
    const next = await accepted();
    expect(codeOf(await admit(next, day))).to.equal('admission-in-the-future');
    dayPassesTo(day);
    expect(codeOf(await admit(next, day))).to.equal('done');
    const first = await now(stay.placementId);
    expect([first.state, first.endedOn, (await now(next)).state]).to.deep.equal(['ended', day, 'admitted']);
    const [row] = await service.dataSource.query('SELECT end_kind, end_reason FROM placement WHERE id = ?', [
      stay.placementId,
    ]);
    expect({ ...row }).to.deep.equal({ end_kind: 'planned', end_reason: 'transferred' });
    expect(await money()).to.deep.equal([0, 420_000, 28]);
    await invariants();
    const year = financialYearOf(first.admittedOn!);
    for (const measure of ['placements-started', 'people-started'] as const) {
      const question = {
        ...{ measureId: measure, fromOn: financialYearStart(year), toOn: financialYearEnd(year), by: null },
        ...{ asAt: null, asAtOn: service.today },
      };
      const cells = await service.uow.read((tx) => readCells(tx, question));
      expect(cells.map(({ n }) => n)).to.deep.equal([1]);
    }
  });

  it('asks for what a planned move needs, and nothing that is for going home; all of it again if they do not go on', async () => {
    const next = await accepted();
    const owed = async () => {
      const found = await service.uow.read((tx) => readLeavingStory(tx, national, stay.placementId));
      return deriveSafetyTasks(service.modules.leaving.policy, found!, found!.records, service.today);
    };
    expect((await owed()).map(({ key }) => key)).to.deep.equal([
      'naloxone_at_admission',
      'prescriber_informed',
      'key_worker_acknowledged',
    ]);
    expect(codeOf(await neverStarted(next))).to.equal('done');
    expect((await owed()).map(({ key }) => key)).to.include('naloxone_at_discharge');
    await invariants();
  });

  it('is judged by the gates of an offer: the day, the rules of the place, the nights and the rate approved', async () => {
    expect(codeOf(await propose({ bed: 'plain' }))).to.equal('same-provider');
    expect(codeOf(await propose({ movesOn: addNights(service.today, -1) }))).to.equal('move-outside-stay');
    expect(codeOf(await propose({ movesOn: addNights(end, 1), departsOn: addNights(end, 8) }))).to.equal(
      'move-outside-stay',
    );
    expect(codeOf(await propose({ departsOn: addNights(end, 60 * 7) }))).to.equal('stay-exceeds-funding');
    expect(codeOf(await propose({ weekly: 105_001 }))).to.equal('dearer-than-approved');
    expect(codeOf(await propose())).to.equal('done');
    expect(codeOf(await propose({ bed: 'rowan2' }))).to.equal('move-waits');
  });

  it('goes on when the stay ends anyway, which is then left as it is', async () => {
    const outcome = await propose({ movesOn: end, departsOn: addNights(end, 14) });
    if (!outcome.ok) throw new Error(outcome.refusal.code);
    const before = await now(stay.placementId);
    const taken = await accept(outcome.value.moveId);
    if (!taken.ok) throw new Error(taken.refusal.code);
    expect(await now(stay.placementId)).to.deep.equal(before);
    expect(await money()).to.deep.equal([210_000, 420_000, 42]);
    dayPassesTo(end);
    expect(codeOf(await admit(taken.value.placementId, end))).to.equal('done');
    expect((await now(stay.placementId)).endedOn).to.equal(end);
    await invariants();
  });

  it('is told when the place was taken meanwhile, and nothing has changed', async () => {
    const moveId = await proposed();
    const other = await service.aBooking({ bed: 'rowan1', arrivesOn: addNights(day, 2), nights: 7 });
    const before = await money();
    const refused = await accept(moveId);
    expect(refused.ok ? null : refused.refusal).to.include({ code: 'bed-already-taken' });
    expect([await money(), (await now(stay.placementId)).stay.departsOn]).to.deep.equal([before, end]);
    expect(codeOf(await neverStarted(other.placementId))).to.equal('done');
    expect(codeOf(await accept(moveId))).to.equal('done');
    await invariants();
  });

  it('is answered by the provider that is asked and no other, with why when it is a no; then another place can be asked', async () => {
    const moveId = await proposed();
    expect(codeOf(await run((tx) => placements().acceptMove(tx, manager.home, step(moveId))))).to.equal(
      'not-found',
    );
    const no = { ...step(moveId), reason: 'mix_of_residents', note: null } as const;
    expect(codeOf(await run((tx) => placements().declineMove(tx, manager.home, no)))).to.equal('not-found');
    expect(codeOf(await run((tx) => placements().declineMove(tx, rowan, no)))).to.equal('done');
    expect(codeOf(await accept(moveId))).to.equal('changed-since-you-read-it');
    const again = await proposed();
    expect(codeOf(await run((tx) => placements().withdrawMove(tx, rowan, step(again))))).to.equal(
      'not-found',
    );
    expect(codeOf(await run((tx) => placements().withdrawMove(tx, manager.home, step(again))))).to.equal(
      'done',
    );
    await invariants();
  });

  it('has left or goes on, never both, when the leaving is recorded in the moment the place is taken', async () => {
    const moveId = await proposed();
    const [taken, left] = await Promise.all([accept(moveId), discharge(service.today)]);
    expect([codeOf(taken), codeOf(left)].filter((code) => code === 'done')).to.have.length(1);
    expect(['not-in-that-state', 'changed-since-you-read-it', 'done']).to.include.members([
      codeOf(taken),
      codeOf(left),
    ]);
    await invariants();
  });

  it('goes on once, whoever answers or proposes at the same time', async () => {
    const both = await Promise.all([propose(), propose({ bed: 'rowan2' })]);
    expect(both.map(codeOf).sort()).to.deep.equal(['done', 'move-waits']);
    const moveId = both.flatMap((outcome) => (outcome.ok ? [outcome.value.moveId] : []))[0]!;
    const answers = await Promise.all([accept(moveId), accept(moveId)]);
    expect(answers.map(codeOf).sort()).to.deep.equal(['changed-since-you-read-it', 'done']);
    expect(codeOf(await propose({ bed: 'rowan2', movesOn: service.today }))).to.equal('moves-on-already');
    await invariants();
  });

  it('can be put right where the arrival there was a mistake: booked there again, and here once more', async () => {
    const next = await accepted();
    dayPassesTo(day);
    await admit(next, day);
    expect(await repair(stay.placementId, 'leaving_undone')).to.equal('goes-on-elsewhere');
    expect(await repair(next, 'arrival_undone')).to.equal('done');
    expect(await repair(stay.placementId, 'leaving_undone')).to.equal('done');
    expect([(await now(stay.placementId)).state, (await now(next)).state]).to.deep.equal([
      'admitted',
      'booked',
    ]);
    await invariants();
    expect(codeOf(await admit(next, day))).to.equal('done');
    await invariants();
  });

  it('came on another day than was recorded: arrival and leaving are undone and recorded again, and no night is without a bed', async () => {
    const next = await accepted();
    dayPassesTo(addNights(day, 4));
    expect(codeOf(await admit(next, day))).to.equal('done');
    const later = addNights(day, 3);
    expect(await repair(next, 'arrival_day', later)).to.equal('arrival-ends-stay-before');
    expect(await repair(next, 'arrival_day', addNights(day, -1))).to.equal('arrival-ends-stay-before');
    expect(await repair(next, 'arrival_undone')).to.equal('done');
    expect(await repair(stay.placementId, 'leaving_undone')).to.equal('done');
    expect(codeOf(await admit(next, later))).to.equal('done');
    const first = await now(stay.placementId);
    expect([first.endedOn, (await now(next)).admittedOn]).to.deep.equal([later, later]);
    expect(await money()).to.deep.equal([0, 420_000, 28]);
    await invariants();
  });

  it('lives there again when it was a mistake that they left on the day they came', async () => {
    const next = await accepted();
    dayPassesTo(day);
    expect(codeOf(await admit(next, day))).to.equal('done');
    service.clock.advance({ days: 1 });
    const { version } = await now(next);
    const left = await run((tx) =>
      placements().discharge(tx, rowan, {
        ...{ memberId: manager.memberId, placementId: next, expectedVersion: version },
        ...{ endedOn: day, kind: 'unplanned', reason: 'dropped_out' },
      }),
    );
    expect(codeOf(left)).to.equal('done');
    expect(await repair(next, 'leaving_undone')).to.equal('done');
    expect((await now(next)).state).to.equal('admitted');
    await invariants();
  });

  it('lets go of the place they were to go on to when they have died here, and tells the other provider', async () => {
    const next = await accepted();
    await service.runWorkerOnce();
    expect(codeOf(await discharge(service.today, 'died'))).to.equal('done');
    const [row] = await service.dataSource.query('SELECT state, end_reason FROM placement WHERE id = ?', [
      next,
    ]);
    expect({ ...row }).to.deep.equal({ state: 'never_started', end_reason: 'died' });
    expect(await money()).to.deep.equal([0, 105_000, 7]);
    await invariants();
    const told = await service.dataSource.query(
      "SELECT DISTINCT m.email FROM notification n JOIN member m ON m.id = n.member_id WHERE n.kind = 'booking-ended'",
    );
    expect(told.map(({ email }: { email: string }) => email)).to.include('manager@rowan.example');
    expect(codeOf(await admit(next, service.today))).to.equal('not-in-that-state');
  });

  it('takes back the move that waits for its answer when the stay ends, whatever the reason', async () => {
    const moveId = await proposed();
    expect(codeOf(await discharge(service.today))).to.equal('done');
    expect(codeOf(await accept(moveId))).to.equal('changed-since-you-read-it');
    const [row] = await service.dataSource.query('SELECT answer FROM provider_move WHERE id = ?', [moveId]);
    expect(row.answer).to.equal('withdrawn');
    await invariants();
  });

  it('is not proposed a place in the moment in which their leaving is recorded', async () => {
    const [asked, left] = await Promise.all([propose(), discharge(service.today)]);
    expect(codeOf(left)).to.equal('done');
    expect(['done', 'changed-since-you-read-it', 'not-in-that-state']).to.include(codeOf(asked));
    const [{ open }] = await service.dataSource.query(
      'SELECT COUNT(*) AS open FROM provider_move WHERE answer IS NULL',
    );
    expect(Number(open)).to.equal(0);
  });

  it('is not admitted anywhere once recorded as having died, and it is said what to record instead', async () => {
    const booked = await service.aBooking({ bed: 'rowan2', nights: 7 });
    await service.dataSource.query(
      'UPDATE client SET death_recorded_at = UTC_TIMESTAMP(6) WHERE id = (SELECT client_id FROM placement WHERE id = ?)',
      [booked.placementId],
    );
    expect(codeOf(await admit(booked.placementId, service.today))).to.equal('person-has-died');
    expect((await now(booked.placementId)).state).to.equal('booked');
    const { version } = await now(booked.placementId);
    const asked = await service.as('manager@rowan.example');
    const refused = await asked.post(
      `/api/placements/${booked.placementId}/admission`,
      { admittedOn: service.today },
      { version },
    );
    expect([refused.status, refused.body.type]).to.deep.equal([409, '/problems/person-has-died']);
  });

  /** The second booking becomes one of the person of the first, as an old caseload may hold it. */
  const ofOnePerson = async (firstId: string, secondId: string): Promise<void> => {
    const { clientId } = await now(firstId);
    await service.dataSource.query('UPDATE placement SET client_id = ? WHERE id = ?', [clientId, secondId]);
  };
  const admitWith = async (scope: typeof rowan | typeof manager.home, placementId: string) => {
    const { version } = await now(placementId);
    return run((tx) =>
      placements().admit(tx, scope, {
        ...{ memberId: manager.memberId, placementId, expectedVersion: version, admittedOn: service.today },
      }),
    );
  };

  it('lives in one place at a time: who arrives while a stay runs elsewhere is not admitted', async () => {
    const other = await service.aBooking({ bed: 'rowan2', nights: 7 });
    await ofOnePerson(stay.placementId, other.placementId);
    const refused = await admitWith(rowan, other.placementId);
    const { admittedOn } = await now(stay.placementId);
    expect(refused.ok ? null : refused.refusal).to.deep.equal({
      ...{ code: 'person-lives-elsewhere', sinceOn: admittedOn },
    });
    expect(codeOf(await discharge(service.today))).to.equal('done');
    expect(codeOf(await admitWith(rowan, other.placementId))).to.equal('done');
  });

  it('lives in one place when two record the arrival at the same moment', async () => {
    const [one, two] = [
      await service.aBooking({ bed: 'plain', nights: 7 }),
      await service.aBooking({ bed: 'rowan2', nights: 7 }),
    ];
    await ofOnePerson(one.placementId, two.placementId);
    const both = await Promise.all([
      admitWith(manager.home, one.placementId),
      admitWith(rowan, two.placementId),
    ]);
    expect(both.map(codeOf).sort()).to.deep.equal(['done', 'person-lives-elsewhere']);
  });

  it('keeps both stays of an old caseload that has one person in two, and no third', async () => {
    await service.dataSource.query('ALTER TABLE placement DROP KEY placement_one_stay_a_person');
    const other = await service.aResident({ bed: 'rowan2', nights: 7 });
    await ofOnePerson(stay.placementId, other.placementId);
    const runner = service.dataSource.createQueryRunner();
    try {
      await new OneStayAPerson1763837100000().up(runner);
      await new OneStayAPerson1763837100000().up(runner);
    } finally {
      await runner.release();
    }
    expect([(await now(stay.placementId)).state, (await now(other.placementId)).state]).to.deep.equal([
      'admitted',
      'admitted',
    ]);
    const third = await service.aBooking({ bed: 'rowan1', nights: 7 });
    await ofOnePerson(stay.placementId, third.placementId);
    expect(codeOf(await admitWith(rowan, third.placementId))).to.equal('person-lives-elsewhere');
  });

  it('holds the price that was asked there where it is no dearer than approved, and keeps to it on other days', async () => {
    const outcome = await propose({ weekly: 70_000 });
    if (!outcome.ok) throw new Error(outcome.refusal.code);
    const taken = await accept(outcome.value.moveId);
    if (!taken.ok) throw new Error(taken.refusal.code);
    const weeks = 18 / 7;
    expect(await money()).to.deep.equal([Math.round(weeks * 70_000), 150_000, 28]);
    const next = await now(taken.value.placementId);
    const moved = await run((tx) =>
      placements().changeDates(tx, rowan, {
        ...{ memberId: manager.memberId, placementId: next.placementId, expectedVersion: next.version },
        ...{ arrivesOn: day, departsOn: addNights(day, 14), reason: 'A week less' },
      }),
    );
    expect(codeOf(moved)).to.equal('done');
    expect((await money())[0]).to.equal(140_000);
    await invariants();
  });

  it('has slept where they were when they come to the other provider later than planned', async () => {
    const next = await accepted();
    dayPassesTo(addNights(day, 2));
    expect(codeOf(await admit(next, service.today))).to.equal('done');
    const first = await now(stay.placementId);
    expect([first.state, first.endedOn, (await now(next)).admittedOn]).to.deep.equal([
      'ended',
      service.today,
      service.today,
    ]);
    expect(first.stay.departsOn).to.equal(service.today);
    expect(await money()).to.deep.equal([0, 420_000, 28]);
    await invariants();
  });

  it('has left later than planned though the budget of the next year has nothing left, to the penny', async () => {
    const referral = await service.aReadyReferral({ fundedWeeks: 24, weeklyRatePence: pence(80_074) });
    service.clock.advance({ seconds: 1 });
    const [movesOn, leftOn] = [isoDate('2027-03-20'), isoDate('2027-03-23')];
    stay = await service.aResident({ referral, bed: 'plain', nights: nightsBetween(service.today, movesOn) });
    dayPassesTo(addNights(movesOn, -5));
    const asked = await propose({ movesOn, departsOn: isoDate('2027-05-01'), weekly: 80_074 });
    if (!asked.ok) throw new Error(asked.refusal.code);
    const taken = await accept(asked.value.moveId);
    if (!taken.ok) throw new Error(taken.refusal.code);
    await service.dataSource.query('UPDATE budget SET limit_pence = held_pence + spent_pence');
    dayPassesTo(addNights(leftOn, 1));
    expect(codeOf(await discharge(leftOn))).to.equal('done');
    expect((await now(taken.value.placementId)).stay.arrivesOn).to.equal(leftOn);
    await invariants();
  });

  it('pays every night once, and leaves no day without a bed, however often it is moved, late, or called off', async () => {
    const happened = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            step: fc.constantFrom('move', 'move', 'dates', 'arrive', 'arrive', 'call-off', 'pass', 'leave'),
            days: fc.integer({ min: 0, max: 6 }),
          }),
          { minLength: 5, maxLength: 8, size: 'max' },
        ),
        async (steps) => {
          await service.stop();
          await begin();
          let next: string | null = null;
          for (const { step: taken, days } of steps) {
            const on = addNights(service.today, days);
            if (taken === 'pass') service.clock.advance({ days });
            else if (taken === 'leave' && days === 6) await discharge(service.today);
            else if (taken === 'move') {
              const moveId = await propose({ movesOn: on });
              const outcome = moveId.ok ? await accept(moveId.value.moveId) : moveId;
              if (outcome.ok && 'placementId' in outcome.value) next = outcome.value.placementId;
            } else if (next !== null && taken === 'dates') {
              const { version, stay: was } = await now(next);
              const of = { placementId: next, expectedVersion: version, memberId: manager.memberId };
              const asked = {
                arrivesOn: on,
                departsOn: addNights(was.departsOn, -days),
                reason: 'A later bus',
              };
              await run((tx) => placements().changeDates(tx, rowan, { ...of, ...asked }));
            } else if (next !== null && taken === 'arrive') {
              service.clock.advance({ days });
              await admit(next, service.today);
            } else if (next !== null && taken === 'call-off') await neverStarted(next);
          }
          await invariants();
          const stays = [await now(stay.placementId), ...(next === null ? [] : [await now(next)])].filter(
            ({ state }) => state !== 'never_started',
          );
          const paid = stays.reduce((sum, { stay: of, endedOn }) => {
            const to = endedOn !== null && endedOn < of.departsOn ? endedOn : of.departsOn;
            return sum + Math.round((Date.parse(to) - Date.parse(of.arrivesOn)) / 86_400_000);
          }, 0);
          const [held = 0, spent = 0, approved] = await money();
          expect([held + spent, approved]).to.deep.equal([paid * 15_000, paid]);
          const [slept] = await service.dataSource.query(
            'SELECT COUNT(*) AS nights, COUNT(DISTINCT night) AS days FROM client_night',
          );
          expect(slept.nights).to.equal(slept.days);
          expect(Number(slept.nights)).to.be.at.least(paid);
          stays.forEach(({ state }, index) => happened.add(`${index === 0 ? 'first' : 'onward'} ${state}`));
          const [first, onward] = stays;
          if (first?.state === 'admitted' && onward?.state === 'booked')
            expect(onward.stay.arrivesOn).to.equal(first.stay.departsOn);
        },
      ),
      { numRuns: 5, seed: 20261122, endOnFailure: true },
    );
    expect([...happened], 'what came up').to.include.members(['first ended', 'onward admitted']);
  }).timeout(180_000);
});
