import { execFileSync } from 'node:child_process';
import { findProgram } from './find-program.mjs';

/** The oldest releases with what is used: SKIP LOCKED in MariaDB, the stream commands of BullMQ. */
const oldestMariadb = [10, 6];
const oldestRedis = [6, 2];

/** The version a program prints about itself, as numbers; `null` when it does not run. */
function versionOf(path, pattern) {
  try {
    const text = execFileSync(path, ['--version'], { encoding: 'utf8', timeout: 10_000 });
    const found = pattern.exec(text);
    return found === null ? null : [Number(found[1]), Number(found[2])];
  } catch {
    return null;
  }
}

const isAtLeast = (version, oldest) =>
  version !== null && (version[0] > oldest[0] || (version[0] === oldest[0] && version[1] >= oldest[1]));

/**
 * The MariaDB programs installed here, or `null` when one is missing or too old. `mysqld` counts only
 * when it really is MariaDB.
 * @param {NodeJS.ProcessEnv} env
 */
export function findMariadb(env) {
  const server = findProgram(['mariadbd', 'mysqld'], env);
  const installer = findProgram(['mariadb-install-db', 'mysql_install_db'], env);
  if (server === null || installer === null) return null;
  return isAtLeast(versionOf(server, /(\d+)\.(\d+)\.\d+-MariaDB/), oldestMariadb)
    ? { server, installer }
    : null;
}

/**
 * The Redis server installed here (or Valkey, its descendant), or `null`.
 * @param {NodeJS.ProcessEnv} env
 */
export function findRedis(env) {
  const server = findProgram(['redis-server', 'valkey-server'], env);
  if (server === null) return null;
  return isAtLeast(versionOf(server, /v=(\d+)\.(\d+)/), oldestRedis) ? { server } : null;
}

/**
 * A Chromium for the tests that drive a browser, or `null`.
 * @param {NodeJS.ProcessEnv} env
 */
export function findChromium(env) {
  if (env.CHROMIUM_PATH) return env.CHROMIUM_PATH;
  const onPath = findProgram(['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'], env);
  return (
    onPath ??
    findProgram(['Google Chrome', 'Chromium'], {
      PATH: '/Applications/Google Chrome.app/Contents/MacOS:/Applications/Chromium.app/Contents/MacOS',
    })
  );
}
