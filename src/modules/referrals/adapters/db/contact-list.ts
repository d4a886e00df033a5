import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select } from '../../../../platform/db/sql.js';
import type { ContactTold } from '../../application/waiting-ports.js';

/** Contacts told on a page at most. */
const contactsAtMost = 20;

/** The latest contacts of a referral that the caller has just read in scope, the latest first. */
export const readContacts = (tx: Tx, referralId: string): Promise<readonly ContactTold[]> =>
  select<ContactTold>(
    tx,
    `SELECT c.contacted_on AS contactedOn, c.channel, c.outcome, c.note, m.display_name AS recordedBy
       FROM referral_contact c LEFT JOIN member m ON m.id = c.recorded_by
      WHERE c.referral_id = ? ORDER BY c.contacted_on DESC, c.recorded_at DESC, c.id DESC LIMIT ${contactsAtMost}`,
    [referralId],
  );
