import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select } from '../../../../platform/db/sql.js';
import type { AuthoredRule, WaitingChange } from '../../application/project-rules.js';
import type { AdmissionRule } from '../../domain/admission-rule.js';
import {
  changeColumns,
  changeOf,
  ruleColumns,
  ruleOf,
  type ChangeRow,
  type RuleRow,
} from './admission-rule-repository.js';

interface AuthoredRow extends RuleRow {
  readonly recorded_by_name: string | null;
  readonly confirmed_by_name: string | null;
}

/** The rules of a project that are in force on some day from `from` on, with who is behind each, in order of what they are about. */
export const readProjectRules = async (
  tx: Tx,
  projectId: string,
  from: IsoDate,
): Promise<readonly AuthoredRule[]> => {
  const rows = await select<AuthoredRow>(
    tx,
    `SELECT ${ruleColumns}, a.display_name AS recorded_by_name, b.display_name AS confirmed_by_name
       FROM admission_rule r
       LEFT JOIN member a ON a.id = r.recorded_by
       LEFT JOIN member b ON b.id = r.confirmed_by
      WHERE r.project_id = ? AND (r.valid_to IS NULL OR (r.valid_to > ? AND r.valid_to > r.valid_from))
      ORDER BY r.attribute, r.rule_id, r.version`,
    [projectId, from],
  );
  return rows.map((row) => ({
    ...ruleOf(row),
    recordedByName: row.recorded_by_name,
    confirmedByName: row.confirmed_by_name,
  }));
};

/** Every version of these rules, in force or not, for telling what was cited. */
export const readVersionsOf = async (
  tx: Tx,
  ruleIds: readonly string[],
): Promise<readonly AdmissionRule[]> =>
  ruleIds.length === 0
    ? []
    : (
        await select<RuleRow>(tx, `SELECT ${ruleColumns} FROM admission_rule r WHERE r.rule_id IN (?)`, [
          ruleIds,
        ])
      ).map(ruleOf);

interface WaitingRow extends ChangeRow {
  readonly proposed_by_name: string | null;
  readonly proposed_at: Date;
}

/** The changes of a project that wait for a second manager, the oldest first. */
export const readWaitingChanges = async (tx: Tx, projectId: string): Promise<readonly WaitingChange[]> => {
  const rows = await select<WaitingRow>(
    tx,
    `SELECT ${changeColumns}, c.proposed_at, m.display_name AS proposed_by_name
       FROM admission_rule_change c LEFT JOIN member m ON m.id = c.proposed_by
      WHERE c.project_id = ? AND c.state = 'waiting' ORDER BY c.proposed_at, c.id`,
    [projectId],
  );
  return rows.map((row) => ({
    ...changeOf(row),
    proposedByName: row.proposed_by_name,
    proposedAt: row.proposed_at,
  }));
};

/** The health boards that partnerships are in, by name. */
export const readHealthBoards = async (tx: Tx): Promise<readonly string[]> =>
  (
    await select<{ readonly health_board: string }>(
      tx,
      'SELECT DISTINCT health_board FROM partnership ORDER BY health_board',
    )
  ).map(({ health_board }) => health_board);
