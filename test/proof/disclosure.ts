/**
 * Proof that nothing of few people can be worked out from everything that was ever told:
 *
 *   npm run prove:disclosure -- --quarters 8 [--seed 1] [--of placements-approved]
 *
 * Invented quarters of the real partnerships, boards and public money, in every table of the catalogue, with the year after every
 * fourth and a corrected quarter in each year, told and attacked (see tell-and-attack.ts). Things that are counted apart share no
 * sum, nor do two years: each is told and attacked in a process of its own, as many at once as there are cores.
 * The last line is JSON; a number recovered with the guard on, or none with it off for anything counted, exits 1.
 */
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse/sync';

import { attackedSubjects, tellAndAttack, type Attacked } from './tell-and-attack.js';

const { values: given } = parseArgs({
  options: {
    quarters: { type: 'string', default: '8' },
    seed: { type: 'string', default: '1' },
    /** Of what is counted, one alone. */
    of: { type: 'string' },
    /** Of one thing in one year, by a process of its own. */
    task: { type: 'string' },
  },
});

interface Task {
  readonly of: string;
  readonly year: number;
  readonly quarters: number;
  readonly seed: number;
}
type FromChild = { readonly said: string } | { readonly attacked: Attacked };

const beganMs = performance.now();
const say = (what: string): void => {
  console.log(`  ${what}, ${((performance.now() - beganMs) / 1000).toFixed(0)} s.`);
};

/** One thing of one year, in a process of its own. */
const apart = (task: Task): Promise<Attacked> =>
  new Promise((done, fail) => {
    const child = fork(import.meta.filename, ['--task', JSON.stringify(task)]);
    let attacked: Attacked | null = null;
    child.on('message', (message: FromChild) => {
      if ('said' in message) say(`year ${task.year}, ${message.said}`);
      else ({ attacked } = message);
    });
    child.on('error', fail);
    child.on('exit', (code) => {
      if (attacked === null) fail(new Error(`${task.of}, year ${task.year}, ended with ${String(code)}.`));
      else done(attacked);
    });
  });

const inChild = async ({ of, year, quarters, seed }: Task): Promise<void> => {
  const rows: readonly { readonly name: string; readonly health_board: string }[] = parse(
    readFileSync(join(import.meta.dirname, '../../../config/reference-data/partnerships.csv')),
    { columns: true },
  );
  const areas = rows.map(({ name, health_board }) => ({
    ...{ partnershipId: name, name, board: health_board, boardCode: '' },
  }));
  const send = (message: FromChild): void => void process.send?.(message);
  const attacked = await tellAndAttack({
    ...{ of, areas, quarters, seed: seed * 1000 + year },
    // Glasgow has many, Orkney hardly any.
    meanOf: (area) => {
      const index = areas.indexOf(area);
      return index % 6 === 0 ? 22 : (index * 7) % 11;
    },
    say: (said) => send({ said }),
  });
  send({ attacked });
};

const proveAll = async (): Promise<void> => {
  const [quarters, seed] = [Number(given.quarters), Number(given.seed)];
  const subjects = attackedSubjects.filter((of) => given.of === undefined || of === given.of);
  const tasks = Array.from({ length: Math.ceil(quarters / 4) }, (_, year) =>
    subjects.map((of) => ({ of, year: year + 1, quarters: Math.min(4, quarters - 4 * year), seed })),
  ).flat();
  const found: (Attacked & { readonly of: string })[] = [];
  const work = async (): Promise<void> => {
    for (let task = tasks.shift(); task !== undefined; task = tasks.shift())
      found.push({ ...(await apart(task)), of: task.of });
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  const lost = found.flatMap((one) => one.lost);
  if (lost.length > 0)
    console.log(`${lost.length} numbers were given away by earlier releases, such as ${lost[0] ?? ''}.`);
  const sumOf = (
    field: 'hiddenCells' | 'recovered' | 'recoveredWithGuardOff',
    of: readonly Attacked[] = found,
  ): number => of.reduce((sum, one) => sum + one[field], 0);
  const [recovered, recoveredWithGuardOff] = [sumOf('recovered'), sumOf('recoveredWithGuardOff')];
  console.log(
    JSON.stringify({
      // A release holds everything that is counted.
      releases: found.filter(({ of }) => of === subjects[0]).reduce((sum, one) => sum + one.releases, 0),
      ...{ hiddenCells: sumOf('hiddenCells'), recovered, recoveredWithGuardOff },
    }),
  );
  const isAttackable = subjects.every(
    (of) =>
      sumOf(
        'recoveredWithGuardOff',
        found.filter((one) => one.of === of),
      ) > 0,
  );
  process.exitCode = recovered === 0 && lost.length === 0 && isAttackable ? 0 : 1;
};

await (given.task === undefined ? proveAll() : inChild(JSON.parse(given.task) as Task));
