/**
 * Run by the time zone spec in a process of its own, with TZ set to the zone named
 * by the argument: checks the rules about dates there, and prints how many answers
 * they gave and a hash of all of them. Fails loudly when a rule does not hold.
 */
import { ok, strictEqual } from 'node:assert/strict';
import { createHash } from 'node:crypto';

import fc from 'fast-check';

import { proclaimedHolidays, workingHours } from '../../config/working-days.js';
import { financialYearOf, monthsOf, splitByFinancialYear } from '../../src/kernel/financial-year.js';
import {
  addNights,
  ageOn,
  dateRange,
  dayOfWeek,
  isoDate,
  londonDate,
  londonMidnight,
  nightsBetween,
  parseIsoDate,
} from '../../src/kernel/iso-date.js';
import { nightCount, nightsOf } from '../../src/kernel/stay.js';
import { addWorkingDays, addWorkingHours, workingCalendar } from '../../src/kernel/working-time.js';
import {
  anyDate,
  anyInstant,
  anyServiceDate,
  anyStay,
  awkwardDates,
  dayNumber,
  seed,
  shownInLondon,
} from '../support/civil-dates.js';

const [, , zone] = process.argv;
strictEqual(Intl.DateTimeFormat().resolvedOptions().timeZone, zone, 'the process runs in the zone');

const calendars = [
  workingCalendar('scotland', proclaimedHolidays.scotland),
  workingCalendar('england-and-wales', proclaimedHolidays['england-and-wales']),
];
const answers: string[] = [];
const note = (...facts: readonly unknown[]) => answers.push(JSON.stringify(facts));

const numRuns = 150;

fc.assert(
  fc.property(anyDate, anyDate, (a, b) => {
    const nights = dayNumber(b) - dayNumber(a);
    strictEqual(nightsBetween(a, b), nights);
    strictEqual(addNights(a, nights), b);
    strictEqual(parseIsoDate(a), a);
    const [born, on] = a < b ? [a, b] : [b, a];
    const years = Number(on.slice(0, 4)) - Number(born.slice(0, 4));
    strictEqual(ageOn(born, on), on.slice(5) < born.slice(5) ? years - 1 : years);
    note(a, b, nights, dayOfWeek(a), ageOn(born, on));
  }),
  { seed, numRuns },
);

fc.assert(
  fc.property(anyInstant, (instant) => {
    strictEqual(londonDate(instant), shownInLondon(instant).date);
    note(instant, londonDate(instant));
  }),
  { seed, numRuns },
);

for (const date of awkwardDates) {
  const midnight = londonMidnight(date);
  strictEqual(londonDate(midnight), date);
  strictEqual(shownInLondon(midnight).time, '00:00');
  note(date, midnight);
}

fc.assert(
  fc.property(anyStay, (any) => {
    const parts = splitByFinancialYear(any);
    const allNights = nightsOf(any);
    strictEqual(allNights.length, dayNumber(any.departsOn) - dayNumber(any.arrivesOn));
    strictEqual(
      parts.reduce((sum, part) => sum + part.nights, 0),
      nightCount(any),
    );
    for (const { year, nights } of parts) {
      const from = `${year}-04-01`;
      const to = `${year + 1}-04-01`;
      strictEqual(allNights.filter((night) => from <= night && night < to).length, nights);
    }
    note(any, parts);
  }),
  { seed, numRuns: 40 },
);

strictEqual(financialYearOf(isoDate('2026-03-31')), 2025);
strictEqual(financialYearOf(isoDate('2026-04-01')), 2026);
note(monthsOf(financialYearOf(isoDate('2028-02-29'))));

for (const calendar of calendars) {
  for (const date of dateRange(isoDate('2025-01-01'), isoDate('2029-01-01'))) {
    const holiday = calendar.holidayOn(date);
    if (holiday !== null) note(calendar.nation, date, holiday);
  }
}

const anyAsk = fc.tuple(
  fc.constantFrom(...calendars),
  anyServiceDate,
  fc.integer({ min: 0, max: 1439 }),
  fc.integer({ min: 1, max: 96 }),
);
fc.assert(
  fc.property(anyAsk, ([calendar, date, minute, quarters]) => {
    const asked = new Date(londonMidnight(date).getTime() + minute * 60_000);
    const due = addWorkingHours(calendar, asked, quarters / 4, workingHours);
    const { date: dueOn, time } = shownInLondon(due);
    ok(time >= '09:00' && time <= '17:00', `due at ${time}`);
    strictEqual(londonDate(due), dueOn);
    note(calendar.nation, asked, quarters, due, addWorkingDays(calendar, date, quarters));
  }),
  { seed, numRuns },
);

const hash = createHash('sha256').update(answers.join('\n')).digest('hex');
process.stdout.write(`${answers.length} answers ${hash}\n`);
