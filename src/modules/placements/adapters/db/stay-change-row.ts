import type { Stay } from '../../../../kernel/stay.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { execute } from '../../../../platform/db/sql.js';
import type { StayChange } from '../../application/ports.js';
import type { Placement } from '../../domain/placement.js';

/** Keeps what a change found beside what it left; the placement is as it was before, and its row has moved on by one version. */
export const insertStayChange = async (
  tx: Tx,
  { placementId, version, bedId }: Placement,
  {
    changeId,
    changesOn,
    holds,
    reason,
    madeBy,
  }: Pick<StayChange, 'changeId' | 'changesOn' | 'holds' | 'reason' | 'madeBy'>,
  { bedIdAfter, before, after }: { readonly bedIdAfter: string; readonly before: Stay; readonly after: Stay },
): Promise<void> => {
  await execute(
    tx,
    `INSERT INTO stay_change (id, placement_id, placement_version, changes_on, bed_id_before, bed_id_after,
       arrives_on_before, departs_on_before, arrives_on_after, departs_on_after, holds_from_on, holds_to_on, reason,
       made_by)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      ...[changeId, placementId, version + 1, changesOn, bedId, bedIdAfter],
      ...[before.arrivesOn, before.departsOn, after.arrivesOn, after.departsOn],
      ...[holds?.arrivesOn ?? null, holds?.departsOn ?? null, reason, madeBy],
    ],
  );
};
