/**
 * Proof that the whole pathway is what a small model says it is, whatever is asked in whatever order, and whatever breaks
 * meanwhile:
 *
 *   npm run prove:pathway -- --runs 100 [--seed 1] [--commands 60] [--path P] [--replay-path R] [--shrink-seconds 120]
 *
 * Referral, gates, offer, placement and money through the API; workers that crash, a Redis that forgets, days that pass,
 * two at once. See docs/how-to/prove.md. The last line is JSON; a difference exits 1 and tells what replays it.
 */
import { parseArgs } from 'node:util';

import { checkPathway, tooSeldom } from '../model/check-pathway.js';
import { startRealPathway } from '../model/real-pathway.js';
import { count, showViolations } from './show-violations.js';

const { values: given } = parseArgs({
  options: {
    runs: { type: 'string', default: '20' },
    seed: { type: 'string', default: '20261122' },
    /** Most commands in a run. */
    commands: { type: 'string', default: '60' },
    path: { type: 'string' },
    'replay-path': { type: 'string' },
    /** How long a smaller run that fails is looked for. */
    'shrink-seconds': { type: 'string', default: '60' },
    /** Taken from what plants bugs: nothing is waited for here in any case, and the first failure is enough. */
    hasty: { type: 'boolean', default: false },
  },
});

const wholeNumber = (name: 'runs' | 'seed' | 'commands' | 'shrink-seconds'): number => {
  const number = Number(given[name]);
  if (!Number.isSafeInteger(number) || number < 0)
    throw new Error(`--${name} must be a whole number from 0.`);
  return number;
};

const prove = async (): Promise<number> => {
  const real = await startRealPathway();
  const beganAt = performance.now();
  try {
    const runs = wholeNumber('runs');
    const seed = wholeNumber('seed');
    console.log(`Seed ${seed}: ${count(runs)} runs of at most ${given.commands} commands.`);
    const checked = await checkPathway(real, {
      ...{ runs, seed, path: given.path, replayPath: given['replay-path'] },
      maxCommands: wholeNumber('commands'),
      shrinkWithinMs: given.hasty ? 0 : wholeNumber('shrink-seconds') * 1_000,
      onRun: (ran) => {
        if (ran % 25 === 0) console.log(`  ${count(ran)} runs`);
      },
    });
    for (const [kind, times] of [...checked.byKind].sort(([, a], [, b]) => b - a))
      if (times > 1) console.log(`  ${kind}: ${count(times)}`);
    console.log(
      `  done: ${[...checked.doneByKind].map(([kind, times]) => `${kind} ${count(times)}`).join(', ')}`,
    );
    const { failure } = checked;
    const seldom = failure === null ? tooSeldom(checked) : [];
    for (const text of seldom) console.log(text);
    if (failure !== null) {
      console.log(failure.text);
      console.log(
        `Replay it: npm run prove:pathway -- --runs 1 --seed ${failure.seed} --path "${failure.path}" --commands ${given.commands} and, as --replay-path, what stands behind replayPath above.`,
      );
    }
    showViolations(
      checked.violations.map((text) => {
        const [, invariant = 'model'] = /^(I\d+|room-mix|never-500): /.exec(text) ?? [];
        return { invariant, text };
      }),
    );
    console.log(`Took ${((performance.now() - beganAt) / 1_000).toFixed(1)} s.`);
    console.log(
      JSON.stringify({
        runs: checked.runs,
        commands: checked.commands,
        violations: checked.violations.length,
      }),
    );
    return failure === null && seldom.length === 0 ? 0 : 1;
  } finally {
    await real.stop();
  }
};

process.exitCode = await prove();
