import { expect } from 'chai';
import fc from 'fast-check';

import { systemActor } from '../../../../src/kernel/actor.js';
import { financialYearOf } from '../../../../src/kernel/financial-year.js';
import { addNights, isoDate, type IsoDate } from '../../../../src/kernel/iso-date.js';
import { pence } from '../../../../src/kernel/money.js';
import type { Outcome, Refusal } from '../../../../src/kernel/outcome.js';
import { nightsOf } from '../../../../src/kernel/stay.js';
import type { Plain, Tx } from '../../../../src/kernel/unit-of-work.js';
import type { Payer } from '../../../../src/modules/funding/domain/payers.js';
import type { Repair } from '../../../../src/modules/placements/domain/repair.js';
import { checkInvariants } from '../../../proof/check-invariants.js';
import { readFacts } from '../../../proof/facts.js';
import { startService, type MadePlacement, type RunningService } from '../../../support/running-service.js';
import { actorOf, world, type BedName } from '../../../support/small-world.js';

const coordinator = actorOf('coordinator');
const approver = actorOf('approver');
const manager = actorOf('provider_manager');
const rowan = { kind: 'provider', providerId: world.providers.rowan.id } as const;
const national = { kind: 'national' } as const;

/** What each payer pays of a night; a week is seven of them, so that every sum is exact. Unit: pence. */
type Nightly = Readonly<Partial<Record<Payer, number>>>;

const night = 15_000;
const ownAndOthers: Nightly = { adp: 9_000, additional_placement_fund: 4_000, housing_benefit: 2_000 };
const takenOver: readonly [Nightly, Nightly, Nightly] = [
  { social_work: 15_000 },
  { additional_placement_fund: 11_000, adp: 4_000 },
  { adp: 8_000, charity: 7_000 },
];

describe('who pays for the nights of stays that follow one another', function () {
  this.timeout(180_000);
  let service: RunningService;
  beforeEach(async () => {
    service = await startService();
    await service.dataSource.query('UPDATE project SET turnaround_nights = 0');
  });
  afterEach(() => service?.stop());

  /** How often a unit of work was begun: more often than it was asked for where the server undid one. */
  let began = 0;
  const run = async <T extends Plain, R extends Refusal>(work: (tx: Tx) => Promise<Outcome<T, R>>) => {
    const outcome = await service.uow.run({ actor: systemActor, requestId: 'payers' }, (tx) => {
      began += 1;
      return work(tx);
    });
    service.clock.advance({ seconds: 1 });
    return outcome;
  };
  const told = (outcome: Outcome<unknown, Refusal>): string => (outcome.ok ? 'done' : outcome.refusal.code);
  const placements = () => service.modules.placements;
  const now = async (placementId: string) =>
    (await service.uow.read((tx) => placements().placements.find(tx, national, placementId)))!;
  const at = async (placementId: string) => ({
    ...{ memberId: manager.memberId, placementId },
    expectedVersion: (await now(placementId)).version,
  });
  const sharesOf = (nightly: Nightly, besides: Payer) =>
    (Object.entries(nightly) as [Payer, number][])
      .filter(([payer]) => payer !== besides)
      .map(([payer, amount]) => ({ payer, weeklyPence: pence(amount * 7) }));
  const aSharedResident = async (bed: BedName, nights: number): Promise<MadePlacement> => {
    const referral = await service.aReadyReferral();
    service.clock.advance({ seconds: 1 });
    const approved = await run((tx) =>
      service.modules.funding.decideFunding(tx, approver.home, {
        ...{ memberId: approver.memberId, referralId: referral.referralId },
        ...{ today: service.today, decidedOn: service.today, decision: 'approved', weeks: 24 },
        ...{ weeklyRatePence: pence(night * 7), otherPayers: sharesOf(ownAndOthers, 'adp') },
      }),
    );
    expect(told(approved)).to.equal('done');
    return service.aResident({ referral, bed, nights });
  };
  const propose = async (placementId: string, bed: BedName, movesOn: IsoDate, departsOn: IsoDate) => {
    const here = await at(placementId);
    return run((tx) =>
      placements().proposeMove(tx, coordinator.home, {
        ...{ ...here, memberId: coordinator.memberId, reason: 'Nearer home', bedId: world.beds[bed] },
        ...{ movesOn, departsOn, weeklyRatePence: pence(night * 7) },
      }),
    );
  };
  const accept = (moveId: string) =>
    run((tx) =>
      placements().acceptMove(tx, rowan, { memberId: manager.memberId, moveId, expectedVersion: 1 }),
    );
  const ask = async (placementId: string, fromOn: IsoDate, nightly: Nightly) => {
    const { referralId } = await now(placementId);
    const [main] = Object.keys(nightly) as [Payer];
    return run((tx) =>
      service.modules.funding.askTakeover(tx, coordinator.home, {
        ...{ memberId: coordinator.memberId, referralId, fromOn, today: service.today, payer: main },
        ...{ weeklyRatePence: pence(night * 7), otherPayers: sharesOf(nightly, main), reason: 'Ended' },
      }),
    );
  };
  const confirm = async (placementId: string, expectedVersion = 1) => {
    const { referralId } = await now(placementId);
    return run((tx) =>
      service.modules.funding.confirmTakeover(tx, approver.home, {
        ...{ memberId: approver.memberId, referralId, expectedVersion, today: service.today },
      }),
    );
  };
  const discharge = async (placementId: string, endedOn: IsoDate) => {
    const change = await at(placementId);
    return run((tx) =>
      placements().discharge(tx, manager.home, {
        ...{ ...change, endedOn, kind: 'unplanned', reason: 'dropped_out' },
      }),
    );
  };
  const dates = async (placementId: string, arrivesOn: IsoDate, departsOn: IsoDate) => {
    const change = await at(placementId);
    return run((tx) =>
      placements().changeDates(tx, coordinator.home, { ...change, arrivesOn, departsOn, reason: 'Agreed' }),
    );
  };
  /** Held or spent by each payer in each financial year, less what came back; nothing is left out but nothing. */
  const entries = async (referralIds?: readonly string[]): Promise<Readonly<Record<string, number>>> => {
    const claims = `SELECT p.offer_id FROM placement p WHERE p.referral_id IN (?)
      UNION SELECT x.id FROM extension x JOIN placement p ON p.id = x.placement_id WHERE p.referral_id IN (?)
      UNION SELECT h.id FROM stay_change h JOIN placement p ON p.id = h.placement_id WHERE p.referral_id IN (?)
      UNION SELECT r.id FROM stay_repair_part r JOIN placement p ON p.id = r.placement_id WHERE p.referral_id IN (?)`;
    const rows: Record<string, string>[] = await service.dataSource.query(
      `SELECT y.payer, y.year, SUM(CASE y.kind WHEN 'hold' THEN y.amount WHEN 'post' THEN 0 ELSE -y.amount END) AS paid
         FROM (SELECT e.claim_id, CAST(b.route AS CHAR) AS payer, b.financial_year AS year, e.kind, CAST(e.amount_pence AS SIGNED) AS amount
                 FROM budget_entry e JOIN budget b ON b.id = e.budget_id
               UNION ALL SELECT claim_id, CAST(payer AS CHAR), financial_year, kind, CAST(amount_pence AS SIGNED) FROM outside_entry) y
         ${referralIds === undefined ? '' : `WHERE y.claim_id IN (${claims})`}
        GROUP BY y.payer, y.year HAVING paid <> 0`,
      referralIds === undefined ? [] : Array.from({ length: 4 }, () => referralIds),
    );
    return Object.fromEntries(rows.map(({ payer, year, paid }) => [`${year} ${payer}`, Number(paid)]));
  };
  /** The same from the nights and who pays for each of them. */
  const summed = (paid: ReadonlyMap<string, Nightly>): Readonly<Record<string, number>> => {
    const sums: Record<string, number> = {};
    for (const [on, nightly] of paid)
      for (const [payer, amount] of Object.entries(nightly)) {
        const key = `${financialYearOf(isoDate(on.slice(0, 10)))} ${payer}`;
        sums[key] = (sums[key] ?? 0) + amount;
      }
    return sums;
  };
  const invariants = async (): Promise<void> => {
    await service.runWorkerOnce();
    const facts = await readFacts((statement) => service.dataSource.query(statement));
    expect(checkInvariants(facts), 'broken invariants').to.deep.equal([]);
  };

  it('adds up when two stays over 1 April share their budgets, and one moves on while the other is taken over or left', async () => {
    const [one, two] = [await aSharedResident('any', 160), await aSharedResident('plain', 160)];
    service.clock.advance({ days: 7 });
    const end = addNights(service.today, 150);
    const proposed = await propose(one.placementId, 'rowan1', addNights(service.today, 3), end);
    if (!proposed.ok) throw new Error(proposed.refusal.code);
    expect(told(await ask(two.placementId, service.today, takenOver[1]))).to.equal('done');
    began = 0;
    const first = await Promise.all([accept(proposed.value.moveId), confirm(two.placementId)]);
    expect(first.map(told)).to.deep.equal(['done', 'done']);
    const taken = first[0];
    if (!taken.ok) throw new Error(taken.refusal.code);
    const { placementId } = taken.value;
    const second = await Promise.all([
      dates(placementId, addNights(service.today, 6), addNights(end, -2)),
      discharge(two.placementId, service.today),
    ]);
    expect(second.map(told)).to.deep.equal(['done', 'done']);
    expect(began, 'units of work begun').to.equal(4);
    const paid = new Map<string, Nightly>();
    const from = addNights(service.today, -7);
    for (const on of nightsOf({ arrivesOn: from, departsOn: addNights(end, -2) }))
      paid.set(`${on} one`, ownAndOthers);
    for (const on of nightsOf({ arrivesOn: from, departsOn: service.today }))
      paid.set(`${on} two`, ownAndOthers);
    expect(await entries()).to.deep.equal(summed(paid));
    await invariants();
  });

  const repaired = async (placementId: string, repair: Repair): Promise<string> => {
    const { version } = await now(placementId);
    const proposed = await run((tx) =>
      placements().proposeRepair(tx, national, {
        ...{ memberId: actorOf('administrator').memberId, placementId, expectedVersion: version },
        ...{ ...repair, reason: 'The wrong person was ticked' },
      }),
    );
    if (!proposed.ok) return proposed.refusal.code;
    const { repairId } = proposed.value;
    const { memberId } = manager;
    return told(
      await run((tx) =>
        placements().confirmRepair(tx, manager.home, { memberId, repairId, expectedVersion: 1 }),
      ),
    );
  };
  const undoLeaving = { kind: 'leaving_undone', dayOn: null } as const;
  const leftOn = (dayOn: IsoDate) => ({ kind: 'leaving_day', dayOn }) as const;

  it('charges whoever took a stay over for no night before: a leaving recorded by mistake, or on a wrong day, is paid again by whoever paid', async () => {
    const { placementId } = await aSharedResident('any', 84);
    const { referralId, stay } = await now(placementId);
    const began = stay.arrivesOn;
    const on = (days: number): IsoDate => addNights(began, days);
    const paidTo = async (days: number): Promise<void> => {
      const paid = new Map<string, Nightly>();
      for (const night of nightsOf({ arrivesOn: began, departsOn: on(days) }))
        paid.set(night, night < on(30) ? ownAndOthers : night < on(60) ? takenOver[1] : takenOver[0]);
      expect(await entries([referralId]), `${days} nights`).to.deep.equal(summed(paid));
    };
    for (const [fromOn, nightly] of [
      [on(30), takenOver[1]],
      [on(60), takenOver[2]],
      [on(60), takenOver[0]],
    ] as const) {
      expect(told(await ask(placementId, fromOn, nightly))).to.equal('done');
      expect(told(await confirm(placementId))).to.equal('done');
    }
    await paidTo(84);
    service.clock.advance({ days: 20 });
    expect(told(await discharge(placementId, on(17)))).to.equal('done');
    expect(await repaired(placementId, leftOn(on(14)))).to.equal('done');
    await paidTo(14);
    expect(await repaired(placementId, leftOn(on(20)))).to.equal('done');
    await paidTo(20);
    const preview = await service.uow.read((tx) =>
      placements().previewRepair(tx, national, placementId, undoLeaving),
    );
    expect(
      preview?.money.map(({ payer, changePence }) => `${payer} ${changePence / 100}`).sort(),
      'what each payer would pay',
    ).to.deep.equal([
      'additional_placement_fund 3700',
      'adp 2100',
      'housing_benefit 200',
      'social_work 3600',
    ]);
    expect(await repaired(placementId, undoLeaving)).to.equal('done');
    await paidTo(84);
    await invariants();
  });

  it('is what it was once a leaving is undone, whoever took over, whenever they left and however often it was put right', async () => {
    const change = fc.record({
      what: fc.constantFrom('takeover', 'leave', 'leave', 'leaving-day', 'undo', 'arrival-day', 'end'),
      by: fc.integer({ min: 1, max: 40 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 4, maxLength: 9 }), async (changes) => {
        const { placementId } = await aSharedResident('any', 147);
        const { referralId, stay } = await now(placementId);
        const agreed = new Map<string, Nightly>();
        const agree = (from: IsoDate, to: IsoDate, nightly: Nightly): void => {
          for (const night of from < to ? nightsOf({ arrivesOn: from, departsOn: to }) : [])
            agreed.set(night, nightly);
        };
        agree(stay.arrivesOn, stay.departsOn, ownAndOthers);
        let last: Nightly = ownAndOthers;
        let asked = 0;
        service.clock.advance({ days: 30 });
        const lived = async (what: string): Promise<void> => {
          const { stay: days, endedOn } = await now(placementId);
          const to = endedOn ?? days.departsOn;
          const paid = [...agreed].filter(([night]) => days.arrivesOn <= night && night < to);
          expect(await entries([referralId]), what).to.deep.equal(summed(new Map(paid)));
        };
        for (const { what, by } of changes) {
          const { state, stay: days } = await now(placementId);
          const on = addNights(stay.arrivesOn, by % 31);
          switch (what) {
            case 'takeover': {
              const fromOn = addNights(service.today, by);
              const nightly = takenOver[asked % 3] ?? {};
              if (!(await ask(placementId, fromOn, nightly)).ok) break;
              expect(told(await confirm(placementId))).to.equal('done');
              asked += 1;
              last = nightly;
              agree(fromOn, days.departsOn, nightly);
              break;
            }
            case 'end': {
              const departsOn = addNights(days.departsOn, by % 2 === 0 ? by : -by);
              if (state !== 'admitted') break;
              if (!(await dates(placementId, days.arrivesOn, departsOn)).ok) break;
              agree(days.departsOn, departsOn, last);
              break;
            }
            case 'leave':
              await discharge(placementId, on);
              break;
            case 'leaving-day':
              await repaired(placementId, leftOn(on));
              break;
            case 'arrival-day':
              await repaired(placementId, { kind: 'arrival_day', dayOn: on });
              break;
            case 'undo':
              await repaired(placementId, undoLeaving);
              break;
          }
          await lived(what);
        }
        if ((await now(placementId)).state === 'ended')
          expect(await repaired(placementId, undoLeaving)).to.equal('done');
        await lived('undone at last');
        await invariants();
        expect(told(await discharge(placementId, service.today))).to.equal('done');
      }),
      { numRuns: 8, seed: 20261122 },
    );
  });

  it('moves on after a takeover to a booking that the approval pays for, and goes on to on other days', async () => {
    const { placementId: firstId } = await aSharedResident('any', 28);
    service.clock.advance({ days: 7 });
    const { today } = service;
    expect(told(await ask(firstId, today, takenOver[0]))).to.equal('done');
    expect(told(await confirm(firstId))).to.equal('done');
    const movesOn = addNights(today, 3);
    // More nights than those who took over have approved: what pays for these is the approval.
    const proposed = await propose(firstId, 'rowan1', movesOn, addNights(today, 60));
    if (!proposed.ok) throw new Error(proposed.refusal.code);
    const taken = await accept(proposed.value.moveId);
    if (!taken.ok) throw new Error(taken.refusal.code);
    const { placementId: nextId } = taken.value;
    const paidBy = (departsOn: IsoDate) => {
      const paid = new Map<string, Nightly>();
      for (const on of nightsOf({ arrivesOn: addNights(today, -7), departsOn: today }))
        paid.set(on, ownAndOthers);
      for (const on of nightsOf({ arrivesOn: today, departsOn: movesOn })) paid.set(on, takenOver[0]);
      for (const on of nightsOf({ arrivesOn: movesOn, departsOn })) paid.set(on, ownAndOthers);
      return summed(paid);
    };
    expect(await entries()).to.deep.equal(paidBy(addNights(today, 60)));
    expect(told(await dates(nextId, movesOn, addNights(today, 59)))).to.equal('done');
    expect(await entries()).to.deep.equal(paidBy(addNights(today, 59)));
    await invariants();
  });

  it('moves on within the nights that are approved when more weeks were asked for and refused', async () => {
    const { placementId } = await aSharedResident('any', 28);
    service.clock.advance({ days: 7 });
    const { referralId } = await now(placementId);
    const { today } = service;
    const about = { referralId, today };
    const asked = await run((tx) =>
      service.modules.funding.requestFunding(tx, coordinator.home, {
        ...{ ...about, memberId: coordinator.memberId, weeks: 30, weeklyRatePence: pence(night * 7) },
        ...{ isFromAdditionalFund: false, reason: 'More weeks' },
      }),
    );
    expect(told(asked)).to.equal('done');
    const declined = await run((tx) =>
      service.modules.funding.decideFunding(tx, approver.home, {
        ...{ ...about, memberId: approver.memberId, decidedOn: today, decision: 'declined' },
        ...{ reason: 'no_money_left', note: null },
      }),
    );
    expect(told(declined)).to.equal('done');
    const [movesOn, departsOn] = [addNights(today, 3), addNights(today, 21)];
    const found = await service.uow.read((tx) =>
      placements().findOnwardPlaces(tx, coordinator.home, placementId, { arrivesOn: movesOn, departsOn }),
    );
    expect(found).to.deep.include({ obstacle: null, approvedPence: night * 7 });
    expect(found?.beds.map(({ bedId }) => bedId)).to.include(world.beds.rowan1);
    const proposed = await propose(placementId, 'rowan1', movesOn, departsOn);
    if (!proposed.ok) throw new Error(proposed.refusal.code);
    expect(told(await accept(proposed.value.moveId))).to.equal('done');
    const beyond = await propose(placementId, 'rowan1', movesOn, addNights(today, 162));
    expect(told(beyond)).to.equal('moves-on-already');
    await invariants();
  });

  const step = fc.record({
    what: fc.constantFrom('days', 'takeover', 'end', 'move', 'onward-days', 'leave', 'late', 'come'),
    by: fc.integer({ min: 1, max: 6 }),
  });

  it('is paid for once, whatever was taken over, moved, left early or late: entries and nights come to the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 8 }), async (steps) => {
        const stay = await aSharedResident('any', 140);
        const firstId = stay.placementId;
        const { referralId } = await now(firstId);
        const paidBy = new Map<string, Nightly>([[(await now(firstId)).fundingDecisionId, ownAndOthers]]);
        const decisionOf = async (placementId: string): Promise<Nightly> =>
          paidBy.get((await now(placementId)).fundingDecisionId) ?? {};
        const paid = new Map<string, Nightly>();
        const pay = (from: IsoDate, to: IsoDate, nightly: Nightly): void => {
          for (const on of from < to ? nightsOf({ arrivesOn: from, departsOn: to }) : [])
            paid.set(on, nightly);
        };
        const free = (isFree: (on: string) => boolean): void => {
          for (const on of [...paid.keys()]) if (isFree(on)) paid.delete(on);
        };
        const began = await now(firstId);
        pay(began.stay.arrivesOn, began.stay.departsOn, ownAndOthers);
        let nextId: string | null = null;
        let asked = 0;
        for (const { what, by } of steps) {
          const first = await now(firstId);
          const next = nextId === null ? null : await now(nextId);
          const { today } = service;
          switch (what) {
            case 'days':
              service.clock.advance({ days: by });
              break;
            case 'takeover': {
              if (!(await ask(firstId, addNights(today, by), takenOver[asked % 3] ?? {})).ok) break;
              const confirmed = await confirm(firstId);
              if (!confirmed.ok) throw new Error(confirmed.refusal.code);
              const nightly = takenOver[asked % 3] ?? {};
              asked += 1;
              paidBy.set(confirmed.value.fundingDecisionId, nightly);
              pay(addNights(today, by), first.stay.departsOn, nightly);
              break;
            }
            case 'end': {
              const departsOn = addNights(first.stay.departsOn, by % 2 === 0 ? by : -by);
              if (!(await dates(firstId, first.stay.arrivesOn, departsOn)).ok) break;
              free((on) => on >= departsOn);
              pay(first.stay.departsOn, departsOn, await decisionOf(firstId));
              break;
            }
            case 'move': {
              const [movesOn, departsOn] = [addNights(today, by + 1), addNights(today, by + 15)];
              const proposed = await propose(firstId, 'rowan1', movesOn, departsOn);
              if (!proposed.ok) break;
              const taken = await accept(proposed.value.moveId);
              if (!taken.ok) throw new Error(taken.refusal.code);
              nextId = taken.value.placementId;
              free((on) => on >= movesOn);
              // Who took over pays for the stay that was taken over, and no other.
              pay(movesOn, departsOn, ownAndOthers);
              break;
            }
            case 'onward-days': {
              if (nextId === null || next === null) break;
              const arrivesOn = addNights(next.stay.arrivesOn, by % 2 === 0 ? by : -by);
              const departsOn = addNights(next.stay.departsOn, by - 3);
              if (!(await dates(nextId, arrivesOn, departsOn)).ok) break;
              free((on) => on >= (first.state === 'admitted' ? arrivesOn : next.stay.arrivesOn));
              if (first.state === 'admitted') pay(first.stay.departsOn, arrivesOn, await decisionOf(firstId));
              pay(arrivesOn, departsOn, ownAndOthers);
              break;
            }
            case 'leave':
            case 'late': {
              if (what === 'late' && first.state === 'admitted' && next !== null)
                service.clock.advance({ days: 9 });
              const leftOn = service.today;
              const left = await discharge(firstId, leftOn);
              if (!left.ok) break;
              const paidTo = addNights(first.stay.departsOn, left.value.overstay?.paidNights ?? 0);
              const onwardFrom = next?.state === 'booked' ? next.stay.arrivesOn : null;
              if (left.value.overstay === null)
                free((on) => on >= leftOn && (onwardFrom === null || on < onwardFrom));
              else free((on) => on >= first.stay.departsOn && on < leftOn);
              if (nextId !== null && (await now(nextId)).state === 'never_started')
                free((on) => on >= leftOn);
              if (left.value.overstay !== null) pay(first.stay.departsOn, paidTo, await decisionOf(firstId));
              break;
            }
            case 'come': {
              if (nextId === null || next?.state !== 'booked') break;
              const change = await at(nextId);
              const came = await run((tx) =>
                placements().admit(tx, rowan, { ...change, admittedOn: service.today }),
              );
              if (!came.ok) break;
              free((on) => on >= next.stay.arrivesOn && on < service.today);
              const after = await now(firstId);
              if (first.state === 'admitted')
                pay(first.stay.departsOn, after.stay.departsOn, await decisionOf(firstId));
              break;
            }
          }
          expect(await entries([referralId]), what).to.deep.equal(summed(paid));
        }
        await invariants();
        // The beds are free for the next.
        if (nextId !== null && (await now(nextId)).state === 'booked') {
          const change = await at(nextId);
          await run((tx) =>
            placements().recordNeverStarted(tx, rowan, { ...change, reason: 'person_declined' }),
          );
        }
        for (const id of [nextId, firstId])
          if (id !== null && (await now(id)).state === 'admitted') {
            const change = await at(id);
            await run((tx) =>
              placements().discharge(tx, national, {
                ...{ ...change, endedOn: service.today, kind: 'unplanned', reason: 'dropped_out' },
              }),
            );
          }
      }),
      { numRuns: 8, seed: 20261122 },
    );
  });
});
