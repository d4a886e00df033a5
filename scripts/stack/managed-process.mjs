import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import { identityOf } from './process-identity.mjs';
import { PlainStop } from './plain-stop.mjs';
import { lastLines } from './run-program.mjs';

/**
 * Starts a long-lived program in a session of its own, so that Ctrl-C at the terminal reaches only
 * the supervisor. What it writes goes to `<logs>/<name>.log`; the previous run's log is kept beside
 * it as `<name>.previous.log`. With `goesOn` it is the same run, and the log goes on.
 *
 * @param {{
 *   name: string, command: string, args: readonly string[], logs: string,
 *   cwd?: string, env?: NodeJS.ProcessEnv, word?: string, goesOn?: boolean,
 * }} plan
 * @returns what is needed to watch and stop it; `word` is the part of its command line by which it
 *   is recognised later (the program's name unless given)
 */
export async function startProcess({ name, command, args, logs, cwd, env, word, goesOn = false }) {
  const logFile = join(logs, `${name}.log`);
  if (!goesOn && existsSync(logFile)) renameSync(logFile, join(logs, `${name}.previous.log`));
  const log = openSync(logFile, 'a', 0o600);
  const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', log, log] });
  closeSync(log);

  let ending = null;
  const exited = new Promise((resolve) => {
    const end = (text) => {
      ending = text;
      resolve(text);
    };
    child.once('error', (error) => end(error.message));
    child.once('exit', (code, signal) => end(signal ? `signal ${signal}` : `exit code ${code}`));
  });
  await new Promise((resolve) => {
    child.once('spawn', resolve);
    child.once('error', resolve);
  });
  if (child.pid === undefined) throw new PlainStop(`${command} could not be started: ${ending}`);

  const lastLogLines = (count) => lastLines(readFileSync(logFile, 'utf8'), count);
  return {
    name,
    pid: child.pid,
    identity: identityOf(child.pid),
    word: word ?? basename(command),
    logFile,
    exited,
    /** How it ended, or `null` while it runs. */
    ending: () => ending,
    lastLogLines,
    /**
     * Asks it to stop and waits until it has; kills it after `graceMs`, or at once on `hurrySignal`.
     * @returns {Promise<boolean>} false when it had to be killed
     */
    stop: async ({ graceMs, hurrySignal }) => {
      if (ending !== null) return true;
      let wasKilled = false;
      const kill = () => {
        wasKilled = true;
        child.kill('SIGKILL');
      };
      if (hurrySignal?.aborted) kill();
      else child.kill('SIGTERM');
      hurrySignal?.addEventListener('abort', kill, { once: true });
      const timer = setTimeout(kill, graceMs);
      await exited;
      clearTimeout(timer);
      hurrySignal?.removeEventListener('abort', kill);
      return !wasKilled;
    },
  };
}

/**
 * Starts a program that runs until the end of the command: noted in the running record, watched for
 * an unexpected end, and stopped with a progress line when the command ends.
 *
 * @param {Parameters<typeof startProcess>[0] & { graceMs: number }} plan
 * @param {{ record: { addProcess: (process: object) => void }, terminal: object, life: object }} run
 */
export async function startServer({ graceMs, ...plan }, { record, terminal, life }) {
  const server = await startProcess(plan);
  record.addProcess(server);
  life.onClose(async () => {
    if (server.ending() !== null) return;
    await terminal.step(`Stopping ${server.name}`, async () => {
      const wasPolite = await server.stop({ graceMs, hurrySignal: life.hurrySignal });
      return wasPolite ? '' : 'it had to be killed';
    });
  });
  life.watch(server);
  return server;
}
