import type { Clock } from '../kernel/clock.js';
import type { UnitOfWork } from '../kernel/unit-of-work.js';
import { createDataSource, type DataSource } from '../platform/db/data-source.js';
import { createDemonstrationClock } from '../platform/db/demonstration-clock.js';
import { databaseSettingFaults } from '../platform/db/settings.js';
import { createUnitOfWork } from '../platform/db/unit-of-work.js';
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

/** A pool that knows every migration, not yet connected: the caller initialises and destroys it. */
export const openDataSource = (url: string, poolSize: number): DataSource =>
  createDataSource({ url, poolSize, migrations: [...migrations] });

/**
 * Connects, and refuses to go on over settings the promises rest on.
 *
 * @throws SettingsFault with every setting that is wrong and why it matters.
 */
export const openDatabase = async (
  options: {
    readonly url: string;
    readonly poolSize: number;
    readonly isDemonstration: boolean;
    /** Given by tests alone: a time of their own, for every transaction. */
    readonly clock?: Clock;
  },
  onFault: (error: unknown) => void,
): Promise<Database> => {
  const dataSource = openDataSource(options.url, options.poolSize);
  await dataSource.initialize();
  try {
    const faults = await databaseSettingFaults(dataSource);
    if (faults.length > 0)
      throw new SettingsFault(`The database is not set up safely:\n  ${faults.join('\n  ')}`);
    const demonstration = options.isDemonstration
      ? await createDemonstrationClock(dataSource, onFault)
      : undefined;
    const clock = options.clock ?? demonstration;
    return {
      dataSource,
      uow: createUnitOfWork({ dataSource, ...(clock === undefined ? {} : { databaseClock: clock }) }),
      async close() {
        demonstration?.stop();
        await dataSource.destroy();
      },
    };
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
};
