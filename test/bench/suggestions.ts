/**
 * From a change that is committed to the suggestions that follow from it, on the whole service as it runs in production:
 * an API, workers, a database, Redis. Somebody makes an offer; the time counts until the newest run of the matcher, as
 * pages read it, knows. Scotland's size: about as many people waiting as beds.
 *
 *   npm run bench:suggestions [-- --people 550 --beds 560 --changes 40 --workers 1]
 *
 * The last line is JSON; exits 1 when a change was not seen.
 */
import { parseArgs } from 'node:util';

import { dateOf, dayOf } from '../proof/civil-days.js';
import { makeContestedWorld } from '../proof/contested-world.js';
import { startService } from '../proof/service-processes.js';
import { withTestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { throwAwayRedisUrl } from '../support/throw-away-servers.js';

const { values: given } = parseArgs({
  options: {
    people: { type: 'string', default: '550' },
    beds: { type: 'string', default: '560' },
    changes: { type: 'string', default: '40' },
    workers: { type: 'string', default: '1' },
  },
});
const people = Number(given.people);
const beds = Number(given.beds);
const changes = Number(given.changes);
/** Changes before the first that counts: a process in service has long been compiled. */
const warmUp = 5;
const stayNights = 84;

const quantile = (values: readonly number[], part: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
};
const rounded = (value: number): number => Number(value.toFixed(1));

const measure = async (): Promise<number> => {
  const database = await withTestDatabase();
  const { dataSource } = database;
  try {
    const world = await makeContestedWorld(dataSource, {
      beds: beds + 10,
      referrals: people,
      budgetPence: 1_000_000_000_000,
      partnerships: 30,
      bedKinds: ['any', 'female', 'male', 'any'],
      withBookings: false,
    });
    const coordinators = new Map(
      world.callers.filter(({ role }) => role === 'coordinator').map((caller) => [caller.homeId, caller]),
    );
    const service = await startService({
      ...{ databaseUrl: database.url, redisUrl: throwAwayRedisUrl(), apis: 1, clockSkewMs: 0 },
      workers: Number(given.workers),
    });
    try {
      const stateOf = async (referralId: string): Promise<string | null> => {
        const [row] = await dataSource.query<{ state: string }[]>(
          `SELECT JSON_UNQUOTE(JSON_EXTRACT(s.explanation, '$.state')) AS state FROM suggestion s
            WHERE s.run_id = (SELECT MAX(id) FROM match_run) AND s.referral_id = ?`,
          [referralId],
        );
        return row?.state ?? null;
      };
      const suggestedBed = async (referralId: string): Promise<string | null> => {
        const [row] = await dataSource.query<{ bed_id: string | null }[]>(
          'SELECT bed_id FROM suggestion WHERE run_id = (SELECT MAX(id) FROM match_run) AND referral_id = ?',
          [referralId],
        );
        return row?.bed_id ?? null;
      };
      const [first] = world.referrals;
      if (first === undefined) throw new Error('Nobody waits in this world.');
      await eventually('the first run', () => stateOf(first.referralId), 120_000);

      const timesMs: number[] = [];
      let asked = 0;
      for (const { referralId, partnershipId } of world.referrals) {
        if (timesMs.length === warmUp + changes) break;
        const caller = coordinators.get(partnershipId);
        const bedId = await suggestedBed(referralId);
        if (caller === undefined || bedId === null) continue;
        const arrivesOn = dateOf(dayOf(world.today) + 14);
        const departsOn = dateOf(dayOf(arrivesOn) + stayNights);
        asked += 1;
        const response = await fetch(`http://127.0.0.1:${await service.port()}/api/offers`, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            cookie: `rehab-session=${caller.token}`,
            'x-csrf-token': caller.csrfToken,
            'idempotency-key': `key-of-the-bench-number-${asked}`,
          },
          body: JSON.stringify({ referralId, bedId, arrivesOn, departsOn }),
        });
        // Answered means committed.
        const beganAt = performance.now();
        if (response.status !== 201) {
          throw new Error(`An offer was answered ${response.status}: ${await response.text()}`);
        }
        // In this world a person may have two offers at once, and is suggested the second at another project.
        await eventually('the matcher knows', async () => (await suggestedBed(referralId)) !== bedId, 60_000);
        timesMs.push(performance.now() - beganAt);
      }
      const counted = timesMs.slice(warmUp);
      const runs = await dataSource.query<{ ms: string }[]>(
        `SELECT TIMESTAMPDIFF(MICROSECOND, started_at, finished_at) / 1000 AS ms FROM match_run ORDER BY id DESC LIMIT ?`,
        [changes],
      );
      console.log(`${timesMs.length} changes, ${counted.map((ms) => Math.round(ms)).join(', ')} ms.`);
      console.log(
        JSON.stringify({
          people,
          beds,
          changes: counted.length,
          runP50Ms: rounded(
            quantile(
              runs.map(({ ms }) => Number(ms)),
              0.5,
            ),
          ),
          p50Ms: rounded(quantile(counted, 0.5)),
          p95Ms: rounded(quantile(counted, 0.95)),
        }),
      );
      return counted.length === changes ? 0 : 1;
    } finally {
      await service.stop();
    }
  } finally {
    await database.drop();
  }
};

process.exitCode = await measure();
