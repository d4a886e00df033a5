import type { Scope } from '../../../../kernel/actor.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select, selectOne } from '../../../../platform/db/sql.js';
import type {
  Leaver,
  LeavingStory,
  NextReferral,
  ReadLeavers,
  ReadLeavingStory,
  ToldRecord,
} from '../../application/leaving-facts.js';
import type { LeavingFacts, SafetyRecord } from '../../domain/leaving-safely.js';
import { inScope } from './in-scope.js';
import { safetyRecordColumns, toSafetyRecord, type SafetyRecordRow } from './safety-record-row.js';

interface LeaverRow {
  readonly id: string;
  readonly referral_id: string;
  readonly client_id: string;
  readonly partnership_id: string;
  readonly project_id: string;
  readonly reference: string;
  readonly project_name: string;
  readonly state: LeavingFacts['state'];
  readonly admitted_on: IsoDate | null;
  readonly departs_on: IsoDate;
  readonly ended_on: IsoDate | null;
  readonly end_kind: LeavingFacts['endKind'];
  readonly end_reason: string | null;
  readonly has_died: number;
  readonly goes_on: number;
}

const leaverColumns = `t.id, t.referral_id, t.client_id, t.partnership_id, t.project_id, c.reference,
  j.name AS project_name, t.state, t.admitted_on, t.departs_on, t.ended_on, t.end_kind, t.end_reason,
  c.death_recorded_at IS NOT NULL AS has_died,
  EXISTS (SELECT 1 FROM placement n WHERE n.live_follows_id = t.id) AS goes_on`;
const leaverJoins = 'JOIN client c ON c.id = t.client_id JOIN project j ON j.id = t.project_id';

const toLeaver = (row: LeaverRow, records: readonly SafetyRecord[]): Leaver => ({
  placementId: row.id,
  referralId: row.referral_id,
  clientId: row.client_id,
  partnershipId: row.partnership_id,
  projectId: row.project_id,
  reference: row.reference,
  projectName: row.project_name,
  state: row.state,
  admittedOn: row.admitted_on,
  departsOn: row.departs_on,
  endedOn: row.ended_on,
  endKind: row.end_kind,
  endReason: row.end_reason,
  isRecordedAsDied: row.has_died === 1,
  goesOn: row.goes_on === 1,
  records,
});

interface RecordRow extends SafetyRecordRow {
  readonly placement_id: string;
}

/** What holds of the safety records of some placements, by placement. */
const readStanding = async (
  tx: Tx,
  placementIds: readonly string[],
): Promise<ReadonlyMap<string, readonly SafetyRecord[]>> => {
  const byPlacement = new Map<string, SafetyRecord[]>();
  if (placementIds.length === 0) return byPlacement;
  const rows = await select<RecordRow>(
    tx,
    `SELECT ${safetyRecordColumns}, r.placement_id FROM safety_record r
       LEFT JOIN safety_record later ON later.corrects_id = r.id
      WHERE r.placement_id IN (?) AND later.id IS NULL`,
    [placementIds],
  );
  for (const row of rows) {
    const found = byPlacement.get(row.placement_id) ?? [];
    found.push(toSafetyRecord(row));
    byPlacement.set(row.placement_id, found);
  }
  return byPlacement;
};

/** Two statements, however many people there are; bounded by the leavings since that day. */
export const readLeavers: ReadLeavers = async (tx, scope, leftSince) => {
  const { condition, values } = inScope(scope, 't');
  const rows = await select<LeaverRow>(
    tx,
    `SELECT ${leaverColumns} FROM placement t ${leaverJoins}
      WHERE ${condition} AND (t.state = 'admitted' OR (t.state = 'ended' AND t.ended_on >= ?))`,
    [...values, leftSince],
  );
  const standing = await readStanding(
    tx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => toLeaver(row, standing.get(row.id) ?? []));
};

interface ToldRow extends RecordRow {
  readonly kits: number | null;
  readonly is_trained: number | null;
  readonly instrument: string | null;
  readonly instrument_version: string | null;
  readonly score: string | null;
  readonly satisfaction: number | null;
  readonly note: string | null;
  readonly corrects_id: string | null;
  readonly is_corrected: number;
  readonly recorded_by: string | null;
  readonly recorded_at: Date;
}

const toTold = (row: ToldRow): ToldRecord => ({
  ...toSafetyRecord(row),
  kits: row.kits,
  isTrained: row.is_trained === null ? null : row.is_trained === 1,
  instrument: row.instrument,
  instrumentVersion: row.instrument_version,
  score: row.score === null ? null : Number(row.score),
  satisfaction: row.satisfaction,
  note: row.note,
  correctsId: row.corrects_id,
  isCorrected: row.is_corrected === 1,
  recordedBy: row.recorded_by ?? 'Somebody no longer here',
  recordedAt: row.recorded_at,
});

const readTold = async (tx: Tx, placementId: string): Promise<readonly ToldRecord[]> =>
  (
    await select<ToldRow>(
      tx,
      `SELECT ${safetyRecordColumns}, r.placement_id, r.kits, r.is_trained, r.instrument, r.instrument_version,
              r.score, r.satisfaction, r.note, r.corrects_id,
              later.id IS NOT NULL AS is_corrected, m.display_name AS recorded_by, r.recorded_at
         FROM safety_record r
         LEFT JOIN safety_record later ON later.corrects_id = r.id
         LEFT JOIN member m ON m.id = r.recorded_by
        WHERE r.placement_id = ? ORDER BY r.recorded_at, r.id`,
      [placementId],
    )
  ).map(toTold);

/** The first referral of the same person that the reader's own partnership received since the leaving. */
const readNextReferral = async (
  tx: Tx,
  scope: Scope,
  { client_id, referral_id, ended_on }: LeaverRow,
): Promise<NextReferral | null> => {
  if (scope.kind !== 'partnership' || ended_on === null) return null;
  const row = await selectOne<{ id: string; received_on: IsoDate }>(
    tx,
    `SELECT id, received_on FROM referral
      WHERE client_id = ? AND partnership_id = ? AND id <> ? AND received_on >= ?
      ORDER BY received_on, id LIMIT 1`,
    [client_id, scope.partnershipId, referral_id, ended_on],
  );
  return row === null ? null : { referralId: row.id, receivedOn: row.received_on };
};

/** One placement with everything recorded for its leaving. */
export const readLeavingStory: ReadLeavingStory = async (tx, scope, placementId) => {
  const { condition, values } = inScope(scope, 't');
  const row = await selectOne<
    LeaverRow & {
      readonly bed_label: string;
      readonly partnership_name: string;
      readonly arrives_on: IsoDate;
    }
  >(
    tx,
    `SELECT ${leaverColumns}, t.arrives_on, u.label AS bed_label, n.name AS partnership_name
       FROM placement t ${leaverJoins} JOIN bed_unit u ON u.id = t.bed_id JOIN partnership n ON n.id = t.partnership_id
      WHERE t.id = ? AND ${condition}`,
    [placementId, ...values],
  );
  if (row === null) return null;
  const told = await readTold(tx, placementId);
  const story: LeavingStory = {
    ...toLeaver(
      row,
      told.filter(({ isCorrected }) => !isCorrected),
    ),
    bedLabel: row.bed_label,
    partnershipName: row.partnership_name,
    stay: { arrivesOn: row.arrives_on, departsOn: row.departs_on },
    told,
    nextReferral: await readNextReferral(tx, scope, row),
  };
  return story;
};

/** Where the people come from who are in a project of the scope now, or expected there: each pair once. */
export const readHomesOfResidents = (
  tx: Tx,
  scope: Scope,
): Promise<readonly { readonly projectId: string; readonly partnershipId: string }[]> => {
  const { condition, values } = inScope(scope, 't');
  return select<{ projectId: string; partnershipId: string }>(
    tx,
    `SELECT DISTINCT t.project_id AS projectId, t.partnership_id AS partnershipId FROM placement t
      WHERE ${condition} AND t.state IN ('booked', 'admitted')`,
    values,
  );
};
