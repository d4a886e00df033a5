import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { addNights, isoDate } from '../../src/kernel/iso-date.js';
import { launchBrowser } from '../support/browser.js';
import { startService, type RunningService } from '../support/running-service.js';
import { openDesks, type Desks } from './desk.js';
import {
  acceptsOffer,
  approvesFunding,
  asksForFunding,
  offersSuggestedPlace,
  recordsArrival,
  recordsAssessment,
  recordsLeaving,
  recordsReferral,
  type Newcomer,
} from './steps.js';

describe('from referral to aftercare, through the pages', () => {
  let browser: Browser;
  let service: RunningService;
  let desks: Desks;

  before(async () => {
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
  });
  beforeEach(async () => {
    service = await startService();
    desks = openDesks(browser, service);
  });
  afterEach(async () => {
    try {
      await desks?.close();
    } finally {
      await service?.stop();
    }
  });

  const newcomer = (given: Partial<Newcomer>): Newcomer => ({
    givenName: 'Seonaid',
    familyName: 'Macaskill',
    bornOn: isoDate('1990-04-01'),
    sex: 'Woman',
    from: 'Key worker',
    route: 'Alcohol and Drug Partnership',
    substance: 'Alcohol',
    reason: 'Two community detoxes have not held',
    urgency: 'Urgent',
    urgencyReason: 'Sleeps at a friend’s until Friday',
    receivedOn: addNights(service.today, -2),
    ...given,
  });

  it('an ordinary referral: recorded, assessed, funded, offered, accepted, arrived, completed', async () => {
    const coordinator = await desks.of('coordinator');
    const approver = await desks.of('approver');
    const provider = await desks.of('provider_manager');
    const name = 'Seonaid Macaskill';

    await recordsReferral(coordinator, newcomer({}));
    await coordinator.sees('Not yet ready');
    await recordsAssessment(coordinator, service.today);
    await asksForFunding(coordinator, 'Needs people around who do not drink');
    await approvesFunding(approver, name, service.today);
    await service.runWorkerOnce();
    await offersSuggestedPlace(coordinator, name, 'Larch House');

    await acceptsOffer(provider, name);
    await service.runWorkerOnce();
    await coordinator.goTo('/waiting-list');
    await coordinator.sees('Booked');
    service.clock.advance({ days: 1 });
    await recordsArrival(provider, name);
    await provider.sees('Here now', name);

    service.clock.advance({ days: 83 });
    await recordsLeaving(provider, name, { how: 'Planned', reason: 'Completed', on: service.today });
    await service.runWorkerOnce();
    await coordinator.goTo('/notifications');
    await coordinator.sees('left as planned');
    const planner = await desks.of('planner');
    await planner.goTo('/target');
    await planner.doesNotSee(name);
    const { body } = await (await service.as('planner')).get('/api/measures');
    const started = body.measures.find(
      (measure: { readonly measureId: string }) => measure.measureId === 'placements-started',
    );
    expect(started.total).to.equal(1);
  });

  it('from prison to rehab: the place is ready on the day of liberation', async () => {
    const coordinator = await desks.of('coordinator');
    const provider = await desks.of('provider_manager');
    const name = 'Calum Beaton';
    const liberationOn = addNights(service.today, 18);

    const referralId = await recordsReferral(
      coordinator,
      newcomer({
        ...{ givenName: 'Calum', familyName: 'Beaton', sex: 'Man', from: 'Prison', route: 'Prison to Rehab' },
        reason: 'Wants to go straight on, not home first',
        alsoType: (desk) => desk.enterDate('Leaves or left prison on', liberationOn),
      }),
    );
    await recordsAssessment(coordinator, service.today);
    await asksForFunding(coordinator, 'Direct admission from prison');
    await approvesFunding(await desks.of('approver'), name, service.today);
    await service.runWorkerOnce();

    await coordinator.goTo(`/referrals/${referralId}/places`);
    await coordinator.enterDate('Arriving on or after', liberationOn);
    await coordinator.press('Show');
    await coordinator.follow(/Prepare an offer of Larch House, Room 1/);
    await coordinator.sees(name, 'Free for the whole stay');
    await coordinator.press('Make this offer');
    await acceptsOffer(provider, name);
    await service.runWorkerOnce();
    await coordinator.goTo(`/referrals/${referralId}/arrival`);
    await coordinator.sees('Nobody is named who brings the person');
    await coordinator.enterDate('Travels on', liberationOn);
    await coordinator.pick('Who brings the person', 'The prison service');
    await coordinator.tick('Whoever brings the person has said that they will');
    await coordinator.press('Record the way there');
    await coordinator.sees('confirmed');

    service.clock.advance({ days: 18 });
    await recordsArrival(provider, name);
    await provider.sees('Here now', name);
  });

  it('a mother with her child: only a family unit will do, and it is found', async () => {
    const coordinator = await desks.of('coordinator');
    const provider = await desks.of('provider_manager');
    const name = 'Mairead Nicolson';

    const referralId = await recordsReferral(
      coordinator,
      newcomer({
        ...{ givenName: 'Mairead', familyName: 'Nicolson', from: 'Social work' },
        reason: 'Will not go without her daughter',
        alsoType: async (desk) => {
          await desk.type('Children who come too', '1');
          await desk.enterDate('Date of birth of the oldest child', isoDate('2020-05-17'));
        },
      }),
    );
    await recordsAssessment(coordinator, service.today);
    await asksForFunding(coordinator, 'Mother and child together');
    await approvesFunding(await desks.of('approver'), name, service.today);
    await service.runWorkerOnce();

    await coordinator.goTo(`/referrals/${referralId}/places`);
    await coordinator.sees('Larch Families');
    await offersSuggestedPlace(coordinator, name, 'Larch Families');
    await acceptsOffer(provider, name);
    service.clock.advance({ days: 1 });
    await recordsArrival(provider, name);
    await provider.sees('Here now', name);
  });

  it('detox first: no place before the detox is dated, and then one for the day it ends', async () => {
    const coordinator = await desks.of('coordinator');
    const name = 'Tormod Gillies';
    const detoxEndsOn = addNights(service.today, 12);

    const referralId = await recordsReferral(
      coordinator,
      newcomer({
        ...{ givenName: 'Tormod', familyName: 'Gillies', sex: 'Man' },
        alsoType: (desk) => desk.answer('Detox', 'Needed before arrival'),
      }),
    );
    await recordsAssessment(coordinator, service.today);
    await asksForFunding(coordinator, 'Detox is agreed with the ward');
    await approvesFunding(await desks.of('approver'), name, service.today);
    await coordinator.goTo(`/referrals/${referralId}`);
    await coordinator.sees('Not yet ready');
    await coordinator.unfold('Record a detox booking');
    await coordinator.type('Where', 'Kershaw unit');
    await coordinator.enterDate('First night', addNights(service.today, 5));
    await coordinator.enterDate('Ends on', detoxEndsOn);
    await coordinator.press('Record a detox booking');
    await coordinator.sees('Booked at Kershaw unit');

    await service.runWorkerOnce();
    await offersSuggestedPlace(coordinator, name, 'Larch House');
    const provider = await desks.of('provider_manager');
    await acceptsOffer(provider, name);
    service.clock.advance({ days: 12 });
    await recordsArrival(provider, name);
    await provider.sees('Here now', name);
  });

  it('an unplanned leaving: what keeps the person safe is done by both sides, overdue first', async () => {
    const { offer } = await service.aResident({ bed: 'plain', nights: 84 });
    const name = `${offer.referral.givenName} ${offer.referral.familyName}`;
    const provider = await desks.of('provider_manager');
    const coordinator = await desks.of('coordinator');

    service.clock.advance({ days: 20 });
    await recordsLeaving(provider, name, { how: 'Unplanned', reason: 'Dropped out', on: service.today });
    await service.runWorkerOnce();
    await provider.goTo('/safety');
    await provider.follow('Naloxone on leaving');
    await provider.unfold('Naloxone on leaving');
    await provider.answer('What was done?', 'Offered and accepted: kits given');
    await provider.type('Kits given', '2');
    await provider.answer('Shown how to use them?', 'Yes');
    await provider.press('Record');
    await provider.sees('2 kits, shown how to use them');

    service.clock.advance({ days: 8 });
    await coordinator.goTo('/waiting-list');
    await coordinator.sees('overdue');
    await coordinator.goTo('/safety');
    await coordinator.follow('First contact after leaving');
    await coordinator.unfold('First contact after leaving');
    await coordinator.answer('What came of it?', 'Reached: spoke with or saw the person');
    await coordinator.press('Record');
    await coordinator.sees('Reached: spoke with or saw the person');
  });
});
