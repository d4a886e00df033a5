import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { lockHolder } from './data-lock.mjs';
import { runCommand } from './lifecycle.mjs';
import { installPackages } from './packages.mjs';
import { PlainStop } from './plain-stop.mjs';
import { runProgram } from './run-program.mjs';
import { readRunningRecord } from './running-record.mjs';
import { createTerminal } from './terminal.mjs';
import { openThrowAwayStack } from './throw-away-stack.mjs';

const usage =
  'Usage: node scripts/run.mjs [--live] <compiled program> [its arguments]\n' +
  '  --live  on the running demonstration; without it, on throw-away servers';

/**
 * Builds and runs one compiled program with a database and Redis, passing its arguments and exit code
 * through. Everything said here goes to standard error: standard output is the program's own.
 *
 * @param {string} root the folder of the clone
 * @param {readonly string[]} args
 */
export function runOnStack(root, args) {
  const terminal = createTerminal(process.stderr);
  return runCommand(terminal, { interruptedCode: 130 }, async (life) => {
    const isLive = args[0] === '--live';
    const [program, ...programArgs] = isLive ? args.slice(1) : args;
    if (program === undefined) throw new PlainStop(usage);
    const place = { root, env: process.env, signal: life.signal };
    const live = isLive ? requireRunning(root) : null;
    await terminal.step('Packages', () => installPackages(place));
    await terminal.step('Building', () => build(place));
    const path = join(root, program);
    if (!existsSync(path)) throw new PlainStop(`There is no ${program} after the build.\n${usage}`);
    const env = live ?? (await throwAwayEnvironment(terminal, life));
    const { code } = await runProgram(process.execPath, ['--enable-source-maps', path, ...programArgs], {
      cwd: root,
      env: { ...process.env, ...env },
      signal: life.signal,
      isShown: true,
    });
    terminal.hush();
    return code;
  });
}

/** The connection facts of the demonstration that runs from this folder. Refuses when none does. */
function requireRunning(root) {
  const dataDir = join(root, '.data');
  const facts = readRunningRecord(dataDir)?.facts;
  if (lockHolder(dataDir) === null || facts?.DATABASE_URL === undefined) {
    throw new PlainStop(
      'The demonstration is not running from this folder (or not ready yet).\n' +
        'Start it in another terminal with "npm start", wait until it says Ready, then try again.',
    );
  }
  const { address, ...variables } = facts;
  return variables;
}

async function throwAwayEnvironment(terminal, life) {
  const env = process.env;
  const stack = await openThrowAwayStack({ env, terminal, life, isAgreed: false });
  return {
    DATABASE_URL: stack.databaseUrl,
    REDIS_URL: stack.redisUrl,
    TEST_DATABASE_URL: stack.adminDatabaseUrl,
    TEST_REDIS_URL: stack.redisUrl,
  };
}
