import { measureDefinitions } from '../../config/measures.js';
import { addNights, type IsoDate } from '../../src/kernel/iso-date.js';
import { compareCounted } from '../../src/modules/measures/adapters/db/keep-counted.js';
import { readCells } from '../../src/modules/measures/adapters/db/read-cells.js';
import { readSourceFacts } from '../../src/modules/measures/adapters/db/source-facts.js';
import {
  makeCountTwice,
  questionsOf,
  type Disagreement,
} from '../../src/modules/measures/application/count-twice.js';
import type { MeasureCell, MeasureQuestion } from '../../src/modules/measures/domain/measure.js';
import { systemActor } from '../../src/kernel/actor.js';
import { done } from '../../src/kernel/outcome.js';
import type { AdjustableClock } from '../support/adjustable-clock.js';
import { tellHistory } from '../support/counted-history.js';
import type { TestDatabase } from '../support/database.js';

export const countTwice = makeCountTwice({
  definitions: measureDefinitions,
  readCells,
  readFacts: readSourceFacts,
});

/** What was told at a time, to be told again later. */
interface Remembered {
  readonly question: MeasureQuestion;
  readonly cells: readonly MeasureCell[];
}

export interface CheckedHistory {
  readonly questions: number;
  readonly disagreements: readonly Disagreement[];
  /** Questions as at an earlier time that are answered otherwise now. */
  readonly asAtChanged: readonly MeasureQuestion[];
  /** Revisions that comparing with the facts had to add: something was not kept when it was written. */
  readonly notKept: number;
}

const firstOfMonth = (on: IsoDate): IsoDate => addNights(on, 1 - Number(on.slice(8, 10)));

/** Tells a history in parts; after each, counts everything twice, and asks again for what was told after earlier parts. */
export const checkHistory = async (
  database: TestDatabase,
  clock: AdjustableClock,
  { seed, parts, steps }: { readonly seed: number; readonly parts: number; readonly steps: number },
): Promise<CheckedHistory> => {
  const history = await tellHistory(database, clock, seed);
  const remembered: Remembered[] = [];
  const disagreements: Disagreement[] = [];
  let questions = 0;
  let notKept = 0;
  for (let part = 0; part < parts; part += 1) {
    await history.tell(steps);
    const [now, today] = [clock.now(), clock.today];
    const period = { fromOn: firstOfMonth(history.begin), toOn: firstOfMonth(addNights(today, 40)) };
    const counted = await database.uow.read((tx) => countTwice(tx, { ...period, now, today }));
    questions += counted.questions;
    disagreements.push(...counted.disagreements);
    const asked = measureDefinitions.flatMap((definition) => {
      const { [part % questionsOf(definition, { ...period, asAt: null, asAtOn: today }).length]: question } =
        questionsOf(definition, { ...period, asAt: null, asAtOn: today });
      return question === undefined ? [] : [question];
    });
    for (const question of asked) {
      const cells = await database.uow.read((tx) => readCells(tx, question));
      remembered.push({ question: { ...question, asAt: now }, cells });
    }
    // Whoever asks within the same moment asks of the same facts: the next step is later.
    clock.advance({ seconds: 1 });
    for (const kind of ['referral', 'bed_unit'] as const) {
      const compared = await database.uow.run({ actor: systemActor, requestId: 'check' }, async (tx) =>
        done(await compareCounted(tx, kind, '')),
      );
      if (compared.ok) notKept += compared.value.revised;
    }
  }
  const asAtChanged: MeasureQuestion[] = [];
  for (const { question, cells } of remembered) {
    const again = await database.uow.read((tx) => readCells(tx, question));
    if (JSON.stringify(again) !== JSON.stringify(cells)) asAtChanged.push(question);
  }
  return { questions, disagreements, asAtChanged, notKept };
};
