import { isoDate, type IsoDate } from '../../../kernel/iso-date.js';
import { attributes, type Attribute } from './admission-rule.js';
import { checkText } from './check-text.js';
import type { Check } from './check.js';
import { factText } from './rule-text.js';
import type { Change } from './what-would-change.js';

const attributeOf = (rule: string): Attribute | undefined =>
  attributes.find((attribute) => rule === `project_${attribute}`);

const personTexts: Readonly<Partial<Record<Attribute, string>>> = {
  detox_before_entry: 'Yes, once detox is booked to end by the day of arrival',
  detox_on_site: 'Yes, if detox is held somewhere else first',
  community_treatment: 'Yes, once treatment in the community was tried',
  faith_ethos: 'Yes, if the person agrees',
};

const placeTexts: Readonly<Record<string, string>> = {
  rehab_bed: 'Yes, for a bed for residential rehabilitation',
  accepting_referrals: 'Yes, once the project takes referrals again',
  sex_designation: 'Yes, for a bed that takes people of their sex',
  room_mix: 'Yes, for a room with nobody of another sex in it',
  children_fit: 'Yes, for a unit for the children who come',
  oldest_child_at_arrival: 'Yes, for a unit that takes a child of that age',
  oldest_child_at_planned_end: 'Yes, for a unit that takes a child of that age, or for a shorter stay',
  step_free: 'Yes, for a step-free bed',
  wet_room: 'Yes, for a bed with a wet room',
};

/**
 * What would make a rule say yes, in a sentence: the smallest change there is.
 *
 * @param dateText - a day as pages print it
 */
export const changeText = (check: Check, change: Change, dateText: (on: IsoDate) => string): string => {
  if (change.of === 'arrival') return `Yes, for an arrival on or after ${dateText(isoDate(change.to))}`;
  const attribute = attributeOf(check.rule);
  if (attribute === undefined) {
    return change.of === 'person'
      ? `Yes, for at most ${change.to === 1 ? 'one adult' : `${String(change.to)} adults`}`
      : (placeTexts[check.rule] ?? 'Only if the place changes');
  }
  if (change.of === 'place') {
    const fact = factText(attribute, change.to, check.asked?.unit ?? null);
    return `Only if the project changes its rule${fact === null ? '' : `: here ${fact.slice(0, 1).toLowerCase()}${fact.slice(1)}`}`;
  }
  return personTexts[attribute] ?? `Yes, with this met: ${checkText(check).text}`;
};
