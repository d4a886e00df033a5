import { expect } from 'chai';
import fc from 'fast-check';

import { systemActor } from '../../../../src/kernel/actor.js';
import { addNights, type IsoDate } from '../../../../src/kernel/iso-date.js';
import type { Outcome, Refusal } from '../../../../src/kernel/outcome.js';
import type { Plain, Tx } from '../../../../src/kernel/unit-of-work.js';
import { checkInvariants } from '../../../proof/check-invariants.js';
import { readFacts } from '../../../proof/facts.js';
import { startService, type MadePlacement, type RunningService } from '../../../support/running-service.js';
import { actorOf, world, type BedName } from '../../../support/small-world.js';

const coordinator = actorOf('coordinator');
const manager = actorOf('provider_manager');

type Here = Pick<MadePlacement, 'placementId' | 'version'>;

describe('changes of a booking or a stay', () => {
  let service: RunningService;
  beforeEach(async () => {
    service = await startService();
    await service.dataSource.query('UPDATE project SET turnaround_nights = 1');
  });
  afterEach(async () => {
    await service?.stop();
  });

  const run = async <T extends Plain, R extends Refusal>(work: (tx: Tx) => Promise<Outcome<T, R>>) => {
    const outcome = await service.uow.run({ actor: systemActor, requestId: 'stay-changes' }, work);
    // Of two changes the later one has a later time.
    service.clock.advance({ seconds: 1 });
    return outcome;
  };
  const codeOf = (outcome: Outcome<unknown, Refusal>): string => (outcome.ok ? 'done' : outcome.refusal.code);
  const changeOf = ({ placementId, version }: Here) => ({
    memberId: manager.memberId,
    placementId,
    expectedVersion: version,
  });
  const dates = (stay: Here, arrivesOn: IsoDate, departsOn: IsoDate) =>
    run((tx) =>
      service.modules.placements.changeDates(tx, coordinator.home, {
        ...changeOf(stay),
        ...{ arrivesOn, departsOn, reason: 'The journey' },
      }),
    );
  const move = (stay: Here, bed: BedName, movesOn: IsoDate) =>
    run((tx) =>
      service.modules.placements.moveBed(tx, manager.home, {
        ...changeOf(stay),
        ...{ bedId: world.beds[bed], movesOn, reason: 'Nearer the bathroom' },
      }),
    );
  const discharge = (stay: Here, endedOn: IsoDate) =>
    run((tx) =>
      service.modules.placements.discharge(tx, manager.home, {
        ...changeOf(stay),
        ...{ endedOn, kind: 'unplanned', reason: 'dropped_out' },
      }),
    );
  const now = async ({ placementId }: Pick<Here, 'placementId'>) => {
    const found = await service.uow.read((tx) =>
      service.modules.placements.placements.find(tx, { kind: 'national' }, placementId),
    );
    return found!;
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
  const nightsIn = async (bed: BedName): Promise<readonly string[]> =>
    (
      await service.dataSource.query(
        `SELECT MIN(night) AS first, MAX(night) AS last, COUNT(*) AS nights, claim_kind AS kind FROM bed_night
          WHERE bed_id = ? GROUP BY claim_kind ORDER BY first`,
        [world.beds[bed]],
      )
    ).map((row: Record<string, string>) => `${row['kind']} ${row['first']} ${row['nights']}`);

  describe('other days', () => {
    it('move a booking with its nights and its money, and what it had is free for the next person', async () => {
      const from = addNights(service.today, 10);
      const booking = await service.aBooking({ bed: 'any', arrivesOn: from, nights: 28 });
      const later = addNights(from, 14);
      expect(codeOf(await dates(booking, later, addNights(later, 21)))).to.equal('done');
      expect(await nightsIn('any')).to.deep.equal([
        `stay ${later} 21`,
        `turnaround ${addNights(later, 21)} 1`,
      ]);
      expect(await budgets()).to.deep.equal([315_000, 0]);
      const next = await service.aReadyReferral({ familyName: 'Next' });
      await service.anOffer({ referral: next, bed: 'any', arrivesOn: from, nights: 7 });
      await invariants();
    });

    it('of a booking are spent on arrival and given back when the person leaves early', async () => {
      const booking = await service.aBooking({
        bed: 'any',
        arrivesOn: addNights(service.today, 10),
        nights: 28,
      });
      const { version } = await now(booking);
      await dates({ ...booking, version }, service.today, addNights(service.today, 28));
      const moved = await now(booking);
      await service.act('provider_manager', (tx) =>
        service.modules.placements.admit(tx, manager.home, {
          ...changeOf(moved),
          admittedOn: service.today,
        }),
      );
      expect(await budgets()).to.deep.equal([0, 420_000]);
      service.clock.advance({ days: 7 });
      await discharge(await now(booking), service.today);
      expect(await budgets()).to.deep.equal([0, 105_000]);
      await invariants();
    });

    it('of a booking whose person never comes let go of what is held now', async () => {
      const booking = await service.aBooking({
        bed: 'any',
        arrivesOn: addNights(service.today, 3),
        nights: 28,
      });
      await dates(booking, addNights(service.today, 5), addNights(service.today, 26));
      await run(async (tx) =>
        service.modules.placements.recordNeverStarted(tx, manager.home, {
          ...changeOf({ ...booking, version: 2 }),
          reason: 'prison',
        }),
      );
      expect(await budgets()).to.deep.equal([0, 0]);
      await invariants();
    });

    it('end a stay earlier and later again, and each night is paid for once', async () => {
      const resident = await service.aResident({ bed: 'any', nights: 56 });
      const { arrivesOn } = resident.offer;
      expect(codeOf(await dates(resident, arrivesOn, addNights(arrivesOn, 28)))).to.equal('done');
      expect(await budgets()).to.deep.equal([0, 420_000]);
      expect(codeOf(await dates(await now(resident), arrivesOn, addNights(arrivesOn, 42)))).to.equal('done');
      expect(await budgets()).to.deep.equal([0, 630_000]);
      service.clock.advance({ days: 35 });
      await discharge(await now(resident), service.today);
      expect(await budgets()).to.deep.equal([0, 525_000]);
      await invariants();
    });

    it('are refused with what stands in the way, and change nothing', async () => {
      const from = addNights(service.today, 10);
      const booking = await service.aBooking({ bed: 'any', arrivesOn: from, nights: 28 });
      const next = await service.aReadyReferral({ familyName: 'Next' });
      await service.anOffer({ referral: next, bed: 'any', arrivesOn: addNights(from, 40), nights: 7 });
      const before = [await nightsIn('any'), await budgets()];
      expect(codeOf(await dates(booking, from, addNights(from, 28)))).to.equal('dates-unchanged');
      expect(codeOf(await dates(booking, addNights(from, 20), addNights(from, 41)))).to.equal(
        'bed-already-taken',
      );
      expect(codeOf(await dates(booking, addNights(service.today, -1), from))).to.equal(
        'arrival-in-the-past',
      );
      expect(codeOf(await dates(booking, from, addNights(from, 85)))).to.equal('stay-exceeds-funding');
      expect(codeOf(await dates({ ...booking, version: 9 }, from, addNights(from, 7)))).to.equal(
        'changed-since-you-read-it',
      );
      expect([await nightsIn('any'), await budgets()]).to.deep.equal(before);
      const resident = await service.aResident({ bed: 'plain', nights: 28 });
      expect(
        codeOf(await dates(resident, addNights(service.today, 1), addNights(service.today, 28))),
      ).to.equal('arrival-is-recorded');
      service.clock.advance({ days: 3 });
      expect(codeOf(await dates(resident, resident.offer.arrivesOn, addNights(service.today, -1)))).to.equal(
        'end-too-early',
      );
    });

    it('asked for twice at once are given once, and an offer of the same nights loses or wins whole', async () => {
      for (let round = 0; round < 4; round += 1) {
        const from = addNights(service.today, 10 + round * 60);
        const booking = await service.aBooking({ bed: 'any', arrivesOn: from, nights: 7 });
        const next = await service.aReadyReferral({ familyName: `Next${round}` });
        const wanted = addNights(from, 14);
        const [first, second, offered] = await Promise.all([
          dates(booking, wanted, addNights(wanted, 7)),
          dates(booking, addNights(wanted, 1), addNights(wanted, 8)),
          run((tx) =>
            service.modules.placements.makeOffer(tx, coordinator.home, {
              ...{ memberId: coordinator.memberId, referralId: next.referralId, bedId: world.beds.any },
              ...{ arrivesOn: addNights(wanted, 3), departsOn: addNights(wanted, 5) },
            }),
          ),
        ]);
        const done = [first, second, offered].map(codeOf).filter((code) => code === 'done');
        expect(done, [first, second, offered].map(codeOf).join()).to.have.length(1);
        await invariants();
      }
    });
  });

  describe('another bed', () => {
    it('keeps one stay: the old bed is free from that night, and the start is counted once, where it was', async () => {
      const resident = await service.aResident({ bed: 'any', nights: 28 });
      const { arrivesOn, departsOn } = resident.offer;
      service.clock.advance({ days: 5 });
      const movesOn = service.today;
      expect(codeOf(await move(resident, 'plain', movesOn))).to.equal('done');
      expect(await nightsIn('any')).to.deep.equal([`stay ${arrivesOn} 5`, `turnaround ${movesOn} 1`]);
      expect(await nightsIn('plain')).to.deep.equal([`stay ${movesOn} 23`, `turnaround ${departsOn} 1`]);
      expect(await budgets()).to.deep.equal([0, 420_000]);
      const next = await service.aReadyReferral({ familyName: 'Next' });
      await service
        .aResident({ referral: next, bed: 'any', arrivesOn: addNights(movesOn, 1), nights: 7 })
        .catch(() => undefined);
      const [row] = await service.dataSource.query(
        'SELECT bed_id, started_bed_id FROM placement WHERE id = ?',
        [resident.placementId],
      );
      expect([row.bed_id, row.started_bed_id]).to.deep.equal([world.beds.plain, world.beds.any]);
      await discharge(await now(resident), movesOn);
      await invariants();
    });

    it('of a booking is taken whole, and the first one leaves nothing', async () => {
      const from = addNights(service.today, 10);
      const booking = await service.aBooking({ bed: 'any', arrivesOn: from, nights: 14 });
      expect(codeOf(await move(booking, 'shared1', from))).to.equal('done');
      expect(await nightsIn('any')).to.deep.equal([]);
      expect(codeOf(await dates(await now(booking), addNights(from, -3), addNights(from, 7)))).to.equal(
        'done',
      );
      await invariants();
    });

    it('is refused where somebody is, where the person does not fit, and for a bed of another provider', async () => {
      const resident = await service.aResident({ bed: 'any', nights: 28 });
      await service.aResident({ bed: 'plain', nights: 28 });
      service.clock.advance({ days: 2 });
      const on = service.today;
      expect(codeOf(await move(resident, 'plain', on))).to.equal('bed-not-vacated');
      expect(codeOf(await move(resident, 'female', on))).to.equal('place-does-not-fit');
      expect(codeOf(await move(resident, 'rowan1', on))).to.equal('bed-not-found');
      expect(codeOf(await move(resident, 'any', on))).to.equal('already-in-that-bed');
      expect(codeOf(await move(resident, 'male', addNights(on, 1)))).to.equal('move-in-the-future');
      expect(codeOf(await move(resident, 'male', resident.offer.arrivesOn))).to.equal('move-outside-stay');
      const found = await service.uow.read((tx) =>
        service.modules.placements.findBedsToMoveTo(tx, manager.home, resident.placementId),
      );
      const beds = found!.beds.map(({ bedId }) => bedId);
      expect(beds).to.include.members([world.beds.male, world.beds.shared1]);
      expect(beds).to.not.include.members([world.beds.plain]);
      expect(beds).to.not.include.members([world.beds.female]);
    });

    it('wanted by two at once goes to one', async () => {
      const one = await service.aResident({ bed: 'any', nights: 28 });
      const two = await service.aResident({ bed: 'plain', nights: 28 });
      service.clock.advance({ days: 2 });
      const outcomes = await Promise.all([
        move(one, 'male', service.today),
        move(two, 'male', service.today),
      ]);
      expect(outcomes.map(codeOf).sort()).to.deep.equal(['bed-not-vacated', 'done']);
      await invariants();
    });
  });

  it('in any order leave every night, every penny and every count right', async function () {
    this.timeout(120_000);
    const beds: readonly BedName[] = ['any', 'male', 'plain', 'shared1', 'shared2', 'family'];
    const step = fc.oneof(
      fc.record({
        kind: fc.constant('dates' as const),
        who: fc.nat(2),
        from: fc.nat(20),
        nights: fc.integer({ min: 1, max: 80 }),
      }),
      fc.record({
        kind: fc.constant('end' as const),
        who: fc.nat(2),
        nights: fc.integer({ min: 1, max: 84 }),
      }),
      fc.record({ kind: fc.constant('move' as const), who: fc.nat(2), bed: fc.constantFrom(...beds) }),
      fc.record({ kind: fc.constant('admit' as const), who: fc.nat(2) }),
      fc.record({ kind: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 6 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 14 }), async (steps) => {
        const people = [
          await service.aResident({ bed: 'any', nights: 28 }),
          await service.aBooking({ bed: 'shared1', arrivesOn: addNights(service.today, 4), nights: 21 }),
          await service.aBooking({ bed: 'plain', arrivesOn: service.today, nights: 42 }),
        ];
        for (const asked of steps) {
          if (asked.kind === 'wait') {
            service.clock.advance({ days: asked.days });
            continue;
          }
          const stay = await now(people[asked.who]!);
          const { arrivesOn } = stay.stay;
          switch (asked.kind) {
            case 'dates': {
              const from = addNights(service.today, asked.from);
              await dates(stay, from, addNights(from, asked.nights));
              break;
            }
            case 'end':
              await dates(stay, arrivesOn, addNights(arrivesOn, asked.nights));
              break;
            case 'move':
              await move(stay, asked.bed, stay.state === 'booked' ? arrivesOn : service.today);
              break;
            case 'admit':
              await run((tx) =>
                service.modules.placements.admit(tx, manager.home, {
                  ...changeOf(stay),
                  admittedOn: service.today,
                }),
              );
              break;
          }
        }
        await invariants();
        for (const person of people) {
          const stay = await now(person);
          const last = stay.stay.departsOn < service.today ? stay.stay.departsOn : service.today;
          if (stay.state === 'admitted') await discharge(stay, last);
          else {
            await run((tx) =>
              service.modules.placements.recordNeverStarted(tx, manager.home, {
                ...changeOf(stay),
                reason: 'prison',
              }),
            );
          }
        }
        await invariants();
        service.clock.advance({ days: 2 });
      }),
      { numRuns: 8, seed: 20261122, endOnFailure: true },
    );
  });
});
