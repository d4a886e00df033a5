import { expect } from 'chai';

import { systemActor } from '../../../../src/kernel/actor.js';
import { addNights, type IsoDate } from '../../../../src/kernel/iso-date.js';
import { pence } from '../../../../src/kernel/money.js';
import type { Outcome, Refusal } from '../../../../src/kernel/outcome.js';
import type { Plain, Tx } from '../../../../src/kernel/unit-of-work.js';
import { checkInvariants } from '../../../proof/check-invariants.js';
import { readFacts } from '../../../proof/facts.js';
import { startService, type MadePlacement, type RunningService } from '../../../support/running-service.js';
import { actorOf, world } from '../../../support/small-world.js';

const coordinator = actorOf('coordinator');
const approver = actorOf('approver');
const manager = actorOf('provider_manager');
const rowan = { kind: 'provider', providerId: world.providers.rowan.id } as const;
const national = { kind: 'national' } as const;

describe('the stays of somebody who goes on to another provider', () => {
  let service: RunningService;
  let stay: MadePlacement;
  /** The booking at the other provider, and the day of the move. */
  let nextId: string;
  let day: IsoDate;
  let end: IsoDate;
  beforeEach(async () => {
    service = await startService();
    await service.dataSource.query('UPDATE project SET turnaround_nights = 1');
    stay = await service.aResident({ bed: 'any', nights: 28 });
    await service.runWorkerOnce();
    service.clock.advance({ days: 7 });
    day = addNights(service.today, 7);
    end = addNights(service.today, 21);
    nextId = await onward();
  });
  afterEach(async () => {
    await service?.stop();
  });

  const run = async <T extends Plain, R extends Refusal>(work: (tx: Tx) => Promise<Outcome<T, R>>) => {
    const outcome = await service.uow.run({ actor: systemActor, requestId: 'linked-stays' }, work);
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
  const onward = async (): Promise<string> => {
    const here = await at(stay.placementId);
    const proposed = await run((tx) =>
      placements().proposeMove(tx, coordinator.home, {
        ...{ ...here, memberId: coordinator.memberId, reason: 'Nearer home' },
        ...{ bedId: world.beds.rowan1, movesOn: day, departsOn: end, weeklyRatePence: pence(105_000) },
      }),
    );
    if (!proposed.ok) throw new Error(proposed.refusal.code);
    const { moveId } = proposed.value;
    const accepted = await run((tx) =>
      placements().acceptMove(tx, rowan, { memberId: manager.memberId, moveId, expectedVersion: 1 }),
    );
    if (!accepted.ok) throw new Error(accepted.refusal.code);
    return accepted.value.placementId;
  };
  const dates = async (
    placementId: string,
    arrivesOn: IsoDate,
    departsOn: IsoDate,
    scope: typeof rowan | typeof coordinator.home = rowan,
  ) => {
    const change = await at(placementId);
    return run((tx) =>
      placements().changeDates(tx, scope, { ...change, arrivesOn, departsOn, reason: 'The journey' }),
    );
  };
  const look = (placementId: string, arrivesOn: IsoDate, departsOn: IsoDate) =>
    service.uow.read((tx) =>
      placements().previewDates(tx, coordinator.home, placementId, { arrivesOn, departsOn }),
    );
  const discharge = async (endedOn: IsoDate) => {
    const change = await at(stay.placementId);
    return run((tx) =>
      placements().discharge(tx, manager.home, {
        ...{ ...change, endedOn, kind: 'planned', reason: 'completed' },
      }),
    );
  };
  const money = async (): Promise<readonly number[]> => {
    const [row] = await service.dataSource.query(
      `SELECT SUM(held_pence) AS held, SUM(spent_pence) AS spent,
              (SELECT SUM(claimed_nights) FROM funding_decision) AS nights FROM budget`,
    );
    return [Number(row.held), Number(row.spent), Number(row.nights)];
  };
  const invariants = async (): Promise<void> => {
    await service.runWorkerOnce();
    const facts = await readFacts((statement) => service.dataSource.query(statement));
    expect(checkInvariants(facts), 'broken invariants').to.deep.equal([]);
  };
  const days = async () => [
    (await now(stay.placementId)).stay.departsOn,
    (await now(nextId)).stay.arrivesOn,
    (await now(nextId)).stay.departsOn,
  ];
  /** Each night of both, with the bed it is slept in. */
  const nights = async (): Promise<readonly string[]> =>
    (
      await service.dataSource.query(
        `SELECT claim_id, COUNT(*) AS nights, CAST(MIN(night) AS CHAR) AS first FROM client_night
          WHERE claim_id IN (?) GROUP BY claim_id ORDER BY first`,
        [[stay.placementId, nextId]],
      )
    ).map(
      ({ claim_id, nights: count }: { claim_id: string; nights: string }) =>
        `${claim_id === nextId ? 'there' : 'here'} ${count}`,
    );
  /** The provider of everybody who was told that days changed; null for the partnership's own. */
  const toldProviders = async (): Promise<readonly (string | null)[]> =>
    (
      await service.dataSource.query<{ provider_id: string | null }[]>(
        "SELECT m.provider_id FROM notification n JOIN member m ON m.id = n.member_id WHERE n.kind = 'stay-changed'",
      )
    ).map(({ provider_id }) => provider_id);
  const dayPassesTo = (on: IsoDate) =>
    service.clock.advance({ days: Math.round((Date.parse(on) - Date.parse(service.today)) / 86_400_000) });

  it('change hands on another day when the onward booking begins later or earlier, with nights and money of both', async () => {
    expect(await money()).to.deep.equal([210_000, 210_000, 28]);
    const later = addNights(day, 3);
    const preview = await look(nextId, later, end);
    expect(preview).to.deep.include({ obstacles: [], stayBeforeEndsOn: later, fundedNights: 84 - 17 });
    expect(preview!.money.map(({ changePence }) => changePence)).to.deep.equal([0]);
    expect(told(await dates(nextId, later, end))).to.equal('done');
    expect(await days()).to.deep.equal([later, later, end]);
    expect(await nights()).to.deep.equal(['here 17', 'there 11']);
    expect(await money()).to.deep.equal([165_000, 255_000, 28]);
    await invariants();
    const earlier = addNights(day, -2);
    expect(told(await dates(nextId, earlier, addNights(end, 4), coordinator.home))).to.equal('done');
    expect(await days()).to.deep.equal([earlier, earlier, addNights(end, 4)]);
    expect(await nights()).to.deep.equal(['here 12', 'there 20']);
    expect(await money()).to.deep.equal([300_000, 180_000, 32]);
    await invariants();
    expect(await toldProviders()).to.include.members([
      world.providers.rowan.id,
      (await now(stay.placementId)).providerId,
    ]);
  });

  it('leaves the first as it is where only the end of the onward booking moves', async () => {
    const before = await now(stay.placementId);
    expect(told(await dates(nextId, day, addNights(end, 7)))).to.equal('done');
    expect(await now(stay.placementId)).to.deep.equal(before);
    await invariants();
  });

  it('says which first days would do where the first cannot end then, and nothing has changed', async () => {
    const other = await service.aBooking({ bed: 'any', arrivesOn: addNights(day, 5), nights: 7 });
    const before = [await days(), await nights(), await money()];
    const later = addNights(day, 6);
    const refused = await dates(nextId, later, end);
    const facts = {
      code: 'stay-before-cannot-follow',
      why: 'bed-already-taken',
      earliestOn: service.today,
      latestOn: addNights(day, 4),
    };
    expect(refused.ok ? null : refused.refusal).to.deep.equal(facts);
    expect((await look(nextId, later, end))!.obstacles).to.deep.include(facts);
    expect([await days(), await nights(), await money()]).to.deep.equal(before);
    expect(told(await dates(nextId, addNights(day, 4), end))).to.equal('done');
    expect((await now(other.placementId)).state).to.equal('booked');
    await invariants();
    const gone = await dates(nextId, addNights(service.today, -1), end);
    expect(told(gone)).to.equal('arrival-in-the-past');
  });

  it('cannot be parted: the first ends no earlier and no later by itself, and goes with the booking', async () => {
    const { arrivesOn } = (await now(stay.placementId)).stay;
    for (const departsOn of [addNights(day, -1), addNights(day, 1)]) {
      const refused = await dates(stay.placementId, arrivesOn, departsOn, coordinator.home);
      const facts = { code: 'onward-booking-stands', placementId: nextId, arrivesOn: day };
      expect(refused.ok ? null : refused.refusal).to.deep.equal(facts);
      expect((await look(stay.placementId, arrivesOn, departsOn))!.obstacles).to.deep.include(facts);
    }
    const change = await at(stay.placementId);
    const extended = await run((tx) =>
      placements().extend(tx, manager.home, { ...change, departsOn: addNights(day, 1), reason: 'Longer' }),
    );
    expect(told(extended)).to.equal('onward-booking-stands');
    await invariants();
  });

  it('closes a gap that an old caseload has between them, by either end', async () => {
    expect(told(await dates(nextId, addNights(day, 2), end))).to.equal('done');
    await service.dataSource.query('UPDATE placement SET follows_placement_id = NULL WHERE id = ?', [nextId]);
    const { arrivesOn } = (await now(stay.placementId)).stay;
    expect(told(await dates(stay.placementId, arrivesOn, day, coordinator.home))).to.equal('done');
    await service.dataSource.query('UPDATE placement SET follows_placement_id = ? WHERE id = ?', [
      ...[stay.placementId, nextId],
    ]);
    expect(await days()).to.deep.equal([day, addNights(day, 2), end]);
    const closer = addNights(day, 1);
    expect(told(await dates(stay.placementId, arrivesOn, closer, coordinator.home))).to.equal('done');
    expect(told(await dates(nextId, addNights(day, 3), end))).to.equal('done');
    expect(await days()).to.deep.equal([addNights(day, 3), addNights(day, 3), end]);
    await invariants();
  });

  it('are changed once when both ends are moved in the same moment, and nobody is without a bed', async () => {
    const [one, two] = await Promise.all([
      dates(nextId, addNights(day, 2), end),
      dates(nextId, addNights(day, -2), end, coordinator.home),
    ]);
    expect([told(one), told(two)].sort()).to.deep.equal(['changed-since-you-read-it', 'done']);
    const [ends, begins] = await days();
    expect(ends).to.equal(begins);
    await invariants();
  });

  it('change hands or are left, whichever comes first, when the leaving is recorded meanwhile', async () => {
    const [moved, left] = await Promise.all([
      dates(nextId, addNights(day, 2), end),
      discharge(service.today),
    ]);
    expect(['done', 'changed-since-you-read-it']).to.include(told(moved));
    expect(['done', 'changed-since-you-read-it']).to.include(told(left));
    expect([told(moved), told(left)]).to.include('done');
    await invariants();
  });

  describe('when the leaving is later than planned', () => {
    it('slept where they were: the onward booking begins on that day, and its nights before pay for these', async () => {
      const leftOn = addNights(day, 2);
      dayPassesTo(addNights(day, 3));
      const left = await discharge(leftOn);
      expect(left.ok ? left.value.overstay : left.refusal).to.deep.equal({
        ...{ nights: 2, paidNights: 2, nightsOfOthers: 0 },
      });
      expect(await days()).to.deep.equal([leftOn, leftOn, end]);
      expect(await nights()).to.deep.equal(['here 16', 'there 12']);
      expect(await money()).to.deep.equal([180_000, 240_000, 28]);
      await invariants();
      expect(await toldProviders()).to.include(world.providers.rowan.id);
      const change = await at(nextId);
      const came = await run((tx) => placements().admit(tx, rowan, { ...change, admittedOn: service.today }));
      expect(told(came)).to.equal('done');
      expect(await money()).to.deep.equal([0, 405_000, 27]);
      await invariants();
    });

    it('past the end of the onward booking: that never began, and bed, nights and money of it are free', async () => {
      const leftOn = addNights(end, 1);
      dayPassesTo(leftOn);
      const left = await discharge(leftOn);
      expect(left.ok ? left.value.overstay : left.refusal).to.deep.equal({
        ...{ nights: 15, paidNights: 15, nightsOfOthers: 0 },
      });
      expect((await now(nextId)).state).to.equal('never_started');
      expect(await nights()).to.deep.equal(['here 29']);
      expect(await money()).to.deep.equal([0, 435_000, 29]);
      await invariants();
    });
  });

  describe('when others have taken over the first', () => {
    const takeOver = async (placementId: string) => {
      const { referralId } = await now(placementId);
      const asked = await run((tx) =>
        service.modules.funding.askTakeover(tx, coordinator.home, {
          ...{ memberId: coordinator.memberId, referralId, fromOn: service.today, today: service.today },
          ...{ weeklyRatePence: pence(105_000), payer: 'social_work', otherPayers: [], reason: 'Ended' },
        }),
      );
      if (!asked.ok) throw new Error(asked.refusal.code);
      const confirmed = await run((tx) =>
        service.modules.funding.confirmTakeover(tx, approver.home, {
          ...{ memberId: approver.memberId, referralId, expectedVersion: 1, today: service.today },
        }),
      );
      if (!confirmed.ok) throw new Error(confirmed.refusal.code);
    };

    it('the onward booking is weighed by its own decision, longer and shorter', async () => {
      await takeOver(stay.placementId);
      expect(told(await dates(nextId, day, addNights(end, 3)))).to.equal('done');
      expect(told(await dates(nextId, day, addNights(end, -3)))).to.equal('done');
      const beyond = await dates(nextId, day, addNights(day, 85));
      expect(beyond.ok ? null : beyond.refusal).to.deep.equal({
        ...{ code: 'stay-exceeds-funding', fundedNights: 84, askedNights: 85 },
      });
      expect((await look(nextId, day, addNights(end, 1)))!.fundedNights).to.equal(84);
      await invariants();
    });

    it('the first is made longer only as far as those who took over approved', async () => {
      await takeOver(stay.placementId);
      const refused = await dates(nextId, addNights(day, 1), end);
      expect(refused.ok ? null : refused.refusal).to.deep.include({
        ...{ code: 'stay-before-cannot-follow', why: 'stay-exceeds-funding', latestOn: day },
      });
      expect(told(await dates(nextId, addNights(day, -1), end))).to.equal('done');
      await invariants();
    });

    it('a later decision weighs here and there together', async () => {
      const { referralId } = await now(stay.placementId);
      const decided = await run((tx) =>
        service.modules.funding.decideFunding(tx, approver.home, {
          ...{ memberId: approver.memberId, referralId, today: service.today, decidedOn: service.today },
          ...{ decision: 'approved', weeks: 4, weeklyRatePence: pence(105_000) },
        }),
      );
      expect(told(decided)).to.equal('done');
      const refused = await dates(nextId, day, addNights(end, 1));
      expect(refused.ok ? null : refused.refusal).to.deep.equal({
        ...{ code: 'stay-exceeds-funding', fundedNights: 14, askedNights: 15 },
      });
      expect(told(await dates(nextId, day, addNights(end, -1)))).to.equal('done');
      await invariants();
    });
  });

  it('ends with the planned day when nobody goes on after all, and can be made longer again', async () => {
    const change = await at(nextId);
    const never = await run((tx) =>
      placements().recordNeverStarted(tx, rowan, { ...change, reason: 'person_declined' }),
    );
    expect(told(never)).to.equal('done');
    const { arrivesOn } = (await now(stay.placementId)).stay;
    expect(told(await dates(stay.placementId, arrivesOn, addNights(day, 3), coordinator.home))).to.equal(
      'done',
    );
    dayPassesTo(day);
    await invariants();
  });
});
