import { mkdtempSync, rmSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.mjs';
import { readJson } from './json-file.mjs';
import { runCommand } from './lifecycle.mjs';
import { installPackages } from './packages.mjs';
import { runProgram } from './run-program.mjs';
import { createTerminal } from './terminal.mjs';
import { openThrowAwayStack } from './throw-away-stack.mjs';

/** Specs with one of these endings need servers or a browser. */
const slowSpec = /\.(?:int|http|page)\.spec\.js$/;

/** A test run that has reported but does not end has left something open; it is ended after this. */
const lingerMs = 20_000;
const testTimeoutMs = 60_000;

/** The whole run is divided between this many processes at most, each with servers of its own. */
const lanesAtMost = 2;

/**
 * `npm test`: builds, runs the tests on throw-away servers and prints the count of tests as the last
 * line. `--fast` runs only the specs that need no server. Source files named on the command line
 * (`test/…/x.spec.ts`) narrow the run to them; any other option goes to mocha. The whole run goes in
 * lanes side by side: a spec file's lines appear together when the file is done.
 *
 * @param {string} root the folder of the clone
 * @param {readonly string[]} args
 */
export async function runTests(root, args) {
  const terminal = createTerminal(process.stdout);
  const counts = { passed: 0, failed: 0, isComplete: false };
  const exitCode = await runCommand(terminal, { interruptedCode: 130 }, async (life) => {
    const { isFast, isAgreed, named, forMocha } = readArguments(args);
    const place = { root, env: process.env, signal: life.signal };
    await terminal.step('Packages', () => installPackages(place));
    const lanes = [];
    for (let count = laneCount({ isFast, named, forMocha }); count > 0; count--) {
      lanes.push(
        laneEnvironment(
          await openThrowAwayStack({
            ...{ env: process.env, terminal, life, isAgreed },
            needsBrowser: true,
          }),
        ),
      );
    }
    await terminal.step('Building', () => build(place));
    const specs = named.length > 0 ? named : await findSpecs(root, isFast);
    const result = await runMocha({ root, lanes, terminal, life, specs, forMocha });
    Object.assign(counts, result);
    if (counts.isComplete && counts.passed + counts.failed === 0) {
      terminal.say('No test was run.');
    }
    return result.exitCode === 0 && counts.failed === 0 && counts.passed > 0 ? 0 : 1;
  });
  if (counts.isComplete) terminal.say(`${counts.passed} passed, ${counts.failed} failed`);
  return exitCode;
}

function readArguments(args) {
  const isSpec = (arg) => /\.spec\.(?:tsx?|js)$/.test(arg) && !arg.startsWith('-');
  return {
    isFast: args.includes('--fast'),
    isAgreed: args.includes('--yes'),
    named: args.filter(isSpec).map(compiledPath),
    forMocha: args.filter((arg) => arg !== '--fast' && arg !== '--yes' && !isSpec(arg)),
  };
}

const compiledPath = (path) => (/\.tsx?$/.test(path) ? join('dist', path.replace(/\.tsx?$/, '.js')) : path);

/** The longest first, so that no lane is left alone with one of them at the end. */
const turns = ['.page.spec.js', '.http.spec.js', '.int.spec.js'];
const turnOf = (path) => {
  const turn = turns.findIndex((ending) => path.endsWith(ending));
  return turn === -1 ? turns.length : turn;
};

async function findSpecs(root, isFast) {
  const folder = join('dist', 'test');
  const entries = await readdir(join(root, folder), { recursive: true });
  return entries
    .filter((path) => path.endsWith('.spec.js') && !(isFast && slowSpec.test(path)))
    .sort((one, other) => turnOf(one) - turnOf(other) || (one < other ? -1 : 1))
    .map((path) => join(folder, path));
}

/** Servers given from outside are there once, so what uses them goes one after the other. */
function laneCount({ isFast, named, forMocha }) {
  if (isFast) return 0;
  const isGiven = Boolean(process.env.TEST_DATABASE_URL || process.env.TEST_REDIS_URL);
  if (isGiven || named.length > 0 || forMocha.length > 0) return 1;
  return Math.min(lanesAtMost, availableParallelism());
}

const laneEnvironment = (servers) => ({
  TEST_DATABASE_URL: servers.adminDatabaseUrl,
  TEST_REDIS_URL: servers.redisUrl,
  CHROMIUM_PATH: servers.chromiumPath,
});

/** Only throw-away servers are named, so that no test can reach one that somebody needs. */
function testEnvironment(lanes) {
  const { DATABASE_URL, REDIS_URL, PORT, ...rest } = process.env;
  return { ...rest, ...lanes[0], TEST_LANES: JSON.stringify(lanes) };
}

async function runMocha({ root, lanes, terminal, life, specs, forMocha }) {
  if (specs.length === 0) return { passed: 0, failed: 0, isComplete: true, exitCode: 1 };
  const folder = mkdtempSync(join(tmpdir(), 'rehab-placements-count-'));
  life.onClose(() => rmSync(folder, { recursive: true, force: true }));
  const countFile = join(folder, 'count.json');
  const env = testEnvironment(lanes);
  const isBuildMachine = Boolean(env.CI);
  const lingering = new AbortController();
  const watch = watchForLingering(countFile, () => {
    terminal.say('The tests are over but their process does not end: something was left open.');
    lingering.abort();
  });
  let code = 1;
  try {
    ({ code } = await runProgram(
      process.execPath,
      [
        join(root, 'node_modules', 'mocha', 'bin', 'mocha.js'),
        ...['--timeout', String(testTimeoutMs)],
        ...['--reporter', join(root, 'scripts', 'reporter.mjs')],
        ...(lanes.length > 1
          ? ['--parallel', '--jobs', String(lanes.length), '--require', join(root, 'scripts', 'lane.mjs')]
          : []),
        ...(isBuildMachine ? ['--forbid-only', '--forbid-pending'] : []),
        ...forMocha,
        ...specs,
      ],
      {
        cwd: root,
        env: { ...env, TEST_COUNT_FILE: countFile },
        signal: AbortSignal.any([life.signal, lingering.signal]),
        isShown: true,
      },
    ));
  } catch (error) {
    if (life.signal.aborted) throw error;
  } finally {
    clearInterval(watch);
  }
  const count = readJson(countFile);
  if (count === null) terminal.say(`The tests ended before their report (exit code ${code}).`);
  return { passed: 0, failed: 1, ...count, isComplete: true, exitCode: code };
}

function watchForLingering(countFile, onLingering) {
  let overSinceMs = null;
  return setInterval(() => {
    if (overSinceMs === null && readJson(countFile) !== null) overSinceMs = Date.now();
    if (overSinceMs !== null && Date.now() - overSinceMs > lingerMs) onLingering();
  }, 500);
}
