import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { addNights } from '../../../../../src/kernel/iso-date.js';
import { fieldsOfDate } from '../../../../../src/ui/forms/date-parts.js';
import { launchBrowser } from '../../../../support/browser.js';
import { expectNoBarriersOnAnyScreen } from '../../../../support/page-visit.js';
import { startService, type RunningService } from '../../../../support/running-service.js';
import { listOverrides } from '../../../../../src/modules/placements/adapters/db/override-list.js';
import { actorOf, world } from '../../../../support/small-world.js';

describe('an offer that is not what is suggested, by page', () => {
  let service: RunningService;
  let browser: Browser;
  before(async () => {
    browser = await launchBrowser();
    service = await startService();
  });
  after(async () => {
    await browser?.close();
    await service?.stop();
  });

  it('is asked why at the field, keeps what was typed, and says so afterwards', async () => {
    const referral = await service.aReadyReferral();
    await service.runWorkerOnce();
    const [suggested] = await service.dataSource.query(
      'SELECT bed_id AS bedId FROM suggestion WHERE run_id = (SELECT MAX(id) FROM match_run)',
    );
    const bedId = suggested.bedId === world.beds.rowan1 ? world.beds.any : world.beds.rowan1;
    const departsOn = addNights(service.today, 21);
    const address = `/referrals/${referral.referralId}/offer?${new URLSearchParams({ bedId, arrivesOn: service.today, departsOn }).toString()}`;
    const coordinator = await service.as('coordinator');
    const page = await coordinator.page.get(address);
    expect(page.html).to.include('Nobody loses a place by it').and.to.not.include('days sooner');
    const later = await coordinator.page.get(
      address.replace(
        `arrivesOn=${service.today}&departsOn=${departsOn}`,
        `arrivesOn=${addNights(service.today, 9)}&departsOn=${addNights(service.today, 30)}`,
      ),
    );
    expect(later.html).to.match(/could be gone to from [^:]+: \d days sooner\./u);
    await expectNoBarriersOnAnyScreen(browser, 'override', async (shown) => {
      await service.signInBrowser(shown, 'coordinator');
      await shown.goto(`${service.url}${address}`);
    });
    const typed = {
      ...fieldsOfDate('arrivesOn', service.today),
      ...fieldsOfDate('departsOn', addNights(service.today, 20)),
    };
    const action = `/referrals/${referral.referralId}/offer`;
    const refused = await coordinator.page.submit(page, action, { ...typed, overrideReason: '' });
    expect(refused.status).to.equal(409);
    expect(refused.html).to.include('Say why you do not offer the bed that is suggested');
    const kept = fieldsOfDate('departsOn', addNights(service.today, 20));
    expect(refused.html).to.include(`value="${kept['departsOn-day']}"`);
    const made = await coordinator.page.submit(refused, action, {
      ...typed,
      overrideReason: 'Nearer to the family',
    });
    const shown = await coordinator.page.get(made.location ?? '');
    expect(shown.html).to.include('Another bed than the one suggested. Why: Nearer to the family');
    const list = await coordinator.page.get('/overrides');
    expect(list.html)
      .to.include(referral.reference)
      .and.to.include('Another bed than the one suggested')
      .and.to.include('“Nearer to the family”')
      .and.to.include(made.location?.split('?')[0] ?? 'no offer');
    const highland = await service.as('coordinator@highland.example');
    expect((await highland.page.get('/overrides')).html)
      .to.include('No offer of your partnership is recorded as one of another bed than the one suggested')
      .and.to.not.include(referral.reference);
    expect((await (await service.as('planner')).page.get('/overrides')).status).to.equal(403);
    await expectNoBarriersOnAnyScreen(browser, 'overrides', async (shownTo) => {
      await service.signInBrowser(shownTo, 'coordinator');
      await shownTo.goto(`${service.url}/overrides`);
    });
  });

  it('waits for an approver where it passes somebody over, who sees what it means and confirms it', async () => {
    const ahead = await service.aReadyReferral({ urgencyBand: 'urgent', urgencyReason: 'Overdose' });
    const later = await service.aReadyReferral({ urgencyBand: 'routine', urgencyReason: 'Stable' });
    await service.runWorkerOnce();
    const [{ bedId }] = await service.dataSource.query(
      'SELECT bed_id AS bedId FROM suggestion WHERE run_id = (SELECT MAX(id) FROM match_run) AND referral_id = ?',
      [ahead.referralId],
    );
    // As if there were no other bed for whoever is ahead.
    await service.dataSource.query(
      `UPDATE suggestion SET explanation = JSON_SET(explanation, '$.options', JSON_ARRAY()) WHERE referral_id = ?`,
      [later.referralId],
    );
    const address = `/referrals/${later.referralId}/offer?${new URLSearchParams({ bedId, arrivesOn: service.today, departsOn: addNights(service.today, 21) }).toString()}`;
    const coordinator = await service.as('coordinator');
    const page = await coordinator.page.get(address);
    expect(page.html).to.include('Ask an approver to confirm').and.to.not.include('Make this offer<');
    const asked = await coordinator.page.submit(page, `/referrals/${later.referralId}/offer`, {
      ...fieldsOfDate('arrivesOn', service.today),
      ...fieldsOfDate('departsOn', addNights(service.today, 21)),
      ...{ overrideReason: 'The project agreed by telephone', intent: 'ask' },
    });
    const here = `/referrals/${later.referralId}/override`;
    expect(asked.location).to.include(here);
    const own = await coordinator.page.get(here);
    expect(own.html)
      .to.include('The answer')
      .and.to.include('You asked for it: an approver of your partnership other than you')
      .and.to.not.include('Confirm and make this offer');
    expect((await coordinator.page.get('/overrides')).html).to.include('Waiting for a second person');
    expect((await coordinator.page.get(`/referrals/${later.referralId}`)).html)
      .to.include('An offer waits for a second person')
      .and.to.include(here);
    expect((await coordinator.page.get('/waiting-list')).html).to.include(
      'An offer waits for a second person',
    );
    expect(
      (await coordinator.page.get(`/referrals/${later.referralId}/suggestion`)).html,
      'others can be made',
    )
      .to.include('waits for an approver to confirm it')
      .and.to.include(`href="${here}"`)
      .and.to.not.include('No other place can be offered now');
    const approver = await service.as('approver@glasgow.example');
    expect((await approver.page.get('/today')).html).to.include(
      'Confirm or refuse an offer that passes somebody over',
    );
    const shown = await approver.page.get(here);
    expect(shown.html).to.include('Somebody as urgent or more (urgent) would lose the place');
    await expectNoBarriersOnAnyScreen(browser, 'override-that-waits', async (at) => {
      await service.signInBrowser(at, 'approver@glasgow.example');
      await at.goto(`${service.url}${here}`);
    });
    const unsaid = await approver.page.submit(shown, `${here}/refusal`, { note: ' ' });
    expect(unsaid.status).to.equal(400);
    expect(unsaid.html).to.include('Say why not, in at most 500 characters');
    const made = await approver.page.submit(unsaid, `${here}/confirmation`, {});
    expect(made.location).to.match(/^\/offers\/[0-9a-f-]+\/made/u);
    expect((await coordinator.page.get('/overrides')).html)
      .to.include('Confirmed by Alec Laird')
      .and.to.not.include('Waiting for a second person');
    expect((await approver.page.get(here)).html).to.include('Nothing waits for a second person');
    const highland = await service.as('approver@highland.example');
    expect((await highland.page.get(here)).status).to.equal(404);
  });

  it('is listed page by page, the newest first, none twice', async () => {
    const readAll = async (limit: number) => {
      const found: string[] = [];
      for (let before: string | null = null; ;) {
        const page = await service.uow.read((tx) =>
          listOverrides(tx, actorOf('coordinator').home, { before, limit }),
        );
        found.push(...page.map(({ offerId }) => offerId));
        const last = page.at(-1);
        if (last === undefined) return found;
        before = last.offerId;
      }
    };
    for (const bed of ['male', 'plain'] as const) {
      const referral = await service.aReadyReferral({ sex: 'male' });
      await service.anOffer({ referral, bed });
    }
    await service.dataSource.query(
      `INSERT IGNORE INTO offer_override (offer_id, kind, reason, asked_by)
         SELECT id, 'own-choice', 'Invented for the list', made_by FROM offer`,
    );
    const all = await readAll(25);
    expect(all).to.have.length(4);
    expect(await readAll(1)).to.deep.equal(all);
  });
});
