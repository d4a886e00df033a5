import { expect } from 'chai';

import { systemActor } from '../../../../src/kernel/actor.js';
import type { Outcome, Refusal } from '../../../../src/kernel/outcome.js';
import type { Plain, Tx } from '../../../../src/kernel/unit-of-work.js';
import { readFundingHistory } from '../../../../src/modules/funding/adapters/db/funding-lists.js';
import { startService, type MadePlacement, type RunningService } from '../../../support/running-service.js';
import { actorOf } from '../../../support/small-world.js';

const approver = actorOf('approver');
const manager = actorOf('provider_manager');

describe('a funder’s notice on a booked bed', () => {
  let service: RunningService;
  beforeEach(async () => {
    service = await startService();
  });
  afterEach(async () => {
    await service?.stop();
  });

  const run = <T extends Plain, R extends Refusal>(work: (tx: Tx) => Promise<Outcome<T, R>>) =>
    service.uow.run({ actor: systemActor, requestId: 'notice' }, work);
  const told = (outcome: Outcome<unknown, Refusal>): string => (outcome.ok ? 'done' : outcome.refusal.code);
  const give = (referralId: string, by = approver) =>
    run((tx) =>
      service.modules.funding.giveNotice(tx, by.home, {
        ...{ memberId: by.memberId, referralId, reason: 'money_withdrawn', note: 'The year is spent' },
      }),
    );
  const lift = (referralId: string) =>
    run((tx) =>
      service.modules.funding.liftNotice(tx, approver.home, {
        ...{ memberId: approver.memberId, referralId, note: 'Found after all' },
      }),
    );
  const admit = ({ placementId, version }: MadePlacement, knowsOfNotice = false) =>
    run((tx) =>
      service.modules.placements.admit(tx, manager.home, {
        ...{ memberId: manager.memberId, placementId, expectedVersion: version },
        ...{ admittedOn: service.today, knowsOfNotice },
      }),
    );
  const facts = async ({ placementId }: MadePlacement) => {
    const [row] = await service.dataSource.query(
      `SELECT p.state, (SELECT COUNT(*) FROM bed_night n WHERE n.claim_id = p.id) AS nights,
              (SELECT SUM(held_pence) FROM budget) AS held, (SELECT SUM(spent_pence) FROM budget) AS spent
         FROM placement p WHERE p.id = ?`,
      [placementId],
    );
    return [row.state, Number(row.nights), Number(row.held), Number(row.spent)];
  };

  it('leaves bed and money as they are, and nobody is taken in without knowing of it', async () => {
    const booking = await service.aBooking({ nights: 84 });
    const { referralId } = booking.offer.referral;
    expect(told(await give(referralId))).to.equal('done');
    expect(await facts(booking)).to.deep.equal(['booked', 84, 1_260_000, 0]);
    expect(await admit(booking)).to.deep.equal({
      ok: false,
      refusal: { code: 'funding-under-notice', noticeOn: service.today },
    });
    expect(await facts(booking)).to.deep.equal(['booked', 84, 1_260_000, 0]);
    expect(told(await admit(booking, true))).to.equal('done');
    expect(await facts(booking)).to.deep.equal(['admitted', 84, 0, 1_260_000]);
  });

  it('is given once, lifted, and given again, and all of it is kept', async () => {
    const booking = await service.aBooking({ nights: 28 });
    const { referralId } = booking.offer.referral;
    expect(told(await lift(referralId))).to.equal('no-notice-stands');
    const both = await Promise.all([give(referralId), give(referralId)]);
    expect(both.map(told).sort()).to.deep.equal(['done', 'notice-stands']);
    service.clock.advance({ minutes: 1 });
    expect(told(await lift(referralId))).to.equal('done');
    expect(told(await admit(booking))).to.equal('done');
    expect(await give(referralId)).to.deep.equal({
      ok: false,
      refusal: { code: 'no-bed-booked', held: 'stay-runs' },
    });
    const history = await service.uow.read((tx) => readFundingHistory(tx, approver.home, referralId));
    expect(history.map(({ kind }) => kind)).to.deep.equal(['notice-lifted', 'notice-given', 'approved']);
    const fault = await service.dataSource.query('DELETE FROM funding_notice').then(() => '', String);
    expect(fault).to.contain('notices are only added');
  });

  it('is for a booked bed of one’s own partnership only; before it the approval is taken back', async () => {
    const offer = await service.anOffer({ nights: 28 });
    expect(await give(offer.referral.referralId)).to.deep.equal({
      ok: false,
      refusal: { code: 'no-bed-booked', held: 'offer-open' },
    });
    const booking = await service.aBooking({ bed: 'plain', nights: 28 });
    const stranger = actorOf('approver@highland.example');
    expect(told(await give(booking.offer.referral.referralId, stranger))).to.equal('not-found');
  });

  it('and an arrival at the same moment see each other: nobody is in a bed under a notice they did not know of', async () => {
    for (const bed of ['any', 'plain', 'male'] as const) {
      const booking = await service.aBooking({ bed, nights: 28 });
      const outcomes = (await Promise.all([give(booking.offer.referral.referralId), admit(booking)])).map(
        told,
      );
      expect(outcomes).to.be.deep.oneOf([
        ['done', 'funding-under-notice'],
        ['no-bed-booked', 'done'],
      ]);
    }
  });

  it('stands on both pages, and the provider says that they know by what they press', async () => {
    const booking = await service.aBooking({ nights: 28 });
    const { referralId } = booking.offer.referral;
    const address = `/referrals/${referralId}/money`;
    const [funder, provider] = [await service.as('approver'), await service.as('provider_manager')];
    const opened = await provider.page.get('/residents');
    const page = await funder.page.get(address);
    expect(page.html)
      .to.contain('The bed stays booked and its money held')
      .and.not.to.contain('Take the approval back');
    const given = await funder.page.submit(page, `${address}/notice`, {
      reason: 'money_withdrawn',
      note: '',
    });
    expect(given.location).to.equal(`${address}?done=notice-given`);
    const coordinator = await service.as('coordinator');
    expect((await coordinator.page.get(address)).html).to.contain('Funding for the booked bed is in doubt');
    const action = `/residents/${booking.placementId}/admission`;
    const [year = '', month = '', day = ''] = service.today.split('-');
    const arrived = { 'admittedOn-year': year, 'admittedOn-month': month, 'admittedOn-day': day };
    const unaware = await provider.page.submit(opened, action, arrived);
    expect(unaware.status).to.equal(409);
    expect(unaware.html)
      .to.contain('they may not pay for this stay')
      .and.to.contain('Funding in doubt')
      .and.to.contain('Arrived today, and I know of the notice');
    const knowing = await provider.page.submit(await provider.page.get('/residents'), action, arrived);
    expect(knowing.location).to.equal(`/residents?done=admitted&about=${booking.placementId}`);
  });
});
