import type { Tx } from '../../../kernel/unit-of-work.js';
import type { ContactFacts, ReviewFacts } from '../domain/waiting.js';

/** What is recorded of a wait besides the referral itself. */
export interface WaitRecord {
  readonly contact: ContactFacts | null;
  readonly review: ReviewFacts | null;
}

/** What is recorded of these waits; a referral of which nothing is has no entry. Two statements however many there are. */
export type ReadWaitRecords = (
  tx: Tx,
  referralIds: readonly string[],
) => Promise<ReadonlyMap<string, WaitRecord>>;
