import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { addNights } from '../../../../../src/kernel/iso-date.js';
import { fieldsOfDate } from '../../../../../src/ui/forms/date-parts.js';
import { launchBrowser } from '../../../../support/browser.js';
import { expectNoBarriersOnAnyScreen } from '../../../../support/page-visit.js';
import { startService, type RunningService } from '../../../../support/running-service.js';
import { world } from '../../../../support/small-world.js';

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
    expect(page.html).to.include('Nobody loses a place by it');
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
  });
});
