import { expect } from 'chai';

import { addNights } from '../../../../../src/kernel/iso-date.js';
import { newKey, type Caller } from '../../../../support/caller.js';
import { startService, type RunningService } from '../../../../support/running-service.js';
import { world } from '../../../../support/small-world.js';

describe('risks, needs and wishes of a referral, by the API', () => {
  let service: RunningService;
  let coordinator: Caller;
  before(async () => {
    service = await startService();
    coordinator = await service.as('coordinator');
  });
  after(async () => {
    await service?.stop();
  });

  const body = (given: Readonly<Record<string, unknown>> = {}) => ({
    ...{ givenName: 'Seonaid', familyName: `Uniquename${newKey()}`, bornOn: '1990-04-01', sex: 'female' },
    ...{ source: 'prison', route: 'prison_to_rehab', receivedOn: service.today, reason: 'Asked for help' },
    ...{ substance: 'drug', urgencyBand: 'urgent', urgencyReason: 'Tolerance has fallen', plannedWeeks: 12 },
    ...given,
  });
  const record = (given: Readonly<Record<string, unknown>> = {}) =>
    coordinator.post('/api/referrals', body(given));
  const read = async (referralId: string) => (await coordinator.get(`/api/referrals/${referralId}`)).body;

  const circumstances = () => ({
    nearFatalOverdoseOn: addNights(service.today, -5),
    liberationOn: addNights(service.today, 20),
    isHomeless: true,
    isPregnant: false,
    mat: { drug: 'methadone', dose: 42.5, unit: 'ml_daily', on: service.today },
    mentalHealthSupport: 'specialist',
    prescribedPainMedicine: 'Dihydrocodeine 30 mg',
    acceptsFaithEthos: false,
  });

  it('are kept as given, with consents for wishes there are and no others', async () => {
    const { status, body: recorded } = await record({
      ...circumstances(),
      prefersArea: 'near',
      consentedWishes: ['faith_ethos', 'area', 'projects'],
    });
    expect(status).to.equal(201);
    expect(await read(recorded.referralId)).to.deep.include({
      ...circumstances(),
      urgencyReviewOn: addNights(service.today, 7),
      consentedWishes: ['area', 'faith_ethos'],
    });
  });

  it('are not known where nobody says anything, and nothing is guessed', async () => {
    const { body: recorded } = await record();
    expect(await read(recorded.referralId)).to.deep.include({
      ...{ nearFatalOverdoseOn: null, liberationOn: null, isHomeless: null, isPregnant: null, mat: null },
      ...{ mentalHealthSupport: 'not_known', prescribedPainMedicine: null, acceptsFaithEthos: null },
      consentedWishes: [],
    });
  });

  it('are refused with the days or the consent that would be accepted', async () => {
    const latestOn = addNights(service.today, 366);
    const noConsent = await record({ preferredProjectIds: [world.projects.larchHouse.id] });
    expect([noConsent.status, noConsent.body.wishes]).to.deep.equal([422, ['projects']]);
    const early = await record({ urgencyReviewOn: addNights(service.today, -1) });
    expect(early.body).to.include({ earliestOn: service.today, latestOn }).and.to.have.property('remedy');
    const late = await record({ liberationOn: addNights(latestOn, 1) });
    expect([late.status, late.body.latestOn]).to.deep.equal([422, latestOn]);
    const ahead = await record({ nearFatalOverdoseOn: addNights(service.today, 1) });
    expect([ahead.status, ahead.body.latestOn]).to.deep.equal([422, service.today]);
    const half = await record({ mat: { drug: 'methadone', dose: 0, unit: 'ml_daily' } });
    expect(half.status).to.equal(400);
    expect(half.body.errors.map(({ pointer }: { pointer: string }) => pointer)).to.have.members([
      '/mat/dose',
      '/mat/on',
    ]);
  });

  it('are put right: who set the urgency moves when the day of its review does, and consent can be withdrawn', async () => {
    const { body: recorded } = await record({ prefersArea: 'away', consentedWishes: ['area'] });
    const { referralId } = recorded;
    const address = `/api/referrals/${referralId}/correction`;
    const whole = {
      ...{ bornOn: '1990-04-01', sex: 'female', reason: 'Asked for help', substance: 'drug' },
      ...{ urgencyBand: 'urgent', urgencyReason: 'Tolerance has fallen', plannedWeeks: 12 },
      ...{ needsStepFree: false, needsWetRoom: false, adults: 1, children: 0, oldestChildBornOn: null },
      ...{ detoxNeed: 'none', prefersMix: 'no_preference', preferredProjectIds: [] },
      ...circumstances(),
    };
    const withdrawn = { prefersArea: 'no_preference', consentedWishes: ['faith_ethos'] };
    const reviewOn = addNights(service.today, 3);
    const refused = await coordinator.post(
      address,
      { ...whole, urgencyReviewOn: reviewOn, prefersArea: 'away', consentedWishes: [] },
      { version: 1 },
    );
    expect([refused.status, refused.body.wishes]).to.deep.equal([422, ['area', 'faith_ethos']]);
    service.clock.advance({ minutes: 5 });
    const corrected = await coordinator.post(
      address,
      { ...whole, urgencyReviewOn: reviewOn, ...withdrawn },
      { version: 1 },
    );
    expect(corrected.status, JSON.stringify(corrected.body)).to.equal(201);
    const late = await coordinator.post(
      address,
      { ...whole, urgencyReviewOn: reviewOn, ...withdrawn },
      { version: 1 },
    );
    expect([late.status, late.body.version]).to.deep.equal([412, 2]);
    expect(late.body.changedMembers).to.include('mat').and.not.to.include('urgencyReason');
    expect(await read(referralId)).to.deep.include({
      ...circumstances(),
      urgencyReviewOn: reviewOn,
      consentedWishes: ['faith_ethos'],
    });
    const [set] = await service.dataSource.query(
      'SELECT urgency_set_at > recorded_at AS is_later FROM referral WHERE id = ?',
      [referralId],
    );
    expect(Number(set.is_later)).to.equal(1);
    const [kept] = await service.dataSource.query(
      `SELECT COUNT(*) AS n FROM audit WHERE action = 'referrals.referral-corrected' AND subject_id = ?
          AND JSON_EXTRACT(after_json, '$.mat.dose') = 42.5`,
      [referralId],
    );
    expect(Number(kept.n)).to.equal(1);
  });
});
