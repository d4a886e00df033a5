import type { IsoDate } from '../../../../kernel/iso-date.js';
import { select, type SqlValue } from '../../../../platform/db/sql.js';
import type { ListMoves, MoveAnswer, ShownMove } from '../../application/provider-move.js';
import type { MoveDeclineReason } from '../../domain/provider-move.js';
import { inScope } from './in-scope.js';

interface ShownRow {
  readonly id: string;
  readonly placement_id: string;
  readonly client_id: string;
  readonly reference: string;
  readonly sex: ShownMove['sex'];
  readonly from_project: string;
  readonly to_project: string;
  readonly to_bed: string;
  readonly moves_on: IsoDate;
  readonly departs_on: IsoDate;
  readonly weekly_rate_pence: string;
  readonly reason: string;
  readonly proposed_by_name: string | null;
  readonly proposed_at: Date;
  readonly provider_id: string;
  readonly answer: MoveAnswer['kind'] | null;
  readonly decline_reason: MoveDeclineReason | null;
  readonly answer_note: string | null;
  readonly version: number;
}

/** Those that wait through a key of each side, or the last of one stay through its own. */
export const listMoves: ListMoves = async (tx, scope, query) => {
  const own = inScope(scope, 'm');
  const { condition, values } =
    scope.kind === 'provider'
      ? {
          condition: `(${own.condition} OR m.from_provider_id = ?)`,
          values: [...own.values, scope.providerId],
        }
      : own;
  const [asked, given, order]: readonly [string, readonly SqlValue[], string] =
    'placementId' in query
      ? ['m.placement_id = ?', [query.placementId], 'm.id DESC']
      : ["m.answer IS NULL AND p.state = 'admitted' AND m.id > ?", [query.waitingAfter ?? ''], 'm.id'];
  const rows = await select<ShownRow>(
    tx,
    `SELECT m.id, m.placement_id, p.client_id, c.reference, c.sex, fj.name AS from_project, tj.name AS to_project,
            u.label AS to_bed, m.moves_on, m.departs_on, m.weekly_rate_pence, m.reason, b.display_name AS proposed_by_name,
            m.proposed_at, m.provider_id, m.answer, m.decline_reason, m.answer_note, m.version
       FROM provider_move m
       JOIN placement p ON p.id = m.placement_id
       JOIN client c ON c.id = p.client_id
       JOIN project fj ON fj.id = p.project_id
       JOIN project tj ON tj.id = m.project_id
       JOIN bed_unit u ON u.id = m.bed_id
       LEFT JOIN member b ON b.id = m.proposed_by
      WHERE ${asked} AND ${condition} ORDER BY ${order} LIMIT ?`,
    [...given, ...values, query.limit],
  );
  return rows.map((row) => ({
    moveId: row.id,
    placementId: row.placement_id,
    clientId: row.client_id,
    reference: row.reference,
    sex: row.sex,
    fromProject: row.from_project,
    toProject: row.to_project,
    toBed: row.to_bed,
    movesOn: row.moves_on,
    departsOn: row.departs_on,
    weeklyRatePence: Number(row.weekly_rate_pence),
    reason: row.reason,
    proposedBy: row.proposed_by_name ?? '',
    proposedAt: row.proposed_at,
    isAsked: scope.kind === 'provider' && row.provider_id === scope.providerId,
    answer: row.answer,
    declineReason: row.decline_reason,
    answerNote: row.answer_note,
    version: row.version,
  }));
};
