import { z } from 'zod';

import { tellingWordIn } from './mail.js';

const text = z.string().min(1);
const port = z.coerce.number().int().min(1).max(65_535);
const url = (protocols: readonly string[]) =>
  text.refine(
    (value) => URL.canParse(value) && protocols.includes(new URL(value).protocol) && isReadable(value),
    `must be an address that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}; ` +
      'what has a meaning there, such as % or @ in a password, stands as % and two digits',
  );

/** Whether what stands in an address can be read: `%zz` stands for nothing. */
const isReadable = (address: string): boolean => {
  try {
    decodeURIComponent(address);
    return true;
  } catch {
    return false;
  }
};

const isAddress = (text: string): boolean => z.union([z.ipv4(), z.ipv6()]).safeParse(text).success;

/** The widest network that may be believed, so that nobody believes the whole world by a slip. Unit: bits. */
const shortestPrefix = { v4: 8, v6: 16 } as const;

const prefixOf = (network: string): number => Number(network.split('/')[1]);
const network = z.union([
  z.cidrv4().refine((text) => prefixOf(text) >= shortestPrefix.v4),
  z.cidrv6().refine((text) => prefixOf(text) >= shortestPrefix.v6),
]);

/** `loopback`, an address, or a network such as `10.20.0.0/16`. */
const isProxy = (text: string): boolean =>
  text === 'loopback' || isAddress(text) || network.safeParse(text).success;

const proxies = text
  .transform((list) => list.split(',').map((proxy) => proxy.trim()))
  .refine(
    (list) => list.every(isProxy),
    'must be addresses or networks with commas between them, such as 10.20.0.0/16; none wider than /8, or /16 in IPv6',
  );

const environment = z.object({
  DATABASE_URL: url(['mysql:']).describe('The database, with user and password'),
  REDIS_URL: url(['redis:', 'rediss:']).describe('Redis'),
  PORT: port.default(3000).describe('Where the pages and the API listen'),
  HOST: text
    .refine(
      (value) => isAddress(value) || /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/.test(value),
      'must be the address or the name of this machine',
    )
    .default('127.0.0.1')
    .describe('The address they listen on'),
  PUBLIC_ORIGIN: url(['http:', 'https:'])
    .optional()
    .describe('How people reach the service; https makes cookies secure'),
  APP_MODE: z.enum(['production', 'demonstration', 'test']).default('production'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(20).describe('Connections'),
  REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).default(600).describe('For one member or address'),
  TRUSTED_PROXIES: proxies
    .default(['loopback'])
    .describe('Proxies in front whose word on the address of a visitor is believed'),
  SMTP_URL: url(['smtp:', 'smtps:']).optional().describe('The mail server; no mail without one'),
  SMTP_FROM: z
    .email('must be one address, such as no-reply@example.org')
    .refine(
      (address) => tellingWordIn(address) === null,
      'must not tell what this service is about: everybody who sees a mailbox sees who writes',
    )
    .optional()
    .describe('The address mail comes from'),
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
  readonly trustedProxies: readonly string[];
  readonly workerPort: number | null;
  /** The mail server, and the address that mail comes from; null where no mail is sent. */
  readonly smtp: { readonly url: string; readonly from: string } | null;
}

/** Says every fault of the environment at once, in the operator's words. */
export class ConfigFault extends Error {
  override readonly name = 'ConfigFault';
}

type Given = Readonly<Record<string, string | undefined>>;

const isProduction = ({ APP_MODE }: Given): boolean => (APP_MODE ?? 'production') === 'production';

/** How people reach the service; null when what was given is no address, which is a fault told already. */
const originOf = ({ PUBLIC_ORIGIN, HOST = '127.0.0.1', PORT = '3000' }: Given): string | null => {
  const host = HOST.includes(':') ? `[${HOST}]` : HOST;
  const address = PUBLIC_ORIGIN ?? `http://${host}:${PORT}`;
  return URL.canParse(address) ? new URL(address).origin : null;
};

/**
 * Reads the environment, once, for everybody.
 *
 * @throws ConfigFault naming every variable that is missing or wrong.
 */
export const loadConfig = (env: NodeJS.ProcessEnv = process.env): Config => {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  const faults = (parsed.error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
  // Looked at apart, so that it is told with the others and not after them.
  const origin = originOf(given);
  if (isProduction(given) && !(origin ?? 'https:').startsWith('https:')) {
    faults.push('PUBLIC_ORIGIN: must begin with https:// when APP_MODE is production');
  }
  if ('SMTP_URL' in given !== 'SMTP_FROM' in given) {
    faults.push(
      'SMTP_URL' in given
        ? 'SMTP_FROM: is needed with SMTP_URL: the address that mail comes from'
        : 'SMTP_URL: is needed with SMTP_FROM: the mail server',
    );
  }
  if (!parsed.success || origin === null || faults.length > 0) {
    throw new ConfigFault(`The environment is not right:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  }
  const read = parsed.data;
  return {
    databaseUrl: read.DATABASE_URL,
    redisUrl: read.REDIS_URL,
    port: read.PORT,
    host: read.HOST,
    publicOrigin: origin,
    mode: read.APP_MODE,
    logLevel: read.LOG_LEVEL,
    databasePoolSize: read.DATABASE_POOL_SIZE,
    requestsPerMinute: read.REQUESTS_PER_MINUTE,
    trustedProxies: read.TRUSTED_PROXIES,
    workerPort: read.WORKER_PORT ?? null,
    smtp:
      read.SMTP_URL === undefined || read.SMTP_FROM === undefined
        ? null
        : { url: read.SMTP_URL, from: read.SMTP_FROM },
  };
};
