import { expect } from 'chai';

import { startService, type RunningService } from '../../../../support/running-service.js';
import { memberOf, world, type MemberEmail } from '../../../../support/small-world.js';

const named: MemberEmail = 'coordinator@glasgow.example';
const other: MemberEmail = 'approver@glasgow.example';
const colleague: MemberEmail = 'second@glasgow.example';

describe('restricting a record', () => {
  let service: RunningService;
  beforeEach(async () => {
    service = await startService();
    await service.dataSource.query(`UPDATE member SET role = 'coordinator' WHERE email = ?`, [colleague]);
  });
  afterEach(() => service?.stop());

  const addressOf = (referralId: string) => `/api/referrals/${referralId}/restriction`;
  const body = (...who: readonly MemberEmail[]) => ({
    kind: 'victim_of_violence',
    reason: 'Must not be found',
    readers: who.map((one) => memberOf(one).memberId),
  });
  const restricted = async (readers: readonly MemberEmail[] = [named]) => {
    const referral = await service.aReadyReferral();
    const answer = await (
      await service.as(named)
    ).post(addressOf(referral.referralId), body(...readers), { version: 1 });
    expect(answer.status, JSON.stringify(answer.body)).to.equal(201);
    return referral;
  };

  it('shuts every door about the person to whoever is not named, and says how it opens', async () => {
    const { referralId } = await restricted();
    const caller = await service.as(other);
    const read = await caller.get(`/api/referrals/${referralId}`);
    expect([read.status, read.body.type]).to.deep.equal([403, '/problems/restricted-record']);
    expect(read.body.remedy).to.contain('/restriction');
    const decided = await caller.post(`/api/referrals/${referralId}/funding-decisions`, {});
    expect(decided.status).to.be.oneOf([400, 403, 404]);
    const page = await caller.page.get(`/referrals/${referralId}/money`);
    expect([page.status, page.location]).to.deep.equal([303, `/referrals/${referralId}/restriction`]);
    const shut = await caller.page.get(page.location ?? '');
    expect(shut.html).to.contain('you are not named for it').and.to.not.contain('Must not be found');
    const standing = await caller.get(addressOf(referralId));
    expect(standing.body).to.include({ isRestricted: true, maySee: false, restriction: null });
  });

  it('names a coordinator of the partnership at least, and nobody of another', async () => {
    const { referralId } = await service.aReferral();
    const caller = await service.as(named);
    const without = await caller.post(addressOf(referralId), body(other), { version: 1 });
    expect([without.status, without.body.type]).to.deep.equal([422, '/problems/no-coordinator-named']);
    const strange = await caller.post(addressOf(referralId), body(named, 'coordinator@highland.example'), {
      version: 1,
    });
    expect(strange.body).to.deep.include({
      type: '/problems/member-not-of-partnership',
      memberIds: [memberOf('coordinator@highland.example').memberId],
    });
  });

  it('is opened for some hours with a reason, which those named are told and the record keeps', async () => {
    const { referralId } = await restricted();
    const caller = await service.as(other);
    const reason = 'She rang from the station and is on her own';
    const opened = await caller.post(`${addressOf(referralId)}/openings`, { reason });
    expect(opened.status).to.equal(201);
    expect((await caller.get(`/api/referrals/${referralId}`)).status).to.equal(200);
    const again = await caller.post(`${addressOf(referralId)}/openings`, { reason });
    expect(again.body.type).to.equal('/problems/may-see-already');
    await service.runWorkerOnce();
    const told = await (await service.as(named)).get('/api/notifications');
    expect(told.body.items[0]).to.deep.include({ kind: 'record-opened', subjectId: referralId });
    expect((await caller.get('/api/notifications')).body.items).to.not.deep.include({
      kind: 'record-opened',
    });
    const standing = await (await service.as(named)).get(addressOf(referralId));
    expect(standing.body.restriction.openings[0]).to.include({ by: memberOf(other).displayName, reason });
    const [row] = await service.dataSource.query(
      `SELECT actor_id, reason FROM audit WHERE action = 'referrals.restricted-record-opened'`,
    );
    expect(row).to.deep.equal({ actor_id: memberOf(other).memberId, reason });
    service.clock.advance({ minutes: 12 * 60 + 1 });
    expect((await caller.get(`/api/referrals/${referralId}`)).status).to.equal(403);
  });

  it('is not lifted, nor its readers changed, by whoever opened it for some hours', async () => {
    const { referralId } = await restricted();
    const caller = await service.as(colleague);
    const short = await caller.post(`${addressOf(referralId)}/openings`, { reason: 'x' });
    expect([short.status, short.body.type]).to.deep.equal([400, '/problems/invalid-request']);
    const reason = 'She rang from the station and is on her own';
    expect((await caller.post(`${addressOf(referralId)}/openings`, { reason })).status).to.equal(201);
    const version = (await caller.get(addressOf(referralId))).body.version;
    const taken = await caller.post(addressOf(referralId), body(colleague), { version });
    expect([taken.status, taken.body.type]).to.deep.equal([403, '/problems/only-those-named']);
    const lifted = await caller.post(
      `${addressOf(referralId)}/lifting`,
      { reason: 'Safe by now' },
      { version },
    );
    expect([lifted.status, lifted.body.type]).to.deep.equal([403, '/problems/only-those-named']);
    const page = await caller.page.get(`/referrals/${referralId}/restriction`);
    expect(page.html).to.contain('Must not be found');
    expect(page.html).to.not.contain('Save who may see it').and.to.not.contain('Lift the restriction');
    expect((await (await service.as(named)).get(`/api/referrals/${referralId}`)).status).to.equal(200);
  });

  it('shuts a transfer that another partnership asked for to whoever is not named', async () => {
    const { referralId, familyName } = await restricted();
    const asked = await (
      await service.as('coordinator@highland.example')
    ).post(`/api/referrals/${referralId}/transfers`, {
      toPartnershipId: world.partnerships.highland.id,
      reason: 'Moved there',
    });
    expect(asked.status, asked.text).to.equal(201);
    const { transferId, version } = asked.body;
    const caller = await service.as(colleague);
    for (const [step, sent] of [
      ['acceptance', undefined],
      ['refusal', { note: 'No' }],
    ] as const) {
      const answer = await caller.post(`/api/transfers/${transferId}/${step}`, sent, { version });
      expect([answer.status, answer.body.type], step).to.deep.equal([403, '/problems/restricted-record']);
    }
    const stranger = await service.as('coordinator@highland.example');
    expect((await stranger.page.get('/waiting-list')).html).to.not.contain(familyName);
    const accepted = await (
      await service.as(named)
    ).post(`/api/transfers/${transferId}/acceptance`, undefined, { version });
    expect(accepted.status, accepted.text).to.equal(201);
  });

  it('tells a colleague who looks for the person no more than whom to ask, and another partnership nothing', async () => {
    const { givenName, familyName } = await restricted();
    const person = { givenName, familyName, bornOn: '1985-06-15' };
    const lookUp = async (who: MemberEmail) =>
      (await (await service.as(who)).post('/api/person-lookups', person)).body;
    expect(await lookUp(colleague)).to.deep.equal({
      ownReferralId: null,
      askPartnershipName: world.partnerships.glasgow.name,
      elsewhere: null,
    });
    const nothing = { ownReferralId: null, askPartnershipName: null, elsewhere: null };
    expect(await lookUp('coordinator@highland.example')).to.deep.equal(nothing);
    const { ownReferralId } = await lookUp(named);
    expect(ownReferralId).to.be.a('string');
    // Nor does the key that keeps a person to one referral tell them.
    const elsewhere = await service.aReferral({ ...{ givenName, familyName }, partnership: 'highland' });
    expect(elsewhere.referralId).to.be.a('string');
    const lifted = await (
      await service.as(named)
    ).post(`${addressOf(ownReferralId as string)}/lifting`, { reason: 'Safe now' }, { version: 2 });
    expect([lifted.status, lifted.body.type]).to.deep.equal([409, '/problems/person-waits-elsewhere']);
  });

  it('is lifted with why, and the partnership sees the person again', async () => {
    const { referralId, familyName } = await restricted();
    const caller = await service.as(named);
    const stale = await caller.post(`${addressOf(referralId)}/lifting`, { reason: 'Safe' }, { version: 1 });
    expect(stale.status).to.equal(412);
    const lifted = await caller.post(`${addressOf(referralId)}/lifting`, { reason: 'Safe' }, { version: 2 });
    expect(lifted.body).to.deep.equal({ referralId, version: 3 });
    expect((await (await service.as(other)).page.get('/waiting-list')).html).to.contain(familyName);
    const again = await caller.post(addressOf(referralId), body(named), { version: 3 });
    expect(again.body.version).to.equal(4);
  });

  it('meets a second restriction of the same moment in one row', async () => {
    const { referralId } = await service.aReferral();
    const answers = await Promise.all(
      [named, colleague].map(async (who) =>
        (await service.as(who)).post(addressOf(referralId), body(named, colleague), { version: 1 }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([201, 412]);
  });

  it('hides the name from a provider until a bed is booked', async () => {
    const referral = await restricted();
    const { offerId } = await service.anOffer({ bed: 'any', referral });
    const provider = await service.as('manager@larch.example');
    const offers = await provider.page.get('/incoming-offers');
    expect(offers.html).to.contain(referral.reference).and.to.not.contain(referral.familyName);
    const { version } = (await provider.get(`/api/offers/${offerId}`)).body;
    const accepted = await provider.post(`/api/offers/${offerId}/acceptance`, {}, { version });
    expect(accepted.status, JSON.stringify(accepted.body)).to.be.oneOf([200, 201]);
    expect((await provider.page.get('/residents')).html).to.contain(referral.familyName);
    const { html } = await (await service.as(other)).page.get('/placements');
    expect(html).to.not.contain(referral.familyName);
  });

  it('goes with a transfer, and whoever accepts it is named', async () => {
    const { referralId, familyName } = await restricted();
    const asked = await (
      await service.as(named)
    ).post(`/api/referrals/${referralId}/transfers`, {
      toPartnershipId: world.partnerships.highland.id,
      reason: 'Moved away from him',
    });
    const receiver = await service.as('coordinator@highland.example');
    expect((await receiver.get('/api/transfers')).body.transfers[0].reason).to.equal(null);
    const { transferId, version } = asked.body;
    const accepted = await receiver.post(`/api/transfers/${transferId}/acceptance`, {}, { version });
    expect(accepted.status, JSON.stringify(accepted.body)).to.be.oneOf([200, 201]);
    expect((await receiver.page.get('/waiting-list')).html).to.contain(familyName);
    const approver = await service.as('approver@highland.example');
    expect((await approver.page.get('/waiting-list')).html).to.not.contain(familyName);
  });

  it('whose members have all left is given others by an administrator, who sees the reference alone', async () => {
    const { referralId, familyName } = await restricted();
    const administrator = await service.as('administrator');
    const list = async () => (await administrator.get('/api/abandoned-records')).body.items;
    expect(await list()).to.deep.equal([]);
    await service.dataSource.query('UPDATE member SET disabled_at = UTC_TIMESTAMP(6) WHERE email = ?', [
      named,
    ]);
    const [{ clientId }] = await list();
    const page = await administrator.page.get('/admin/restricted-records');
    expect(page.html).to.contain('Effie Rae').and.to.not.contain(familyName);
    const answer = await administrator.post(
      `/api/abandoned-records/${clientId}/readers`,
      { readers: [memberOf(colleague).memberId] },
      { version: 2 },
    );
    expect(answer.body).to.deep.equal({ clientId, version: 3 });
    expect(await list()).to.deep.equal([]);
    expect((await (await service.as(colleague)).get(`/api/referrals/${referralId}`)).status).to.equal(200);
    const late = await administrator.post(
      `/api/abandoned-records/${clientId}/readers`,
      { readers: [memberOf(colleague).memberId] },
      { version: 3 },
    );
    expect(late.status).to.equal(404);
  });
});
