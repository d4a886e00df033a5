import { londonDate, type IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select } from '../../../../platform/db/sql.js';

/** One fact as a row: its columns by name, with what is stored in them. */
export type CountedRow = Readonly<Record<string, string | number | null>>;

const dateOf = (at: Date | null): IsoDate | null => (at === null ? null : londonDate(at));

/** Spells by the thing they are of, as the text that is stored. */
const spellsBy = (
  rows: readonly { readonly of: string; readonly from_on: IsoDate; readonly to_on: IsoDate | null }[],
): ((of: string) => string) => {
  const spells = new Map<string, (readonly [IsoDate, IsoDate | null])[]>();
  for (const { of, from_on, to_on } of rows) spells.set(of, [...(spells.get(of) ?? []), [from_on, to_on]]);
  return (of) => JSON.stringify(spells.get(of) ?? []);
};

interface SpellRow {
  readonly of: string;
  readonly from_on: IsoDate;
  readonly to_on: IsoDate | null;
}

type Row = Record<string, string | number | null>;

/** Referrals as they stand now, each with the days on which its steps were reached. Two statements. */
export const deriveReferrals = async (
  tx: Tx,
  referralIds: readonly string[],
): Promise<readonly CountedRow[]> => {
  const rows = await select<Row & { accepted_at: Date | null; closed_at: Date | null }>(
    tx,
    `SELECT r.id AS referral_id, r.client_id, r.partnership_id, a.health_board, r.route, c.sex,
            TIMESTAMPDIFF(YEAR, c.born_on, r.received_on) AS age, r.substance, r.received_on,
            (SELECT MIN(s.held_on) FROM assessment s WHERE s.referral_id = r.id AND s.kind = 'partnership') AS assessed_on,
            d.decided_on AS approved_on, d.route AS approved_route, d.weeks AS approved_weeks, d.weekly_rate_pence,
            (SELECT MIN(o.resolved_at) FROM offer o WHERE o.referral_id = r.id AND o.state = 'accepted') AS accepted_at,
            (SELECT MIN(p.admitted_on) FROM placement p
              WHERE p.referral_id = r.id AND p.follows_placement_id IS NULL) AS admitted_on,
            r.closed_reason,
            IF(r.state = 'closed', (SELECT MAX(e.at) FROM audit e WHERE e.subject_kind = 'referral' AND e.subject_id = r.id
              AND e.action = 'referrals.referral-closed'), NULL) AS closed_at
       FROM referral r JOIN client c ON c.id = r.client_id JOIN partnership a ON a.id = r.partnership_id
       LEFT JOIN funding_decision d ON d.id = (SELECT f.id FROM funding_decision f
         WHERE f.referral_id = r.id AND f.decision = 'approved' ORDER BY f.decided_on, f.recorded_at, f.id LIMIT 1)
      WHERE r.id IN (?)`,
    [referralIds],
  );
  const spellsOf = spellsBy(
    await select<SpellRow>(
      tx,
      `SELECT referral_id AS \`of\`, from_on, to_on FROM unavailability_spell
        WHERE referral_id IN (?) ORDER BY referral_id, from_on, id`,
      [referralIds],
    ),
  );
  return rows.map(({ accepted_at, closed_at, ...row }) => ({
    ...row,
    accepted_on: dateOf(accepted_at),
    closed_on: dateOf(closed_at),
    unavailable: spellsOf(String(row['referral_id'])),
  }));
};

interface StayRow extends Row {
  readonly placement_id: string;
  readonly follows_placement_id: string | null;
  readonly admitted_on: IsoDate | null;
  readonly state: string;
}

/** The place in which the stay began of which a placement is a part. */
const startOf = (row: StayRow, byId: ReadonlyMap<string, StayRow>): StayRow => {
  const before = row.follows_placement_id === null ? undefined : byId.get(row.follows_placement_id);
  return before === undefined ? row : startOf(before, byId);
};

/** Bookings and stays of referrals as they stand now. One statement. */
export const deriveStays = async (tx: Tx, referralIds: readonly string[]): Promise<readonly CountedRow[]> => {
  const rows = await select<StayRow>(
    tx,
    `SELECT p.id AS placement_id, p.referral_id, p.client_id, p.partnership_id, a.health_board, p.route, c.sex,
            TIMESTAMPDIFF(YEAR, c.born_on, r.received_on) AS age, r.substance,
            COALESCE(p.started_project_id, p.project_id) AS project_id, u.bed_type,
            (u.bed_type = 'rehab' AND EXISTS (SELECT 1 FROM rehab_standing s
               WHERE s.project_id = COALESCE(p.started_project_id, p.project_id) AND s.counts_as_residential_rehab
                 AND s.from_on <= COALESCE(p.admitted_on, p.arrives_on)
                 AND (s.to_on IS NULL OR s.to_on > COALESCE(p.admitted_on, p.arrives_on)))) AS is_rehab,
            (p.admitted_on IS NOT NULL AND p.follows_placement_id IS NULL) AS is_start,
            p.state, p.arrives_on, p.admitted_on, p.ended_on AS left_on, p.end_kind, p.end_reason, p.follows_placement_id
       FROM placement p JOIN referral r ON r.id = p.referral_id JOIN client c ON c.id = p.client_id
       JOIN partnership a ON a.id = p.partnership_id
       JOIN bed_unit u ON u.id = COALESCE(p.started_bed_id, p.bed_id)
      WHERE p.referral_id IN (?)`,
    [referralIds],
  );
  const byId = new Map(rows.map((row) => [row.placement_id, row]));
  const goesOn = new Set(
    rows
      .filter(({ state }) => state === 'admitted' || state === 'ended')
      .map((row) => row.follows_placement_id),
  );
  return rows.map((row) => {
    const start = startOf(row, byId);
    return {
      ...row,
      is_last: goesOn.has(row.placement_id) ? 0 : 1,
      start_id: start.placement_id,
      started_on: start.admitted_on,
    };
  });
};

/** Beds as they stand now, with when they counted and when they were out of service. Three statements. */
export const deriveBeds = async (tx: Tx, bedIds: readonly string[]): Promise<readonly CountedRow[]> => {
  const rows = await select<Row>(
    tx,
    `SELECT u.id AS bed_id, u.project_id, j.health_board, u.bed_type, u.opens_on, u.closes_on
       FROM bed_unit u JOIN project j ON j.id = u.project_id WHERE u.id IN (?)`,
    [bedIds],
  );
  const countsOf = spellsBy(
    await select<SpellRow>(
      tx,
      `SELECT s.project_id AS \`of\`, s.from_on, s.to_on FROM rehab_standing s
        WHERE s.counts_as_residential_rehab AND s.project_id IN (SELECT u.project_id FROM bed_unit u WHERE u.id IN (?))
        ORDER BY s.project_id, s.from_on`,
      [bedIds],
    ),
  );
  const outOfServiceOf = spellsBy(
    await select<SpellRow>(
      tx,
      `SELECT bed_id AS \`of\`, from_on, to_on FROM out_of_service
        WHERE bed_id IN (?) AND state = 'planned' ORDER BY bed_id, from_on, id`,
      [bedIds],
    ),
  );
  return rows.map((row) => ({
    ...row,
    counts: countsOf(String(row['project_id'])),
    out_of_service: outOfServiceOf(String(row['bed_id'])),
  }));
};
