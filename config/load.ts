import { z } from 'zod';

const text = z.string().min(1);
const port = z.coerce.number().int().min(1).max(65_535);
const url = (protocols: readonly string[]) =>
  text.refine(
    (value) => URL.canParse(value) && protocols.includes(new URL(value).protocol),
    `must be an address that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  );

const environment = z.object({
  DATABASE_URL: url(['mysql:']).describe('The database, with user and password'),
  REDIS_URL: url(['redis:', 'rediss:']).describe('Redis'),
  PORT: port.default(3000).describe('Where the pages and the API listen'),
  HOST: text.default('127.0.0.1').describe('The address they listen on'),
  PUBLIC_ORIGIN: url(['http:', 'https:'])
    .optional()
    .describe('How people reach the service; https makes cookies secure'),
  APP_MODE: z.enum(['production', 'demonstration', 'test']).default('production'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(20).describe('Connections'),
  REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).default(600).describe('For one member or address'),
  WORKER_PORT: port.optional().describe('Where a worker tells its health; none by default'),
});

/** Everything that differs between one installation and another. */
export interface Config {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly port: number;
  readonly host: string;
  readonly publicOrigin: string;
  readonly mode: 'production' | 'demonstration' | 'test';
  readonly logLevel: string;
  readonly databasePoolSize: number;
  readonly requestsPerMinute: number;
  readonly workerPort: number | null;
}

/** Says every fault of the environment at once, in the operator's words. */
export class ConfigFault extends Error {
  override readonly name = 'ConfigFault';
}

/**
 * Reads the environment, once, for everybody.
 *
 * @throws ConfigFault naming every variable that is missing or wrong.
 */
export const loadConfig = (env: NodeJS.ProcessEnv = process.env): Config => {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);
    throw new ConfigFault(`The environment is not right:\n${faults.join('\n')}`);
  }
  const read = parsed.data;
  const publicOrigin = new URL(read.PUBLIC_ORIGIN ?? `http://${read.HOST}:${read.PORT}`).origin;
  if (read.APP_MODE === 'production' && !publicOrigin.startsWith('https:')) {
    throw new ConfigFault(
      'The environment is not right:\n  PUBLIC_ORIGIN: must begin with https:// when APP_MODE is production',
    );
  }
  return {
    databaseUrl: read.DATABASE_URL,
    redisUrl: read.REDIS_URL,
    port: read.PORT,
    host: read.HOST,
    publicOrigin,
    mode: read.APP_MODE,
    logLevel: read.LOG_LEVEL,
    databasePoolSize: read.DATABASE_POOL_SIZE,
    requestsPerMinute: read.REQUESTS_PER_MINUTE,
    workerPort: read.WORKER_PORT ?? null,
  };
};
