import type { FinancialYear } from '../../../../kernel/financial-year.js';
import { financialYear } from '../../../../kernel/financial-year.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import { select } from '../../../../platform/db/sql.js';
import type { ReadMoneyEntries, ReadWhoPays } from '../../../funding/contract/entries.js';

interface EntryRow {
  readonly kind: 'hold' | 'post' | 'void' | 'release';
  readonly amount_pence: string;
  readonly at: Date;
  readonly route: string;
  readonly financial_year: number;
  readonly what: 'offer' | 'extension' | 'change' | 'takeover';
}

/** Entries shown at most; a stay has a dozen. */
const entriesAtMost = 200;

/** The claims of a referral: each holds money of its own. */
const claims = `(SELECT o.id AS claim_id, 'offer' AS what, o.arrives_on AS from_on FROM offer o WHERE o.referral_id = ? AND o.partnership_id = ?
   UNION ALL SELECT x.id, 'extension', x.departs_on_before FROM offer o
     JOIN placement p ON p.offer_id = o.id JOIN extension x ON x.placement_id = p.id
    WHERE o.referral_id = ? AND o.partnership_id = ?
   UNION ALL SELECT h.id, IF(k.id IS NULL, 'change', 'takeover'), h.holds_from_on FROM offer o
     JOIN placement p ON p.offer_id = o.id JOIN stay_change h ON h.placement_id = p.id
     LEFT JOIN funding_takeover k ON k.id = h.id
    WHERE o.referral_id = ? AND o.partnership_id = ?
   UNION ALL SELECT r.id, 'change', r.from_on FROM offer o
     JOIN placement p ON p.offer_id = o.id JOIN stay_repair_part r ON r.placement_id = p.id
    WHERE o.referral_id = ? AND o.partnership_id = ?)`;

/** The values of {@link claims}: once for each kind of claim. */
const claimsOf = (referralId: string, partnershipId: string): readonly string[] =>
  Array.from({ length: 4 }, () => [referralId, partnershipId]).flat();

/** Every entry of the offers, extensions and changed days of a referral, in the order in which they were made. */
export const readMoneyEntries: ReadMoneyEntries = async (tx, scope, referralId) => {
  if (scope.kind !== 'partnership') return [];
  const of = claimsOf(referralId, scope.partnershipId);
  const rows = await select<EntryRow>(
    tx,
    `SELECT e.kind, e.amount_pence, e.at, e.route, e.financial_year, e.what
       FROM (SELECT s.kind, s.amount_pence, s.at, s.id, CAST(b.route AS CHAR) AS route, b.financial_year, c.what
               FROM ${claims} c JOIN budget_entry s ON s.claim_id = c.claim_id JOIN budget b ON b.id = s.budget_id
             UNION ALL
             SELECT u.kind, u.amount_pence, u.at, u.id, CAST(u.payer AS CHAR), u.financial_year, c.what
               FROM ${claims} c JOIN outside_entry u ON u.claim_id = c.claim_id) e
      ORDER BY e.at, e.id LIMIT ${entriesAtMost}`,
    [...of, ...of],
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

/** By the claims of a referral; a claim has a row for each payer. */
export const readWhoPays: ReadWhoPays = async (tx, scope, referralId) => {
  if (scope.kind !== 'partnership') return [];
  const of = claimsOf(referralId, scope.partnershipId);
  const rows = await select<{ from_on: IsoDate; payer: string; amount_pence: string }>(
    tx,
    `SELECT e.from_on, e.payer,
            SUM(CASE e.kind WHEN 'hold' THEN 1 WHEN 'post' THEN 0 ELSE -1 END * CAST(e.amount_pence AS SIGNED)) AS amount_pence
       FROM (SELECT c.claim_id, c.from_on, CAST(b.route AS CHAR) AS payer, s.kind, s.amount_pence
               FROM ${claims} c JOIN budget_entry s ON s.claim_id = c.claim_id JOIN budget b ON b.id = s.budget_id
             UNION ALL
             SELECT c.claim_id, c.from_on, CAST(u.payer AS CHAR), u.kind, u.amount_pence
               FROM ${claims} c JOIN outside_entry u ON u.claim_id = c.claim_id) e
      GROUP BY e.claim_id, e.from_on, e.payer HAVING amount_pence > 0
      ORDER BY e.from_on, e.claim_id, e.payer LIMIT ${entriesAtMost}`,
    [...of, ...of],
  );
  return rows.map(({ from_on: fromOn, payer, amount_pence }) => ({
    ...{ fromOn, payer },
    amountPence: Number(amount_pence),
  }));
};

const yearOf = ({ financial_year }: EntryRow): FinancialYear => financialYear(financial_year);
