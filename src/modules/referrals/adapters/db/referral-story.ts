import type { Scope } from '../../../../kernel/actor.js';
import { londonDate, type IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { selectOne } from '../../../../platform/db/sql.js';
import type { ReferralSource } from '../../domain/referral.js';

interface StoryRow {
  readonly source: ReferralSource;
  readonly reason: string;
  readonly closed_reason: string | null;
  readonly assessment_held_on: IsoDate | null;
  readonly assessment_outcome: 'suitable' | 'not_suitable' | null;
  readonly assessment_valid_until: IsoDate | null;
  readonly assessment_lapsed_at: Date | null;
  readonly urgency_set_at: Date;
  readonly urgency_set_by: string | null;
  readonly detox_site: string | null;
  readonly detox_lapsed_at: Date | null;
}

/** What a reader of one referral is told beyond the facts that rules need. Null outside scope. */
export const readReferralStory = async (tx: Tx, scope: Scope, referralId: string) => {
  if (scope.kind !== 'partnership') return null;
  const row = await selectOne<StoryRow>(
    tx,
    `SELECT r.source, r.reason, r.closed_reason, a.held_on AS assessment_held_on, a.outcome AS assessment_outcome,
            a.valid_until AS assessment_valid_until, a.lapsed_at AS assessment_lapsed_at, r.urgency_set_at,
            m.display_name AS urgency_set_by,
            (SELECT d.site FROM detox_booking d WHERE d.referral_id = r.id
              ORDER BY d.lapsed_at IS NOT NULL, d.recorded_at DESC LIMIT 1) AS detox_site,
            (SELECT d.lapsed_at FROM detox_booking d WHERE d.referral_id = r.id
              ORDER BY d.lapsed_at IS NOT NULL, d.recorded_at DESC LIMIT 1) AS detox_lapsed_at
       FROM referral r
       LEFT JOIN member m ON m.id = r.urgency_set_by
       LEFT JOIN assessment a ON a.id = (
         SELECT l.id FROM assessment l WHERE l.referral_id = r.id AND l.kind = 'partnership' ORDER BY l.held_on DESC, l.recorded_at DESC LIMIT 1)
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
    assessmentValidUntil: row.assessment_valid_until,
    assessmentLapsedOn: row.assessment_lapsed_at === null ? null : londonDate(row.assessment_lapsed_at),
    urgencySetOn: londonDate(row.urgency_set_at),
    urgencySetBy: row.urgency_set_by,
    detoxSite: row.detox_site,
    detoxLapsedOn: row.detox_lapsed_at === null ? null : londonDate(row.detox_lapsed_at),
  };
};
