import { isoDate, parseIsoDate, type IsoDate } from '../../../kernel/iso-date.js';
import type { Stay } from '../../../kernel/stay.js';
import type { RulesByProject } from './admission-rule.js';
import type { FactsForRules } from './person-for-rules.js';

type Ages = Pick<FactsForRules, 'bornOn' | 'oldestChildBornOn'>;

const yearOf = (day: IsoDate): number => Number(day.slice(0, 4));

const leapDay = '-02-29';

/** The day of a year; of 29 February, 1 March where that day is not. */
const dayIn = (year: number, monthAndDay: string): IsoDate =>
  (monthAndDay === leapDay ? parseIsoDate(`${year}${leapDay}`) : null) ??
  isoDate(`${year}${monthAndDay === leapDay ? '-03-01' : monthAndDay}`);

/** The birthdays in the years of a period. */
const birthdays = (bornOn: IsoDate, { arrivesOn, departsOn }: Stay): readonly IsoDate[] => {
  const days: IsoDate[] = [];
  for (let year = yearOf(arrivesOn); year <= yearOf(departsOn); year += 1) {
    days.push(dayIn(year, bornOn.slice(4)));
  }
  return days;
};

/**
 * Numbers the stays of one person of so many nights, all within a period: the evaluator answers two of the same number alike
 * in every place with nobody in its room, so that a search asks once. The day turns an answer only by somebody’s age, on the
 * first night or the last, and by rules that begin or end. Later stays have no lower number, so that one number tells every
 * turn apart.
 */
export const makeNumberStays = (projectRules: RulesByProject) => {
  const turns = [
    ...new Set([...projectRules.values()].flat().flatMap(({ validFrom, validTo }) => [validFrom, validTo])),
  ].filter((day) => day !== null);
  return ({ bornOn, oldestChildBornOn }: Ages, within: Stay): ((stay: Stay) => number) => {
    const ages = [bornOn, oldestChildBornOn].flatMap((born) =>
      born === null ? [] : birthdays(born, within),
    );
    const ofArrival = [...turns, ...ages].filter((day) => day > within.arrivesOn && day <= within.departsOn);
    return ({ arrivesOn, departsOn }) => {
      let number = 0;
      for (const day of ofArrival) if (day <= arrivesOn) number += 1;
      // The last night is the one before leaving.
      for (const day of ages) if (day < departsOn) number += 1;
      return number;
    };
  };
};
