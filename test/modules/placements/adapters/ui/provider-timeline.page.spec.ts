import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { launchBrowser } from '../../../../support/browser.js';
import type { Caller } from '../../../../support/caller.js';
import { expectNoBarriersOnAnyScreen } from '../../../../support/page-visit.js';
import {
  startService,
  type RecordedReferral,
  type RunningService,
} from '../../../../support/running-service.js';
import { actorOf, world } from '../../../../support/small-world.js';

const larch = { kind: 'provider', providerId: world.providers.larch.id } as const;
const cara = actorOf('coordinator@glasgow.example');

describe('what a project was asked and offered', () => {
  let service: RunningService;
  let browser: Browser;
  let coordinator: Caller;
  let referral: RecordedReferral;

  const told = async (who: Caller, path: string): Promise<readonly string[]> =>
    (await who.get(`${path}?limit=50`)).body.items.map(
      ({ text, by }: { text: string; by: string }) => `${text} | ${by}`,
    );
  const ask = (projectId: string, note: string) =>
    coordinator.post(`/api/referrals/${referral.referralId}/suitability-requests`, { projectId, note });
  const answer = async (who: Caller, requestId: string, version: number, given: object) => {
    const reply = await who.post(
      `/api/suitability-requests/${requestId}/answer`,
      { answer: given, referralVersion: referral.version },
      { version },
    );
    expect(reply.status, reply.text).to.equal(200);
  };
  const path = () => `/people/${referral.referralId}/timeline`;

  before(async () => {
    service = await startService();
    browser = await launchBrowser();
    coordinator = await service.as('coordinator');
    const [manager, rowan] = await Promise.all([
      service.as('provider_manager'),
      service.as('manager@rowan.example'),
    ]);
    referral = await service.aReadyReferral();
    const first = (await ask(world.projects.larchHouse.id, 'Has a dog')).body.requestId;
    await answer(manager, first, 1, {
      ...{ kind: 'more_information', neededFrom: 'gp', note: 'What is prescribed?' },
    });
    await coordinator.post(
      `/api/suitability-requests/${first}/information`,
      { note: 'Nothing' },
      { version: 2 },
    );
    await answer(manager, first, 3, { kind: 'suitable' });
    const second = (await ask(world.projects.rowanBank.id, 'Asked of Rowan')).body.requestId;
    await answer(rowan, second, 1, {
      ...{ kind: 'not_suitable', reason: 'programme_does_not_suit', note: 'Try Larch House' },
    });
    const offer = await service.anOffer({ referral, bed: 'plain' });
    await service.act('coordinator@glasgow.example', (tx) =>
      service.modules.placements.withdrawOffer(tx, cara.home, {
        ...{ memberId: cara.memberId, offerId: offer.offerId, expectedVersion: offer.version },
        reason: 'Rowan is nearer to the mother',
      }),
    );
    const again = await service.anOffer({ referral, bed: 'any' });
    await service.act('manager@larch.example', (tx) =>
      service.modules.placements.declineOffer(tx, larch, {
        ...{ offerId: again.offerId, expectedVersion: again.version },
        ...{ refusedBy: 'provider' as const, reason: 'staffing' },
      }),
    );
  });
  after(async () => {
    await browser?.close();
    await service?.stop();
  });

  it('says to the partnership what each project answered, and why not', async () => {
    const steps = await told(coordinator, `/api/referrals/${referral.referralId}/timeline`);
    expect(steps).to.include.members([
      'Project answered about the person. More must be known first, from: the GP. Larch House. “What is prescribed?” | Morag Sneddon, Provider manager, Larch Trust',
      'Project answered about the person. Suitable. Larch House | Morag Sneddon, Provider manager, Larch Trust',
      'Project answered about the person. Not suitable: the programme does not suit the person. Rowan Bank. “Try Larch House” | Mhairi Bain, Provider manager, Rowan Recovery',
    ]);
  });

  it('is told to the project from its question on, without money and without what others wrote for themselves', async () => {
    const steps = await told(await service.as('provider_staff'), `/api${path()}`);
    const nights = '23 Nov 2026, last night 14 Feb 2027';
    const caraText = 'Cara Muir, Referral coordinator, Glasgow City';
    const moragText = 'Morag Sneddon, Provider manager, Larch Trust';
    expect(steps).to.deep.equal([
      `Offer declined. Larch House, Room 1. The provider declined: not enough staff | ${moragText}`,
      `Offer made. ${nights}. Larch House, Room 1 | ${caraText}`,
      `Offer taken back. Larch House, Room 5 | ${caraText}`,
      `Offer made. ${nights}. Larch House, Room 5 | ${caraText}`,
      `Project answered about the person. Suitable. Larch House | ${moragText}`,
      `Project told what it had to know. Larch House. “Nothing” | ${caraText}`,
      `Project answered about the person. More must be known first, from: the GP. Larch House. “What is prescribed?” | ${moragText}`,
      `A project was asked whether the person would be suitable. Larch House. “Has a dog” | ${caraText}`,
    ]);
  });

  it('is each provider’s own, and nobody’s who was asked nothing', async () => {
    const rowan = await told(await service.as('staff@rowan.example'), `/api${path()}`);
    expect(rowan.map((text) => text.split('.')[0])).to.deep.equal([
      'Project answered about the person',
      'A project was asked whether the person would be suitable',
    ]);
    const other = await service.aReadyReferral();
    const staff = await service.as('provider_staff');
    expect((await staff.get(`/api/people/${other.referralId}/timeline`)).status).to.equal(404);
    expect((await staff.page.get(`/people/${other.referralId}/timeline`)).status).to.equal(404);
    expect((await staff.get(`/api/referrals/${referral.referralId}/timeline`)).status).to.equal(403);
    expect((await coordinator.get(`/api${path()}`)).status).to.equal(403);
    expect((await staff.get(`/api${path()}?after=x`)).body.type).to.equal('/problems/page-unknown');
  });

  it('is a page without barriers, by day', async () => {
    const staff = await service.as('provider_staff');
    const { html } = await staff.page.get(path());
    expect(html).to.contain('Monday 23 November 2026').and.to.contain('What has happened');
    expect(html).to.not.contain('£').and.not.contain('mother').and.not.contain('Rowan');
    await expectNoBarriersOnAnyScreen(browser, 'provider-timeline', async (page) => {
      await service.signInBrowser(page, 'staff@larch.example');
      await page.goto(`${service.url}${path()}`);
    });
  });
});
