import type { Scope } from '../../../kernel/actor.js';
import type { AppendAudit } from '../../../kernel/audit.js';
import type { IdSource } from '../../../kernel/ids.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { RecordDeath } from '../../referrals/contract/facts.js';
import {
  weighSafetyAnswer,
  type LeavingFacts,
  type LeavingPolicy,
  type SafetyAnswer,
  type SafetyAnswerRefusal,
  type SafetyRecord,
} from '../domain/leaving-safely.js';

/** Safety records as rows: only ever added. */
export interface SafetyRecordRepository {
  /** The stay and the records that hold for it; null outside scope or when unknown. */
  find(
    tx: Tx,
    scope: Scope,
    placementId: string,
  ): Promise<{
    readonly referralId: string;
    readonly stay: LeavingFacts;
    readonly standing: readonly SafetyRecord[];
  } | null>;
  /** False when somebody else answered, or corrected the same record, in between. */
  insert(
    tx: Tx,
    record: SafetyAnswer & {
      readonly recordId: string;
      readonly placementId: string;
      readonly memberId: string;
    },
  ): Promise<boolean>;
}

/** What recording for somebody who leaves needs. */
export interface RecordSafetyDeps {
  readonly policy: LeavingPolicy;
  readonly safetyRecords: SafetyRecordRepository;
  readonly recordDeath: RecordDeath;
  /** The database's clock, and its civil date. */
  readonly now: (tx: Tx) => Promise<{ readonly at: Date; readonly today: IsoDate }>;
  readonly newId: IdSource;
  readonly audit: AppendAudit;
}

/** Who records what in which placement. */
export interface RecordSafety extends SafetyAnswer {
  readonly memberId: string;
  readonly placementId: string;
}

/** Why nothing was recorded. */
export type RecordSafetyRefusal = SafetyAnswerRefusal | { readonly code: 'not-found' };

/**
 * Writes down what was done for somebody who leaves, or puts such a record right by a new one. The door decides who may
 * record which subject. A death learned of here is recorded of the person too, as one in the project is.
 */
export const makeRecordSafety =
  (deps: RecordSafetyDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    command: RecordSafety,
  ): Promise<Outcome<{ placementId: string; recordId: string }, RecordSafetyRefusal>> => {
    const { placementId, subject, weeks, outcome, happenedOn, correctsId } = command;
    const found = await deps.safetyRecords.find(tx, scope, placementId);
    if (found === null) return refuse({ code: 'not-found' });
    const { today } = await deps.now(tx);
    const refusal = weighSafetyAnswer(deps.policy, found.stay, found.standing, command, today);
    if (refusal !== null) return refuse(refusal);
    // Before the record: the person and the referral come first in the order of locks.
    if (outcome === 'died') await deps.recordDeath(tx, found.referralId, command.memberId);
    const recordId = deps.newId();
    if (!(await deps.safetyRecords.insert(tx, { ...command, recordId }))) {
      return refuse({ code: 'already-recorded', recordId: null });
    }
    // What was written about the person stays in the record itself: the audit row tells what it was about.
    await deps.audit(tx, {
      action: 'placements.safety-recorded',
      subjectKind: 'safety_record',
      subjectId: recordId,
      version: 1,
      after: { placementId, subject, weeks, outcome, happenedOn, correctsId },
    });
    return done({ placementId, recordId });
  };
