import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select, selectOne } from '../../../../platform/db/sql.js';
import type { SuggestedNow } from '../../application/offer-automatically.js';

/**
 * What the newest run suggests for people of partnerships that have ever chosen something of how they are matched, in the order of
 * the list; `atMost` of it behind a rank. What they chose, and whether it holds today, is asked for each.
 */
export const readSuggestedNow = async (
  tx: Tx,
  { afterRank, atMost }: { readonly afterRank: number; readonly atMost: number },
): Promise<readonly SuggestedNow[]> => {
  const rows = await select<
    Omit<SuggestedNow, 'stay'> & { readonly arrivesOn: IsoDate; readonly departsOn: IsoDate }
  >(
    tx,
    `SELECT CAST(s.run_id AS CHAR) AS runId, s.referral_id AS referralId, r.partnership_id AS partnershipId,
            s.priority_rank AS \`rank\`, s.bed_id AS bedId, s.arrives_on AS arrivesOn, s.departs_on AS departsOn
       FROM suggestion s JOIN referral r ON r.id = s.referral_id
      WHERE s.run_id = (SELECT MAX(id) FROM match_run) AND s.bed_id IS NOT NULL AND r.state = 'open'
        AND s.priority_rank > ?
        AND EXISTS (SELECT 1 FROM matching_policy_change c WHERE c.in_force_for = r.partnership_id)
        AND JSON_UNQUOTE(JSON_EXTRACT(s.explanation, '$.state')) = 'suggested'
      ORDER BY s.priority_rank LIMIT ?`,
    [afterRank, atMost],
  );
  return rows.map(({ arrivesOn, departsOn, ...suggested }) => ({
    ...suggested,
    stay: { arrivesOn, departsOn },
  }));
};

/** The newest run of the matcher; null before the first. */
export const readNewestRunId = async (tx: Tx): Promise<string | null> =>
  (await selectOne<{ readonly id: string | null }>(tx, 'SELECT CAST(MAX(id) AS CHAR) AS id FROM match_run'))
    ?.id ?? null;

/** Whether an offer of a bed of the same project to the person was taken back, by whoever. */
export const readTakenBack = async (
  tx: Tx,
  { referralId, bedId }: Pick<SuggestedNow, 'referralId' | 'bedId'>,
): Promise<boolean> =>
  (await selectOne(
    tx,
    `SELECT 1 AS yes FROM offer o JOIN bed_unit u ON u.project_id = o.project_id
      WHERE o.referral_id = ? AND u.id = ? AND o.state = 'withdrawn' LIMIT 1`,
    [referralId, bedId],
  )) !== null;
