import { expect } from 'chai';

import { mondayMorning } from '../../support/adjustable-clock.js';
import { createCaller, type Caller, type Reply } from '../../support/caller.js';
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
    for (const table of ['session', 'sign_in_attempt'])
      await service.dataSource.query(`DELETE FROM ${table}`);
    await service.dataSource.query(
      `UPDATE member SET disabled_at = NULL, role = 'coordinator', partnership_id = ? WHERE email = ?`,
      [memberOf('coordinator').partnershipId, coordinator],
    );
  });

  const signIn = (email: string, password: string): Promise<Reply> =>
    service.nobody.post('/api/sessions', { email, password });
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

  it('waits fifteen minutes after ten failures, for that address alone', async () => {
    for (let attempt = 0; attempt < 10; attempt += 1) await signIn(coordinator, 'wrong');
    expect((await signIn(coordinator, everybodysPassword)).status).to.equal(401);
    expect((await signIn(memberOf('approver').email, everybodysPassword)).status).to.equal(201);
    service.clock.advance({ minutes: 14, seconds: 59 });
    expect((await signIn(coordinator, everybodysPassword)).status).to.equal(401);
    service.clock.advance({ minutes: 15 });
    expect((await signIn(coordinator, everybodysPassword)).status).to.equal(201);
  });

  it('waits as well for an address that nobody has: the limit tells nothing', async () => {
    const nobody = 'nobody@glasgow.example';
    for (let attempt = 0; attempt < 10; attempt += 1) await signIn(nobody, 'wrong');
    const [known, unknown] = [await signIn(coordinator, 'wrong'), await signIn(nobody, 'wrong')];
    expect({ ...unknown.body, instance: '' }).to.deep.equal({ ...known.body, instance: '' });
  });

  it('begins to count anew after a success', async () => {
    for (let attempt = 0; attempt < 9; attempt += 1) await signIn(coordinator, 'wrong');
    expect((await signIn(coordinator, everybodysPassword)).status).to.equal(201);
    for (let attempt = 0; attempt < 9; attempt += 1) await signIn(coordinator, 'wrong');
    expect((await signIn(coordinator, everybodysPassword)).status).to.equal(201);
  });

  it('is not got round by trying ten at once', async () => {
    const replies = await Promise.all(Array.from({ length: 30 }, () => signIn(coordinator, 'wrong')));
    expect(new Set(replies.map(({ status }) => status))).to.deep.equal(new Set([401]));
    expect((await signIn(coordinator, everybodysPassword)).status).to.equal(401);
  });

  it('gives a new session each time, and never takes one that was brought along', async () => {
    const planted = createCaller(service.url, 'rehab-session=planted-by-somebody', '');
    const reply = await planted.post('/api/sessions', { email: coordinator, password: everybodysPassword });
    expect(cookieOf(reply)).to.match(/^rehab-session=[A-Za-z0-9_-]{43}$/);
    expect(await isIn(planted)).to.equal(false);
    expect(cookieOf(await signIn(coordinator, everybodysPassword))).to.not.equal(cookieOf(reply));
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
      expect(await locationAfter(outside), outside).to.match(/^\/(board)?$/);
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

  describe('a session', () => {
    it('ends after an hour in which nothing was asked, and not before', async () => {
      const caller = await signedIn();
      service.clock.advance({ minutes: 59, seconds: 59 });
      expect(await isIn(caller)).to.equal(true);
      service.clock.advance({ minutes: 59, seconds: 59 });
      expect(await isIn(caller)).to.equal(true);
      service.clock.advance({ minutes: 60 });
      expect(await isIn(caller)).to.equal(false);
    });

    it('ends after twelve hours, however busy', async () => {
      const caller = await signedIn();
      for (let half = 0; half < 23; half += 1) {
        service.clock.advance({ minutes: 30 });
        expect(await isIn(caller), `after ${(half + 1) / 2} hours`).to.equal(true);
      }
      service.clock.advance({ minutes: 30 });
      expect(await isIn(caller)).to.equal(false);
    });

    it('is noted as used once in five minutes and not at every request, however many come at once', async () => {
      const caller = await signedIn();
      const noted = async (): Promise<Date> =>
        (await service.dataSource.query('SELECT last_seen_at FROM session'))[0].last_seen_at;
      const ask = () => Promise.all(Array.from({ length: 12 }, () => isIn(caller)));
      service.clock.advance({ minutes: 4, seconds: 59 });
      await ask();
      expect(await noted()).to.deep.equal(mondayMorning);
      service.clock.advance({ seconds: 1 });
      expect(new Set(await ask())).to.deep.equal(new Set([true]));
      expect(await noted()).to.deep.equal(service.clock.now());
    });

    it('goes on when it cannot be noted as used', async () => {
      const caller = await signedIn();
      service.clock.advance({ minutes: 6 });
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
