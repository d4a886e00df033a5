import fc from 'fast-check';

import { commands, Mismatch, runOn } from './pathway-commands.js';
import type { RealPathway } from './real-pathway.js';

/** What was found. */
export interface PathwayChecked {
  readonly runs: number;
  /** Commands that were run, those of shrinking apart. */
  readonly commands: number;
  /** How often each kind of command was run, and each kind of disturbance. */
  readonly byKind: ReadonlyMap<string, number>;
  /** What the smallest failing run found; empty when there was none. */
  readonly violations: readonly string[];
  /** What replays it. Null when nothing failed. */
  readonly failure: { readonly seed: number; readonly path: string; readonly text: string } | null;
}

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
  let [ran, counted] = [0, 0];
  let failedAtMs: number | null = null;
  let found: readonly string[] = [];
  const count = (kind: string): void => {
    if (failedAtMs !== null) return;
    counted += 1;
    byKind.set(kind, (byKind.get(kind) ?? 0) + 1);
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
        await runOn(real, given, count);
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
    ...{ runs: ran, commands: counted, byKind, violations: found },
    failure: details.failed
      ? {
          seed: details.seed,
          path: details.counterexamplePath ?? '',
          text: fc.defaultReportMessage(details) ?? '',
        }
      : null,
  };
};
