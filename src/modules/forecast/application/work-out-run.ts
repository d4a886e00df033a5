import type { AppendAudit } from '../../../kernel/audit.js';
import { done } from '../../../kernel/outcome.js';
import type { CommandContext, Tx, UnitOfWork } from '../../../kernel/unit-of-work.js';
import type { WorkedOut } from '../domain/effect.js';
import type { Runs } from '../domain/forecast.js';
import type { Change } from '../domain/scenario.js';
import type { World } from '../domain/world.js';

/** Everything a run is worked out from, as it was kept when it was asked for. */
export interface RunQuestion {
  readonly world: World;
  readonly changes: readonly Change[];
  readonly runs: Runs;
  readonly level: number;
}

/** What became of working it out; `stopped` where `goOn` said so. */
export type RunAnswer =
  | { readonly kind: 'worked-out'; readonly answer: WorkedOut }
  | { readonly kind: 'not-possible'; readonly fault: string }
  | { readonly kind: 'stopped' };

/** Works a run out, and asks after each part, with the share that is done, whether to go on. */
export type WorkOut = (
  question: RunQuestion,
  goOn: (share: number) => Promise<boolean>,
) => Promise<RunAnswer>;

/** Where a run that is under way is kept. Each write is guarded: a run that has ended stays as it is. */
export interface RunsUnderWay {
  /** Null when it has ended. One that is under way is begun again: its worker is gone. */
  begin(tx: Tx, scenarioRunId: string): Promise<RunQuestion | null>;
  /** False when it has ended. Progress never goes back. */
  progress(tx: Tx, scenarioRunId: string, percent: number): Promise<boolean>;
  finish(tx: Tx, scenarioRunId: string, answer: WorkedOut): Promise<boolean>;
  fail(tx: Tx, scenarioRunId: string, fault: string): Promise<boolean>;
}

/** Progress is written once for so much of it at most. Unit: percent. */
const progressStep = 5;

/**
 * Works a run out that was asked for. The message that asks is locked in `tx` until the answer is committed with it: no
 * second worker has it meanwhile, and after a crash it comes again and begins anew. Progress is committed by itself, so
 * that it is seen; the same inputs give the same answer, so it does not matter how often they are worked out.
 */
export const makeWorkOutRun =
  ({
    uow,
    context,
    runs,
    workOut,
    audit,
  }: {
    readonly uow: UnitOfWork;
    readonly context: CommandContext;
    readonly runs: RunsUnderWay;
    readonly workOut: WorkOut;
    readonly audit: AppendAudit;
  }) =>
  async (tx: Tx, scenarioRunId: string): Promise<void> => {
    const apart = async <T>(work: (own: Tx) => Promise<T>): Promise<T> => {
      const kept: T[] = [];
      await uow.run(context, async (own) => {
        kept[0] = await work(own);
        return done(true);
      });
      for (const one of kept) return one;
      throw new Error('What was written apart gave nothing back.');
    };
    const question = await apart((own) => runs.begin(own, scenarioRunId));
    if (question === null) return;
    let told = 0;
    const goOn = async (share: number): Promise<boolean> => {
      const percent = Math.floor(share * 100);
      if (percent < told + progressStep) return true;
      told = percent;
      return apart((own) => runs.progress(own, scenarioRunId, percent));
    };
    const outcome = await workOut(question, goOn);
    if (outcome.kind === 'stopped') return;
    const isWritten =
      outcome.kind === 'worked-out'
        ? await runs.finish(tx, scenarioRunId, outcome.answer)
        : await runs.fail(tx, scenarioRunId, outcome.fault);
    if (!isWritten) return;
    await audit(tx, {
      action: outcome.kind === 'worked-out' ? 'forecast.scenario-worked-out' : 'forecast.scenario-run-failed',
      ...{ subjectKind: 'scenario_run', subjectId: scenarioRunId, version: null },
    });
  };
