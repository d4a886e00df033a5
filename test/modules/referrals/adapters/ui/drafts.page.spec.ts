import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { isoDate } from '../../../../../src/kernel/iso-date.js';
import { createForgetWhatIsOver } from '../../../../../src/composition/retention.js';
import { fieldsOfDate } from '../../../../../src/ui/forms/date-parts.js';
import { launchBrowser } from '../../../../support/browser.js';
import { expectNoBarriersOnAnyScreen, visit } from '../../../../support/page-visit.js';
import { startService, type RunningService } from '../../../../support/running-service.js';

const named = { givenName: 'Seonaidh', familyName: 'Mac an t-Saoir' };
const born = fieldsOfDate('bornOn', isoDate('1985-06-15'));

describe('a referral that is begun and gone on with', () => {
  let service: RunningService;
  let browser: Browser;
  before(async () => {
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
  });
  beforeEach(async () => {
    service = await startService();
  });
  afterEach(async () => {
    await service?.stop();
  });

  const begin = async (fields: Readonly<Record<string, string>> = { ...named, ...born }) => {
    const coordinator = await service.as('coordinator');
    const page = await coordinator.page.get('/referrals/find');
    return { coordinator, reply: await coordinator.page.submit(page, '/referrals/find', fields) };
  };
  const drafts = (): Promise<{ id: string; typed: string }[]> =>
    service.dataSource.query('SELECT id, typed FROM referral_draft');

  it('asks who it is about first, is kept as typed, and is gone once it is recorded; without script', async () => {
    await visit(browser, { javaScriptEnabled: false }, async (page) => {
      await service.signInBrowser(page, 'coordinator');
      await page.goto(`${service.url}/waiting-list`);
      await page.click('a:has-text("Record a referral")');
      await page.click('button:has-text("Go on")');
      expect(await page.locator('#error-summary li').allInnerTexts()).to.deep.equal([
        'Enter the given names',
        'Enter the family name',
        'Enter the date of birth',
      ]);
      await page.fill('[name="givenName"]', named.givenName);
      await page.fill('[name="familyName"]', named.familyName);
      for (const [part, text] of Object.entries({ day: '15', month: '6', year: '1985' }))
        await page.fill(`[name="bornOn-${part}"]`, text);
      await page.click('button:has-text("Go on")');
      expect(await page.inputValue('[name="familyName"]')).to.equal(named.familyName);
      await page.fill('[name="plannedWeeks"]', 'about twelve');
      await page.click('button:has-text("Save and go on later")');
      expect(await page.locator('main').innerText())
        .to.contain('Seonaidh Mac an t-Saoir')
        .and.to.contain('Removed on 7 Dec 2026');
      await page.click('a:has-text("Seonaidh Mac an t-Saoir")');
      expect(await page.inputValue('[name="plannedWeeks"]')).to.equal('about twelve');
      await page.fill('[name="plannedWeeks"]', '12');
      await page.fill('[name="reason"]', 'Asked for it');
      await page.fill('[name="urgencyReason"]', 'Judged');
      for (const [name, value] of Object.entries({ sex: 'male', substance: 'alcohol', urgencyBand: 'soon' }))
        await page.locator(`[name="${name}"][value="${value}"]`).check({ force: true });
      await page.selectOption('[name="source"]', 'self');
      await page.selectOption('[name="route"]', 'adp');
      await page.click('button:has-text("Record this referral")');
      await page.waitForURL('**?done=referral-recorded');
    });
    expect(await drafts()).to.deep.equal([]);
  });

  it('has no barriers, on the page that asks, on the list, and where another partnership has the person', async () => {
    await service.aReferral({ ...named, partnership: 'highland' });
    const { reply } = await begin();
    for (const [name, path] of [
      ['find-person', '/referrals/find'],
      ['referral-drafts', '/referrals/drafts'],
      ['referral-elsewhere', reply.location!],
    ] as const)
      await expectNoBarriersOnAnyScreen(browser, name, async (page) => {
        await service.signInBrowser(page, 'coordinator');
        await page.goto(`${service.url}${path}`);
      });
  });

  it('is asked for from where it is, and handed over by page without script', async () => {
    const referral = await service.aReferral({ ...named, partnership: 'highland' });
    const { coordinator, reply } = await begin();
    const page = await coordinator.page.get(reply.location!);
    const asked = await coordinator.page.submit(page, '/transfers', { reason: 'Lives here now' });
    expect(asked.location).to.equal('/transfers?done=transfer-asked');
    await expectNoBarriersOnAnyScreen(browser, 'transfers', async (opened) => {
      await service.signInBrowser(opened, 'coordinator@highland.example');
      await opened.goto(`${service.url}/transfers`);
    });
    await expectNoBarriersOnAnyScreen(browser, 'ask-transfer', async (opened) => {
      await service.signInBrowser(opened, 'coordinator@highland.example');
      await opened.goto(`${service.url}/referrals/${referral.referralId}/transfer`);
    });
    await expectNoBarriersOnAnyScreen(browser, 'correct-origin', async (opened) => {
      await service.signInBrowser(opened, 'coordinator@highland.example');
      await opened.goto(`${service.url}/referrals/${referral.referralId}/origin`);
    });
    await visit(browser, { javaScriptEnabled: false }, async (opened) => {
      await service.signInBrowser(opened, 'coordinator@highland.example');
      await opened.goto(`${service.url}/waiting-list`);
      await opened.click('a:has-text("1 transfer waits for your answer")');
      expect(await opened.locator('main').innerText()).to.contain('“Lives here now”');
      await opened.click('button:has-text("Accept")');
      await opened.waitForURL('**?done=transfer-accepted');
    });
    expect((await coordinator.page.get(`/referrals/${referral.referralId}`)).status).to.equal(200);
  });

  it('leads to the referral the person has, and says where else they wait and whom to ask', async () => {
    const own = await service.aReferral(named);
    expect((await begin()).reply.location).to.equal(`/referrals/${own.referralId}?done=waits-already`);
    expect(await drafts()).to.deep.equal([]);

    const elsewhere = { givenName: 'Oighrig', familyName: 'Nic a’ Ghobhainn' };
    await service.aReferral({ ...elsewhere, partnership: 'highland' });
    const { coordinator, reply } = await begin({ ...elsewhere, ...born });
    const page = await coordinator.page.get(reply.location!);
    expect(page.html)
      .to.contain('Highland has an open referral for this name and date of birth')
      .and.to.contain('Catriona Ross (coordinator@highland.example)');
    expect(reply.location).not.to.contain('Oighrig');
  });

  it('belongs to one partnership, and of two who save it at once the second is told and loses nothing', async () => {
    const { coordinator, reply } = await begin();
    const address = reply.location!;
    const other = await service.as('coordinator@highland.example');
    expect((await other.page.get(address)).status).to.equal(404);
    const [first, second] = [await coordinator.page.get(address), await coordinator.page.get(address)];
    const save = (page: typeof first, reason: string) =>
      coordinator.page.submit(page, '/referrals/new', { reason }).then(() =>
        coordinator.page.post('/referrals/drafts', {
          ...named,
          ...born,
          reason,
          draftId: address.split('/').at(-1)!,
          draftVersion: '1',
        }),
      );
    expect((await save(first, 'One')).location).to.equal('/referrals/drafts?done=draft-kept');
    const told = await save(second, 'Two');
    expect(told.status).to.equal(409);
    expect(told.html).to.contain('saved this draft after you opened it').and.to.contain('Two');
    expect(told.html).to.contain('name="draftVersion" value="2"');
  });

  it('is removed by whoever does not need it, and by itself when its days are over', async () => {
    const { coordinator, reply } = await begin();
    await begin({ ...named, givenName: 'Oighrig', ...born });
    const list = await coordinator.page.get('/referrals/drafts');
    const removed = await coordinator.page.submit(list, `${reply.location!}/removal`, {});
    expect(removed.location).to.equal('/referrals/drafts?done=draft-removed');
    expect((await coordinator.page.submit(list, `${reply.location!}/removal`, {})).status).to.be.oneOf([
      303, 409,
    ]);
    expect(await drafts()).to.have.length(1);
    service.clock.advance({ days: 14 });
    expect((await coordinator.page.get('/referrals/drafts')).html).to.contain('No referral has been begun');
    expect(await createForgetWhatIsOver(service.uow)()).to.include({ referralDrafts: 1 });
    expect(await drafts()).to.deep.equal([]);
  });
});
