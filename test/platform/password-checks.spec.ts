import { expect } from 'chai';

import { createPasswordChecks, type PasswordChecks } from '../../src/platform/password-checks.js';
import { hashPassword } from '../../src/platform/secrets.js';

describe('checking passwords in a thread of their own', () => {
  let checks: PasswordChecks;
  let hash: string;
  before(async () => {
    hash = await hashPassword('heather');
  });
  beforeEach(() => {
    checks = createPasswordChecks();
  });
  afterEach(() => checks.close());

  it('tells the right one from a wrong one, each for who asked', async () => {
    const passwords = ['heather', 'thistle', 'heather ', 'heather', 'HEATHER'];
    expect(await Promise.all(passwords.map((password) => checks.verify(hash, password)))).to.deep.equal([
      ...[true, false, false, true, false],
    ]);
  });

  it('leaves everybody else their turn meanwhile', async () => {
    let turns = 0;
    let isOver = false;
    const takeTurns = (): void => {
      turns += 1;
      if (!isOver) setImmediate(takeTurns);
    };
    await checks.verify(hash, 'warm up');
    takeTurns();
    await Promise.all(Array.from({ length: 4 }, () => checks.verify(hash, 'thistle')));
    isOver = true;
    // In this thread, four checks would have left a turn between each and the next and no more.
    expect(turns).to.be.greaterThan(50);
  });

  it('fails for a hash that is none, and goes on after it', async () => {
    const fault = await checks.verify('no hash', 'heather').catch((error: unknown) => error);
    expect(String(fault)).to.contain('cannot be read');
    expect(await checks.verify(hash, 'heather')).to.equal(true);
  });

  it('fails what still waits when it is closed', async () => {
    const waiting = checks.verify(hash, 'heather').catch((error: unknown) => error);
    await checks.close();
    expect(String(await waiting)).to.contain('no more');
  });
});
