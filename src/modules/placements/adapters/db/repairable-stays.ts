import type { IsoDate } from '../../../../kernel/iso-date.js';
import { select, type SqlValue } from '../../../../platform/db/sql.js';
import type { ListRepairable } from '../../application/preview-repair.js';
import type { PlacementState } from '../../domain/placement.js';
import type { Ending } from '../../domain/repair.js';
import { inScope } from './in-scope.js';
import { repairColumns, toRepair, type RepairRow } from './repair-repository.js';

interface StayRow {
  readonly stay_id: string;
  readonly stay_client_id: string;
  readonly reference: string;
  readonly project_name: string;
  readonly bed_label: string;
  readonly state: PlacementState;
  readonly arrives_on: IsoDate;
  readonly departs_on: IsoDate;
  readonly admitted_on: IsoDate | null;
  readonly ended_on: IsoDate | null;
  readonly stay_end_kind: Ending['kind'] | null;
  readonly stay_end_reason: string | null;
  readonly ended_with_death: number;
  readonly stay_version: number;
  readonly proposed_by_name: string | null;
}

type Nullable<T> = { readonly [K in keyof T]: T[K] | null };

const openOf = (row: Nullable<RepairRow> & StayRow) => {
  const { id, placement_id, placement_version, kind, reason, proposed_by, proposed_at, version } = row;
  if (id === null || placement_id === null || placement_version === null || kind === null) return null;
  if (reason === null || proposed_by === null || proposed_at === null || version === null) return null;
  return {
    ...toRepair({
      ...{ id, placement_id, placement_version, kind, reason, proposed_by, proposed_at, version },
      ...{ day_on: row.day_on, end_kind: row.end_kind, end_reason: row.end_reason },
    }),
    proposedByName: row.proposed_by_name ?? '',
    isOvertaken: placement_version !== row.stay_version,
  };
};

const selected = `
  SELECT p.id AS stay_id, p.client_id AS stay_client_id, c.reference, j.name AS project_name, u.label AS bed_label, p.state, p.arrives_on, p.departs_on,
         p.admitted_on, p.ended_on, p.end_kind AS stay_end_kind, p.end_reason AS stay_end_reason, p.state = 'ended' AND (p.end_reason = 'died' OR c.death_recorded_at IS NOT NULL) AS ended_with_death,
         p.version AS stay_version, ${repairColumns}, m.display_name AS proposed_by_name`;
const joined = `
  JOIN client c ON c.id = p.client_id
  JOIN bed_unit u ON u.id = p.bed_id
  JOIN project j ON j.id = p.project_id
  LEFT JOIN member m ON m.id = r.proposed_by`;

/** By a reference, by the stay, or from the repairs that wait, each through a key of its own. */
export const listRepairable: ListRepairable = async (tx, scope, query) => {
  const { condition, values } = inScope(scope, 'p');
  const read = (statement: string, given: readonly SqlValue[]) =>
    select<Nullable<RepairRow> & StayRow>(tx, statement, [...given, ...values, query.limit]);
  const ofStay = `${selected} FROM placement p LEFT JOIN stay_repair r ON r.open_placement_id = p.id ${joined}`;
  const rows = await ('waitingAfter' in query
    ? read(
        `${selected} FROM stay_repair r JOIN placement p ON p.id = r.placement_id ${joined}
          WHERE r.answer IS NULL AND r.id > ? AND ${condition} ORDER BY r.id LIMIT ?`,
        [query.waitingAfter ?? ''],
      )
    : 'reference' in query
      ? read(`${ofStay} WHERE c.reference = ? AND ${condition} ORDER BY p.id DESC LIMIT ?`, [query.reference])
      : read(`${ofStay} WHERE p.id = ? AND ${condition} LIMIT ?`, [query.placementId]));
  return rows.map((row) => ({
    placementId: row.stay_id,
    clientId: row.stay_client_id,
    reference: row.reference,
    projectName: row.project_name,
    bedLabel: row.bed_label,
    state: row.state,
    arrivesOn: row.arrives_on,
    departsOn: row.departs_on,
    admittedOn: row.admitted_on,
    endedOn: row.ended_on,
    end: { kind: row.stay_end_kind, reason: row.state === 'ended' ? row.stay_end_reason : null },
    endedWithDeath: row.ended_with_death === 1,
    version: row.stay_version,
    open: openOf(row),
  }));
};
