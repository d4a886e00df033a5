import { financialYear, financialYearOf, type FinancialYear } from '../../../../kernel/financial-year.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { selectOne } from '../../../../platform/db/sql.js';

/** The first day of which anything that is counted was recorded here: an approval or an arrival; null when nothing was. */
export const readRecordsBegin = async (tx: Tx): Promise<IsoDate | null> => {
  const row = await selectOne<{ begin: IsoDate | null }>(
    tx,
    `SELECT MIN(first_on) AS begin FROM (
       SELECT MIN(decided_on) AS first_on FROM funding_decision WHERE decision = 'approved'
       UNION ALL SELECT MIN(admitted_on) FROM placement) AS firsts`,
  );
  return row?.begin ?? null;
};

/** Financial years from the first in which anything was counted to the one of `today`, newest first. */
export const readYearsWithData = async (tx: Tx, today: IsoDate): Promise<readonly FinancialYear[]> => {
  const begin = await readRecordsBegin(tx);
  const current = financialYearOf(today);
  const first = begin === null ? current : Math.min(current, financialYearOf(begin));
  return Array.from({ length: current - first + 1 }, (_, index) => financialYear(current - index));
};
