import {
  DataSource,
  EventSubscriber,
  type AfterQueryEvent,
  type EntitySubscriberInterface,
  type Logger,
  type MigrationInterface,
} from 'typeorm';

import { leavesConnectionUnusable } from './database-fault.js';
import { destroyConnection } from './destroy-connection.js';

export type { DataSource };

/** How long to wait for the database before it counts as away. Unit: milliseconds. */
export interface Patience {
  /** For a connection to be made. */
  readonly connectMs: number;
  /** For one statement; more than the five seconds after which the server itself gives up on a lock. */
  readonly statementMs: number;
}

/** Where the database is, how many connections to keep, and the schema's changes in order. */
export interface DatabaseOptions {
  /** `mysql://user:password@host:3306/database`. */
  readonly url: string;
  readonly poolSize: number;
  readonly migrations: readonly (new () => MigrationInterface)[];
  /** Left out where a statement may take as long as it takes: changes of the schema, loading. */
  readonly patience?: Patience;
}

/** The driver's own limit for a statement, of which TypeORM speaks as a slow query's. */
const timedOutAfter = ({ statementMs }: Patience) =>
  ({ maxQueryExecutionTime: statementMs, enableQueryTimeout: true }) as const;

/**
 * Ends a connection the moment it is of no more use, before anybody hears of the fault. The driver would give one
 * whose statement took too long back to the pool, with that statement still under way and its transaction open.
 */
class DestroyUnusableConnections implements EntitySubscriberInterface {
  async afterQuery({ success, error, queryRunner }: AfterQueryEvent): Promise<void> {
    if (!success && leavesConnectionUnusable(error)) await destroyConnection(queryRunner);
  }
}
EventSubscriber()(DestroyUnusableConnections);

/** TypeORM's own would print statements that took long, with what people typed in them. */
const saysNothing: Logger = {
  logQuery: () => undefined,
  logQueryError: () => undefined,
  logQuerySlow: () => undefined,
  logSchemaBuild: () => undefined,
  logMigration: () => undefined,
  log: () => undefined,
};

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
    connectTimeout: options.patience?.connectMs ?? 5_000,
    ...(options.patience === undefined ? {} : timedOutAfter(options.patience)),
    logger: saysNothing,
    subscribers: [DestroyUnusableConnections],
    // A stack kept for every statement costs a twentieth of the API's time; a fault has TypeORM's own.
    trace: false,
    poolSize: options.poolSize,
    synchronize: false,
    migrationsTableName: 'migration',
    migrations: [...options.migrations],
  });
