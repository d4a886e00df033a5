import { expect } from 'chai';
import fc from 'fast-check';

import { systemActor } from '../../../../src/kernel/actor.js';
import { addNights, type IsoDate } from '../../../../src/kernel/iso-date.js';
import { pence } from '../../../../src/kernel/money.js';
import type { Outcome, Refusal } from '../../../../src/kernel/outcome.js';
import type { Plain, Tx } from '../../../../src/kernel/unit-of-work.js';
import { readWhoPays } from '../../../../src/modules/placements/adapters/db/money-entries.js';
import type { Payer } from '../../../../src/modules/funding/domain/payers.js';
import { checkInvariants } from '../../../proof/check-invariants.js';
import { readFacts } from '../../../proof/facts.js';
import { startService, type MadePlacement, type RunningService } from '../../../support/running-service.js';
import { actorOf } from '../../../support/small-world.js';

const coordinator = actorOf('coordinator');
const approver = actorOf('approver');
const manager = actorOf('provider_manager');
const week = pence(105_000);

describe('several who pay for one stay', function () {
  this.timeout(120_000);
  let service: RunningService;
  beforeEach(async () => {
    service = await startService();
  });
  afterEach(() => service?.stop());

  const run = async <T extends Plain, R extends Refusal>(work: (tx: Tx) => Promise<Outcome<T, R>>) => {
    const outcome = await service.uow.run({ actor: systemActor, requestId: 'payers' }, work);
    service.clock.advance({ seconds: 1 });
    return outcome;
  };
  const told = (outcome: Outcome<unknown, Refusal>): string => (outcome.ok ? 'done' : outcome.refusal.code);
  const funding = () => service.modules.funding;
  const shares = (others: Readonly<Partial<Record<Payer, number>>>) =>
    (Object.entries(others) as [Payer, number][]).map(([payer, weekly]) => ({
      payer,
      weeklyPence: pence(weekly),
    }));

  const approve = (referralId: string, others: Readonly<Partial<Record<Payer, number>>>, weeks = 12) =>
    run((tx) =>
      funding().decideFunding(tx, approver.home, {
        ...{ memberId: approver.memberId, referralId, today: service.today, decidedOn: service.today },
        ...{ decision: 'approved', weeks, weeklyRatePence: week, otherPayers: shares(others) },
      }),
    );
  const aSharedResident = async (others: Readonly<Partial<Record<Payer, number>>>, nights = 84) => {
    const referral = await service.aReadyReferral();
    service.clock.advance({ seconds: 1 });
    expect(told(await approve(referral.referralId, others))).to.equal('done');
    return service.aResident({ referral, nights });
  };
  const ask = (
    { offer: { referral } }: MadePlacement,
    fromOn: IsoDate,
    payer: Payer,
    others: Readonly<Partial<Record<Payer, number>>> = {},
    rate = week,
  ) =>
    run((tx) =>
      funding().askTakeover(tx, coordinator.home, {
        ...{ memberId: coordinator.memberId, referralId: referral.referralId, fromOn, today: service.today },
        ...{ weeklyRatePence: rate, payer, otherPayers: shares(others), reason: 'The first fund has ended' },
      }),
    );
  const confirm = ({ offer: { referral } }: MadePlacement, by = approver, expectedVersion = 1) =>
    run((tx) =>
      funding().confirmTakeover(tx, by.home, {
        ...{ memberId: by.memberId, referralId: referral.referralId, expectedVersion, today: service.today },
      }),
    );
  const discharge = (
    { placementId, version }: Pick<MadePlacement, 'placementId' | 'version'>,
    endedOn: IsoDate,
  ) =>
    run((tx) =>
      service.modules.placements.discharge(tx, manager.home, {
        ...{ memberId: manager.memberId, placementId, expectedVersion: version },
        ...{ endedOn, kind: 'unplanned', reason: 'dropped_out' },
      }),
    );
  const versionOf = async ({ placementId }: MadePlacement): Promise<number> =>
    (await service.uow.read((tx) =>
      service.modules.placements.placements.find(tx, { kind: 'national' }, placementId),
    ))!.version;
  const whoPays = async ({ offer: { referral } }: MadePlacement) =>
    (await service.uow.read((tx) => readWhoPays(tx, coordinator.home, referral.referralId))).map(
      ({ fromOn, payer, amountPence }) => `${fromOn} ${payer} ${amountPence}`,
    );
  /** What every payer holds or has spent of everything, less what came back; nothing of it below zero. */
  const paidInAll = async (): Promise<Readonly<Record<string, number>>> => {
    const rows: Record<string, string>[] = await service.dataSource.query(
      `SELECT x.payer, SUM(IF(x.kind = 'post', 1, IF(x.kind = 'release', -1, 0)) * x.amount) AS paid
         FROM (SELECT CAST(b.route AS CHAR) AS payer, e.kind, CAST(e.amount_pence AS SIGNED) AS amount
                 FROM budget_entry e JOIN budget b ON b.id = e.budget_id
               UNION ALL SELECT CAST(payer AS CHAR), kind, CAST(amount_pence AS SIGNED) FROM outside_entry) x
        GROUP BY x.payer`,
    );
    return Object.fromEntries(rows.map(({ payer, paid }) => [payer, Number(paid)]));
  };
  const expectSound = async (): Promise<void> => {
    await service.runWorkerOnce();
    const facts = await readFacts((statement) => service.dataSource.query(statement));
    expect(checkInvariants(facts), 'broken invariants').to.deep.equal([]);
  };

  it('pay their shares from the arrival on, and get back their shares of nights nobody slept', async () => {
    const resident = await aSharedResident({ housing_benefit: 15_000, additional_placement_fund: 30_000 });
    expect(await paidInAll()).to.deep.equal({
      ...{ adp: 720_000, additional_placement_fund: 360_000, housing_benefit: 180_000 },
    });
    service.clock.advance({ days: 28 });
    expect(told(await discharge(resident, service.today))).to.equal('done');
    expect(await paidInAll()).to.deep.equal({
      ...{ adp: 240_000, additional_placement_fund: 120_000, housing_benefit: 60_000 },
    });
    await expectSound();
  });

  it('are named once each, and pay less than the whole price together', async () => {
    const { referralId } = await service.aReferral();
    expect(await approve(referralId, { adp: 1 })).to.deep.include({
      refusal: { code: 'payer-named-twice', payer: 'adp' },
    });
    expect(await approve(referralId, { self: 100_000, charity: 5_000 })).to.deep.include({
      refusal: { code: 'shares-exceed-price', weeklyRatePence: 105_000, othersPence: 105_000 },
    });
  });

  it('are each held to the ceiling of their own budget, and nothing is held where one is short', async () => {
    const referral = await service.aReadyReferral();
    service.clock.advance({ seconds: 1 });
    await approve(referral.referralId, { additional_placement_fund: 30_000 });
    await service.dataSource.query(
      `UPDATE budget SET limit_pence = 359999 WHERE route = 'additional_placement_fund'`,
    );
    let refused = '';
    await service.anOffer({ referral, nights: 84 }).catch((fault: unknown) => {
      refused = String(fault);
    });
    expect(refused).to.contain('budget-exhausted');
    expect(await paidInAll()).to.deep.equal({});
  });

  it('take an offer back with them when others are to pay', async () => {
    const offer = await service.anOffer({ nights: 84 });
    expect(told(await approve(offer.referral.referralId, { charity: 5_000 }))).to.equal('done');
    const [row] = await service.dataSource.query('SELECT state FROM offer WHERE id = ?', [offer.offerId]);
    expect(row.state).to.equal('withdrawn');
  });

  it('take over from a day on: nights gone by stay as they were, and it is kept who paid', async () => {
    const resident = await service.aResident({ nights: 84 });
    const from = addNights(service.today, 28);
    expect(told(await ask(resident, from, 'additional_placement_fund', { self: 7_000 }))).to.equal('done');
    expect(await paidInAll()).to.deep.equal({ adp: 1_260_000 });
    expect(told(await confirm(resident))).to.equal('done');
    expect(await paidInAll()).to.deep.equal({
      ...{ adp: 420_000, additional_placement_fund: 784_000, self: 56_000 },
    });
    expect(await whoPays(resident)).to.deep.equal([
      `${resident.offer.arrivesOn} adp 420000`,
      `${from} additional_placement_fund 784000`,
      `${from} self 56000`,
    ]);
    service.clock.advance({ days: 35 });
    const version = await versionOf(resident);
    expect(told(await discharge({ ...resident, version }, service.today))).to.equal('done');
    expect(await paidInAll()).to.deep.equal({
      ...{ adp: 420_000, additional_placement_fund: 98_000, self: 7_000 },
    });
    await expectSound();
  });

  it('are confirmed by somebody else within their limit, for the stay that was agreed to, on a day still to come', async () => {
    const resident = await service.aResident({ nights: 84 });
    expect(told(await ask(resident, addNights(service.today, -1), 'self'))).to.equal('takeover-day-outside');
    expect(told(await ask(resident, addNights(service.today, 84), 'self'))).to.equal('takeover-day-outside');
    expect(told(await ask(resident, service.today, 'self'))).to.equal('done');
    expect(told(await ask(resident, service.today, 'charity'))).to.equal('takeover-waits');
    expect(told(await confirm(resident, coordinator))).to.equal('second-approver-needed');
    expect(told(await confirm(resident, actorOf('approver@highland.example')))).to.equal('not-found');
    expect(told(await confirm(resident, approver, 2))).to.equal('changed-since-you-read-it');
    service.clock.advance({ days: 1 });
    expect(told(await confirm(resident))).to.equal('takeover-day-outside');
    const given = await run((tx) =>
      funding().returnTakeover(tx, approver.home, {
        ...{ memberId: approver.memberId, referralId: resident.offer.referral.referralId },
        ...{ expectedVersion: 1, note: 'Ask again from tomorrow' },
      }),
    );
    expect(told(given)).to.equal('done');
    expect(told(await confirm(resident))).to.equal('nothing-asked');
    await ask(resident, addNights(service.today, 1), 'self');
    await run((tx) =>
      service.modules.placements.changeDates(tx, manager.home, {
        ...{
          memberId: manager.memberId,
          placementId: resident.placementId,
          expectedVersion: resident.version,
        },
        arrivesOn: resident.offer.arrivesOn,
        ...{ departsOn: addNights(resident.offer.departsOn, -7), reason: 'Ready sooner' },
      }),
    );
    expect(told(await confirm(resident))).to.equal('stay-changed');
    expect(await paidInAll()).to.deep.equal({ adp: 1_155_000 });
    await expectSound();
  });

  it('meet a leaving at the same moment in the row of the stay: whichever is second finds it moved on', async () => {
    const resident = await service.aResident({ nights: 84 });
    service.clock.advance({ days: 14 });
    const from = addNights(service.today, 7);
    await ask(resident, from, 'additional_placement_fund');
    const [taken, left] = await Promise.all([confirm(resident), discharge(resident, service.today)]);
    expect(taken.ok, `${told(taken)}, ${told(left)}`).to.equal(!left.ok);
    expect(await paidInAll()).to.deep.include(
      left.ok ? { adp: 210_000 } : { adp: 315_000, additional_placement_fund: 945_000 },
    );
    await expectSound();
  });

  it('pay every night of whatever stay between them, to the penny, and nothing falls below zero', async () => {
    const share = fc.integer({ min: 1, max: 30_000 });
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          first: fc.record({ housing_benefit: share, additional_placement_fund: share }),
          second: fc.record({ self: share, charity: share }),
          rate: fc.integer({ min: 70_001, max: 140_000 }),
          nights: fc.integer({ min: 10, max: 84 }),
          from: fc.nat({ max: 80 }),
          left: fc.nat({ max: 80 }),
        }),
        async ({ first, second, rate, nights, from, left }) => {
          await service.stop();
          service = await startService();
          const resident = await aSharedResident(first, nights);
          const began = service.today;
          const day = Math.min(from, nights - 1);
          const stayed = Math.min(left, nights);
          await ask(resident, addNights(began, day), 'additional_placement_fund', second, pence(rate));
          expect(told(await confirm(resident))).to.equal('done');
          await expectSound();
          service.clock.advance({ days: stayed });
          const version = await versionOf(resident);
          expect(told(await discharge({ ...resident, version }, addNights(began, stayed)))).to.equal('done');
          await expectSound();
          const paid = await paidInAll();
          for (const amount of Object.values(paid)) expect(amount).to.be.at.least(0);
          const exact = (Math.min(stayed, day) * 105_000 + Math.max(0, stayed - day) * rate) / 7;
          const sum = Object.values(paid).reduce((all, amount) => all + amount, 0);
          // Half a penny for the price of each claim, its share of each year, and the nights kept of it.
          expect(Math.abs(sum - exact)).to.be.at.most(6);
        },
      ),
      { numRuns: 5, seed: 20261122 },
    );
  });
});
