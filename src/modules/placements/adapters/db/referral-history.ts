import type { Scope } from '../../../../kernel/actor.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select } from '../../../../platform/db/sql.js';

/** Steps shown at most; a referral has a dozen. */
const stepsAtMost = 100;

interface StepRow {
  readonly at: Date;
  readonly action: string;
  readonly by_name: string | null;
}

/** What happened to a referral, its funding, offers and placements, by the audit record, newest first. */
export const readReferralHistory = async (
  tx: Tx,
  scope: Scope,
  referralId: string,
): Promise<readonly { readonly at: Date; readonly action: string; readonly by: string | null }[]> => {
  if (scope.kind !== 'partnership') return [];
  const rows = await select<StepRow>(
    tx,
    `SELECT s.at, s.action, m.display_name AS by_name
       FROM (
         SELECT a.id, a.at, a.action, a.actor_id
           FROM referral r JOIN audit a ON a.subject_kind = 'referral' AND a.subject_id = r.id
          WHERE r.id = ? AND r.partnership_id = ?
         UNION ALL SELECT a.id, a.at, a.action, a.actor_id
           FROM funding_decision f JOIN audit a ON a.subject_kind = 'funding_decision' AND a.subject_id = f.id
          WHERE f.referral_id = ? AND f.partnership_id = ?
         UNION ALL SELECT a.id, a.at, a.action, a.actor_id
           FROM offer o JOIN audit a ON a.subject_kind = 'offer' AND a.subject_id = o.id
          WHERE o.referral_id = ? AND o.partnership_id = ?
         UNION ALL SELECT a.id, a.at, a.action, a.actor_id
           FROM offer o
           JOIN placement p ON p.offer_id = o.id
           JOIN audit a ON a.subject_kind = 'placement' AND a.subject_id = p.id AND a.version > 1
          WHERE o.referral_id = ? AND o.partnership_id = ?
       ) s
       LEFT JOIN member m ON m.id = s.actor_id
      ORDER BY s.at DESC, s.id DESC LIMIT ${stepsAtMost}`,
    Array.from({ length: 4 }, () => [referralId, scope.partnershipId]).flat(),
  );
  return rows.map(({ at, action, by_name }) => ({ at, action, by: by_name }));
};
