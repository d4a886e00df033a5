import type { Check } from './evaluate.js';

/** A check as a page says it: what is asked, and the values it was reached from where they say more. */
export interface CheckText {
  readonly text: string;
  readonly detail?: string;
}

type Rule = Check['rule'];
type Value = Check['has'];

const bedTypeTexts: Readonly<Record<string, string>> = {
  detox: 'a detox bed',
  stabilisation: 'a stabilisation bed',
  crisis: 'a crisis bed',
  emergency: 'an emergency bed',
};
const takers: Readonly<Record<string, string>> = {
  female: 'women only',
  male: 'men only',
  any: 'women and men',
  flexible: 'women or men, as needed',
};
const plural: Readonly<Record<string, string>> = { female: 'women', male: 'men' };

const wordFor = (words: Readonly<Record<string, string>>, value: Value, otherwise: string): string =>
  words[String(value)] ?? otherwise;
const years = (value: Value): string => `${String(value)} ${value === 1 ? 'year' : 'years'} old`;

const childAge = (when: string, { has, limit }: Check): CheckText => ({
  text: `Oldest child young enough ${when}`,
  detail:
    has === null
      ? `The child’s date of birth is not recorded; the place takes children up to ${String(limit)}`
      : `${years(has)}; the place takes children up to ${String(limit)}`,
});

const need = (text: string, { has, answer }: Check): CheckText => {
  if (has !== true) return { text, detail: 'Not needed' };
  return answer === 'unknown'
    ? { text, detail: 'Needed, and nobody has recorded whether this bed has it' }
    : { text };
};

const texts: Readonly<Record<Rule, (check: Check) => CheckText>> = {
  rehab_bed: ({ answer, limit }) => ({
    text: 'A bed for residential rehabilitation',
    ...(answer === 'yes' ? {} : { detail: `This is ${wordFor(bedTypeTexts, limit, 'another kind of bed')}` }),
  }),
  accepting_referrals: () => ({ text: 'The project is taking referrals' }),
  sex_designation: ({ has, limit }) => {
    const takes = `The bed is for ${wordFor(takers, limit, 'some people only')}`;
    return has === 'not_known'
      ? { text: 'Takes people of their sex', detail: `${takes}; the person’s sex is not recorded` }
      : { text: `Takes ${wordFor(plural, has, 'this person')}`, detail: takes };
  },
  room_mix: ({ has, limit }) => ({
    text: 'Nobody of another sex in the shared room',
    ...(has === 'not_known'
      ? { detail: 'The person’s sex is not recorded' }
      : limit === null
        ? {}
        : {
            detail: `The room holds ${wordFor(plural, limit, 'somebody of another sex')} on some of these nights`,
          }),
  }),
  adult_at_admission: ({ has, limit }) => ({
    text: 'Old enough on the day of arrival',
    detail: `${years(has)}; the youngest age is ${String(limit)}`,
  }),
  adults_fit: ({ has, limit }) => ({
    text: has === 1 ? 'Room for one adult' : `Room for ${String(has)} adults`,
    ...(limit === has ? {} : { detail: `At most ${String(limit)}` }),
  }),
  children_fit: ({ has, limit, answer }) => {
    if (has !== 0) {
      return {
        text: has === 1 ? 'Room for one child' : `Room for ${String(has)} children`,
        ...(limit === has ? {} : { detail: limit === 0 ? 'No children here' : `At most ${String(limit)}` }),
      };
    }
    return {
      text: 'Takes somebody who comes without children',
      ...(answer === 'yes' ? {} : { detail: 'Kept for families with children' }),
    };
  },
  oldest_child_at_arrival: (check) => childAge('on arrival', check),
  oldest_child_at_planned_end: (check) => childAge('until the planned end', check),
  step_free: (check) => need('Step-free access', check),
  wet_room: (check) => need('A wet room', check),
};

/** What a rule asked and what it found, in plain words. The answer itself stands beside it. */
export const checkText = (check: Check): CheckText => texts[check.rule](check);

const exclusions: Readonly<Record<string, string>> = {
  rehab_bed: 'not for rehabilitation',
  accepting_referrals: 'at projects that take no referrals now',
  sex_designation: 'for people of another sex',
  room_mix: 'in a room with people of another sex',
  adult_at_admission: 'for older people',
  adults_fit: 'too small for the adults who come',
  children_fit: 'not for these children, or kept for families',
  oldest_child_at_arrival: 'for younger children',
  oldest_child_at_planned_end: 'for children who are younger at the planned end',
  step_free: 'not step-free',
  wet_room: 'without a wet room',
} satisfies Readonly<Record<Rule, string>>;

/** How beds that one rule excludes are spoken of, after "are": "12 are for people of another sex". Any rule ever stored. */
export const exclusionText = (rule: string): string =>
  rule === 'refused_before'
    ? 'at places that came to nothing before'
    : (exclusions[rule] ?? 'excluded by another rule');
