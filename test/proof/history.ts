import type { Violation } from './check-invariants.js';
import type { AuditFact, Facts } from './facts.js';

/** What became of one attempt, as its caller saw it. */
export type AttemptOutcome = 'done' | 'refused' | 'unknown';

/** One thing asked of the service, however often it had to be repeated under its key. */
export interface Attempt {
  /** Sent as X-Request-Id, so that the record names the attempt that caused each row. */
  readonly requestId: string;
  readonly operation: string;
  readonly outcome: AttemptOutcome;
  /** Rows of the record that the attempt leaves when it is done. */
  readonly recordRows: number;
  /** What a done attempt was told it had made or moved, and to which version. */
  readonly acknowledged: {
    readonly kind: string;
    readonly id: string;
    readonly version: number;
  } | null;
}

export interface HistoryFaults {
  readonly violations: readonly Violation[];
  /** Things callers were told are done and that are not there. */
  readonly lostAcknowledged: number;
}

/**
 * What an acceptance ends besides: other offers to the person, superseded or, where nobody had let them go yet, out of time. Their
 * own record is held against them.
 */
const endedBesides: ReadonlySet<string> = new Set([
  'placements.offer-superseded',
  'placements.offer-expired',
]);

/**
 * Compares what callers were told with what is recorded: done means present exactly once, refused means no trace,
 * and unknown may be either but not half.
 */
export const checkHistory = (
  attempts: readonly Attempt[],
  facts: Facts,
  isOurs: (requestId: string) => boolean,
): HistoryFaults => {
  const violations: Violation[] = [];
  let lostAcknowledged = 0;
  const recorded = new Map<string, AuditFact[]>();
  for (const row of facts.audit) {
    if (!isOurs(row.requestId) || endedBesides.has(row.action)) continue;
    const ofRequest = recorded.get(row.requestId);
    if (ofRequest === undefined) recorded.set(row.requestId, [row]);
    else ofRequest.push(row);
  }
  const versions = new Map<string, number>(
    [
      ...facts.clients.map((row) => ['client', row] as const),
      ...facts.referrals.map((row) => ['referral', row] as const),
      ...facts.offers.map((row) => ['offer', row] as const),
      ...facts.placements.map((row) => ['placement', row] as const),
      ...facts.periods.map((row) => ['out_of_service', row] as const),
    ].map(([kind, { id, version }]) => [`${kind} ${id}`, version]),
  );
  for (const { requestId, operation, outcome, recordRows, acknowledged } of attempts) {
    const rows = recorded.get(requestId) ?? [];
    recorded.delete(requestId);
    if (outcome === 'refused' && rows.length > 0) {
      violations.push({
        invariant: 'I18',
        text: `${operation} ${requestId} was refused and left ${rows.length} rows.`,
      });
    }
    if (outcome === 'unknown' && rows.length > 0 && rows.length !== recordRows) {
      violations.push({
        invariant: 'I18',
        text: `${operation} ${requestId} was half done: ${rows.length} rows.`,
      });
    }
    if (outcome !== 'done') continue;
    if (rows.length > recordRows) {
      violations.push({
        invariant: 'I18',
        text: `${operation} ${requestId} was done ${rows.length / recordRows} times: ${rows.map(({ action }) => action).join(', ')}.`,
      });
    }
    const isThere =
      acknowledged === null ||
      ((versions.get(`${acknowledged.kind} ${acknowledged.id}`) ?? 0) >= acknowledged.version &&
        rows.some(
          ({ subjectKind, subjectId, version }) =>
            subjectKind === acknowledged.kind &&
            subjectId === acknowledged.id &&
            version === acknowledged.version,
        ));
    if (rows.length < recordRows || !isThere) {
      lostAcknowledged += 1;
      violations.push({
        invariant: 'acknowledged',
        text: `${operation} ${requestId} was acknowledged and is not there (${rows.length} of ${recordRows} rows).`,
      });
    }
  }
  for (const [requestId, rows] of recorded) {
    violations.push({ invariant: 'I18', text: `${requestId} left ${rows.length} rows and was never asked.` });
  }
  return { violations, lostAcknowledged };
};
