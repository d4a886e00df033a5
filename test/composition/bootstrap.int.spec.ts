import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { withTestDatabase, type TestDatabase } from '../support/database.js';

const program = (name: string): string => join(import.meta.dirname, `../../src/composition/${name}.js`);

describe('making an empty database ready for real work', () => {
  let database: TestDatabase;
  before(async () => {
    database = await withTestDatabase();
  });
  after(() => database.drop());

  /** Runs a program as an operator does: by itself, with its environment and nothing else. */
  const run = (name: string, args: readonly string[] = [], input = '') =>
    new Promise<{ readonly code: number | null; readonly said: string; readonly complained: string }>(
      (resolve, reject) => {
        const child = spawn(process.execPath, [program(name), ...args], {
          env: {
            DATABASE_URL: database.url,
            REDIS_URL: 'redis://127.0.0.1:1',
            PUBLIC_ORIGIN: 'https://placements.example',
          },
        });
        const [said, complained]: [string[], string[]] = [[], []];
        child.stdout.on('data', (part: Buffer) => said.push(part.toString()));
        child.stderr.on('data', (part: Buffer) => complained.push(part.toString()));
        child.once('error', reject);
        child.once('close', (code) => {
          resolve({ code, said: said.join(''), complained: complained.join('') });
        });
        child.stdin.end(input);
      },
    );
  const count = async (statement: string): Promise<number> => {
    const [row] = await database.dataSource.query(`SELECT COUNT(*) AS n FROM ${statement}`);
    return Number(row.n);
  };
  const manager = [
    ...['--email', 'morag@phoenix.example', '--name', 'Morag Sneddon'],
    ...['--role', 'provider_manager', '--organisation', 'Phoenix Futures'],
  ];

  it('says that there is nothing to belong to before the reference data is there', async () => {
    const { code, complained } = await run('add-member', manager);
    expect(code).to.equal(1);
    expect(complained).to.equal(
      'There is no provider yet. Run "npm run reference-data" first. Nobody was added.\n',
    );
  });

  it('loads the projects, partnerships and figures, says how many, and invents nobody', async () => {
    const { code, said, complained } = await run('load-reference-data');
    expect(complained).to.equal('');
    expect(code).to.equal(0);
    expect(said)
      .to.contain('30 partnerships')
      .and.to.contain('23 projects')
      .and.to.contain('85 published figures');
    expect(await count('project')).to.equal(23);
    expect(await count('published_beds')).to.equal(23);
    for (const table of ['member', 'client', 'referral', 'budget'])
      expect(await count(table), table).to.equal(0);
  });

  it('leaves what is there as it is when it runs again, and says so', async () => {
    await database.dataSource.query(
      `UPDATE project SET turnaround_nights = 2 WHERE name = 'Calderglen House'`,
    );
    const audits = await count('audit');
    const { code, said } = await run('load-reference-data');
    expect([code, said]).to.deep.equal([0, 'Everything was there already. Nothing was changed.\n']);
    expect(await count('audit')).to.equal(audits);
    expect(await count('project WHERE turnaround_nights = 2')).to.equal(1);
  });

  it('adds what an earlier release had not, to the projects that are there', async () => {
    await database.dataSource.query('DELETE FROM published_beds');
    await database.dataSource.query('UPDATE expansion_project SET retrieved_on = NULL');
    expect((await run('load-reference-data')).said).to.contain('23 numbers of beds');
    expect(await count('expansion_project WHERE retrieved_on IS NULL')).to.equal(0);
  });

  it('adds a member with a password that is shown once and kept as a hash', async () => {
    const { code, said } = await run('add-member', manager);
    expect(code).to.equal(0);
    expect(said).to.contain('Added morag@phoenix.example as provider manager of Phoenix Futures.');
    const password = /shown this once: (\S+)\n$/.exec(said)?.[1] ?? '';
    expect(password).to.have.length(23);
    const [row] = await database.dataSource.query(
      `SELECT m.role, v.name AS provider, m.password_hash FROM member m JOIN provider v ON v.id = m.provider_id`,
    );
    expect(row).to.deep.include({ role: 'provider_manager', provider: 'Phoenix Futures' });
    expect(row.password_hash)
      .to.match(/^\$argon2id\$/)
      .and.not.to.contain(password);
    expect(await count(`audit WHERE action = 'identity.member-added' AND actor_id = 'system'`)).to.equal(1);
  });

  it('takes a password from standard input and never prints it', async () => {
    const args = ['--email', 'una@national.example', '--name', 'Una Kerr', '--role', 'administrator'];
    const { code, said } = await run('add-member', [...args, '--password-stdin'], 'three small otters\n');
    expect(code).to.equal(0);
    expect(said).to.equal('Added una@national.example as administrator.\n');
    const short = await run(
      'add-member',
      [...args.with(1, 'x@national.example'), '--password-stdin'],
      'otters\n',
    );
    expect([short.code, short.complained]).to.deep.equal([
      1,
      'The password must have 12 to 200 characters. Nobody was added.\n',
    ]);
  });

  it('refuses plainly: a second account, another name for a provider, a word it does not know', async () => {
    const before = await count('member');
    const twice = await run('add-member', manager.with(1, 'MORAG@phoenix.example'));
    expect([twice.code, twice.complained]).to.deep.equal([
      1,
      'Somebody has this email address already. Their account was left as it is. Nobody was added.\n',
    ]);
    const misspelt = await run('add-member', manager.with(7, 'Phoenix'));
    expect(misspelt.complained).to.contain('one of:').and.to.contain('  Phoenix Futures\n');
    const unknown = await run('add-member', ['--mail', 'x@y.example']);
    expect(unknown.code).to.equal(1);
    expect(unknown.complained).to.contain('--mail').and.to.contain('Usage: npm run add-member');
    expect((await run('add-member')).complained).to.match(/^Usage/);
    expect(await count('member')).to.equal(before);
  });
});
