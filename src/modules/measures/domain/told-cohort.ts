import type { CohortStage, CohortStep, No } from './cohort.js';
import type { Telling } from './fairness.js';
import { shareTold, toldDays, toldPeople, type ToldDays } from './told-measure.js';

/** So many for a reason, as it is told; `rare` are all reasons of too few people together. */
export interface ToldReason<Code> {
  readonly code: Code | 'rare';
  readonly n: number | null;
}

/** One step of a cohort as it is told: null where it is of too few. */
export interface ToldStep {
  readonly from: CohortStage;
  readonly to: CohortStage;
  readonly reachedBefore: number | null;
  readonly reached: number | null;
  /** Of those who reached the stage before, from 0 to 1. */
  readonly share: number | null;
  readonly droppedOut: number | null;
  readonly dropOuts: readonly ToldReason<string>[];
  readonly stillHere: number | null;
  readonly waitingFor: readonly ToldReason<No | 'no-answer-yet'>[];
  readonly completed: ToldDays;
  readonly running: ToldDays;
}

const sum = (counts: Iterable<number>): number => [...counts].reduce((total, count) => total + count, 0);

/**
 * Reasons with how many, the most first. Of people who are not the reader's own only those of enough are named, and the others
 * stand together whether there are any or not: a reason that is named would tell that somebody had it.
 */
const toldReasons = <Code>(
  counts: ReadonlyMap<Code, number>,
  isExact: boolean,
): readonly ToldReason<Code>[] => {
  const told = [...counts].map(([code, count]) => ({ code, count, n: toldPeople(count, isExact) }));
  const named = told
    .filter(({ n }) => n !== null)
    .toSorted((a, b) => b.count - a.count || (String(a.code) < String(b.code) ? -1 : 1))
    .map(({ code, n }) => ({ code, n }));
  const rare = sum(told.filter(({ n }) => n === null).map(({ count }) => count));
  return isExact ? named : [...named, { code: 'rare', n: toldPeople(rare, false) }];
};

/** What is told of each step: of a partnership's own people exactly, of others protected. */
export const tellCohort = (steps: readonly CohortStep[], telling: Telling): readonly ToldStep[] => {
  const isExact = telling === 'exact';
  return steps.map(
    ({ from, to, reachedBefore, reached, droppedOut, stillHere, completedDays, runningDays }) => ({
      ...{ from, to },
      reachedBefore: toldPeople(reachedBefore, isExact),
      reached: toldPeople(reached, isExact),
      share: shareTold(reached, reachedBefore, isExact),
      droppedOut: toldPeople(sum(droppedOut.values()), isExact),
      dropOuts: toldReasons(droppedOut, isExact),
      stillHere: toldPeople(sum(stillHere.values()), isExact),
      // Whoever lives in a place waits for nobody's answer.
      waitingFor:
        from === 'admitted'
          ? []
          : toldReasons(
              new Map([...stillHere].map(([no, count]) => [no ?? ('no-answer-yet' as const), count])),
              isExact,
            ),
      completed: toldDays(completedDays, isExact),
      running: toldDays(runningDays, isExact),
    }),
  );
};
