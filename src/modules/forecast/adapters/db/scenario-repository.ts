import { duplicateKeyOf } from '../../../../platform/db/database-fault.js';
import { execute, select, selectOne } from '../../../../platform/db/sql.js';
import type { Scenario, ScenarioRepository } from '../../application/scenarios.js';
import { scenarioChanges } from '../../contract/scenario-changes.js';

interface ScenarioRow {
  readonly id: string;
  readonly owner_id: string;
  readonly name: string;
  readonly is_shared: number;
  readonly changes: string;
  readonly changed_at: Date;
  readonly version: number;
}

const columns = `SELECT s.id, s.owner_id, s.name, s.is_shared, s.changes, s.changed_at, s.version
   FROM forecast_scenario s`;

const scenarioOf = (row: ScenarioRow): Scenario => ({
  ...{ scenarioId: row.id, ownerId: row.owner_id, name: row.name },
  isShared: row.is_shared === 1,
  changes: scenarioChanges.parse(JSON.parse(row.changes)),
  ...{ changedAt: row.changed_at, version: row.version },
});

const nameTaken = (error: unknown): boolean => {
  if (duplicateKeyOf(error) !== 'scenario_name') throw error;
  return true;
};

/** Scenarios on MariaDB or MySQL. */
export const scenarioRepository: ScenarioRepository = {
  async list(tx, memberId) {
    const rows = await select<ScenarioRow>(
      tx,
      `${columns} WHERE s.owner_id = ? OR s.is_shared ORDER BY s.owner_id <> ?, s.name, s.id`,
      [memberId, memberId],
    );
    return rows.map(scenarioOf);
  },

  async find(tx, scenarioId, memberId) {
    const row = await selectOne<ScenarioRow>(
      tx,
      `${columns} WHERE s.id = ? AND (s.owner_id = ? OR s.is_shared)`,
      [scenarioId, memberId],
    );
    return row === null ? null : scenarioOf(row);
  },

  async add(tx, scenarioId, ownerId, { name, isShared, changes }) {
    try {
      await execute(
        tx,
        `INSERT INTO forecast_scenario (id, owner_id, name, is_shared, changes, changed_at, version)
           VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(6), 1)`,
        [scenarioId, ownerId, name, isShared, JSON.stringify(changes)],
      );
      return true;
    } catch (error) {
      return !nameTaken(error);
    }
  },

  async change(tx, scenarioId, expectedVersion, { name, isShared, changes }) {
    try {
      const changed = await execute(
        tx,
        `UPDATE forecast_scenario SET name = ?, is_shared = ?, changes = ?, changed_at = UTC_TIMESTAMP(6), version = version + 1
          WHERE id = ? AND version = ?`,
        [name, isShared, JSON.stringify(changes), scenarioId, expectedVersion],
      );
      return changed === 1 ? 'changed' : 'changed-since';
    } catch (error) {
      nameTaken(error);
      return 'name-taken';
    }
  },
};
