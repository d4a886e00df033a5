import type { IsoDate } from '../../../../kernel/iso-date.js';
import { pence } from '../../../../kernel/money.js';
import { select } from '../../../../platform/db/sql.js';
import type { PlaceInView, ReadPlaceInView } from '../../../referrals/contract/closing.js';
import { heldClaimOf } from './held-claim.js';

interface PlaceRow {
  readonly place_id: string;
  readonly held: PlaceInView['held'];
  readonly version: number;
  readonly project_name: string;
  readonly provider_name: string;
  readonly bed_label: string;
  readonly arrives_on: IsoDate;
  readonly departs_on: IsoDate;
  readonly cost_pence: string;
}

const toPlace = (row: PlaceRow): Omit<PlaceInView, 'others'> => ({
  placeId: row.place_id,
  held: row.held,
  version: row.version,
  projectName: row.project_name,
  providerName: row.provider_name,
  bedLabel: row.bed_label,
  stay: { arrivesOn: row.arrives_on, departsOn: row.departs_on },
  costPence: pence(Number(row.cost_pence)),
});

/** The stay, the booking or the offers there are, in that order; by keys of the referral or of the person. */
export const readPlaceInView: ReadPlaceInView = async (tx, of) => {
  const [placement, offer, id] =
    'clientId' in of
      ? (['client_id', 'live_client_id', of.clientId] as const)
      : (['referral_id', 'referral_id', of.referralId] as const);
  const rows = await select<PlaceRow>(
    tx,
    `SELECT s.place_id, s.held, s.version, p.name AS project_name, v.name AS provider_name, u.label AS bed_label,
            s.arrives_on, s.departs_on, s.cost_pence
       FROM (
         SELECT l.id AS place_id, IF(l.state = 'admitted', 'stay-runs', 'bed-booked') AS held,
                IF(l.state = 'admitted', 1, 2) AS pressing, l.version, l.bed_id, l.arrives_on, l.departs_on,
                COALESCE((SELECT SUM(e.amount_pence) FROM budget_entry e
                           WHERE e.kind = 'hold' AND e.claim_id = ${heldClaimOf('l')}), o.cost_pence) AS cost_pence
           FROM placement l JOIN offer o ON o.id = l.offer_id
          WHERE l.${placement} = ? AND l.state IN ('booked', 'admitted')
         UNION ALL SELECT o.id, 'offer-open', 3, o.version, o.bed_id, o.arrives_on, o.departs_on, o.cost_pence
           FROM offer o WHERE o.${offer} = ? AND o.state = 'offered'
       ) s
       JOIN bed_unit u ON u.id = s.bed_id
       JOIN project p ON p.id = u.project_id
       JOIN provider v ON v.id = p.provider_id
      ORDER BY s.pressing, s.place_id`,
    [id, id],
  );
  const [first, ...others] = rows.map(toPlace);
  if (first === undefined) return null;
  return {
    ...first,
    others: others.filter(({ held }) => first.held === 'offer-open' && held === 'offer-open'),
  };
};
