import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select } from '../../../../platform/db/sql.js';
import type { PlacementFact } from '../../domain/extract.js';
import type { Month } from '../../domain/month.js';

interface FactRow {
  readonly id: string;
  readonly client_id: string;
  readonly partnership: string;
  readonly provider: string;
  readonly counts: number;
  readonly continues: number;
  readonly is_partly_private: number;
  readonly route: string;
  readonly sex: string;
  readonly born_on: IsoDate;
  readonly substance: string;
  readonly first_approved_on: IsoDate | null;
  readonly arrives_on: IsoDate;
  readonly departs_on: IsoDate;
  readonly state: string;
  readonly admitted_on: IsoDate | null;
  readonly ended_on: IsoDate | null;
  readonly weekly_rate_pence: number;
}

/**
 * Placements of the country that were somebody's on a day of the month or ended in it, and those that were to begin in it and
 * did not. Counts as residential rehabilitation as the measures count it: where it began. No name is read.
 */
export const readPlacementFacts = async (
  tx: Tx,
  { startsOn, endsOn }: Month,
  limit: number,
): Promise<readonly PlacementFact[]> => {
  const rows = await select<FactRow>(
    tx,
    `SELECT p.id, p.client_id, a.name AS partnership, v.name AS provider,
            u.bed_type = 'rehab' AND EXISTS (
              SELECT 1 FROM rehab_standing s WHERE s.project_id = COALESCE(p.started_project_id, p.project_id)
                 AND s.counts_as_residential_rehab AND s.from_on <= COALESCE(p.admitted_on, ?)
                 AND (s.to_on IS NULL OR s.to_on > COALESCE(p.admitted_on, ?))) AS counts,
            p.follows_placement_id IS NOT NULL AS continues,
            EXISTS (SELECT 1 FROM payer_share h WHERE h.agreement_id = p.funding_decision_id
               AND h.payer IN ('self', 'charity')) AS is_partly_private,
            p.route, c.sex, c.born_on, r.substance,
            (SELECT MIN(g.decided_on) FROM funding_decision g
              WHERE g.referral_id = p.referral_id AND g.decision = 'approved') AS first_approved_on,
            p.arrives_on, p.departs_on, p.state, p.admitted_on, p.ended_on, f.weekly_rate_pence
       FROM placement p
       JOIN bed_unit u ON u.id = COALESCE(p.started_bed_id, p.bed_id)
       JOIN provider v ON v.id = p.provider_id
       JOIN partnership a ON a.id = p.partnership_id
       JOIN client c ON c.id = p.client_id
       JOIN referral r ON r.id = p.referral_id
       JOIN funding_decision f ON f.id = p.funding_decision_id
      WHERE (p.admitted_on < ? AND (p.ended_on IS NULL OR p.ended_on >= ?))
         OR ((p.admitted_on IS NULL OR p.admitted_on >= ?) AND p.arrives_on >= ? AND p.arrives_on < ?)
      ORDER BY p.id LIMIT ${limit}`,
    [startsOn, startsOn, endsOn, startsOn, endsOn, startsOn, endsOn],
  );
  return rows.map((row) => ({
    ...{ placementId: row.id, clientId: row.client_id, partnership: row.partnership, provider: row.provider },
    ...{ countsAsResidentialRehab: row.counts === 1, continuesEarlierStay: row.continues === 1 },
    ...{ isPartlyPrivate: row.is_partly_private === 1, route: row.route, sex: row.sex, bornOn: row.born_on },
    ...{ substance: row.substance, firstApprovedOn: row.first_approved_on },
    ...{
      arrivesOn: row.arrives_on,
      departsOn: row.departs_on,
      isNeverStarted: row.state === 'never_started',
    },
    ...{ admittedOn: row.admitted_on, endedOn: row.ended_on, weeklyRatePence: row.weekly_rate_pence },
  }));
};
