import { expect } from 'chai';

import { createCountEveryNight } from '../../../../src/composition/counting.js';
import { addNights } from '../../../../src/kernel/iso-date.js';
import { startService, type RunningService } from '../../../support/running-service.js';
import { world } from '../../../support/small-world.js';

const { rowanBank } = world.projects;

describe('the quality of what is counted', () => {
  let service: RunningService;
  const read = async () => (await (await service.as('planner')).get('/api/data-quality')).body;
  const pageText = async (): Promise<string> =>
    (await (await service.as('planner')).page.get('/measures/quality')).html
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ');

  beforeEach(async () => {
    service = await startService();
  });
  afterEach(() => service?.stop());

  it('names who has said nothing for a day, the longest silent first, and no longer once they did', async () => {
    const { sites, stale } = await read();
    expect(stale.map(({ saidAt }: { saidAt: string | null }) => saidAt)).to.deep.equal(
      Array(sites).fill(null),
    );
    const manager = await service.as('manager@rowan.example');
    const reported = await manager.post(`/api/projects/${rowanBank.id}/availability-reports`, {
      figures: null,
    });
    expect(reported.status, reported.text).to.equal(201);
    const names = async () => (await read()).stale.map(({ projectId }: { projectId: string }) => projectId);
    expect(await names()).not.to.include(rowanBank.id);
    service.clock.advance({ hours: 25 });
    expect((await names()).at(-1)).to.equal(rowanBank.id);
    expect(await pageText())
      .to.contain('Rowan Bank')
      .and.to.contain('Never')
      .and.to.contain('yesterday');
  });

  it('tells what does not count, why, and that it was put right', async () => {
    await service.aResident({ bed: 'rowan1' });
    service.clock.advance({ days: 1 });
    const decided = await (
      await service.as('administrator')
    ).post(
      `/api/projects/${rowanBank.id}/rehab-standings`,
      {
        ...{ countsAsResidentialRehab: false, fromOn: addNights(service.today, -30), correctsThePast: true },
        reason: 'It was a stabilisation service all along',
      },
      { version: 1 },
    );
    expect(decided.status, decided.text).to.equal(201);
    const { notCounted, corrections } = await read();
    expect(
      notCounted.find(({ projectId }: { projectId: string }) => projectId === rowanBank.id).reason,
    ).to.equal('It was a stabilisation service all along');
    expect(corrections).to.deep.equal([
      { cause: 'capacity.rehab-standing-corrected', of: 'stays', facts: null },
    ]);
    expect(await pageText())
      .to.contain('It was a stabilisation service all along')
      .and.to.contain('Whether the project counts was put right stays Fewer than 5');
  });

  it('counts a referral that was closed as recorded by mistake among what was put right', async () => {
    const { referralId } = await service.aReferral({});
    const closed = await (
      await service.as('coordinator')
    ).post(
      `/api/referrals/${referralId}/closing`,
      { reason: 'recorded_by_mistake', note: null },
      { version: 1 },
    );
    expect(closed.status, closed.text).to.be.oneOf([200, 201]);
    const { corrections } = await read();
    expect(corrections).to.deep.include({
      ...{ cause: 'referrals.recorded-by-mistake', of: 'referrals', facts: null },
    });
    expect(await pageText()).to.contain('Referral closed as recorded by mistake referrals Fewer than 5');
  });

  it('tells what was recorded more than a week after it happened, and by how much', async () => {
    for (const days of [2, 20, 20, 25, 30, 41])
      await service.aReferral({ receivedOn: addNights(service.today, -days) });
    const { late } = await read();
    const ofReferrals = late.find(({ kind }: { readonly kind: string }) => kind === 'referral');
    expect([ofReferrals.late, ofReferrals.medianDays]).to.deep.equal([5, 25]);
    expect(await pageText()).to.match(/Referrals received \d+ 5 25 days/);
    expect(late.find(({ kind }: { readonly kind: string }) => kind === 'leaving')).to.equal(undefined);
  });

  it('says whether two ways of counting agree, since the latest night', async () => {
    expect((await read()).countedTwice).to.equal(null);
    await createCountEveryNight(service.uow)();
    const { countedTwice } = await read();
    expect([countedTwice.disagreeing, countedTwice.questions > 200]).to.deep.equal([0, true]);
    expect(await pageText()).to.contain('two ways of counting agree in all');
  });
});
