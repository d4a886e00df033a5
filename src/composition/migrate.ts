import { loadConfig } from '../../config/load.js';
import { CountedFacts1763845200000 } from '../../migrations/20261123_1680-counted-facts.js';
import { createUnitOfWork } from '../platform/db/unit-of-work.js';
import { createKeepAllCounted } from './counting.js';
import { connect, openDataSource } from './database.js';
import { endOver } from './run-process.js';

const lockName = 'rehab-placements-migrate';

/**
 * Brings the schema up to date; of several that start at once, one works and the rest wait for it.
 *
 * @throws SettingsFault when the database cannot be reached.
 */
export const migrate = async (url: string): Promise<readonly string[]> => {
  const dataSource = openDataSource(url, 2);
  await connect(dataSource, url);
  const holder = dataSource.createQueryRunner();
  try {
    await holder.connect();
    const rows = await holder.manager.query<{ readonly taken: number | string | null }[]>(
      'SELECT GET_LOCK(?, 120) AS taken',
      [lockName],
    );
    if (Number(rows[0]?.taken) !== 1) {
      throw new Error(
        'Another process has been migrating this database for two minutes. Try again when it is done.',
      );
    }
    const done = await dataSource.runMigrations({ transaction: 'none' });
    // What was recorded before it was kept for counting.
    if (done.some(({ name }) => name === CountedFacts1763845200000.name))
      await createKeepAllCounted(createUnitOfWork({ dataSource }))();
    await holder.query('SELECT RELEASE_LOCK(?)', [lockName]);
    return done.map(({ name }) => name);
  } finally {
    await holder.release();
    await dataSource.destroy();
  }
};

if (process.argv[1]?.endsWith('migrate.js') === true) {
  try {
    const done = await migrate(loadConfig().databaseUrl);
    console.log(done.length === 0 ? 'The database is up to date.' : `Applied ${done.join(', ')}.`);
  } catch (fault) {
    endOver(fault);
  }
}
