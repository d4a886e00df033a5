import type { IsoDate } from '../../../../kernel/iso-date.js';
import { workingDaysSince, type WorkingCalendar } from '../../../../kernel/working-time.js';
import type { TagModel } from '../../../../ui/components/tag.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import { countOf } from '../../../../ui/presenters/numbers.js';
import type { ListedSuitability } from '../../application/suitability-ports.js';
import type { AdmissionRule } from '../../domain/admission-rule.js';
import { ruleText } from '../../domain/rule-text.js';
import {
  answerDueOn,
  type DecisiveFact,
  type Informant,
  type SuitabilityDays,
  type SuitabilityStep,
  type UnsuitableReason,
} from '../../domain/suitability.js';

/** Why a project says no, in words. */
export const unsuitableTexts: Readonly<Record<UnsuitableReason, string>> = {
  outside_our_rules: 'One of the project’s rules',
  needs_cannot_be_met: 'Needs that cannot be met there',
  programme_does_not_suit: 'The programme does not suit the person',
  not_stable_enough: 'Not stable enough yet',
  safety_of_others: 'The safety of others there',
  other: 'Another reason',
};

/** Who knows what a project has to know, in words. */
export const informantTexts: Readonly<Record<Informant, string>> = {
  coordinator: 'The referral coordinator',
  person: 'The person',
  prescriber: 'Whoever prescribes',
  gp: 'The GP',
  prison_healthcare: 'Prison healthcare',
  hospital: 'The hospital',
  social_work: 'Social work',
  other: 'Somebody else',
};

const factTexts: Readonly<Record<DecisiveFact, string>> = {
  sex: 'sex',
  bornOn: 'date of birth',
  adults: 'adults',
  children: 'children',
  oldestChildBornOn: 'the oldest child',
  needsStepFree: 'step-free access',
  needsWetRoom: 'wet room',
  substance: 'substance',
  detoxNeed: 'detox',
  liberationOn: 'day of leaving prison',
  isPregnant: 'pregnancy',
  mat: 'medication assisted treatment',
  mentalHealthSupport: 'support with mental health',
  prescribedPainMedicine: 'pain medicine',
  acceptsFaithEthos: 'faith ethos',
};

/** What has changed since an answer was given, and what to do; null where nothing has. */
export const changedText = (changed: readonly DecisiveFact[]): string | null =>
  changed.length === 0
    ? null
    : `Changed since: ${changed.map((fact) => factTexts[fact]).join(', ')}. The answer counts no longer: ask again.`;

/** To whoever answered by facts that were corrected meanwhile: which, and what to do. */
export const correctedMeanwhileText = (changed: readonly DecisiveFact[]): string =>
  `The partnership corrected what you answered by: ${changed.map((fact) => factTexts[fact]).join(', ')}. Nothing was sent. Read the facts as they are now, then send your answer again.`;

const stepTags: Readonly<Record<SuitabilityStep['kind'], TagModel>> = {
  suitable: { text: 'Suitable', colour: 'green' },
  not_suitable: { text: 'Not suitable', colour: 'red' },
  more_information: { text: 'More to be known', colour: 'orange' },
  information_given: { text: 'Asked', colour: 'blue' },
  withdrawn: { text: 'Taken back', colour: 'grey' },
};

/** How a question stands, in a word. */
export const suitabilityTag = (step: SuitabilityStep | undefined): TagModel =>
  step === undefined ? { text: 'Asked', colour: 'blue' } : stepTags[step.kind];

/** A rule in the version that was cited, in its own words; one no longer known is told as one. */
const citedText = (
  { ruleId, version }: { readonly ruleId: string; readonly version: number },
  versions: readonly AdmissionRule[],
): string => {
  const rule = versions.find((one) => one.ruleId === ruleId && one.version === version);
  return rule === undefined ? 'a rule of the project' : `“${ruleText(rule)}” (version ${version})`;
};

const inSentence = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

const noteText = (note: string | null): string => (note === null ? '' : ` “${note}”`);

/** What was said last, in a sentence; null while nothing was. */
export const saidText = (
  latest: ListedSuitability['latest'],
  versions: readonly AdmissionRule[],
): string | null => {
  if (latest === null) return null;
  const { step, on, by } = latest;
  const when = `${shortDate(on)}${by === null ? '' : `, ${by}`}`;
  switch (step.kind) {
    case 'suitable':
      return `Suitable.${noteText(step.note)} ${when}`;
    case 'not_suitable':
      return `Not suitable: ${inSentence(unsuitableTexts[step.reason])}${step.rule === null ? '' : `, ${citedText(step.rule, versions)}`}.${noteText(step.note)} ${when}`;
    case 'more_information':
      return `Must know first, from ${inSentence(informantTexts[step.neededFrom])}:${noteText(step.note)} ${when}`;
    case 'information_given':
      return `Told:${noteText(step.note)} ${when}`;
    case 'withdrawn':
      return `Taken back:${noteText(step.note)} ${when}`;
  }
};

/** What the clock of an answer is counted with. */
export interface SuitabilityClock {
  readonly workingCalendar: WorkingCalendar;
  readonly suitabilityDays: SuitabilityDays;
}

/** Until when an answer is in time, and by how much it is not; whose move it is where it is not the provider's. */
export const dueModel = (
  { workingCalendar, suitabilityDays }: SuitabilityClock,
  { askedOn, urgencyBand, latest }: Pick<ListedSuitability, 'askedOn' | 'urgencyBand' | 'latest'>,
  today: IsoDate,
): { readonly text: string; readonly isOverdue: boolean } => {
  const dueOn = answerDueOn(workingCalendar, suitabilityDays, {
    askedOn,
    urgencyBand,
    latest: latest === null ? null : { kind: latest.step.kind, on: latest.on },
  });
  if (dueOn === null) return { text: 'The partnership’s move: more must be known', isOverdue: false };
  if (dueOn < today) {
    const late = workingDaysSince(workingCalendar, dueOn, today);
    return {
      text: `Answer was due by ${shortDate(dueOn)}, ${countOf(late, 'working day')} ago`,
      isOverdue: late > 0,
    };
  }
  return { text: `Answer due by ${shortDate(dueOn)}`, isOverdue: false };
};
