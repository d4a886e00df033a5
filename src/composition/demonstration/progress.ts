import { londonDate, londonMidnight, type IsoDate } from '../../kernel/iso-date.js';
import { done } from '../../kernel/outcome.js';
import type { CommandContext, UnitOfWork } from '../../kernel/unit-of-work.js';
import { execute, selectOne } from '../../platform/db/sql.js';

const name = 'lived-through-ms';

/** The last day the caseload has lived through; null before the first. */
export const readCaseloadProgress = (uow: UnitOfWork): Promise<IsoDate | null> =>
  uow.read(async (tx) => {
    const row = await selectOne<{ value: string }>(tx, 'SELECT value FROM demonstration WHERE name = ?', [
      name,
    ]);
    return row === null ? null : londonDate(new Date(Number(row.value)));
  });

export const writeCaseloadProgress = async (
  uow: UnitOfWork,
  context: CommandContext,
  day: IsoDate,
): Promise<void> => {
  await uow.run(context, async (tx) =>
    done(
      await execute(
        tx,
        'INSERT INTO demonstration (name, value) VALUES (?, ?) ON DUPLICATE KEY UPDATE value = VALUES(value)',
        [name, londonMidnight(day).getTime()],
      ),
    ),
  );
};
