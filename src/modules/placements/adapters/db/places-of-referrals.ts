import type { Scope } from '../../../../kernel/actor.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select } from '../../../../platform/db/sql.js';

/** Of these referrals, those that have an offer open, a bed booked, or a place they live in. */
export const readSpokenForReferrals = async (
  tx: Tx,
  referralIds: readonly string[],
): Promise<ReadonlySet<string>> => {
  if (referralIds.length === 0) return new Set();
  const rows = await select<{ referral_id: string }>(
    tx,
    `SELECT referral_id FROM offer WHERE state = 'offered' AND referral_id IN (?)
      UNION SELECT referral_id FROM placement WHERE state IN ('booked', 'admitted') AND referral_id IN (?)`,
    [referralIds, referralIds],
  );
  return new Set(rows.map(({ referral_id }) => referral_id));
};

/**
 * Where offers to these referrals came to nothing: a declined one closes the whole project to the referral, whoever
 * said no; one that ran out closes the bed only, since nobody said anything.
 */
export const readRefusedPlaces = async (tx: Tx, referralIds: readonly string[]) => {
  const places = new Map<string, { projectIds: Set<string>; bedIds: Set<string> }>();
  if (referralIds.length === 0) return places;
  const rows = await select<{ referral_id: string; project_id: string; bed_id: string; state: string }>(
    tx,
    `SELECT referral_id, project_id, bed_id, state FROM offer
      WHERE referral_id IN (?) AND state IN ('declined', 'expired')`,
    [referralIds],
  );
  for (const { referral_id, project_id, bed_id, state } of rows) {
    const known = places.get(referral_id) ?? { projectIds: new Set<string>(), bedIds: new Set<string>() };
    if (state === 'declined') known.projectIds.add(project_id);
    else known.bedIds.add(bed_id);
    places.set(referral_id, known);
  }
  return places;
};

interface OpenPlaceRow {
  readonly referral_id: string;
  readonly offer_id: string;
  readonly state: 'offered' | 'booked';
  readonly bed_label: string;
  readonly project_name: string;
  readonly arrives_on: IsoDate;
  readonly expires_at: Date;
}

/** Offers that wait for an answer and beds booked, of these referrals in a partnership's scope, by referral. */
export const readOpenPlaces = async (tx: Tx, scope: Scope, referralIds: readonly string[]) => {
  if (referralIds.length === 0 || scope.kind !== 'partnership') return new Map<string, never>();
  const rows = await select<OpenPlaceRow>(
    tx,
    `SELECT o.referral_id, o.id AS offer_id, IF(l.id IS NULL, 'offered', 'booked') AS state, u.label AS bed_label,
            p.name AS project_name, COALESCE(l.arrives_on, o.arrives_on) AS arrives_on, o.expires_at
       FROM offer o
       LEFT JOIN placement l ON l.offer_id = o.id AND l.state IN ('booked', 'admitted')
       JOIN bed_unit u ON u.id = o.bed_id
       JOIN project p ON p.id = o.project_id
      WHERE o.referral_id IN (?) AND o.partnership_id = ?
        AND (o.state = 'offered' OR (o.state = 'accepted' AND l.id IS NOT NULL))`,
    [referralIds, scope.partnershipId],
  );
  return new Map(
    rows.map((row) => [
      row.referral_id,
      {
        offerId: row.offer_id,
        state: row.state,
        bedLabel: row.bed_label,
        projectName: row.project_name,
        arrivesOn: row.arrives_on,
        expiresAt: row.expires_at,
      },
    ]),
  );
};
