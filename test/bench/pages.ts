/**
 * Every page a planner reads, at so many requests a second, beside five years of a country's data: about 10,000 placements
 * and a million bed-nights, lived day by day through the use cases themselves, which takes some minutes before the first page is read.
 *
 *   npm run bench:pages [-- --rate 50 --seconds 10 --only '/target /flow']
 *
 * The last line is JSON: for each page the time within which 95 of 100 answers came, and how many times that of a page that
 * reads nothing it is. Exits 1 when an answer was no page.
 */
import { createHash } from 'node:crypto';
import { Agent, get } from 'node:http';
import { parseArgs } from 'node:util';

import { measureDefinitions } from '../../config/measures.js';
import { createKeepAllCounted } from '../../src/composition/counting.js';
import { financialYearEnd, financialYearOf, financialYearStart } from '../../src/kernel/financial-year.js';
import { createModules } from '../../src/composition/modules.js';
import { createPages } from '../../src/composition/pages.js';
import { permissions } from '../../src/kernel/permissions.js';
import { databaseNow } from '../../src/platform/db/database-clock.js';
import { readCells } from '../../src/modules/measures/adapters/db/read-cells.js';
import { startService } from '../proof/service-processes.js';
import { withTestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { throwAwayRedisUrl } from '../support/throw-away-servers.js';
import { liveFiveYears } from './five-years.js';

const { values: given } = parseArgs({
  options: {
    rate: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '10' },
    /** One page alone. */
    only: { type: 'string' },
  },
});
const [rate, seconds] = [Number(given.rate), Number(given.seconds)];

/** Reads nothing but who asks: what of each page is the service itself. */
const baseline = '/accessibility-statement';
/** Asked for by what it lays beside each other, and for nothing without. */
const needsMore = ['/forecast/scenarios/beside'];
/** Every page that a planner may read and that no id names; what is told by group is asked for by group too. */
const pages = [
  ...createPages(createModules())
    .pages.filter(({ path, permission }) => 'planner' in permissions[permission] && !path.includes(':'))
    .filter(({ path }) => !needsMore.includes(path))
    .map(({ path }) => path),
  ...['/measures/referrals-received?by=partnership', '/measures/wait-to-assessment?by=healthBoard'],
  '/measures/occupancy?by=project',
];
/** And those that an id names: of the first thing there is. */
const named = [
  { path: '/expansion', ids: 'SELECT MIN(expansion_id) AS id FROM expansion_project' },
  { path: '/measures/published', ids: 'SELECT MIN(id) AS id FROM published_figure' },
];

const token = 'token-of-the-planner-of-the-bench-of-pages';
const quantile = (values: readonly number[], part: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
};

const database = await withTestDatabase();
try {
  const { dataSource, uow } = database;
  const today = await uow.read(async (tx) => (await databaseNow(tx)).today);
  const livedFromMs = performance.now();
  const made = await liveFiveYears(database.url, today, console.log);
  console.log(
    `${made.steps} steps in ${Math.round((performance.now() - livedFromMs) / 1000)} s; refused: ${JSON.stringify(made.refused)}.`,
  );
  const beganMs = performance.now();
  const revised = await createKeepAllCounted(uow)();
  console.log(
    `${made.placements} placements, ${made.bedNights} bed-nights; ${revised} facts kept for counting in ${((performance.now() - beganMs) / 1000).toFixed(1)} s.`,
  );
  await dataSource.query(
    'ANALYZE TABLE counted_referral, counted_stay, counted_bed, placement, referral, offer, bed_night, safety_record',
  );
  const year = financialYearOf(today);
  const period = {
    fromOn: financialYearStart(year),
    toOn: financialYearEnd(year),
    asAt: null,
    asAtOn: today,
  };
  const slow: { measure: string; ms: number }[] = [];
  for (const { measureId } of measureDefinitions) {
    const question = { measureId, by: null, ...period };
    await uow.read((tx) => readCells(tx, question));
    const began = performance.now();
    await uow.read((tx) => readCells(tx, question));
    slow.push({ measure: measureId, ms: Number((performance.now() - began).toFixed(1)) });
  }
  slow.sort((a, b) => b.ms - a.ms);
  console.log(`Statements: ${slow.map(({ measure, ms }) => `${measure} ${ms}`).join(', ')} ms.`);
  const planner = '01910000-2099-7000-8000-000000000001';
  await dataSource.query(
    `INSERT INTO member (id, email, display_name, role, password_hash, version) VALUES (?, 'planner@bench.example', 'A planner', 'planner', 'none', 1)`,
    [planner],
  );
  await dataSource.query(
    `INSERT INTO session (token_hash, member_id, csrf_token, started_at, last_seen_at)
       VALUES (?, ?, 'csrf', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))`,
    [createHash('sha256').update(token).digest('hex'), planner],
  );
  const service = await startService({
    ...{ databaseUrl: database.url, redisUrl: throwAwayRedisUrl(), apis: 1, workers: 1, clockSkewMs: 0 },
  });
  try {
    const port = await service.port();
    const agent = new Agent({ keepAlive: true, maxSockets: 200 });
    const read = (path: string): Promise<{ readonly ms: number; readonly status: number }> =>
      new Promise((resolve, reject) => {
        const beganAt = performance.now();
        get(
          { host: '127.0.0.1', port, path, agent, headers: { cookie: `rehab-session=${token}` } },
          (response) => {
            response.resume();
            response.on('error', reject);
            response.on('end', () => {
              resolve({ ms: performance.now() - beganAt, status: response.statusCode ?? 0 });
            });
          },
        ).on('error', reject);
      });
    /** An open loop: a request is sent when its time has come, whether or not those before it are answered. */
    const load = async (path: string): Promise<readonly number[]> => {
      for (let warmUp = 0; warmUp < 10; warmUp += 1) await read(path);
      const asked: Promise<number>[] = [];
      await new Promise<void>((resolve) => {
        const clock = setInterval(() => {
          asked.push(
            read(path).then(({ ms, status }) => {
              if (status !== 200) throw new Error(`${path} was answered ${status}.`);
              return ms;
            }),
          );
          if (asked.length < rate * seconds) return;
          clearInterval(clock);
          resolve();
        }, 1000 / rate);
      });
      return Promise.all(asked);
    };
    // Five years wake a matcher that has seen none of them: what it does then is no part of a page.
    await eventually(
      'the matcher to have come to rest',
      async () => {
        const [latest] = await dataSource.query<{ rests: number }[]>(
          'SELECT finished_at < UTC_TIMESTAMP(6) - INTERVAL 10 SECOND AS rests FROM match_run ORDER BY id DESC LIMIT 1',
        );
        return latest?.rests === 1;
      },
      300_000,
    );
    const base = quantile(await load(baseline), 0.95);
    const told: { path: string; p50Ms: number; p95Ms: number; timesBaseline: number }[] = [];
    const ofThings: string[] = [];
    for (const { path, ids } of named) {
      const [first] = await dataSource.query<{ readonly id: string | null }[]>(ids);
      if (first?.id !== null && first?.id !== undefined) ofThings.push(`${path}/${first.id}`);
    }
    for (const path of given.only?.split(' ') ?? [...pages, ...ofThings]) {
      const times = await load(path);
      const p95Ms = Math.round(quantile(times, 0.95));
      told.push({
        path,
        p50Ms: Math.round(quantile(times, 0.5)),
        p95Ms,
        timesBaseline: Number((quantile(times, 0.95) / base).toFixed(1)),
      });
      console.log(JSON.stringify(told.at(-1)));
    }
    console.log(
      JSON.stringify({
        ...{ placements: made.placements, bedNights: made.bedNights, requestsPerSecond: rate },
        ...{
          baselineP95Ms: Number(base.toFixed(1)),
          worstP95Ms: Math.max(...told.map(({ p95Ms }) => p95Ms)),
        },
      }),
    );
  } finally {
    await service.stop();
  }
} finally {
  await database.drop();
}
