import { systemActor } from '../kernel/actor.js';
import { addNights, londonDate, londonInstant, type IsoDate } from '../kernel/iso-date.js';
import type { CommandContext, UnitOfWork } from '../kernel/unit-of-work.js';
import { loadConfig } from '../../config/load.js';
import { selectOne } from '../platform/db/sql.js';
import { databaseNow } from '../platform/db/database-clock.js';
import { openDatabase } from './database.js';
import { createChance } from './demonstration/chance.js';
import { liveOneDay } from './demonstration/day.js';
import { putClockAhead } from './demonstration/progress.js';
import { readWorld } from './demonstration/world.js';
import { createModules } from './modules.js';

const context: CommandContext = { actor: systemActor, requestId: 'simulate' };

const readDays = (args: readonly string[]): number => {
  const at = args.indexOf('--days');
  const days = Number(args[at + 1]);
  if (at === -1 || !Number.isInteger(days) || days < 1 || days > 366) {
    throw new Error('Say how many days to let pass, from 1 to 366: npm run simulate -- --days 7');
  }
  return days;
};

/** Looks again and again, at most for two minutes, until it is so. */
const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  for (let look = 0; look < 600; look += 1) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('The workers did not keep up. Is the demonstration running?');
};

/** How the demonstration's own clock is read, moved on, and waited for. */
const demonstrationTime = (uow: UnitOfWork) => {
  const now = () => uow.read(databaseNow);
  return {
    now,
    /** Every process looks at the clock's lead by itself, so its coming into force is waited for. */
    moveTo: async (at: Date): Promise<void> => {
      await putClockAhead(uow, context, at.getTime() - Date.now());
      await until(async () => (await now()).at >= at);
    },
  };
};

/** Waits until the running workers have acted on everything that is due in this half minute, or given it up. */
const settleThere = (uow: UnitOfWork) => (): Promise<void> =>
  until(async () => {
    const waiting = await uow.read((tx) =>
      selectOne(
        tx,
        `SELECT 1 AS yes FROM outbox
          WHERE done_at IS NULL AND due_at <= UTC_TIMESTAMP(6) + INTERVAL 30 SECOND
            AND occurred_at <= UTC_TIMESTAMP(6) AND attempts < 5 LIMIT 1`,
      ),
    );
    return waiting === null;
  });

/** What a day left, in a line. */
const tellOf = async (uow: UnitOfWork, day: IsoDate): Promise<string> => {
  const counts = await uow.read((tx) =>
    selectOne<{ waiting: string; residents: string; offers: string }>(
      tx,
      `SELECT (SELECT COUNT(*) FROM referral WHERE state = 'open') AS waiting,
              (SELECT COUNT(*) FROM placement WHERE state = 'admitted') AS residents,
              (SELECT COUNT(*) FROM offer WHERE state = 'offered') AS offers`,
    ),
  );
  return `${day}: ${counts?.waiting ?? 0} people waiting, ${counts?.offers ?? 0} offers open, ${counts?.residents ?? 0} residents`;
};

/**
 * Moves the demonstration's clock on, day by day, while everybody does what they would and the running workers
 * match, expire and close. Watch the pages meanwhile: they follow.
 */
const simulate = async (days: number): Promise<void> => {
  const config = loadConfig();
  if (config.mode !== 'demonstration') {
    throw new Error('Time is moved only where APP_MODE is demonstration. Nothing was changed.');
  }
  const database = await openDatabase(
    { url: config.databaseUrl, poolSize: 4, mode: config.mode },
    (error) => {
      console.error(error);
    },
  );
  const { uow } = database;
  try {
    const modules = createModules();
    const world = await readWorld(uow);
    const { now, moveTo } = demonstrationTime(uow);
    const settle = settleThere(uow);
    let today = addNights((await now()).today, 1);
    for (let passed = 1; passed <= days; passed += 1) {
      const day = today;
      await moveTo(londonInstant(day, 8 * 60));
      await liveOneDay({
        uow,
        modules,
        world,
        chance: createChance((await now()).at.getTime() % 2_147_483_647),
        today: day,
        settle,
        pace: 'usual',
        goOnTo: (hour) => moveTo(londonInstant(day, hour * 60)),
      });
      await moveTo(londonInstant(day, 18 * 60));
      await settle();
      console.log(await tellOf(uow, day));
      today = addNights(londonDate((await now()).at), 1);
    }
  } finally {
    await database.close();
  }
};

await simulate(readDays(process.argv.slice(2)));
