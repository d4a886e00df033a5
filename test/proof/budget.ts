/**
 * Proof that no budget is overspent, however many offers race for its last pound, and that its entries add up:
 *
 *   npm run prove:budget -- --attempts 20000 [--seed 1] [--clients 64] [--nights 3] [--hasty]
 *
 * Beds enough and few nights' money in each budget, so that it is money people race for. Offers are made, accepted,
 * declined, taken back, arrived on, made longer and ended early; approvals are shared between two budgets, proposed and
 * confirmed by a second approver; all through the API. Then every entry is added up again, in order, against the
 * limit. The last line is JSON; overspending, or entries that do not add up, exit 1.
 */
import { parseArgs } from 'node:util';

import { withTestDatabase } from '../support/database.js';
import { throwAwayRedisUrl } from '../support/throw-away-servers.js';
import { checkInvariants, type Violation } from './check-invariants.js';
import { makeContestedWorld, nightlyPence } from './contested-world.js';
import { readFacts } from './facts.js';
import { createHttpCaller, type Troubles } from './http-caller.js';
import { createRace } from './race.js';
import { startService } from './service-processes.js';
import { count, showViolations } from './show-violations.js';

const { values: given } = parseArgs({
  options: {
    attempts: { type: 'string', default: '5000' },
    seed: { type: 'string', default: '20261122' },
    clients: { type: 'string', default: '64' },
    /** What each budget allows at once. */
    nights: { type: 'string', default: '3' },
    /** Taken from what plants bugs: nothing is waited for here in any case. */
    hasty: { type: 'boolean', default: false },
  },
});

const wholeNumber = (name: 'attempts' | 'seed' | 'clients' | 'nights'): number => {
  const number = Number(given[name]);
  if (!Number.isSafeInteger(number) || number < 1) {
    throw new Error(`--${name} must be a whole number from 1.`);
  }
  return number;
};

const attempts = wholeNumber('attempts');
const seed = wholeNumber('seed');
const clients = wholeNumber('clients');
/** More than the money can fill, so that a bed is seldom what is missing. */
const beds = 60;
/** I9: a limit passed, or figures that are not the sums of their entries. I10: a claim whose entries do not add up. */
const aboutMoney = ['I9', 'I10'];

const prove = async (): Promise<number> => {
  const database = await withTestDatabase();
  const { dataSource } = database;
  const troubles: Troubles = { broken: 0, busy: 0, faults: [] };
  try {
    const world = await makeContestedWorld(dataSource, {
      ...{ beds, referrals: 400, turnaroundNights: 0, withBookings: false, approvers: 2 },
      budgetPence: wholeNumber('nights') * nightlyPence,
    });
    const service = await startService({
      ...{ databaseUrl: database.url, redisUrl: throwAwayRedisUrl(), apis: 2, workers: 1, clockSkewMs: 0 },
    });
    console.log(
      `Seed ${seed}: ${clients} clients, ${world.budgets.length} budgets with room for ${given.nights} nights each.`,
    );
    const caller = createHttpCaller(service, troubles, clients);
    const race = createRace({
      ...{ world, attempts, clients, seed, withApprovals: true },
      ask: (question) => caller.ask(question),
    });
    const stopRacing = (): void => {
      race.stop();
    };
    process.once('SIGINT', stopRacing);
    process.once('SIGTERM', stopRacing);
    await race.run();
    caller.close();
    await service.stop();

    const facts = await readFacts((statement) => dataSource.query(statement));
    const violations: readonly Violation[] = [
      ...troubles.faults.map((text) => ({ invariant: 'never-500', text })),
      ...checkInvariants(facts, []).filter(({ invariant }) => aboutMoney.includes(invariant)),
    ];
    const refusedForMoney = race.tally.byRefusal.get('budget-exhausted') ?? 0;
    console.log(
      `${count(race.tally.done)} done; ${count(refusedForMoney)} found too little money left; ` +
        `${count(facts.entries.length)} entries added up again.`,
    );
    if (troubles.faults.length > 0) console.log(`The service wrote:\n${service.lastWords()}`);
    showViolations(violations);
    const overspent = violations.filter(({ invariant }) => invariant === 'I9').length;
    console.log(JSON.stringify({ attempts: race.tally.attempts, overspent }));
    return violations.length === 0 ? 0 : 1;
  } finally {
    await database.drop();
  }
};

process.exitCode = await prove();
