import { expect } from 'chai';

import { startService, type RunningService } from '../../../../support/running-service.js';
import { budgetLimitPence, memberOf, world } from '../../../../support/small-world.js';

const { glasgow, highland } = world.partnerships;

describe('the budgets of partnerships', () => {
  let service: RunningService;
  before(async () => {
    service = await startService();
  });
  after(() => service.stop());

  type Who = Parameters<RunningService['as']>[0];
  const set = async (who: Who, given: object = {}, partnershipId: string = glasgow.id) =>
    (await service.as(who)).post(`/api/partnerships/${partnershipId}/budgets`, {
      ...{ route: 'adp', financialYear: 2030, limitPence: 5_000_000, previousLimitPence: null },
      ...given,
    });
  const list = async (who: Who, year: number) => {
    const { status, body, text } = await (await service.as(who)).get(`/api/budgets?financialYear=${year}`);
    expect(status, text).to.equal(200);
    return body;
  };

  it('are set for a route and a year, read back, and recorded with who did it', async () => {
    const { status, body } = await set('approver');
    expect(status).to.equal(200);
    expect(body).to.deep.include({ limitPence: 5_000_000, committedPence: 0 });
    const read = await list('approver', 2030);
    expect(read.financialYear).to.equal('2030/31');
    expect(read.partnerships).to.deep.equal([
      {
        ...{ partnershipId: glasgow.id, name: glasgow.name },
        budgets: [{ route: 'adp', limitPence: 5_000_000, heldPence: 0, spentPence: 0 }],
      },
    ]);
    const record = await service.dataSource.query(
      `SELECT action, actor_id FROM audit WHERE subject_kind = 'budget' AND subject_id = ?`,
      [body.budgetId],
    );
    expect(record).to.deep.equal([{ action: 'funding.budget-set', actor_id: memberOf('approver').memberId }]);
  });

  it('are changed only by somebody who saw how they stood', async () => {
    const stale = await set('administrator', { limitPence: 1 });
    expect(`${stale.status} ${stale.body.type}`).to.equal('409 /problems/budget-changed');
    expect(stale.body.limitPence).to.equal(5_000_000);
    const other = await set('administrator', { limitPence: 1, previousLimitPence: 4_999_999 });
    expect(other.status).to.equal(409);
    expect(
      (await set('administrator', { limitPence: 6_000_000, previousLimitPence: 5_000_000 })).status,
    ).to.equal(200);
  });

  it('are set by one of many who set them at the same moment', async () => {
    const replies = await Promise.all(
      [1, 2, 3, 4, 5, 6].map((n) => set('administrator', { financialYear: 2031, limitPence: n * 100 })),
    );
    expect(replies.filter(({ status }) => status === 200)).to.have.length(1);
    const [budget] = (await list('approver', 2031)).partnerships[0].budgets;
    expect(budget.limitPence).to.equal(replies.find(({ status }) => status === 200)?.body.limitPence);
  });

  it('never go below what is held for somebody', async () => {
    const offer = await service.anOffer({ bed: 'any', nights: 28 });
    const year = { financialYear: 2026, previousLimitPence: budgetLimitPence };
    const low = await set('approver', { ...year, limitPence: offer.costPence - 1 });
    expect(`${low.status} ${low.body.type}`).to.equal('409 /problems/limit-below-committed');
    expect(low.body.committedPence).to.equal(offer.costPence);
    expect((await set('approver', { ...year, limitPence: offer.costPence })).status).to.equal(200);
    const again = await service.aReadyReferral();
    const coordinator = await service.as('coordinator');
    const refused = await coordinator.post('/api/offers', {
      ...{ referralId: again.referralId, bedId: world.beds.plain },
      ...{ arrivesOn: offer.arrivesOn, departsOn: offer.departsOn },
    });
    expect(refused.body.type).to.equal('/problems/budget-exhausted');
  });

  it('are a partnership’s own to an approver, and everybody’s to an administrator', async () => {
    expect((await set('approver@highland.example', {}, glasgow.id)).status).to.equal(404);
    const seen = (await list('approver@highland.example', 2026)).partnerships;
    expect(seen.map(({ name }: { name: string }) => name)).to.deep.equal([highland.name]);
    expect((await list('administrator', 2026)).partnerships).to.have.length(2);
    for (const who of ['coordinator', 'planner', 'provider_manager'] as const) {
      expect((await set(who)).status, who).to.equal(403);
    }
    const nowhere = await set('administrator', {}, world.beds.any);
    expect(nowhere.status).to.equal(404);
  });

  it('refuse money that is none and years that are none', async () => {
    for (const [given, at] of [
      [{ limitPence: -1 }, '/limitPence'],
      [{ limitPence: 0.5 }, '/limitPence'],
      [{ limitPence: 1e15 }, '/limitPence'],
      [{ financialYear: 1999 }, '/financialYear'],
      [{ route: 'lottery' }, '/route'],
      [{ previousLimitPence: undefined }, '/previousLimitPence'],
    ] as const) {
      const { status, body } = await set('approver', given);
      expect(status, JSON.stringify(given)).to.equal(400);
      expect(body.errors[0].pointer).to.equal(at);
    }
    const year = await (await service.as('approver')).get('/api/budgets?financialYear=26');
    expect(year.status).to.equal(400);
  });
});
