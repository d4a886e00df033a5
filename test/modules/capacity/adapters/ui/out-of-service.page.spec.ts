import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';

import { addNights, isoDate, type IsoDate } from '../../../../../src/kernel/iso-date.js';
import { launchBrowser } from '../../../../support/browser.js';
import { formsOf } from '../../../../support/caller.js';
import {
  expectNoBarriers,
  expectNoBarriersOnAnyScreen,
  tabTo,
  visit,
} from '../../../../support/page-visit.js';
import { startService, type RunningService } from '../../../../support/running-service.js';
import { world, type BedName } from '../../../../support/small-world.js';

const pathOf = (bed: BedName): string => `/board/out-of-service/new?bedId=${world.beds[bed]}`;

const larch = world.projects.larchHouse.id;

const dateFields = (name: string, on: IsoDate): Record<string, string> => {
  const [year = '', month = '', day = ''] = on.split('-');
  return { [`${name}-day`]: day, [`${name}-month`]: month, [`${name}-year`]: year };
};

describe('taking a bed out of service, and putting it back', () => {
  let service: RunningService;
  let browser: Browser;

  before(async () => {
    service = await startService();
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    await service?.stop();
  });

  const closure = (from: number, until: number): Record<string, string> => ({
    ...dateFields('from', addNights(service.today, from)),
    ...dateFields('until', addNights(service.today, until)),
    reason: 'repair',
    note: '',
  });
  const send = async (bed: BedName, fields: Record<string, string>) => {
    const manager = await service.as('provider_manager');
    return manager.page.submit(await manager.page.get(pathOf(bed)), pathOf(bed), fields);
  };
  const closedNights = async (bed: BedName): Promise<number> => {
    const [row] = await service.dataSource.query(
      `SELECT COUNT(*) AS n FROM bed_night WHERE bed_id = ? AND claim_kind = 'out_of_service'`,
      [world.beds[bed]],
    );
    return Number(row.n);
  };
  const latestPeriod = async (bed: BedName): Promise<{ id: string; note: string | null; state: string }> => {
    const [row] = await service.dataSource.query(
      'SELECT id, note, state FROM out_of_service WHERE bed_id = ? ORDER BY id DESC LIMIT 1',
      [world.beds[bed]],
    );
    return row;
  };

  it('closes whole nights and keeps HTML, emoji and Gaelic in the note as they are', async () => {
    const note = '<img src=x onerror=alert(1)> 🦦🏴󠁧󠁢󠁳󠁣󠁴󠁿 Tha am pìob briste\nan-diugh & "a-màireach"';
    const reply = await send('any', { ...closure(0, 3), note });
    expect(reply.location).to.equal(`/board?done=out-of-service&at=${larch}#project-${larch}`);
    expect(await closedNights('any')).to.equal(3);
    const period = await latestPeriod('any');
    expect(period.note).to.equal(note);
    const page = await (await service.as('provider_staff')).page.get(`/board/out-of-service/${period.id}`);
    expect(page.html).to.contain('&lt;img src=x').and.to.contain('🦦').and.not.to.contain('<img src=x');
    expect(page.html).to.contain('last night 25 Nov 2026').and.to.contain('Repair');
  });

  it('acts once on the same form sent twice', async () => {
    const manager = await service.as('provider_manager');
    const page = await manager.page.get(pathOf('shared1'));
    const fields = closure(0, 2);
    const replies = await Promise.all([1, 2].map(() => manager.page.submit(page, pathOf('shared1'), fields)));
    expect(replies.map(({ location }) => location)).to.deep.equal([
      `/board?done=out-of-service&at=${larch}#project-${larch}`,
      `/board?done=out-of-service&at=${larch}#project-${larch}`,
    ]);
    expect(await closedNights('shared1')).to.equal(2);
  });

  it('says of every field what is wrong, and keeps what was typed', async () => {
    const typed = {
      'from-day': '30',
      'from-month': 'Feb',
      'from-year': '2027',
      'until-day': '1',
      'until-month': '13',
      'until-year': '26',
      reason: 'boredom',
      note: `${'ò'.repeat(501)}<b>`,
    };
    const reply = await send('plain', typed);
    expect(reply.status).to.equal(400);
    expect(reply.html).to.contain('“30 Feb 2027” is not a real date').and.to.contain('“1 13 26”');
    expect(reply.html).to.contain('<a href="#reason">Choose a reason</a>').and.to.contain('at most 500');
    for (const value of ['30', 'Feb', '2027', '13', '26']) expect(reply.html).to.contain(`value="${value}"`);
    expect(reply.html).to.contain(`${'ò'.repeat(501)}&lt;b>`);
    expect(reply.html).to.contain('boredom (no longer offered)');
    expect(await closedNights('plain')).to.equal(0);
  });

  const refusals: readonly (readonly [string, () => Record<string, string>, string, string])[] = [
    ['an end before the start', () => closure(5, 4), 'until', 'Enter a date after Saturday 28 November 2026'],
    ['an end on the start', () => closure(5, 5), 'until', 'Enter a date after'],
    ['more than two years', () => closure(0, 800), 'until', 'Enter a date not later than'],
    [
      'nothing at all',
      () => ({
        ...closure(0, 1),
        ...Object.fromEntries(['day', 'month', 'year'].map((part) => [`from-${part}`, ''])),
      }),
      'from',
      'Enter the first night',
    ],
    [
      'the year 1900',
      () => ({ ...closure(0, 1), 'from-year': '1900' }),
      'until',
      'Enter a date not later than',
    ],
    ['the year 1899', () => ({ ...closure(0, 1), 'from-year': '1899' }), 'from', 'is not a real date'],
    [
      'a control sign in the note',
      () => ({ ...closure(0, 1), note: 'a\u0000b' }),
      'note',
      'control characters',
    ],
  ];
  for (const [what, fields, field, says] of refusals) {
    it(`refuses ${what}`, async () => {
      const reply = await send('plain', fields());
      expect(reply.status).to.equal(400);
      expect(reply.html).to.match(new RegExp(`<a href="#${field}">[^<]*${says}`));
      expect(await closedNights('plain')).to.equal(0);
    });
  }

  it('says when the bed opens, where the nights lie before that', async () => {
    const reply = await send('plain', {
      ...closure(0, 1),
      ...{ 'from-year': '2019', 'until-year': '2019', pastNights: service.today.replace('2026', '2019') },
    });
    expect(reply.status).to.equal(409);
    expect(reply.html).to.contain('it opens on Wednesday 1 January 2020');
  });

  it('lists what has the bed by reference, each once, with its dates and what frees it', async () => {
    const family = { children: 2, oldestChildBornOn: isoDate('2019-05-01') };
    const resident = await service.aResident({
      bed: 'family',
      nights: 10,
      referral: await service.aReadyReferral(family),
    });
    const offer = await service.anOffer({
      bed: 'family',
      arrivesOn: addNights(service.today, 14),
      nights: 7,
      referral: await service.aReadyReferral(family),
    });
    const reply = await send('family', closure(5, 16));
    expect(reply.status).to.equal(409);
    const here = resident.offer.referral.reference;
    expect(reply.html).to.contain(
      `<a href="/residents">${here} stays in it</a>: 23 Nov 2026, last night 2 Dec 2026. Record the day on which ${here} leaves, or begin on 3 Dec 2026 or later.`,
    );
    expect(reply.html).to.contain(
      `An offer to ${offer.referral.reference}</a>: 7 Dec 2026, last night 13 Dec 2026. Decline the offer`,
    );
    expect(reply.html.split(`${here} stays in it`)).to.have.length(2);
    expect(reply.html).to.contain('href="/incoming-offers"').and.not.to.contain('made ready after a stay');
    expect(reply.html).not.to.contain(resident.offer.referral.familyName);
    expect(reply.html).to.contain('Close only the free nights: 3 Dec 2026, last night 6 Dec 2026');
    expect(reply.html).to.contain('value="28"');
    expect(await closedNights('family')).to.equal(0);
  });

  it('closes the nights that are free in one press, where others are taken', async () => {
    const manager = await service.as('provider_manager');
    const page = await manager.page.get(pathOf('family'));
    const reply = await manager.page.submit(page, pathOf('family'), closure(5, 16));
    const closed = await manager.page.submit(reply, pathOf('family'), {});
    expect(closed.location).to.contain('done=out-of-service');
    expect((await nightsOf('family')).filter((line) => line.endsWith('out_of_service'))).to.deep.equal([
      '2026-12-03 out_of_service',
      '2026-12-04 out_of_service',
      '2026-12-05 out_of_service',
      '2026-12-06 out_of_service',
    ]);
    const { id } = await latestPeriod('family');
    const path = `/board/out-of-service/${id}`;
    await manager.page.submit(await manager.page.get(path), `${path}/cancellation`, {});
  });

  it('says that a booked stay holds the bed until the person has arrived', async () => {
    const booking = await service.aBooking({
      bed: 'shared1',
      arrivesOn: addNights(service.today, 90),
      nights: 7,
    });
    const reply = await send('shared1', closure(90, 91));
    const { reference } = booking.offer.referral;
    expect(reply.html).to.contain(`It is booked for ${reference}`).and.to.contain('will not arrive');
    expect(reply.html).not.to.contain('Close only the free nights');
  });

  it('leads back to the board as it was, at the project', async () => {
    const manager = await service.as('provider_manager');
    const path = `${pathOf('shared1')}&${new URLSearchParams({ back: 'weeks=2&evil=//x' }).toString()}`;
    const page = await manager.page.get(path);
    expect(page.html).to.contain(`href="/board?weeks=2&amp;at=${larch}#project-${larch}"`);
    const action = `${pathOf('shared1')}&back=weeks%3D2`;
    const sent = await manager.page.submit(page, action, closure(120, 121));
    expect(sent.location).to.equal(`/board?weeks=2&done=out-of-service&at=${larch}#project-${larch}`);
  });

  it('hides another provider’s beds and periods, and beds that are none', async () => {
    await send('female', closure(0, 1));
    const { id } = await latestPeriod('female');
    const stranger = await service.as('manager@rowan.example');
    const paths = [
      pathOf('any'),
      '/board/out-of-service/new',
      '/board/out-of-service/new?bedId=🦦',
      `/board/out-of-service/${id}`,
      '/board/out-of-service/🦦',
    ];
    for (const path of paths) expect((await stranger.page.get(path)).status, path).to.equal(404);
    expect((await stranger.page.post(pathOf('any'), closure(30, 31))).status).to.equal(404);
    expect((await stranger.page.post(pathOf('any'), {})).status).to.equal(404);
    expect((await stranger.page.post(`/board/out-of-service/${id}/cancellation`, {})).status).to.equal(404);
    expect((await stranger.page.post('/board/out-of-service/x/cancellation', {})).status).to.equal(404);
    const coordinator = await service.as('coordinator');
    expect((await coordinator.page.get(pathOf('any'))).status).to.equal(403);
    expect(await closedNights('female')).to.equal(1);
  });

  it('puts a bed back once, and tells those who come later', async () => {
    await send('shared2', closure(0, 4));
    const { id } = await latestPeriod('shared2');
    const [manager, staff] = [await service.as('provider_manager'), await service.as('provider_staff')];
    const path = `/board/out-of-service/${id}`;
    const seenByBoth = [await manager.page.get(path), await staff.page.get(path)] as const;
    const first = await manager.page.submit(seenByBoth[0], `${path}/cancellation`, {});
    expect(first.location).to.equal(`/board?done=back-in-service&at=${larch}#project-${larch}`);
    expect(await closedNights('shared2')).to.equal(0);
    const second = await staff.page.submit(seenByBoth[1], `${path}/cancellation`, {});
    expect(second.status).to.equal(409);
    expect(second.html).to.contain('back in service').and.not.to.contain('/cancellation"');
    expect((await latestPeriod('shared2')).state).to.equal('cancelled');
  });

  const nightsOf = async (bed: BedName): Promise<readonly string[]> => {
    const rows: { line: string }[] = await service.dataSource.query(
      `SELECT CONCAT(night, ' ', claim_kind) AS line FROM bed_night WHERE bed_id = ? ORDER BY night`,
      [world.beds[bed]],
    );
    return rows.map(({ line }) => line);
  };

  it('keeps the nights gone by when a bed comes back early, and gives back those from tonight on', async () => {
    await send('plain', closure(0, 6));
    const { id } = await latestPeriod('plain');
    service.clock.advance({ days: 2 });
    try {
      const manager = await service.as('provider_manager');
      const path = `/board/out-of-service/${id}`;
      const page = await manager.page.get(path);
      expect(page.html).to.contain('The nights gone by stay out of service');
      const reply = await manager.page.submit(page, `${path}/cancellation`, {});
      expect(reply.location).to.contain('/board?done=back-in-service');
      expect(await nightsOf('plain')).to.deep.equal([
        '2026-11-23 out_of_service',
        '2026-11-24 out_of_service',
      ]);
      const [period] = await service.dataSource.query(
        'SELECT state, to_on, version FROM out_of_service WHERE id = ?',
        [id],
      );
      expect(period).to.deep.equal({ state: 'planned', to_on: '2026-11-25', version: 2 });
      const revisions = await service.dataSource.query(
        'SELECT version, to_on, state FROM out_of_service_revision WHERE out_of_service_id = ? ORDER BY version',
        [id],
      );
      expect(revisions).to.deep.equal([
        { version: 1, to_on: '2026-11-29', state: 'planned' },
        { version: 2, to_on: '2026-11-25', state: 'planned' },
      ]);
      const [record] = await service.dataSource.query(
        `SELECT action FROM audit WHERE subject_kind = 'out_of_service' AND subject_id = ? AND version = 2`,
        [id],
      );
      expect(record.action).to.equal('capacity.out-of-service-shortened');
      const after = await manager.page.get(path);
      expect(after.html).to.contain('This bed is back in service').and.not.to.contain('/cancellation"');
      const again = await manager.page.submit(page, `${path}/cancellation`, {});
      expect(again.location, 'the same form sent twice').to.contain('/board?done=back-in-service');
      expect((await manager.page.post(`${path}/cancellation`, { version: '2' })).status).to.equal(409);
      expect(await nightsOf('plain')).to.have.length(2);
    } finally {
      service.clock.advance({ days: -2 });
    }
  });

  it('takes the nights on which a bed is made ready, and makes it ready again when it is put back', async () => {
    const family = { children: 2, oldestChildBornOn: isoDate('2019-05-01') };
    const [arrivesOn, departsOn] = [addNights(service.today, 60), addNights(service.today, 67)];
    await service.anOffer({
      bed: 'family',
      arrivesOn,
      nights: 7,
      referral: await service.aReadyReferral(family),
    });
    const madeReady = `${departsOn} turnaround`;
    expect(await nightsOf('family')).to.include(madeReady);
    expect((await send('family', closure(67, 69))).location).to.contain('/board?done=out-of-service');
    expect(await nightsOf('family'))
      .to.include(`${departsOn} out_of_service`)
      .and.not.to.include(madeReady);
    const path = `/board/out-of-service/${(await latestPeriod('family')).id}`;
    const manager = await service.as('provider_manager');
    const page = await manager.page.get(path);
    expect(page.html).to.contain('All of these nights become free').and.to.contain('made ready after a stay');
    await manager.page.submit(page, `${path}/cancellation`, {});
    expect(await nightsOf('family')).to.include(madeReady);
    expect((await latestPeriod('family')).state).to.equal('cancelled');
  });

  it('does not put a bed back on a version nobody saw', async () => {
    await send('shared2', closure(20, 24));
    const { id } = await latestPeriod('shared2');
    const manager = await service.as('provider_manager');
    const path = `/board/out-of-service/${id}`;
    const reply = await manager.page.submit(await manager.page.get(path), `${path}/cancellation`, {
      version: '7',
    });
    expect(reply.status).to.equal(409);
    expect(reply.html).to.contain('Somebody changed this');
    expect(await closedNights('shared2')).to.equal(4);
  });

  it('is done by keyboard: a fault has the focus, is mended, and the bed is closed', async () => {
    await visit(browser, {}, async (page) => {
      await service.signInBrowser(page, 'provider_staff');
      await page.goto(`${service.url}${pathOf('male')}&from=2026-12-01`);
      await tabTo(page, '#until');
      await page.keyboard.type('30');
      await page.keyboard.press('Tab');
      await page.keyboard.type('2');
      await page.keyboard.press('Tab');
      await page.keyboard.type('2027');
      await tabTo(page, '#reason');
      await page.keyboard.type('Repair');
      await tabTo(page, '#note');
      await page.keyboard.type('<b>Boiler</b> 🔥');
      await tabTo(page, 'main button[type=submit]');
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => document.activeElement?.id === 'error-summary');
      expect(await page.innerText('#error-summary')).to.contain('“30 2 2027” is not a real date');
      expect(await page.inputValue('#note')).to.equal('<b>Boiler</b> 🔥');
      expect(await page.inputValue('#reason')).to.equal('repair');
      expect(await page.title()).to.match(/^Error: /);
      await expectNoBarriers(page, 'out-of-service-faults');
      await tabTo(page, '#error-summary a');
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => document.activeElement?.id === 'until');
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type('9');
      await tabTo(page, '#until-month');
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type('Dec');
      await tabTo(page, '#until-year');
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type('2026');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/board?done=out-of-service&at=*');
    });
    expect(await closedNights('male')).to.equal(8);
  });

  describe('has no barriers', () => {
    const open = (path: string) => async (page: Page) => {
      await service.signInBrowser(page, 'provider_manager');
      await page.goto(`${service.url}${path}`);
    };

    it('in the form', () => expectNoBarriersOnAnyScreen(browser, 'out-of-service', open(pathOf('any'))));

    it('in a period', async () => {
      const { id } = await latestPeriod('any');
      await expectNoBarriersOnAnyScreen(
        browser,
        'out-of-service-period',
        open(`/board/out-of-service/${id}`),
      );
    });

    it('where the bed is taken', () =>
      expectNoBarriersOnAnyScreen(browser, 'out-of-service-clash', async (page) => {
        await open(`${pathOf('family')}&from=2026-11-28`)(page);
        await page.fill('[name="until-day"]', '9');
        await page.fill('[name="until-month"]', '12');
        await page.fill('[name="until-year"]', '2026');
        await page.selectOption('#reason', 'repair');
        await page.click('main button[type=submit]');
        await page.waitForFunction(() => document.activeElement?.id === 'error-summary');
      }));
  });

  it('sends its forms with the session’s own token', async () => {
    const { html } = await (await service.as('provider_manager')).page.get(pathOf('any'));
    const form = formsOf(html).find(({ action }) => action === pathOf('any'));
    expect(form?.hidden).to.have.all.keys('csrfToken', 'idempotencyKey', 'version');
  });
});
