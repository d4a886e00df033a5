import type { AppendAudit } from '../../../kernel/audit.js';
import type { AppendEvent } from '../../../kernel/events.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { suggestionChangedV1 } from '../contract/events.js';
import { changedSuggestions, type SuggestedBefore } from '../domain/changed-suggestions.js';
import { match, type Suggestion } from '../domain/match.js';
import type { MatchingPolicy } from '../domain/policy.js';
import { makeReadMatchInput, type MatchInputDeps } from './match-input.js';

/** A run as it is kept: by which policy, when, why, over how many, and what it said of each. */
export interface MatchRunRecord {
  readonly policyVersion: string;
  readonly startedAt: Date;
  readonly cause: string;
  readonly waiting: number;
  readonly ready: number;
  readonly suggestions: readonly Suggestion[];
}

/** What a run of the matcher needs. */
export interface RematchDeps extends MatchInputDeps {
  readonly policy: MatchingPolicy;
  /** One run at a time, cluster-wide, until the end of the transaction. */
  readonly takeTurn: (tx: Tx) => Promise<void>;
  readonly now: (tx: Tx) => Promise<{ readonly at: Date; readonly today: IsoDate }>;
  /** What the latest run said, by referral; empty before the first. */
  readonly readLastSuggestions: (tx: Tx) => Promise<ReadonlyMap<string, SuggestedBefore>>;
  /** Keeps a run, and gives its number. */
  readonly recordRun: (tx: Tx, run: MatchRunRecord) => Promise<string>;
  readonly audit: AppendAudit;
  readonly events: AppendEvent;
}

/**
 * Matches everybody waiting to every bed, and keeps the result as a new run. Reads what is committed when it
 * begins, so a change that asked for it is always seen.
 */
export const makeRematch = (deps: RematchDeps) => {
  const readMatchInput = makeReadMatchInput(deps);
  return async (tx: Tx, cause: string): Promise<{ readonly runId: string; readonly suggested: number }> => {
    await deps.takeTurn(tx);
    const { at, today } = await deps.now(tx);
    const input = await readMatchInput(tx, deps.policy, today);
    const { waiting } = input;
    const suggestions = match(input);
    const ready = waiting.filter(({ missing }) => missing.length === 0).length;
    const before = await deps.readLastSuggestions(tx);
    const runId = await deps.recordRun(tx, {
      policyVersion: deps.policy.version,
      startedAt: at,
      cause,
      waiting: waiting.length,
      ready,
      suggestions,
    });
    const suggested = suggestions.filter(({ place }) => place !== null).length;
    await deps.audit(tx, {
      action: 'matching.run-recorded',
      subjectKind: 'match_run',
      subjectId: runId,
      version: 1,
      after: { waiting: waiting.length, ready, suggested, policyVersion: deps.policy.version },
    });
    await deps.events(
      tx,
      ...changedSuggestions(before, suggestions).map((changed) =>
        suggestionChangedV1.make({ ...changed, runId }),
      ),
    );
    return { runId, suggested };
  };
};
