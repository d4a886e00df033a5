import { parseIsoDate, type IsoDate } from '../../../../kernel/iso-date.js';
import type { Stay } from '../../../../kernel/stay.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select, selectOne } from '../../../../platform/db/sql.js';
import type { MatcherFacts, StoredSuggestion } from '../../application/waiting-list.js';
import { storedExplanation } from './stored-explanation.js';

interface MatcherRow {
  readonly run_id: number | null;
  readonly finished_at: Date | null;
  readonly waiting_since: Date | null;
}

/** The latest run of the matcher, and since when the oldest change waits for its answer. */
export const readMatcherFacts =
  (rematchConsumer: string) =>
  async (tx: Tx): Promise<MatcherFacts> => {
    const row = await selectOne<MatcherRow>(
      tx,
      `SELECT r.id AS run_id, GREATEST(r.finished_at, COALESCE(r.looked_at, r.finished_at)) AS finished_at, w.waiting_since
         FROM (SELECT MIN(occurred_at) AS waiting_since FROM outbox WHERE done_at IS NULL AND consumer = ?) w
         LEFT JOIN match_run r ON r.id = (SELECT MAX(id) FROM match_run)`,
      [rematchConsumer],
    );
    return {
      run:
        row?.run_id == null || row.finished_at === null
          ? null
          : { runId: String(row.run_id), finishedAt: row.finished_at },
      waitingSince: row?.waiting_since ?? null,
    };
  };

interface SuggestionRow {
  readonly referral_id: string;
  readonly priority_rank: number;
  readonly bed_id: string | null;
  readonly bed_label: string | null;
  readonly project_name: string | null;
  readonly arrives_on: IsoDate | null;
  readonly departs_on: IsoDate | null;
  readonly explanation: unknown;
}

const stayOf = ({ arrives_on, departs_on }: SuggestionRow): Stay | null => {
  const arrivesOn = parseIsoDate(arrives_on ?? '');
  const departsOn = parseIsoDate(departs_on ?? '');
  return arrivesOn === null || departsOn === null ? null : { arrivesOn, departsOn };
};

/** What one run said of each of these referrals; those it did not see are absent. */
export const readSuggestions = async (
  tx: Tx,
  runId: string,
  referralIds: readonly string[],
): Promise<ReadonlyMap<string, StoredSuggestion>> => {
  if (referralIds.length === 0) return new Map();
  const rows = await select<SuggestionRow>(
    tx,
    `SELECT s.referral_id, s.priority_rank, s.bed_id, u.label AS bed_label, p.name AS project_name, s.arrives_on,
            s.departs_on, s.explanation
       FROM suggestion s
       LEFT JOIN bed_unit u ON u.id = s.bed_id
       LEFT JOIN project p ON p.id = u.project_id
      WHERE s.run_id = ? AND s.referral_id IN (?)`,
    [runId, referralIds],
  );
  return new Map(
    rows.map((row): [string, StoredSuggestion] => {
      const { bed_id: bedId, bed_label: bedLabel, project_name: projectName } = row;
      const stay = stayOf(row);
      return [
        row.referral_id,
        {
          priorityRank: row.priority_rank,
          place:
            bedId === null || bedLabel === null || projectName === null || stay === null
              ? null
              : { bedId, bedLabel, projectName, stay },
          explanation: storedExplanation(row.explanation),
        },
      ];
    }),
  );
};
