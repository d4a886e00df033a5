import { settledAfterSeconds } from '../kernel/settled.js';
import type { Tx } from '../kernel/unit-of-work.js';
import type { MeasureCell, MeasureQuestion } from '../modules/measures/domain/measure.js';
import { databaseNow } from '../platform/db/database-clock.js';
import { shareReading } from '../platform/shared-reading.js';

/** So that what nobody asks for any more is not kept for ever. Unit: milliseconds. */
const keptForMs = 600_000;

type ReadCells = (tx: Tx, question: MeasureQuestion) => Promise<readonly MeasureCell[]>;

/** Counts only once what was known at a time that is settled: whatever is recorded since, that stays as it was. */
export const countPastOnce = (readCells: ReadCells): ReadCells => {
  const readPast = shareReading(
    keptForMs,
    (_tx: Tx, question: MeasureQuestion) => Promise.resolve(JSON.stringify(question)),
    readCells,
  );
  return async (tx, question) => {
    if (question.asAt === null) return readCells(tx, question);
    const settledUntilMs = (await databaseNow(tx)).at.getTime() - settledAfterSeconds * 1_000;
    return (question.asAt.getTime() < settledUntilMs ? readPast : readCells)(tx, question);
  };
};
