import { attributes, type Attribute } from './admission-rule.js';
import { bedRules, type BedRule, type Check } from './check.js';
import { comesText, personText, ruleText, sexOfPersonText, stageTexts } from './rule-text.js';

/** A check as a page says it: what is asked, and the values it was reached from where they say more. */
export interface CheckText {
  readonly text: string;
  readonly detail?: string;
}

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

const texts: Readonly<Record<BedRule, (check: Check) => CheckText>> = {
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

const attributeOf = (rule: string): Attribute | undefined =>
  attributes.find((attribute) => rule === `project_${attribute}`);
const isBedRule = (rule: string): rule is BedRule => bedRules.some((known) => known === rule);

/** What is asked where the rule is not met: who decides, or what is done first. */
const whatThen = ({ answer, asked }: Check): string | null => {
  if (asked === undefined || answer === 'yes') return null;
  if (asked.effect === 'case_by_case') return 'The provider decides';
  return asked.effect === 'require_action' ? asked.action : null;
};

const projectText = (attribute: Attribute, check: Check): CheckText => {
  const { asked, has, limit, answer } = check;
  const unit = asked?.unit ?? null;
  const stage = asked?.stage ?? 'admission';
  const text = ruleText({ attribute, operator: asked?.operator ?? 'is', value: limit, unit, stage });
  const details = [
    attribute === 'provider_decides' ? null : (personText(attribute, has, unit) ?? 'Not recorded'),
    stage === 'admission' ? null : stageTexts[stage],
    whatThen(check),
  ].filter((detail) => detail !== null);
  return (answer === 'yes' && stage === 'admission' && typeof has === 'boolean') || details.length === 0
    ? { text }
    : { text, detail: details.join('. ') };
};

/** What a rule asked and what it found, in plain words. The answer itself stands beside it. */
export const checkText = (check: Check): CheckText => {
  const attribute = attributeOf(check.rule);
  if (attribute !== undefined) return projectText(attribute, check);
  return isBedRule(check.rule) ? texts[check.rule](check) : { text: 'Another rule' };
};

const whoTheyAre = (sex: Value): string => sexOfPersonText(sex) ?? 'The person’s sex is not recorded';

const childTooOld = (when: string, { has, limit }: Check): string =>
  `The place takes children up to ${String(limit)} ${when}. ${
    has === null ? 'The child’s date of birth is not recorded' : `The oldest child is then ${years(has)}`
  }`;

const notThere = (what: string, { answer }: Check): string =>
  answer === 'unknown'
    ? `The person needs ${what}. Nobody has recorded whether this bed has it`
    : `The person needs ${what}. This bed has none`;

const whyNot: Readonly<Record<BedRule, (check: Check) => string>> = {
  rehab_bed: ({ limit }) =>
    `This is ${wordFor(bedTypeTexts, limit, 'another kind of bed')}, and not for residential rehabilitation`,
  accepting_referrals: () => 'The project takes no referrals now',
  sex_designation: ({ has, limit }) =>
    `The bed is for ${wordFor(takers, limit, 'some people only')}. ${whoTheyAre(has)}`,
  room_mix: ({ has, limit }) =>
    has === 'not_known'
      ? `The room is shared. ${whoTheyAre(has)}`
      : `The shared room holds ${wordFor(plural, limit, 'somebody of another sex')} on some of these nights. ${whoTheyAre(has)}`,
  adult_at_admission: ({ has, limit }) =>
    `The youngest age is ${String(limit)}. The person is ${years(has)} on the day of arrival`,
  adults_fit: ({ has, limit }) =>
    `Room for ${limit === 1 ? 'one adult' : `at most ${String(limit)} adults`}. ${comesText(has, 'adult', 'adults')}`,
  children_fit: ({ has, limit }) =>
    has === 0
      ? `Kept for families with children. ${comesText(has, 'child', 'children')}`
      : `${limit === 0 ? 'No children here' : `Room for at most ${limit === 1 ? 'one child' : `${String(limit)} children`}`}. ${comesText(has, 'child', 'children')}`,
  oldest_child_at_arrival: (check) => childTooOld('on arrival', check),
  oldest_child_at_planned_end: (check) => childTooOld('until the planned end', check),
  step_free: (check) => notThere('step-free access', check),
  wet_room: (check) => notThere('a wet room', check),
};

/** Why a check does not say yes, in whole sentences: what the place asks, then what is known of the person. */
export const whyNotText = (check: Check): string => {
  if (isBedRule(check.rule)) return `${whyNot[check.rule](check)}.`;
  const { text, detail } = checkText(check);
  return detail === undefined ? `${text}.` : `${text}. ${detail}.`;
};

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
} satisfies Readonly<Record<BedRule, string>>;

const projectExclusions: Readonly<Record<Attribute, string>> = {
  sex: 'at projects for people of another sex',
  age: 'at projects for people of another age',
  adults: 'at projects for fewer adults',
  children: 'at projects for another number of children',
  oldest_child_age: 'at projects for younger children',
  pregnancy: 'at projects that take nobody who is pregnant',
  substance: 'at projects for another substance',
  detox_before_entry: 'at projects where detox ends before arrival',
  detox_on_site: 'at projects without detox on site',
  mat: 'at projects without medication assisted treatment',
  methadone_dose: 'at projects for a lower dose of methadone',
  buprenorphine_dose: 'at projects for a lower dose of buprenorphine',
  espranor_dose: 'at projects for a lower dose of buprenorphine',
  buprenorphine_long_acting_dose: 'at projects for a lower dose of buprenorphine',
  diazepam_dose: 'at projects for a lower dose of diazepam',
  health_board: 'at projects for people of other areas',
  step_free: 'at projects that are not step-free',
  wet_room: 'at projects without a wet room',
  mental_health_support: 'at projects with less support for mental health',
  community_treatment: 'at projects that ask for treatment in the community first',
  faith_ethos: 'at projects whose faith ethos was not agreed to',
  provider_decides: 'left to their provider',
};

/** How beds that one rule excludes are spoken of, after "are": "12 are for people of another sex". Any rule ever stored. */
export const exclusionText = (rule: string): string => {
  if (rule === 'refused_before') return 'at places that came to nothing before';
  if (rule === 'offered_now') return 'at projects where an offer to them is open';
  if (rule === 'found_unsuitable') return 'at projects that said the person is not suitable';
  const attribute = attributeOf(rule);
  return attribute === undefined
    ? (exclusions[rule] ?? 'excluded by another rule')
    : projectExclusions[attribute];
};
