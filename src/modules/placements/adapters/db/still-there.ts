import type { IsoDate } from '../../../../kernel/iso-date.js';
import { databaseNow } from '../../../../platform/db/database-clock.js';
import { select } from '../../../../platform/db/sql.js';
import type { ReadStillThere } from '../../../capacity/contract/availability.js';

interface StillThereRow {
  readonly id: string;
  readonly bed_id: string;
  readonly departs_on: IsoDate;
}

/** Residents whose planned leaving day has gone by, by the database's clock. On the day itself they may be leaving. */
export const readStillThere: ReadStillThere = async (tx, bedIds) => {
  if (bedIds?.length === 0) return [];
  const { today } = await databaseNow(tx);
  const rows = await select<StillThereRow>(
    tx,
    `SELECT id, bed_id, departs_on FROM placement
      WHERE state = 'admitted' AND departs_on < ? ${bedIds === undefined ? '' : 'AND resident_bed_id IN (?)'}`,
    [today, ...(bedIds === undefined ? [] : [bedIds])],
  );
  return rows.map(({ id, bed_id, departs_on }) => ({ bedId: bed_id, claimId: id, dueToLeaveOn: departs_on }));
};
