import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { addNights } from '../../../../../src/kernel/iso-date.js';
import { launchBrowser } from '../../../../support/browser.js';
import { expectNoBarriersOnAnyScreen } from '../../../../support/page-visit.js';
import { startService, type RunningService } from '../../../../support/running-service.js';
import { world } from '../../../../support/small-world.js';

const page = '/matching/bed-changes';
const api = '/api/bed-change-people';

describe('people whom a planned change of a bed would move', () => {
  let service: RunningService;
  let browser: Browser;
  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser?.close());
  beforeEach(async () => {
    service = await startService();
    // One bed in the country, for anybody.
    await service.dataSource.query('UPDATE bed_unit SET closes_on = ? WHERE id <> ?', [
      ...[service.today, world.beds.plain],
    ]);
  });
  afterEach(() => service?.stop());

  const aMan = (partnership: 'glasgow' | 'highland', familyName: string) =>
    service.aReadyReferral({ sex: 'male', urgencyBand: 'urgent', partnership, familyName });
  const planned = async (): Promise<string> => {
    const { body } = await (
      await service.as('provider_staff')
    ).post('/api/bed-changes', {
      ...{ bedId: world.beds.plain, startsOn: addNights(service.today, 10), becomes: { sex: 'female' } },
      reason: 'The house becomes one for women',
    });
    await service.runWorkerOnce();
    return body.changeId;
  };
  const peopleOf = async (who: 'coordinator' | 'coordinator@highland.example') =>
    (await (await service.as(who)).get(api)).body.people as readonly { referralId: string; kind: string }[];
  const kept = async () =>
    (await service.dataSource.query('SELECT referral_id FROM planned_bed_change_person')).length;

  it('are shown to their own partnership and to nobody else', async () => {
    const { referralId } = await aMan('glasgow', 'MacLeòid');
    await service.runWorkerOnce();
    const changeId = await planned();
    expect(await peopleOf('coordinator')).to.have.length(1);
    expect((await peopleOf('coordinator'))[0]).to.include({
      ...{ referralId, kind: 'loses', changeId, bedLabel: 'Room 5', isConfirmed: false },
    });
    const seen = (await (await service.as('coordinator')).page.get(page)).html;
    expect(seen)
      .to.contain('MacLeòid')
      .and.contain('Would lose the place suggested now')
      .and.contain('Who can come: Women only');
    expect(await peopleOf('coordinator@highland.example')).to.deep.equal([]);
    const highland = (await (await service.as('coordinator@highland.example')).page.get(page)).html;
    expect(highland).to.contain('Nobody of yours is touched').and.not.contain('MacLeòid');
    for (const who of ['planner', 'provider_manager', 'administrator'] as const) {
      expect((await (await service.as(who)).get(api)).status, who).to.equal(403);
      expect((await (await service.as(who)).page.get(page)).status, who).to.equal(403);
    }
    await expectNoBarriersOnAnyScreen(browser, 'bed-change-people', async (tab) => {
      await service.signInBrowser(tab, 'coordinator');
      await tab.goto(`${service.url}${page}`);
    });
  });

  it('stay shown while the change is agreed and not made, and no longer than that', async () => {
    await aMan('highland', 'Sample');
    await service.runWorkerOnce();
    const changeId = await planned();
    const manager = await service.as('provider_manager');
    const decided = await manager.post(`/api/bed-changes/${changeId}/decision`, { decision: 'confirm' });
    expect(decided.body.state).to.equal('confirmed');
    expect(await peopleOf('coordinator@highland.example')).to.have.length(1);
    await service.dataSource.query('UPDATE planned_bed_change SET starts_on = ?', [service.today]);
    await service.act('administrator', (tx) => service.modules.bedChanges.applyBedChange(tx, changeId));
    expect([await peopleOf('coordinator@highland.example'), await kept()]).to.deep.equal([[], 0]);
  });

  it('are worked out anew with the look, and forgotten when the change is taken back', async () => {
    await aMan('glasgow', 'Sample');
    await service.runWorkerOnce();
    const changeId = await planned();
    const staff = await service.as('provider_staff');
    await staff.post(`/api/bed-changes/${changeId}/look`, {});
    expect([await peopleOf('coordinator'), await kept()], 'while it is looked at').to.deep.equal([[], 0]);
    await service.runWorkerOnce();
    expect(await peopleOf('coordinator')).to.have.length(1);
    await staff.post(`/api/bed-changes/${changeId}/withdrawal`, {});
    expect([await peopleOf('coordinator'), await kept()]).to.deep.equal([[], 0]);
  });

  it('are no longer among them once they have an offer', async () => {
    const referral = await aMan('glasgow', 'Sample');
    await service.runWorkerOnce();
    await planned();
    expect(await peopleOf('coordinator')).to.have.length(1);
    await service.anOffer({ bed: 'plain', referral });
    expect(await peopleOf('coordinator')).to.deep.equal([]);
  });
});
