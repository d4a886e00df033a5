import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { isStillRunning } from '../stack/process-identity.mjs';
import { isPortFree } from '../stack/free-port.mjs';

/** Packages, servers, build and the first caseload on a slow machine. */
const readyLimitMs = 10 * 60_000;
const stopLimitMs = 2 * 60_000;

/**
 * Runs `npm start` in a folder as a person would, in a session of its own, and waits for its last
 * start-up line.
 *
 * @param {string} folder
 * @param {number} port
 * @returns what it said and how to stop it
 */
export async function startDemonstration(folder, port) {
  const startedMs = Date.now();
  const child = spawn('npm', ['start'], {
    cwd: folder,
    env: { ...process.env, CI: 'true', PORT: String(port) },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines = [];
  const ended = new Promise((resolve) => child.once('close', (code) => resolve(code)));
  const isReady = new Promise((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        console.log(`    | ${line}`);
        if (line.startsWith('Stop:')) resolve('ready');
      });
    }
  });
  const signalAll = (name) => process.kill(-child.pid, name);
  const onInterrupt = () => signalAll('SIGINT');
  process.once('SIGINT', onInterrupt);
  process.once('SIGTERM', onInterrupt);

  const first = await Promise.race([isReady, ended.then(() => 'ended'), limit(readyLimitMs)]);
  if (first === 'late') {
    signalAll('SIGINT');
    await ended;
  }
  if (first !== 'ready') throw new Error(`npm start was not ready: ${first}`);
  const record = JSON.parse(readFileSync(join(folder, '.data', 'running.json'), 'utf8'));
  return {
    address: record.facts.address,
    signIns: readSignIns(lines),
    seconds: (Date.now() - startedMs) / 1000,
    /** Ctrl-C as the terminal sends it; then nothing may be left. */
    stop: async () => {
      signalAll('SIGINT');
      const code = await Promise.race([ended, limit(stopLimitMs)]);
      process.off('SIGINT', onInterrupt);
      process.off('SIGTERM', onInterrupt);
      if (code !== 0) throw new Error(`npm start ended with ${code} after Ctrl-C instead of 0`);
      await requireNothingLeft(record, port);
    },
  };
}

const limit = (ms) => new Promise((resolve) => setTimeout(() => resolve('late'), ms).unref());

async function requireNothingLeft(record, port) {
  const alive = record.processes.filter(isStillRunning).map(({ name, pid }) => `${name} (${pid})`);
  if (alive.length > 0) throw new Error(`Still running after the stop: ${alive.join(', ')}`);
  const { DATABASE_URL, REDIS_URL } = record.facts;
  for (const used of [port, Number(new URL(DATABASE_URL).port), Number(new URL(REDIS_URL).port)]) {
    if (!(await isPortFree(used))) throw new Error(`Port ${used} is still in use after the stop`);
  }
}

/** The last two columns of each line of the printed block: user name and password. */
function readSignIns(lines) {
  const from = lines.findIndex((line) => line.startsWith('Demonstration sign-ins')) + 1;
  const block = lines.slice(from, lines.indexOf('', from));
  return block
    .map((line) => line.trim().split(/\s{2,}/))
    .filter((columns) => columns.length >= 2)
    .map((columns) => ({ userName: columns.at(-2), password: columns.at(-1) }));
}
