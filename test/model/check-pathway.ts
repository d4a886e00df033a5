import fc from 'fast-check';

import { commands, Mismatch, runOn } from './pathway-commands.js';
import type { Request } from './pathway-requests.js';
import type { RealPathway } from './real-pathway.js';

/** What was found. */
export interface PathwayChecked {
  readonly runs: number;
  /** Commands that were run, those of shrinking apart. */
  readonly commands: number;
  /** How often each kind of command was run, and each kind of disturbance. */
  readonly byKind: ReadonlyMap<string, number>;
  /** How often each kind of request was asked by itself and done, not refused. */
  readonly doneByKind: ReadonlyMap<string, number>;
  /** What the smallest failing run found; empty when there was none. */
  readonly violations: readonly string[];
  /** What replays it. Null when nothing failed. */
  readonly failure: { readonly seed: number; readonly path: string; readonly text: string } | null;
}

/** Below this a kind may be missed by chance. */
const fewRuns = 30;
/**
 * How often a kind of request must have been done in a hundred runs of sixty commands; a proof in which one never happens
 * says nothing of it. About a third of what was seen.
 */
const leastDone: Readonly<Record<Request['kind'], number>> = {
  ...{ 'record-referral': 60, 'record-assessment': 60, 'book-detox': 10, 'correct-referral': 9 },
  ...{ 'close-referral': 6, 'ask-transfer': 12, 'accept-transfer': 4, 'decline-transfer': 4 },
  ...{ 'withdraw-transfer': 4, 'request-funding': 30, 'list-for-panel': 5, 'defer-request': 4 },
  ...{ 'withdraw-request': 4, 'approve-request': 12, 'decide-funding': 25, 'propose-approval': 15 },
  ...{ 'confirm-approval': 6, 'return-proposal': 6, 'revoke-approval': 4, 'give-notice': 5 },
  ...{ 'propose-repair': 6, 'confirm-repair': 3, 'return-repair': 2 },
  ...{ 'propose-move': 6, 'accept-move': 3, 'decline-move': 2, 'withdraw-move': 2 },
  ...{ 'ask-takeover': 6, 'confirm-takeover': 3, 'return-takeover': 2 },
  ...{ 'lift-notice': 4, 'make-offer': 35, 'accept-offer': 20, 'decline-offer': 4, 'withdraw-offer': 4 },
  ...{ admit: 10, 'record-leave': 4, 'record-return': 4, extend: 4, 'change-dates': 8, 'move-bed': 4 },
  ...{ discharge: 6, 'never-started': 5, 'close-bed': 12, 'reopen-bed': 4 },
};

/** Kinds of request that were done more seldom than the length of a proof demands; of a short one nothing is demanded. */
export const tooSeldom = ({ runs, doneByKind }: PathwayChecked): readonly string[] =>
  (runs < fewRuns ? [] : Object.entries(leastDone)).flatMap(([kind, least]) => {
    const [wanted, times] = [Math.floor((least * runs) / 100), doneByKind.get(kind) ?? 0];
    return times < wanted ? [`${kind} was done ${times} times, and must be ${wanted} times.`] : [];
  });

/**
 * Runs commands on the service and on the model beside it, and compares. Of a run that fails a smaller one that fails is
 * looked for, as long as `shrinkWithinMs`. `path` with `replayPath` runs the one they were told of.
 */
export const checkPathway = async (
  real: RealPathway,
  {
    runs,
    seed,
    path,
    replayPath,
    maxCommands = 60,
    shrinkWithinMs = 0,
    onRun = () => undefined,
  }: {
    readonly runs: number;
    readonly seed: number;
    readonly path?: string | undefined;
    readonly replayPath?: string | undefined;
    readonly maxCommands?: number;
    readonly shrinkWithinMs?: number;
    readonly onRun?: (count: number) => void;
  },
): Promise<PathwayChecked> => {
  const byKind = new Map<string, number>();
  const doneByKind = new Map<string, number>();
  let [ran, counted] = [0, 0];
  let failedAtMs: number | null = null;
  let found: readonly string[] = [];
  const count = (kind: string): void => {
    if (failedAtMs !== null) return;
    counted += 1;
    byKind.set(kind, (byKind.get(kind) ?? 0) + 1);
  };
  const countDone = (kind: string): void => {
    if (failedAtMs === null) doneByKind.set(kind, (doneByKind.get(kind) ?? 0) + 1);
  };
  const property = fc.asyncProperty(
    commands({ maxCommands, ...(replayPath === undefined ? {} : { replayPath }) }),
    async (given) => {
      // Looking for a smaller one has an end; what is not tried any more counts as sound.
      if (failedAtMs !== null && performance.now() - failedAtMs > shrinkWithinMs) return;
      // A replay that passes would go on with what lies beside it.
      if (path !== undefined && failedAtMs === null && ran >= runs) return;
      if (failedAtMs === null) {
        ran += 1;
        onRun(ran);
      }
      try {
        await runOn(real, given, { onCommand: count, onDone: countDone });
      } catch (fault) {
        failedAtMs ??= performance.now();
        found =
          fault instanceof Mismatch
            ? fault.lines
            : [fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)];
        throw fault;
      }
    },
  );
  const details = await fc.check(property, {
    numRuns: runs,
    seed,
    ...(path === undefined ? {} : { path }),
    endOnFailure: shrinkWithinMs === 0,
  });
  return {
    ...{ runs: ran, commands: counted, byKind, doneByKind, violations: found },
    failure: details.failed
      ? {
          seed: details.seed,
          path: details.counterexamplePath ?? '',
          text: fc.defaultReportMessage(details) ?? '',
        }
      : null,
  };
};
