import { expect } from 'chai';
import fc from 'fast-check';

import { addNights, isoDate } from '../../../../src/kernel/iso-date.js';
import { stay, type Stay } from '../../../../src/kernel/stay.js';
import { evaluate } from '../../../../src/modules/eligibility/domain/evaluate.js';
import { makeNumberStays } from '../../../../src/modules/eligibility/domain/same-answers.js';
import { aReferral, aUnit } from '../../../support/builders.js';
import { seed } from '../../../support/civil-dates.js';
import { anyContent, aRule } from '../rules.js';

const from = isoDate('2026-11-23');
const arrivals = 30;
const stayOn = (day: number, nights: number): Stay =>
  stay(addNights(from, day), addNights(from, day + nights));
const within = (nights: number): Stay => stay(from, addNights(from, arrivals + nights));

const days = fc.integer({ min: 0, max: 150 }).map((day) => addNights(from, day));
/** Birthdays about the days asked, of somebody grown up or not quite, and of children; and the day that is not every year’s. */
const born = (year: number) =>
  fc.oneof(
    days.map((day) => isoDate(`${year}${day.slice(4)}`)),
    fc.constant(isoDate('2008-02-29')),
  );
const worlds = fc.record({
  nights: fc.integer({ min: 1, max: 120 }),
  bornOn: born(2008),
  oldestChildBornOn: fc.option(born(2013)),
  limit: fc.integer({ min: 11, max: 18 }),
  rules: fc.array(fc.tuple(anyContent, days, fc.option(days)), { maxLength: 4 }),
});

describe('stays that are asked once', () => {
  it('are answered alike, whatever the person, the rules and the days', () => {
    fc.assert(
      fc.property(worlds, ({ nights, bornOn, oldestChildBornOn, limit, rules }) => {
        const person = aReferral({ bornOn, oldestChildBornOn, children: oldestChildBornOn === null ? 0 : 1 });
        const unit = aUnit({ maxChildren: 2, oldestChildYears: limit });
        const own = new Map([
          [
            unit.projectId,
            rules.map(([content, validFrom, validTo], index) =>
              aRule({ ...content, ruleId: `rule-${index}`, validFrom, validTo }),
            ),
          ],
        ]);
        const numberOf = makeNumberStays(own)(person, within(nights));
        const answers = new Map<number, unknown>();
        for (let day = 0; day <= arrivals; day += 1) {
          const asked = stayOn(day, nights);
          const answer = evaluate(person, unit, asked, [], own);
          const number = numberOf(asked);
          if (answers.has(number)) expect(answer, asked.arrivesOn).to.deep.equal(answers.get(number));
          answers.set(number, answer);
        }
      }),
      { seed, numRuns: 400 },
    );
  });

  it('are told apart on a birthday, on the last night too, and where a rule begins or ends', () => {
    const numbersOf = (given: Parameters<typeof aReferral>[0], nights: number, rules = new Map()) => {
      const numberOf = makeNumberStays(rules)(aReferral(given), within(nights));
      return [...Array(arrivals + 1).keys()].map((day) => numberOf(stayOn(day, nights)));
    };
    const turnsOf = (numbers: readonly number[]): readonly number[] =>
      numbers.flatMap((number, day) => (day > 0 && number !== numbers[day - 1] ? [day] : []));
    expect(turnsOf(numbersOf({ bornOn: isoDate('1985-06-15') }, 84)), 'asked once').to.deep.equal([]);
    expect(turnsOf(numbersOf({ bornOn: isoDate('1985-12-03') }, 1))).to.deep.equal([10]);
    // Ten nights from the 15th day on are the first whose last night is that of 17 December.
    expect(turnsOf(numbersOf({ bornOn: isoDate('1985-12-17') }, 10))).to.deep.equal([15, 24]);
    const rules = new Map([['p', [aRule({ validFrom: addNights(from, 5), validTo: addNights(from, 8) })]]]);
    expect(turnsOf(numbersOf({ bornOn: isoDate('1985-06-15') }, 84, rules))).to.deep.equal([5, 8]);
  });
});
