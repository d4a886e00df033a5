import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';

import { addNights } from '../../../../../src/kernel/iso-date.js';
import { done } from '../../../../../src/kernel/outcome.js';
import { execute } from '../../../../../src/platform/db/sql.js';
import { launchBrowser } from '../../../../support/browser.js';
import {
  expectNoBarriers,
  expectNoBarriersOnAnyScreen,
  tabTo,
  visit,
} from '../../../../support/page-visit.js';
import { startService, type RunningService } from '../../../../support/running-service.js';
import { world, type MemberEmail, type MemberRole } from '../../../../support/small-world.js';

const { larchHouse, larchFamilies, rowanBank } = world.projects;

describe('the bed board', () => {
  let service: RunningService;
  let browser: Browser;

  before(async () => {
    service = await startService();
    browser = await launchBrowser();
    await service.aResident({ bed: 'female', referral: await service.aReadyReferral({ sex: 'female' }) });
    await service.anOffer({ bed: 'plain', arrivesOn: addNights(service.today, 7), nights: 14 });
    await service.act('manager@larch.example', (tx) =>
      service.modules.capacity.markOutOfService(
        tx,
        { kind: 'provider', providerId: world.providers.larch.id },
        {
          memberId: 'manager',
          bedId: world.beds.male,
          fromOn: service.today,
          toOn: addNights(service.today, 9),
          reason: 'repair',
          note: 'Wardrobe of Macandrew is being mended',
        },
      ),
    );
  });
  after(async () => {
    await browser?.close();
    await service?.stop();
  });

  const boardOf = async (who: MemberRole | MemberEmail, query = ''): Promise<string> => {
    const { status, html } = await (await service.as(who)).page.get(`/board${query}`);
    expect(status).to.equal(200);
    return html;
  };
  const open = (who: MemberRole | MemberEmail, path: string) => async (page: Page) => {
    await service.signInBrowser(page, who);
    await page.goto(`${service.url}${path}`);
  };
  const namesOf = (html: string): readonly string[] =>
    [...html.matchAll(/class="app-project__name"[^>]*>([^<]+)</g)].map(([, name = '']) => name);

  it('shows every bed on every night in words, with what has it and until when', async () => {
    const html = await boardOf('planner');
    expect(html).to.contain('Room 3, Mon 23 November: occupied until 15 February');
    expect(html).to.contain('Room 5, Mon 30 November: held until 14 December');
    expect(html).to.contain('Room 2, Mon 23 November: out of service (repair) until 2 December');
    expect(html).to.contain('Room 1, Mon 23 November: free, no end known');
    expect(html).to.contain('Room 5, Mon 23 November: free until 30 November');
  });

  it('begins on the Monday of this week', async () => {
    service.clock.advance({ days: 3 });
    try {
      expect(await boardOf('planner')).to.contain('Night of Monday 23 November');
    } finally {
      service.clock.advance({ days: -3 });
    }
  });

  it('names nobody, shows no note and links to nothing of a provider to those who are not the provider', async () => {
    for (const who of ['planner', 'coordinator', 'manager@rowan.example'] as const) {
      const html = await boardOf(who, `?project=${larchHouse.id}`);
      expect(html).to.contain('out of service (repair)');
      expect(html).not.to.match(/Macandrew|Aonghas|Wardrobe|RP-|out-of-service\//);
      expect(html).not.to.contain('confirmation"');
    }
  });

  it('puts the projects of the provider first and offers to confirm those alone', async () => {
    const html = await boardOf('manager@rowan.example');
    expect(namesOf(html)).to.deep.equal(['Rowan Bank', 'Larch Families', 'Larch House']);
    const actions = [...html.matchAll(/action="(\/board\/projects\/[^"]*)"/g)].map(([, action]) => action);
    expect(actions).to.deep.equal([`/board/projects/${rowanBank.id}/confirmation`]);
  });

  it('says who confirmed when, the person to colleagues and the provider to everybody else', async () => {
    const manager = await service.as('manager@larch.example');
    expect(await boardOf('planner', `?project=${larchFamilies.id}`)).to.contain(
      'Nobody has confirmed this yet',
    );
    const action = `/board/projects/${larchFamilies.id}/confirmation`;
    const sent = await manager.page.submit(await manager.page.get('/board'), action, {});
    expect(sent.location).to.equal('/board?done=confirmed');
    service.clock.advance({ hours: 3 });
    const query = `?project=${larchFamilies.id}`;
    expect(await boardOf('staff@larch.example', query)).to.contain('Confirmed 3 hours ago by Morag Sneddon');
    const seen = await boardOf('planner', query);
    expect(seen).to.contain('Confirmed 3 hours ago by Larch Trust').and.not.to.contain('Morag');
    expect(seen).not.to.contain('Out of date');
    service.clock.advance({ hours: 22 });
    expect(await boardOf('planner', query))
      .to.contain('Out of date')
      .and.to.contain('Confirmed 25 hours ago');
    service.clock.advance({ hours: -25 });
  });

  it('shows both figures where what was reported differs from the record', async () => {
    const manager = await service.as('manager@rowan.example');
    const action = `/board/projects/${rowanBank.id}/availability`;
    const figures = { maximum: '5', staffed: '3', occupied: '0', reserved: '0', accepting: '3' };
    const sent = await manager.page.submit(await manager.page.get(action), action, figures);
    expect(sent.location).to.equal('/board?done=reported');
    const html = await boardOf('planner', `?project=${rowanBank.id}`);
    expect(html).to.match(/Maximum<\/dt><dd><span[^>]*>5<\/span><span[^>]*>reported; our record: 3</);
    expect(html).to.match(/Accepting<\/dt><dd><span[^>]*>3<\/span><\/dd>/);
  });

  it('keeps what was typed in a report and says of every figure what is wrong with it', async () => {
    const manager = await service.as('manager@larch.example');
    const path = `/board/projects/${larchHouse.id}/availability`;
    const page = await manager.page.get(path);
    const wrong = { maximum: '8', staffed: '-1', occupied: '🦦', reserved: '', accepting: '1e3' };
    const reply = await manager.page.submit(page, path, wrong);
    expect(reply.status).to.equal(400);
    for (const name of ['staffed', 'occupied', 'reserved', 'accepting']) {
      expect(reply.html).to.match(new RegExp(`<a href="#${name}">[^<]+whole number from 0 to 500`));
    }
    expect(reply.html).to.contain('value="🦦"').and.to.contain('value="1e3"').and.to.contain('value="8"');
    const more = { maximum: '8', staffed: '9', occupied: '1', reserved: '0', accepting: '1' };
    const refused = await manager.page.submit(page, path, more);
    expect(refused.status).to.equal(409);
    expect(refused.html).to.contain('<a href="#staffed">').and.to.contain('value="9"');
  });

  describe('a project that takes no referrals', () => {
    const path = `/board/projects/${rowanBank.id}/availability`;
    const action = `/board/projects/${rowanBank.id}/accepting`;
    const reason = 'Two of the night staff are <ill> 🦦';

    it('is asked why, and keeps what was typed', async () => {
      const staff = await service.as('staff@rowan.example');
      const page = await staff.page.get(path);
      expect(page.html).to.contain('Rowan Bank is taking referrals.');
      const missing = await staff.page.submit(page, action, { reason: '  ' });
      expect(missing.status).to.equal(409);
      expect(missing.html).to.contain('<a href="#reason">Write why no new people can come</a>');
      const long = await staff.page.submit(page, action, { reason: 'x'.repeat(501) });
      expect(long.status).to.equal(400);
      expect(long.html).to.contain('x'.repeat(501));
    });

    it('says so to everybody on the board: the person to colleagues, the provider to others', async () => {
      const staff = await service.as('staff@rowan.example');
      const sent = await staff.page.submit(await staff.page.get(path), action, { reason });
      expect(sent.location).to.equal('/board?done=taking-no-referrals');
      const shown = 'Two of the night staff are &lt;ill> 🦦';
      const query = `?project=${rowanBank.id}`;
      expect(await boardOf('manager@rowan.example', query)).to.contain(
        `Taking no referrals since 23 Nov 2026, said Struan Gow: ${shown}`,
      );
      expect(await boardOf('planner', query)).to.contain(
        `Taking no referrals since 23 Nov 2026, said Rowan Recovery: ${shown}`,
      );
    });

    it('is switched on again from the same page, once', async () => {
      const manager = await service.as('manager@rowan.example');
      const page = await manager.page.get(path);
      expect(page.html).to.contain('Take referrals again').and.to.contain('said Struan Gow');
      const sent = await manager.page.submit(page, action, {});
      expect(sent.location).to.equal('/board?done=taking-referrals');
      const late = await manager.page.post(action, { isAccepting: 'yes', version: '2' });
      expect(late.status).to.equal(409);
      expect(late.html).to.contain('Somebody changed this meanwhile');
      expect(await boardOf('planner', `?project=${rowanBank.id}`)).not.to.contain('Taking no referrals');
    });

    it('is another provider’s to switch, and nobody else’s', async () => {
      const stranger = await service.as('manager@larch.example');
      expect((await stranger.page.post(action, { isAccepting: 'no', reason })).status).to.equal(404);
      const coordinator = await service.as('coordinator');
      expect((await coordinator.page.post(action, { isAccepting: 'no', reason })).status).to.equal(403);
    });
  });

  it('hides the pages of another provider’s project', async () => {
    const manager = await service.as('manager@rowan.example');
    for (const path of [`/board/projects/${larchHouse.id}/availability`, '/board/projects/x/availability']) {
      expect((await manager.page.get(path)).status).to.equal(404);
      expect((await manager.page.post(path, {})).status).to.equal(404);
    }
    const confirmation = `/board/projects/${larchHouse.id}/confirmation`;
    expect((await manager.page.post(confirmation, {})).status).to.equal(404);
    expect((await manager.page.post('/board/projects/🦦/confirmation', {})).status).to.equal(404);
    const coordinator = await service.as('coordinator');
    expect((await coordinator.page.post(confirmation, {})).status).to.equal(403);
  });

  describe('its filters', () => {
    const bedsIn = (html: string): readonly string[] =>
      [...html.matchAll(/class="app-board__label">([^<]+)</g)].map(([, label = '']) => label);

    it('narrow by project, type of bed and who it is for', async () => {
      expect(namesOf(await boardOf('planner', `?project=${rowanBank.id}`))).to.deep.equal(['Rowan Bank']);
      expect(bedsIn(await boardOf('planner', '?bedType=detox'))).to.deep.equal(['Detox 1']);
      const forMen = bedsIn(await boardOf('planner', `?sex=male&project=${larchHouse.id}`));
      expect(forMen).to.include('Room 2').and.not.to.include('Room 3');
    });

    it('find beds free for some nights in a row, beginning on a night shown and not before today', async () => {
      const query = `?project=${larchHouse.id}&weeks=2&freeNights=`;
      expect(bedsIn(await boardOf('planner', `${query}7`))).to.include('Room 5');
      // Free from 23 to 30 November and again from 14 December, after the nights shown.
      expect(bedsIn(await boardOf('planner', `${query}8`))).not.to.include('Room 5');
      expect(bedsIn(await boardOf('planner', `${query}200`)))
        .to.include('Room 2')
        .and.not.to.include('Room 3');
      expect(await boardOf('planner', '?bedType=crisis')).to.contain('No bed fits these filters');
    });

    it('tell what they cannot read, show the board all the same, and keep what was typed', async () => {
      const query = new URLSearchParams({
        project: '<script>alert(1)</script>',
        'from-day': '30',
        'from-month': 'Feb',
        'from-year': '2026',
        weeks: '99',
        bedType: "' OR 1=1 --",
        sex: '🦦',
        freeNights: 'Dùn Èideann',
        after: '\u0000',
      });
      const html = await boardOf('planner', `?${query.toString()}`);
      for (const field of ['project', 'from', 'weeks', 'bedType', 'sex', 'freeNights']) {
        expect(html).to.contain(`<a href="#${field}">`);
      }
      expect(html).to.contain('value="Dùn Èideann"').and.to.contain('value="Feb"');
      expect(html).not.to.contain('<script>alert');
      expect(namesOf(html)).to.have.length(3);
    });

    it('refuse nights at the ends of the calendar', async () => {
      for (const from of ['1900-01-01', '2199-12-31', '2151-01-01', '0000-00-00']) {
        const html = await boardOf('planner', `?from=${from}&freeNights=365&weeks=6`);
        expect(namesOf(html), from).to.have.length.greaterThan(0);
      }
      expect(await boardOf('planner', '?from=2150-12-31')).not.to.contain('Later nights');
      expect(await boardOf('planner', '?from=2000-01-01')).not.to.contain('Earlier nights');
    });
  });

  describe('with more projects than fit a page', () => {
    const added = ['Ash', 'Birch', 'Cedar', 'Dogwood', 'Elder', 'Fir', 'Gorse'];
    before(async () => {
      await service.uow.run(
        { actor: { memberId: 'test', role: 'system', home: { kind: 'national' } }, requestId: 'more' },
        async (tx) => {
          for (const [index, name] of added.entries()) {
            await execute(
              tx,
              `INSERT INTO project (id, provider_id, name, locality, health_board, typical_weeks, source, verification, version)
             VALUES (?, ?, ?, 'Perth', 'Tayside', 12, 'invented', 'Number of beds not found', 1)`,
              [`01900000-0003-7000-8000-00000000010${index}`, world.providers.rowan.id, name],
            );
          }
          return done(true);
        },
      );
    });

    it('goes on after a project by its name, there and back', async () => {
      const first = await boardOf('planner');
      expect(namesOf(first)).to.deep.equal(['Ash', 'Birch', 'Cedar', 'Dogwood', 'Elder', 'Fir']);
      expect(first).to.contain('Projects 1 to 6 of 10').and.not.to.contain('Previous page');
      const linkOf = (html: string, rel: string): string =>
        (new RegExp(`href="/board([^"]*)" rel="${rel}"`).exec(html)?.[1] ?? '').replaceAll('&amp;', '&');
      const second = await boardOf('planner', linkOf(first, 'next'));
      expect(namesOf(second)).to.deep.equal(['Gorse', 'Larch Families', 'Larch House', 'Rowan Bank']);
      expect(second).not.to.contain('Next page');
      expect(namesOf(await boardOf('planner', linkOf(second, 'prev')))).to.deep.equal(namesOf(first));
    });

    it('says that nothing is known of beds that nobody counted', async () => {
      const manager = await service.as('manager@rowan.example');
      const ash = '01900000-0003-7000-8000-000000000100';
      await manager.page.post(`/board/projects/${ash}/confirmation`, {});
      const html = await boardOf('manager@rowan.example', `?project=${ash}`);
      expect(html).to.contain('Number of beds not found').and.to.contain('Nobody has confirmed this yet');
      expect(html).to.match(/Maximum<\/dt><dd><span[^>]*><span aria-hidden="true">–/);
      expect(html).not.to.contain('No change: confirm');
    });
  });

  const looked: readonly (readonly [string, MemberRole, string])[] = [
    ['board-planner', 'planner', '/board'],
    ['board-provider', 'provider_manager', '/board?weeks=6'],
    ['board-faults', 'coordinator', '/board?from-day=30&from-month=2&from-year=2026&freeNights=lots'],
    ['availability-report', 'provider_staff', `/board/projects/${larchHouse.id}/availability`],
  ];
  for (const [name, who, path] of looked) {
    it(`has no barriers: ${name}`, () => expectNoBarriersOnAnyScreen(browser, name, open(who, path)));
  }

  it('is confirmed in one press, by keyboard, and the answer has the focus', async () => {
    await visit(browser, {}, async (page) => {
      await open('provider_staff', '/board')(page);
      await tabTo(page, `form[action="/board/projects/${larchHouse.id}/confirmation"] button`);
      await page.keyboard.press('Enter');
      await page.waitForURL('**/board?done=confirmed');
      await page.waitForFunction(() =>
        document.activeElement?.textContent?.includes('Availability confirmed'),
      );
      await expectNoBarriers(page, 'board-confirmed');
    });
    const [row] = await service.dataSource.query(
      `SELECT is_no_change, maximum, staffed, occupied FROM availability_report WHERE project_id = ?
        ORDER BY reported_at DESC, id DESC LIMIT 1`,
      [larchHouse.id],
    );
    expect(row).to.deep.equal({ is_no_change: 1, maximum: 6, staffed: 5, occupied: 1 });
  });

  it('works without script: confirm, and reach the form for a bed', async () => {
    await visit(browser, { javaScriptEnabled: false }, async (page) => {
      await open('provider_staff', '/board')(page);
      await page.click(`form[action="/board/projects/${larchFamilies.id}/confirmation"] button`);
      await page.waitForURL('**/board?done=confirmed');
      await page.click(`a[href^="/board/out-of-service/new?bedId=${world.beds.family}"]`);
      expect(await page.innerText('h1')).to.equal('Mark a bed out of service');
    });
  });

  it('is walked with the arrow keys, and Enter on free nights marks the bed', async () => {
    await visit(browser, {}, async (page) => {
      await open('provider_manager', `/board?project=${larchHouse.id}&from=2026-11-23`)(page);
      await tabTo(page, `#board-${larchHouse.id} .app-night__link`);
      const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? '');
      expect(await focused()).to.contain('Room 1, Mon 23 November: free');
      expect(await focused()).to.contain('Mark out of service');
      await page.keyboard.press('ArrowDown');
      expect(await focused()).to.contain('Room 2, Mon 23 November: out of service (repair)');
      await page.keyboard.press('ArrowRight');
      expect(await focused()).to.contain('Room 2, Wed 2 December: free');
      await page.keyboard.press('Enter');
      await page.waitForURL(`**/board/out-of-service/new?bedId=${world.beds.male}&from=2026-12-02`);
      expect(await page.inputValue('#from')).to.equal('2');
    });
  });
});
