import { z } from 'zod';

import { select } from '../../../../platform/db/sql.js';
import type { ReadStayStepsSince } from '../../application/stay-changed-since.js';

/** Steps told at most; more than anybody takes on one stay while a form is open. */
const stepsAtMost = 50;

const stoodAs = z.object({ state: z.string(), arrivesOn: z.string(), departsOn: z.string() });

/** By the record, which is numbered by the versions that steps moved the placement to. */
export const readStayStepsSince: ReadStayStepsSince = async (tx, placementId, version) => {
  const rows = await select<{ action: string; by_name: string | null; before_json: unknown }>(
    tx,
    `SELECT a.action, m.display_name AS by_name, a.before_json
       FROM audit a LEFT JOIN member m ON m.id = a.actor_id
      WHERE a.subject_kind = 'placement' AND a.subject_id = ? AND a.version > ?
      ORDER BY a.version LIMIT ${stepsAtMost}`,
    [placementId, version],
  );
  return rows.map(({ action, by_name: by, before_json: stored }) => {
    // MariaDB gives JSON as text, MySQL as what it says.
    const before = stoodAs.safeParse(typeof stored === 'string' ? JSON.parse(stored) : stored);
    return { action, by, before: before.success ? before.data : null };
  });
};
