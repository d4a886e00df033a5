import type { FinancialYear } from '../../../../kernel/financial-year.js';
import { financialYear } from '../../../../kernel/financial-year.js';
import { select } from '../../../../platform/db/sql.js';
import type { ReadMoneyEntries } from '../../../funding/contract/entries.js';

interface EntryRow {
  readonly kind: 'hold' | 'post' | 'void' | 'release';
  readonly amount_pence: string;
  readonly at: Date;
  readonly route: string;
  readonly financial_year: number;
  readonly what: 'offer' | 'extension' | 'change';
}

/** Entries shown at most; a stay has a dozen. */
const entriesAtMost = 200;

/** Every entry of the offers, extensions and changed days of a referral, in the order in which they were made. */
export const readMoneyEntries: ReadMoneyEntries = async (tx, scope, referralId) => {
  if (scope.kind !== 'partnership') return [];
  const of = [referralId, scope.partnershipId];
  const rows = await select<EntryRow>(
    tx,
    `SELECT e.kind, e.amount_pence, e.at, b.route, b.financial_year, c.what
       FROM (SELECT o.id AS claim_id, 'offer' AS what FROM offer o WHERE o.referral_id = ? AND o.partnership_id = ?
             UNION ALL SELECT x.id, 'extension' FROM offer o
               JOIN placement p ON p.offer_id = o.id JOIN extension x ON x.placement_id = p.id
              WHERE o.referral_id = ? AND o.partnership_id = ?
             UNION ALL SELECT h.id, 'change' FROM offer o
               JOIN placement p ON p.offer_id = o.id JOIN stay_change h ON h.placement_id = p.id
              WHERE o.referral_id = ? AND o.partnership_id = ?) c
       JOIN budget_entry e ON e.claim_id = c.claim_id
       JOIN budget b ON b.id = e.budget_id
      ORDER BY e.id LIMIT ${entriesAtMost}`,
    [...of, ...of, ...of],
  );
  return rows.map((row) => ({
    kind: row.kind,
    amountPence: Number(row.amount_pence),
    at: row.at,
    route: row.route,
    year: yearOf(row),
    what: row.what,
  }));
};

const yearOf = ({ financial_year }: EntryRow): FinancialYear => financialYear(financial_year);
