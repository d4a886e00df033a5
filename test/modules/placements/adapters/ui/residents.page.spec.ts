import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';

import { addNights, isoDate, type IsoDate } from '../../../../../src/kernel/iso-date.js';
import { fieldsOfDate } from '../../../../../src/ui/forms/date-parts.js';
import { launchBrowser } from '../../../../support/browser.js';
import { formsOf, type Caller } from '../../../../support/caller.js';
import { expectNoBarriersOnAnyScreen, tabTo, visit } from '../../../../support/page-visit.js';
import { startService, type RunningService } from '../../../../support/running-service.js';

describe('the page of arrivals and residents', () => {
  let service: RunningService;
  let browser: Browser;
  let manager: Caller;

  const placementOf = async (placementId: string) => {
    const [row] = await service.dataSource.query(
      `SELECT state, admitted_on, ended_on, end_kind, end_reason, departs_on, version FROM placement WHERE id = ?`,
      [placementId],
    );
    return row;
  };
  const send = async (placementId: string, step: string, fields: Readonly<Record<string, string>>) =>
    manager.page.submit(await manager.page.get('/residents'), `/residents/${placementId}/${step}`, fields);
  const typeDate = async (page: Page, id: string, on: IsoDate): Promise<void> => {
    const fields = fieldsOfDate('d', on);
    await tabTo(page, `[id="${id}"]`);
    for (const part of ['d-day', 'd-month', 'd-year']) {
      await page.keyboard.type(fields[part] ?? '');
      await page.keyboard.press('Tab');
    }
  };

  before(async () => {
    service = await startService();
    browser = await launchBrowser();
    manager = await service.as('provider_manager');
  });
  after(async () => {
    await browser?.close();
    await service?.stop();
  });

  it('takes a stay from arrival to leaving by keyboard without script', async () => {
    const referral = await service.aReadyReferral({ fundedWeeks: 14 });
    const booking = await service.aBooking({ bed: 'male', referral });
    const { placementId, offer } = booking;
    await visit(browser, { javaScriptEnabled: false }, async (page) => {
      await service.signInBrowser(page, 'provider_staff');
      await page.goto(`${service.url}/residents`);
      const row = page.getByRole('row').filter({ hasText: offer.referral.reference });
      expect(await row.innerText())
        .to.contain('Man, 41')
        .and.to.contain('Larch House, Room 2');
      await tabTo(page, `form[action="/residents/${placementId}/admission"] button`);
      await page.keyboard.press('Enter');
      await page.waitForURL(`**/residents?done=admitted&about=${placementId}`);
      expect(await page.locator('main').innerText())
        .to.contain('Arrival recorded')
        .and.to.contain(`${offer.referral.reference}, is here: Larch House, Room 2.`)
        .and.to.contain('Naloxone on arrival');

      await tabTo(page, `[id="open-extend-${placementId}-"] > summary`);
      await page.keyboard.press('Enter');
      await typeDate(page, `extend-${placementId}-departsOn`, addNights(offer.departsOn, 7));
      await page.keyboard.type('One week more');
      await tabTo(page, `form[action="/residents/${placementId}/extension"] button`);
      await page.keyboard.press('Enter');
      await page.waitForURL(`**/residents?done=extended&about=${placementId}`);

      await tabTo(page, `[id="open-discharge-${placementId}-"] > summary`);
      await page.keyboard.press('Enter');
      await tabTo(page, `[id="discharge-${placementId}-kind"]`);
      await page.keyboard.press('Space');
      await tabTo(page, `[id="discharge-${placementId}-reason"]`);
      await page.keyboard.type('Completed, free');
      await typeDate(page, `discharge-${placementId}-leftOn`, service.today);
      // The outcome on leaving stands between, closed: it may stay empty.
      await tabTo(page, `form[action="/residents/${placementId}/discharge"] button`);
      await page.keyboard.press('Enter');
      await page.waitForURL(`**/placements/${placementId}/leaving?done=discharged`);
      expect(await page.locator('main').innerText())
        .to.contain('Leaving recorded')
        .and.to.contain(offer.referral.reference)
        .and.to.contain('Naloxone');
      await page.goto(`${service.url}/residents`);
      const main = await page.locator('main').innerText();
      expect(main.slice(main.indexOf('Left today')))
        .to.contain(offer.referral.reference)
        .and.to.contain('Completed, free of alcohol and drugs');
      expect(main.slice(0, main.indexOf('Left today'))).not.to.contain(offer.referral.reference);
    });
    expect(await placementOf(placementId)).to.deep.include({
      ...{ state: 'ended', admitted_on: service.today, ended_on: service.today },
      ...{
        end_kind: 'planned',
        end_reason: 'completed_drug_free',
        departs_on: addNights(offer.departsOn, 7),
      },
    });
  });

  it('records once however often a form is sent', async () => {
    const { placementId } = await service.aBooking({ bed: 'plain' });
    const page = await manager.page.get('/residents');
    const action = `/residents/${placementId}/admission`;
    const today = fieldsOfDate('admittedOn', service.today);
    const replies = await Promise.all([1, 2].map(() => manager.page.submit(page, action, today)));
    expect(replies.map(({ location }) => location)).to.deep.equal([
      `/residents?done=admitted&about=${placementId}`,
      `/residents?done=admitted&about=${placementId}`,
    ]);
    expect((await placementOf(placementId)).version).to.equal(2);
  });

  it('lets a bed go when the person will not arrive, with the reason', async () => {
    const { placementId } = await service.aBooking({
      bed: 'male',
      arrivesOn: addNights(service.today, 200),
      nights: 28,
    });
    const refused = await send(placementId, 'never-started', {});
    expect(refused.status).to.equal(400);
    expect(refused.html).to.contain('Choose why the person will not arrive');
    const done = await send(placementId, 'never-started', { reason: 'uncontactable' });
    expect(done.location).to.equal('/residents?done=never-started');
    expect(await placementOf(placementId)).to.include({
      state: 'never_started',
      end_reason: 'uncontactable',
    });
    const [nights] = await service.dataSource.query(
      'SELECT COUNT(*) AS n FROM bed_night WHERE claim_id = ?',
      [placementId],
    );
    expect(Number(nights.n)).to.equal(0);
  });

  const days: readonly (readonly [string, Readonly<Record<string, string>>, string])[] = [
    ['30 February', { day: '30', month: '2', year: '2026' }, '“30 2 2026” is not a real date'],
    ['a word', { day: 'soon', month: '', year: '' }, '“soon” is not a real date'],
    ['a short year', { day: '23', month: '11', year: '26' }, '“23 11 26” is not a real date'],
    ['the year 1899', { day: '1', month: '1', year: '1899' }, '“1 1 1899” is not a real date'],
    ['nothing', { day: '', month: '', year: '' }, 'Enter the day the person'],
    ['markup', { day: '<b>', month: '"', year: '2026' }, '“&lt;b> &quot; 2026” is not a real date'],
  ];
  const dated = (field: string, parts: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(parts).map(([part, text]) => [`${field}-${part}`, text]));

  it('explains a wrong day of arrival and keeps what was typed', async () => {
    const { placementId } = await service.aBooking({ bed: 'shared1' });
    for (const [name, parts, says] of days) {
      const reply = await send(placementId, 'admission', dated('admittedOn', parts));
      expect(reply.status, name).to.equal(400);
      expect(reply.html, name).to.contain(says).and.to.contain(`href="#admit-${placementId}-admittedOn"`);
    }
    const future = await send(
      placementId,
      'admission',
      fieldsOfDate('admittedOn', addNights(service.today, 1)),
    );
    expect(future.status).to.equal(409);
    expect(future.html).to.contain('Enter today, Monday 23 November 2026, or an earlier day');
    expect(future.html).to.contain('name="admittedOn-day" value="24"');
    const early = await send(
      placementId,
      'admission',
      fieldsOfDate('admittedOn', addNights(service.today, -1)),
    );
    expect(early.html).to.contain('The bed is booked from Monday 23 November 2026');
    expect((await placementOf(placementId)).state).to.equal('booked');
  });

  it('explains what is wrong with a leaving, all at once, and keeps what was typed', async () => {
    const { placementId } = await service.aResident({ bed: 'shared2' });
    const reply = await send(placementId, 'discharge', {
      kind: 'unplanned',
      reason: 'because',
      ...dated('leftOn', { day: '30', month: 'Feb', year: '2026' }),
    });
    expect(reply.status).to.equal(400);
    expect(reply.html)
      .to.contain('Choose why the stay ended')
      .and.to.contain('“30 Feb 2026” is not a real date');
    expect(reply.html).to.contain('name="leftOn-month" value="Feb"');
    expect(reply.html).to.match(/value="unplanned"[^>]* checked|checked[^>]* value="unplanned"/);

    const sent = { kind: 'planned', reason: 'completed' };
    const future = await send(placementId, 'discharge', {
      ...sent,
      ...fieldsOfDate('leftOn', addNights(service.today, 1)),
    });
    expect(future.status).to.equal(409);
    expect(future.html).to.contain('Enter today, Monday 23 November 2026, or an earlier day');
    expect(future.html).to.match(/<option value="completed" selected[ >]/);
    const before = await send(placementId, 'discharge', {
      ...sent,
      ...fieldsOfDate('leftOn', addNights(service.today, -1)),
    });
    expect(before.html).to.contain('Enter a day from Monday 23 November 2026, when the person arrived');
    expect((await placementOf(placementId)).state).to.equal('admitted');
  });

  it('explains why a stay cannot be extended', async () => {
    const { placementId, offer } = await service.aResident({ bed: 'female', ...(await aWoman(16)) });
    const next = await service.aBooking({
      bed: 'female',
      arrivesOn: addNights(offer.departsOn, 7),
      ...(await aWoman()),
    });
    expect(next.offer.arrivesOn).to.equal('2027-02-22');
    const extend = (departsOn: IsoDate, reason = 'Needs longer') =>
      send(placementId, 'extension', { reason, ...fieldsOfDate('departsOn', departsOn) });

    const taken = await extend(addNights(offer.departsOn, 14));
    expect(taken.status).to.equal(409);
    expect(taken.html)
      .to.contain('The bed is taken from Monday 22 February 2027')
      .and.to.contain('Needs longer');
    expect((await extend(addNights(offer.departsOn, 60))).html).to.contain(
      'Funding covers 112 nights and this would make 144',
    );
    expect((await extend(offer.departsOn)).html).to.contain('Enter a day after Monday 15 February 2027');
    expect((await extend(isoDate('2199-12-31'))).html).to.contain('at most two years after the arrival');
    expect((await extend(addNights(offer.departsOn, 7), '  ')).html).to.contain(
      'Write why the person stays longer',
    );
    expect((await extend(addNights(offer.departsOn, 7), 'x'.repeat(501))).html).to.contain(
      'at most 500 characters',
    );
    expect((await extend(addNights(offer.departsOn, 7), '🦦 a Ghàidhlig\r\n<i>')).location).to.equal(
      `/residents?done=extended&about=${placementId}`,
    );
  });

  const aWoman = async (fundedWeeks = 12) => ({
    referral: await service.aReadyReferral({ sex: 'female', fundedWeeks }),
  });

  it('says when somebody else was first', async () => {
    const referral = await service.aReadyReferral({ children: 1, oldestChildBornOn: isoDate('2020-02-29') });
    const { placementId } = await service.aBooking({ bed: 'family', referral });
    const page = await manager.page.get('/residents');
    const action = (step: string) => `/residents/${placementId}/${step}`;
    const today = fieldsOfDate('admittedOn', service.today);
    await manager.page.submit(page, action('admission'), today);
    const never = await manager.page.submit(page, action('never-started'), { reason: 'prison' });
    expect(never.status).to.equal(409);
    expect(never.html).to.contain('The arrival of this person was recorded before');
    const stale = await manager.page.post(action('discharge'), {
      version: '1',
      kind: 'planned',
      reason: 'completed',
      ...fieldsOfDate('leftOn', service.today),
    });
    expect(stale.status).to.equal(409);
    expect(stale.html).to.match(
      /[^>]+ changed this after you opened it: it was [^<]+, not arrived yet, and is [^<]+/u,
    );
    const form = formsOf(stale.html).find((found) => found.action === action('discharge'));
    expect(form?.hidden['version']).to.equal('2');
  });

  it('answers 404 for a stay in a bed of another provider, and for what is no stay at all', async () => {
    const { placementId } = await service.aBooking({ bed: 'rowan1' });
    expect((await manager.page.get('/residents')).html).not.to.contain(placementId);
    for (const id of [placementId, '01900000-0000-7000-8000-000000000000', 'x', '💥']) {
      for (const step of ['admission', 'never-started', 'discharge', 'extension']) {
        const path = `/residents/${encodeURIComponent(id)}/${step}`;
        expect((await manager.page.post(path, { version: '1' })).status, path).to.equal(404);
      }
    }
    const fields = { version: '1', ...fieldsOfDate('admittedOn', service.today) };
    expect((await manager.page.post(`/residents/${placementId}/admission`, fields)).status).to.equal(404);
    expect((await placementOf(placementId)).state).to.equal('booked');
  });

  it('has no barrier', async () => {
    await expectNoBarriersOnAnyScreen(browser, 'residents', async (page) => {
      await service.signInBrowser(page, 'provider_manager');
      await page.goto(`${service.url}/residents`);
    });
  });

  it('has no barrier when it says what is wrong', async () => {
    await expectNoBarriersOnAnyScreen(browser, 'residents-wrong-leaving', async (page) => {
      await service.signInBrowser(page, 'provider_manager');
      await page.goto(`${service.url}/residents`);
      await page.locator('details[id^="open-discharge"] > summary').first().click();
      await page.locator('input[name="leftOn-day"]').first().fill('30');
      await page.locator('form[action$="/discharge"] button').first().click();
      await page.locator('#error-summary').waitFor();
    });
  });

  it('has no barrier with every form open', async () => {
    await expectNoBarriersOnAnyScreen(browser, 'residents-all-open', async (page) => {
      await service.signInBrowser(page, 'provider_manager');
      await page.goto(`${service.url}/residents`);
      for (const summary of await page.locator('main details > summary').all()) await summary.click();
    });
  });

  it('has no barrier when nobody is there', async () => {
    await expectNoBarriersOnAnyScreen(browser, 'residents-none', async (page) => {
      await service.signInBrowser(page, 'staff@rowan.example');
      await page.goto(`${service.url}/residents`);
    });
  });
});

describe('who is at the door of a provider', () => {
  let service: RunningService;
  beforeEach(async () => {
    service = await startService();
  });
  afterEach(async () => {
    await service?.stop();
  });

  const aReadyWoman = () => service.aReadyReferral({ sex: 'female' });
  const send = async (
    caller: Caller,
    placementId: string,
    step: string,
    fields: Readonly<Record<string, string>>,
  ) => caller.page.submit(await caller.page.get('/residents'), `/residents/${placementId}/${step}`, fields);

  it('shows who somebody is, by name, to their own provider alone', async () => {
    const referral = await service.aReadyReferral({
      ...{ givenName: 'Mòrag', familyName: 'NicAoidh', children: 2, adults: 1 },
      oldestChildBornOn: isoDate('2020-05-01'),
    });
    const { offer } = await service.aResident({ bed: 'family', referral });
    const manager = await service.as('provider_manager');
    const { html } = await manager.page.get('/residents');
    for (const text of ['Mòrag NicAoidh', offer.referral.reference, 'with 2 children']) {
      expect(html).to.contain(text);
    }
    const rowan = await service.as('manager@rowan.example');
    expect((await rowan.page.get('/residents')).html).not.to.contain('NicAoidh');
  });

  it('asks for the last person’s leaving before the next one arrives in the bed', async () => {
    const last = await service.aResident({ bed: 'female', nights: 7, referral: await aReadyWoman() });
    const next = await service.aBooking({
      bed: 'female',
      arrivesOn: last.offer.departsOn,
      referral: await aReadyWoman(),
    });
    service.clock.advance({ days: 7 });
    const manager = await service.as('provider_manager');
    const before = await manager.page.get('/residents');
    expect(before.html).to.contain(`record that ${last.offer.referral.reference} has left`);
    expect(before.html).not.to.contain(`/residents/${next.placementId}/admission`);
    const arrive = () =>
      manager.page.post(`/residents/${next.placementId}/admission`, {
        version: String(next.version),
        ...fieldsOfDate('admittedOn', service.today),
      });
    const refused = await arrive();
    expect(refused.status).to.equal(409);
    expect(refused.html).to.contain(`${last.offer.referral.reference} is still recorded as here in this bed`);
    expect(
      (await service.dataSource.query('SELECT state FROM placement WHERE id = ?', [next.placementId]))[0]
        .state,
    ).to.equal('booked');
    await send(manager, last.placementId, 'discharge', {
      ...{ kind: 'planned', reason: 'completed' },
      ...fieldsOfDate('leftOn', service.today),
    });
    expect((await arrive()).location).to.equal(`/residents?done=admitted&about=${next.placementId}`);
  });

  it('are found by name or reference, also lately gone, and no name stands in an address', async () => {
    const aNamed = async (givenName: string, familyName: string, bed: 'any' | 'plain' | 'male') =>
      service.aResident({ bed, referral: await service.aReadyReferral({ givenName, familyName }) });
    const here = await aNamed('Mòrag', 'NicAoidh', 'any');
    const other = await aNamed('Seonag', 'Mhoireach', 'plain');
    const gone = await aNamed('Iain', 'NicAoidh', 'male');
    const manager = await service.as('provider_manager');
    await send(manager, gone.placementId, 'discharge', {
      ...{ kind: 'planned', reason: 'completed' },
      ...fieldsOfDate('leftOn', service.today),
    });
    service.clock.advance({ days: 5 });
    const find = async (sought: string) =>
      manager.page.submit(await manager.page.get('/residents'), '/residents/search', { sought });
    const found = await find('NICAOIDH');
    expect(found.location).to.match(/^\/residents\?people=[0-9a-f-]+,[0-9a-f-]+#stays$/u);
    const { html } = await manager.page.get(found.location ?? '');
    expect(html)
      .to.contain('Mòrag NicAoidh')
      .and.to.contain('Left in the last 28 days')
      .and.to.contain('Iain NicAoidh')
      .and.not.to.contain('Seonag');
    const { reference } = other.offer.referral;
    const asPasted = ` ${reference.toLowerCase().replace('-', '–')} `;
    expect((await find(asPasted)).location).to.equal(`/residents?people=${other.placementId}#stays`);
    const nobody = await find('Nobody Such');
    expect(nobody.status).to.equal(409);
    expect(nobody.html).to.contain('has that name or reference').and.to.contain('value="Nobody Such"');
    expect((await find(' ')).html).to.contain('Enter a name or a reference');
    const rowan = await service.as('manager@rowan.example');
    const elsewhere = await rowan.page.get(`/residents?people=${here.placementId}`);
    expect(elsewhere.html).not.to.contain('NicAoidh');
    const theirs = await rowan.page.submit(await rowan.page.get('/residents'), '/residents/search', {
      sought: 'NicAoidh',
    });
    expect(theirs.status).to.equal(409);
  });

  it('offers no form before the first night, and says from when', async () => {
    const arrivesOn = addNights(service.today, 3);
    const { placementId } = await service.aBooking({ bed: 'rowan2', arrivesOn });
    const rowan = await service.as('manager@rowan.example');
    const { html } = await rowan.page.get('/residents');
    expect(html)
      .to.contain('The arrival can be recorded from')
      .and.to.contain(`/${placementId}/never-started`);
    expect(html).not.to.contain(`/${placementId}/admission`);
  });
});
