/**
 * Offers a second through HTTP, beside the least that could make them: Express and mysql2 running the very same
 * statements. Both run on one database, turn and turn about, with 32 connections; every request is another person in
 * another bed, and every one must succeed.
 *
 *   npm run bench:offers [-- --rounds 8 --requests 300]
 *
 * The last line is JSON; exits 1 when the two did not do the same work.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { Agent, request } from 'node:http';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import type { DataSource } from 'typeorm';

import { dateOf, dayOf } from '../proof/civil-days.js';
import { makeContestedWorld, type Caller } from '../proof/contested-world.js';
import { withTestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { throwAwayRedisUrl } from '../support/throw-away-servers.js';

const { values: given } = parseArgs({
  options: {
    rounds: { type: 'string', default: '8' },
    requests: { type: 'string', default: '300' },
    /** Writes a CPU profile of the product's process into this folder. */
    profile: { type: 'string' },
  },
});
const rounds = Number(given.rounds);
const perRound = Number(given.requests);
/** Offers before the first that counts: a process in service has long been compiled, and that takes about as many. */
const warmUp = 5 * perRound;
const connections = 32;
const poolSize = 32;
/** The commonest length of a programme. */
const stayNights = 84;
/** An offer may be made a year ahead. */
const staysPerBed = 3;

type Side = 'product' | 'bare';
const sides: readonly Side[] = ['product', 'bare'];

interface Server {
  readonly child: ChildProcess;
  readonly port: number;
  readonly cookieName: string;
}

interface Work {
  readonly caller: Caller;
  readonly body: string;
}

const fileOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  });

const whenAlive = async (name: string, port: number): Promise<void> => {
  await eventually(`${name} answers`, async () => (await fetch(`http://127.0.0.1:${port}/livez`)).ok, 60_000);
};

/** As in production: secure cookies, replies not checked twice, one log line a request. */
const startProduct = async (databaseUrl: string): Promise<Server> => {
  const port = await freePort();
  const profiling = given.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${given.profile}`];
  const child = spawn(process.execPath, [...profiling, fileOf('../../src/server.js')], {
    env: {
      ...{
        DATABASE_URL: databaseUrl,
        REDIS_URL: throwAwayRedisUrl(),
        PORT: String(port),
        NODE_ENV: 'production',
      },
      ...{ APP_MODE: 'production', PUBLIC_ORIGIN: 'https://localhost', LOG_LEVEL: 'info' },
      ...{ DATABASE_POOL_SIZE: String(poolSize), REQUESTS_PER_MINUTE: '100000000' },
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await whenAlive('the product', port);
  return { child, port, cookieName: '__Host-rehab-session' };
};

const startBare = async (databaseUrl: string): Promise<Server> => {
  const port = await freePort();
  const args = [fileOf('./bare-server.js'), String(port), databaseUrl, String(poolSize)];
  const child = spawn(process.execPath, args, {
    env: { NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await whenAlive('the bare server', port);
  return { child, port, cookieName: 'session' };
};

let asked = 0;

/** Makes one offer; gives how long it took, in milliseconds. */
const makeOffer = (agent: Agent, server: Server, { caller, body }: Work): Promise<number> =>
  new Promise((resolve, reject) => {
    asked += 1;
    const beganAt = performance.now();
    const sent = request(
      {
        ...{ host: '127.0.0.1', port: server.port, path: '/api/offers', method: 'POST', agent },
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          cookie: `${server.cookieName}=${caller.token}`,
          'x-csrf-token': caller.csrfToken,
          'idempotency-key': `key-of-the-bench-number-${asked}`,
          'x-request-id': `bench-${String(asked).padStart(6, '0')}`,
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          if (response.statusCode === 201) resolve(performance.now() - beganAt);
          else
            reject(
              new Error(`${response.statusCode ?? 0}: ${Buffer.concat(chunks).toString().slice(0, 500)}`),
            );
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });

interface Round {
  readonly seconds: number;
  readonly timesMs: readonly number[];
}

const runRound = async (agent: Agent, server: Server, work: readonly Work[]): Promise<Round> => {
  const left = [...work];
  const timesMs: number[] = [];
  const beganAt = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (let each = left.pop(); each !== undefined; each = left.pop()) {
        timesMs.push(await makeOffer(agent, server, each));
      }
    }),
  );
  return { seconds: (performance.now() - beganAt) / 1_000, timesMs };
};

/** A statement without its values and with its lists cut to one, so that two of a kind read the same. */
const shapeOf = (statement: string): string =>
  statement
    .replace(/'(?:[^'\\]|\\.)*'/g, '?')
    .replace(/\b(?:NULL|true|false|\d+(?:\.\d+)?)\b/g, '?')
    .replace(/(\((?:\?, )*\?\))(?:, \((?:\?, )*\?\))+/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();

/** The statements one offer sends, as the database's own log has them. */
const statementsOf = async (
  database: DataSource,
  act: () => Promise<unknown>,
): Promise<readonly string[]> => {
  await database.query(`SET GLOBAL log_output = 'TABLE'`);
  await database.query('TRUNCATE mysql.general_log');
  await database.query('SET GLOBAL general_log = ON');
  try {
    await act();
  } finally {
    await database.query('SET GLOBAL general_log = OFF');
  }
  const rows: { statement: string }[] = await database.query(
    `SELECT CAST(argument AS CHAR) AS statement FROM mysql.general_log
      WHERE command_type = 'Query' AND argument NOT LIKE 'SET GLOBAL%' ORDER BY event_time`,
  );
  return rows.map(({ statement }) => shapeOf(statement));
};

const quantile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
const rounded = (value: number, digits = 1): number => Number(value.toFixed(digits));

/** First days of stays that one bed can hold one after another, each within one financial year and a year ahead. */
const arrivalsOf = (today: string): readonly string[] => {
  const arrivals: string[] = [];
  for (let day = dayOf(today) + 2; arrivals.length < staysPerBed;) {
    const year = dateOf(day).slice(0, 4);
    const april = dayOf(`${year}-04-01`);
    if (day < april && april < day + stayNights) day = april;
    arrivals.push(dateOf(day));
    day += stayNights;
  }
  return arrivals;
};

const measure = async (): Promise<number> => {
  const database = await withTestDatabase();
  const { dataSource } = database;
  const servers: Partial<Record<Side, Server>> = {};
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const endAll = (): void => {
    for (const side of sides) servers[side]?.child.kill('SIGKILL');
  };
  process.once('exit', endAll);
  try {
    // Warm-up, one offer that is looked at, and the rounds, for both sides.
    const offers = 2 * (warmUp + 2 + rounds * perRound);
    const world = await makeContestedWorld(dataSource, {
      beds: Math.ceil(offers / staysPerBed) + 10,
      referrals: offers,
      budgetPence: 1_000_000_000_000,
      partnerships: 30,
      bedKinds: ['any'],
      turnaroundNights: 0,
      withBookings: false,
    });
    const coordinators = new Map(
      world.callers.filter(({ role }) => role === 'coordinator').map((caller) => [caller.homeId, caller]),
    );
    const arrivals = arrivalsOf(world.today);
    // Two beds of the world open late or close early.
    const beds = world.beds.slice(10);
    const work = world.referrals.map(({ referralId, partnershipId }, index): Work => {
      const bed = beds[Math.floor(index / staysPerBed)];
      const arrivesOn = arrivals[index % staysPerBed];
      const caller = coordinators.get(partnershipId);
      if (bed === undefined || arrivesOn === undefined || caller === undefined)
        throw new Error('Too small a world.');
      const departsOn = dateOf(dayOf(arrivesOn) + stayNights);
      return { caller, body: JSON.stringify({ referralId, bedId: bed.bedId, arrivesOn, departsOn }) };
    });
    const take = (many: number): readonly Work[] => work.splice(0, many);

    servers.product = await startProduct(database.url);
    servers.bare = await startBare(database.url);
    const serverOf = (side: Side): Server => {
      const server = servers[side];
      if (server === undefined) throw new Error(`No server for ${side}.`);
      return server;
    };
    const made = { product: 0, bare: 0 };
    const run = async (side: Side, many: number): Promise<Round> => {
      made[side] += many;
      return runRound(agent, serverOf(side), take(many));
    };

    for (const side of sides) {
      const { seconds } = await run(side, warmUp);
      console.log(`  warm-up: ${side} ${Math.round(warmUp / seconds)}/s`);
    }
    const seen = {
      product: await statementsOf(dataSource, () => run('product', 1)),
      bare: await statementsOf(dataSource, () => run('bare', 1)),
    };
    const differing = Array.from(
      { length: Math.max(seen.product.length, seen.bare.length) },
      (_, index) => index,
    ).filter((index) => seen.product[index] !== seen.bare[index]);
    console.log(
      `${seen.product.length} statements an offer, the same on both sides: ${differing.length === 0 ? 'yes' : 'NO'}.`,
    );
    for (const index of differing) {
      console.log(
        `  ${index + 1} product: ${seen.product[index] ?? 'none'}\n  ${index + 1} bare:    ${seen.bare[index] ?? 'none'}`,
      );
    }

    const results: Record<Side, Round[]> = { product: [], bare: [] };
    for (let round = 0; round < rounds; round += 1) {
      // Who goes first changes, so that neither always follows the other's flushing.
      for (const side of round % 2 === 0 ? sides : [...sides].reverse()) {
        results[side].push(await run(side, perRound));
      }
      const rates = sides.map(
        (side) => `${side} ${Math.round(perRound / (results[side].at(-1)?.seconds ?? 1))}/s`,
      );
      console.log(`  round ${round + 1}: ${rates.join(', ')}`);
    }

    // Each table must have grown by the same on both sides; product ids are of version 7, bare ones of version 4.
    const counted: { isProduct: string; offers: string; nights: string; entries: string; audit: string }[] =
      await dataSource.query(
        `SELECT SUBSTRING(o.id, 15, 1) = '7' AS isProduct, COUNT(*) AS offers,
                SUM((SELECT COUNT(*) FROM bed_night b WHERE b.claim_id = o.id)
                  + (SELECT COUNT(*) FROM client_night c WHERE c.claim_id = o.id)) AS nights,
                SUM((SELECT COUNT(*) FROM budget_entry e WHERE e.claim_id = o.id)) AS entries,
                SUM((SELECT COUNT(*) FROM audit a WHERE a.subject_kind = 'offer' AND a.subject_id = o.id)) AS audit
           FROM offer o GROUP BY isProduct`,
      );
    const rowsOf = (side: Side) =>
      counted.find(({ isProduct }) => (Number(isProduct) === 1) === (side === 'product'));
    let isEqual = differing.length === 0;
    for (const side of sides) {
      const rows = rowsOf(side);
      const asExpected =
        Number(rows?.offers) === made[side] &&
        Number(rows?.nights) === made[side] * stayNights * 2 &&
        Number(rows?.entries) === made[side] &&
        Number(rows?.audit) === made[side];
      if (!asExpected) isEqual = false;
      console.log(
        `${side}: ${made[side]} requests, ${rows?.offers ?? 0} offers, ${rows?.nights ?? 0} nights, ` +
          `${rows?.entries ?? 0} entries, ${rows?.audit ?? 0} records${asExpected ? '' : ': NOT as expected'}.`,
      );
    }

    const rateOf = (side: Side): number =>
      (perRound * rounds) / results[side].reduce((sum, { seconds }) => sum + seconds, 0);
    const ratios = results.product
      .map(({ seconds }, index) => (results.bare[index]?.seconds ?? 0) / seconds)
      .sort((a, b) => a - b);
    const timesMs = results.product.flatMap((round) => round.timesMs).sort((a, b) => a - b);
    console.log(`Ratio by round: ${ratios.map((ratio) => ratio.toFixed(2)).join(', ')}.`);
    console.log(
      JSON.stringify({
        perSecond: rounded(rateOf('product')),
        barePerSecond: rounded(rateOf('bare')),
        ratio: rounded(rateOf('product') / rateOf('bare'), 3),
        p50Ms: rounded(quantile(timesMs, 0.5)),
        p99Ms: rounded(quantile(timesMs, 0.99)),
      }),
    );
    return isEqual ? 0 : 1;
  } finally {
    agent.destroy();
    const { product } = servers;
    if (product !== undefined) {
      await new Promise((resolve) => {
        product.child.once('exit', resolve);
        product.child.kill('SIGTERM');
      });
    }
    endAll();
    process.off('exit', endAll);
    await database.drop();
  }
};

process.exitCode = await measure();
