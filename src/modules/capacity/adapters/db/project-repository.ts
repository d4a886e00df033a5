import type { IsoDate } from '../../../../kernel/iso-date.js';
import { execute, select, selectOne } from '../../../../platform/db/sql.js';
import type { ProjectRepository } from '../../application/project-repository.js';
import { providerOf } from './provider-of.js';

interface StandingRow {
  readonly from_on: IsoDate;
  readonly to_on: IsoDate | null;
  readonly counts: number;
  readonly reason: string;
}

/** Projects in `project`, what was said of taking referrals in `accepting_change`, standings in `rehab_standing`. */
export const projectRepository: ProjectRepository = {
  async isAccepting(tx, scope, projectId) {
    const row = await selectOne<{ accepting_referrals: number }>(
      tx,
      'SELECT accepting_referrals FROM project WHERE id = ? AND provider_id = ?',
      [projectId, providerOf(scope)],
    );
    return row === null ? null : row.accepting_referrals === 1;
  },

  async setAccepting(tx, { projectId, version, isAccepting, reason }, recordedBy) {
    const set = await execute(
      tx,
      'UPDATE project SET accepting_referrals = ?, version = version + 1 WHERE id = ? AND version = ?',
      [isAccepting, projectId, version - 1],
    );
    if (set === 0) return false;
    await execute(
      tx,
      `INSERT INTO accepting_change (project_id, version, is_accepting, reason, recorded_by) VALUES (?, ?, ?, ?, ?)`,
      [projectId, version, isAccepting, reason, recordedBy],
    );
    return true;
  },

  async standings(tx, projectId) {
    if ((await selectOne(tx, 'SELECT 1 AS yes FROM project WHERE id = ?', [projectId])) === null) return null;
    const rows = await select<StandingRow>(
      tx,
      `SELECT from_on, to_on, counts_as_residential_rehab AS counts, reason FROM rehab_standing
        WHERE project_id = ? ORDER BY from_on`,
      [projectId],
    );
    return rows.map(({ from_on, to_on, counts, reason }) => ({
      fromOn: from_on,
      toOn: to_on,
      countsAsResidentialRehab: counts === 1,
      reason,
    }));
  },

  async replaceStandings(tx, projectId, version, standings) {
    // The version meets every other decision on the project in its row; the rows themselves follow.
    const isMine = await execute(
      tx,
      'UPDATE project SET version = version + 1 WHERE id = ? AND version = ?',
      [projectId, version - 1],
    );
    if (isMine === 0) return false;
    await execute(tx, 'DELETE FROM rehab_standing WHERE project_id = ?', [projectId]);
    await execute(
      tx,
      'INSERT INTO rehab_standing (project_id, from_on, to_on, counts_as_residential_rehab, reason) VALUES ?',
      [standings.map((one) => [projectId, one.fromOn, one.toOn, one.countsAsResidentialRehab, one.reason])],
    );
    return true;
  },
};
