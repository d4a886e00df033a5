import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { countFacts, type Facts } from '../domain/count-facts.js';
import type {
  Grouping,
  MeasureCell,
  MeasureDefinition,
  MeasureId,
  MeasureQuestion,
  Waits,
} from '../domain/measure.js';

/** What counting twice needs. */
export interface CountTwiceDeps {
  readonly definitions: readonly MeasureDefinition[];
  readonly readCells: (tx: Tx, question: MeasureQuestion) => Promise<readonly MeasureCell[]>;
  readonly readFacts: (tx: Tx, now: Date) => Promise<Facts>;
}

/** A question to which two ways of counting gave different answers. */
export type Disagreement = {
  readonly measureId: MeasureId;
  readonly by: Grouping | null;
  readonly waits: Waits | null;
  readonly month: string;
};

const allWaits: readonly Waits[] = ['completed', 'running', 'completed-adjusted', 'running-adjusted'];

/** Every question a definition can answer of whole months, as things stand. */
export const questionsOf = (
  { measureId, shape, by }: MeasureDefinition,
  period: Pick<MeasureQuestion, 'fromOn' | 'toOn' | 'asAt' | 'asAtOn'>,
): readonly MeasureQuestion[] =>
  [null, ...by].flatMap((grouping): readonly MeasureQuestion[] => {
    const question = { measureId, by: grouping, ...period };
    if (shape === 'days') return allWaits.map((waits) => ({ ...question, waits }));
    return measureId === 'people-started' ? [question, { ...question, isOncePerPerson: true }] : [question];
  });

const firstDifference = (
  left: readonly MeasureCell[],
  right: readonly MeasureCell[],
): MeasureCell | undefined => {
  const index = Array.from({ length: Math.max(left.length, right.length) }).findIndex(
    (_, at) => JSON.stringify(left[at]) !== JSON.stringify(right[at]),
  );
  return index < 0 ? undefined : (left[index] ?? right[index]);
};

/**
 * Counts everything twice, in SQL over what is kept for counting and in TypeScript over the facts where they were recorded,
 * and says where the two differ. The caller sees to it that both see the same: no change between them.
 */
export const makeCountTwice =
  ({ definitions, readCells, readFacts }: CountTwiceDeps) =>
  async (
    tx: Tx,
    { fromOn, toOn, now, today }: { fromOn: IsoDate; toOn: IsoDate; now: Date; today: IsoDate },
  ): Promise<{ readonly questions: number; readonly disagreements: readonly Disagreement[] }> => {
    const facts = await readFacts(tx, now);
    const period = { fromOn, toOn, asAt: null, asAtOn: today };
    const disagreements: Disagreement[] = [];
    let questions = 0;
    for (const definition of definitions) {
      for (const question of questionsOf(definition, period)) {
        questions += 1;
        const found = firstDifference(await readCells(tx, question), countFacts(facts, question));
        if (found === undefined) continue;
        const { measureId, by, waits = null } = question;
        disagreements.push({ measureId, by, waits, month: found.month });
      }
    }
    return { questions, disagreements };
  };
