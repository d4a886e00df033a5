import { expect } from 'chai';

import { addNights } from '../../../../../src/kernel/iso-date.js';
import { startService, type RunningService } from '../../../../support/running-service.js';
import { memberOf } from '../../../../support/small-world.js';

describe('what a provider decides an offer by', () => {
  let service: RunningService;
  before(async () => {
    service = await startService();
  });
  after(() => service?.stop());

  /** The rows of an offer's card, as they are read. */
  const cardOf = (html: string, reference: string): string =>
    html
      .split('<li class="app-card app-offer">')
      .find((card) => card.includes(reference))
      ?.replaceAll(/<[^>]+>/g, ' ')
      .replaceAll(/\s+/g, ' ') ?? '';

  it('shows the prescription, health, overdose, prison and home of whoever is offered, and who brings them', async () => {
    const arrivesOn = addNights(service.today, 3);
    const referral = await service.aReadyReferral({
      sex: 'female',
      urgencyBand: 'urgent',
      urgencyReason: 'Two overdoses in October',
      mat: { drug: 'methadone', dose: 50, unit: 'ml_daily', on: addNights(service.today, -2) },
      mentalHealthSupport: 'some',
      prescribedPainMedicine: 'Gabapentin',
      isPregnant: true,
      isHomeless: true,
      nearFatalOverdoseOn: addNights(service.today, -30),
      liberationOn: arrivesOn,
    });
    await service.anOffer({ referral, bed: 'any', arrivesOn });
    const manager = await service.as('provider_manager');
    const card = async () => cardOf((await manager.page.get('/incoming-offers')).html, referral.reference);
    expect(await card())
      .to.contain('Medication assisted treatment Methadone: 50 ml a day, on 21 Nov 2026')
      .and.to.contain('Support with mental health Some, from staff who are used to it')
      .and.to.contain('Prescribed pain medicine Gabapentin')
      .and.to.contain('Pregnant Yes')
      .and.to.contain('Near-fatal overdose 24 Oct 2026')
      .and.to.contain('Prison Leaves on 26 Nov 2026')
      .and.to.contain('Homeless Yes')
      .and.to.contain('Who brings them Not arranged yet')
      .and.to.contain('Urgency Urgent')
      .and.to.contain('Two overdoses in October');
    const planned = await (
      await service.as('coordinator')
    ).post(`/api/referrals/${referral.referralId}/travel-plans`, {
      ...{ travelsOn: arrivesOn, broughtBy: 'prison', isConfirmed: true, note: 'Her brother must not know' },
    });
    expect(planned.status, planned.text).to.equal(201);
    expect(await card())
      .to.contain('Who brings them The prison service, on 26 Nov 2026, confirmed')
      .and.to.not.contain('Her brother');
    const others = await service.as('manager@rowan.example');
    expect((await others.page.get('/incoming-offers')).html).to.not.contain('Methadone');
  });

  it('of a restricted record tells the facts, and nothing that somebody wrote', async () => {
    const referral = await service.aReadyReferral({
      urgencyReason: 'Hides from a neighbour',
      mat: { drug: 'methadone', dose: 30, unit: 'ml_daily', on: service.today },
    });
    const restricted = await (
      await service.as('coordinator')
    ).post(
      `/api/referrals/${referral.referralId}/restriction`,
      {
        ...{ kind: 'victim_of_violence', reason: 'Must not be found' },
        readers: [memberOf('coordinator@glasgow.example').memberId],
      },
      { version: 1 },
    );
    expect(restricted.status, restricted.text).to.equal(201);
    await service.anOffer({ referral, bed: 'plain' });
    const { html } = await (await service.as('provider_staff')).page.get('/incoming-offers');
    expect(cardOf(html, referral.reference))
      .to.contain('Methadone: 30 ml a day')
      .and.to.contain('Ask the coordinator: the record is restricted')
      .and.to.not.contain('neighbour')
      .and.to.not.contain(referral.familyName);
  });
});
