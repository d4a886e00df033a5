import type { AppendAudit } from '../../../kernel/audit.js';
import type { FinancialYear } from '../../../kernel/financial-year.js';
import type { IdSource } from '../../../kernel/ids.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { MeasureDefinition } from '../domain/measure.js';
import { weighTarget, type NewTarget, type Target, type TargetRefusal } from '../domain/target.js';

/** Where targets are kept. */
export interface TargetRepository {
  /** Nobody else sets or ends one until the transaction is over: years that overlap are no clash of keys. */
  lock(tx: Tx): Promise<void>;
  /** All of them, by measure and year. There are a handful. */
  list(tx: Tx): Promise<readonly Target[]>;
  /** False where another of the same measure begins in the same year. */
  add(tx: Tx, target: Target, memberId: string): Promise<boolean>;
  /** False when it is not at this version any more. */
  end(tx: Tx, targetId: string, version: number, toYear: FinancialYear): Promise<boolean>;
}

/** What setting and ending targets needs. */
export interface TargetDeps {
  readonly targets: TargetRepository;
  readonly definitions: readonly MeasureDefinition[];
  readonly newId: IdSource;
  readonly audit: AppendAudit;
}

/** Sets a target for the years it names. A target in force is ended first: two would be two answers. */
export const makeSetTarget =
  ({ targets, definitions, newId, audit }: TargetDeps) =>
  async (
    tx: Tx,
    command: { readonly memberId: string; readonly thisYear: FinancialYear; readonly target: NewTarget },
  ): Promise<Outcome<{ targetId: string; version: number }, TargetRefusal>> => {
    const { memberId, thisYear, target } = command;
    const definition = definitions.find(({ measureId }) => measureId === target.measureId);
    if (definition === undefined) throw new Error(`Nothing defines the measure ${target.measureId}.`);
    await targets.lock(tx);
    const refusal = weighTarget(target, definition, await targets.list(tx), thisYear);
    if (refusal !== null) return refuse(refusal);
    const targetId = newId();
    if (!(await targets.add(tx, { ...target, targetId, version: 1 }, memberId))) {
      // Somebody set one for the same year meanwhile.
      const { name, fromYear, toYear } = target;
      return refuse({ code: 'target-overlaps', name, fromYear, toYear });
    }
    await audit(tx, {
      action: 'measures.target-set',
      ...{ subjectKind: 'target', subjectId: targetId, version: 1 },
      after: { ...target },
    });
    return done({ targetId, version: 1 });
  };

/** Why a target is not ended. */
export type EndTargetRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'target-ends-before-it-begins' }
  | { readonly code: 'target-ended-already'; readonly toYear: number }
  | { readonly code: 'changed-since-you-read-it' };

/** Says which financial year is the last of a target. What was measured against it before stays so. */
export const makeEndTarget =
  ({ targets, audit }: Pick<TargetDeps, 'targets' | 'audit'>) =>
  async (
    tx: Tx,
    command: { readonly targetId: string; readonly expectedVersion: number; readonly toYear: FinancialYear },
  ): Promise<Outcome<{ targetId: string; version: number }, EndTargetRefusal>> => {
    const { targetId, expectedVersion, toYear } = command;
    const target = (await targets.list(tx)).find((one) => one.targetId === targetId);
    if (target === undefined) return refuse({ code: 'not-found' });
    if (target.toYear !== null) return refuse({ code: 'target-ended-already', toYear: target.toYear });
    if (toYear < target.fromYear) return refuse({ code: 'target-ends-before-it-begins' });
    if (!(await targets.end(tx, targetId, expectedVersion, toYear)))
      return refuse({ code: 'changed-since-you-read-it' });
    const version = expectedVersion + 1;
    await audit(tx, {
      action: 'measures.target-ended',
      ...{ subjectKind: 'target', subjectId: targetId, version },
      after: { toYear },
    });
    return done({ targetId, version });
  };
