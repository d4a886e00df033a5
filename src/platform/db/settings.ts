import type { DataSource } from 'typeorm';

interface Variable {
  readonly Variable_name: string;
  readonly Value: string;
}

/** What the invariants rest on; each with the reason an operator should hear. */
const required: readonly { name: string; is: readonly string[]; because: string }[] = [
  {
    name: 'innodb_flush_log_at_trx_commit',
    is: ['1'],
    because: 'an acknowledged booking must survive the server being killed',
  },
  {
    name: 'innodb_snapshot_isolation',
    is: ['ON'],
    because: 'without it the engine lets one transaction silently undo another (MariaDB 10.11 has it off)',
  },
  {
    name: 'innodb_print_all_deadlocks',
    is: ['ON'],
    because: 'a deadlock that is not logged cannot be explained afterwards',
  },
];

/**
 * Everything about the server that must be put right before this process may start; empty when all is well.
 * Variables a server does not have (MySQL has no snapshot isolation switch) are passed over.
 */
export const databaseSettingFaults = async (dataSource: DataSource): Promise<readonly string[]> => {
  const rows: Variable[] = await dataSource.query(
    `SHOW GLOBAL VARIABLES WHERE Variable_name IN (${[...required.map(({ name }) => name), 'log_bin', 'sync_binlog'].map(() => '?').join(', ')})`,
    [...required.map(({ name }) => name), 'log_bin', 'sync_binlog'],
  );
  const actual = new Map(rows.map((row) => [row.Variable_name, row.Value]));
  const faults = required
    .filter(({ name, is }) => actual.has(name) && !is.includes(actual.get(name) ?? ''))
    .map(({ name, is, because }) => `${name} is ${actual.get(name)}; set it to ${is[0]}: ${because}.`);
  if (actual.get('log_bin') === 'ON' && actual.get('sync_binlog') !== '1') {
    faults.push('sync_binlog is not 1 while the binary log is on: a crash could lose acknowledged bookings.');
  }
  const loose: { name: string; why: string }[] = await dataSource.query(
    `SELECT t.table_name AS name, IF(t.engine <> 'InnoDB', CONCAT('is ', t.engine), 'has no primary key') AS why
       FROM information_schema.tables t
       LEFT JOIN information_schema.table_constraints c
         ON c.table_schema = t.table_schema AND c.table_name = t.table_name AND c.constraint_type = 'PRIMARY KEY'
      WHERE t.table_schema = DATABASE() AND t.table_type = 'BASE TABLE'
        AND (t.engine <> 'InnoDB' OR c.constraint_name IS NULL)`,
  );
  faults.push(
    ...loose.map(({ name, why }) => `Table ${name} ${why}: every table must be InnoDB with a primary key.`),
  );
  return faults;
};
