import type { Stay } from '../../../../kernel/stay.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { selectOne } from '../../../../platform/db/sql.js';
import type { UrgencyBand } from '../../../referrals/contract/facts.js';
import type { OverrideFacts } from '../../domain/override.js';
import { isSwitchedOff } from './match-run-repository.js';
import { readSuggestions } from './waiting-list-facts.js';

interface AskedOffer {
  readonly referralId: string;
  readonly bedId: string;
  readonly stay: Stay;
}

/** Somebody else, still waiting, to whom the run suggests the bed for some of these nights; the first on the list of them. */
const readSuggestedTo = (
  tx: Tx,
  runId: string,
  { referralId, bedId, stay }: AskedOffer,
): Promise<OverrideFacts['suggestedTo']> =>
  selectOne<{ readonly referralId: string; readonly band: UrgencyBand }>(
    tx,
    `SELECT s.referral_id AS referralId, r.urgency_band AS band
       FROM suggestion s JOIN referral r ON r.id = s.referral_id AND r.state = 'open'
      WHERE s.run_id = ? AND s.bed_id = ? AND s.referral_id <> ? AND JSON_VALUE(s.explanation, '$.state') = 'suggested'
        AND s.arrives_on < ? AND s.departs_on > ?
      ORDER BY s.priority_rank LIMIT 1`,
    [runId, bedId, referralId, stay.departsOn, stay.arrivesOn],
  );

/** What the newest run says of a bed and of somebody who may be offered it. Four small statements. */
export const readOverrideFacts = async (
  tx: Tx,
  asked: AskedOffer,
): Promise<Pick<OverrideFacts, 'hasRun' | 'isSwitchedOff' | 'said' | 'suggestedTo'>> => {
  const run = await selectOne<{ readonly id: string | null }>(
    tx,
    'SELECT CAST(MAX(id) AS CHAR) AS id FROM match_run',
  );
  const runId = run?.id ?? null;
  if (runId === null) return { hasRun: false, isSwitchedOff: false, said: null, suggestedTo: null };
  const { referralId } = asked;
  const said = (await readSuggestions(tx, runId, [referralId])).get(referralId);
  return {
    hasRun: true,
    isSwitchedOff: await isSwitchedOff(tx),
    said:
      said === undefined
        ? null
        : { suggestedBedId: said.place?.bedId ?? null, options: said.explanation?.options ?? [] },
    suggestedTo: await readSuggestedTo(tx, runId, asked),
  };
};
