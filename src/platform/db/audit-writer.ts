import type { AppendAudit } from '../../kernel/audit.js';
import { execute } from './sql.js';
import { contextOf, noteRecorded } from './transaction.js';

const json = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));

/** Writes who, what, before, after, why and in which request; the database clock says when. */
export const appendAudit: AppendAudit = async (tx, entry) => {
  const { actor, requestId, onBehalfOf } = contextOf(tx);
  await execute(
    tx,
    `INSERT INTO audit (actor_id, actor_role, on_behalf_of, action, subject_kind, subject_id, version,
       before_json, after_json, reason, request_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      actor.memberId,
      actor.role,
      onBehalfOf ?? null,
      entry.action,
      entry.subjectKind,
      entry.subjectId,
      entry.version,
      json(entry.before),
      json(entry.after),
      entry.reason ?? null,
      requestId,
    ],
  );
  noteRecorded(tx, entry);
};
