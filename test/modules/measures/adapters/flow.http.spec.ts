import { expect } from 'chai';

import { addNights } from '../../../../src/kernel/iso-date.js';
import { startService, type RunningService } from '../../../support/running-service.js';

interface Step {
  readonly from: string;
  readonly to: string;
  readonly reachedBefore: number | null;
  readonly reached: number | null;
  readonly droppedOut: number | null;
  readonly stillHere: number | null;
  readonly dropOuts: readonly { readonly reason: string; readonly n: number | null }[];
  readonly waitingFor: readonly { readonly lastAnswer: string; readonly n: number | null }[];
}

describe('the flow of people from referral to the end of a stay', () => {
  let service: RunningService;
  const read = async (who: Parameters<RunningService['as']>[0], query = '') =>
    (await service.as(who)).get(`/api/flow${query}`);
  const stepTo = async (who: Parameters<RunningService['as']>[0], stage: string, query = ''): Promise<Step> =>
    (await read(who, query)).body.steps.find(({ to }: Step) => to === stage);

  beforeEach(async () => {
    service = await startService();
  });
  afterEach(() => service?.stop());

  it('follows a partnership’s own people exactly, and knows nothing of another’s', async () => {
    await service.aReferral();
    const { referralId } = await service.aReferral();
    await service.aResident({ bed: 'rowan1' });
    await service.aReferral({ partnership: 'highland' });
    const closed = await (
      await service.as('coordinator')
    ).post(`/api/referrals/${referralId}/closing`, { reason: 'withdrawn_by_person' }, { version: 1 });
    expect(closed.status, closed.text).to.be.oneOf([200, 201]);
    const { body } = await read('coordinator');
    expect(body).to.deep.include({ area: 'partnership', referred: 3, followedTo: service.today });
    expect(await stepTo('coordinator', 'assessed')).to.deep.include({
      ...{ reachedBefore: 3, reached: 1, droppedOut: 1, stillHere: 1 },
      dropOuts: [{ reason: 'withdrawn_by_person', n: 1 }],
      waitingFor: [{ lastAnswer: 'no-answer-yet', n: 1 }],
    });
    expect(await stepTo('coordinator', 'admitted')).to.deep.include({ reachedBefore: 1, reached: 1 });
    expect(await stepTo('coordinator', 'completed')).to.deep.include({ reached: 0, stillHere: 1 });
    expect((await read('coordinator@highland.example')).body.referred).to.equal(1);
  });

  it('tells the country in protected numbers, and none of it to providers', async () => {
    for (let person = 0; person < 7; person += 1) await service.aReferral();
    await service.aResident({ bed: 'rowan1' });
    expect((await read('planner')).body).to.deep.include({ area: 'country', referred: 10 });
    expect(await stepTo('planner', 'admitted')).to.deep.include({
      ...{ reachedBefore: null, reached: null, droppedOut: null, stillHere: null },
      dropOuts: [{ reason: 'rare', n: null }],
    });
    const { text } = await (await service.as('planner')).get('/api/flow/table');
    expect(text.split('\r\n')[1]).to.match(/^referred,assessed,10,protected,5,protected,/);
    expect((await read('manager@rowan.example')).status).to.equal(403);
  });

  it('names the last no of those who are still on the way', async () => {
    const offer = await service.anOffer({ bed: 'plain' });
    const declined = await (
      await service.as('manager@larch.example')
    ).post(
      `/api/offers/${offer.offerId}/refusal`,
      { refusedBy: 'provider', reason: 'needs_cannot_be_met' },
      { version: offer.version },
    );
    expect(declined.status, declined.text).to.be.oneOf([200, 201]);
    expect((await stepTo('coordinator', 'accepted')).waitingFor).to.deep.equal([
      { lastAnswer: 'provider-said-no', n: 1 },
    ]);
  });

  it('is told again as it stood at the end of a day', async () => {
    await service.aReferral();
    const thatDay = service.today;
    service.clock.advance({ days: 1 });
    await service.aResident({ bed: 'rowan1' });
    const then = `?asAt=${thatDay}`;
    expect((await read('coordinator', then)).body).to.deep.include({ referred: 1, followedTo: thatDay });
    expect((await stepTo('coordinator', 'admitted', then)).reached).to.equal(0);
    expect((await stepTo('coordinator', 'admitted')).reached).to.equal(1);
  });

  it('tells the country as known at the end of a quarter, so that no day tells who came', async () => {
    await service.aReferral();
    const firstDay = service.today;
    service.clock.advance({ days: 2 });
    const planner = await service.as('planner');
    const before = (await planner.get('/api/flow')).body;
    for (let more = 0; more < 6; more += 1) await service.aReferral();
    expect((await planner.get('/api/flow')).body).to.deep.equal(before);
    expect(before.followedTo).to.equal(firstDay);
    expect((await planner.page.get('/flow')).html).to.contain('The country is told once a quarter');
    service.clock.advance({ days: 60 });
    expect((await planner.get('/api/flow')).body.followedTo).to.equal('2026-12-31');
  });

  it('says which periods and days can be told', async () => {
    const ask = async (query: string) => {
      const { status, body } = await read('coordinator', query);
      return [status, String(body.type).split('/').at(-1)];
    };
    expect(await ask('?period=2026-08-01')).to.deep.equal([422, 'no-such-period']);
    expect(await ask('?period=2030')).to.deep.equal([422, 'period-not-begun']);
    expect(await ask(`?asAt=${service.today}`)).to.deep.equal([422, 'as-at-not-over']);
    expect(await ask(`?asAt=${addNights(service.today, -40)}`)).to.deep.equal([422, 'as-at-before-records']);
  });
});
