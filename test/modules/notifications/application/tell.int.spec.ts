import { expect } from 'chai';

import { createTellStuck } from '../../../../src/composition/tell-stuck.js';
import { addNights } from '../../../../src/kernel/iso-date.js';
import { pence } from '../../../../src/kernel/money.js';
import { startService, type RunningService } from '../../../support/running-service.js';
import { actorOf, memberOf, world, type MemberEmail } from '../../../support/small-world.js';

const cara = actorOf('coordinator@glasgow.example');
const ewan = actorOf('staff@larch.example');
const alec = actorOf('approver@glasgow.example');
const effie = actorOf('second@glasgow.example');

describe('whoever has to know', () => {
  let service: RunningService;
  before(async () => {
    service = await startService();
  });
  after(() => service?.stop());
  afterEach(() => service.clock.advance({ minutes: 1 }));

  /** What a member was told of this, the first first. */
  const told = async (who: MemberEmail, ...subjects: readonly string[]): Promise<readonly string[]> => {
    await service.runWorkerOnce();
    const rows: readonly { kind: string }[] = await service.dataSource.query(
      'SELECT kind FROM notification WHERE member_id = ? AND subject_id IN (?) ORDER BY id',
      [memberOf(who).memberId, subjects],
    );
    return rows.map(({ kind }) => kind);
  };
  const dates = (
    { placementId, version }: { readonly placementId: string; readonly version: number },
    by: typeof cara,
    departsIn: number,
  ) =>
    service.act(by === cara ? 'coordinator@glasgow.example' : 'staff@larch.example', (tx) =>
      service.modules.placements.changeDates(tx, by.home, {
        ...{ memberId: by.memberId, placementId, expectedVersion: version },
        ...{ arrivesOn: service.today, departsOn: addNights(service.today, departsIn) },
        reason: 'The journey',
      }),
    );

  it('is the other side of who changed the days, each time, also back to what they were', async () => {
    const booking = await service.aBooking({ bed: 'plain', nights: 28 });
    const { placementId } = booking;
    const once = await dates(booking, cara, 21);
    expect(await told('staff@larch.example', placementId)).to.deep.equal(['stay-changed']);
    expect(await told('coordinator@glasgow.example', placementId)).to.deep.equal([]);
    const twice = await dates({ placementId, version: once.version }, cara, 28);
    expect(await told('staff@larch.example', placementId)).to.have.length(2);
    const thrice = await dates({ placementId, version: twice.version }, cara, 21);
    expect(await told('staff@larch.example', placementId)).to.have.length(3);
    await dates({ placementId, version: thrice.version }, ewan, 28);
    expect(await told('staff@larch.example', placementId)).to.have.length(3);
    expect(await told('coordinator@glasgow.example', placementId)).to.deep.equal(['stay-changed']);
  });

  it('is the project, when the partnership closes the referral of somebody it expects', async () => {
    const { placementId, version, offer } = await service.aBooking({
      bed: 'male',
      referral: await service.aReadyReferral({ sex: 'male' }),
    });
    const { referralId } = offer.referral;
    const referral = await service.uow.read((tx) =>
      service.modules.referrals.readReferral(tx, cara.home, referralId),
    );
    await service.act('coordinator@glasgow.example', (tx) =>
      service.modules.referrals.closeReferral(tx, cara.home, {
        ...{ memberId: cara.memberId, referralId, expectedVersion: referral!.version },
        ...{ reason: 'died', note: null, place: { placeId: placementId, version } },
      }),
    );
    expect(await told('manager@larch.example', placementId)).to.deep.equal(['booking-ended']);
    expect(await told('coordinator@glasgow.example', placementId)).to.deep.equal([]);
  });

  it('hears of a funder’s notice as a notice: coordinators, and the project with the booking', async () => {
    const { placementId, offer } = await service.aBooking({ bed: 'any' });
    const { referralId } = offer.referral;
    const of = { memberId: alec.memberId, referralId };
    await service.act('approver@glasgow.example', (tx) =>
      service.modules.funding.giveNotice(tx, alec.home, { ...of, reason: 'money_withdrawn', note: null }),
    );
    expect(await told('staff@larch.example', placementId)).to.deep.equal(['funding-notice-given']);
    expect(await told('coordinator@glasgow.example', referralId)).to.deep.equal([
      'funding-approved',
      'funding-notice-given',
    ]);
    await service.act('approver@glasgow.example', (tx) =>
      service.modules.funding.liftNotice(tx, alec.home, { ...of, note: 'Found after all' }),
    );
    expect(await told('staff@larch.example', placementId)).to.deep.equal([
      'funding-notice-given',
      'funding-notice-lifted',
    ]);
    expect(await told('staff@rowan.example', placementId)).to.deep.equal([]);
  });

  it('is an approver for what is asked, the second one for a yes that waits, and whoever made the offer', async () => {
    const { referralId } = await service.aReferral();
    await service.act('coordinator@glasgow.example', (tx) =>
      service.modules.funding.requestFunding(tx, cara.home, {
        ...{ memberId: cara.memberId, today: service.today, referralId },
        ...{ weeks: 50, weeklyRatePence: pence(100_000), reason: 'Has tried at home twice' },
      }),
    );
    expect(await told('approver@glasgow.example', referralId)).to.deep.equal(['funding-asked']);
    expect(await told('approver@highland.example', referralId)).to.deep.equal([]);
    await service.act('second@glasgow.example', (tx) =>
      service.modules.funding.proposeApproval(tx, effie.home, {
        ...{ memberId: effie.memberId, referralId, decidedOn: service.today, today: service.today },
        ...{ weeks: 50, weeklyRatePence: pence(100_000), exceptionalReason: null },
      }),
    );
    expect(await told('approver@glasgow.example', referralId)).to.deep.equal([
      'funding-asked',
      'approval-proposed',
    ]);
    expect(await told('second@glasgow.example', referralId)).to.deep.equal(['funding-asked']);
  });

  it('is whoever proposed an approval when the second approver gives it back, or confirms it', async () => {
    const { referralId } = await service.aReferral();
    const propose = () =>
      service.act('second@glasgow.example', (tx) =>
        service.modules.funding.proposeApproval(tx, effie.home, {
          ...{ memberId: effie.memberId, referralId, decidedOn: service.today, today: service.today },
          ...{ weeks: 50, weeklyRatePence: pence(100_000), exceptionalReason: null },
        }),
      );
    const answer = { memberId: alec.memberId, referralId, expectedVersion: 1 };
    await propose();
    expect(await told('approver@glasgow.example', referralId)).to.deep.equal(['approval-proposed']);
    await service.act('approver@glasgow.example', (tx) =>
      service.modules.funding.returnProposal(tx, alec.home, {
        ...{ ...answer, today: service.today, note: 'Twenty-six weeks first' },
      }),
    );
    expect(await told('second@glasgow.example', referralId)).to.deep.equal(['approval-returned']);
    await propose();
    await service.act('approver@glasgow.example', (tx) =>
      service.modules.funding.confirmApproval(tx, alec.home, { ...answer, today: service.today }),
    );
    expect(await told('second@glasgow.example', referralId)).to.deep.equal([
      ...['approval-returned', 'approval-confirmed'],
    ]);
    expect(await told('coordinator@glasgow.example', referralId)).to.deep.equal(['funding-approved']);
  });

  it('is each approver of others who are asked to pay, and whoever asked of what came of it; not the project', async () => {
    const { offer, placementId } = await service.aResident({ bed: 'rowan1', nights: 56 });
    const { referralId } = offer.referral;
    const before = await told('staff@rowan.example', placementId);
    const ask = () =>
      service.act('coordinator@glasgow.example', (tx) =>
        service.modules.funding.askTakeover(tx, cara.home, {
          ...{ memberId: cara.memberId, referralId, today: service.today, fromOn: service.today },
          ...{ weeklyRatePence: pence(100_000), payer: 'social_work', otherPayers: [] },
          reason: 'Social work takes over after four weeks',
        }),
      );
    const approverTold = async () =>
      (await told('approver@glasgow.example', referralId)).filter((kind) => kind.startsWith('takeover'));
    const coordinatorTold = async () =>
      (await told('coordinator@glasgow.example', referralId)).filter((kind) => kind.startsWith('takeover'));
    const answer = { memberId: alec.memberId, referralId, expectedVersion: 1 };
    await ask();
    expect(await approverTold()).to.deep.equal(['takeover-asked']);
    expect(await coordinatorTold()).to.deep.equal([]);
    await service.act('approver@glasgow.example', (tx) =>
      service.modules.funding.returnTakeover(tx, alec.home, { ...answer, note: 'From next month' }),
    );
    expect(await coordinatorTold()).to.deep.equal(['takeover-returned']);
    await ask();
    await service.act('approver@glasgow.example', (tx) =>
      service.modules.funding.confirmTakeover(tx, alec.home, { ...answer, today: service.today }),
    );
    expect(await coordinatorTold()).to.deep.equal(['takeover-returned', 'takeover-confirmed']);
    expect(await told('staff@rowan.example', placementId)).to.deep.equal(before);
  });

  it('is each coordinator when a decision on money is put off, and each approver when it was answered', async () => {
    const { referralId } = await service.aReferral();
    await service.act('coordinator@glasgow.example', (tx) =>
      service.modules.funding.requestFunding(tx, cara.home, {
        ...{ memberId: cara.memberId, today: service.today, referralId },
        ...{ weeks: 12, weeklyRatePence: pence(100_000), reason: 'Has tried at home twice' },
      }),
    );
    await service.act('approver@glasgow.example', (tx) =>
      service.modules.funding.deferRequest(tx, alec.home, {
        ...{ memberId: alec.memberId, referralId, expectedVersion: 1 },
        ...{ reason: 'more_information', note: 'What did the detox unit say?' },
      }),
    );
    expect(await told('coordinator@glasgow.example', referralId)).to.deep.equal(['funding-put-off']);
    await service.act('coordinator@glasgow.example', (tx) =>
      service.modules.funding.answerRequest(tx, cara.home, {
        ...{ memberId: cara.memberId, referralId, expectedVersion: 2, note: 'A bed from 7 December' },
      }),
    );
    expect(await told('approver@glasgow.example', referralId)).to.deep.equal([
      ...['funding-asked', 'funding-answered'],
    ]);
  });

  it('is the project that is asked about somebody, and the partnership when it has answered', async () => {
    const { referralId } = await service.aReferral();
    const { requestId } = await service.act('coordinator@glasgow.example', (tx) =>
      service.modules.suitability.askSuitability(tx, cara.home, {
        ...{ memberId: cara.memberId, referralId, projectId: world.projects.larchHouse.id },
        ...{ note: null, today: service.today },
      }),
    );
    expect(await told('staff@larch.example', referralId)).to.deep.equal(['suitability-asked']);
    const answer = (
      expectedVersion: number,
      given: { kind: 'more_information'; neededFrom: 'gp'; note: string } | { kind: 'suitable'; note: null },
    ) =>
      service.act('staff@larch.example', (tx) =>
        service.modules.suitability.answerSuitability(tx, ewan.home, {
          ...{ memberId: ewan.memberId, requestId, expectedVersion, given, today: service.today },
          referralVersion: 1,
        }),
      );
    await answer(1, { kind: 'more_information', neededFrom: 'gp', note: 'What is prescribed?' });
    expect(await told('coordinator@glasgow.example', referralId)).to.deep.equal(['suitability-answered']);
    await service.act('coordinator@glasgow.example', (tx) =>
      service.modules.suitability.followUpSuitability(tx, cara.home, {
        ...{ memberId: cara.memberId, requestId, expectedVersion: 2, kind: 'information_given' },
        ...{ note: 'Nothing', today: service.today },
      }),
    );
    expect(await told('staff@larch.example', referralId)).to.have.length(2);
    await answer(3, { kind: 'suitable', note: null });
    expect(await told('coordinator@glasgow.example', referralId)).to.have.length(2);
  });

  it('is the other partnership for a transfer that is asked for, and whoever asked for its answer', async () => {
    const { referralId } = await service.aReferral();
    const { transferId } = await service.act('coordinator@glasgow.example', (tx) =>
      service.modules.referrals.askTransfer(tx, cara.home, {
        ...{ memberId: cara.memberId, referralId, toPartnershipId: world.partnerships.highland.id },
        reason: 'Lives in Inverness now',
      }),
    );
    expect(await told('coordinator@highland.example', referralId)).to.deep.equal(['transfer-asked']);
    expect(await told('coordinator@glasgow.example', referralId)).to.deep.equal([]);
    const page = await (await service.as('coordinator@highland.example')).page.get('/notifications');
    expect(page.html)
      .to.contain('Another partnership asked about a transfer')
      .and.to.contain('href="/transfers"');
    const catriona = actorOf('coordinator@highland.example');
    await service.act('coordinator@highland.example', (tx) =>
      service.modules.referrals.acceptTransfer(tx, catriona.home, {
        ...{ memberId: catriona.memberId, transferId, expectedVersion: 1 },
      }),
    );
    expect(await told('coordinator@glasgow.example', referralId)).to.deep.equal(['referral-went']);
    expect(await told('coordinator@highland.example', referralId)).to.deep.equal(['transfer-asked']);
  });

  it('is each approver, once, of a referral that has been stuck for twice as long as it may', async () => {
    const long = await service.aReferral({
      urgencyBand: 'urgent',
      receivedOn: addNights(service.today, -21),
    });
    const short = await service.aReferral({
      urgencyBand: 'urgent',
      receivedOn: addNights(service.today, -9),
    });
    const tellStuck = createTellStuck(service.uow, service.modules);
    await tellStuck();
    await Promise.all([tellStuck(), tellStuck()]);
    for (const who of ['approver@glasgow.example', 'second@glasgow.example'] as const)
      expect(await told(who, long.referralId), who).to.deep.equal(['referral-stuck']);
    expect(await told('approver@highland.example', long.referralId)).to.deep.equal([]);
    expect(await told('coordinator@glasgow.example', long.referralId)).to.deep.equal([]);
    expect(await told('approver@glasgow.example', short.referralId)).to.deep.equal([]);
  });
});

describe('whoever is next', () => {
  it('is told when a booking comes to nothing, and so is who loses that bed to somebody more urgent', async () => {
    const service = await startService();
    const told = async (who: MemberEmail, subject: string): Promise<readonly string[]> => {
      await service.runWorkerOnce();
      const rows: readonly { kind: string }[] = await service.dataSource.query(
        'SELECT kind FROM notification WHERE member_id = ? AND subject_id = ? ORDER BY id',
        [memberOf(who).memberId, subject],
      );
      return rows.map(({ kind }) => kind);
    };
    try {
      // One unit takes children. Who does not come is looked for again, so whoever waits has to come before them.
      const family = { children: 1, oldestChildBornOn: addNights(service.today, -4 * 366) };
      const booking = await service.aBooking({
        bed: 'family',
        referral: await service.aReadyReferral(family),
      });
      const waits = await service.aReadyReferral({
        ...family,
        urgencyBand: 'urgent',
        familyName: 'Waitsforit',
      });
      const { referralId } = waits;
      const before = (await told('coordinator@glasgow.example', referralId)).length;
      await service.act('staff@larch.example', (tx) =>
        service.modules.placements.recordNeverStarted(tx, ewan.home, {
          ...{ memberId: ewan.memberId, placementId: booking.placementId },
          ...{ expectedVersion: booking.version, reason: 'person_declined' },
        }),
      );
      const latest = async () => (await told('coordinator@glasgow.example', referralId)).slice(before);
      expect(await latest()).to.deep.equal(['bed-freed']);
      const page = await (await service.as('coordinator@glasgow.example')).page.get('/notifications');
      expect(page.html)
        .to.contain('A bed came free for somebody, or free earlier')
        .and.to.contain(`href="/referrals/${referralId}/offer"`)
        .and.not.to.contain('Waitsforit');
      await service.aReadyReferral({
        ...family,
        urgencyBand: 'urgent',
        receivedOn: addNights(service.today, -30),
        partnership: 'highland',
      });
      expect(await latest()).to.deep.equal(['bed-freed', 'bed-moved']);
      await service.runWorkerOnce();
      expect(await latest()).to.deep.equal(['bed-freed', 'bed-moved']);
      expect(await told('coordinator@highland.example', referralId)).to.deep.equal([]);
    } finally {
      await service.stop();
    }
  });
});
