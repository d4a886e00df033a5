import { join } from 'node:path';
import { requirePort, runCompiled, startApplication } from './application.mjs';
import { build } from './build.mjs';
import { dataPaths, openDataFolder } from './data-folder.mjs';
import { takeDataLock } from './data-lock.mjs';
import { clearLeftovers } from './leftovers.mjs';
import { runCommand } from './lifecycle.mjs';
import { installPackages } from './packages.mjs';
import { Interrupted, PlainStop } from './plain-stop.mjs';
import { createRunningRecord } from './running-record.mjs';
import { provideServers } from './servers.mjs';
import { openSettings } from './settings.mjs';
import { createTerminal } from './terminal.mjs';
import { logEnd } from './wait-until.mjs';

/**
 * `npm start`: brings up everything the demonstration needs, says where it is, and keeps it running
 * until Ctrl-C, which stops what was started here and nothing else.
 *
 * @param {string} root the folder of the clone
 * @param {readonly string[]} args `--yes` answers questions with yes
 */
export function startDemonstration(root, args) {
  const terminal = createTerminal(process.stdout);
  return runCommand(terminal, { interruptedCode: 130 }, async (life) => {
    const startedMs = Date.now();
    const unknown = args.find((arg) => arg !== '--yes');
    if (unknown !== undefined) {
      throw new PlainStop(`Unknown option ${unknown}. The only one is --yes: install without asking.`);
    }
    terminal.say('Starting Rehab Placements');
    const dataDir = join(root, '.data');
    const record = await openDemonstrationFolder(dataDir, terminal, life);
    const port = await requirePort(process.env);
    const place = { root, env: process.env, signal: life.signal };
    await terminal.step('Packages', () => installPackages(place));
    const settings = openSettings(dataDir);
    const servers = await provideServers(givenServers(process.env), {
      ...{ dataDir, settings, record, terminal, life, env: process.env },
      isAgreed: args.includes('--yes'),
      withAdmin: false,
    });
    await terminal.step('Building', () => build(place));

    const address = `http://${reachableHost(process.env)}:${port}`;
    const env = applicationEnvironment(servers, port, address);
    const run = { root, env, terminal, life };
    await runCompiled('Bringing the database up to date', 'src/composition/migrate.js', run);
    const signIns = await loadDemonstration(run);
    const { logs } = dataPaths(dataDir);
    await startApplication({ ...run, address, logs, record });
    record.addFacts({ ...pick(env, liveVariables), address });

    const seconds = ((Date.now() - startedMs) / 1000).toFixed(1);
    terminal.say(readyMessage({ address, signIns, logs, seconds }));
    return await runUntilStopped(terminal, life);
  });
}

/** What a command that joins the running demonstration needs to know. */
const liveVariables = ['DATABASE_URL', 'REDIS_URL', 'PORT', 'PUBLIC_ORIGIN', 'APP_MODE'];

const pick = (env, names) => Object.fromEntries(names.map((name) => [name, env[name]]));

const givenServers = (env) => ({
  databaseUrl: env.DATABASE_URL,
  redisUrl: env.REDIS_URL,
  names: { database: 'DATABASE_URL', redis: 'REDIS_URL' },
});

/** Takes the data folder for this run and repairs what an earlier one left half done. */
async function openDemonstrationFolder(dataDir, terminal, life) {
  openDataFolder(dataDir);
  const lock = takeDataLock(dataDir);
  life.onClose(lock.release);
  if (lock.wasLeftBehind) {
    terminal.say('  ..  An earlier start ended without stopping cleanly; repairing');
  }
  for (const sentence of await clearLeftovers(dataDir)) terminal.note(sentence);
  const record = createRunningRecord(dataDir);
  life.onClose(record.remove);
  return record;
}

/** The address to ask and to print: the one listened on, or this machine for "all addresses". */
function reachableHost({ HOST }) {
  if (!HOST || HOST === '0.0.0.0' || HOST === '::') return '127.0.0.1';
  return HOST.includes(':') ? `[${HOST}]` : HOST;
}

function applicationEnvironment(servers, port, address) {
  return {
    ...process.env,
    DATABASE_URL: servers.databaseUrl,
    REDIS_URL: servers.redisUrl,
    PORT: String(port),
    PUBLIC_ORIGIN: process.env.PUBLIC_ORIGIN || address,
    APP_MODE: process.env.APP_MODE || 'demonstration',
  };
}

/** Loads the demonstration (once; later starts only list the sign-ins) and returns the sign-ins. */
async function loadDemonstration(run) {
  const signIns = [];
  let isInBlock = false;
  const onLine = (line) => {
    if (line === 'SIGN-INS-BEGIN') isInBlock = true;
    else if (line === 'SIGN-INS-END') isInBlock = false;
    else if (isInBlock) signIns.push(line);
    else if (line.trim() !== '') run.terminal.note(line);
  };
  const label = 'Loading reference data and the synthetic caseload';
  await runCompiled(label, 'src/composition/load-demonstration.js', { ...run, onLine });
  return signIns;
}

function readyMessage({ address, signIns, logs, seconds }) {
  return [
    '',
    `Ready in ${seconds} seconds:  ${address}`,
    '',
    'Demonstration sign-ins (synthetic people, real facilities):',
    ...signIns.map((line) => `  ${line}`),
    '',
    `Logs:  ${logs}`,
    'Stop:  Ctrl-C. The data is kept; "npm run reset" starts afresh.',
    '',
  ].join('\n');
}

/** Until Ctrl-C (exit code 0), or until something that should run has ended (1). */
async function runUntilStopped(terminal, life) {
  const stopped = new Promise((resolve) => {
    if (life.signal.aborted) resolve(null);
    life.signal.addEventListener('abort', () => resolve(null), { once: true });
  });
  const ended = await Promise.race([stopped, life.firstEnd]);
  if (ended === null) return 0;
  if (life.signal.aborted) throw new Interrupted();
  terminal.say(`\n${ended.name} ended unexpectedly (${ended.ending()}).\n${logEnd(ended)}`);
  terminal.say('Stopping the rest.');
  return 1;
}
