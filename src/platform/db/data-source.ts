import { DataSource, type MigrationInterface } from 'typeorm';

export type { DataSource };

/** Where the database is, how many connections to keep, and the schema's changes in order. */
export interface DatabaseOptions {
  /** `mysql://user:password@host:3306/database`. */
  readonly url: string;
  readonly poolSize: number;
  readonly migrations: readonly (new () => MigrationInterface)[];
}

/**
 * A pool of connections to MariaDB or MySQL. Civil dates come back as strings (a DATE read as an instant
 * loses a day west of Greenwich) and big integers as strings (beyond 2^53 a number lies).
 */
export const createDataSource = (options: DatabaseOptions): DataSource =>
  new DataSource({
    type: 'mysql',
    url: options.url,
    charset: 'utf8mb4_unicode_ci',
    timezone: 'Z',
    dateStrings: ['DATE'],
    supportBigNumbers: true,
    bigNumberStrings: true,
    connectTimeout: 5_000,
    // A stack kept for every statement costs a twentieth of the API's time; a fault has TypeORM's own.
    trace: false,
    poolSize: options.poolSize,
    synchronize: false,
    migrationsTableName: 'migration',
    migrations: [...options.migrations],
  });
