import type { Scope } from '../../../kernel/actor.js';
import type { AppendAudit } from '../../../kernel/audit.js';
import type { IdSource } from '../../../kernel/ids.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import {
  weighLeave,
  weighReturn,
  type LeaveReason,
  type LeaveRefusal,
  type LeaveSpell,
  type ReturnRefusal,
} from '../domain/leave.js';
import type { PlacementRepository } from './ports.js';

/** Leave as rows: one open spell for each stay, by a unique key. */
export interface LeaveRepository {
  /** In order of their first day. */
  read(tx: Tx, placementId: string): Promise<readonly LeaveSpell[]>;
  /** False when another spell is open. */
  insert(tx: Tx, spell: NewLeave): Promise<boolean>;
  /** False when the spell is not open any more at that version. */
  end(
    tx: Tx,
    spell: Pick<LeaveSpell, 'leaveId' | 'version'>,
    back: { readonly returnedOn: IsoDate; readonly memberId: string },
  ): Promise<boolean>;
}

/** A leave as it is recorded. */
export interface NewLeave extends Omit<LeaveSpell, 'returnedOn' | 'version'> {
  readonly placementId: string;
  readonly note: string | null;
  readonly memberId: string;
}

/** What recording leave needs. */
export interface RecordLeaveDeps {
  readonly placements: Pick<PlacementRepository, 'find' | 'take'>;
  readonly leaves: LeaveRepository;
  readonly newId: IdSource;
  readonly now: (tx: Tx) => Promise<{ readonly today: IsoDate }>;
  readonly audit: AppendAudit;
}

/** Who is away, since when, until when, and why. */
export interface RecordLeave {
  readonly memberId: string;
  readonly placementId: string;
  readonly fromOn: IsoDate;
  readonly backExpectedOn: IsoDate;
  readonly reason: LeaveReason;
  readonly note: string | null;
}

/** As the domain says; or nothing to be found. */
export type RecordLeaveRefusal = LeaveRefusal | { readonly code: 'not-found' };

/**
 * Somebody who is here is away for some nights. Bed, nights and money stay theirs; the nights count as leave. Of two
 * records at once the unique key keeps one, and the other is told of it.
 */
export const makeRecordLeave =
  ({ placements, leaves, newId, now, audit }: RecordLeaveDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    command: RecordLeave,
  ): Promise<Outcome<{ placementId: string; leaveId: string; version: number }, RecordLeaveRefusal>> => {
    const { placementId, fromOn, backExpectedOn, reason } = command;
    // Taken first: a repair or a leaving at the same moment is over, or sees the leave.
    await placements.take(tx, placementId);
    const placement = await placements.find(tx, scope, placementId);
    if (placement === null) return refuse({ code: 'not-found' });
    const { today } = await now(tx);
    const refusal = weighLeave(placement, await leaves.read(tx, placementId), command, today);
    if (refusal !== null) return refuse(refusal);
    const leaveId = newId();
    if (!(await leaves.insert(tx, { ...command, leaveId }))) {
      const open = (await leaves.read(tx, placementId)).find(({ returnedOn }) => returnedOn === null);
      return refuse({
        code: 'already-on-leave',
        fromOn: open?.fromOn ?? fromOn,
        backExpectedOn: open?.backExpectedOn ?? backExpectedOn,
      });
    }
    // What was written about the person stays in the row itself.
    await audit(tx, {
      action: 'placements.leave-recorded',
      subjectKind: 'leave_spell',
      subjectId: leaveId,
      version: 1,
      after: { placementId, fromOn, backExpectedOn, reason },
    });
    return done({ placementId, leaveId, version: 1 });
  };

/** Who is back, and when, at the version of the leave that was read. */
export interface RecordReturn {
  readonly memberId: string;
  readonly placementId: string;
  readonly returnedOn: IsoDate;
  readonly expectedVersion: number;
}

/** As the domain says; or nothing to be found, or somebody was faster. */
export type RecordReturnRefusal =
  ReturnRefusal | { readonly code: 'not-found' } | { readonly code: 'changed-since-you-read-it' };

/** Somebody on leave is back, today or on a day before. Whoever does not come back is recorded as having left. */
export const makeRecordReturn =
  ({ placements, leaves, now, audit }: Omit<RecordLeaveDeps, 'newId'>) =>
  async (
    tx: Tx,
    scope: Scope,
    { placementId, returnedOn, expectedVersion, memberId }: RecordReturn,
  ): Promise<Outcome<{ placementId: string; leaveId: string; version: number }, RecordReturnRefusal>> => {
    const placement = await placements.find(tx, scope, placementId);
    if (placement === null) return refuse({ code: 'not-found' });
    const { today } = await now(tx);
    const isHere = placement.state === 'admitted';
    const spells = isHere ? await leaves.read(tx, placementId) : [];
    const open = spells.find((spell) => spell.returnedOn === null) ?? null;
    const refusal = weighReturn(open, returnedOn, today);
    if (open === null || refusal !== null) return refuse(refusal ?? { code: 'not-on-leave' });
    const isRead = open.version === expectedVersion;
    if (!isRead || !(await leaves.end(tx, open, { returnedOn, memberId }))) {
      return refuse({ code: 'changed-since-you-read-it' });
    }
    const version = open.version + 1;
    await audit(tx, {
      action: 'placements.return-recorded',
      subjectKind: 'leave_spell',
      subjectId: open.leaveId,
      version,
      after: { placementId, returnedOn },
    });
    return done({ placementId, leaveId: open.leaveId, version });
  };
