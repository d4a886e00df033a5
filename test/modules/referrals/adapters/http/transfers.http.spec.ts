import { expect } from 'chai';

import { addNights } from '../../../../../src/kernel/iso-date.js';
import { checkInvariants } from '../../../../proof/check-invariants.js';
import { readFacts } from '../../../../proof/facts.js';
import {
  startService,
  type RecordedReferral,
  type RunningService,
} from '../../../../support/running-service.js';
import { memberOf, world } from '../../../../support/small-world.js';

const { glasgow, highland } = world.partnerships;

describe('a referral that goes to another partnership', () => {
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

  const ofGlasgow = () => service.as('coordinator@glasgow.example');
  const ofHighland = () => service.as('coordinator@highland.example');
  const ask = async (
    { referralId }: RecordedReferral,
    by: 'holder' | 'taker' = 'holder',
    toPartnershipId: string = highland.id,
  ) =>
    (await (by === 'holder' ? ofGlasgow() : ofHighland())).post(`/api/referrals/${referralId}/transfers`, {
      toPartnershipId,
      reason: 'Lives in Inverness now',
    });
  const answer = async (
    who: 'glasgow' | 'highland',
    { body: { transferId } }: Awaited<ReturnType<typeof ask>>,
    word: string,
    body?: unknown,
  ) =>
    (await (who === 'glasgow' ? ofGlasgow() : ofHighland())).post(
      `/api/transfers/${transferId}/${word}`,
      body ?? {},
      { version: 1 },
    );

  it('goes over with its id, its dates and its assessment, without the money, and out of sight of whoever had it', async () => {
    const referral = await service.aReadyReferral();
    await service.runWorkerOnce();
    const path = `/api/referrals/${referral.referralId}`;
    const before = (await (await ofGlasgow()).get(path)).body;
    await (
      await ofGlasgow()
    ).post(`${path}/funding-request`, {
      ...{ weeks: 2, weeklyRatePence: 100_000, reason: 'Two more weeks' },
    });
    const asked = await ask(referral);
    expect(asked.status).to.equal(201);
    expect((await (await ofHighland()).get(path)).status).to.equal(404);
    const list = await (await ofHighland()).get('/api/transfers');
    expect(list.body.transfers[0]).to.include({
      ...{
        reference: referral.reference,
        fromPartnershipName: 'Glasgow City',
        toPartnershipName: 'Highland',
      },
      ...{ askedByPartnershipId: glasgow.id, reason: 'Lives in Inverness now' },
    });
    expect((await answer('highland', asked, 'acceptance')).status).to.equal(201);

    expect((await (await ofGlasgow()).get(path)).status).to.equal(404);
    const after = (await (await ofHighland()).get(path)).body;
    for (const member of [
      'referralId',
      'reference',
      'receivedOn',
      'urgencyBand',
      'assessedUntil',
      'substance',
    ])
      expect(after[member], member).to.deep.equal(before[member]);
    const rows = (sql: string) => service.dataSource.query(sql);
    expect(await rows('SELECT id FROM funding_decision WHERE revoked_at IS NULL')).to.deep.equal([]);
    expect(await rows('SELECT id FROM funding_request WHERE answered_at IS NULL')).to.deep.equal([]);
    const gone = await (await ofGlasgow()).page.get(`/referrals/${referral.referralId}`);
    expect([gone.status, gone.location]).to.deep.equal([303, `/transfers?went=${referral.referralId}`]);
    const told = await (await ofGlasgow()).page.get(gone.location!);
    expect(told.html)
      .to.contain('That referral is with another partnership now')
      .and.to.contain(`${referral.reference} has been with Highland since 23 Nov 2026`)
      .and.not.to.contain(referral.familyName);
    const stranger = await (await service.as('approver@highland.example')).page.get(gone.location!);
    expect(stranger.html).not.to.contain('has been with');
    const names = await (await ofGlasgow()).page.get('/waiting-list');
    expect(names.html).not.to.contain(referral.familyName);
    const page = await (await ofHighland()).page.get(`/referrals/${referral.referralId}`);
    expect(page.html).to.contain(referral.familyName).and.to.contain('Came from another partnership');
    expect(
      (await rows(`SELECT action FROM audit WHERE action LIKE 'referrals.transfer-%' ORDER BY id`)).map(
        ({ action }: { action: string }) => action,
      ),
    ).to.deep.equal(['referrals.transfer-asked', 'referrals.transfer-accepted']);
  });

  it('is asked for by the partnership where the person is now, and given by the one that has it', async () => {
    const referral = await service.aReferral();
    const asked = await ask(referral, 'taker');
    expect(asked.status).to.equal(201);
    const mine = await answer('highland', asked, 'acceptance');
    expect([mine.status, mine.body.type]).to.deep.equal([409, '/problems/other-side-answers']);
    expect((await answer('glasgow', asked, 'acceptance')).status).to.equal(201);
    expect((await (await ofHighland()).get(`/api/referrals/${referral.referralId}`)).status).to.equal(200);
  });

  it('stays while the person has an offer, a booking or a stay', async () => {
    const offer = await service.anOffer({ bed: 'any' });
    const booking = await service.aBooking({ bed: 'plain' });
    const resident = await service.aResident({ bed: 'male' });
    for (const [referral, code] of [
      [offer.referral, 'offer-open'],
      [booking.offer.referral, 'bed-booked'],
      [resident.offer.referral, 'stay-runs'],
    ] as const) {
      const refused = await answer('highland', await ask(referral), 'acceptance');
      expect([refused.status, refused.body.type]).to.deep.equal([409, `/problems/${code}`]);
      expect((await (await ofGlasgow()).get(`/api/referrals/${referral.referralId}`)).status).to.equal(200);
    }
  });

  it('stays where the person has come and gone, before any worker has closed the referral', async () => {
    const { offer, placementId, version } = await service.aResident({ bed: 'plain' });
    service.clock.advance({ days: 3 });
    const left = { endedOn: addNights(offer.arrivesOn, 3), kind: 'planned', reason: 'completed' };
    const manager = await service.as('manager@larch.example');
    const ended = await manager.post(`/api/placements/${placementId}/discharge`, left, { version });
    expect(ended.status, ended.text).to.be.oneOf([200, 201]);
    const asked = await ask(offer.referral);
    const refused = await answer('highland', asked, 'acceptance');
    expect([refused.status, refused.body.type]).to.deep.equal([409, '/problems/referral-closed']);
    await service.runWorkerOnce();
  });

  it('is declined with a reason, taken back by whoever asked, and asked once at a time', async () => {
    const referral = await service.aReferral();
    const first = await ask(referral);
    const twice = await ask(referral, 'taker');
    expect(twice.body.type).to.equal('/problems/transfer-asked-already');
    expect((await answer('highland', first, 'refusal', { note: 'Lives in Perth' })).status).to.equal(201);
    const again = await answer('highland', first, 'acceptance');
    expect([again.body.type, again.body.state]).to.deep.equal(['/problems/transfer-answered', 'declined']);
    for (const side of [ofGlasgow(), ofHighland()]) {
      const { body } = await (await side).get('/api/transfers');
      expect(body.answered).to.have.length(1);
      expect(body.answered[0]).to.include({ state: 'declined', answerNote: 'Lives in Perth' });
      expect((await (await side).page.get('/transfers')).html).to.contain('“Lives in Perth”');
    }
    const second = await ask(referral);
    expect((await answer('glasgow', second, 'withdrawal', { note: 'A slip' })).status).to.equal(201);
    const own = await ask(referral, 'holder', glasgow.id);
    expect(own.body.type).to.equal('/problems/partnership-unknown');
  });

  it('meets an offer: nobody is offered a bed with the money of a partnership they have left', async () => {
    for (let attempt = 0; attempt < 4; attempt += 1) {
      const referral = await service.aReadyReferral();
      const asked = await ask(referral);
      const [moved, offered] = await Promise.all([
        answer('highland', asked, 'acceptance'),
        (await ofGlasgow()).post('/api/offers', {
          ...{ referralId: referral.referralId, bedId: world.beds.any },
          ...{ arrivesOn: `2027-0${attempt + 1}-01`, departsOn: `2027-0${attempt + 1}-08` },
        }),
      ]);
      expect([moved.status, offered.status].filter((status) => status === 201)).to.have.length(1);
    }
  });

  describe('of a restricted record, whose person waits with the other partnership already', () => {
    const person = { givenName: 'Zebedee', familyName: 'Starling' };
    const restrict = async (referralId: string, email: 'glasgow' | 'highland') => {
      const who = `coordinator@${email}.example` as const;
      const restricted = await (
        await service.as(who)
      ).post(
        `/api/referrals/${referralId}/restriction`,
        { kind: 'public_person', reason: 'Known from the news', readers: [memberOf(who).memberId] },
        { version: 1 },
      );
      expect(restricted.status, restricted.text).to.equal(201);
    };
    /** Glasgow's is restricted, so Highland was told of nobody when it recorded its own. */
    const twoOfOne = async () => {
      const theirs = await service.aReferral(person);
      await restrict(theirs.referralId, 'glasgow');
      const own = await service.aReferral({ ...person, partnership: 'highland' });
      return { theirs, own };
    };
    const because = 'Not the one we know: met both';

    it('is not accepted before one of the two is closed, and the own referral is named', async () => {
      const { theirs, own } = await twoOfOne();
      const asked = await ask(theirs);
      const refused = await answer('highland', asked, 'acceptance');
      expect([refused.status, refused.body.type]).to.deep.equal([409, '/problems/person-waits-here']);
      expect(refused.body).to.include({ ownReferralId: own.referralId, ownReference: own.reference });
      expect(refused.body.remedy).to.contain('close one of the two').and.to.contain('differentPersonBecause');
      expect((await (await ofGlasgow()).get(`/api/referrals/${theirs.referralId}`)).status).to.equal(200);
      const told = await service.dataSource.query(
        `SELECT subject_id FROM audit WHERE action = 'referrals.told-elsewhere'`,
      );
      expect(told).to.deep.equal([{ subject_id: theirs.referralId }]);
      const closed = await (
        await ofHighland()
      ).post(
        `/api/referrals/${own.referralId}/closing`,
        { reason: 'recorded_by_mistake', note: 'The same person as the one that comes' },
        { version: 1 },
      );
      expect(closed.status, closed.text).to.equal(201);
      expect((await answer('highland', asked, 'acceptance')).status).to.equal(201);
    });

    it('says on the page which one waits, keeps what is typed, and goes over once it is somebody else', async () => {
      const { theirs, own } = await twoOfOne();
      const { transferId } = (await ask(theirs)).body;
      const action = `/transfers/${transferId}/acceptance`;
      const { page } = await ofHighland();
      const refused = await page.submit(await page.get('/transfers'), action, {});
      expect(refused.status).to.equal(409);
      expect(refused.html)
        .to.contain(`You have an open referral for this name and date of birth: ${own.reference}`)
        .and.to.contain(`href="#transfer-${transferId}-differentPersonBecause"`)
        .and.to.contain(`href="/referrals/${own.referralId}"`)
        .and.to.contain(`name="differentFrom" value="${own.referralId}"`)
        .and.to.contain('How do you know'.toLowerCase());
      const tooLong = await page.submit(refused, action, { differentPersonBecause: 'x'.repeat(501) });
      expect(tooLong.html).to.contain('x'.repeat(501)).and.to.contain(`value="${own.referralId}"`);
      const accepted = await page.submit(tooLong, action, { differentPersonBecause: because });
      expect([accepted.status, accepted.location]).to.deep.equal([303, '/transfers?done=transfer-accepted']);
      expect(
        await service.dataSource.query(
          'SELECT referral_id, other_referral_id, reason FROM referral_told_apart',
        ),
      ).to.deep.equal([
        { referral_id: theirs.referralId, other_referral_id: own.referralId, reason: because },
      ]);
      const lifted = await (
        await ofHighland()
      ).post(`/api/referrals/${theirs.referralId}/restriction/lifting`, { reason: 'Safe' }, { version: 2 });
      expect(lifted.status, lifted.text).to.equal(201);
    });

    it('tells a colleague of a restricted one of their own no more than whom to ask, and the giver nothing', async () => {
      const { theirs, own } = await twoOfOne();
      await restrict(own.referralId, 'highland');
      await service.dataSource.query(`UPDATE member SET role = 'coordinator' WHERE email = ?`, [
        'approver@highland.example',
      ]);
      const asked = await ask(theirs);
      const refused = await (
        await service.as('approver@highland.example')
      ).post(`/api/transfers/${asked.body.transferId}/acceptance`, {}, { version: 1 });
      expect([refused.body.type, refused.body.askPartnershipName]).to.deep.equal([
        '/problems/restricted-record-may-exist',
        'Highland',
      ]);
      expect(refused.text).not.to.contain(own.referralId).and.not.to.contain(own.reference);
      expect((await answer('highland', asked, 'acceptance')).body.ownReferralId).to.equal(own.referralId);
      expect((await answer('glasgow', asked, 'withdrawal', { note: 'Other way' })).status).to.equal(201);
      const taken = await answer('glasgow', await ask(theirs, 'taker'), 'acceptance');
      expect(taken.status, taken.text).to.equal(201);
      // Lifting meets the other one of the same partnership, and names it.
      const { page } = await ofHighland();
      const path = `/referrals/${theirs.referralId}/restriction`;
      const shown = await page.submit(await page.get(path), `${path}/lifting`, { liftedBecause: 'Safe now' });
      expect(shown.html)
        .to.contain(`You have another open referral for this name and date of birth: ${own.reference}`)
        .and.to.contain(`href="/referrals/${own.referralId}"`)
        .and.to.contain('Safe now')
        .and.not.to.contain('Another partnership');
    });

    it('tells the partnership that gives it of the other one that is not restricted, by whom to ask alone', async () => {
      const { theirs, own } = await twoOfOne();
      const asked = await ask(theirs, 'taker');
      const refused = await answer('glasgow', asked, 'acceptance');
      expect([refused.body.type, refused.body.partnershipName]).to.deep.equal([
        '/problems/open-referral-elsewhere',
        'Highland',
      ]);
      expect(refused.text).not.to.contain(own.reference);
      const accepted = await answer('glasgow', asked, 'acceptance', {
        ...{ differentPersonBecause: because, differentFrom: [own.referralId] },
      });
      expect(accepted.status, accepted.text).to.equal(201);
    });
  });

  it('is looked for on the waiting list by a part of the name or the reference, never in an address', async () => {
    const one = await service.aReferral({ givenName: 'Mòrag', familyName: 'Nic Dhòmhnaill' });
    await service.aReferral({ givenName: 'Seumas', familyName: 'Mac Dhòmhnaill' });
    await service.aReferral({ givenName: 'Mòrag', familyName: 'Elsewhere', partnership: 'highland' });
    const coordinator = await ofGlasgow();
    const look = async (sought: string) =>
      coordinator.page.submit(await coordinator.page.get('/waiting-list'), '/waiting-list/search', {
        sought,
      });
    expect((await look('MORAG')).location).to.equal(`/referrals/${one.referralId}`);
    expect((await look(one.reference.toLowerCase())).location).to.equal(`/referrals/${one.referralId}`);
    const both = (await look('dhomhnaill')).location!;
    expect(both)
      .to.match(/^\/waiting-list\?people=[0-9a-f,-]+$/)
      .and.to.contain(one.referralId);
    expect((await coordinator.page.get(both)).html)
      .to.contain('Nic Dhòmhnaill')
      .and.to.contain('Seumas')
      .and.to.contain('Show everyone');
    const nobody = await look('Elsewhere');
    expect(nobody.status).to.equal(409);
    expect(nobody.html)
      .to.contain('Nobody on your waiting list has that name')
      .and.to.contain('value="Elsewhere"');
    expect((await look(' ')).html).to.contain('Enter a name or a reference');
  });
});
