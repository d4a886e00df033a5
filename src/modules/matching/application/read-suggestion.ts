import type { Scope } from '../../../kernel/actor.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { ReadReferral, ReferralFacts } from '../../referrals/contract/facts.js';
import type { PlaceFault } from '../domain/input-faults.js';
import type { StoredSuggestion } from './waiting-list.js';

/** A run that is kept. */
export interface KeptRun {
  readonly runId: string;
  readonly finishedAt: Date;
  /** When everybody was last looked at and all found as it was; null where nobody has looked since. */
  readonly lookedAt: Date | null;
  readonly policyVersion: string;
  readonly isLatest: boolean;
  /** Beds and projects that nobody could come by; empty also for runs that did not keep it. */
  readonly placeFaults: readonly PlaceFault[];
  /** Shared rooms whose sex was decided by whom the run gave a bed in them. */
  readonly roomsDecided: number;
}

/** What a run said of one person. */
export interface SuggestionTold {
  readonly referral: ReferralFacts;
  readonly run: KeptRun;
  /** Null where the run did not see them. */
  readonly said: StoredSuggestion | null;
}

/** What telling it needs. */
export interface ReadSuggestionDeps {
  readonly readReferral: ReadReferral;
  /** One run, the latest where none is named; null where there is none, or it is kept no longer. */
  readonly readRun: (tx: Tx, runId: string | null) => Promise<KeptRun | null>;
  readonly readSuggestions: (
    tx: Tx,
    runId: string,
    referralIds: readonly string[],
  ) => Promise<ReadonlyMap<string, StoredSuggestion>>;
}

/** The referral is outside scope or unknown; or the run is not kept. */
export type ReadSuggestionRefusal = { readonly code: 'not-found' } | { readonly code: 'run-not-kept' };

/** What the latest run, or one of before, said of one person and why: as it was stored, nothing is worked out again. */
export const makeReadSuggestion =
  (deps: ReadSuggestionDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    { referralId, runId }: { readonly referralId: string; readonly runId: string | null },
  ): Promise<Outcome<SuggestionTold, ReadSuggestionRefusal>> => {
    const referral = await deps.readReferral(tx, scope, referralId);
    if (referral === null) return refuse({ code: 'not-found' });
    const run = await deps.readRun(tx, runId);
    if (run === null) return refuse({ code: 'run-not-kept' });
    const said = (await deps.readSuggestions(tx, run.runId, [referralId])).get(referralId) ?? null;
    return done({ referral, run, said });
  };
