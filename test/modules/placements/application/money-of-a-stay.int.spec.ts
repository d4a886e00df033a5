import { expect } from 'chai';

import { addNights, isoDate, type IsoDate } from '../../../../src/kernel/iso-date.js';
import { pence } from '../../../../src/kernel/money.js';
import { startService, type MadePlacement, type RunningService } from '../../../support/running-service.js';
import { actorOf } from '../../../support/small-world.js';

const manager = actorOf('provider_manager');

describe('the money of a stay', () => {
  let service: RunningService;
  beforeEach(async () => {
    service = await startService();
  });
  afterEach(async () => {
    await service?.stop();
  });

  const entries = async (): Promise<readonly string[]> =>
    (
      await service.dataSource.query(
        `SELECT e.kind, e.amount_pence AS amount, e.step, b.financial_year AS year
           FROM budget_entry e JOIN budget b ON b.id = e.budget_id ORDER BY e.id`,
      )
    ).map((row: Record<string, string | number>) => `${row.year} ${row.kind} ${row.amount} at ${row.step}`);
  /** Held and spent of each budget that moved, which must be the sums of its entries. */
  const budgets = async (): Promise<Readonly<Record<string, readonly [number, number]>>> => {
    const rows: Record<string, string>[] = await service.dataSource.query(
      `SELECT b.financial_year AS year, b.held_pence AS held, b.spent_pence AS spent,
              SUM(IF(e.kind = 'hold', e.amount_pence, 0)) - SUM(IF(e.kind IN ('post', 'void'), e.amount_pence, 0)) AS h,
              SUM(IF(e.kind = 'post', e.amount_pence, 0)) - SUM(IF(e.kind = 'release', e.amount_pence, 0)) AS s
         FROM budget b JOIN budget_entry e ON e.budget_id = b.id GROUP BY b.id ORDER BY b.financial_year`,
    );
    for (const { held, spent, h, s } of rows) {
      expect([held, spent].map(Number)).to.deep.equal([h, s].map(Number));
    }
    return Object.fromEntries(rows.map(({ year, held, spent }) => [year, [Number(held), Number(spent)]]));
  };
  const change = ({ placementId, version }: Pick<MadePlacement, 'placementId' | 'version'>) => ({
    memberId: manager.memberId,
    placementId,
    expectedVersion: version,
  });
  const admit = (booking: MadePlacement, admittedOn: IsoDate) =>
    service.act('provider_manager', (tx) =>
      service.modules.placements.admit(tx, manager.home, { ...change(booking), admittedOn }),
    );
  const discharge = (stay: Pick<MadePlacement, 'placementId' | 'version'>, endedOn: IsoDate) =>
    service.act('provider_manager', (tx) =>
      service.modules.placements.discharge(tx, manager.home, {
        ...change(stay),
        ...{ endedOn, kind: 'unplanned', reason: 'dropped_out' },
      }),
    );
  const extend = (stay: Pick<MadePlacement, 'placementId' | 'version'>, departsOn: IsoDate) =>
    service.act('provider_manager', (tx) =>
      service.modules.placements.extend(tx, manager.home, {
        ...change(stay),
        ...{ departsOn, reason: 'Needs longer' },
      }),
    );

  it('is held with the bed, spent on arrival, and given back for the nights left when somebody leaves early', async () => {
    const resident = await service.aResident({ nights: 84 });
    expect(await budgets()).to.deep.equal({ 2026: [0, 1_260_000] });
    service.clock.advance({ days: 28 });
    await discharge(resident, service.today);
    expect(await entries()).to.deep.equal([
      '2026 hold 1260000 at 0',
      '2026 post 1260000 at 0',
      '2026 release 840000 at 3',
    ]);
    expect(await budgets()).to.deep.equal({ 2026: [0, 420_000] });
  });

  it('is given back for the nights before a late arrival, and again for those after an early leaving', async () => {
    const booking = await service.aBooking({ nights: 84 });
    service.clock.advance({ days: 7 });
    const { version } = await admit(booking, service.today);
    expect(await budgets()).to.deep.equal({ 2026: [0, 1_155_000] });
    service.clock.advance({ days: 7 });
    await discharge({ ...booking, version }, service.today);
    expect(await entries()).to.deep.equal([
      '2026 hold 1260000 at 0',
      '2026 post 1260000 at 0',
      '2026 release 105000 at 2',
      '2026 release 1050000 at 3',
    ]);
    expect(await budgets()).to.deep.equal({ 2026: [0, 105_000] });
  });

  it('is given back in the financial year whose nights they are, extensions included', async () => {
    const referral = await service.aReadyReferral({ fundedWeeks: 30 });
    const resident = await service.aResident({ referral, nights: 84 });
    // 15 February to 26 April: 45 nights of this financial year and 25 of the next.
    const { version } = await extend(resident, isoDate('2027-04-26'));
    expect(await budgets()).to.deep.equal({ 2026: [0, 1_260_000 + 675_000], 2027: [0, 375_000] });
    service.clock.advance({ days: 77 });
    await discharge({ ...resident, version }, addNights(resident.offer.departsOn, -7));
    expect((await entries()).filter((entry) => entry.includes('release'))).to.deep.equal([
      '2026 release 105000 at 4',
      '2026 release 675000 at 4',
      '2027 release 375000 at 4',
    ]);
    expect(await budgets()).to.deep.equal({ 2026: [0, 1_155_000], 2027: [0, 0] });
  });

  it('stays spent for somebody who stays to the end, and comes back whole for a stay without a night', async () => {
    const whole = await service.aResident({ bed: 'any', nights: 7 });
    const none = await service.aResident({ bed: 'plain', nights: 7 });
    await discharge(none, service.today);
    expect(await budgets()).to.deep.equal({ 2026: [0, 105_000] });
    service.clock.advance({ days: 7 });
    await discharge(whole, service.today);
    expect(await budgets()).to.deep.equal({ 2026: [0, 105_000] });
    expect((await entries()).filter((entry) => entry.includes('release'))).to.have.length(1);
  });

  it('given back can be held for the next person at once', async () => {
    const resident = await service.aResident({ nights: 84 });
    await service.dataSource.query('UPDATE budget SET limit_pence = spent_pence WHERE spent_pence > 0');
    const next = await service.aReadyReferral({ familyName: 'Next' });
    const coordinator = actorOf('coordinator');
    const offer = () =>
      service.act('coordinator', (tx) =>
        service.modules.placements.makeOffer(tx, coordinator.home, {
          ...{ memberId: coordinator.memberId, referralId: next.referralId, bedId: resident.offer.bedId },
          ...{ arrivesOn: service.today, departsOn: addNights(service.today, 28) },
        }),
      );
    await discharge(resident, service.today);
    expect((await offer()).costPence).to.equal(pence(420_000));
  });

  it('is written down in entries that nobody can change or take away', async () => {
    await service.aResident({ nights: 84 });
    for (const statement of ['UPDATE budget_entry SET amount_pence = 1', 'DELETE FROM budget_entry']) {
      let fault = '';
      await service.dataSource.query(statement).catch((error: unknown) => {
        fault = String(error);
      });
      expect(fault).to.contain('budget entries are never');
    }
  });
});
