import type { Tx } from '../../../../kernel/unit-of-work.js';
import { execute, selectOne } from '../../../../platform/db/sql.js';

/** One night's counting twice: how much was asked, what had to be written that nobody had kept, and where the two ways differ. */
export interface CountCheck {
  readonly checkedAt: Date;
  readonly questions: number;
  readonly revised: number;
  readonly disagreeing: number;
}

/** Keeps what a night found; of what disagrees the first few, by their questions. */
export const recordCountCheck = (
  tx: Tx,
  {
    questions,
    revised,
    disagreements,
  }: { readonly questions: number; readonly revised: number; readonly disagreements: readonly object[] },
): Promise<number> =>
  execute(
    tx,
    'INSERT INTO count_check (questions, revised, disagreements, disagreeing) VALUES (?, ?, ?, ?)',
    [questions, revised, JSON.stringify(disagreements.slice(0, 20)), disagreements.length],
  );

/** The latest counting twice, or null before the first. */
export const readLatestCountCheck = (tx: Tx): Promise<CountCheck | null> =>
  selectOne<CountCheck>(
    tx,
    `SELECT checked_at AS checkedAt, questions, revised, disagreeing FROM count_check ORDER BY id DESC LIMIT 1`,
  );
