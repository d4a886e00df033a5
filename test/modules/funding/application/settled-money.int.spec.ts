import { expect } from 'chai';

import { createScheduledWork } from '../../../../src/composition/scheduled-work.js';
import { systemActor } from '../../../../src/kernel/actor.js';
import { addNights } from '../../../../src/kernel/iso-date.js';
import { pence } from '../../../../src/kernel/money.js';
import type { Outcome, Refusal } from '../../../../src/kernel/outcome.js';
import type { Plain, Tx } from '../../../../src/kernel/unit-of-work.js';
import { startService, type RunningService } from '../../../support/running-service.js';
import { actorOf } from '../../../support/small-world.js';

const coordinator = actorOf('coordinator');
const second = actorOf('second@glasgow.example');
const manager = actorOf('provider_manager');
/** £50,000: more than the second approver may approve alone. */
const large = { weeks: 50, weeklyRatePence: pence(100_000) };

describe('what waits about the money of a referral that ends', function () {
  this.timeout(60_000);
  let service: RunningService;
  beforeEach(async () => {
    service = await startService();
  });
  afterEach(() => service?.stop());

  const run = async <T extends Plain, R extends Refusal>(work: (tx: Tx) => Promise<Outcome<T, R>>) => {
    const outcome = await service.uow.run({ actor: systemActor, requestId: 'settled' }, work);
    expect(outcome.ok, outcome.ok ? '' : outcome.refusal.code).to.equal(true);
    service.clock.advance({ seconds: 1 });
  };
  const funding = () => service.modules.funding;
  const ask = (referralId: string) =>
    run((tx) =>
      funding().requestFunding(tx, coordinator.home, {
        ...{ memberId: coordinator.memberId, today: service.today, referralId },
        ...{ ...large, reason: 'The programme is a year long' },
      }),
    );
  const propose = (referralId: string) =>
    run((tx) =>
      funding().proposeApproval(tx, second.home, {
        ...{ memberId: second.memberId, referralId, decidedOn: service.today, today: service.today },
        ...{ ...large, exceptionalReason: null },
      }),
    );
  const waiting = async (): Promise<readonly number[]> =>
    Promise.all(
      ['funding_request', 'funding_proposal', 'funding_takeover'].map(async (table) => {
        const [row] = await service.dataSource.query(
          `SELECT COUNT(*) AS n FROM ${table} WHERE open_referral_id IS NOT NULL`,
        );
        return Number(row.n);
      }),
    );
  const recorded = async (): Promise<readonly string[]> =>
    (
      await service.dataSource.query(
        `SELECT action, reason FROM audit
          WHERE action IN ('funding.request-withdrawn', 'funding.proposal-overtaken', 'funding.takeover-returned')
          ORDER BY id`,
      )
    ).map(({ action, reason }: Record<string, string>) => `${action}: ${reason}`);

  it('is settled and on record when the provider records a death', async () => {
    const { offer, placementId, version } = await service.aResident({ nights: 84 });
    const { referralId } = offer.referral;
    await ask(referralId);
    await propose(referralId);
    await run((tx) =>
      funding().askTakeover(tx, coordinator.home, {
        ...{ memberId: coordinator.memberId, referralId, today: service.today },
        ...{ fromOn: addNights(service.today, 7), weeklyRatePence: pence(105_000), payer: 'self' },
        ...{ otherPayers: [], reason: 'Wishes to pay' },
      }),
    );
    expect(await waiting()).to.deep.equal([1, 1, 1]);
    service.clock.advance({ days: 3 });
    await run((tx) =>
      service.modules.placements.discharge(tx, manager.home, {
        ...{ memberId: manager.memberId, placementId, expectedVersion: version },
        ...{ endedOn: service.today, kind: 'unplanned', reason: 'died' },
      }),
    );
    expect(await waiting()).to.deep.equal([0, 0, 0]);
    expect(await recorded()).to.have.members([
      'funding.request-withdrawn: The person has died',
      'funding.proposal-overtaken: The person has died',
      'funding.takeover-returned: The person has died',
    ]);
  });

  it('is settled when the referral runs out in the night', async () => {
    const day = (days: number) => addNights(service.today, days);
    const { referralId } = await service.aReferral({ receivedOn: day(-400) });
    await ask(referralId);
    await propose(referralId);
    for (const days of [-40, -30]) {
      await service.act('coordinator', (tx) =>
        service.modules.referrals.recordContact(tx, coordinator.home, {
          ...{ memberId: coordinator.memberId, referralId, today: service.today, contactedOn: day(days) },
          ...{ outcome: 'no_answer', channel: 'telephone', note: null },
        }),
      );
    }
    await createScheduledWork(service.uow, service.modules)['expire-referrals']();
    expect(await waiting()).to.deep.equal([0, 0, 0]);
    expect(await recorded()).to.have.members([
      'funding.request-withdrawn: The referral ran out',
      'funding.proposal-overtaken: The referral ran out',
    ]);
  });

  it('is said before the referral is closed, and goes with it', async () => {
    const { referralId, version } = await service.aReferral();
    await propose(referralId);
    const client = await service.as('coordinator');
    const page = await client.page.get(`/referrals/${referralId}/closing`);
    expect(page.html).to.contain('The approval of 50 weeks').and.to.contain('a second approver no more');
    await run((tx) =>
      service.modules.referrals.closeReferral(tx, coordinator.home, {
        ...{ memberId: coordinator.memberId, referralId, expectedVersion: version },
        ...{ reason: 'moved_away', note: null },
      }),
    );
    expect(await waiting()).to.deep.equal([0, 0, 0]);
  });
});
