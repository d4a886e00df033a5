import type { Scope } from '../../../../kernel/actor.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select } from '../../../../platform/db/sql.js';
import type { ReadAcknowledgements, ReadAlerts, ReadAreas } from '../../application/ports.js';
import type { CoveredArea, DrugAlert, ProjectInArea } from '../../domain/alert.js';

interface AlertRow {
  readonly id: string;
  readonly headline: string;
  readonly advice: string;
  readonly source: string;
  readonly is_national: number;
  readonly from_on: IsoDate;
  readonly until_on: IsoDate;
  readonly withdrawn_at: Date | null;
  readonly withdrawn_reason: string | null;
  readonly version: number;
}

const columns = `a.id, a.headline, a.advice, a.source, a.is_national, a.from_on, a.until_on, a.withdrawn_at,
  a.withdrawn_reason, a.version`;

/** The alerts of some rows, each with the areas it covers. */
const withAreas = async (tx: Tx, rows: readonly AlertRow[]): Promise<readonly DrugAlert[]> => {
  const areas =
    rows.length === 0
      ? []
      : await select<CoveredArea & { readonly alertId: string }>(
          tx,
          `SELECT x.alert_id AS alertId, n.id AS partnershipId, n.name, n.health_board AS healthBoard
             FROM drug_alert_partnership x JOIN partnership n ON n.id = x.partnership_id
            WHERE x.alert_id IN (?) ORDER BY n.name`,
          [rows.map(({ id }) => id)],
        );
  return rows.map((row) => ({
    alertId: row.id,
    headline: row.headline,
    advice: row.advice,
    source: row.source,
    isNational: row.is_national === 1,
    covers: areas
      .filter(({ alertId }) => alertId === row.id)
      .map(({ partnershipId, name, healthBoard }) => ({ partnershipId, name, healthBoard })),
    fromOn: row.from_on,
    untilOn: row.until_on,
    withdrawnReason: row.withdrawn_reason,
    isWithdrawn: row.withdrawn_at !== null,
    version: row.version,
  }));
};

/** One alert with its areas, or null. */
export const readAlert = async (tx: Tx, alertId: string): Promise<DrugAlert | null> =>
  (
    await withAreas(
      tx,
      await select<AlertRow>(tx, `SELECT ${columns} FROM drug_alert a WHERE a.id = ?`, [alertId]),
    )
  )[0] ?? null;

/** Alerts that hold, or those that do not. Ids are in order of publishing, so the id is the mark of a page. */
export const readAlerts: ReadAlerts = async (tx, { kind, today, after, limit }) => {
  const live = 'a.from_on <= ? AND a.until_on > ? AND a.withdrawn_at IS NULL';
  return withAreas(
    tx,
    await select<AlertRow>(
      tx,
      `SELECT ${columns} FROM drug_alert a
        WHERE ${kind === 'live' ? live : `NOT (${live})`} AND (? IS NULL OR a.id < ?)
        ORDER BY a.id DESC LIMIT ${limit}`,
      [today, today, after, after],
    ),
  );
};

/** Who has acknowledged some alerts. */
export const readAcknowledgements: ReadAcknowledgements = async (tx, alertIds, readers) => {
  if (alertIds.length === 0 || readers.length === 0) return [];
  const rows = await select<{
    readonly alert_id: string;
    readonly reader_kind: 'project' | 'partnership';
    readonly reader_id: string;
    readonly by_name: string | null;
    readonly acknowledged_at: Date;
  }>(
    tx,
    `SELECT k.alert_id, k.reader_kind, k.reader_id, m.display_name AS by_name, k.acknowledged_at
       FROM drug_alert_acknowledgement k LEFT JOIN member m ON m.id = k.acknowledged_by
      WHERE k.alert_id IN (?) AND k.reader_id IN (?)`,
    [alertIds, readers.map(({ id }) => id)],
  );
  return rows.map((row) => ({
    alertId: row.alert_id,
    reader: { kind: row.reader_kind, id: row.reader_id },
    by: row.by_name ?? 'Somebody no longer here',
    at: row.acknowledged_at,
  }));
};

/** How many projects and partnerships have acknowledged each of some alerts. */
export const countAcknowledgements = async (
  tx: Tx,
  alertIds: readonly string[],
): Promise<ReadonlyMap<string, number>> =>
  alertIds.length === 0
    ? new Map()
    : new Map(
        (
          await select<{ alert_id: string; n: string }>(
            tx,
            'SELECT alert_id, COUNT(*) AS n FROM drug_alert_acknowledgement WHERE alert_id IN (?) GROUP BY alert_id',
            [alertIds],
          )
        ).map(({ alert_id, n }) => [alert_id, Number(n)]),
      );

/** Every partnership with its health board. */
export const readAreas: ReadAreas = (tx) =>
  select<CoveredArea>(
    tx,
    'SELECT id AS partnershipId, name, health_board AS healthBoard FROM partnership ORDER BY name',
  );

/** A provider's projects with the health board each stands in; nobody's for any other scope. */
export const readOwnProjects = async (
  tx: Tx,
  scope: Scope,
): Promise<readonly Omit<ProjectInArea, 'partnershipIds'>[]> =>
  scope.kind === 'provider'
    ? select<Omit<ProjectInArea, 'partnershipIds'>>(
        tx,
        'SELECT id AS projectId, name, health_board AS healthBoard FROM project WHERE provider_id = ? ORDER BY name',
        [scope.providerId],
      )
    : [];

/** The health board a project stands in; empty for one that is not there. */
export const readHealthBoard = async (tx: Tx, projectId: string): Promise<string> =>
  (
    await select<{ health_board: string }>(tx, 'SELECT health_board FROM project WHERE id = ?', [projectId])
  )[0]?.health_board ?? '';
