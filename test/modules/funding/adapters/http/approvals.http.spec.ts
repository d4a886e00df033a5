import { expect } from 'chai';

import { startService, type RunningService } from '../../../../support/running-service.js';
import { approverLimitPence, memberOf } from '../../../../support/small-world.js';

describe('limits and second approvers over the API', () => {
  let service: RunningService;
  before(async () => {
    service = await startService();
  });
  after(() => service?.stop());

  const large = { weeks: 50, weeklyRatePence: 100_000 };

  it('an approval goes from the refusal to the proposal, its list, and the second yes', async () => {
    const { referralId, reference } = await service.aReferral();
    const at = `/api/referrals/${referralId}`;
    const [first, second] = [
      await service.as('approver@glasgow.example'),
      await service.as('second@glasgow.example'),
    ];
    const decidedOn = service.today;
    const alone = await second.post(`${at}/funding-decisions`, { decision: 'approved', decidedOn, ...large });
    expect(`${alone.status} ${alone.body.type}`).to.equal('409 /problems/above-your-limit');
    expect(alone.body).to.deep.include({ limitPence: 4_000_000, totalPence: 5_000_000 });
    const proposed = await second.post(`${at}/funding-proposal`, {
      ...{ ...large, decidedOn, exceptionalReason: 'Not safe at home' },
    });
    expect(proposed.status, proposed.text).to.equal(201);
    const { body: list } = await (await service.as('coordinator')).get('/api/funding-proposals');
    expect(list).to.deep.equal({
      items: [
        {
          ...{ proposalId: proposed.body.proposalId, referralId, reference, route: 'adp', ...large },
          payers: [{ payer: 'adp', weeklyPence: 100_000 }],
          ...{ totalPence: 5_000_000, proposedOn: service.today },
          ...{ proposedBy: memberOf('second@glasgow.example').memberId },
          ...{ exceptionalReason: 'Not safe at home', version: 1 },
        },
      ],
      next: null,
    });
    const own = await second.post(`${at}/funding-proposal/confirmation`, {}, { version: 1 });
    expect(`${own.status} ${own.body.type}`).to.equal('409 /problems/second-approver-needed');
    const outside = await service.as('approver@highland.example');
    expect((await outside.post(`${at}/funding-proposal/confirmation`, {}, { version: 1 })).status).to.equal(
      404,
    );
    const confirmed = await first.post(`${at}/funding-proposal/confirmation`, {}, { version: 1 });
    expect(confirmed.status, confirmed.text).to.equal(201);
    const again = await first.post(`${at}/funding-proposal/confirmation`, {}, { version: 1 });
    expect(`${again.status} ${again.body.type}`).to.equal('409 /problems/nothing-proposed');
  });

  it('closing the referral leaves nothing to confirm, though nobody had asked for the money here', async () => {
    const { referralId, version } = await service.aReferral();
    const at = `/api/referrals/${referralId}`;
    const second = await service.as('second@glasgow.example');
    await second.post(`${at}/funding-proposal`, { ...large, decidedOn: service.today });
    const coordinator = await service.as('coordinator');
    const why = { reason: 'withdrawn_by_person', note: 'Changed their mind' };
    const closed = await coordinator.post(`${at}/closing`, why, { version });
    expect(closed.status, closed.text).to.be.oneOf([200, 201]);
    const first = await service.as('approver@glasgow.example');
    const late = await first.post(`${at}/funding-proposal/confirmation`, {}, { version: 1 });
    expect(late.body.type).to.equal('/problems/nothing-proposed');
  });

  it('limits are read and set by those who may, each for others', async () => {
    const first = await service.as('approver@glasgow.example');
    const { body } = await first.get('/api/approval-limits');
    expect(body.approvers).to.deep.equal([
      {
        ...{ memberId: memberOf('approver').memberId, name: 'Alec Laird', partnershipName: 'Glasgow City' },
        ...{
          limitPence: approverLimitPence,
          isSet: true,
          fromOn: '2020-01-01',
          setBy: 'Una Kerr',
          version: 2,
        },
      },
      {
        ...{ memberId: memberOf('second@glasgow.example').memberId, name: 'Effie Rae' },
        ...{ partnershipName: 'Glasgow City', limitPence: 4_000_000, isSet: false },
        ...{ fromOn: null, setBy: null, version: 1 },
      },
    ]);
    const of = (email: 'approver@glasgow.example' | 'second@glasgow.example') =>
      `/api/approval-limits/${memberOf(email).memberId}`;
    const wanted = { limitPence: 3_000_000, fromOn: service.today };
    const own = await first.post(of('approver@glasgow.example'), wanted, { version: 2 });
    expect(own.body.type).to.equal('/problems/own-limit');
    const set = await first.post(of('second@glasgow.example'), wanted, { version: 1 });
    expect(set.status, set.text).to.equal(200);
    const stale = await first.post(of('second@glasgow.example'), wanted, { version: 1 });
    expect(stale.status).to.equal(412);
    for (const who of ['coordinator', 'planner', 'provider_manager'] as const) {
      expect((await (await service.as(who)).get('/api/approval-limits')).status, who).to.equal(403);
    }
  });
});
