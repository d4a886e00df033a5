import type { AppendAudit } from '../../../kernel/audit.js';
import type { AppendEvent } from '../../../kernel/events.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { suggestionChangedV1 } from '../contract/events.js';
import {
  changedSuggestions,
  differingSuggestions,
  type SuggestedBefore,
} from '../domain/changed-suggestions.js';
import type { RunReport, Suggestion } from '../domain/match.js';
import type { MatchingPolicy } from '../domain/policy.js';
import { makeReadMatchInput, type MatchInputDeps } from './match-input.js';
import { switchedOffCause, type StandingRun } from './matcher-state.js';
import type { DigestInputs, RunMatch } from './run-match.js';

/** A run as it is kept: by which policy, when, why, over how many, and what it said of each. */
export interface MatchRunRecord {
  readonly policyVersion: string;
  readonly startedAt: Date;
  readonly cause: string;
  /** The civil day it was worked out for. */
  readonly dayOn: IsoDate;
  /** Of everything it was worked out from; null where it was worked out from nothing. */
  readonly inputsDigest: string | null;
  /** Whether the result was proven; null where nothing was to be proven. */
  readonly isProven: boolean | null;
  readonly waiting: number;
  readonly ready: number;
  readonly suggestions: readonly Suggestion[];
  /** What the run says of itself; null where nothing was worked out. */
  readonly report: RunReport | null;
}

/** A rebuild beside what stood: how many people were looked at, and for whom the suggestion was another. */
export interface RebuildComparison {
  readonly stoodRunId: string;
  readonly people: number;
  readonly differing: readonly string[];
}

/** What a run came to: a new run, or the one that stands, because nothing it rests on has changed. */
export type Rematched = {
  readonly runId: string;
  readonly suggested: number;
  readonly isNew: boolean;
};

/** What a run of the matcher needs. */
export interface RematchDeps extends MatchInputDeps {
  readonly readPolicy: (tx: Tx) => Promise<MatchingPolicy>;
  /** One run at a time, cluster-wide, until the end of the transaction. */
  readonly takeTurn: (tx: Tx) => Promise<void>;
  readonly now: (tx: Tx) => Promise<{ readonly at: Date; readonly today: IsoDate }>;
  /** What the latest run said, by referral; empty before the first. */
  readonly readLastSuggestions: (tx: Tx) => Promise<ReadonlyMap<string, SuggestedBefore>>;
  readonly match: RunMatch;
  readonly digestOf: DigestInputs;
  readonly isSwitchedOff: (tx: Tx) => Promise<boolean>;
  /** The latest run; null before the first. */
  readonly readStandingRun: (tx: Tx) => Promise<StandingRun | null>;
  /** Writes beside the run that stands that it was looked at again, and everything it rests on is as it was. */
  readonly noteLook: (tx: Tx, runId: string, cause: string) => Promise<void>;
  /** Changes that no run has answered yet. */
  readonly countChangesWaiting: (tx: Tx) => Promise<number>;
  readonly recordComparison: (tx: Tx, comparison: RebuildComparison) => Promise<void>;
  /** Keeps a run, and gives its number. */
  readonly recordRun: (tx: Tx, run: MatchRunRecord) => Promise<string>;
  readonly audit: AppendAudit;
  readonly events: AppendEvent;
}

type RunDeps = RematchDeps & { readonly policy: MatchingPolicy };

/** While the matcher is off its latest run is an empty one, so that whoever reads the latest run finds nothing. */
const standDown = async (
  deps: RunDeps,
  tx: Tx,
  { at, today, cause }: { readonly at: Date; readonly today: IsoDate; readonly cause: string },
): Promise<Rematched> => {
  const standing = await deps.readStandingRun(tx);
  if (standing?.cause === switchedOffCause) {
    await deps.noteLook(tx, standing.runId, cause);
    return { runId: standing.runId, suggested: 0, isNew: false };
  }
  const runId = await deps.recordRun(tx, {
    ...{ policyVersion: deps.policy.version, startedAt: at, dayOn: today, cause: switchedOffCause },
    ...{ inputsDigest: null, isProven: null, waiting: 0, ready: 0, suggestions: [], report: null },
  });
  return { runId, suggested: 0, isNew: true };
};

/**
 * Compares a rebuild with the run that stood, where both should say the same: of the same day and policy, and with no
 * change between them that still waits to be answered. Counted after the facts were read, while this run has the turn:
 * what was committed before them and answered by nobody is then seen.
 */
const compare = async (
  deps: RunDeps,
  tx: Tx,
  standing: StandingRun,
  today: IsoDate,
  before: ReadonlyMap<string, SuggestedBefore>,
  suggestions: readonly Suggestion[],
): Promise<void> => {
  const isComparable =
    standing.cause !== switchedOffCause &&
    standing.dayOn === today &&
    standing.policyVersion === deps.policy.version &&
    (await deps.countChangesWaiting(tx)) === 0;
  if (!isComparable) return;
  const differing = differingSuggestions(before, suggestions);
  await deps.recordComparison(tx, { stoodRunId: standing.runId, people: suggestions.length, differing });
  await deps.audit(tx, {
    action: 'matching.rebuild-compared',
    subjectKind: 'match_run',
    subjectId: standing.runId,
    version: null,
    after: { people: suggestions.length, differences: differing.length },
  });
};

/**
 * Matches everybody waiting to every bed, and keeps the result as a new run. Reads what is committed when it
 * begins, so a change that asked for it is always seen. Where everything it rests on is as it was, the run that stands
 * says so already: it is noted that it was looked, and nothing is written again. A rebuild works everything out whether
 * something changed or not, and is compared with what stood.
 */
export const makeRematch = (given: RematchDeps) => {
  const readMatchInput = makeReadMatchInput(given);
  return async (
    tx: Tx,
    cause: string,
    { isRebuild = false }: { readonly isRebuild?: boolean } = {},
  ): Promise<Rematched> => {
    await given.takeTurn(tx);
    // Read within the turn: a change confirmed meanwhile is answered by the run its event asks for.
    const deps: RunDeps = { ...given, policy: await given.readPolicy(tx) };
    const { at, today } = await deps.now(tx);
    if (await deps.isSwitchedOff(tx)) return standDown(deps, tx, { at, today, cause });
    const input = await readMatchInput(tx, deps.policy, today);
    const { waiting } = input;
    const standing = await deps.readStandingRun(tx);
    const inputsDigest = deps.digestOf(input);
    const isAsItWas = standing?.inputsDigest === inputsDigest;
    if (isAsItWas && !isRebuild) {
      await deps.noteLook(tx, standing.runId, cause);
      return { runId: standing.runId, suggested: standing.suggested, isNew: false };
    }
    const { suggestions, report } = await deps.match(input, cause);
    const ready = waiting.filter(({ missing }) => missing.length === 0).length;
    const before = await deps.readLastSuggestions(tx);
    if (isRebuild && standing !== null) {
      await compare(deps, tx, standing, today, before, suggestions);
    }
    const runId = await deps.recordRun(tx, {
      policyVersion: deps.policy.version,
      startedAt: at,
      cause,
      ...{ dayOn: today, inputsDigest, isProven: report.isProven },
      waiting: waiting.length,
      ready,
      suggestions,
      report,
    });
    const suggested = suggestions.filter(({ place }) => place !== null).length;
    await deps.audit(tx, {
      action: 'matching.run-recorded',
      subjectKind: 'match_run',
      subjectId: runId,
      version: 1,
      after: { waiting: waiting.length, ready, suggested, policyVersion: deps.policy.version },
    });
    const offered = new Set(
      waiting.filter(({ offeredAt }) => offeredAt !== undefined).map(({ referral }) => referral.referralId),
    );
    await deps.events(
      tx,
      ...changedSuggestions(before, suggestions, offered).map((changed) =>
        suggestionChangedV1.make({ ...changed, runId }),
      ),
    );
    return { runId, suggested, isNew: true };
  };
};
