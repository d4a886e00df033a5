/**
 * Proof that every measure is counted alike in SQL and from the facts, and that a table as at a day gone by never changes:
 *
 *   npm run prove:measures -- --histories 20 [--seed 1] [--parts 4] [--steps 120]
 *
 * Each history is of an invented country: steps as use cases write them, corrections of the past, steps that break off.
 * The last line is JSON; a difference exits 1 and names its seed.
 */
import { parseArgs } from 'node:util';

import { adjustableClock } from '../support/adjustable-clock.js';
import { withTestDatabase } from '../support/database.js';
import { checkHistory } from './check-measures.js';

const { values: given } = parseArgs({
  options: {
    histories: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    parts: { type: 'string', default: '4' },
    steps: { type: 'string', default: '120' },
  },
});

const wholeNumber = (name: keyof typeof given): number => {
  const number = Number(given[name]);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new Error(`--${name} must be a whole number from 1.`);
  return number;
};

const histories = wholeNumber('histories');
const firstSeed = wholeNumber('seed');
const size = { parts: wholeNumber('parts'), steps: wholeNumber('steps') };
const found = { questions: 0, disagreements: 0, asAtChanged: 0, notKept: 0 };
for (let seed = firstSeed; seed < firstSeed + histories; seed += 1) {
  const clock = adjustableClock();
  const database = await withTestDatabase({ clock });
  try {
    const checked = await checkHistory(database, clock, { seed, ...size });
    found.questions += checked.questions;
    found.disagreements += checked.disagreements.length;
    found.asAtChanged += checked.asAtChanged.length;
    found.notKept += checked.notKept;
    const wrong = [...checked.disagreements, ...checked.asAtChanged];
    if (wrong.length > 0 || checked.notKept > 0) {
      console.log(`Seed ${seed}: ${wrong.length} differences, ${checked.notKept} facts not kept.`);
      for (const one of wrong.slice(0, 5)) console.log(`  ${JSON.stringify(one)}`);
    }
  } finally {
    await database.drop();
  }
}
console.log(`${found.questions} questions counted twice, ${found.notKept} facts not kept.`);
const { disagreements, asAtChanged } = found;
console.log(JSON.stringify({ histories, disagreements, asAtChanged }));
process.exitCode = disagreements + asAtChanged + found.notKept === 0 ? 0 : 1;
