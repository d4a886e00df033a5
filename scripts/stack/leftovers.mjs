import { existsSync, rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { dataPaths } from './data-folder.mjs';
import { removeContainer } from './docker-engine.mjs';
import { isStillRunning } from './process-identity.mjs';
import { readRunningRecord } from './running-record.mjs';

const graceMs = 30_000;
const pollMs = 50;

/**
 * Clears up after a run that was cut short: stops the processes it left running (only those that are
 * provably the ones it noted) and drops half-made database files. Whole data is kept.
 *
 * @param {string} dataDir
 * @returns {Promise<readonly string[]>} what was done, one sentence each
 */
export async function clearLeftovers(dataDir) {
  const done = [];
  const record = readRunningRecord(dataDir);
  const processes = [...(record?.processes ?? [])].reverse();
  for (const noted of processes) {
    if (!isStillRunning(noted)) continue;
    await stopNoted(noted);
    done.push(`Stopped ${noted.name} (process ${noted.pid}), left running by an earlier start.`);
  }
  for (const name of record?.containers ?? []) await removeContainer(name);
  const paths = dataPaths(dataDir);
  if (existsSync(paths.mariadbDraft)) {
    rmSync(paths.mariadbDraft, { recursive: true, force: true, maxRetries: 10 });
    done.push('Removed half-made database files of an earlier start.');
  }
  rmSync(paths.running, { force: true });
  return done;
}

/**
 * Each noted process leads a group of its own, so the whole group is signalled. It is not our child
 * and there is no exit to wait for: look until the group is empty.
 */
async function stopNoted({ pid }) {
  const untilMs = Date.now() + graceMs;
  let isAlive = signalGroup(pid, 'SIGTERM');
  while (isAlive) {
    await delay(pollMs);
    isAlive = signalGroup(pid, Date.now() > untilMs ? 'SIGKILL' : 0);
  }
}

/** False when nobody is left in the group. */
function signalGroup(leader, signal) {
  try {
    process.kill(-leader, signal);
    return true;
  } catch {
    return false;
  }
}
