/** Proofs for the compiler alone, never run: each marked line must be refused, or the build fails. */
import { financialYearLabel } from '../../src/kernel/financial-year.js';
import { addNights, isoDate, parseIsoDate, type IsoDate } from '../../src/kernel/iso-date.js';
import { addPence, pence, type Pence } from '../../src/kernel/money.js';
import { done, refuse, type Outcome } from '../../src/kernel/outcome.js';
import { stay } from '../../src/kernel/stay.js';
import { workingCalendar } from '../../src/kernel/working-time.js';

type Answer = Outcome<number, { readonly code: 'bed-already-taken'; readonly night: IsoDate }>;

declare function takes<T>(value: T): void;
declare const text: string;
declare const instant: Date;
declare const answer: Answer;

// @ts-expect-error a plain string is not a date
takes<IsoDate>(text);
// @ts-expect-error not even one that looks like a date
addNights('2026-04-01', 1);
// @ts-expect-error an instant is not a date
addNights(instant, 1);
// @ts-expect-error a date that may be missing must be looked at first
addNights(parseIsoDate(text), 1);
// @ts-expect-error a stay is made of dates
stay('2026-04-01', '2026-04-02');

// @ts-expect-error a plain number is not an amount of money
takes<Pence>(100);
// @ts-expect-error nor may one be added to it
addPence(pence(1), 1);
// @ts-expect-error a calendar year is not a financial year
financialYearLabel(2026);

// @ts-expect-error Northern Ireland keeps another list of holidays
workingCalendar('northern-ireland', []);

takes<Answer>(done(1));
takes<Answer>(refuse({ code: 'bed-already-taken', night: isoDate('2026-04-01') }));
// @ts-expect-error the refusal lacks its fact
takes<Answer>(refuse({ code: 'bed-already-taken' }));
// @ts-expect-error no such refusal
takes<Answer>(refuse({ code: 'bed-on-fire', night: isoDate('2026-04-01') }));
// @ts-expect-error a value is there only when the answer is yes
takes(answer.value);
