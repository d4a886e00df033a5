import { z } from 'zod';

import type { Tx } from '../../../../kernel/unit-of-work.js';
import { selectOne } from '../../../../platform/db/sql.js';
import type { KeptRun } from '../../application/read-suggestion.js';

interface RunRow {
  readonly id: number;
  readonly finished_at: Date;
  readonly looked_at: Date | null;
  readonly policy_version: string;
  readonly latest: number;
  readonly report: unknown;
}

const reportShape = z.object({
  places: z.array(
    z.discriminatedUnion('kind', [
      z.object({
        kind: z.enum(['bed-takes-nobody', 'bed-without-facts']),
        bedId: z.string(),
        bedLabel: z.string(),
        projectId: z.string().exactOptional(),
        projectName: z.string(),
      }),
      z.object({
        kind: z.literal('rules-exclude-everybody'),
        projectId: z.string(),
        projectName: z.string(),
        attribute: z.string(),
      }),
    ]),
  ),
  roomsDecided: z.number(),
});

const reportOf = (stored: unknown): Pick<KeptRun, 'placeFaults' | 'roomsDecided'> => {
  const read = reportShape.safeParse(typeof stored === 'string' ? JSON.parse(stored) : stored);
  return read.success
    ? { placeFaults: read.data.places, roomsDecided: read.data.roomsDecided }
    : { placeFaults: [], roomsDecided: 0 };
};

/** One run by its number, the latest where none is named; null where it is not kept. */
export const readKeptRun = async (tx: Tx, runId: string | null): Promise<KeptRun | null> => {
  const row = await selectOne<RunRow>(
    tx,
    `SELECT r.id, r.finished_at, r.looked_at, r.policy_version, m.latest, r.report
       FROM (SELECT MAX(id) AS latest FROM match_run) m
       JOIN match_run r ON r.id = COALESCE(?, m.latest)`,
    [runId],
  );
  return row === null
    ? null
    : {
        runId: String(row.id),
        finishedAt: row.finished_at,
        lookedAt: row.looked_at,
        policyVersion: row.policy_version,
        isLatest: String(row.id) === String(row.latest),
        ...reportOf(row.report),
      };
};
