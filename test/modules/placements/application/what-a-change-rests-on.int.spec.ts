import { expect } from 'chai';

import { systemActor } from '../../../../src/kernel/actor.js';
import { addNights, type IsoDate } from '../../../../src/kernel/iso-date.js';
import { pence } from '../../../../src/kernel/money.js';
import type { Outcome, Refusal } from '../../../../src/kernel/outcome.js';
import type { Plain, Tx } from '../../../../src/kernel/unit-of-work.js';
import { readPlaceInView } from '../../../../src/modules/placements/adapters/db/place-in-view.js';
import { readOpenPlaces } from '../../../../src/modules/placements/adapters/db/places-of-referrals.js';
import { readReferralHistory } from '../../../../src/modules/placements/adapters/db/referral-history.js';
import { checkInvariants } from '../../../proof/check-invariants.js';
import { readFacts } from '../../../proof/facts.js';
import { startService, type MadePlacement, type RunningService } from '../../../support/running-service.js';
import { actorOf, world, type BedName } from '../../../support/small-world.js';

const coordinator = actorOf('coordinator');
const approver = actorOf('approver');
const manager = actorOf('provider_manager');

describe('what a change of a booking or a stay rests on', () => {
  let service: RunningService;
  let from: IsoDate;
  beforeEach(async () => {
    service = await startService();
    from = addNights(service.today, 10);
  });
  afterEach(async () => {
    await service?.stop();
  });

  const run = async <T extends Plain, R extends Refusal>(work: (tx: Tx) => Promise<Outcome<T, R>>) => {
    // Of two decisions the later one has a later time.
    service.clock.advance({ seconds: 1 });
    const outcome = await service.uow.run({ actor: systemActor, requestId: 'rests-on' }, work);
    return outcome.ok ? 'done' : outcome.refusal.code;
  };
  const now = async ({ placementId }: MadePlacement) => {
    const found = await service.uow.read((tx) =>
      service.modules.placements.placements.find(tx, { kind: 'national' }, placementId),
    );
    return found!;
  };
  const changeOf = async (stay: MadePlacement) => ({
    memberId: manager.memberId,
    placementId: stay.placementId,
    expectedVersion: (await now(stay)).version,
  });
  const dates = async (stay: MadePlacement, arrivesOn: IsoDate, departsOn: IsoDate) => {
    const change = { ...(await changeOf(stay)), arrivesOn, departsOn, reason: 'The journey' };
    return run((tx) => service.modules.placements.changeDates(tx, coordinator.home, change));
  };
  const move = async (stay: MadePlacement, bed: BedName, movesOn: IsoDate) => {
    const change = { ...(await changeOf(stay)), bedId: world.beds[bed], movesOn, reason: 'Quieter' };
    return run((tx) => service.modules.placements.moveBed(tx, manager.home, change));
  };
  const preview = async (stay: MadePlacement, arrivesOn: IsoDate, departsOn: IsoDate) => {
    const seen = await service.uow.read((tx) =>
      service.modules.placements.previewDates(tx, coordinator.home, stay.placementId, {
        ...{ arrivesOn, departsOn },
      }),
    );
    return { obstacles: seen!.obstacles.map(({ code }) => code), money: seen!.money };
  };
  const funding = () => service.modules.funding;
  /** The funder says yes again, by a decision of its own. */
  const decide = ({ offer }: MadePlacement, weeks: number) =>
    run((tx) =>
      funding().decideFunding(tx, approver.home, {
        ...{ memberId: approver.memberId, today: service.today, referralId: offer.referral.referralId },
        ...{ decision: 'approved', decidedOn: service.today, weeks, weeklyRatePence: pence(105_000) },
      }),
    );
  const giveNotice = ({ offer }: MadePlacement) =>
    run((tx) =>
      funding().giveNotice(tx, approver.home, {
        ...{ memberId: approver.memberId, referralId: offer.referral.referralId },
        ...{ reason: 'money_withdrawn', note: null },
      }),
    );
  const liftNotice = ({ offer }: MadePlacement) =>
    run((tx) =>
      funding().liftNotice(tx, approver.home, {
        ...{ memberId: approver.memberId, referralId: offer.referral.referralId, note: null },
      }),
    );
  const askTheFund = ({ offer }: MadePlacement, weeks: number) =>
    run((tx) =>
      funding().requestFunding(tx, coordinator.home, {
        ...{ memberId: coordinator.memberId, today: service.today, referralId: offer.referral.referralId },
        ...{
          weeks,
          weeklyRatePence: pence(105_000),
          reason: 'Own money is gone',
          isFromAdditionalFund: true,
        },
      }),
    );
  const bedsFor = async ({ placementId }: MadePlacement) => {
    const found = await service.uow.read((tx) =>
      service.modules.placements.findBedsToMoveTo(tx, manager.home, placementId),
    );
    return found!.beds.map(({ bedId }) => bedId);
  };
  /** Room 2 is in the provider's other project. */
  const elsewhere = () =>
    service.dataSource.query('UPDATE bed_unit SET project_id = ? WHERE id = ?', [
      world.projects.larchFamilies.id,
      world.beds.male,
    ]);
  const held = async () =>
    Object.fromEntries(
      (
        await service.dataSource.query(
          'SELECT route, SUM(held_pence) AS held FROM budget GROUP BY route HAVING held > 0 ORDER BY route',
        )
      ).map((row: { route: string; held: string }) => [row.route, Number(row.held)]),
    );

  it('is a person who is out of prison by then', async () => {
    const referral = await service.aReadyReferral({ liberationOn: from });
    const booking = await service.aBooking({ referral, arrivesOn: from, nights: 14 });
    const early = [addNights(from, -1), addNights(from, 13)] as const;
    expect((await preview(booking, ...early)).obstacles).to.deep.equal(['arrives-before-liberation']);
    expect(await dates(booking, ...early)).to.equal('arrives-before-liberation');
    expect(await dates(booking, from, addNights(from, 13))).to.equal('done');
  });

  it('is no later decision while a notice stands on the one of the booking', async () => {
    const booking = await service.aBooking({ arrivesOn: from, nights: 14 });
    expect(await giveNotice(booking)).to.equal('done');
    expect(await dates(booking, from, addNights(from, 21)), 'on its own decision').to.equal('done');
    expect(await decide(booking, 6)).to.equal('done');
    const asked = [addNights(from, 1), addNights(from, 21)] as const;
    expect((await preview(booking, ...asked)).obstacles).to.deep.equal(['funding-under-notice']);
    const before = await now(booking);
    expect(await dates(booking, ...asked)).to.equal('funding-under-notice');
    expect(await now(booking)).to.deep.equal(before);
    expect(await liftNotice(booking)).to.equal('done');
    expect(await dates(booking, ...asked)).to.equal('done');
    expect((await now(booking)).fundingDecisionId).to.not.equal(before.fundingDecisionId);
  });

  it('is another fund where the later decision is of it: the booking is counted there, and nothing is netted', async () => {
    const booking = await service.aBooking({ arrivesOn: from, nights: 14 });
    expect(await askTheFund(booking, 4)).to.equal('done');
    expect(await decide(booking, 4)).to.equal('done');
    const asked = [addNights(from, 1), addNights(from, 15)] as const;
    const { money } = await preview(booking, ...asked);
    expect(money.map(({ payer, changePence }) => [payer, changePence])).to.deep.equal([
      ['additional_placement_fund', 210_000],
      ['adp', -210_000],
    ]);
    expect(money.every(({ leftPence }) => leftPence !== null)).to.equal(true);
    expect(await dates(booking, ...asked)).to.equal('done');
    expect((await now(booking)).route).to.equal('additional_placement_fund');
    expect(await held()).to.deep.equal({ additional_placement_fund: 210_000 });
    await service.runWorkerOnce();
    const facts = await readFacts((statement) => service.dataSource.query(statement));
    expect(checkInvariants(facts)).to.deep.equal([]);
  });

  it('is said beforehand where too few nights are approved, of a booking and of a stay', async () => {
    const booking = await service.aBooking({ arrivesOn: from, nights: 14 });
    expect((await preview(booking, from, addNights(from, 85))).obstacles).to.deep.equal([
      'stay-exceeds-funding',
    ]);
    const resident = await service.aResident({ bed: 'plain', nights: 14 });
    const { arrivesOn } = resident.offer;
    expect((await preview(resident, arrivesOn, addNights(arrivesOn, 84))).obstacles).to.deep.equal([]);
    expect((await preview(resident, arrivesOn, addNights(arrivesOn, 85))).obstacles).to.deep.equal([
      'stay-exceeds-funding',
    ]);
  });

  it('is told as it is now: the house of the bed moved to, and the money of the days moved to', async () => {
    const booking = await service.aBooking({ bed: 'any', arrivesOn: from, nights: 14 });
    const { referralId } = booking.offer.referral;
    await elsewhere();
    expect(await move(booking, 'male', from)).to.equal('done');
    expect(await dates(booking, from, addNights(from, 7))).to.equal('done');
    const open = await service.uow.read((tx) => readOpenPlaces(tx, coordinator.home, [referralId]));
    expect(open.get(referralId)).to.include({ bedLabel: 'Room 2', projectName: 'Larch Families' });
    const place = await service.uow.read((tx) => readPlaceInView(tx, { referralId }));
    expect(place).to.include({ bedLabel: 'Room 2', costPence: 105_000 });
  });

  it('leaves in the story where somebody arrived', async () => {
    const resident = await service.aResident({ bed: 'any', nights: 28 });
    const { referralId } = resident.offer.referral;
    service.clock.advance({ days: 3 });
    expect(await move(resident, 'plain', service.today)).to.equal('done');
    const story = await service.uow.read((tx) =>
      readReferralHistory(tx, coordinator.home, referralId, { before: null, limit: 50 }),
    );
    const bedOf = (action: string) => story.find((step) => step.action === action)?.place?.bedLabel;
    expect(bedOf('placements.person-admitted')).to.equal('Room 1');
    expect(bedOf('placements.person-moved')).to.equal('Room 5');
  });

  it('is the rules of the day they came for another bed of the same project, and of the day for another project', async () => {
    await elsewhere();
    const resident = await service.aResident({ bed: 'any', nights: 28 });
    service.clock.advance({ days: 3 });
    expect(await bedsFor(resident)).to.include.members([world.beds.plain, world.beds.male]);
    for (const [n, projectId] of [world.projects.larchHouse.id, world.projects.larchFamilies.id].entries()) {
      await service.dataSource.query(
        `INSERT INTO admission_rule (rule_id, version, project_id, attribute, operator, compared_with, unit, stage,
           effect, source, valid_from) VALUES (?, 1, ?, 'sex', 'one_of', '["female"]', NULL, 'admission', 'exclude',
           'Written for this test', ?)`,
        [`rule-${n}`, projectId, service.today],
      );
    }
    expect(await bedsFor(resident))
      .to.include(world.beds.plain)
      .and.not.to.include(world.beds.male);
    expect(await move(resident, 'male', service.today)).to.equal('place-does-not-fit');
    expect(await move(resident, 'plain', service.today)).to.equal('done');
    const { arrivesOn } = resident.offer;
    expect(await dates(resident, arrivesOn, addNights(arrivesOn, 42))).to.equal('done');
  });
});
