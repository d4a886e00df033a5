import { expect } from 'chai';

import { addNights } from '../../../../../src/kernel/iso-date.js';
import { startService, type RunningService } from '../../../../support/running-service.js';
import { memberOf, world } from '../../../../support/small-world.js';

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

  it('a provider that must know more first says what, and the coordinator reads it', async () => {
    const offer = await service.anOffer({ bed: 'male', referral: await service.aReadyReferral() });
    const manager = await service.as('provider_manager');
    const action = `/incoming-offers/${offer.offerId}/refusal`;
    const open = () => manager.page.get('/incoming-offers');
    for (const [reason, ask] of [
      ['provider.more_information', 'Write what must be known first'],
      ['provider.other', 'Write why you decline'],
    ] as const) {
      const silent = await manager.page.submit(await open(), action, { reason });
      expect([silent.status, silent.html.includes(ask)]).to.deep.equal([400, true]);
    }
    const typed = await manager.page.submit(await open(), action, { reason: '', note: 'Kept as typed' });
    expect(typed.html).to.contain('Choose why the offer is declined').and.to.contain('Kept as typed');
    const note = 'Which dose, and who prescribes it?';
    const sent = await manager.page.submit(await open(), action, {
      ...{ reason: 'provider.more_information', note },
    });
    expect(sent.location).to.equal('/incoming-offers?done=offer-declined');
    const said = `The provider declined: more must be known first: “${note}”`;
    const coordinator = await service.as('coordinator');
    expect((await coordinator.page.get(`/offers/${offer.offerId}/made`)).html).to.contain(said);
    expect((await coordinator.page.get(`/referrals/${offer.referral.referralId}`)).html).to.contain(said);
  });

  it('whose bed cannot be used leads to saying so, with the bed filled in', async () => {
    const offer = await service.anOffer({ bed: 'shared1' });
    const manager = await service.as('provider_manager');
    const sent = await manager.page.submit(
      await manager.page.get('/incoming-offers'),
      `/incoming-offers/${offer.offerId}/refusal`,
      { reason: 'provider.bed_not_usable' },
    );
    expect(sent.location).to.equal(
      `/board/out-of-service/new?bedId=${world.beds.shared1}&done=bed-not-usable`,
    );
    const page = await manager.page.get(sent.location ?? '');
    expect(page.html)
      .to.contain('Offer declined')
      .and.to.contain('Say from when to when the bed cannot be used');
  });

  it('once it is accepted, the referral says that a bed is booked, and no longer how one is offered', async () => {
    const coordinator = await service.as('coordinator');
    const read = async (referralId: string) => (await coordinator.page.get(`/referrals/${referralId}`)).html;
    const ready = await service.aReadyReferral();
    expect(await read(ready.referralId))
      .to.contain('Ready to place')
      .and.to.contain('Before a place can be offered')
      .and.to.contain('When all is done an offer can be made')
      .and.to.contain('Runs out')
      .and.to.contain('Record a detox booking');
    const { offer } = await service.aBooking({ bed: 'male', referral: ready });
    expect(await read(offer.referral.referralId))
      .to.contain('Bed booked')
      .and.to.contain('What the booking rests on')
      .and.to.not.contain('Ready to place')
      .and.to.not.contain('Before a place can be offered')
      .and.to.not.contain('When all is done an offer can be made')
      .and.to.not.contain('Runs out')
      .and.to.not.contain('Record a detox booking');
  });
});
