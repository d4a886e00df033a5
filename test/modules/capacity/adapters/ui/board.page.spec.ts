import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';

import { addNights } from '../../../../../src/kernel/iso-date.js';
import { done } from '../../../../../src/kernel/outcome.js';
import { appendAudit } from '../../../../../src/platform/db/audit-writer.js';
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
    await service.aBooking({ bed: 'shared1', arrivesOn: addNights(service.today, 5), nights: 10 });
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
          confirmsPastNights: false,
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

  it('begins tonight, and marks tonight for eyes and for ears', async () => {
    service.clock.advance({ days: 3 });
    try {
      const html = await boardOf('planner');
      expect(html).to.match(/aria-current="date"[^>]*>.{0,200}Tonight, night of Thursday 26 November/s);
      expect(html).to.contain('Tonight is the night of Thursday 26 November 2026');
      expect(html).not.to.contain('Monday 23 November');
      const earlier = await boardOf('planner', '?from=2026-11-23');
      expect(earlier).to.contain('>Night of Monday 23 November').and.to.contain('Tonight, night of Thursday');
      expect(await boardOf('planner', '?from=2027-03-01')).to.contain('It is not shown here');
    } finally {
      service.clock.advance({ days: -3 });
    }
  });

  it('shows a bed as booked, not occupied, until the person is there', async () => {
    const html = await boardOf('planner');
    expect(html).to.match(/Sat 28 November: booked \(arrival 28 Nov\) until 8 December/);
    expect(html).to.contain('Room 3, Mon 23 November: occupied');
    service.clock.advance({ days: 6 });
    try {
      expect(await boardOf('planner')).to.contain('Sun 29 November: booked (not arrived yet)');
    } finally {
      service.clock.advance({ days: -6 });
    }
  });

  it('counts rehab beds by themselves, and says how many nobody has confirmed', async () => {
    const summary = /\d+ rehab beds[^<]*/.exec(await boardOf('planner'))?.[0];
    expect(summary).to.equal(
      '6 rehab beds and 1 family unit free tonight in 3 projects, none of them confirmed in the last 24 hours. Also free: 1 detox bed.',
    );
  });

  it('says what its nights lead to: a closure for providers, the waiting list for coordinators', async () => {
    expect(await boardOf('coordinator')).to.contain('choose the person on the waiting list');
    expect(await boardOf('manager@larch.example')).to.contain(
      'choose free nights to mark the bed out of service',
    );
    expect(await boardOf('planner')).not.to.contain('choose ');
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
    expect(sent.location).to.equal(
      `/board?done=confirmed&at=${larchFamilies.id}#project-${larchFamilies.id}`,
    );
    service.clock.advance({ hours: 3 });
    const query = `?project=${larchFamilies.id}`;
    expect(await boardOf('staff@larch.example', query)).to.contain('Confirmed 3 hours ago by Morag Sneddon');
    const seen = await boardOf('planner', query);
    expect(seen).to.contain('Confirmed 3 hours ago by Larch Trust').and.not.to.contain('Morag');
    expect(seen).not.to.contain('Out of date');
    service.clock.advance({ hours: 22 });
    expect(await boardOf('planner', query))
      .to.contain('Out of date')
      .and.to.contain('Confirmed yesterday');
    service.clock.advance({ hours: -25 });
  });

  it('shows both figures where what was reported differs from the record', async () => {
    const manager = await service.as('manager@rowan.example');
    const action = `/board/projects/${rowanBank.id}/availability`;
    const figures = { maximum: '5', staffed: '3', occupied: '0', reserved: '0', accepting: '3' };
    const sent = await manager.page.submit(await manager.page.get(action), action, figures);
    expect(sent.location).to.contain('done=reported');
    const html = await boardOf('planner', `?project=${rowanBank.id}`);
    expect(html).to.match(/Maximum<\/dt><dd><span[^>]*>3<\/span><span[^>]*>our record; reported: 5</);
    expect(html).to.match(/Accepting<\/dt><dd><span[^>]*>3<\/span><\/dd>/);
  });

  it('is confirmed in one press also on the page to which the task leads', async () => {
    const staff = await service.as('staff@larch.example');
    const page = await staff.page.get(`/board/projects/${larchHouse.id}/availability`);
    expect(page.html).to.contain('Our record for tonight: maximum 6').and.to.contain('No change: confirm');
    const sent = await staff.page.submit(page, `/board/projects/${larchHouse.id}/confirmation`, {});
    expect(sent.location).to.contain('done=confirmed');
  });

  describe('where the last report and the record disagree', () => {
    const action = `/board/projects/${rowanBank.id}/confirmation`;
    const latest = async () => {
      const [row] = await service.dataSource.query(
        `SELECT maximum, staffed, is_no_change FROM availability_report WHERE project_id = ?
          ORDER BY reported_at DESC, id DESC LIMIT 1`,
        [rowanBank.id],
      );
      return row;
    };

    it('shows both to the provider and asks which is right', async () => {
      const html = await boardOf('manager@rowan.example');
      expect(html).to.contain('Report: maximum 5, staffed 3').and.to.contain('Record: maximum 3, staffed 3');
      expect(html).to.contain('Our last report still stands').and.to.contain('The record is right');
      expect(html).not.to.contain('No change: confirm');
      const manager = await service.as('manager@rowan.example');
      const report = await manager.page.get(`/board/projects/${rowanBank.id}/availability`);
      expect(report.html).to.contain('Our last report still stands').and.to.contain('The record is right');
    });

    it('has no barriers', () =>
      expectNoBarriersOnAnyScreen(
        browser,
        'board-disagreement',
        open('manager@rowan.example', `/board?project=${rowanBank.id}`),
      ));

    it('keeps the report when the provider says that it stands', async () => {
      const manager = await service.as('manager@rowan.example');
      const page = await manager.page.get('/board');
      const sent = await manager.page.submit(page, action, { which: 'report' });
      expect(sent.location).to.contain('done=confirmed');
      expect(await latest()).to.deep.equal({ maximum: 5, staffed: 3, is_no_change: 0 });
      expect(await boardOf('manager@rowan.example')).to.contain('The record is right');
    });

    it('takes the record when the provider says that it is right, and asks no more', async () => {
      const manager = await service.as('manager@rowan.example');
      const page = await manager.page.get('/board');
      await manager.page.submit(page, action, { which: 'record' });
      expect(await latest()).to.deep.equal({ maximum: 3, staffed: 3, is_no_change: 1 });
      const html = await boardOf('manager@rowan.example');
      expect(html).to.contain('No change: confirm').and.not.to.contain('our record; reported');
    });
  });

  it('warns of nothing that was recorded after the report, and confirms nothing that was not seen', async () => {
    const manager = await service.as('manager@larch.example');
    const query = `?project=${larchFamilies.id}`;
    const action = `/board/projects/${larchFamilies.id}/confirmation`;
    const back = `${action}?${new URLSearchParams({ back: query.slice(1) }).toString()}`;
    const seen = await manager.page.get(`/board${query}`);
    await service.act('manager@larch.example', (tx) =>
      service.modules.capacity.markOutOfService(
        tx,
        { kind: 'provider', providerId: world.providers.larch.id },
        {
          memberId: 'manager',
          bedId: world.beds.family,
          fromOn: service.today,
          toOn: addNights(service.today, 1),
          reason: 'repair',
          note: null,
          confirmsPastNights: false,
        },
      ),
    );
    const html = await boardOf('manager@larch.example', query);
    expect(html).to.match(/Staffed<\/dt><dd><span[^>]*>0<\/span><\/dd>/);
    expect(html)
      .to.match(/Confirmed [^<]*: maximum 1, staffed 1/)
      .and.not.to.contain('our record; reported');
    expect(html).to.contain('No change: confirm');
    const refused = await manager.page.submit(seen, back, {});
    expect(refused.status).to.equal(409);
    expect(refused.html).to.contain('The figures changed after you opened the board');
    const again = await manager.page.submit(await manager.page.get(`/board${query}`), back, {});
    expect(again.location).to.equal(
      `/board?project=${larchFamilies.id}&done=confirmed&at=${larchFamilies.id}#project-${larchFamilies.id}`,
    );
    expect(
      await boardOf('manager@larch.example', (again.location ?? '').replace(/^\/board|#.*/g, '')),
    ).to.contain('Larch Families: availability confirmed');
  });

  it('refuses figures that cannot be beside each other, each at its field with what would be taken', async () => {
    const manager = await service.as('manager@larch.example');
    const path = `/board/projects/${larchHouse.id}/availability`;
    const refusedAs = async (
      maximum: number,
      staffed: number,
      occupied: number,
      reserved: number,
      accepting: number,
    ) => {
      const typed = { maximum, staffed, occupied, reserved, accepting };
      const fields = Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, String(value)]));
      const reply = await manager.page.submit(await manager.page.get(path), path, fields);
      expect(reply.status).to.equal(409);
      return [...reply.html.matchAll(/<a href="(#\w+)">([^<]*)/g)].map(([, field, text]) => [field, text]);
    };
    const taken =
      'Accepting is more than the staffed beds that are neither occupied nor reserved: enter at most 0';
    expect(await refusedAs(27, 26, 25, 1, 5)).to.deep.include(['#accepting', taken]);
    expect(await refusedAs(6, 5, 6, 0, 0)).to.deep.include([
      '#occupied',
      'Occupied is more than the staffed beds: enter at most 5, or say why in the note, for example leave',
    ]);
    expect(await refusedAs(6, 5, 4, 2, 0)).to.deep.include([
      '#reserved',
      'Reserved is more than the staffed beds that are not occupied: enter at most 1',
    ]);
  });

  it('takes more people than beds where the note says why, and shows the note to everybody', async () => {
    const manager = await service.as('manager@larch.example');
    const path = `/board/projects/${larchHouse.id}/availability`;
    const figures = { maximum: '6', staffed: '6', occupied: '7', reserved: '0', accepting: '0' };
    const sent = await manager.page.submit(await manager.page.get(path), path, {
      ...figures,
      note: 'One person is on leave',
    });
    expect(sent.location).to.contain('done=reported');
    const html = await boardOf('planner', `?project=${larchHouse.id}`);
    expect(html)
      .to.contain('Provider’s note: One person is on leave')
      .and.to.contain('our record; reported: 7');
    await manager.page.post(`/board/projects/${larchHouse.id}/confirmation`, {});
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
      expect(sent.location).to.contain('/board?done=taking-no-referrals');
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
      expect(sent.location).to.contain('/board?done=taking-referrals');
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
          // Those who look within the same quarter of a second share a reading until something is recorded.
          await appendAudit(tx, {
            ...{ action: 'test', subjectKind: 'thing', subjectId: 'more', version: 1 },
          });
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
      await page.waitForURL('**/board?done=confirmed&at=*');
      await page.waitForFunction(() =>
        document.activeElement?.textContent?.includes('Larch House: availability confirmed'),
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
      await page.waitForURL('**/board?done=confirmed&at=*');
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
      await page.waitForURL(`**/board/out-of-service/new?bedId=${world.beds.male}&from=2026-12-02&back=*`);
      expect(await page.inputValue('#from')).to.equal('2');
    });
  });
});
