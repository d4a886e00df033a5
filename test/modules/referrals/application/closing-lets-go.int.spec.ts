import { expect } from 'chai';

import { addNights } from '../../../../src/kernel/iso-date.js';
import { checkInvariants } from '../../../proof/check-invariants.js';
import { readFacts } from '../../../proof/facts.js';
import {
  startService,
  type RecordedReferral,
  type RunningService,
} from '../../../support/running-service.js';
import type { Reply } from '../../../support/caller.js';

describe('a referral that is withdrawn with everything that rests on it', () => {
  let service: RunningService;
  beforeEach(async () => {
    service = await startService();
  });
  afterEach(async () => {
    try {
      const facts = await readFacts((statement) => service.dataSource.query(statement));
      expect(checkInvariants(facts), 'broken invariants').to.deep.equal([]);
    } finally {
      await service?.stop();
    }
  });

  const addressOf = ({ referralId }: Pick<RecordedReferral, 'referralId'>): string =>
    `/api/referrals/${referralId}`;
  /** Closes as a coordinator does who looked at what would happen, a moment before. */
  const look = async (referral: Pick<RecordedReferral, 'referralId'>) => {
    const coordinator = await service.as('coordinator');
    const { body } = await coordinator.get(`${addressOf(referral)}/closing`);
    const close = (reason: string, seen = body.place): Promise<Reply> =>
      coordinator.post(
        `${addressOf(referral)}/closing`,
        {
          reason,
          note: null,
          place: seen === null ? null : { placeId: seen.placeId, version: seen.version },
        },
        { version: body.version },
      );
    return { shown: body, close };
  };
  const count = async (sql: string, values: readonly unknown[]): Promise<number> => {
    const [row] = await service.dataSource.query(`SELECT COUNT(*) AS n FROM ${sql}`, [...values]);
    return Number(row.n);
  };
  const told = (topic: string, id: string): Promise<number> =>
    count(`outbox WHERE topic = ? AND consumer = 'matching.rematch' AND payload LIKE ?`, [topic, `%${id}%`]);

  it('shows first what happens, takes the offer back, frees nights and money, and tells the provider once', async () => {
    const { today } = service;
    const detox = { startsOn: today, endsOn: addNights(today, 5) };
    const referral = await service.aReadyReferral({ detox });
    const offer = await service.anOffer({ referral, arrivesOn: detox.endsOn, nights: 28 });
    const coordinator = await service.as('coordinator');
    await coordinator.post(`${addressOf(referral)}/funding-request`, {
      ...{ weeks: 2, weeklyRatePence: 100_000, reason: 'Two more weeks' },
    });
    const { shown, close } = await look(referral);
    expect(shown.place).to.include({
      ...{
        placeId: offer.offerId,
        held: 'offer-open',
        projectName: 'Larch House',
        providerName: 'Larch Trust',
      },
      ...{ nights: 28, costPence: offer.costPence },
    });
    expect([shown.otherPlace, shown.detox]).to.deep.equal([null, detox]);
    expect(shown.request).to.include({ weeks: 2, weeklyRatePence: 100_000 });
    expect(shown.approval).to.include({ weeks: 12 });
    expect((await close('withdrawn_by_person')).status).to.equal(201);
    expect(await count('bed_night WHERE claim_id = ?', [offer.offerId])).to.equal(0);
    const [budget] = await service.dataSource.query('SELECT SUM(held_pence) AS held FROM budget');
    expect(Number(budget.held)).to.equal(0);
    expect(await count(`offer WHERE state = 'withdrawn'`, [])).to.equal(1);
    expect(await count('funding_request WHERE answered_at IS NULL', [])).to.equal(0);
    expect(await told('placements.offer-resolved', offer.offerId)).to.equal(1);
    const again = await (
      await service.as('provider_manager')
    ).post(`/api/offers/${offer.offerId}/acceptance`, {}, { version: offer.version });
    expect([again.status, again.body.type, again.body.state]).to.deep.equal([
      409,
      '/problems/offer-already-resolved',
      'withdrawn',
    ]);
  });

  it('ends a booking that has not begun, with a reason that says who ended it', async () => {
    const booking = await service.aBooking({ nights: 28 });
    const { shown, close } = await look(booking.offer.referral);
    expect(shown.place).to.include({ placeId: booking.placementId, held: 'bed-booked' });
    expect((await close('no_longer_suitable')).status).to.equal(201);
    const [placement] = await service.dataSource.query('SELECT state, end_reason FROM placement');
    expect(placement).to.include({ state: 'never_started', end_reason: 'referral_closed' });
    expect(await count('bed_night WHERE claim_id = ?', [booking.placementId])).to.equal(0);
    expect(await told('placements.placement-changed', booking.placementId)).to.equal(1);
    const coordinator = await service.as('coordinator');
    const { html } = await coordinator.page.get(`/referrals/${booking.offer.referral.referralId}`);
    expect(html).to.contain('Did not arrive. Larch House, Room 1. The partnership closed the referral');
  });

  it('says what a death ended, whichever referral it was for', async () => {
    const booking = await service.aBooking();
    const { close } = await look(booking.offer.referral);
    expect((await close('died')).status).to.equal(201);
    const [placement] = await service.dataSource.query('SELECT end_reason FROM placement');
    expect(placement.end_reason).to.equal('died');
  });

  it('lets nothing go that was not shown, or is not as it was shown', async () => {
    const offer = await service.anOffer();
    const { shown, close } = await look(offer.referral);
    const unseen = await close('other', null);
    expect([unseen.status, unseen.body.type]).to.deep.equal([409, '/problems/offer-open']);
    const stale = await close('other', { ...shown.place, version: 7 });
    expect([stale.status, stale.body.type]).to.deep.equal([409, '/problems/place-changed-since-shown']);
    expect(await count(`referral WHERE state = 'open'`, [])).to.equal(1);
    const other = await (
      await service.as('coordinator@highland.example')
    ).get(`${addressOf(offer.referral)}/closing`);
    expect(other.status).to.equal(404);
  });

  it('is not withdrawn from under somebody who lives in a place', async () => {
    const resident = await service.aResident();
    const { shown, close } = await look(resident.offer.referral);
    expect(shown.place.held).to.equal('stay-runs');
    const refused = await close('other');
    expect([refused.status, refused.body.type]).to.deep.equal([409, '/problems/stay-runs']);
    expect(refused.body.remedy ?? refused.text).to.contain('record that they have left');
  });

  it('meets an acceptance: one of the two wins, and the other is told', async () => {
    for (let attempt = 0; attempt < 6; attempt += 1) {
      const offer = await service.anOffer({ nights: 7, arrivesOn: addNights(service.today, attempt * 10) });
      const { close } = await look(offer.referral);
      const manager = await service.as('provider_manager');
      const [closed, accepted] = await Promise.all([
        close('withdrawn_by_person'),
        manager.post(`/api/offers/${offer.offerId}/acceptance`, {}, { version: offer.version }),
      ]);
      const refused = closed.status === 201 ? accepted : closed;
      expect([closed.status, accepted.status].sort()).to.deep.equal([201, 409]);
      expect(refused.body.type).to.be.oneOf([
        '/problems/offer-already-resolved',
        '/problems/place-changed-since-shown',
      ]);
    }
  });

  it('meets an arrival: nobody lives in a place that was let go', async () => {
    for (const bed of ['any', 'plain', 'male'] as const) {
      const booking = await service.aBooking({ bed, nights: 7 });
      const { close } = await look(booking.offer.referral);
      const manager = await service.as('provider_manager');
      const [closed, arrived] = await Promise.all([
        close('withdrawn_by_person'),
        manager.post(
          `/api/placements/${booking.placementId}/admission`,
          { admittedOn: service.today },
          { version: booking.version },
        ),
      ]);
      const [won, lost] = [closed.status, arrived.status].sort((a, b) => a - b);
      expect(won).to.equal(201);
      expect(lost).to.be.oneOf([409, 412]);
      const [placement] = await service.dataSource.query('SELECT state FROM placement WHERE id = ?', [
        booking.placementId,
      ]);
      expect(placement.state).to.equal(closed.status === 201 ? 'never_started' : 'admitted');
    }
  });
});
