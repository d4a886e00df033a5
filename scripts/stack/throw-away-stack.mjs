import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataPaths, openDataFolder } from './data-folder.mjs';
import { lockHolder, takeDataLock } from './data-lock.mjs';
import { removeVolumes } from './docker-engine.mjs';
import { readJson } from './json-file.mjs';
import { clearLeftovers } from './leftovers.mjs';
import { createRunningRecord } from './running-record.mjs';
import { provideServers } from './servers.mjs';
import { openSettings } from './settings.mjs';

const prefix = 'rehab-placements-throw-away-';

/**
 * Opens MariaDB and Redis on a folder in the system's temporary folder that is removed at the end.
 * Servers given as `TEST_DATABASE_URL` and `TEST_REDIS_URL` are used instead; `DATABASE_URL` is not,
 * because what it names may be dear to somebody.
 *
 * @returns {ReturnType<typeof provideServers>}
 */
export async function openThrowAwayStack({ env, terminal, life, isAgreed, needsBrowser }) {
  await sweepAbandoned(terminal);
  const dataDir = mkdtempSync(join(tmpdir(), prefix));
  // Registered before anything starts, so it runs after everything has stopped.
  life.onClose(() => removeStack(dataDir));
  openDataFolder(dataDir);
  takeDataLock(dataDir);
  return provideServers(
    {
      databaseUrl: env.TEST_DATABASE_URL,
      redisUrl: env.TEST_REDIS_URL,
      names: { database: 'TEST_DATABASE_URL', redis: 'TEST_REDIS_URL' },
    },
    {
      dataDir,
      settings: openSettings(dataDir),
      record: createRunningRecord(dataDir),
      withAdmin: true,
      ...{ env, terminal, life, isAgreed, needsBrowser },
    },
  );
}

async function removeStack(dataDir) {
  if (readJson(dataPaths(dataDir).settings)?.usesDocker) await removeVolumes(dataDir);
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
}

/** Folders of runs that were killed outright: stop what they left and remove them. */
async function sweepAbandoned(terminal) {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(prefix)) continue;
    const dataDir = join(tmpdir(), name);
    if (!isMine(dataDir) || !existsSync(dataPaths(dataDir).lock) || lockHolder(dataDir)) continue;
    for (const sentence of await clearLeftovers(dataDir)) terminal.note(sentence);
    await removeStack(dataDir);
    terminal.say(`  ok  Removed ${dataDir}, left by a run that was cut short`);
  }
}

const isMine = (path) => process.getuid === undefined || statSync(path).uid === process.getuid();
