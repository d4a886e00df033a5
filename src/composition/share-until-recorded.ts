import type { Tx } from '../kernel/unit-of-work.js';
import { selectOne } from '../platform/db/sql.js';
import { shareReading } from '../platform/shared-reading.js';

/** The last entry of the record: while none is added, nothing that is shown has changed. */
const readLastEntry = async (tx: Tx): Promise<string> =>
  (await selectOne<{ readonly id: string | null }>(tx, 'SELECT MAX(id) AS id FROM audit'))?.id ?? '';

/** What is asked, without the moment of asking: of two who ask within so short a time, it is the same. */
const withoutTime = (args: readonly unknown[]): readonly unknown[] =>
  args.map((arg) =>
    arg !== null && typeof arg === 'object' && 'at' in arg ? { ...arg, at: undefined } : arg,
  );

/**
 * One reading for everybody who asks the same, as long as nothing is recorded. An entry may be committed after one that has a
 * later number, so none is shared for longer than that may take to show. Unit of `withinMs`: milliseconds.
 */
export const shareUntilRecorded =
  (withinMs: number) =>
  <Args extends unknown[], Answer>(
    name: string,
    read: (tx: Tx, ...args: Args) => Promise<Answer>,
  ): ((tx: Tx, ...args: Args) => Promise<Answer>) =>
    shareReading(
      withinMs,
      async (tx: Tx, ...args: Args) => JSON.stringify([name, await readLastEntry(tx), withoutTime(args)]),
      read,
    );
