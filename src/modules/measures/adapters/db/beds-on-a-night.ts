import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select } from '../../../../platform/db/sql.js';
import { day, spells, standing } from './measure-statements.js';

/** Rehab beds of a project on a night. */
export interface BedsOnANight {
  readonly projectId: string;
  readonly name: string;
  /** Those that were open. */
  readonly beds: number;
  /** Publicly funded stays under way in them. */
  readonly inUse: number;
  /** Whether the project counted as residential rehabilitation. */
  readonly counts: boolean;
}

/** Every project by name, with its rehab beds on a night as far as was recorded by a time; null for now. One statement. */
export const readBedsOnANight = async (
  tx: Tx,
  { on, knownAt }: { readonly on: IsoDate; readonly knownAt: Date | null },
): Promise<readonly BedsOnANight[]> => {
  const then = { asAt: knownAt };
  const night = day(on);
  const isThen = (from: string, to: string): string =>
    `${from} <= ${night} AND (${to} IS NULL OR ${to} > ${night})`;
  const rows = await select<{
    readonly id: string;
    readonly name: string;
    readonly beds: string | null;
    readonly counting: string | null;
    readonly in_use: string | null;
  }>(
    tx,
    `SELECT j.id, j.name, open.beds, open.counting, used.in_use FROM project j
       LEFT JOIN (SELECT f.project_id, COUNT(*) AS beds,
                         SUM(EXISTS (SELECT 1 FROM ${spells('f.counts', 's')} WHERE ${isThen('s.from_on', 's.to_on')})) AS counting
                    FROM counted_bed f
                   WHERE ${standing('f', then)} AND f.bed_type = 'rehab' AND ${isThen('f.opens_on', 'f.closes_on')}
                   GROUP BY f.project_id) AS open ON open.project_id = j.id
       LEFT JOIN (SELECT f.project_id, COUNT(*) AS in_use FROM counted_stay f
                   WHERE ${standing('f', then)} AND f.bed_type = 'rehab' AND ${isThen('f.admitted_on', 'f.left_on')}
                   GROUP BY f.project_id) AS used ON used.project_id = j.id
      ORDER BY j.name`,
  );
  return rows.map(({ id, name, beds, counting, in_use }) => ({
    ...{ projectId: id, name, beds: Number(beds ?? 0), inUse: Number(in_use ?? 0) },
    counts: Number(counting ?? 0) > 0,
  }));
};
