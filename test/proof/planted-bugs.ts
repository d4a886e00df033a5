/**
 * Proof that the proofs notice: takes one guard at a time out of a copy of the compiled product, runs the cheapest
 * check that should notice, and wants it to fail. Each kind of check is first run on the product as it is and must
 * pass. The product itself has no switch for any of this.
 *
 *   npm run prove:planted-bugs [-- --only <words of a name>[,<words of another>]]
 *
 * The last line is JSON; a bug that goes unnoticed exits 1.
 */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { copyFile, cp, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { throwAwayDatabaseUrl, throwAwayRedisUrl } from '../support/throw-away-servers.js';
import { plantedBugs, type Check, type PlantedBug } from './bugs.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const { values: given } = parseArgs({ options: { only: { type: 'string', default: '' } } });

/** How many checks run side by side, each in its own copy, database and numbered Redis database. */
const lanes = 2;
/** A race may happen not to meet the moment a bug needs; each further try has another seed and thrice the attempts. */
const tries = 3;
const checkWithinMs = 240_000;

interface Tree {
  readonly path: string;
  readonly redisUrl: string;
}

const makeTree = async (lane: number): Promise<Tree> => {
  const path = await mkdtemp(join(tmpdir(), 'rehab-placements-planted-'));
  folders.add(path);
  await cp(join(root, 'dist'), join(path, 'dist'), { recursive: true });
  await copyFile(join(root, 'package.json'), join(path, 'package.json'));
  for (const folder of ['node_modules', 'src', 'config'])
    await symlink(join(root, folder), join(path, folder));
  const redisUrl = new URL(throwAwayRedisUrl());
  redisUrl.pathname = `/${lane + 1}`;
  return { path, redisUrl: redisUrl.href };
};

/** Puts the bug in; gives what takes it out again. */
const plant = async ({ path }: Tree, { name, changes }: PlantedBug): Promise<() => Promise<void>> => {
  const originals = new Map<string, string>();
  for (const { file, find, put } of changes) {
    const place = join(path, 'dist', file);
    const text = await readFile(place, 'utf8');
    const times = text.split(find).length - 1;
    if (times !== 1) throw new Error(`"${name}" is out of date: ${file} has ${times} times: ${find}`);
    if (!originals.has(place)) originals.set(place, text);
    await writeFile(
      place,
      text.replace(find, () => put),
    );
  }
  return async () => {
    for (const [place, text] of originals) await writeFile(place, text);
  };
};

interface Result {
  readonly verdict: 'passed' | 'noticed' | 'neither';
  readonly broken: readonly string[];
  readonly output: string;
}

const children = new Set<number>();
const folders = new Set<string>();
process.once('exit', () => {
  for (const pid of children) process.kill(pid, 'SIGTERM');
  for (const path of folders) rmSync(path, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const run = (tree: Tree, args: readonly string[]): Promise<{ code: number | null; output: string }> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: tree.path,
      env: { TEST_DATABASE_URL: throwAwayDatabaseUrl(), TEST_REDIS_URL: tree.redisUrl },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const { pid } = child;
    if (pid !== undefined) children.add(pid);
    let output = '';
    const hear = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-20_000);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    const tooLong = setTimeout(() => child.kill('SIGTERM'), checkWithinMs);
    child.on('error', reject);
    child.on('exit', (code) => {
      clearTimeout(tooLong);
      if (pid !== undefined) children.delete(pid);
      resolve({ code, output });
    });
  });

/** Only a failure the check itself found counts: a program that merely breaks proves nothing. */
const runCheck = async (tree: Tree, check: Check, attempt: number): Promise<Result> => {
  if (check.kind === 'spec') {
    const mocha = join(tree.path, 'node_modules', 'mocha', 'bin', 'mocha.js');
    const { code, output } = await run(tree, [mocha, '--timeout', '60000', join('dist', check.file)]);
    const noticed = code !== 0 && /\d+ failing/.test(output);
    return { verdict: code === 0 ? 'passed' : noticed ? 'noticed' : 'neither', broken: [], output };
  }
  const index = check.args.findIndex((arg) => arg === '--attempts' || arg === '--runs') + 1;
  const attempts = Number(check.args[index]) * 3 ** attempt;
  const args = check.args.map((arg, at) => (at === index ? String(attempts) : arg));
  const { code, output } = await run(tree, [
    join('dist', 'test', 'proof', check.program ?? 'double-booking.js'),
    ...args,
    ...['--seed', String(attempt + 1)],
  ]);
  const totals = /^Broken invariants: (.*)\.$/m.exec(output)?.[1] ?? '';
  const broken = totals === '' ? [] : totals.split(', ').map((each) => each.split(' ')[0] ?? '');
  const hasPassed = code === 0 && /"(violations|overspent)":0/.test(output);
  return { verdict: hasPassed ? 'passed' : broken.length > 0 ? 'noticed' : 'neither', broken, output };
};

const lastLines = (output: string): string => output.trimEnd().split('\n').slice(-12).join('\n    ');
const seconds = (sinceMs: number): string => `${((performance.now() - sinceMs) / 1_000).toFixed(0)} s`;

/** Whether the check of a bug fails with it, for one of the reasons it should. */
const isCaught = async (tree: Tree, bug: PlantedBug): Promise<boolean> => {
  const beganAt = performance.now();
  const takeOut = await plant(tree, bug);
  try {
    let last: Result | null = null;
    for (let attempt = 0; attempt < (bug.check.kind === 'race' ? tries : 1); attempt += 1) {
      last = await runCheck(tree, bug.check, attempt);
      const forTheRightReason =
        bug.caughtBy.length === 0 || bug.caughtBy.some((invariant) => last?.broken.includes(invariant));
      if (last.verdict === 'noticed' && forTheRightReason) {
        const by = last.broken.length === 0 ? 'its spec' : last.broken.join(', ');
        console.log(`  caught  ${bug.name}: by ${by} (${seconds(beganAt)})`);
        return true;
      }
    }
    console.log(`  MISSED  ${bug.name} (${seconds(beganAt)})\n    ${lastLines(last?.output ?? '')}`);
    return false;
  } finally {
    await takeOut();
  }
};

const differentChecks = (bugs: readonly PlantedBug[]): readonly Check[] => [
  ...new Map(bugs.map(({ check }) => [JSON.stringify(check), check])).values(),
];

const prove = async (): Promise<number> => {
  const wanted = given.only.split(',');
  const bugs = plantedBugs.filter(({ name }) => wanted.some((words) => name.includes(words)));
  const trees = await Promise.all(Array.from({ length: lanes }, (_, lane) => makeTree(lane)));
  const beganAt = performance.now();
  const inLanes = async <T>(
    work: readonly T[],
    act: (tree: Tree, each: T) => Promise<void>,
  ): Promise<void> => {
    const left = [...work];
    await Promise.all(
      trees.map(async (tree) => {
        for (let each = left.shift(); each !== undefined; each = left.shift()) await act(tree, each);
      }),
    );
  };

  let sound = true;
  await inLanes(differentChecks(bugs), async (tree, check) => {
    const { verdict, output } = await runCheck(tree, check, 0);
    const what = check.kind === 'spec' ? check.file : check.args.join(' ');
    console.log(`  ${verdict === 'passed' ? 'passes' : 'FAILS '}  the product as it is: ${what}`);
    if (verdict === 'passed') return;
    sound = false;
    console.log(`    ${lastLines(output)}`);
  });

  let caught = 0;
  if (sound) {
    await inLanes(bugs, async (tree, bug) => {
      if (await isCaught(tree, bug)) caught += 1;
    });
  } else {
    console.log('A check that fails without a bug proves nothing with one.');
  }
  console.log(`${seconds(beganAt)} in all.`);
  console.log(JSON.stringify({ planted: bugs.length, caught }));
  return sound && caught === bugs.length ? 0 : 1;
};

process.exitCode = await prove();
