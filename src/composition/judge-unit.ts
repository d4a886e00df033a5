import { addNights, isoDate, minDate, parseIsoDate, type IsoDate } from '../kernel/iso-date.js';
import type { Fit, FitReason, JudgeUnit, PlaceNeeds } from '../modules/capacity/application/find-units.js';
import {
  checkText,
  evaluate,
  isInTheWay,
  isToBeRecorded,
  verdict,
  type Check,
  type RulesByProject,
} from '../modules/eligibility/contract.js';
import type { PersonFacts } from '../modules/referrals/contract/facts.js';

const beginningOfCalendar = isoDate('1900-01-01');

/** The same day some years earlier, on 28 February where that year has no 29th, and never before the calendar begins. */
const yearsBefore = (date: IsoDate, years: number): IsoDate => {
  const year = String(Number(date.slice(0, 4)) - years).padStart(4, '0');
  return parseIsoDate(`${year}${date.slice(4)}`) ?? parseIsoDate(`${year}-02-28`) ?? beginningOfCalendar;
};

/** The first and the last day on which somebody was born who is that old on a date. */
const bornBetween = (on: IsoDate, years: number): { readonly first: IsoDate; readonly last: IsoDate } => ({
  first: minDate(addNights(yearsBefore(on, years + 1), 1), on),
  last: yearsBefore(on, years),
});

/** Ages that people who look for a place, and children who come with them, may have. Unit: years. */
const anyAge = { youngest: 0, oldest: 110 };
const anyChildsAge = { youngest: 0, oldest: 17 };

/** The oldest and the youngest person that the needs may mean; rules that tell them apart cannot be answered. */
const whoItMayBe = (needs: PlaceNeeds, arrivesOn: IsoDate): readonly [PersonFacts, PersonFacts] => {
  const { ageYears, children, oldestChildYears } = needs;
  const eldest = bornBetween(arrivesOn, ageYears ?? anyAge.oldest).first;
  const youngest = bornBetween(arrivesOn, ageYears ?? anyAge.youngest).last;
  const eldestChild = bornBetween(arrivesOn, oldestChildYears ?? anyChildsAge.oldest).first;
  const youngestChild = bornBetween(arrivesOn, oldestChildYears ?? anyChildsAge.youngest).last;
  const person = (bornOn: IsoDate, childBornOn: IsoDate): PersonFacts => ({
    sex: needs.sex,
    bornOn,
    adults: needs.adults,
    children,
    oldestChildBornOn: children === 0 ? null : childBornOn,
    needsStepFree: needs.needsStepFree,
    needsWetRoom: needs.needsWetRoom,
    // Nobody in particular; no rule asks for these.
    clientId: '',
    substance: 'co_dependency',
    healthBoard: '',
  });
  return [person(eldest, eldestChild), person(youngest, youngestChild)];
};

/** What rules of projects are about that needs tell of. Others cannot be asked of somebody who is not named. */
const toldByNeeds: readonly string[] = [
  'sex',
  'age',
  'adults',
  'children',
  'oldest_child_age',
  'step_free',
  'wet_room',
];

const rulesOnNeeds = (rules: RulesByProject): RulesByProject =>
  new Map(
    [...rules].map(([projectId, own]) => [
      projectId,
      own.filter(({ attribute }) => toldByNeeds.includes(attribute)),
    ]),
  );

/** A project may have several rules about one thing, such as the youngest and the oldest age. */
const keyOf = ({ rule, asked }: Check): string => `${rule} ${asked?.ruleId ?? ''}`;

const ageNotGiven = 'It depends on an age that was not given, or on a birthday during the stay';

const judge = (rules: RulesByProject, ...[needs, unit, stay, mix]: Parameters<JudgeUnit>): Fit => {
  const [eldest, youngest] = whoItMayBe(needs, stay.arrivesOn);
  const others = new Map(
    evaluate(youngest, unit, stay, mix, rules).map((check) => [keyOf(check), check.answer]),
  );
  const checks = evaluate(eldest, unit, stay, mix, rules).map((check) =>
    others.get(keyOf(check)) === check.answer
      ? { check, openDetail: null }
      : { check: { ...check, answer: 'unknown' as const, has: null }, openDetail: ageNotGiven },
  );
  return {
    answer: verdict(checks.map(({ check }) => check)),
    reasons: checks.flatMap(({ check, openDetail }): FitReason[] => {
      const { answer } = check;
      if (answer === 'yes' || !(isInTheWay(check) || isToBeRecorded(check))) return [];
      const { text, detail } = checkText(check);
      return [{ rule: check.rule, answer, text, detail: openDetail ?? detail ?? null }];
    }),
  };
};

/**
 * Asks the one evaluator whether a unit suits needs. What was not said is not guessed: a rule whose answer depends
 * on an age that was not given, or on a birthday during the stay, is `unknown`. Of the rules that
 * projects have made, those about what needs tell of are asked.
 */
export const judgeUnitBy = (rules: RulesByProject): JudgeUnit => {
  const asked = rulesOnNeeds(rules);
  return (...given) => judge(asked, ...given);
};
