import { expect } from 'chai';

import { retention } from '../../config/retention.js';
import { createForgetWhatIsOver, type RetentionPolicy } from '../../src/composition/retention.js';
import { systemActor } from '../../src/kernel/actor.js';
import { done } from '../../src/kernel/outcome.js';
import type { Tx } from '../../src/kernel/unit-of-work.js';
import { execute } from '../../src/platform/db/sql.js';
import { adjustableClock, mondayMorning } from '../support/adjustable-clock.js';
import { withTestDatabase, type TestDatabase } from '../support/database.js';

const dayMs = 86_400_000;
const policy: RetentionPolicy = { ...retention, rowsAtOnce: 5, matchRunsAtOnce: 3 };

describe('forgetting what is over', () => {
  let database: TestDatabase;
  const clock = adjustableClock();
  const forget = (given: Partial<RetentionPolicy> = {}) =>
    createForgetWhatIsOver(database.uow, { ...policy, ...given })();
  const write = (work: (tx: Tx) => Promise<unknown>) =>
    database.uow.run({ actor: systemActor, requestId: 'retention-test' }, async (tx) => {
      await work(tx);
      return done(true);
    });
  /** An instant so many days ago, a second more or less. */
  const ago = (days: number, seconds = 0): Date =>
    new Date(mondayMorning.getTime() - days * dayMs + seconds * 1000);
  const count = async (table: string, where = 'TRUE'): Promise<number> =>
    Number((await database.dataSource.query(`SELECT COUNT(*) AS n FROM ${table} WHERE ${where}`))[0].n);

  before(async () => {
    database = await withTestDatabase({ clock, poolSize: 4 });
  });
  after(() => database.drop());
  beforeEach(async () => {
    clock.set(mondayMorning);
    for (const table of [
      ...['outbox', 'session', 'sign_in_attempt', 'sign_in_address', 'worker_heartbeat', 'idempotency'],
      ...[
        'matching_policy_move',
        'matching_policy_change',
        'suggestion',
        'match_run',
        'task_holder',
        'notification',
        'mail',
      ],
    ])
      await database.dataSource.query(`DELETE FROM ${table}`);
  });

  const message = (given: { doneAt: Date | null; refusal?: string }) =>
    write((tx) =>
      execute(
        tx,
        `INSERT INTO outbox (topic, version, consumer, payload, occurred_at, due_at, wanted_at, done_at, refusal)
           VALUES ('t', 1, 'c', '{}', ?, ?, ?, ?, ?)`,
        [ago(900), ago(900), ago(900), given.doneAt, given.refusal ?? null],
      ),
    );
  const session = (name: string, lastSeenAt: Date) =>
    write((tx) =>
      execute(
        tx,
        `INSERT INTO session (token_hash, member_id, csrf_token, started_at, last_seen_at) VALUES (?, 'm', 'c', ?, ?)`,
        [name, lastSeenAt, lastSeenAt],
      ),
    );
  const attempt = (at: Date) =>
    write((tx) =>
      execute(tx, `INSERT INTO sign_in_attempt (email_hash, at, succeeded) VALUES ('e', ?, FALSE)`, [at]),
    );
  const matchRun = (startedAt: Date) =>
    write(async (tx) => {
      await execute(
        tx,
        `INSERT INTO match_run (policy_version, started_at, finished_at, cause, waiting, ready, suggested)
           VALUES ('p', ?, ?, 'test', 1, 1, 0)`,
        [startedAt, startedAt],
      );
      await execute(
        tx,
        `INSERT INTO suggestion (run_id, referral_id, priority_rank, explanation)
           SELECT MAX(id), 'referral', 1, '{}' FROM match_run`,
      );
    });
  const runsLeft = async (): Promise<string[]> =>
    (await database.dataSource.query('SELECT started_at FROM match_run ORDER BY id')).map(
      ({ started_at }: { started_at: Date }) => started_at.toISOString().slice(0, 16),
    );

  it('finds nothing on an empty shelf, and leaves no row in the record then', async () => {
    const before = await count('audit');
    expect(await forget()).to.deep.equal({});
    expect(await count('audit')).to.equal(before);
  });

  it('forgets messages done long ago, and none that waits, was done lately, or was set aside lately', async () => {
    await message({ doneAt: ago(retention.doneMessageDays, -1) });
    await message({ doneAt: ago(retention.doneMessageDays, 1) });
    await message({ doneAt: null });
    await message({ doneAt: ago(retention.setAsideMessageDays, 1), refusal: 'unknown-version' });
    await message({ doneAt: ago(retention.setAsideMessageDays, -1), refusal: 'unknown-version' });
    expect(await forget()).to.deep.equal({ messages: 2 });
    expect(await count('outbox')).to.equal(3);
    expect(await count('outbox', 'done_at IS NULL')).to.equal(1);
    expect(await count('outbox', 'refusal IS NOT NULL')).to.equal(1);
  });

  it('forgets sessions nobody could use any more, and keeps those that still open', async () => {
    // Sessions are over by the server's own time, whatever day the demonstration has come to.
    const [{ now }] = await database.dataSource.query('SELECT SYSDATE(6) AS now');
    const before = (seconds: number): Date => new Date(now.getTime() - seconds * 1000);
    await session('old', before(retention.endedSessionDays * 86_400 + 1));
    await session('live', before(60));
    expect(await forget()).to.deep.equal({ sessions: 1 });
    expect(await count('session', `token_hash = 'live'`)).to.equal(1);
  });

  it('forgets tries to sign in, with the addresses last tried then', async () => {
    await attempt(ago(retention.signInAttemptDays, -1));
    await attempt(ago(retention.signInAttemptDays, 1));
    await write((tx) =>
      execute(
        tx,
        `INSERT INTO sign_in_address (email_hash, tries, last_tried_at) VALUES ('gone', 3, ?), ('here', 3, ?)`,
        [ago(retention.signInAttemptDays, -1), ago(1)],
      ),
    );
    expect(await forget()).to.deep.equal({ signInAttempts: 2 });
    expect(await count('sign_in_attempt')).to.equal(1);
    expect(await count('sign_in_address', `email_hash = 'here'`)).to.equal(1);
  });

  it('forgets the answers kept for repeats, and workers that were killed', async () => {
    await write((tx) =>
      execute(
        tx,
        `INSERT INTO idempotency (actor_id, idempotency_key, request_hash, outcome, recorded_at)
           VALUES ('m', 'old', 'h', '{}', ?), ('m', 'new', 'h', '{}', ?)`,
        [ago(retention.requestKeyDays, -1), ago(retention.requestKeyDays, 1)],
      ),
    );
    await write((tx) =>
      execute(tx, `INSERT INTO worker_heartbeat (worker, at) VALUES ('killed', ?), ('working', ?)`, [
        ago(retention.silentWorkerDays, -1),
        ago(0, -10),
      ]),
    );
    expect(await forget()).to.deep.equal({ requestKeys: 1, silentWorkers: 1 });
    expect(await count('idempotency', `idempotency_key = 'new'`)).to.equal(1);
    expect(await count('worker_heartbeat', `worker = 'working'`)).to.equal(1);
  });

  it('forgets changes of the policy that nobody asked for; what waited or was decided is kept', async () => {
    const change = (id: string, state: string, days: number) =>
      write(async (tx) => {
        await execute(
          tx,
          `INSERT INTO matching_policy_change (id, base_number, content, starts_on, reason, state, proposed_by, proposed_at)
             VALUES (?, 0, '{}', '2026-01-01', 'r', ?, 'm', ?)`,
          [id, state, ago(days)],
        );
        await execute(
          tx,
          `INSERT INTO matching_policy_move (change_id, referral_id, urgency_band) VALUES (?, 'r', 'soon')`,
          [id],
        );
      });
    await change('old-look', 'looking', retention.policyLookDays + 1);
    await change('new-look', 'looking', retention.policyLookDays - 1);
    await change('old-no', 'withdrawn', retention.policyLookDays + 1);
    expect(await forget()).to.deep.equal({ policyLooks: 1 });
    expect(await count('matching_policy_change', "id = 'old-look'")).to.equal(0);
    expect([await count('matching_policy_change'), await count('matching_policy_move')]).to.deep.equal([
      2, 2,
    ]);
  });

  describe('of the runs of the matcher', () => {
    it('forgets what nights compared once the runs they were compared with are gone', async () => {
      await write((tx) =>
        execute(
          tx,
          `INSERT INTO match_comparison (compared_at, stood_run_id, people, differences, referral_ids)
             VALUES (?, 1, 1, 0, '[]'), (?, 2, 1, 0, '[]')`,
          [ago(retention.dailyMatchRunDays, -1), ago(retention.dailyMatchRunDays, 1)],
        ),
      );
      expect(await forget()).to.deep.equal({ matchComparisons: 1 });
      expect(await count('match_comparison', 'stood_run_id = 2')).to.equal(1);
    });

    it('keeps every run of the last two weeks, and of each day before only the last', async () => {
      for (const [days, hours] of [
        [20, 8],
        [20, 9],
        [20, 23],
        [19, 12],
        [3, 8],
        [3, 9],
        [0, 0],
      ] as const) {
        const midnight = new Date('2026-11-23T00:00:00.000Z').getTime() - days * dayMs;
        await matchRun(new Date(midnight + hours * 3_600_000));
      }
      expect(await forget()).to.deep.equal({ matchRuns: 2 });
      expect(await runsLeft()).to.deep.equal([
        '2026-11-03T23:00',
        '2026-11-04T12:00',
        '2026-11-20T08:00',
        '2026-11-20T09:00',
        '2026-11-23T00:00',
      ]);
      expect(await count('suggestion')).to.equal(5);
      expect(await forget(), 'a second night finds nothing more').to.deep.equal({});
    });

    it('keeps of the others what offers rested on, and says so of the run', async () => {
      for (const seconds of [0, 60, 120]) await matchRun(ago(20, seconds));
      await matchRun(ago(0));
      await database.dataSource.query(
        'UPDATE suggestion SET led_to_offer = TRUE WHERE run_id = (SELECT MIN(id) FROM match_run)',
      );
      expect(await forget()).to.deep.equal({ matchRuns: 2 });
      const [first] = await database.dataSource.query(
        'SELECT is_thinned, started_at FROM match_run ORDER BY id LIMIT 1',
      );
      expect(first.is_thinned).to.equal(1);
      expect(await count('suggestion', 'led_to_offer')).to.equal(1);
      expect(await runsLeft()).to.have.length(3);
      expect(await forget(), 'a second night finds nothing more').to.deep.equal({});
    });

    it('forgets them all after a year and a little, but never the latest', async () => {
      await matchRun(ago(retention.dailyMatchRunDays + 2));
      await matchRun(ago(retention.dailyMatchRunDays + 1));
      expect(await forget()).to.deep.equal({ matchRuns: 1 });
      expect(await runsLeft()).to.have.length(1);
    });
  });

  it('works in small steps until nothing is left, and never beyond a night’s share', async () => {
    for (let n = 0; n < 23; n += 1) await message({ doneAt: ago(400, n) });
    expect(await forget({ rowsANight: 10 })).to.deep.equal({ messages: 10 });
    expect(await forget()).to.deep.equal({ messages: 13 });
    expect(await count('outbox')).to.equal(0);
  });

  it('writes what it forgot to the record, from which and from the readings nothing is ever removed', async () => {
    await message({ doneAt: ago(400) });
    await write((tx) =>
      execute(
        tx,
        `INSERT INTO person_access (subject_kind, subject_id, read_on, member_id, door, member_role, at, request_id)
           VALUES ('referral', 'r', '2001-01-01', 'm', 'd', 'coordinator', '2001-01-01', 'q')`,
      ),
    );
    const rows = await count('audit');
    await forget();
    expect(await count('audit')).to.equal(rows + 1);
    const [row] = await database.dataSource.query('SELECT * FROM audit ORDER BY id DESC LIMIT 1');
    expect(row).to.include({ action: 'retention.forgotten', actor_id: 'system' });
    expect(row.after_json).to.deep.equal({ messages: 1 });
    expect(await count('person_access')).to.equal(1);
  });

  it('looks everything up by age: no statement reads a whole table', async () => {
    const tables = [
      'outbox',
      'session',
      'sign_in_attempt',
      'sign_in_address',
      'worker_heartbeat',
      'idempotency',
    ];
    const columns = ['done_at', 'last_seen_at', 'at', 'last_tried_at', 'at', 'recorded_at'];
    for (const [index, table] of tables.entries()) {
      const plan = await database.dataSource.query(
        `EXPLAIN DELETE FROM ${table} WHERE ${columns[index]} < '2001-01-01' ORDER BY ${columns[index]} LIMIT 5`,
      );
      expect(plan[0].type, table).to.equal('range');
    }
  });

  it('forgets who had taken a task long after it can come again', async () => {
    for (const [key, days] of [
      ['old', retention.taskHolderDays],
      ['young', retention.taskHolderDays - 1],
    ] as const)
      await write((tx) =>
        execute(
          tx,
          `INSERT INTO task_holder (organisation_id, task_key, member_id, given_at, version) VALUES ('o', ?, 'm', ?, 1)`,
          [key, ago(days, -1)],
        ),
      );
    expect((await forget())['taskHolders']).to.equal(1);
    expect(await count('task_holder', `task_key = 'young'`)).to.equal(1);
  });

  it('forgets mails with the notifications they told of', async () => {
    for (const [id, days] of [
      ['old', policy.notificationDays],
      ['young', policy.notificationDays - 1],
    ] as const)
      await write(async (tx) => {
        await execute(
          tx,
          `INSERT INTO member (id, email, display_name, role, password_hash, version) VALUES (?, ?, 'n', 'planner', 'h', 1)`,
          [id, `${id}@mail.example`],
        );
        await execute(
          tx,
          `INSERT INTO mail (id, member_id, cause, written_at, due_at) VALUES (?, ?, 'c', ?, ?)`,
          [id, id, ago(days, -1), ago(days)],
        );
      });
    expect((await forget())['mails']).to.equal(1);
    expect(await count('mail', `id = 'young'`)).to.equal(1);
  });
});
