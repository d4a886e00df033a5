import type { Scope } from '../../../kernel/actor.js';
import { refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { outcomesOf, type Measured, type SafetyAnswerRefusal } from '../domain/leaving-safely.js';
import type { Discharged, EndRefusal, makeDischarge } from './discharge.js';
import type { makeRecordSafety } from './record-safety.js';

/** What a leaving with its outcome is made of. */
export interface RecordLeavingDeps {
  readonly discharge: ReturnType<typeof makeDischarge>;
  readonly recordSafety: ReturnType<typeof makeRecordSafety>;
}

/** What can be said of an outcome on leaving when it is first recorded. */
export const leavingOutcomes = outcomesOf.leaving_outcome;

/** Whether an outcome was taken on the day of leaving, and what was measured. */
export interface LeavingOutcome {
  readonly outcome: (typeof leavingOutcomes)[number];
  readonly measured: Measured | null;
}

type OutcomeRefusal = Extract<
  SafetyAnswerRefusal,
  { readonly code: 'person-died' | 'already-recorded' | 'measure-does-not-fit' }
>;

/** Why a leaving was not recorded: for itself, or because of the outcome that came with it. */
export type LeavingRefusal = EndRefusal | OutcomeRefusal;

/**
 * Records that somebody has left and, where it is known already, what was measured on leaving: both or neither. An outcome that
 * comes later is recorded by itself.
 */
export const makeRecordLeaving =
  ({ discharge, recordSafety }: RecordLeavingDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    {
      leavingOutcome,
      ...leaving
    }: Parameters<RecordLeavingDeps['discharge']>[2] & { readonly leavingOutcome: LeavingOutcome | null },
  ): Promise<Outcome<Discharged, LeavingRefusal>> => {
    const left = await discharge(tx, scope, leaving);
    if (!left.ok || leavingOutcome === null) return left;
    const recorded = await recordSafety(tx, scope, {
      ...leavingOutcome,
      ...{ placementId: leaving.placementId, memberId: leaving.memberId, happenedOn: leaving.endedOn },
      ...{ subject: 'leaving_outcome', weeks: null, note: null, correctsId: null, naloxone: null },
    });
    if (recorded.ok) return left;
    const { refusal } = recorded;
    switch (refusal.code) {
      case 'person-died':
      case 'already-recorded':
      case 'measure-does-not-fit':
        return refuse(refusal);
      default:
        // The leaving was taken a moment ago: the person was here, and left on that day.
        throw new Error(`The outcome of leaving ${leaving.placementId} was refused: ${refusal.code}`);
    }
  };
