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
  readonly is_on: number | null;
  readonly reason: string | null;
  readonly switched_at: Date | null;
  readonly compared_at: Date | null;
  readonly people: number | null;
  readonly differences: number | null;
}

/** How the matcher stands, in one statement. A rebuild that differed is told for so many hours, until one that did not. */
export const readMatcherFacts =
  (rematchConsumer: string, driftToldHours: number) =>
  async (tx: Tx): Promise<MatcherFacts> => {
    const row = await selectOne<MatcherRow>(
      tx,
      `SELECT r.id AS run_id, GREATEST(r.finished_at, COALESCE(r.looked_at, r.finished_at)) AS finished_at,
              w.waiting_since, s.is_on, s.reason, s.switched_at, c.compared_at, c.people, c.differences
         FROM (SELECT MIN(occurred_at) AS waiting_since FROM outbox WHERE done_at IS NULL AND consumer = ?) w
         LEFT JOIN match_run r ON r.id = (SELECT MAX(id) FROM match_run)
         LEFT JOIN matcher_switch s ON s.version = (SELECT MAX(version) FROM matcher_switch)
         LEFT JOIN match_comparison c ON c.id = (SELECT MAX(id) FROM match_comparison)
               AND c.differences > 0 AND c.compared_at > UTC_TIMESTAMP(6) - INTERVAL ? HOUR`,
      [rematchConsumer, driftToldHours],
    );
    if (row === null) return { run: null, waitingSince: null, switchedOff: null, drift: null };
    const { run_id, finished_at, waiting_since, is_on, reason, switched_at } = row;
    const { compared_at, people, differences } = row;
    return {
      run:
        run_id === null || finished_at === null ? null : { runId: String(run_id), finishedAt: finished_at },
      waitingSince: waiting_since,
      switchedOff:
        is_on !== 0 || reason === null || switched_at === null ? null : { at: switched_at, reason },
      drift:
        compared_at === null || people === null || differences === null
          ? null
          : { comparedAt: compared_at, people, differences },
    };
  };

/** A row of {@link suggestionColumns}. */
export interface SuggestionRow {
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

/** What is selected of a suggestion, from `suggestion s`, to be read by {@link storedOf}. */
export const suggestionColumns = `s.referral_id, s.priority_rank, s.bed_id, u.label AS bed_label,
  p.name AS project_name, s.arrives_on, s.departs_on, s.explanation`;
/** The bed and project of each. */
export const suggestionPlaces = `LEFT JOIN bed_unit u ON u.id = s.bed_id LEFT JOIN project p ON p.id = u.project_id`;

/** A suggestion as it was stored. */
export const storedOf = (row: SuggestionRow): StoredSuggestion => {
  const { bed_id: bedId, bed_label: bedLabel, project_name: projectName } = row;
  const stay = stayOf(row);
  return {
    priorityRank: row.priority_rank,
    place:
      bedId === null || bedLabel === null || projectName === null || stay === null
        ? null
        : { bedId, bedLabel, projectName, stay },
    explanation: storedExplanation(row.explanation),
  };
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
    `SELECT ${suggestionColumns} FROM suggestion s ${suggestionPlaces}
      WHERE s.run_id = ? AND s.referral_id IN (?)`,
    [runId, referralIds],
  );
  return new Map(rows.map((row): [string, StoredSuggestion] => [row.referral_id, storedOf(row)]));
};
