/**
 * Proof that nothing is booked twice and nothing acknowledged is lost:
 *
 *   npm run prove:double-booking -- --attempts 100000 [--seed 1] [--clients 64] [--beds 24]
 *     [--faults kills,flushes,clocks] [--hasty]
 *
 * See docs/how-to/prove.md for what is raced, disturbed and checked. The last line is JSON; any violation exits 1.
 */
import { parseArgs } from 'node:util';

import { withTestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { throwAwayRedisUrl } from '../support/throw-away-servers.js';
import { checkInvariants, type Violation } from './check-invariants.js';
import { makeContestedWorld, nightlyPence } from './contested-world.js';
import { startDisturbances } from './disturbances.js';
import { readFacts } from './facts.js';
import { checkHistory } from './history.js';
import { createHttpCaller, type Troubles } from './http-caller.js';
import { createRace } from './race.js';
import { startService } from './service-processes.js';
import { count, showViolations } from './show-violations.js';

const { values: given } = parseArgs({
  options: {
    attempts: { type: 'string', default: '5000' },
    seed: { type: 'string', default: '20261122' },
    clients: { type: 'string', default: '64' },
    beds: { type: 'string', default: '24' },
    referrals: { type: 'string', default: '400' },
    apis: { type: 'string', default: '2' },
    workers: { type: 'string', default: '2' },
    /** Of: processes killed, Redis emptied, process clocks an hour wrong. Or none. */
    faults: { type: 'string', default: 'kills,flushes,clocks' },
    /** Checks what is there without waiting for messages to be delivered. */
    hasty: { type: 'boolean', default: false },
  },
});

const wholeNumber = (
  name: 'attempts' | 'seed' | 'clients' | 'beds' | 'referrals' | 'apis' | 'workers',
): number => {
  const number = Number(given[name]);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new Error(`--${name} must be a whole number from 1.`);
  return number;
};

const attempts = wholeNumber('attempts');
const seed = wholeNumber('seed');
const clients = wholeNumber('clients');
const faults = given.faults.split(',');
/** What each budget allows at once: a night for each bed, so that money runs out before beds do. Unit: pence. */
const budgetPence = wholeNumber('beds') * nightlyPence;
const hourMs = 3_600_000;
/** The longest a delivery can take: handed out, lost with Redis or a worker, handed out again, swept. */
const quietWithinMs = 90_000;

const seconds = (sinceMs: number): number => (performance.now() - sinceMs) / 1_000;

const prove = async (): Promise<number> => {
  const redisUrl = throwAwayRedisUrl();
  const database = await withTestDatabase();
  const { dataSource } = database;
  const troubles: Troubles = { broken: 0, busy: 0, faults: [] };
  const violations: Violation[] = [];
  const beganAt = performance.now();
  try {
    const world = await makeContestedWorld(dataSource, {
      beds: wholeNumber('beds'),
      referrals: wholeNumber('referrals'),
      budgetPence,
    });
    const service = await startService({
      databaseUrl: database.url,
      redisUrl,
      apis: wholeNumber('apis'),
      workers: wholeNumber('workers'),
      clockSkewMs: faults.includes('clocks') ? hourMs : 0,
    });
    console.log(
      `Seed ${seed}: ${clients} clients, ${world.beds.length} beds, ${world.referrals.length} people; ready after ${seconds(beganAt).toFixed(1)} s.`,
    );
    const caller = createHttpCaller(service, troubles, clients);
    const race = createRace({ world, attempts, clients, seed, ask: (question) => caller.ask(question) });
    const disturbances = startDisturbances({
      ...{ database: dataSource, redisUrl, world, race, service, seed, budgetPence },
      withKills: faults.includes('kills'),
      withFlushes: faults.includes('flushes'),
      onFault: (fault) => {
        console.log('A disturbance failed:', fault);
      },
    });
    const stopRacing = (): void => {
      race.stop();
    };
    process.once('SIGINT', stopRacing);
    process.once('SIGTERM', stopRacing);

    const racedFrom = performance.now();
    let toldAttempts = 0;
    const tell = setInterval(() => {
      const { attempts: made, done } = race.tally;
      console.log(
        `  ${count(made)} attempts (${count(Math.round((made - toldAttempts) / 5))}/s), ${count(done)} done, ` +
          `${count(troubles.broken)} connections broken, ${disturbances.counts.kills} kills, ${disturbances.counts.flushes} flushes`,
      );
      toldAttempts = made;
    }, 5_000);
    await race.run().finally(() => {
      clearInterval(tell);
    });
    const raceSeconds = seconds(racedFrom);
    await disturbances.stop();

    const quietFrom = performance.now();
    if (!given.hasty)
      await eventually(
        'every message that is due is done and every offer past its time expired',
        async () => {
          const rows: { waiting: string }[] = await dataSource.query(
            `SELECT (SELECT COUNT(*) FROM outbox WHERE done_at IS NULL AND (due_at <= UTC_TIMESTAMP(6) OR attempts > 0))
                + (SELECT COUNT(*) FROM offer WHERE state = 'offered' AND expires_at <= UTC_TIMESTAMP(6)) AS waiting`,
          );
          return Number(rows[0]?.waiting) === 0;
        },
        quietWithinMs,
      ).catch((error: unknown) => {
        violations.push({ invariant: 'I19', text: error instanceof Error ? error.message : String(error) });
      });
    const quietSeconds = seconds(quietFrom);
    caller.close();
    await service.stop();

    const checkedFrom = performance.now();
    const facts = await readFacts((statement) => dataSource.query(statement));
    const fromHistory = checkHistory(race.history, facts, (requestId) => race.isOurs(requestId));
    violations.push(
      ...race.violations,
      ...service.ownEnds.map((text) => ({ invariant: 'process', text })),
      ...troubles.faults.map((text) => ({ invariant: 'never-500', text })),
      ...checkInvariants(facts, disturbances.limitChanges),
      ...fromHistory.violations,
    );
    const overlaps = violations.filter(({ invariant }) => invariant === 'I1' || invariant === 'I2').length;

    for (const [operation, outcome] of [...race.tally.byOperation].sort()) {
      const unknown = outcome.unknown === 0 ? '' : `, ${count(outcome.unknown)} unknown`;
      console.log(`  ${operation}: ${count(outcome.done)} done, ${count(outcome.refused)} refused${unknown}`);
    }
    const refusals = [...race.tally.byRefusal].sort(([, a], [, b]) => b - a);
    console.log(`Refusals: ${refusals.map(([code, times]) => `${code} ${count(times)}`).join(', ')}.`);
    const states = new Map<string, number>();
    for (const { state } of facts.offers) states.set(state, (states.get(state) ?? 0) + 1);
    console.log(`Offers: ${[...states].map(([state, times]) => `${state} ${count(times)}`).join(', ')}.`);
    if (troubles.faults.length > 0) console.log(`The service wrote:\n${service.lastWords()}`);
    const { kills, flushes, repeatedDeliveries, hurriedOffers } = disturbances.counts;
    console.log(
      `Disturbed by ${kills} kills, ${flushes} flushes of Redis, ${count(repeatedDeliveries)} repeated deliveries, ` +
        `${count(hurriedOffers)} hurried offers; ${count(troubles.broken)} connections broken, ${count(troubles.busy)} busy answers.`,
    );
    console.log(
      `Raced ${raceSeconds.toFixed(1)} s (${count(Math.round(race.tally.attempts / raceSeconds))} attempts/s), ` +
        `quiet after ${quietSeconds.toFixed(1)} s, checked ${count(facts.audit.length)} records in ${seconds(checkedFrom).toFixed(1)} s, ` +
        `${Math.round(process.memoryUsage().rss / 1e6)} MB, seed ${seed}.`,
    );
    showViolations(violations);
    console.log(
      JSON.stringify({
        attempts: race.tally.attempts,
        accepted: race.tally.done,
        overlaps,
        lostAcknowledged: fromHistory.lostAcknowledged,
        violations: violations.length,
        kills,
        flushes,
      }),
    );
    return violations.length === 0 ? 0 : 1;
  } finally {
    await database.drop();
  }
};

process.exitCode = await prove();
