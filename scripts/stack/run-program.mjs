import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Interrupted } from './plain-stop.mjs';

/** How long a program may take to end by itself after a stop was asked for, unless said otherwise. */
const usualGraceMs = 10_000;

/**
 * Runs one program to its end and collects what it wrote.
 *
 * The program gets no standard input. With a `signal`, a stop ends the program (politely, then
 * firmly) and throws `Interrupted`; without one it is left to finish in a session of its own, for
 * programs that must not be cut short.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{
 *   cwd?: string, env?: NodeJS.ProcessEnv, signal?: AbortSignal, timeoutMs?: number,
 *   input?: string, onLine?: (line: string) => void, isShown?: boolean,
 *   onStart?: (pid: number) => void, graceMs?: number,
 * }} [options] `isShown`: its output goes straight to ours and is not collected
 * @returns {Promise<{ code: number, output: string }>} exit code 127 when the program is not there
 */
export async function runProgram(command, args, options = {}) {
  const { cwd, env, signal, timeoutMs, input, onLine, isShown, onStart, graceMs = usualGraceMs } = options;
  if (signal?.aborted) throw new Interrupted();
  // Its own session, so that a Ctrl-C at the terminal reaches only us and we decide what follows.
  const child = spawn(command, args, {
    cwd,
    env,
    detached: true,
    stdio: [input === undefined ? 'ignore' : 'pipe', ...Array(2).fill(isShown ? 'inherit' : 'pipe')],
  });
  if (child.pid !== undefined) onStart?.(child.pid);
  if (input !== undefined) child.stdin?.end(input);

  const lines = [];
  const keep = (line) => {
    lines.push(line);
    onLine?.(line);
  };
  for (const stream of isShown ? [] : [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', keep);
  }

  let killTimer;
  const end = () => {
    signalGroup(child, 'SIGTERM');
    killTimer = setTimeout(() => signalGroup(child, 'SIGKILL'), graceMs);
  };
  signal?.addEventListener('abort', end, { once: true });
  const timeout = timeoutMs === undefined ? undefined : setTimeout(end, timeoutMs);

  const code = await new Promise((resolve) => {
    child.once('error', (error) => {
      keep(error.message);
      resolve(127);
    });
    child.once('close', (exitCode) => resolve(exitCode ?? 1));
  });
  clearTimeout(killTimer);
  clearTimeout(timeout);
  signal?.removeEventListener('abort', end);
  if (signal?.aborted) throw new Interrupted();
  return { code, output: lines.join('\n') };
}

/** Signals the program and whatever it started itself; nothing when it has already gone. */
function signalGroup(child, name) {
  if (child.pid === undefined || child.exitCode !== null) return;
  try {
    process.kill(-child.pid, name);
  } catch {
    child.kill(name);
  }
}

/** The last lines of some output, indented for showing below a message. */
export function lastLines(text, count = 20) {
  return text
    .trimEnd()
    .split('\n')
    .slice(-count)
    .map((line) => `    ${line}`)
    .join('\n');
}
