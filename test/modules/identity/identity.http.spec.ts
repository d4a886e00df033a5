import { expect } from 'chai';

import { mondayMorning } from '../../support/adjustable-clock.js';
import { createCaller, formsOf, type Caller, type PageReply, type Reply } from '../../support/caller.js';
import { startService, type RunningService } from '../../support/running-service.js';
import { everybodysPassword, memberOf } from '../../support/small-world.js';

describe('signing in to the service', () => {
  let service: RunningService;
  before(async () => {
    service = await startService();
  });
  after(() => service.stop());
  beforeEach(async () => {
    service.clock.set(mondayMorning);
    for (const table of ['session', 'sign_in_attempt', 'sign_in_address'])
      await service.dataSource.query(`DELETE FROM ${table}`);
    await service.dataSource.query(
      `UPDATE member SET disabled_at = NULL, role = 'coordinator', partnership_id = ? WHERE email = ?`,
      [memberOf('coordinator').partnershipId, coordinator],
    );
  });

  const signIn = (email: string, password: string, source = '192.0.2.1'): Promise<Reply> =>
    service.nobody.post('/api/sessions', { email, password }, { headers: { 'x-forwarded-for': source } });
  const failFiveTimes = async (email: string, source?: string): Promise<void> => {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      expect((await signIn(email, 'wrong', source)).status).to.equal(401);
    }
  };
  /** Sign-ins go by the server's own time, which no test moves: instead, what happened is moved back. */
  const letPass = (seconds: number): Promise<unknown> =>
    service.dataSource.query(
      'UPDATE sign_in_address SET last_failed_at = last_failed_at - INTERVAL ? SECOND WHERE last_failed_at IS NOT NULL',
      [seconds],
    );
  const cookieOf = (reply: { readonly headers: Headers }): string =>
    (reply.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const coordinator = memberOf('coordinator').email;
  const isIn = async (caller: Caller): Promise<boolean> => {
    const { status } = await caller.get('/api/projects');
    expect(status).to.be.oneOf([200, 401]);
    return status === 200;
  };
  const signedIn = async (email = coordinator): Promise<Caller> => {
    const reply = await signIn(email, everybodysPassword);
    expect(reply.status, reply.text).to.equal(201);
    return createCaller(service.url, cookieOf(reply), reply.body.csrfToken);
  };

  it('opens the service to a member, and what they do needs the token they were given', async () => {
    const caller = await signedIn();
    expect(await isIn(caller)).to.equal(true);
    const forged = createCaller(service.url, caller.cookie, 'forged');
    expect((await forged.post('/api/sessions/end', {})).status).to.equal(403);
    expect(await isIn(caller)).to.equal(true);
  });

  it('takes no notice of blanks and capitals in the address', async () => {
    expect((await signIn(`  ${coordinator.toUpperCase()} `, everybodysPassword)).status).to.equal(201);
  });

  it('answers the same to a wrong password and to an unknown address, to programs and on the page', async () => {
    const replies = [await signIn(coordinator, 'wrong'), await signIn('nobody@glasgow.example', 'wrong')];
    for (const reply of replies) expect(reply.headers.get('set-cookie')).to.equal(null);
    const [wrong, unknown] = replies.map(({ status, body }) => ({ status, body: { ...body, instance: '' } }));
    expect(wrong?.status).to.equal(401);
    expect(wrong).to.deep.equal(unknown);

    const page = async (email: string) => {
      const { status, html, location } = await service.nobody.page.post('/sign-in', {
        email,
        password: 'wrong',
      });
      return { status, location, html: html.replaceAll(email, 'ADDRESS') };
    };
    const wrongPage = await page(coordinator);
    expect(wrongPage.status).to.equal(400);
    expect(wrongPage.html).to.contain('do not match an account');
    expect(wrongPage).to.deep.equal(await page('nobody@glasgow.example'));
  });

  it('says which field is missing, and keeps what was typed but never the password', async () => {
    const page = await service.nobody.page.post('/sign-in', { email: 'cara@glasgow.example', password: '' });
    expect(page.status).to.equal(400);
    expect(page.html).to.contain('Enter your password.').and.to.contain('cara@glasgow.example');
    const wrong = await service.nobody.page.post('/sign-in', {
      email: coordinator,
      password: 'my-secret-typo',
    });
    expect(wrong.html).to.not.contain('my-secret-typo');
  });

  it('makes a source wait after five failures with an address, and says how long', async () => {
    await failFiveTimes(coordinator);
    const refused = await signIn(coordinator, everybodysPassword);
    expect([refused.status, refused.body.type]).to.deep.equal([429, '/problems/too-many-requests']);
    expect(Number(refused.headers.get('retry-after'))).to.be.within(20, 30);
    await letPass(30);
    expect((await signIn(coordinator, everybodysPassword)).status).to.equal(201);
  });

  it('says on the page how long the wait is', async () => {
    const send = (password: string) => service.nobody.page.post('/sign-in', { email: coordinator, password });
    for (let attempt = 0; attempt < 5; attempt += 1) expect((await send('wrong')).status).to.equal(400);
    const page = await send(everybodysPassword);
    expect(page.status).to.equal(429);
    expect(page.html).to.match(/Too many tries failed. Wait \d+ seconds, then try again./);
  });

  it('waits longer after each more failure, and not for tries that were refused', async () => {
    await failFiveTimes(coordinator);
    for (let refused = 0; refused < 5; refused += 1) {
      expect((await signIn(coordinator, 'wrong')).status).to.equal(429);
    }
    await letPass(30);
    expect((await signIn(coordinator, 'wrong')).status, 'the refused ones did not count').to.equal(401);
    await letPass(30);
    expect((await signIn(coordinator, everybodysPassword)).status).to.equal(429);
    await letPass(30);
    expect((await signIn(coordinator, everybodysPassword)).status).to.equal(201);
  });

  it('lets a member in from elsewhere, however often strangers fail with their address', async () => {
    for (const stranger of ['203.0.113.7', '203.0.113.8', '2001:db8:1::1']) {
      await failFiveTimes(coordinator, stranger);
      expect((await signIn(coordinator, 'wrong', stranger)).status).to.equal(429);
    }
    expect((await signIn(coordinator, everybodysPassword, '198.51.100.20')).status).to.equal(201);
    expect((await signIn(coordinator, everybodysPassword, '203.0.113.7')).status).to.equal(429);
    expect(
      (await signIn(coordinator, everybodysPassword, '2001:db8:1::2')).status,
      'another address of the same customer is the same source',
    ).to.equal(429);
  });

  it('waits as well for an address that nobody has: the limit tells nothing', async () => {
    const nobody = 'nobody@glasgow.example';
    await failFiveTimes(nobody);
    await failFiveTimes(coordinator);
    const [known, unknown] = [await signIn(coordinator, 'wrong'), await signIn(nobody, 'wrong')];
    expect(known.status).to.equal(429);
    expect({ ...unknown.body, instance: '' }).to.deep.equal({ ...known.body, instance: '' });
  });

  it('is not got round by spelling the address otherwise', async () => {
    await failFiveTimes(coordinator);
    expect((await signIn(` ${coordinator.toUpperCase()} `, everybodysPassword)).status).to.equal(429);
    for (const spelling of [
      coordinator.replace('o', 'ó'),
      coordinator.replace('@', '\u200B@'),
      coordinator.replace('a', '\u0430'),
      coordinator.replace('g', 'g\u00AD'),
      `${coordinator}\u0000x`,
    ]) {
      const reply = await signIn(spelling, everybodysPassword);
      expect([reply.status, reply.body.errors?.[0]?.pointer], spelling).to.deep.equal([400, '/email']);
    }
    // Nor in the database, should a spelling ever reach it.
    const spelled: unknown[] = await service.dataSource.query('SELECT 1 FROM member WHERE email = ?', [
      coordinator.replace('o', 'ó'),
    ]);
    expect(spelled).to.deep.equal([]);
  });

  it('begins to count anew after a success', async () => {
    const failFourTimes = async (): Promise<void> => {
      for (let attempt = 0; attempt < 4; attempt += 1) await signIn(coordinator, 'wrong');
    };
    await failFourTimes();
    expect((await signIn(coordinator, everybodysPassword)).status).to.equal(201);
    await failFourTimes();
    expect((await signIn(coordinator, everybodysPassword)).status).to.equal(201);
  });

  it('is not got round by trying many at once: five are looked at, whatever the others were told', async () => {
    const replies = await Promise.all(Array.from({ length: 30 }, () => signIn(coordinator, 'wrong')));
    expect(replies.filter(({ status }) => status === 401).length).to.be.at.most(5);
    for (const { status, headers } of replies) {
      expect(status).to.be.oneOf([401, 429]);
      if (status === 429) expect(Number(headers.get('retry-after'))).to.be.greaterThan(0);
    }
    const [row] = await service.dataSource.query('SELECT COUNT(*) AS n FROM sign_in_attempt');
    expect(Number(row.n)).to.be.at.most(5);
  });

  it('lets several in at once who have the right password', async () => {
    const replies = await Promise.all(
      Array.from({ length: 8 }, () => signIn(coordinator, everybodysPassword)),
    );
    expect(replies.map(({ status }) => status)).to.deep.equal(Array.from({ length: 8 }, () => 201));
  });

  it('answers a flood from everywhere at once with come again, and goes on answering others meanwhile', async () => {
    const planner = await service.as('planner');
    const flood = Promise.all(
      Array.from({ length: 120 }, (_, n) =>
        signIn(`nobody${n}@glasgow.example`, 'wrong', `198.51.100.${n % 100}`),
      ),
    );
    expect((await planner.get('/api/measures')).status).to.equal(200);
    const replies = await flood;
    const busy = replies.filter(({ status }) => status === 503);
    expect(busy.length, 'more than the door takes at once').to.be.greaterThan(0);
    for (const { headers } of busy) expect(headers.get('retry-after')).to.equal('2');
    expect(replies.filter(({ status }) => status === 401).length).to.be.at.least(32);
  });

  it('gives a new session each time, and never takes one that was brought along', async () => {
    const planted = createCaller(service.url, 'rehab-session=planted-by-somebody', '');
    const reply = await planted.post('/api/sessions', { email: coordinator, password: everybodysPassword });
    expect(cookieOf(reply)).to.match(/^rehab-session=[A-Za-z0-9_-]{43}$/);
    expect(await isIn(planted)).to.equal(false);
    expect(cookieOf(await signIn(coordinator, everybodysPassword))).to.not.equal(cookieOf(reply));
  });

  it('ends the session a browser had before, whoever signs in again on a page that was open since', async () => {
    const first = await signedIn();
    const again = createCaller(service.url, first.cookie, '');
    const reply = await again.post('/api/sessions', {
      email: memberOf('approver').email,
      password: everybodysPassword,
    });
    expect(reply.status, 'without the token of the session it has').to.equal(201);
    expect(await isIn(first)).to.equal(false);
    const foreign = await again.post(
      '/api/sessions',
      { email: memberOf('approver').email, password: everybodysPassword },
      { headers: { origin: 'https://evil.example' } },
    );
    expect(foreign.status).to.equal(403);
  });

  it('keeps of a token only its hash', async () => {
    const caller = await signedIn();
    const token = caller.cookie.split('=')[1]!;
    const rows: Record<string, unknown>[] = await service.dataSource.query('SELECT * FROM session');
    expect(rows).to.have.length(1);
    expect(JSON.stringify(rows)).to.not.contain(token);
  });

  it('leads back to where one was going, and never out of the service', async () => {
    const locationAfter = async (returnTo: string): Promise<string | null> =>
      (
        await service.nobody.page.post('/sign-in', {
          email: coordinator,
          password: everybodysPassword,
          returnTo,
        })
      ).location;
    expect(await locationAfter('/waiting-list?band=urgent')).to.equal('/waiting-list?band=urgent');
    for (const outside of [
      'https://elsewhere.example/',
      '//elsewhere.example',
      '/\\elsewhere.example',
      'javascript:alert(1)',
      '/\t/elsewhere.example',
    ]) {
      expect(await locationAfter(outside), outside).to.equal('/');
    }
  });

  it('leaves a row in the record', async () => {
    const { memberId } = memberOf('information_governance');
    await signedIn(memberOf('information_governance').email);
    const rows: { action: string }[] = await service.dataSource.query(
      'SELECT action FROM audit WHERE subject_id = ?',
      [memberId],
    );
    expect(rows).to.deep.equal([{ action: 'identity.signed-in' }]);
  });

  it('leads everybody to where their day begins', async () => {
    for (const [role, page] of [
      ['coordinator', '/today'],
      ['approver', '/today'],
      ['provider_manager', '/today'],
      ['provider_staff', '/today'],
      ['planner', '/target'],
      ['information_governance', '/target'],
      ['administrator', '/today'],
    ] as const) {
      expect((await (await service.as(role)).page.get('/')).location, role).to.equal(page);
    }
    expect((await service.nobody.page.get('/')).location).to.equal('/sign-in');
  });

  it('says nothing for a word in the address that is no message of its own', async () => {
    for (const word of ['constructor', '__proto__', 'valueOf', 'nothing']) {
      expect((await service.nobody.page.get(`/sign-in?done=${word}`)).status, word).to.equal(200);
    }
  });

  it('shows administrators the way to the queues, and nobody else', async () => {
    const administrator = await service.as('administrator');
    expect((await administrator.page.get('/admin/messages')).html).to.match(
      /<a class="app-navigation__link" href="\/admin\/queues">Queues</,
    );
    const planner = await service.as('planner');
    expect((await planner.page.get('/target')).html).to.not.contain('/admin/queues');
  });

  describe('a form sent after the session ended', () => {
    const typed = {
      givenName: 'Seonaidh',
      familyName: 'NicNèill',
      reason: 'Two lines\r\nof "reason" & <more',
    };
    const sentTooLate = async (fields: Readonly<Record<string, string>> = typed): Promise<PageReply> => {
      const caller = await signedIn();
      const page = await caller.page.get('/referrals/new');
      await service.dataSource.query('DELETE FROM session');
      return caller.page.submit(page, '/referrals/new', fields);
    };
    const signInOn = (page: PageReply, given: Readonly<Record<string, string>>): Promise<PageReply> =>
      service.nobody.page.submit(page, '/sign-in', given);
    const right = { email: coordinator, password: everybodysPassword };

    it('loses nothing: it says so, and after signing in the form is there as it was, to be sent again', async () => {
      const asked = await sentTooLate();
      expect(asked.status).to.equal(401);
      expect(asked.html).to.contain('You were signed out before this was sent').and.to.contain('Sign in');
      const again = await signInOn(asked, right);
      expect(again.html).to.contain('You are signed in again').and.to.contain('Go back to what you typed');
      const token = formsOf(again.html).find(({ action }) => action === '/referrals/new')?.hidden[
        'csrfToken'
      ];
      const caller = createCaller(service.url, cookieOf(again), token ?? '');
      const form = await caller.page.submit(again, '/referrals/new', {});
      expect(form.status).to.equal(200);
      expect(form.html).to.contain('You were signed out before this was sent, so nothing was saved');
      expect(form.html)
        .to.contain('value="Seonaidh"')
        .and.to.contain('value="NicNèill"')
        .and.to.match(/Two lines\r?\nof &quot;reason&quot; &amp; &lt;more/);
      const [{ n }] = await service.dataSource.query('SELECT COUNT(*) AS n FROM referral');
      expect(n, 'nothing was recorded').to.equal('0');
      const sent = await caller.page.submit(form, '/referrals/new', typed);
      expect(sent.status, 'the form itself answers: fields are missing').to.equal(400);
    });

    it('gives it to nobody else who signs in at that desk, and says so', async () => {
      const reply = await signInOn(await sentTooLate(), {
        email: 'approver@glasgow.example',
        password: everybodysPassword,
      });
      expect([reply.status, reply.location]).to.deep.equal([303, '/?done=typed-by-another']);
      expect(reply.html).to.not.contain('NicNèill');
      const caller = createCaller(service.url, cookieOf(reply), '');
      const { location } = await caller.page.get('/?done=typed-by-another');
      expect((await caller.page.get(location ?? '')).html).to.contain('A form was left by somebody else');
    });

    it('gives it back, unsent, on a page left open while its member signed in again in another window', async () => {
      const left = await (await signedIn()).page.get('/referrals/new');
      const now = await signedIn();
      const back = await now.page.submit(left, '/referrals/new', typed);
      expect(back.status).to.equal(403);
      expect(back.html).to.contain('You are signed in again');
      const form = await now.page.submit(back, '/referrals/new', {});
      expect(form.html).to.contain('value="NicNèill"');
      const another = await signedIn('approver@glasgow.example');
      const refused = await another.page.submit(left, '/referrals/new', typed);
      expect(refused.status).to.equal(403);
      expect(refused.html).to.not.contain('NicNèill');
      const elsewhere = await fetch(new URL('/referrals/new', service.url), {
        method: 'POST',
        headers: { accept: 'text/html', cookie: now.cookie, 'sec-fetch-site': 'cross-site' },
        body: new URLSearchParams({ ...typed, csrfToken: formsOf(left.html)[0]?.hidden['csrfToken'] ?? '' }),
      });
      expect(elsewhere.status).to.equal(403);
      expect(await elsewhere.text()).to.not.contain('NicNèill');
    });

    it('is not needed to sign out: the page left open ends the session that is there now', async () => {
      const left = await (await signedIn()).page.get('/referrals/new');
      const now = await signedIn();
      expect((await now.page.submit(left, '/sign-out', {})).location).to.equal('/sign-in?done=signed-out');
      expect(await isIn(now)).to.equal(false);
    });

    it('keeps it over a wrong password too', async () => {
      const wrong = await signInOn(await sentTooLate(), { ...right, password: 'wrong' });
      expect(wrong.status).to.equal(400);
      expect((await signInOn(wrong, right)).html).to.contain('Go back to what you typed');
    });

    it('says that nothing was done where nothing was typed, and leads back', async () => {
      const caller = await signedIn();
      await service.dataSource.query('DELETE FROM session');
      const reply = await caller.page.post('/referrals/new', { idempotencyKey: 'k', version: '1' });
      expect(reply.location).to.equal('/sign-in?returnTo=%2F&done=not-sent');
      expect((await service.nobody.page.get(reply.location ?? '')).html).to.contain('Nothing was changed.');
    });

    it('goes back to forms of the service alone, and keeps no more than a form can hold', async () => {
      for (const keptAction of [
        'https://elsewhere.example/referrals/new',
        '//elsewhere.example/referrals/new',
        '/sign-out',
        '/api/referrals',
        '/referrals/new/../../sign-out',
      ]) {
        const reply = await service.nobody.page.post('/sign-in', {
          ...right,
          keptAction,
          'kept.givenName': 'Seonaidh',
        });
        expect([reply.status, reply.location], keptAction).to.deep.equal([303, '/']);
      }
      const asked = await sentTooLate({ ...typed, reason: 'x'.repeat(30_000) });
      expect(asked.location).to.match(/^\/sign-in\?.*done=not-sent/);
    });

    it('takes nothing from another site', async () => {
      const reply = await fetch(new URL('/referrals/new', service.url), {
        method: 'POST',
        headers: { accept: 'text/html', 'sec-fetch-site': 'cross-site', origin: 'https://elsewhere.example' },
        body: new URLSearchParams(typed),
        redirect: 'manual',
      });
      expect(reply.status).to.equal(403);
      expect(await reply.text()).to.not.contain('NicNèill');
    });
  });

  describe('a session', () => {
    /** Lets real time pass for every session, as the server's own clock would. */
    const letPass = (minutes: number) =>
      service.dataSource.query(
        `UPDATE session SET started_at = started_at - INTERVAL ? SECOND, last_seen_at = last_seen_at - INTERVAL ? SECOND`,
        [minutes * 60, minutes * 60],
      );

    it('ends after an hour in which nothing was asked, and not before', async () => {
      const caller = await signedIn();
      await letPass(59);
      expect(await isIn(caller)).to.equal(true);
      await letPass(59);
      expect(await isIn(caller)).to.equal(true);
      await letPass(60);
      expect(await isIn(caller)).to.equal(false);
    });

    it('ends after twelve hours, however busy', async () => {
      const caller = await signedIn();
      for (let half = 0; half < 23; half += 1) {
        await letPass(30);
        expect(await isIn(caller), `after ${(half + 1) / 2} hours`).to.equal(true);
      }
      await letPass(30);
      expect(await isIn(caller)).to.equal(false);
    });

    it('does not end because the demonstration lets days pass', async () => {
      const caller = await signedIn();
      service.clock.advance({ days: 30 });
      expect(await isIn(caller)).to.equal(true);
      await letPass(61);
      const over = await caller.page.get('/waiting-list');
      expect(over.location).to.equal('/sign-in?returnTo=%2Fwaiting-list');
      expect((await caller.page.get(over.location ?? '')).html).to.contain('Sign in to go on where you were');
    });

    it('is noted as used once in five minutes and not at every request, however many come at once', async () => {
      const caller = await signedIn();
      const noted = async (): Promise<Date> =>
        (await service.dataSource.query('SELECT last_seen_at FROM session'))[0].last_seen_at;
      const ask = () => Promise.all(Array.from({ length: 12 }, () => isIn(caller)));
      const opened = await noted();
      await ask();
      expect(await noted()).to.deep.equal(opened);
      await letPass(5);
      expect(new Set(await ask())).to.deep.equal(new Set([true]));
      expect((await noted()).getTime()).to.be.at.least(opened.getTime());
    });

    it('goes on when it cannot be noted as used', async () => {
      const caller = await signedIn();
      await letPass(6);
      await service.dataSource.query(
        `CREATE TRIGGER session_stuck BEFORE UPDATE ON session FOR EACH ROW
           SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'stuck'`,
      );
      try {
        expect(await isIn(caller)).to.equal(true);
      } finally {
        await service.dataSource.query('DROP TRIGGER session_stuck');
      }
    });

    it('ends for everybody who has its token when its owner signs out', async () => {
      const caller = await signedIn();
      const second = await signedIn();
      const out = await caller.page.post('/sign-out', {});
      expect([out.status, out.location]).to.deep.equal([303, '/sign-in?done=signed-out']);
      expect(out.headers.get('set-cookie')).to.contain('rehab-session=;');
      expect(await isIn(caller)).to.equal(false);
      expect(await isIn(second), 'another session of the same member goes on').to.equal(true);
    });

    it('ends the moment its member is disabled, and no other can be opened', async () => {
      const caller = await signedIn();
      await service.dataSource.query('UPDATE member SET disabled_at = UTC_TIMESTAMP(6) WHERE email = ?', [
        coordinator,
      ]);
      expect(await isIn(caller)).to.equal(false);
      expect((await signIn(coordinator, everybodysPassword)).status).to.equal(401);
    });

    it('has the member’s role of this moment, not of the moment of signing in', async () => {
      const caller = await signedIn();
      expect((await caller.get('/api/referrals')).status).to.equal(200);
      await service.dataSource.query(
        `UPDATE member SET role = 'planner', partnership_id = NULL WHERE email = ?`,
        [coordinator],
      );
      expect((await caller.get('/api/referrals')).status).to.equal(403);
    });
  });
});
