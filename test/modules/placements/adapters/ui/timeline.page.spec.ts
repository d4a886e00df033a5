import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { addNights } from '../../../../../src/kernel/iso-date.js';
import { launchBrowser } from '../../../../support/browser.js';
import type { Caller } from '../../../../support/caller.js';
import { expectNoBarriersOnAnyScreen } from '../../../../support/page-visit.js';
import { startService, type MadeOffer, type RunningService } from '../../../../support/running-service.js';
import { world } from '../../../../support/small-world.js';

const larchScope = { kind: 'provider', providerId: world.providers.larch.id } as const;

describe('what has happened to a referral', () => {
  let service: RunningService;
  let browser: Browser;
  let cara: Caller;
  let offer: MadeOffer;
  let referralId: string;

  before(async () => {
    service = await startService();
    browser = await launchBrowser();
    cara = await service.as('coordinator@glasgow.example');
    const referral = await service.aReadyReferral({
      detox: { startsOn: service.today, endsOn: addNights(service.today, 7) },
    });
    ({ referralId } = referral);
    offer = await service.anOffer({ referral, bed: 'plain', arrivesOn: addNights(service.today, 7) });
    await service.act('manager@larch.example', (tx) =>
      service.modules.placements.declineOffer(tx, larchScope, {
        ...{ offerId: offer.offerId, expectedVersion: offer.version },
        ...{ refusedBy: 'provider' as const, reason: 'staffing' },
      }),
    );
  });
  after(async () => {
    await browser?.close();
    await service?.stop();
  });

  const path = () => `/referrals/${referralId}/timeline`;

  it('says what was decided with its values, and by whom in which role', async () => {
    const { body } = await cara.get(`/api${path()}`);
    const told = body.items.map(({ text, by }: { text: string; by: string }) => `${text} | ${by}`);
    expect(told).to.deep.equal([
      'Offer declined. Larch House, Room 5. The provider declined: not enough staff | Morag Sneddon, Provider manager, Larch Trust',
      'Offer made. 30 Nov 2026, last night 21 Feb 2027. £12,600 held. Larch House, Room 5 | Cara Muir, Referral coordinator, Glasgow City',
      'Funding decided. Approved: 12 weeks at £1,050 a week, £12,600 in all, Alcohol and Drug Partnership | Alec Laird, Funding approver, Glasgow City',
      'Detox booked. 23 Nov 2026 to 30 Nov 2026 | Cara Muir, Referral coordinator, Glasgow City',
      'Assessment recorded. Suitable. Held on 20 Nov 2026. Counts until 21 May 2027 | Cara Muir, Referral coordinator, Glasgow City',
      'Referral recorded. Soon. Alcohol and Drug Partnership | Cara Muir, Referral coordinator, Glasgow City',
    ]);
  });

  it('is the same on the page of the referral and on a page of its own, by day', async () => {
    const [own, timeline] = await Promise.all([
      cara.page.get(`/referrals/${referralId}`),
      cara.page.get(path()),
    ]);
    for (const { html } of [own, timeline]) {
      expect(html).to.contain('Approved: 12 weeks at £1,050 a week, £12,600 in all');
    }
    expect(own.html).to.contain(`href="${path()}"`);
    expect(timeline.html)
      .to.contain('Monday 23 November 2026')
      .and.to.contain('Funding approver, Glasgow City');
  });

  it('comes page by page, each step once', async () => {
    const all = (await cara.get(`/api${path()}`)).body.items;
    const found: unknown[] = [];
    for (let after = ''; ;) {
      const { body } = await cara.get(`/api${path()}?limit=4${after === '' ? '' : `&after=${after}`}`);
      found.push(...body.items);
      if (body.next === null) break;
      after = body.next;
    }
    expect(found).to.deep.equal(all);
    expect((await cara.get(`/api${path()}?after=x`)).body.type).to.equal('/problems/page-unknown');
  });

  it('is not another partnership’s to read, nor a provider’s, and each reading is recorded', async () => {
    const catriona = await service.as('coordinator@highland.example');
    expect((await catriona.get(`/api${path()}`)).status).to.equal(404);
    expect((await catriona.page.get(path())).status).to.equal(404);
    expect((await (await service.as('manager@larch.example')).get(`/api${path()}`)).status).to.equal(403);
    const rows = await service.dataSource.query(
      `SELECT door FROM person_access WHERE subject_kind = 'referral' AND subject_id = ? AND door LIKE '%imeline'`,
      [referralId],
    );
    expect(rows.map(({ door }: { door: string }) => door).sort()).to.deep.equal([
      '/referrals/:referralId/timeline',
      'readTimeline',
    ]);
  });

  it('has no barrier', async () => {
    await expectNoBarriersOnAnyScreen(browser, 'timeline', async (page) => {
      await service.signInBrowser(page, 'coordinator@glasgow.example');
      await page.goto(`${service.url}${path()}`);
    });
  });
});
