import { financialYear, financialYearOf, type FinancialYear } from '../../../../kernel/financial-year.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { selectOne } from '../../../../platform/db/sql.js';

/** Financial years from the first in which anything was counted to the one of `today`, newest first. */
export const readYearsWithData = async (tx: Tx, today: IsoDate): Promise<readonly FinancialYear[]> => {
  const row = await selectOne<{ approved: IsoDate | null; started: IsoDate | null }>(
    tx,
    `SELECT (SELECT MIN(decided_on) FROM funding_decision WHERE decision = 'approved') AS approved,
            (SELECT MIN(admitted_on) FROM placement) AS started`,
  );
  const current = financialYearOf(today);
  const firsts = [row?.approved, row?.started].flatMap((on) => (on == null ? [] : [financialYearOf(on)]));
  const first = Math.min(current, ...firsts);
  return Array.from({ length: current - first + 1 }, (_, index) => financialYear(current - index));
};
