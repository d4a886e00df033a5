import type { Scope } from '../../../kernel/actor.js';
import type { Tx } from '../../../kernel/unit-of-work.js';

/** One step of what happened to a referral, in words. */
export interface TimelineStep {
  /** Its place in the order: the mark of a page. */
  readonly stepId: string;
  readonly at: Date;
  readonly action: string;
  /** What happened, with what was decided. */
  readonly text: string;
  /** Who acted, in which role, for whom. */
  readonly byText: string;
}

/** At most `limit` steps before one of them, newest first; none outside the scope. */
export type ReadTimeline = (
  tx: Tx,
  scope: Scope,
  referralId: string,
  query: { readonly before: string | null; readonly limit: number },
) => Promise<readonly TimelineStep[]>;
