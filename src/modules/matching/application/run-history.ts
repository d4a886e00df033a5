import type { Scope } from '../../../kernel/actor.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { StoredSuggestion } from './waiting-list.js';

/** A run as its history tells it. Counts are of the whole country. */
export interface RunLine {
  readonly runId: string;
  readonly startedAt: Date;
  readonly finishedAt: Date;
  /** What asked for it: the topic of a change, or `nightly`, `quiet`, `load`, `switched-off`. */
  readonly cause: string;
  readonly policyVersion: string;
  readonly waiting: number;
  readonly ready: number;
  readonly suggested: number;
  /** Whether its result was proven; null where nothing was proven. */
  readonly isProven: boolean | null;
  /** Beds and projects that nobody could come by. */
  readonly placeFaults: number;
  /** How often it was looked at since and stood, and when last. */
  readonly looks: number;
  readonly lookedAt: Date | null;
  /** Whether only what offers rested on is kept of it. */
  readonly isThinned: boolean;
}

/** Of one run, how many of a scope's people it saw, and for how many it found a place. */
export interface OwnCount {
  readonly seen: number;
  readonly suggested: number;
}

/** What a run said of one person of the scope, in the order of the list. */
export interface SaidInRun extends StoredSuggestion {
  readonly referralId: string;
  readonly reference: string;
  readonly clientId: string;
}

/** What runs said of one person for a time: the same from the first of them to the last. */
export interface SaidOfPerson extends StoredSuggestion {
  readonly fromRunId: string;
  readonly fromAt: Date;
  readonly untilRunId: string;
  readonly untilAt: Date;
  readonly policyVersion: string;
}

/** Runs, the newest first; `before` is the last of the page before. */
export type ListRuns = (
  tx: Tx,
  page: { readonly before: string | null; readonly limit: number },
) => Promise<readonly RunLine[]>;

/** One run, or null where it is not kept any more. */
export type ReadRun = (tx: Tx, runId: string) => Promise<RunLine | null>;

/** What these runs said of a scope's people, counted; runs that saw none of them are absent. */
export type CountOwn = (
  tx: Tx,
  scope: Scope,
  runIds: readonly string[],
) => Promise<ReadonlyMap<string, OwnCount>>;

/** The people of a scope in one run, by rank; `after` is the rank of the last of the page before. */
export type ListSaidInRun = (
  tx: Tx,
  scope: Scope,
  query: { readonly runId: string; readonly after: number; readonly limit: number },
) => Promise<readonly SaidInRun[]>;

/** What each of up to `limit` runs said of one person, the newest first, with the run. */
export type ListSaidOf = (
  tx: Tx,
  query: { readonly referralId: string; readonly before: string | null; readonly limit: number },
) => Promise<readonly (StoredSuggestion & Pick<RunLine, 'runId' | 'finishedAt' | 'policyVersion'>)[]>;

const wordOf = ({ place, explanation }: StoredSuggestion): string =>
  [place?.bedId ?? '', place?.stay.arrivesOn ?? '', explanation?.state ?? ''].join('~');

/** Runs that said the same of a person one after the other, by the same policy, told as one; the newest first. */
export const gatherSaid = (
  said: readonly (StoredSuggestion & Pick<RunLine, 'runId' | 'finishedAt' | 'policyVersion'>)[],
): readonly SaidOfPerson[] => {
  const gathered: SaidOfPerson[] = [];
  for (const { runId, finishedAt, policyVersion, ...one } of said) {
    const last = gathered.at(-1);
    if (last !== undefined && wordOf(last) === wordOf(one) && last.policyVersion === policyVersion) {
      gathered[gathered.length - 1] = { ...last, fromRunId: runId, fromAt: finishedAt };
    } else {
      gathered.push({
        ...{ ...one, policyVersion },
        ...{ fromRunId: runId, fromAt: finishedAt, untilRunId: runId, untilAt: finishedAt },
      });
    }
  }
  return gathered;
};
