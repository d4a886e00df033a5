import type { Scope } from '../../../../kernel/actor.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import { pence } from '../../../../kernel/money.js';
import { duplicateKeyOf } from '../../../../platform/db/database-fault.js';
import { execute, selectOne, type SqlValue } from '../../../../platform/db/sql.js';
import type { ProviderMove, ProviderMoveRepository } from '../../application/provider-move.js';
import { inScope } from './in-scope.js';

interface MoveRow {
  readonly id: string;
  readonly placement_id: string;
  readonly partnership_id: string;
  readonly from_provider_id: string;
  readonly provider_id: string;
  readonly project_id: string;
  readonly bed_id: string;
  readonly moves_on: IsoDate;
  readonly departs_on: IsoDate;
  readonly weekly_rate_pence: string;
  readonly reason: string;
  readonly proposed_by: string;
  readonly version: number;
}

const toMove = (row: MoveRow): ProviderMove => ({
  moveId: row.id,
  placementId: row.placement_id,
  partnershipId: row.partnership_id,
  fromProviderId: row.from_provider_id,
  providerId: row.provider_id,
  projectId: row.project_id,
  bedId: row.bed_id,
  movesOn: row.moves_on,
  departsOn: row.departs_on,
  weeklyRatePence: pence(Number(row.weekly_rate_pence)),
  reason: row.reason,
  proposedBy: row.proposed_by,
  version: row.version,
});

/** The side a person leaves: their partnership, and the provider they are with. */
const leavingScope = (scope: Scope): { readonly condition: string; readonly values: SqlValue[] } =>
  scope.kind === 'provider'
    ? { condition: 'm.from_provider_id = ?', values: [scope.providerId] }
    : inScope(scope, 'm');

/** Moves on MariaDB or MySQL: a unique key keeps one open for a stay, a guarded update answers it once. */
export const providerMoveRepository: ProviderMoveRepository = {
  async find(tx, scope, moveId, side) {
    const { condition, values } = side === 'leaving' ? leavingScope(scope) : inScope(scope, 'm');
    const row = await selectOne<MoveRow>(
      tx,
      `SELECT m.id, m.placement_id, m.partnership_id, m.from_provider_id, m.provider_id, m.project_id, m.bed_id,
              m.moves_on, m.departs_on, m.weekly_rate_pence, m.reason, m.proposed_by, m.version
         FROM provider_move m WHERE m.id = ? AND ${condition}`,
      [moveId, ...values],
    );
    return row === null ? null : toMove(row);
  },

  async findOpen(tx, placementId) {
    const row = await selectOne<Pick<MoveRow, 'id' | 'version'>>(
      tx,
      'SELECT id, version FROM provider_move WHERE open_placement_id = ?',
      [placementId],
    );
    return row === null ? null : { moveId: row.id, version: row.version };
  },

  async insert(tx, move) {
    try {
      await execute(
        tx,
        `INSERT INTO provider_move (id, placement_id, partnership_id, from_provider_id, provider_id, project_id, bed_id,
           moves_on, departs_on, weekly_rate_pence, reason, proposed_by, proposed_at, version)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6), ?)`,
        [
          ...[move.moveId, move.placementId, move.partnershipId, move.fromProviderId, move.providerId],
          ...[move.projectId, move.bedId, move.movesOn, move.departsOn, move.weeklyRatePence, move.reason],
          ...[move.proposedBy, move.version],
        ],
      );
      return true;
    } catch (error) {
      if (duplicateKeyOf(error) === 'provider_move_one_open') return false;
      throw error;
    }
  },

  async answer(tx, { moveId, version }, answer, answeredBy) {
    const answered = await execute(
      tx,
      `UPDATE provider_move SET answer = ?, answered_by = ?, answered_at = UTC_TIMESTAMP(6), decline_reason = ?,
              answer_note = ?, version = version + 1
        WHERE id = ? AND version = ? AND answer IS NULL`,
      [
        ...[answer.kind, answeredBy],
        ...(answer.kind === 'declined' ? [answer.reason, answer.note] : [null, null]),
        ...[moveId, version],
      ],
    );
    return answered === 1;
  },
};
