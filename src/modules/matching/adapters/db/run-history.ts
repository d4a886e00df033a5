import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select } from '../../../../platform/db/sql.js';
import type {
  CountOwn,
  ListRuns,
  ListSaidInRun,
  ListSaidOf,
  ReadRun,
  RunLine,
} from '../../application/run-history.js';
import { storedOf, suggestionColumns, suggestionPlaces, type SuggestionRow } from './waiting-list-facts.js';

interface RunRow {
  readonly run_id: string;
  readonly started_at: Date;
  readonly finished_at: Date;
  readonly cause: string;
  readonly policy_version: string;
  readonly waiting: number;
  readonly ready: number;
  readonly suggested: number;
  readonly is_proven: number | null;
  readonly place_faults: number | null;
  readonly looks: number;
  readonly looked_at: Date | null;
  readonly is_thinned: number;
}

const runColumns = `CAST(r.id AS CHAR) AS run_id, r.started_at, r.finished_at, r.cause, r.policy_version, r.waiting,
  r.ready, r.suggested, r.is_proven, JSON_LENGTH(r.report, '$.places') AS place_faults, r.looks, r.looked_at,
  r.is_thinned`;

const lineOf = (row: RunRow): RunLine => ({
  runId: row.run_id,
  startedAt: row.started_at,
  finishedAt: row.finished_at,
  cause: row.cause,
  policyVersion: row.policy_version,
  waiting: row.waiting,
  ready: row.ready,
  suggested: row.suggested,
  isProven: row.is_proven === null ? null : row.is_proven === 1,
  placeFaults: row.place_faults ?? 0,
  looks: row.looks,
  lookedAt: row.looked_at,
  isThinned: row.is_thinned === 1,
});

/** Runs by their key, the newest first. */
export const listRuns: ListRuns = async (tx, { before, limit }) => {
  const rows = await select<RunRow>(
    tx,
    `SELECT ${runColumns} FROM match_run r ${before === null ? '' : 'WHERE r.id < ?'}
      ORDER BY r.id DESC LIMIT ?`,
    before === null ? [limit] : [before, limit],
  );
  return rows.map(lineOf);
};

/** One run by its key. */
export const readRun: ReadRun = async (tx, runId) => {
  const [row] = await select<RunRow>(tx, `SELECT ${runColumns} FROM match_run r WHERE r.id = ?`, [runId]);
  return row === undefined ? null : lineOf(row);
};

/** The referral to which the latest run suggests a bed; empty where there is none. */
export const readSuggestedTo = async (tx: Tx, bedId: string): Promise<string> => {
  const [row] = await select<{ readonly referral_id: string }>(
    tx,
    'SELECT referral_id FROM suggestion WHERE run_id = (SELECT MAX(id) FROM match_run) AND bed_id = ?',
    [bedId],
  );
  return row?.referral_id ?? '';
};

/** Own people are those whose referral is the partnership's today; nobody outside a partnership has any. */
export const countOwn: CountOwn = async (tx, scope, runIds) => {
  if (scope.kind !== 'partnership' || runIds.length === 0) return new Map();
  const rows = await select<{ readonly run_id: string; readonly seen: string; readonly suggested: string }>(
    tx,
    `SELECT CAST(s.run_id AS CHAR) AS run_id, COUNT(*) AS seen, SUM(s.bed_id IS NOT NULL) AS suggested
       FROM suggestion s JOIN referral r ON r.id = s.referral_id AND r.partnership_id = ?
      WHERE s.run_id IN (?) GROUP BY s.run_id`,
    [scope.partnershipId, runIds],
  );
  return new Map(
    rows.map(({ run_id, seen, suggested }) => [run_id, { seen: Number(seen), suggested: Number(suggested) }]),
  );
};

/** As for counting; by the rank they had then. */
export const listSaidInRun: ListSaidInRun = async (tx, scope, { runId, after, limit }) => {
  if (scope.kind !== 'partnership') return [];
  const rows = await select<SuggestionRow & { readonly client_id: string; readonly reference: string }>(
    tx,
    `SELECT ${suggestionColumns}, r.client_id, c.reference
       FROM suggestion s ${suggestionPlaces}
       JOIN referral r ON r.id = s.referral_id AND r.partnership_id = ?
       JOIN client c ON c.id = r.client_id
      WHERE s.run_id = ? AND s.priority_rank > ?
      ORDER BY s.priority_rank LIMIT ?`,
    [scope.partnershipId, runId, after, limit],
  );
  return rows.map((row) => ({
    ...storedOf(row),
    referralId: row.referral_id,
    clientId: row.client_id,
    reference: row.reference,
  }));
};

/** By the key of a person's suggestions, the newest first. Whose they are was asked before. */
export const listSaidOf: ListSaidOf = async (tx, { referralId, before, limit }) => {
  const rows = await select<
    SuggestionRow & { readonly run_id: string; readonly finished_at: Date; readonly policy_version: string }
  >(
    tx,
    `SELECT ${suggestionColumns}, CAST(s.run_id AS CHAR) AS run_id, r.finished_at, r.policy_version
       FROM suggestion s ${suggestionPlaces} JOIN match_run r ON r.id = s.run_id
      WHERE s.referral_id = ? ${before === null ? '' : 'AND s.run_id < ?'}
      ORDER BY s.run_id DESC LIMIT ?`,
    before === null ? [referralId, limit] : [referralId, before, limit],
  );
  return rows.map((row) => ({
    ...storedOf(row),
    runId: row.run_id,
    finishedAt: row.finished_at,
    policyVersion: row.policy_version,
  }));
};
