import { londonDate, londonMidnight, type IsoDate } from '../../kernel/iso-date.js';
import { done } from '../../kernel/outcome.js';
import type { CommandContext, UnitOfWork } from '../../kernel/unit-of-work.js';
import { execute, selectOne } from '../../platform/db/sql.js';

type Mark = 'lived-through-ms' | 'whole-since-ms' | 'clock-ahead-ms';

const readMark = (uow: UnitOfWork, name: Mark): Promise<number | null> =>
  uow.read(async (tx) => {
    const row = await selectOne<{ value: string }>(tx, 'SELECT value FROM demonstration WHERE name = ?', [
      name,
    ]);
    return row === null ? null : Number(row.value);
  });

const writeMark = async (
  uow: UnitOfWork,
  context: CommandContext,
  name: Mark,
  value: number,
): Promise<void> => {
  await uow.run(context, async (tx) =>
    done(
      await execute(
        tx,
        'INSERT INTO demonstration (name, value) VALUES (?, ?) ON DUPLICATE KEY UPDATE value = VALUES(value)',
        [name, value],
      ),
    ),
  );
};

/** The last day the caseload has lived through; null before the first. */
export const readCaseloadProgress = async (uow: UnitOfWork): Promise<IsoDate | null> => {
  const ms = await readMark(uow, 'lived-through-ms');
  return ms === null ? null : londonDate(new Date(ms));
};

/** Marks a day as lived through, so that a load that is cut short goes on with the next. */
export const writeCaseloadProgress = (
  uow: UnitOfWork,
  context: CommandContext,
  day: IsoDate,
): Promise<void> => writeMark(uow, context, 'lived-through-ms', londonMidnight(day).getTime());

/** Whether the caseload was once loaded to its end: what has happened since is the people's own. */
export const isCaseloadWhole = async (uow: UnitOfWork): Promise<boolean> =>
  (await readMark(uow, 'whole-since-ms')) !== null;

/** Marks the caseload as loaded to its end. */
export const markCaseloadWhole = (uow: UnitOfWork, context: CommandContext, at: Date): Promise<void> =>
  writeMark(uow, context, 'whole-since-ms', at.getTime());

/** Puts the demonstration's clock ahead of the machine's. Unit: milliseconds. */
export const putClockAhead = (uow: UnitOfWork, context: CommandContext, aheadMs: number): Promise<void> =>
  writeMark(uow, context, 'clock-ahead-ms', aheadMs);
