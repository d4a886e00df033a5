import { isoDate } from '../src/kernel/iso-date.js';
import type { ExtraHoliday, Nation, WorkingHoursPolicy } from '../src/kernel/working-time.js';

/** A bank holiday proclaimed for one year, with where it is written down. */
interface ProclaimedHoliday extends ExtraHoliday {
  readonly source: string;
}

/**
 * Bank holidays that follow from no yearly rule and that the holiday library does
 * not know. Look each spring at https://www.gov.uk/bank-holidays and add what is new.
 * Councils and health boards may keep local holidays besides; they are not counted here.
 */
export const proclaimedHolidays: Readonly<Record<Nation, readonly ProclaimedHoliday[]>> = {
  scotland: [
    {
      on: isoDate('2026-06-15'),
      name: 'World Cup bank holiday',
      source:
        'Royal Proclamation under the Banking and Financial Dealings Act 1971, announced by the Scottish Government in February 2026',
    },
  ],
  'england-and-wales': [],
};

/**
 * The hours in which an offer's answer time runs, by the clock in the United Kingdom.
 * Source: a choice of this service; no rule sets it.
 */
export const workingHours: WorkingHoursPolicy = { opens: '09:00', closes: '17:00' };
