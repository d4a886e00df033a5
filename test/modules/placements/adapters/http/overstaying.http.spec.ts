import { expect } from 'chai';

import { addNights, type IsoDate } from '../../../../../src/kernel/iso-date.js';
import { select } from '../../../../../src/platform/db/sql.js';
import { fieldsOfDate } from '../../../../../src/ui/forms/date-parts.js';
import { checkInvariants } from '../../../../proof/check-invariants.js';
import { readFacts } from '../../../../proof/facts.js';
import type { Caller } from '../../../../support/caller.js';
import {
  startService,
  type MadePlacement,
  type OfferOptions,
  type RunningService,
} from '../../../../support/running-service.js';
import { world } from '../../../../support/small-world.js';

describe('somebody who is still there past the day they were to leave', () => {
  let service: RunningService;
  let staff: Caller;
  let coordinator: Caller;
  let here: MadePlacement;

  beforeEach(async () => {
    service = await startService();
    staff = await service.as('provider_staff');
    coordinator = await service.as('coordinator');
    here = await service.aResident({ bed: 'any', nights: 14 });
  });
  afterEach(async () => {
    await service?.stop();
  });

  const unitOf = async (bedId: string, arrivesOn: IsoDate, departsOn: IsoDate, needs = '') => {
    const asked = `arrivesOn=${arrivesOn}&departsOn=${departsOn}&include=all${needs}`;
    const { body } = await coordinator.get(`/api/free-units?${asked}`);
    return body.units.find((unit: { bedId: string }) => unit.bedId === bedId);
  };
  const offer = async (bed: string, referralId: string, arrivesOn: IsoDate, nights = 7) =>
    coordinator.post('/api/offers', {
      ...{ referralId, bedId: bed, arrivesOn, departsOn: addNights(arrivesOn, nights) },
    });
  const waiting = (options: OfferOptions) => service.anOffer(options);

  it('may leave on that day: until it is over the bed is to be had', async () => {
    service.clock.advance({ days: 14 });
    const unit = await unitOf(world.beds.any, service.today, addNights(service.today, 7));
    expect(unit.answer).to.equal('yes');
  });

  it('has the bed, which is found, suggested and offered to nobody until it is left', async () => {
    service.clock.advance({ days: 16 });
    const { today } = service;
    const later = addNights(today, 40);
    const unit = await unitOf(world.beds.any, later, addNights(later, 7));
    expect(unit.answer).to.equal('no');
    expect(unit.reasons[0].detail).to.equal('Somebody is still there, past the day they were to leave');
    expect(unit.nights.map(({ state }: { state: string }) => state)).to.deep.equal(['still_there']);

    const next = await service.aReadyReferral({ familyName: 'Next' });
    const refused = await offer(world.beds.any, next.referralId, later);
    expect([refused.status, refused.body.type]).to.deep.equal([409, '/problems/bed-still-occupied']);
    expect(refused.body.dueToLeaveOn).to.equal(here.offer.departsOn);
    const page = await coordinator.page.get(
      `/referrals/${next.referralId}/offer?bedId=${world.beds.any}&arrivesOn=${later}&departsOn=${addNights(later, 7)}`,
    );
    expect(page.html).to.contain('Somebody is still there, past the day they were to leave');
    const board = await coordinator.page.get('/board');
    expect(board.html).to.contain('not left yet');
    const closing = await staff.post('/api/out-of-service-periods', {
      ...{ bedId: world.beds.any, fromOn: today, toOn: addNights(today, 2), reason: 'repair', note: null },
    });
    expect(closing.status, closing.text).to.equal(409);
  });

  it('keeps the next offer from being accepted, until the leaving is recorded', async () => {
    const next = await service.aReadyReferral({ familyName: 'Next' });
    service.clock.advance({ days: 13 });
    const made = await waiting({
      referral: next,
      bed: 'any',
      arrivesOn: addNights(service.today, 6),
      nights: 7,
    });
    service.clock.advance({ days: 2 });
    const accept = () => staff.post(`/api/offers/${made.offerId}/acceptance`, {}, { version: made.version });
    const refused = await accept();
    expect([refused.status, refused.body.type], refused.text).to.deep.equal([
      409,
      '/problems/bed-still-occupied',
    ]);
    const page = await staff.page.post(`/incoming-offers/${made.offerId}/acceptance`, {
      version: String(made.version),
    });
    expect(page.html).to.contain('were to leave').and.to.contain('Nothing was booked');
    const left = await staff.post(
      `/api/placements/${here.placementId}/discharge`,
      { endedOn: here.offer.departsOn, kind: 'planned', reason: 'completed' },
      { version: here.version },
    );
    expect(left.status, left.text).to.equal(201);
    expect((await accept()).status).to.equal(201);
  });

  it('holds a shared room for their sex', async () => {
    const resident = await service.aResident({
      ...{ referral: await service.aReadyReferral({ sex: 'male', familyName: 'Shares' }), bed: 'shared1' },
      nights: 7,
    });
    service.clock.advance({ days: 9 });
    const woman = await service.aReadyReferral({ sex: 'female', familyName: 'Woman' });
    const man = await service.aReadyReferral({ sex: 'male', familyName: 'Man' });
    const to = addNights(service.today, 3);
    expect((await unitOf(world.beds.shared2, service.today, to, '&sex=female')).answer).to.equal('no');
    const refused = await offer(world.beds.shared2, woman.referralId, service.today);
    expect(refused.status, refused.text).to.equal(409);
    const made = await offer(world.beds.shared2, man.referralId, service.today);
    expect(made.status, made.text).to.equal(201);
    expect(resident.offer.departsOn < service.today).to.equal(true);
  });

  describe('whose leaving is recorded with its true day', () => {
    const leave = (endedOn: IsoDate) =>
      staff.post(
        `/api/placements/${here.placementId}/discharge`,
        { endedOn, kind: 'planned', reason: 'completed' },
        { version: here.version },
      );
    const nights = async () =>
      (
        await service.dataSource.query(
          `SELECT COUNT(*) AS nights FROM bed_night n JOIN client_night c ON c.claim_id = n.claim_id AND c.night = n.night
            WHERE n.claim_id = ? AND n.claim_kind = 'stay'`,
          [here.placementId],
        )
      )[0].nights;
    const spent = async () =>
      Number((await service.dataSource.query('SELECT SUM(spent_pence) AS spent FROM budget'))[0].spent);
    const violations = async () =>
      checkInvariants(
        await service.uow.read((tx) => readFacts((statement) => select(tx, statement))),
        // Messages wait for a worker, which nothing here needs.
      ).filter(({ invariant }) => invariant !== 'I19');

    it('has the nights in between, paid for as far as they are approved', async () => {
      const before = await spent();
      service.clock.advance({ days: 17 });
      const left = await leave(service.today);
      expect(left.status, left.text).to.equal(201);
      expect(left.body.overstay).to.deep.equal({ nights: 3, paidNights: 3, nightsOfOthers: 0 });
      expect(Number(await nights())).to.equal(17);
      expect((await spent()) - before).to.equal((before / 14) * 3);
      expect(await violations()).to.deep.equal([]);
      const told = await coordinator.page.get(`/referrals/${here.offer.referral.referralId}`);
      expect(told.html).to.contain('3 nights past the planned leaving day');
      const future = await leave(addNights(service.today, 1));
      expect(future.status).to.equal(409);
    });

    it('has nights without money where no more are approved, and they are told', async () => {
      const referral = await service.aReadyReferral({ familyName: 'Short', fundedWeeks: 1 });
      here = await service.aResident({ referral, bed: 'rowan1', nights: 7 });
      staff = await service.as('staff@rowan.example');
      service.clock.advance({ days: 9 });
      const before = await spent();
      const left = await staff.page.post(`/residents/${here.placementId}/discharge`, {
        ...{ kind: 'planned', reason: 'completed', version: String(here.version) },
        ...fieldsOfDate('leftOn', service.today),
      });
      expect(left.status, left.html).to.equal(303);
      expect((await staff.page.get(left.location ?? '')).html).to.contain('nights without money');
      const leaving = await staff.page.get(`/placements/${here.placementId}/leaving`);
      expect(leaving.html).to.contain('2 nights past the paid days, without money');
      expect(leaving.html).to.contain('2 nights without money').and.to.contain('Glasgow City is told');
      await service.runWorkerOnce();
      for (const who of ['coordinator', 'approver'] as const) {
        const { html } = await (await service.as(who)).page.get('/notifications');
        expect(html, who).to.contain('Somebody left with nights that nobody approved');
        expect(html, who).to.contain(`href="/placements/${here.placementId}/leaving"`);
      }
      expect(Number(await nights())).to.equal(9);
      expect(await spent()).to.equal(before);
      expect(await violations()).to.deep.equal([]);
    });

    it('leaves to the next person the nights booked for them, who is told what waits', async () => {
      const next = await service.aReadyReferral({ familyName: 'Next' });
      const from = addNights(here.offer.departsOn, 1);
      const booked = await service.aBooking({ referral: next, bed: 'any', arrivesOn: from, nights: 7 });
      service.clock.advance({ days: 17 });
      const waits = await coordinator.page.get('/placements?state=booked');
      expect(waits.html).to.contain('the bed has not been left yet');
      const stay = await coordinator.page.get(`/placements/${booked.placementId}/stay`);
      expect(stay.html).to.contain('has not been left yet').and.to.contain('another bed');
      const early = await staff.post(
        `/api/placements/${booked.placementId}/admission`,
        { admittedOn: service.today },
        { version: booked.version },
      );
      expect(early.body.type).to.equal('/problems/bed-not-vacated');
      const residents = await staff.page.get('/residents');
      expect(residents.html)
        .to.contain(`The bed has not been left: ${here.offer.referral.reference} was to leave on`)
        .and.to.contain(`href="/residents?people=${here.placementId}"`);
      expect(residents.html).not.to.contain(`/residents/${booked.placementId}/admission`);
      const left = await leave(service.today);
      expect(left.body.overstay).to.deep.equal({ nights: 3, paidNights: 1, nightsOfOthers: 2 });
      expect(Number(await nights())).to.equal(15);
      expect(await violations()).to.deep.equal([]);
      const arrived = await staff.post(
        `/api/placements/${booked.placementId}/admission`,
        { admittedOn: service.today },
        { version: booked.version },
      );
      expect(arrived.status, arrived.text).to.equal(201);
      expect(await violations()).to.deep.equal([]);
    });

    it('at the same moment as somebody books the bed is recorded; the booking waits for it or has the bed after', async () => {
      const next = await service.aReadyReferral({ familyName: 'Next' });
      service.clock.advance({ days: 16 });
      const [left, made] = await Promise.all([
        leave(service.today),
        offer(world.beds.any, next.referralId, service.today),
      ]);
      expect(left.status, left.text).to.equal(201);
      expect([201, 409], made.text).to.include(made.status);
      if (made.status === 409) expect(made.body.type).to.equal('/problems/bed-still-occupied');
      expect(Number(await nights())).to.equal(16);
      expect(await violations()).to.deep.equal([]);
    });

    it('is taken back by two people as if nobody had said it, and recorded again', async () => {
      service.clock.advance({ days: 17 });
      const left = await leave(service.today);
      expect(left.status, left.text).to.equal(201);
      const administrator = await service.as('administrator');
      const late = here;
      const proposed = await administrator.post(
        `/api/placements/${late.placementId}/repairs`,
        { kind: 'leaving_undone', reason: 'They came back for their things and stayed' },
        { version: left.body.version },
      );
      expect(proposed.status, proposed.text).to.equal(201);
      const manager = await service.as('provider_manager');
      const undone = await manager.post(
        `/api/repairs/${proposed.body.repairId}/confirmation`,
        {},
        { version: proposed.body.version },
      );
      expect(undone.status, undone.text).to.equal(201);
      expect(await violations()).to.deep.equal([]);
      here = { ...late, version: undone.body.version };
      const again = await leave(service.today);
      expect(again.status, again.text).to.equal(201);
      expect(await violations()).to.deep.equal([]);
    });

    it('is refused before the arrival', async () => {
      const early = await leave(addNights(here.offer.arrivesOn, -1));
      expect([early.status, early.body.type]).to.deep.equal([422, '/problems/end-before-arrival']);
    });
  });
});
