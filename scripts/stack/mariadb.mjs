import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { basename, join } from 'node:path';
import { choosePort } from './free-port.mjs';
import { dataPaths } from './data-folder.mjs';
import { startServer } from './managed-process.mjs';
import { PlainStop } from './plain-stop.mjs';
import { identityOf } from './process-identity.mjs';
import { isMariadbReady } from './probe-servers.mjs';
import { lastLines, runProgram } from './run-program.mjs';
import { waitUntil } from './wait-until.mjs';

export const databaseName = 'rehab_placements';

/** A clean shutdown writes dirty pages back; after this it is killed, which InnoDB survives. */
const stopGraceMs = 60_000;
const readyLimitMs = 90_000;

/** Unix socket paths may hold about 104 bytes on the tightest system. */
const longestSocketPath = 100;

/**
 * The server settings the product relies on, whoever runs the server: full durability, UTC, strict
 * SQL, no lost updates and deadlocks written to the log. `loose-` leaves out what a release lacks.
 */
export const mariadbFlags = [
  '--character-set-server=utf8mb4',
  '--collation-server=utf8mb4_unicode_ci',
  '--default-time-zone=+00:00',
  '--transaction-isolation=READ-COMMITTED',
  '--sql-mode=STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ZERO_DATE,NO_ZERO_IN_DATE,NO_ENGINE_SUBSTITUTION',
  '--innodb-flush-log-at-trx-commit=1',
  '--sync-binlog=1',
  '--skip-log-bin',
  '--loose-innodb-snapshot-isolation=ON',
  '--innodb-print-all-deadlocks=ON',
  '--max-connections=200',
];

/**
 * Starts a private MariaDB on 127.0.0.1 with its files under the data folder, making them first when
 * there are none. Its root account answers on the private socket alone; programs use `rehab` with a
 * random password, and tests the account `rehab_test` that may create databases.
 *
 * @param {{ server: string, installer: string }} programs
 * @returns {Promise<{ databaseUrl: string, adminDatabaseUrl: string }>} the second only `withAdmin`
 */
export async function startMariadb(programs, { dataDir, settings, record, terminal, life, withAdmin }) {
  const paths = dataPaths(dataDir);
  mkdirSync(paths.mariadbTemporary, { recursive: true });
  if (!existsSync(paths.mariadb)) {
    await terminal.step('Making the database files', () => installDatabase(programs, paths, record, life));
  }
  const port = await choosePort(settings.values.mariadbPort);
  settings.remember({ mariadbPort: port });
  writeFileSync(paths.mariadbInit, accountsSql(settings.values, withAdmin), { mode: 0o600 });

  await terminal.step(`Starting MariaDB on port ${port}`, async () => {
    const server = await startServer(
      {
        name: 'mariadb',
        command: programs.server,
        args: serverArguments(paths, port),
        logs: paths.logs,
        graceMs: stopGraceMs,
      },
      { record, terminal, life },
    );
    await waitUntil(() => isMariadbReady(port), {
      what: 'MariaDB',
      limitMs: readyLimitMs,
      signal: life.signal,
      processes: [server],
    });
  });
  const url = (user, password) => `mysql://${user}:${password}@127.0.0.1:${port}/${databaseName}`;
  return {
    databaseUrl: url('rehab', settings.values.databasePassword),
    adminDatabaseUrl: withAdmin ? url('rehab_test', settings.values.adminPassword) : '',
  };
}

/**
 * Into a draft folder first: a cut-short installation never passes for a whole one. Without `--user`,
 * which changes owners by way of a shell that trips over blanks in the path.
 */
async function installDatabase({ installer }, paths, record, { signal }) {
  rmSync(paths.mariadbDraft, { recursive: true, force: true });
  const { code, output } = await runProgram(
    installer,
    [
      '--no-defaults',
      `--datadir=${paths.mariadbDraft}`,
      '--auth-root-authentication-method=socket',
      `--auth-root-socket-user=${userInfo().username}`,
      '--skip-test-db',
      ownTemporaryFolder(paths),
    ],
    {
      signal,
      onStart: (pid) =>
        record.addProcess({
          name: 'the making of database files',
          pid,
          identity: identityOf(pid),
          word: basename(installer),
        }),
    },
  );
  if (code !== 0) {
    throw new PlainStop(`The database files could not be made:\n${lastLines(output)}`);
  }
  renameSync(paths.mariadbDraft, paths.mariadb);
}

/** Apart from every other server's: one that starts removes all `#sql` files it finds in its temporary folder. */
const ownTemporaryFolder = ({ mariadbTemporary }) => `--tmpdir=${mariadbTemporary}`;

function serverArguments(paths, port) {
  return [
    // First, or the server reads the system's own configuration.
    '--no-defaults',
    `--datadir=${paths.mariadb}`,
    `--socket=${socketPath(paths.mariadb)}`,
    `--pid-file=${join(paths.mariadb, 'mariadb.pid')}`,
    ownTemporaryFolder(paths),
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    '--skip-name-resolve',
    `--init-file=${paths.mariadbInit}`,
    // Otherwise MariaDB refuses to run as root; anybody else may not use the option.
    ...(process.getuid?.() === 0 ? ['--user=root'] : []),
    ...mariadbFlags,
  ];
}

/** Short and ours alone: the system's temporary folder and a name made from the data folder. */
function socketPath(dataDir) {
  const owner = process.getuid?.() ?? 0;
  const name = createHash('sha256').update(`${owner}:${dataDir}`).digest('hex').slice(0, 12);
  const path = join(tmpdir(), `rehab-${name}.sock`);
  return Buffer.byteLength(path) <= longestSocketPath ? path : `/tmp/rehab-${name}.sock`;
}

/** Run by the server at each start, so that accounts and settings file can never drift apart. */
function accountsSql({ databasePassword, adminPassword }, withAdmin) {
  const lines = [
    `CREATE DATABASE IF NOT EXISTS ${databaseName} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;`,
    `CREATE OR REPLACE USER 'rehab'@'127.0.0.1' IDENTIFIED BY '${databasePassword}';`,
    `GRANT ALL PRIVILEGES ON ${databaseName}.* TO 'rehab'@'127.0.0.1';`,
  ];
  if (withAdmin) {
    lines.push(
      `CREATE OR REPLACE USER 'rehab_test'@'127.0.0.1' IDENTIFIED BY '${adminPassword}';`,
      "GRANT ALL PRIVILEGES ON *.* TO 'rehab_test'@'127.0.0.1' WITH GRANT OPTION;",
    );
  }
  return `${lines.join('\n')}\n`;
}
