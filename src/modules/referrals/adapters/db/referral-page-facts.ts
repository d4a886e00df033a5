import type { Scope } from '../../../../kernel/actor.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select, selectOne } from '../../../../platform/db/sql.js';
import type { ReferralSource } from '../../domain/referral.js';

interface StoryRow {
  readonly source: ReferralSource;
  readonly reason: string;
  readonly closed_reason: string | null;
  readonly assessment_held_on: IsoDate | null;
  readonly assessment_outcome: 'suitable' | 'not_suitable' | null;
  readonly detox_site: string | null;
}

/** What a reader of one referral is told beyond the facts that rules need. Null outside scope. */
export const readReferralStory = async (tx: Tx, scope: Scope, referralId: string) => {
  if (scope.kind !== 'partnership') return null;
  const row = await selectOne<StoryRow>(
    tx,
    `SELECT r.source, r.reason, r.closed_reason, a.held_on AS assessment_held_on, a.outcome AS assessment_outcome,
            (SELECT d.site FROM detox_booking d WHERE d.referral_id = r.id ORDER BY d.recorded_at DESC LIMIT 1)
              AS detox_site
       FROM referral r
       LEFT JOIN assessment a ON a.id = (
         SELECT l.id FROM assessment l WHERE l.referral_id = r.id ORDER BY l.held_on DESC, l.recorded_at DESC LIMIT 1)
      WHERE r.id = ? AND r.partnership_id = ?`,
    [referralId, scope.partnershipId],
  );
  if (row === null) return null;
  return {
    source: row.source,
    reason: row.reason,
    closedReason: row.closed_reason,
    assessmentHeldOn: row.assessment_held_on,
    assessmentOutcome: row.assessment_outcome,
    detoxSite: row.detox_site,
  };
};

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
