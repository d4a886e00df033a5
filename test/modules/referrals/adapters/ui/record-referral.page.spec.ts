import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';

import { isoDate } from '../../../../../src/kernel/iso-date.js';
import { launchBrowser } from '../../../../support/browser.js';
import { expectNoBarriersOnAnyScreen, screens, tabTo, visit } from '../../../../support/page-visit.js';
import { startService, type RunningService } from '../../../../support/running-service.js';

const reason = 'Tha i ag iarraidh fuireach tioram 🦦 <b>& soberly</b>';

const complete = {
  givenName: 'Màiri',
  familyName: 'NicDhòmhnaill',
  'bornOn-day': '27',
  'bornOn-month': '3',
  'bornOn-year': '1988',
  sex: 'female',
  'receivedOn-day': '20',
  'receivedOn-month': 'Nov',
  'receivedOn-year': '2026',
  source: 'key_worker',
  route: 'adp',
  substance: 'alcohol',
  reason,
  plannedWeeks: '12',
  urgencyBand: 'urgent',
  urgencyReason: 'Gun dachaigh a-màireach',
  adults: '1',
  children: '0',
  detoxNeed: 'none',
  prefersArea: 'near',
  'consent-area': 'yes',
  'consent-projects': 'yes',
  prefersMix: 'no_preference',
} as const;

describe('the page on which a referral is recorded', () => {
  let service: RunningService;
  let browser: Browser;
  const openForm = async (page: Page): Promise<void> => {
    await service.signInBrowser(page, 'coordinator');
    await page.goto(`${service.url}/referrals/new`);
  };
  const send = async (
    fields: Readonly<Record<string, string>>,
    who: 'coordinator' | 'approver' = 'coordinator',
  ) => {
    const caller = await service.as(who);
    return caller.page.post('/referrals/new', fields);
  };
  const referralsOf = async (familyName: string): Promise<number> => {
    const [row] = await service.dataSource.query(
      'SELECT COUNT(*) AS n FROM client_identity i JOIN referral r ON r.client_id = i.client_id WHERE i.family_name = ?',
      [familyName],
    );
    return Number(row.n);
  };

  before(async () => {
    service = await startService();
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    await service?.stop();
  });

  it('refuses a name that would turn what stands beside it, at its field, and keeps what was typed', async () => {
    const refused = await send({ ...complete, givenName: 'Ann\u202eria', familyName: 'Turned' });
    expect(refused.status).to.equal(400);
    expect(refused.html)
      .to.contain('Write the name on one line, without signs that turn the direction of text')
      .and.to.contain('value="Turned"');
    expect(await referralsOf('Turned')).to.equal(0);
  });

  it('takes a name of letters that run from right to left, which moves nothing beside it', async () => {
    const sent = await send({ ...complete, givenName: 'דוד', familyName: 'כהן' });
    expect(sent.status).to.equal(303);
    await visit(browser, { viewport: screens.wide }, async (page) => {
      await service.signInBrowser(page, 'coordinator');
      for (const [address, shown] of [
        [sent.location ?? '', 'h1'],
        ['/waiting-list', '.app-person'],
      ] as const) {
        await page.goto(`${service.url}${address}`);
        const name = page.locator(shown).filter({ hasText: 'דוד כהן' });
        expect(await name.evaluate((element) => getComputedStyle(element).unicodeBidi)).to.equal('isolate');
      }
    });
  });

  it('is filled in by keyboard without script, and keeps what was typed when a date does not exist', async () => {
    await visit(browser, { javaScriptEnabled: false, viewport: screens.wide }, async (page) => {
      const { keyboard } = page;
      const type = async (name: string, text: string): Promise<void> => {
        await tabTo(page, `[name="${name}"]`);
        await keyboard.type(text);
      };
      const pick = async (name: string, steps: number): Promise<void> => {
        await tabTo(page, `[name="${name}"]`);
        for (let step = 0; step < steps; step += 1) await keyboard.press('ArrowDown');
      };
      await openForm(page);
      await type('givenName', complete.givenName);
      await type('familyName', complete.familyName);
      await type('bornOn-day', '30');
      await type('bornOn-month', '2');
      await type('bornOn-year', '1988');
      await tabTo(page, '[name="sex"]');
      await keyboard.press('Space');
      await pick('source', 3);
      await pick('route', 1);
      await tabTo(page, '[name="substance"]');
      await keyboard.press('Space');
      await type('reason', reason);
      await type('plannedWeeks', '12');
      await tabTo(page, '[name="urgencyBand"]');
      await keyboard.press('ArrowDown');
      await type('urgencyReason', complete.urgencyReason);
      await tabTo(page, 'main button');
      await keyboard.press('Enter');

      await page.waitForSelector('#error-summary');
      expect(await page.title()).to.match(/^Error: Record a referral/);
      expect(await page.locator('#error-summary li').allInnerTexts()).to.deep.equal([
        'Enter a real date of birth, such as 27 3 1988',
      ]);
      expect(await page.locator('[name="bornOn-day"]').inputValue()).to.equal('30');
      expect(await page.locator('[name="givenName"]').inputValue()).to.equal(complete.givenName);
      expect(await page.locator('[name="reason"]').inputValue()).to.equal(reason);
      expect(await page.locator('[name="source"]').inputValue()).to.equal('key_worker');
      expect(await page.locator('[name="urgencyBand"]:checked').inputValue()).to.equal('urgent');

      await tabTo(page, '#error-summary a');
      await keyboard.press('Enter');
      await keyboard.press('Tab');
      for (const part of ['bornOn-month', 'bornOn-year']) {
        expect(await page.locator(':focus').getAttribute('name')).to.equal(part);
        await keyboard.press('ControlOrMeta+A');
        await keyboard.type(part === 'bornOn-month' ? '3' : '1988');
        await keyboard.press('Tab');
      }
      await tabTo(page, 'main button');
      await keyboard.press('Enter');
      await page.waitForURL('**/referrals/*?done=referral-recorded');
      const main = await page.locator('main').innerText();
      for (const text of [
        'Referral recorded',
        'Màiri NicDhòmhnaill',
        '30 Mar 1988',
        reason,
        'Key worker',
        'Not yet ready',
      ]) {
        expect(main).to.contain(text);
      }
      expect(await page.locator('main b').count()).to.equal(0);
    });
    expect(await referralsOf('NicDhòmhnaill')).to.equal(1);
  });

  it('has no barriers, untouched and with errors', async () => {
    await expectNoBarriersOnAnyScreen(browser, 'record-referral', openForm);
    await expectNoBarriersOnAnyScreen(browser, 'record-referral-errors', async (page) => {
      await openForm(page);
      await page.click('main button');
      await page.waitForSelector('#error-summary');
      expect(await page.locator(':focus').getAttribute('id')).to.equal('error-summary');
    });
  });

  it('says of every field what would be accepted, in the order of the form', async () => {
    const empty = await send({});
    expect(empty.status).to.equal(400);
    const asked = [
      'Enter the given names',
      'Enter the date of birth',
      'Choose the sex, or that it is not known',
      'Choose who referred the person',
      'Say why rehab is asked for',
      'Choose the urgency',
      'Enter how many adults come, 1 if nobody else',
    ].map((text) => empty.html.indexOf(text));
    expect(asked).to.not.include(-1);
    expect(asked).to.deep.equal([...asked].sort((a, b) => a - b));
    expect(empty.html).to.not.contain('expected').and.not.to.contain('Invalid');
  });

  it('refuses what cannot be true, and records nothing', async () => {
    const wrong: readonly (readonly [Readonly<Record<string, string>>, string])[] = [
      [{ 'bornOn-year': '2012' }, 'no project here takes anybody younger than 16'],
      [{ 'bornOn-year': '2027' }, 'Enter a date of birth before the referral, 20 Nov 2026'],
      [{ 'bornOn-year': '1850' }, 'Enter a real date of birth'],
      [{ 'receivedOn-day': '24' }, 'Enter today, 23 Nov 2026, or an earlier day'],
      [{ plannedWeeks: '12½' }, 'Enter a number of weeks from 1 to 78'],
      [{ adults: '99' }, 'Enter a number of adults from 1 to 4'],
      [{ children: '2' }, 'Enter the date of birth of the oldest child'],
      [
        {
          children: '1',
          'oldestChildBornOn-day': '1',
          'oldestChildBornOn-month': '1',
          'oldestChildBornOn-year': '2027',
        },
        'Enter a date of birth before the referral',
      ],
      [{ sex: 'x' }, 'Choose the sex, or that it is not known'],
      [{ reason: 'x'.repeat(501) }, 'Write at most 500 characters'],
      [{ givenName: 'A\u0007B' }, 'Leave out control characters'],
      [{ firstProject: 'somewhere' }, 'Choose a project from the list'],
      [{ firstProject: '01900000-0009-7000-8000-000000000001' }, 'Choose projects from the list'],
    ];
    for (const [fields, text] of wrong) {
      const reply = await send({ ...complete, familyName: 'Neverwritten', ...fields });
      expect(reply.status, text).to.be.oneOf([400, 409]);
      expect(reply.html, text).to.contain(text);
      expect(reply.html, text).to.contain('value="Neverwritten"');
    }
    expect(await referralsOf('Neverwritten')).to.equal(0);
  });

  it('shows the referral that is open already instead of making a second', async () => {
    const open = await service.aReferral({
      givenName: 'Dòmhnall',
      familyName: 'Mac a’ Ghobhainn',
      bornOn: isoDate('1990-01-31'),
    });
    const again = {
      ...complete,
      givenName: 'Dòmhnall',
      familyName: 'Mac a’ Ghobhainn',
      'bornOn-day': '31',
      'bornOn-month': '1',
      'bornOn-year': '1990',
    };
    const reply = await send(again);
    expect(reply.status).to.equal(409);
    expect(reply.html)
      .to.contain('This person may be waiting already')
      .and.to.contain(`/referrals/${open.referralId}`);
    expect(reply.html).to.contain(open.reference);
    expect(await referralsOf('Mac a’ Ghobhainn')).to.equal(1);
  });

  it('opens that referral in a tab of its own, said beforehand, and keeps what was typed in the first', async () => {
    const { referralId, reference } = await service.aReferral({
      givenName: 'Peigi',
      familyName: 'NicLeòid',
      bornOn: isoDate('1991-02-03'),
    });
    const typed = { ...complete, givenName: 'Peigi', familyName: 'NicLeòid' };
    const born = { 'bornOn-day': '3', 'bornOn-month': '2', 'bornOn-year': '1991' };
    await visit(browser, {}, async (page) => {
      await openForm(page);
      for (const [name, value] of Object.entries({ ...typed, ...born })) {
        const radio = page.locator(`[type=radio][name="${name}"][value="${value}"]`);
        const list = page.locator(`select[name="${name}"]`);
        const box = page.locator(`[type=checkbox][name="${name}"]`);
        if ((await radio.count()) > 0) await radio.press('Space');
        else if ((await box.count()) > 0) await box.press('Space');
        else if ((await list.count()) > 0) await list.selectOption(value);
        else await page.fill(`[name="${name}"]`, value);
      }
      await page.click('main form button');
      const link = page.getByRole('link', { name: 'Look at that referral first (opens in a new tab)' });
      await link.waitFor();
      const opened = page.waitForEvent('popup');
      await link.click();
      const tab = await opened;
      await tab.waitForURL(`**/referrals/${referralId}`);
      expect(await tab.locator('main').innerText()).to.contain(reference);
      expect(await tab.evaluate(() => window.opener)).to.equal(null);
      expect(await page.locator('[name="reason"]').inputValue()).to.equal(reason);
      expect(await page.locator('[name="familyName"]').inputValue()).to.equal('NicLeòid');
    });
    expect(await referralsOf('NicLeòid')).to.equal(1);
  });

  it('keeps SQL and markup in names as text', async () => {
    const familyName = `O'Neill"; DROP TABLE referral; -- <script>`;
    const reply = await send({ ...complete, familyName, reason: 'line one\r\nline two' });
    expect(reply.status).to.equal(303);
    expect(await referralsOf(familyName)).to.equal(1);
    const caller = await service.as('coordinator');
    const { html } = await caller.page.get(reply.location ?? '');
    expect(html).to.contain('DROP TABLE referral');
    expect(html).to.not.contain('-- <script>');
  });

  it('is closed to those who may not record', async () => {
    for (const who of ['approver', 'planner', 'provider_manager'] as const) {
      const caller = await service.as(who);
      expect((await caller.page.get('/referrals/new')).status, who).to.equal(403);
      expect((await caller.page.post('/referrals/new', complete)).status, who).to.equal(403);
    }
    const stranger = await service.nobody.page.get('/referrals/new');
    expect(stranger.location).to.equal('/sign-in?returnTo=%2Freferrals%2Fnew');
  });
});
