import type { Config } from '../../config/load.js';
import type { Clock } from '../kernel/clock.js';
import type { UnitOfWork } from '../kernel/unit-of-work.js';
import { createDataSource, type DataSource, type Patience } from '../platform/db/data-source.js';
import { connectFaultText } from '../platform/db/database-fault.js';
import { createDemonstrationClock } from '../platform/db/demonstration-clock.js';
import { databaseSettingFaults } from '../platform/db/settings.js';
import { createUnitOfWork } from '../platform/db/unit-of-work.js';
import { keepCounted } from '../modules/measures/adapters/db/keep-counted.js';
import { within } from '../platform/waiting.js';
import { migrations } from './migrations.js';

/** An open database: its pool, and the one way to read and write. */
export interface Database {
  readonly dataSource: DataSource;
  readonly uow: UnitOfWork;
  close(): Promise<void>;
}

/** Says what an operator must put right about the database or Redis before anything starts. */
export class SettingsFault extends Error {
  override readonly name = 'SettingsFault';
}

/** How long somebody waits for the database before they are told that it is away. Unit: milliseconds. */
export interface DatabasePatience extends Patience {
  /** For a connection of the pool to be free, or made. */
  readonly connectionMs: number;
  /** For open connections to end when the process does. */
  readonly closeMs: number;
}

/** A request is answered within about ten seconds: a connection, then one statement that does not come back. */
const usualPatience: DatabasePatience = {
  connectMs: 3_000,
  connectionMs: 3_500,
  statementMs: 6_500,
  closeMs: 3_000,
};

/** A pool that knows every migration, not yet connected: the caller initialises and destroys it. */
export const openDataSource = (url: string, poolSize: number, patience?: Patience): DataSource =>
  createDataSource({
    url,
    poolSize,
    migrations: [...migrations],
    ...(patience === undefined ? {} : { patience }),
  });

/**
 * Makes the first connection.
 *
 * @throws SettingsFault when the database cannot be reached or lets nobody in, with where and why.
 */
export const connect = async (dataSource: DataSource, url: string): Promise<void> => {
  try {
    await dataSource.initialize();
  } catch (error) {
    const why = connectFaultText(error);
    if (why === null) throw error;
    throw new SettingsFault(`The database at ${new URL(url).host} cannot be used: ${why}.`, { cause: error });
  }
};

/** Whether a schema was never begun, or only up to a release before this one. A later one is well: releases overlap. */
const schemaFaults = async (dataSource: DataSource): Promise<readonly string[]> => {
  const [made]: unknown[] = await dataSource.query(
    `SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'migration'`,
  );
  const rows: { name: string }[] =
    made === undefined ? [] : await dataSource.query('SELECT name FROM migration');
  const applied = new Set(rows.map(({ name }) => name));
  const missing = migrations.filter(({ name }) => !applied.has(name)).map(({ name }) => name);
  if (missing.length === 0) return [];
  const lacks = applied.size === 0 ? 'has no schema yet' : `lacks ${missing.join(', ')}`;
  return [`The database ${lacks}. Run "npm run migrate" first.`];
};

/** In production: people of a demonstration, whose passwords are published, may not be let in. */
const demonstrationFaults = async (dataSource: DataSource): Promise<readonly string[]> => {
  const [found]: unknown[] = await dataSource.query('SELECT 1 FROM demonstration LIMIT 1');
  return found === undefined
    ? []
    : [
        'The database was filled by the demonstration, whose sign-ins are published. APP_MODE=production needs one of its own.',
      ];
};

const refuseOver = (faults: readonly string[]): void => {
  if (faults.length > 0) throw new SettingsFault(faults.join('\n'));
};

/** Looks at everything the promises rest on. @throws SettingsFault with what is wrong and why it matters. */
const inspect = async (dataSource: DataSource, mode: Config['mode']): Promise<void> => {
  const settings = await databaseSettingFaults(dataSource);
  refuseOver(
    settings.length === 0
      ? []
      : ['The database is not set up safely:', ...settings.map((fault) => `  ${fault}`)],
  );
  refuseOver(await schemaFaults(dataSource));
  if (mode === 'production') refuseOver(await demonstrationFaults(dataSource));
};

/**
 * Connects, and refuses to go on over settings the promises rest on, over a schema that is not of this release, and in
 * production over a database of the demonstration.
 *
 * @throws SettingsFault with everything that is wrong and why it matters.
 */
export const openDatabase = async (
  options: {
    readonly url: string;
    readonly poolSize: number;
    readonly mode: Config['mode'];
    /** Given by tests alone: a time of their own, for every transaction. */
    readonly clock?: Clock;
    /** Given by tests alone: less patience than usual. */
    readonly patience?: DatabasePatience;
  },
  onFault: (error: unknown) => void,
): Promise<Database> => {
  const patience = options.patience ?? usualPatience;
  const dataSource = openDataSource(options.url, options.poolSize, patience);
  await connect(dataSource, options.url);
  try {
    await inspect(dataSource, options.mode);
    const demonstration =
      options.mode === 'demonstration' ? await createDemonstrationClock(dataSource, onFault) : undefined;
    const clock = options.clock ?? demonstration;
    return {
      dataSource,
      uow: createUnitOfWork({
        dataSource,
        connectionWithinMs: patience.connectionMs,
        lastly: keepCounted,
        ...(clock === undefined ? {} : { databaseClock: clock }),
      }),
      async close() {
        demonstration?.stop();
        try {
          await within(patience.closeMs, dataSource.destroy());
        } catch (error) {
          // It does not take a goodbye either. The end of the process ends its connections.
          onFault(error);
        }
      },
    };
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
};
