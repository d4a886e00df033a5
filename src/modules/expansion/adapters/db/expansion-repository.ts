import { createHash } from 'node:crypto';

import type { IsoDate } from '../../../../kernel/iso-date.js';
import { duplicateKeyOf } from '../../../../platform/db/database-fault.js';
import { execute, select } from '../../../../platform/db/sql.js';
import type { ExpansionRepository } from '../../application/ports.js';
import { saidDateText } from '../../domain/said-date.js';
import type { BedsStatement, Expansion, MilestoneStatement } from '../../domain/statement.js';

interface ExpansionRow {
  readonly expansion_id: string;
  readonly name: string;
  readonly provider: string;
  readonly kind: string;
  readonly health_board: string;
  readonly is_of_the_programme: number;
  readonly beds_before: string | null;
  readonly beds_before_count: number | null;
  readonly other_capacity: string | null;
  readonly funding: string | null;
  readonly funding_least_pence: string | number | null;
  readonly funding_most_pence: string | number | null;
  readonly funding_shared_as: string | null;
  readonly status: string | null;
  readonly client_group: string | null;
  readonly source: string;
  readonly retrieved_on: IsoDate | null;
  readonly project_id: string | null;
  readonly version: number;
}

const columns = `expansion_id, name, provider, kind, health_board, is_of_the_programme, beds_before, beds_before_count,
  other_capacity, funding, funding_least_pence, funding_most_pence, funding_shared_as, status, client_group, source,
  retrieved_on, project_id, version`;

const numberOf = (value: string | number | null): number | null => (value === null ? null : Number(value));

const expansionOf = (row: ExpansionRow): Expansion => ({
  expansionId: row.expansion_id,
  ...{ name: row.name, provider: row.provider, healthBoard: row.health_board },
  kind: row.kind === 'new' ? 'new' : 'expansion',
  isOfTheProgramme: row.is_of_the_programme === 1,
  ...{ bedsBefore: row.beds_before, bedsBeforeCount: row.beds_before_count },
  ...{ otherCapacity: row.other_capacity, funding: row.funding },
  fundingLeastPence: numberOf(row.funding_least_pence),
  fundingMostPence: numberOf(row.funding_most_pence),
  fundingSharedAs: row.funding_shared_as,
  ...{ status: row.status, clientGroup: row.client_group, source: row.source },
  ...{ retrievedOn: row.retrieved_on, projectId: row.project_id, version: row.version },
});

/** The same statement has the same mark, however often it is said; who says it when is no part of it. */
const saidAs = (parts: readonly (string | number | boolean | null)[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex');

/** A source says one number of a step and date; another puts that right. Of several at once one is kept. */
const bedsSaidAs = ({ stage, dated, source, replacesId }: BedsStatement): string =>
  saidAs([stage, dated === null ? null : saidDateText(dated), source, replacesId]);

const milestoneSaidAs = ({ milestone, isPlan, dated, saidOn, source }: MilestoneStatement): string =>
  saidAs([milestone, isPlan, saidDateText(dated), saidOn, source]);

/** Projects that add beds on MariaDB or MySQL. Statements are read with the names of who recorded them, which are another's. */
export const expansionRepository = (
  readers: Pick<ExpansionRepository, 'readBeds' | 'readMilestones'>,
): ExpansionRepository => ({
  ...readers,

  async list(tx) {
    const rows = await select<ExpansionRow>(
      tx,
      `SELECT ${columns} FROM expansion_project WHERE expansion_id IS NOT NULL ORDER BY id`,
    );
    return rows.map(expansionOf);
  },

  async find(tx, expansionId) {
    const [row] = await select<ExpansionRow>(
      tx,
      `SELECT ${columns} FROM expansion_project WHERE expansion_id = ?`,
      [expansionId],
    );
    return row === undefined ? null : expansionOf(row);
  },

  async add(tx, expansionId, expansion, memberId) {
    try {
      await execute(
        tx,
        `INSERT INTO expansion_project (expansion_id, is_of_the_programme, name, provider, kind, health_board,
           beds_before, beds_before_count, funding, funding_least_pence, funding_most_pence, source, added_by)
           VALUES (?, FALSE, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        [
          ...[expansionId, expansion.name, expansion.provider, expansion.kind, expansion.healthBoard],
          ...[expansion.bedsBeforeCount?.toString() ?? null, expansion.bedsBeforeCount, expansion.funding],
          ...[expansion.fundingLeastPence, expansion.fundingMostPence, expansion.source, memberId],
        ],
      );
      return true;
    } catch (error) {
      if (duplicateKeyOf(error) !== 'expansion_named_once') throw error;
      return false;
    }
  },

  async link(tx, { expansionId, version }, projectId) {
    try {
      const linked = await execute(
        tx,
        'UPDATE expansion_project SET project_id = ?, version = version + 1 WHERE expansion_id = ? AND version = ?',
        [projectId, expansionId, version],
      );
      return linked === 1 ? 'linked' : 'changed';
    } catch (error) {
      if (duplicateKeyOf(error) !== 'expansion_of_project') throw error;
      return 'linked-elsewhere';
    }
  },

  async keepBeds(tx, { id, expansionId, memberId }, statement) {
    const { stage, beds, dated, mark, source, note, replacesId, reason } = statement;
    try {
      await execute(
        tx,
        `INSERT INTO expansion_beds_fact (id, expansion_id, stage, beds, dated_on, date_precision, mark, source, note,
           replaces_id, reason, said_as, recorded_at, recorded_by)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6), ?)`,
        [
          ...[id, expansionId, stage, beds, dated?.on ?? null, dated?.precision ?? null, mark, source, note],
          ...[replacesId, reason, bedsSaidAs(statement), memberId],
        ],
      );
      return 'kept';
    } catch (error) {
      switch (duplicateKeyOf(error)) {
        case 'expansion_beds_said_once':
          return 'said-already';
        case 'expansion_beds_replaced_once':
          return 'replaced-already';
        default:
          throw error;
      }
    }
  },

  async keepMilestone(tx, { id, expansionId, memberId }, statement) {
    const { milestone, isPlan, dated, saidOn, mark, source, note } = statement;
    try {
      await execute(
        tx,
        `INSERT INTO expansion_milestone (id, expansion_id, milestone, is_plan, dated_on, date_precision, said_on, mark,
           source, note, said_as, recorded_at, recorded_by)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6), ?)`,
        [
          ...[id, expansionId, milestone, isPlan, dated.on, dated.precision, saidOn, mark, source, note],
          ...[milestoneSaidAs(statement), memberId],
        ],
      );
      return 'kept';
    } catch (error) {
      if (duplicateKeyOf(error) !== 'expansion_milestone_said_once') throw error;
      return 'said-already';
    }
  },
});
