import { londonDate } from '../../../../kernel/iso-date.js';
import { select } from '../../../../platform/db/sql.js';
import type { AnsweredRepair, ListAnsweredRepairs } from '../../application/preview-repair.js';
import { inScope } from './in-scope.js';
import { repairColumns, toRepair, type RepairRow } from './repair-repository.js';

interface AnsweredRow extends RepairRow {
  readonly client_id: string;
  readonly answer: AnsweredRepair['answer'];
  readonly answered_at: Date;
  readonly answer_note: string | null;
  readonly proposed_by_name: string | null;
  readonly answered_by_name: string | null;
  readonly other_reference: string | null;
}

/** By the key of the stay; a stay has few. */
export const listAnsweredRepairs: ListAnsweredRepairs = async (tx, scope, { placementId, limit }) => {
  const { condition, values } = inScope(scope, 'p');
  const rows = await select<AnsweredRow>(
    tx,
    `SELECT ${repairColumns}, p.client_id, r.answer, r.answered_at, r.answer_note, m.display_name AS proposed_by_name,
            a.display_name AS answered_by_name, oc.reference AS other_reference
       FROM stay_repair r JOIN placement p ON p.id = r.placement_id
       LEFT JOIN member m ON m.id = r.proposed_by
       LEFT JOIN member a ON a.id = r.answered_by
       LEFT JOIN placement o ON o.id = r.other_placement_id
       LEFT JOIN client oc ON oc.id = o.client_id
      WHERE r.placement_id = ? AND r.answer IS NOT NULL AND ${condition} ORDER BY r.id DESC LIMIT ?`,
    [placementId, ...values, limit],
  );
  return rows.map((row) => ({
    ...toRepair(row),
    clientId: row.client_id,
    answer: row.answer,
    otherReference: row.other_reference,
    proposedByName: row.proposed_by_name ?? '',
    answeredByName: row.answered_by_name ?? '',
    answeredOn: londonDate(row.answered_at),
    note: row.answer_note,
  }));
};
