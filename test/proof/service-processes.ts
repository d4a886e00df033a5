import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { get } from 'node:http';
import { fileURLToPath } from 'node:url';

import { eventually } from '../support/eventually.js';
import { clockAhead } from './skewed-clock.js';

const fileOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const programs = { api: fileOf('../../src/server.js'), worker: fileOf('../../workers/main.js') };

export interface ServiceOptions {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly apis: number;
  readonly workers: number;
  /** How far the clock of every second API is behind and of every second worker ahead. Unit: milliseconds. */
  readonly clockSkewMs: number;
  /** On top of the settings every process gets. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** The processes of the service, kept running until they are stopped. */
export interface Service {
  /** The port of an API that answers, a different one each time; waits while none does. */
  port(): Promise<number>;
  /** Says that a port does not answer just now. */
  missed(port: number): void;
  /** Whether every API answers. */
  isWhole(): boolean;
  readonly killable: number;
  /** Ends a process as a power cut would; it is started again at once. */
  kill(index: number): void;
  /** Processes that ended without being asked to, and what they last said. */
  readonly ownEnds: readonly string[];
  /** What the processes have written of late. They write faults only. */
  lastWords(): string;
  stop(): Promise<void>;
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  });

const isAlive = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const request = get({ host: '127.0.0.1', port, path: '/livez', timeout: 2_000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => {
      resolve(false);
    });
  });

interface Running {
  readonly name: string;
  readonly start: () => ChildProcess;
  child: ChildProcess;
  isStopping: boolean;
  lastWords: string;
}

const lastCharacters = 1_500;

/** Starts the service as it runs in production, one process for each part, and keeps it up. */
export const startService = async (options: ServiceOptions): Promise<Service> => {
  const ownEnds: string[] = [];
  const running: Running[] = [];
  const up = new Set<number>();
  const ports: number[] = [];
  let isStopping = false;
  let turn = 0;

  const watch = (entry: Running): void => {
    const { child } = entry;
    const hear = (chunk: Buffer): void => {
      entry.lastWords = (entry.lastWords + chunk.toString()).slice(-lastCharacters);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.on('exit', (code, signal) => {
      if (isStopping) return;
      if (!entry.isStopping) {
        ownEnds.push(
          `${entry.name} ended by itself (${signal ?? `code ${code ?? '?'}`}): ${entry.lastWords}`,
        );
        // A process that cannot even start would be started for ever.
        if (ownEnds.length > 20) return;
      }
      entry.isStopping = false;
      entry.child = entry.start();
      watch(entry);
    });
  };

  const add = (
    name: string,
    program: string,
    aheadMs: number,
    environment: Readonly<Record<string, string>>,
  ): void => {
    const skew = aheadMs === 0 ? [] : ['--import', clockAhead(aheadMs)];
    const start = (): ChildProcess =>
      spawn(process.execPath, [...skew, program], {
        env: {
          DATABASE_URL: options.databaseUrl,
          REDIS_URL: options.redisUrl,
          APP_MODE: 'test',
          LOG_LEVEL: 'error',
          DATABASE_POOL_SIZE: '20',
          REQUESTS_PER_MINUTE: '100000000',
          ...options.environment,
          ...environment,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
        // Of its own group: what a terminal sends to this program is not meant for the service.
        detached: true,
      });
    const entry: Running = { name, start, child: start(), isStopping: false, lastWords: '' };
    running.push(entry);
    watch(entry);
  };

  for (let index = 0; index < options.apis; index += 1) {
    const port = await freePort();
    ports.push(port);
    add(`api ${index + 1}`, programs.api, index % 2 === 1 ? -options.clockSkewMs : 0, { PORT: String(port) });
  }
  for (let index = 0; index < options.workers; index += 1) {
    add(`worker ${index + 1}`, programs.worker, index % 2 === 1 ? options.clockSkewMs : 0, {});
  }

  const look = async (): Promise<void> => {
    await Promise.all(
      ports
        .filter((port) => !up.has(port))
        .map(async (port) => {
          if (await isAlive(port)) up.add(port);
        }),
    );
  };
  const looking = setInterval(() => {
    void look();
  }, 50);

  const endAll = (): void => {
    for (const { child } of running) child.kill('SIGKILL');
  };
  process.once('exit', endAll);

  const fail = async (error: unknown): Promise<never> => {
    isStopping = true;
    clearInterval(looking);
    endAll();
    throw new Error(`The service does not start.\n${ownEnds.join('\n')}`, { cause: error });
  };
  await eventually('every API answers', async () => up.size === ports.length, 60_000).catch(fail);

  return {
    async port() {
      if (up.size === 0) await eventually('an API answers', async () => up.size > 0, 60_000);
      turn += 1;
      const alive = ports.filter((port) => up.has(port));
      return alive[turn % alive.length] ?? 0;
    },
    missed(port) {
      up.delete(port);
    },
    isWhole: () => up.size === ports.length,
    killable: running.length,
    kill(index) {
      const entry = running[index];
      if (entry === undefined) return;
      entry.isStopping = true;
      const port = ports[index];
      if (port !== undefined) up.delete(port);
      entry.child.kill('SIGKILL');
    },
    ownEnds,
    lastWords: () => running.map(({ lastWords }) => lastWords).join(''),
    async stop() {
      isStopping = true;
      clearInterval(looking);
      await Promise.all(
        running.map(
          ({ name, child }) =>
            new Promise<void>((resolve) => {
              if (child.exitCode !== null || child.signalCode !== null) {
                resolve();
                return;
              }
              const tooLong = setTimeout(() => {
                ownEnds.push(`${name} did not stop within 20 seconds of SIGTERM.`);
                child.kill('SIGKILL');
              }, 20_000);
              child.once('exit', (code) => {
                clearTimeout(tooLong);
                if (code !== null && code !== 0) ownEnds.push(`${name} stopped with code ${code}.`);
                resolve();
              });
              child.kill('SIGTERM');
            }),
        ),
      );
      process.off('exit', endAll);
    },
  };
};
