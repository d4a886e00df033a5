import { join } from 'node:path';
import { portFault } from './free-port.mjs';
import { startKept } from './keep-running.mjs';
import { PlainStop } from './plain-stop.mjs';
import { lastLines, runProgram } from './run-program.mjs';
import { waitUntil } from './wait-until.mjs';

/** Workers finish the job in hand; the API finishes open requests. */
const workersGraceMs = 20_000;
const apiGraceMs = 15_000;
const readyLimitMs = 120_000;

/**
 * The port to serve on, from `PORT` or 3000. Refuses one that is no port or is in use.
 * @param {NodeJS.ProcessEnv} env
 */
export async function requirePort(env) {
  const port = Number(env.PORT || 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new PlainStop(`PORT must be a whole number from 1 to 65535; it is "${env.PORT}".`);
  }
  const fault = (await portFault(port, '127.0.0.1')) ?? (await portFault(port));
  if (fault === null) return port;
  const other = `Choose another, for example: PORT=${port < 3000 ? 3000 : port + 1} npm start`;
  throw new PlainStop(
    fault === 'EADDRINUSE'
      ? `Port ${port} is in use by another program. ${other}`
      : `Port ${port} cannot be used (${fault}). ${other}`,
  );
}

/**
 * Runs one compiled program to its end as a step, relaying its lines.
 * @param {string} label
 * @param {string} program path inside `dist/`
 */
export async function runCompiled(label, program, { root, env, terminal, life, onLine }) {
  await terminal.step(label, async () => {
    const { code, output } = await runProgram(process.execPath, [compiled(root, program)], {
      cwd: root,
      env,
      signal: life.signal,
      onLine,
    });
    if (code !== 0) throw new PlainStop(`${label} failed (exit code ${code}):\n${lastLines(output)}`);
  });
}

/** Starts the API and the workers and waits until the API says that it is ready. From then on one that dies is started again. */
export async function startApplication({ root, env, address, logs, record, terminal, life }) {
  const start = (name, program, graceMs) =>
    startKept(
      {
        name,
        command: process.execPath,
        args: ['--enable-source-maps', compiled(root, program)],
        word: compiled(root, program),
        ...{ logs, env, cwd: root, graceMs },
      },
      { record, terminal, life },
    );
  await terminal.step('Starting the API and the workers', async () => {
    const api = await start('api', 'src/server.js', apiGraceMs);
    const workers = await start('workers', 'workers/main.js', workersGraceMs);
    await waitUntil(() => answersReady(address), {
      what: 'The application',
      limitMs: readyLimitMs,
      signal: life.signal,
      processes: [api, workers],
    });
    for (const server of [api, workers]) server.begin();
  });
}

const compiled = (root, program) => join(root, 'dist', program);

async function answersReady(address) {
  try {
    const reply = await fetch(`${address}/readyz`, { signal: AbortSignal.timeout(2_000) });
    await reply.arrayBuffer();
    return reply.status === 200;
  } catch {
    return false;
  }
}
