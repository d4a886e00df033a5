import type { Scope } from '../../../../kernel/actor.js';
import { londonDate, londonMidnight, type IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select, selectOne } from '../../../../platform/db/sql.js';
import type { OverrideKind } from '../../../matching/contract.js';
import type { Route, ReferralFacts, Substance } from '../../../referrals/contract/facts.js';
import type { PolicyChanged } from '../../application/read-fairness.js';
import type { OffersMade } from '../../domain/beside-suggestion.js';
import type { AreaKind, FairnessFact } from '../../domain/fairness.js';

interface FactRow {
  readonly sex: ReferralFacts['sex'];
  readonly born_on: IsoDate;
  readonly health_board: string;
  readonly substance: Substance;
  readonly route: Route;
  readonly received_on: IsoDate;
  readonly arrived_on: IsoDate | null;
  readonly closed_at: Date | null;
  readonly partnership_name: string;
  readonly arrived_board: string | null;
}

const within = (scope: Scope, alias = 'r'): { readonly sql: string; readonly values: readonly string[] } => {
  switch (scope.kind) {
    case 'national':
      return { sql: 'TRUE', values: [] };
    case 'partnership':
      return { sql: `${alias}.partnership_id = ?`, values: [scope.partnershipId] };
    case 'provider':
      return { sql: 'FALSE', values: [] };
  }
};

/**
 * Everybody referred in a time, without a name or an id: what groups them, and when they arrived or were closed. No answer about
 * equality is read (ADR 0027). Nobody asked for what was recorded by mistake. When a referral was closed is in the record only.
 */
export const makeReadFairnessFacts =
  (areaKindOf: Readonly<Record<string, AreaKind>>) =>
  async (tx: Tx, scope: Scope, fromOn: IsoDate, toOn: IsoDate): Promise<readonly FairnessFact[]> => {
    const { sql, values } = within(scope);
    const rows = await select<FactRow>(
      tx,
      `SELECT c.sex, c.born_on, a.health_board, a.name AS partnership_name, r.substance, r.route, r.received_on,
            (SELECT MIN(p.admitted_on) FROM placement p
              WHERE p.referral_id = r.id AND p.follows_placement_id IS NULL) AS arrived_on,
            (SELECT j.health_board FROM placement p JOIN project j ON j.id = COALESCE(p.started_project_id, p.project_id)
              WHERE p.referral_id = r.id AND p.follows_placement_id IS NULL AND p.admitted_on IS NOT NULL
              ORDER BY p.admitted_on, p.id LIMIT 1) AS arrived_board,
            IF(r.state = 'closed', (SELECT MAX(e.at) FROM audit e WHERE e.subject_kind = 'referral' AND e.subject_id = r.id
              AND e.action = 'referrals.referral-closed'), NULL) AS closed_at
       FROM referral r JOIN client c ON c.id = r.client_id JOIN partnership a ON a.id = r.partnership_id
      WHERE r.received_on >= ? AND r.received_on < ? AND COALESCE(r.closed_reason, '') <> 'recorded_by_mistake' AND ${sql}`,
      [fromOn, toOn, ...values],
    );
    return rows.map((row) => ({
      ...{ sex: row.sex, bornOn: row.born_on, healthBoard: row.health_board },
      ...{
        substance: row.substance,
        route: row.route,
        receivedOn: row.received_on,
        arrivedOn: row.arrived_on,
      },
      closedOn: row.closed_at === null ? null : londonDate(row.closed_at),
      areaKind: areaKindOf[row.partnership_name] ?? 'other',
      isElsewhere: row.arrived_board === null ? null : row.arrived_board !== row.health_board,
    }));
  };

/** Every health board in which a partnership lies. */
export const readHealthBoards = async (tx: Tx): Promise<readonly string[]> => {
  const rows = await select<{ readonly health_board: string }>(
    tx,
    'SELECT DISTINCT health_board FROM partnership ORDER BY health_board',
  );
  return rows.map(({ health_board }) => health_board);
};

/** Confirmed changes of the country's policy that began in a time, the latest first. */
export const readPolicyChanged = (
  tx: Tx,
  fromOn: IsoDate,
  toOn: IsoDate,
): Promise<readonly PolicyChanged[]> =>
  select<PolicyChanged>(
    tx,
    `SELECT id AS changeId, in_force_from AS inForceFrom FROM matching_policy_change
      WHERE partnership_id IS NULL AND state = 'applied' AND in_force_from >= ? AND in_force_from < ?
      ORDER BY in_force_from DESC, base_number DESC`,
    [fromOn, toOn],
  );

/** Offers made in a time, and those of them that were not what was suggested, by kind. Two statements. */
export const readOffersMade = async (
  tx: Tx,
  scope: Scope,
  fromOn: IsoDate,
  toOn: IsoDate,
): Promise<OffersMade> => {
  const { sql, values } = within(scope, 'o');
  const times = [londonMidnight(fromOn), londonMidnight(toOn)];
  const made = await selectOne<{ readonly offers: string }>(
    tx,
    `SELECT COUNT(*) AS offers FROM offer o WHERE o.made_at >= ? AND o.made_at < ? AND ${sql}`,
    [...times, ...values],
  );
  const rows = await select<{ readonly kind: OverrideKind; readonly offers: string }>(
    tx,
    `SELECT v.kind, COUNT(*) AS offers FROM offer_override v JOIN offer o ON o.id = v.offer_id
      WHERE v.made_at >= ? AND v.made_at < ? AND ${sql} GROUP BY v.kind`,
    [...times, ...values],
  );
  return {
    made: Number(made?.offers ?? 0),
    ofKind: new Map(rows.map(({ kind, offers }) => [kind, Number(offers)])),
  };
};
