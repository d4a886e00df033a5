import { randomBytes } from 'node:crypto';

import type { DataSource } from 'typeorm';

import { openDataSource } from '../../src/composition/database.js';
import type { Clock } from '../../src/kernel/clock.js';
import type { UnitOfWork } from '../../src/kernel/unit-of-work.js';
import { keepCounted } from '../../src/modules/measures/adapters/db/keep-counted.js';
import { createUnitOfWork } from '../../src/platform/db/unit-of-work.js';

export interface TestDatabase {
  readonly dataSource: DataSource;
  readonly uow: UnitOfWork;
  readonly url: string;
  /** Closes the pool and removes the database. */
  drop(): Promise<void>;
}

const serverUrl = (): string => {
  const url = process.env.TEST_DATABASE_URL;
  if (url === undefined || url === '') {
    throw new Error(
      'TEST_DATABASE_URL is not set: these tests need a server on which they may create databases.',
    );
  }
  return url;
};

const asAdministrator = async (statement: string): Promise<void> => {
  const admin = openDataSource(serverUrl(), 1);
  await admin.initialize();
  try {
    await admin.query(statement);
  } finally {
    await admin.destroy();
  }
};

export interface TestDatabaseOptions {
  /** Moves the time of every transaction of `uow`; without it the server's own clock decides. */
  readonly clock?: Clock;
  readonly poolSize?: number;
}

/** A fresh, migrated database of its own on the server TEST_DATABASE_URL names; the caller drops it. */
export const withTestDatabase = async ({
  clock,
  poolSize = 16,
}: TestDatabaseOptions = {}): Promise<TestDatabase> => {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asAdministrator(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
  const url = new URL(serverUrl());
  url.pathname = `/${name}`;
  const dataSource = openDataSource(url.href, poolSize);
  const drop = async (): Promise<void> => {
    if (dataSource.isInitialized) await dataSource.destroy();
    await asAdministrator(`DROP DATABASE ${name}`);
  };
  try {
    await dataSource.initialize();
    await dataSource.runMigrations({ transaction: 'none' });
  } catch (error) {
    await drop();
    throw error;
  }
  const uow = createUnitOfWork({
    ...{ dataSource, lastly: keepCounted },
    ...(clock === undefined ? {} : { databaseClock: clock }),
  });
  return { dataSource, uow, url: url.href, drop };
};
