import type { IsoDate } from '../../../../kernel/iso-date.js';
import { selectOne } from '../../../../platform/db/sql.js';
import type { PlacementRepository } from '../../application/ports.js';

/** By the changes of one placement; a booking changes its project whole, so that only later moves begin another one. */
export const readProjectSince: PlacementRepository['readProjectSince'] = async (
  tx,
  { placementId, stay },
) => {
  const row = await selectOne<{ since: IsoDate | null }>(
    tx,
    `SELECT MAX(c.changes_on) AS since
       FROM stay_change c
       JOIN bed_unit b ON b.id = c.bed_id_before
       JOIN bed_unit a ON a.id = c.bed_id_after
      WHERE c.placement_id = ? AND a.project_id <> b.project_id AND c.changes_on > c.arrives_on_before`,
    [placementId],
  );
  return row?.since ?? stay.arrivesOn;
};
