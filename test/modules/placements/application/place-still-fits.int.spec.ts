import { expect } from 'chai';

import { systemActor } from '../../../../src/kernel/actor.js';
import { addNights, type IsoDate } from '../../../../src/kernel/iso-date.js';
import type { Outcome, Refusal } from '../../../../src/kernel/outcome.js';
import type { Plain, Tx } from '../../../../src/kernel/unit-of-work.js';
import { startService, type MadePlacement, type RunningService } from '../../../support/running-service.js';
import { actorOf, world } from '../../../support/small-world.js';

const manager = actorOf('provider_manager');

describe('a place that was promised', () => {
  let service: RunningService;
  beforeEach(async () => {
    service = await startService();
  });
  afterEach(async () => {
    await service?.stop();
  });

  const run = <T extends Plain, R extends Refusal>(work: (tx: Tx) => Promise<Outcome<T, R>>) =>
    service.uow.run({ actor: systemActor, requestId: 'still-fits' }, work);
  const changeOf = ({ placementId, version }: Pick<MadePlacement, 'placementId' | 'version'>) => ({
    memberId: manager.memberId,
    placementId,
    expectedVersion: version,
  });
  const admit = (booking: MadePlacement, admittedOn: IsoDate = service.today) =>
    run((tx) => service.modules.placements.admit(tx, manager.home, { ...changeOf(booking), admittedOn }));
  const extend = (stay: MadePlacement, nights: number) =>
    run((tx) =>
      service.modules.placements.extend(tx, manager.home, {
        ...changeOf(stay),
        ...{ departsOn: addNights(stay.offer.departsOn, nights), reason: 'Needs longer' },
      }),
    );
  /** As an import would leave the bed; imports themselves refuse this while somebody depends on it. */
  const change = (bedId: string, to: string) =>
    service.dataSource.query(`UPDATE bed_unit SET ${to}, version = version + 1 WHERE id = ?`, [bedId]);
  const rulesOf = (outcome: Outcome<unknown, Refusal>): unknown =>
    outcome.ok
      ? 'done'
      : 'checks' in outcome.refusal && Array.isArray(outcome.refusal.checks)
        ? [outcome.refusal.code, ...outcome.refusal.checks.map(({ rule }: { rule: string }) => rule)]
        : outcome.refusal.code;
  const roomNights = async (): Promise<readonly string[]> =>
    (
      await service.dataSource.query(
        'SELECT room_id AS room, COUNT(*) AS nights FROM room_night WHERE occupants > 0 GROUP BY room_id',
      )
    ).map(({ room, nights }: { room: string; nights: string }) => `${room} ${nights}`);

  it('is asked about on the day of arrival: a rule that says no refuses, with what it saw', async () => {
    const booking = await service.aBooking({ bed: 'any', nights: 28 });
    await change(booking.offer.bedId, `sex_designation = 'female'`);
    expect(rulesOf(await admit(booking))).to.deep.equal(['place-does-not-fit', 'sex_designation']);
    await change(booking.offer.bedId, `sex_designation = 'any'`);
    expect(rulesOf(await admit(booking))).to.equal('done');
  });

  it('is asked about when it is accepted: nothing is booked that would be refused at the door', async () => {
    const offer = await service.anOffer({ bed: 'any', nights: 28 });
    const accept = () =>
      run((tx) =>
        service.modules.placements.acceptOffer(tx, manager.home, {
          ...{ offerId: offer.offerId, expectedVersion: offer.version, memberId: manager.memberId },
        }),
      );
    await change(offer.bedId, `sex_designation = 'female'`);
    expect(rulesOf(await accept())).to.deep.equal(['place-does-not-fit', 'sex_designation']);
    await change(offer.bedId, `sex_designation = 'any'`);
    expect(rulesOf(await accept())).to.equal('done');
  });

  it('is one resident’s at a time: of two arrivals recorded at once one waits, and is told who is still there', async () => {
    const first = await service.aBooking({ bed: 'any', nights: 3 });
    const second = await service.aBooking({
      bed: 'any',
      nights: 3,
      arrivesOn: addNights(first.offer.departsOn, 3),
    });
    service.clock.advance({ days: 7 });
    const outcomes = await Promise.all([admit(first, first.offer.arrivesOn), admit(second)]);
    expect(outcomes.map(rulesOf).sort()).to.deep.equal(['bed-not-vacated', 'done']);
    const [{ residents }] = await service.dataSource.query(
      `SELECT COUNT(*) AS residents FROM placement WHERE state = 'admitted'`,
    );
    expect(Number(residents)).to.equal(1);
  });

  it('lets somebody in where a fact is not recorded, and where the project takes no new referrals', async () => {
    const referral = await service.aReadyReferral({ needsStepFree: true });
    const booking = await service.aBooking({ referral, bed: 'any', nights: 28 });
    await change(booking.offer.bedId, 'is_step_free = NULL');
    await service.dataSource.query('UPDATE project SET accepting_referrals = FALSE');
    expect(rulesOf(await admit(booking))).to.equal('done');
  });

  it('is asked about for the whole of a longer stay', async () => {
    const referral = await service.aReadyReferral({ fundedWeeks: 30 });
    const resident = await service.aResident({ referral, bed: 'any', nights: 28 });
    await change(resident.offer.bedId, `sex_designation = 'female'`);
    expect(rulesOf(await extend(resident, 7))).to.deep.equal(['place-does-not-fit', 'sex_designation']);
    await change(resident.offer.bedId, `sex_designation = 'male'`);
    expect(rulesOf(await extend(resident, 7))).to.equal('done');
  });

  it('is not made longer for a family whose child would grow too old', async () => {
    // Twelve on the second day after the planned end.
    const bornOn = addNights(service.today, 29);
    const oldestChildBornOn = `${Number(bornOn.slice(0, 4)) - 12}${bornOn.slice(4)}` as IsoDate;
    const referral = await service.aReadyReferral({ fundedWeeks: 30, children: 1, oldestChildBornOn });
    const resident = await service.aResident({ referral, bed: 'family', nights: 28 });
    expect(rulesOf(await extend(resident, 1))).to.equal('done');
    const longer = { ...resident, version: resident.version + 1 };
    expect(rulesOf(await extend(longer, 2))).to.deep.equal([
      'place-does-not-fit',
      'oldest_child_at_planned_end',
    ]);
  });

  it('is left in the room that was entered, wherever the bed is by then', async () => {
    const resident = await service.aResident({ bed: 'shared1', nights: 7 });
    const { larchShared } = world.rooms;
    expect(await roomNights()).to.deep.equal([`${larchShared.id} 7`]);
    service.clock.advance({ days: 7 });
    const other = '01900000-0004-7000-8000-000000000099';
    await service.dataSource.query('INSERT INTO room (id, project_id, label) VALUES (?, ?, ?)', [
      ...[other, world.projects.larchHouse.id, 'Room 9'],
    ]);
    await change(resident.offer.bedId, `room_id = '${other}'`);
    const left = await run((tx) =>
      service.modules.placements.discharge(tx, manager.home, {
        ...changeOf(resident),
        ...{ endedOn: addNights(service.today, -3), kind: 'planned', reason: 'completed' },
      }),
    );
    expect(rulesOf(left)).to.equal('done');
    expect(await roomNights()).to.deep.equal([`${larchShared.id} 4`]);
  });
});
