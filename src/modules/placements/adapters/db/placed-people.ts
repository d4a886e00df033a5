import type { Scope } from '../../../../kernel/actor.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select } from '../../../../platform/db/sql.js';
import type { PlacedPerson, PlacedQuery, PlacedState } from '../../application/placed-people.js';

interface PlacedRow {
  readonly id: string;
  readonly referral_id: string;
  readonly client_id: string;
  readonly reference: string;
  readonly bed_id: string;
  readonly project_name: string;
  readonly bed_label: string;
  readonly state: PlacedPerson['state'];
  readonly arrives_on: IsoDate;
  readonly departs_on: IsoDate;
  readonly ended_on: IsoDate | null;
  readonly end_kind: 'planned' | 'unplanned' | null;
  readonly end_reason: string | null;
}

/** The states of each part of the list, and the day in whose order it stands. */
const parts: Readonly<Record<PlacedState, { readonly states: readonly string[]; readonly order: string }>> = {
  here: { states: ['admitted'], order: 't.departs_on' },
  booked: { states: ['booked'], order: 't.arrives_on' },
  left: { states: ['ended', 'never_started'], order: 'COALESCE(t.ended_on, t.arrives_on)' },
};

/**
 * People of a partnership who are in a place, expected at one, or have left: next to leave, next to arrive, or last to
 * leave first. A mark beyond which nothing stands any more gives nothing. Nobody outside a partnership's scope.
 */
export const readPlacedPeople = async (
  tx: Tx,
  scope: Scope,
  { state, clientIds, after, limit }: PlacedQuery,
): Promise<readonly PlacedPerson[]> => {
  if (scope.kind !== 'partnership' || clientIds?.length === 0) return [];
  const { states, order } = parts[state];
  const [beyond, direction] = state === 'left' ? ['<', 'DESC'] : ['>', 'ASC'];
  const markOrder = order.replaceAll('t.', 'm.');
  const rows = await select<PlacedRow>(
    tx,
    `SELECT t.id, t.referral_id, t.client_id, c.reference, t.bed_id, p.name AS project_name, u.label AS bed_label, t.state,
            t.arrives_on, t.departs_on, t.ended_on, t.end_kind, t.end_reason
       FROM placement t
       ${
         after === null
           ? ''
           : `JOIN placement m ON m.id = ? AND m.partnership_id = t.partnership_id
                AND (${order} ${beyond} ${markOrder} OR (${order} = ${markOrder} AND t.id ${beyond} m.id))`
       }
       JOIN client c ON c.id = t.client_id
       JOIN bed_unit u ON u.id = t.bed_id
       JOIN project p ON p.id = t.project_id
      WHERE t.partnership_id = ? AND t.state IN (?) ${clientIds === null ? '' : 'AND t.client_id IN (?)'}
      ORDER BY ${order} ${direction}, t.id ${direction} LIMIT ${limit}`,
    [
      ...(after === null ? [] : [after]),
      scope.partnershipId,
      states,
      ...(clientIds === null ? [] : [clientIds]),
    ],
  );
  return rows.map((row) => ({
    placementId: row.id,
    referralId: row.referral_id,
    clientId: row.client_id,
    reference: row.reference,
    bedId: row.bed_id,
    projectName: row.project_name,
    bedLabel: row.bed_label,
    state: row.state,
    stay: { arrivesOn: row.arrives_on, departsOn: row.departs_on },
    endedOn: row.ended_on,
    ending: row.end_reason === null ? null : { kind: row.end_kind, reason: row.end_reason },
  }));
};
