import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const readOrNull = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
};

/**
 * What tells one process from every other that ever had its number: the machine's boot and the
 * moment the process began. `null` when no such process lives.
 *
 * Linux reads `/proc`; elsewhere `ps` gives the start time.
 * @param {number} pid
 * @returns {string | null}
 */
export function identityOf(pid) {
  const stat = readOrNull(`/proc/${pid}/stat`);
  if (stat !== null) {
    // The name in brackets may itself hold spaces and brackets, so count fields from the last one.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z') return null;
    const boot = readOrNull('/proc/sys/kernel/random/boot_id')?.trim() ?? 'unknown-boot';
    return `${boot}:${fields[19]}`;
  }
  if (process.platform === 'linux') return null;
  try {
    const started = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
    return started.trim() === '' ? null : `ps:${started.trim()}`;
  } catch {
    return null;
  }
}

/**
 * The command line of a living process, its parts joined by blanks; empty when unknown.
 * @param {number} pid
 */
export function commandLineOf(pid) {
  const raw = readOrNull(`/proc/${pid}/cmdline`);
  if (raw !== null) return raw.replaceAll('\0', ' ').trim();
  try {
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}

/**
 * True when the process noted earlier is still the one with that number, so that it may be stopped
 * without hitting a stranger that got the number since.
 * @param {{ pid: number, identity: string, word?: string }} noted `word` must be in its command line
 */
export function isStillRunning(noted) {
  if (identityOf(noted.pid) !== noted.identity) return false;
  return noted.word === undefined || commandLineOf(noted.pid).includes(noted.word);
}
