import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select } from '../../../../platform/db/sql.js';
import type { WhomToAsk } from '../../application/look-for-person.js';

/** Enough for one to be in. */
const askedAtMost = 3;

/** The coordinators of a partnership, a few, by name. */
export const readWhomToAsk = async (tx: Tx, partnershipId: string): Promise<readonly WhomToAsk[]> => {
  const rows = await select<{ readonly display_name: string; readonly email: string }>(
    tx,
    `SELECT display_name, email FROM member WHERE partnership_id = ? AND role = 'coordinator'
      ORDER BY display_name, id LIMIT ${askedAtMost}`,
    [partnershipId],
  );
  return rows.map(({ display_name, email }) => ({ displayName: display_name, email }));
};
