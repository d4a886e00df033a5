import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select } from '../../../../platform/db/sql.js';
import type { LaterPlaceFacts } from '../../application/later-weeks.js';

interface PlaceRow {
  readonly referral_id: string;
  readonly priority_rank: number;
  readonly beds_that_fit: number;
  readonly project_id: string | null;
  readonly project_name: string | null;
  readonly arrives_on: IsoDate | null;
  readonly departs_on: IsoDate | null;
}

const placeOf = (row: PlaceRow): LaterPlaceFacts['place'] => {
  const { project_id: projectId, project_name: projectName } = row;
  const { arrives_on: arrivesOn, departs_on: departsOn } = row;
  return projectId === null || projectName === null || arrivesOn === null || departsOn === null
    ? null
    : { projectId, projectName, arrivesOn, departsOn };
};

/** What one plan has for each of these referrals; those it was not for are absent. */
export const readLaterPlaces = async (
  tx: Tx,
  planId: string,
  referralIds: readonly string[],
): Promise<ReadonlyMap<string, LaterPlaceFacts>> => {
  if (referralIds.length === 0) return new Map();
  const rows = await select<PlaceRow>(
    tx,
    `SELECT l.referral_id, l.priority_rank, l.beds_that_fit, l.project_id, p.name AS project_name, l.arrives_on,
            l.departs_on
       FROM later_plan_place l
       LEFT JOIN project p ON p.id = l.project_id
      WHERE l.plan_id = ? AND l.referral_id IN (?)`,
    [planId, referralIds],
  );
  return new Map(
    rows.map((row) => [
      row.referral_id,
      { priorityRank: row.priority_rank, bedsThatFit: row.beds_that_fit, place: placeOf(row) },
    ]),
  );
};
