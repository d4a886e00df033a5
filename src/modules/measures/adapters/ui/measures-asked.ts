import { financialYearOf, type FinancialYear } from '../../../../kernel/financial-year.js';
import { isoDate, type IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import type { PageInput } from '../../../../platform/http/define-page.js';
import { dateFromFields } from '../../../../ui/forms/date-parts.js';
import type { FieldError } from '../../../../ui/forms/form-state.js';
import { longDate, monthAndYear } from '../../../../ui/presenters/dates.js';
import { timeOfDayAndYear } from '../../../../ui/presenters/time-of-day.js';
import type { AsAtRefusal } from '../../application/read-measures.js';
import type { Waits } from '../../domain/measure.js';
import { waitsTexts } from './measure-texts.js';

/** Every kind of waits, in the order in which they are offered. */
export const allWaits = Object.keys(waitsTexts).filter((text): text is Waits => text in waitsTexts);

/** Which numbers an address asks for. */
export interface Asked {
  readonly year: FinancialYear;
  readonly years: readonly FinancialYear[];
  readonly asAtOn: IsoDate | null;
  readonly errors: readonly FieldError[];
}

/** Reads the year, this one where it has none, and the day as at which numbers are asked for. */
export const readAsked = async (
  deps: { readonly readYearsWithData: (tx: Tx, today: IsoDate) => Promise<readonly FinancialYear[]> },
  tx: Tx,
  { query, today }: PageInput,
): Promise<Asked> => {
  const years = await deps.readYearsWithData(tx, today);
  const year = years.find((each) => String(each) === query['year']) ?? financialYearOf(today);
  const typed = dateFromFields(query, 'asAt');
  const errors =
    typed.kind === 'not-a-date'
      ? [
          {
            field: 'asAt',
            text: `${typed.typed} is not a date. Give a day, a month and a year, such as 31 3 2026.`,
          },
        ]
      : [];
  return { year, years, asAtOn: typed.kind === 'date' ? typed.on : null, errors };
};

/** Why numbers as at a day are not told, at the field of the day. */
export const refusedAsAt = (refusal: AsAtRefusal): FieldError => ({
  field: 'asAt',
  text:
    refusal.code === 'as-at-not-over'
      ? `That day is not over for the record. The latest is ${longDate(refusal.latestOn)}.`
      : `What was known on that day was not kept. The earliest is ${longDate(refusal.earliestOn)}.`,
});

/** Of which moment numbers are. */
export const asAtText = (asAtOn: IsoDate | null, now: Date): string =>
  asAtOn === null ? `As at ${timeOfDayAndYear(now)}.` : `As known at the end of ${longDate(asAtOn)}.`;

/** `2026-04` as "April 2026". */
export const monthText = (month: string): string => monthAndYear(isoDate(`${month}-01`));
