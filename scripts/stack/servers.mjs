import { isDockerRunning, startMariadbContainer, startRedisContainer } from './docker-engine.mjs';
import { checkGivenServer } from './given-servers.mjs';
import { installAdvice } from './install-advice.mjs';
import { startMariadb } from './mariadb.mjs';
import { installMissing } from './missing-programs.mjs';
import { PlainStop } from './plain-stop.mjs';
import { startRedis } from './redis.mjs';
import { findChromium, findMariadb, findRedis } from './server-programs.mjs';

/**
 * Provides MariaDB and Redis (and for tests a browser), each by the first way that works: the one given by URL; the programs
 * installed here; Debian packages; a Docker engine; otherwise one message with the exact commands.
 *
 * @param {{ databaseUrl?: string, redisUrl?: string, names: { database: string, redis: string } }}
 *   given servers from the environment, and the variables they came from
 * @param {{
 *   dataDir: string, settings: object, record: object, terminal: object, life: object,
 *   env: NodeJS.ProcessEnv, isAgreed: boolean, withAdmin: boolean, needsBrowser?: boolean,
 * }} stack
 * @returns {Promise<{
 *   databaseUrl: string, adminDatabaseUrl: string, redisUrl: string, chromiumPath: string | null,
 * }>}
 */
export async function provideServers(given, stack) {
  if (given.databaseUrl) await checkGivenServer(given.names.database, given.databaseUrl, 3306);
  if (given.redisUrl) await checkGivenServer(given.names.redis, given.redisUrl, 6379);
  const ways = await chooseWays(given, stack);
  const database = given.databaseUrl
    ? { databaseUrl: given.databaseUrl, adminDatabaseUrl: given.databaseUrl }
    : await ways.startMariadb();
  const redis = given.redisUrl ? { redisUrl: given.redisUrl } : await ways.startRedis();
  return { ...database, ...redis, chromiumPath: ways.chromiumPath };
}

async function chooseWays(given, stack) {
  const { env, terminal, life, isAgreed, needsBrowser } = stack;
  const look = () => ({
    mariadb: given.databaseUrl ? null : findMariadb(env),
    redis: given.redisUrl ? null : findRedis(env),
    chromium: needsBrowser ? findChromium(env) : null,
  });
  const missingFrom = (found) => [
    ...(given.databaseUrl || found.mariadb ? [] : ['MariaDB']),
    ...(given.redisUrl || found.redis ? [] : ['Redis']),
    ...(!needsBrowser || found.chromium ? [] : ['Chromium']),
  ];
  let found = look();
  const absent = missingFrom(found);
  if (await installMissing(absent, { env, terminal, signal: life.signal, isAgreed })) found = look();
  const missing = missingFrom(found);
  const isDockerEnough = missing.length > 0 && !missing.includes('Chromium') && (await isDockerRunning());
  if (missing.length > 0 && !isDockerEnough) throw new PlainStop(installAdvice(missing));
  return {
    chromiumPath: found.chromium,
    startMariadb: () => (found.mariadb ? startMariadb(found.mariadb, stack) : startMariadbContainer(stack)),
    startRedis: () => (found.redis ? startRedis(found.redis, stack) : startRedisContainer(stack)),
  };
}
