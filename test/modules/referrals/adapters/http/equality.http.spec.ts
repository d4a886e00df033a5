import { expect } from 'chai';

import { done } from '../../../../../src/kernel/outcome.js';
import { nothingAsked } from '../../../../../src/modules/referrals/domain/equality.js';
import { startService, type RunningService } from '../../../../support/running-service.js';
import { world } from '../../../../support/small-world.js';

const answers = {
  ethnicGroup: 'white_gypsy_traveller',
  disability: 'limited_a_little',
  religionOrBelief: 'prefers_not_to_say',
  sexualOrientation: null,
  transStatus: 'trans',
};

describe('what a person answers about equality', () => {
  let service: RunningService;
  beforeEach(async () => {
    service = await startService();
  });
  afterEach(() => service?.stop());

  const addressOf = ({ referralId }: { readonly referralId: string }) =>
    `/api/referrals/${referralId}/equality`;
  const rows = (sql: string) => service.dataSource.query(sql);

  it('is kept apart, tells no answer from not asked, and is taken back', async () => {
    const referral = await service.aReferral();
    const coordinator = await service.as('coordinator');
    const address = addressOf(referral);
    expect((await coordinator.get(address)).body).to.deep.equal({ answers: nothingAsked, version: 1 });
    const kept = await coordinator.post(address, answers, { version: 1 });
    expect([kept.status, kept.body]).to.deep.equal([201, { referralId: referral.referralId, version: 2 }]);
    expect((await coordinator.get(address)).body).to.deep.equal({ answers, version: 2 });
    const same = await coordinator.post(address, answers, { version: 2 });
    expect([same.status, same.body.type]).to.deep.equal([409, '/problems/nothing-corrected']);
    const back = await coordinator.post(address, nothingAsked, { version: 2 });
    expect(back.body.version).to.equal(3);
    expect((await coordinator.get(address)).body).to.deep.equal({ answers: nothingAsked, version: 3 });
  });

  it('is never in the record, which says who changed which questions', async () => {
    const referral = await service.aReferral();
    await (await service.as('coordinator')).post(addressOf(referral), answers, { version: 1 });
    const [{ after, subject_kind }] = await rows(
      `SELECT CONCAT(after_json, '') AS after, subject_kind FROM audit WHERE action = 'referrals.equality-recorded'`,
    );
    expect(subject_kind).to.equal('client');
    expect(after)
      .to.contain('transStatus')
      .and.to.not.match(/gypsy|limited_a|"trans"|prefers/);
    const [{ said }] = await rows(
      `SELECT CONCAT(COALESCE(GROUP_CONCAT(payload), ''), '') AS said FROM outbox`,
    );
    expect(said).to.not.match(/gypsy|equality/);
  });

  it('changes nobody’s place: a run finds everything it rests on as it was, and a rebuild says the same', async () => {
    const referrals = [await service.aReadyReferral(), await service.aReadyReferral()];
    await service.runWorkerOnce();
    const rematch = (isRebuild: boolean) =>
      service.act('administrator', async (tx) =>
        done(await service.modules.matching.rematch(tx, 'asked', { isRebuild })),
      );
    const said = () =>
      rows(`SELECT referral_id, priority_rank, bed_id, arrives_on, CONCAT(explanation, '') AS why FROM suggestion
              WHERE run_id = (SELECT MAX(id) FROM match_run) ORDER BY referral_id`);
    await rematch(false);
    const before = await said();
    expect(before).to.have.lengthOf(2);
    const coordinator = await service.as('coordinator');
    for (const referral of referrals) await coordinator.post(addressOf(referral), answers, { version: 1 });
    await service.runWorkerOnce();
    expect((await rematch(false)).isNew).to.equal(false);
    await rematch(true);
    expect(await said()).to.deep.equal(before);
  });

  it('is seen by coordinators of the partnership only, and every reading is recorded', async () => {
    const { referral } = await service.anOffer({ bed: 'any' });
    const address = addressOf(referral);
    await (await service.as('coordinator')).post(address, answers, { version: 1 });
    for (const who of ['approver', 'provider_manager', 'provider_staff', 'planner', 'administrator'] as const)
      expect((await (await service.as(who)).get(address)).status, who).to.equal(403);
    const others = await service.as('coordinator@highland.example');
    expect((await others.get(address)).status).to.equal(404);
    expect((await others.post(address, answers, { version: 2 })).status).to.equal(404);
    expect((await (await service.as('coordinator')).get(address)).status).to.equal(200);
    const seen = await rows(
      `SELECT door FROM person_access WHERE door LIKE '%quality%' AND subject_id = '${referral.referralId}'`,
    );
    expect(seen).to.have.length(1);
    // The page of the referral leads there for those who may look, and repeats nothing of it.
    const link = `/referrals/${referral.referralId}/equality`;
    const page = `/referrals/${referral.referralId}`;
    expect((await (await service.as('coordinator')).page.get(page)).html)
      .to.contain(link)
      .and.to.not.contain('Gypsy');
    expect((await (await service.as('approver')).page.get(page)).html).to.not.contain(link);
  });

  it('is refused where it is no answer of the question', async () => {
    const referral = await service.aReferral();
    const refused = await (
      await service.as('coordinator')
    ).post(addressOf(referral), { ...answers, disability: 'trans' }, { version: 1 });
    expect([refused.status, refused.body.errors[0].pointer]).to.deep.equal([400, '/disability']);
  });

  it('of two who ask at once, is that of one: the other sees it before replacing it', async () => {
    const referral = await service.aReferral();
    const address = addressOf(referral);
    const coordinator = await service.as('coordinator');
    for (const version of [1, 2]) {
      const statuses = await Promise.all(
        ['other_christian', 'muslim'].map(async (religionOrBelief) => {
          const ethnicGroup = version === 1 ? 'african' : 'arab';
          const reply = await coordinator.post(
            address,
            { ...answers, religionOrBelief, ethnicGroup },
            { version },
          );
          return reply.status;
        }),
      );
      expect(statuses.sort(), `version ${version}`).to.deep.equal([201, 412]);
      expect((await coordinator.get(address)).body.version).to.equal(version + 1);
    }
  });

  it('follows the person to another partnership, out of sight of whoever asked', async () => {
    const referral = await service.aReferral();
    const glasgow = await service.as('coordinator');
    const highland = await service.as('coordinator@highland.example');
    await glasgow.post(addressOf(referral), answers, { version: 1 });
    const asked = await glasgow.post(`/api/referrals/${referral.referralId}/transfers`, {
      toPartnershipId: world.partnerships.highland.id,
      reason: 'Lives in Inverness now',
    });
    const taken = await highland.post(
      `/api/transfers/${asked.body.transferId}/acceptance`,
      {},
      { version: 1 },
    );
    expect(taken.status, taken.text).to.equal(201);
    expect((await highland.get(addressOf(referral))).body.answers).to.deep.equal(answers);
    expect((await glasgow.get(addressOf(referral))).status).to.equal(404);
  });

  it('goes with the name, in whatever removes it', async () => {
    const referral = await service.aReferral();
    await (await service.as('coordinator')).post(addressOf(referral), answers, { version: 1 });
    await rows(`DELETE FROM client_identity WHERE client_id = '${referral.clientId}'`);
    const [{ n }] = await rows('SELECT COUNT(*) AS n FROM client_equality');
    expect(Number(n)).to.equal(0);
  });
});
