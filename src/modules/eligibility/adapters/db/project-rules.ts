import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select } from '../../../../platform/db/sql.js';
import type { AuthoredRule, PastChange, WaitingChange } from '../../application/project-rules.js';
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

interface PastRow extends WaitingRow {
  readonly decided_by_name: string | null;
  readonly decided_at: Date | null;
}

/** Changes of a project's rules told at most; a project has a few a year. */
const changesAtMost = 100;

/** The changes of a project's rules that were made or taken back, the latest first, with the versions they stand between. */
export const readPastChanges = async (tx: Tx, projectId: string): Promise<readonly PastChange[]> => {
  const rows = await select<PastRow>(
    tx,
    `SELECT ${changeColumns}, c.proposed_at, c.decided_at, m.display_name AS proposed_by_name,
            d.display_name AS decided_by_name
       FROM admission_rule_change c
       LEFT JOIN member m ON m.id = c.proposed_by
       LEFT JOIN member d ON d.id = c.decided_by
      WHERE c.project_id = ? AND c.state IN ('applied', 'withdrawn')
      ORDER BY c.proposed_at DESC, c.id DESC LIMIT ${changesAtMost}`,
    [projectId],
  );
  const versions = await readVersionsOf(tx, [...new Set(rows.map(({ rule_id }) => rule_id))]);
  const versionOf = (ruleId: string, version: number) =>
    versions.find((one) => one.ruleId === ruleId && one.version === version) ?? null;
  return rows.map((row) => ({
    ...changeOf(row),
    proposedByName: row.proposed_by_name,
    proposedAt: row.proposed_at,
    decidedByName: row.decided_by_name,
    decidedAt: row.decided_at,
    before: versionOf(row.rule_id, row.base_version),
    after:
      row.state === 'applied' && row.kind !== 'end' ? versionOf(row.rule_id, row.base_version + 1) : null,
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
