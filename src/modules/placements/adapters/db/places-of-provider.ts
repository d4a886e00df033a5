import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select } from '../../../../platform/db/sql.js';
import type { BedPlace } from '../../domain/bed-move.js';

/** Where each project of a provider is. */
export const readPlacesOf = (tx: Tx, providerId: string): Promise<readonly BedPlace[]> =>
  select<BedPlace>(
    tx,
    `SELECT id AS projectId, locality AS town, health_board AS healthBoard FROM project WHERE provider_id = ?`,
    [providerId],
  );
