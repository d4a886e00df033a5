import { shortDate } from '../../../../ui/presenters/dates.js';
import { countOf } from '../../../../ui/presenters/numbers.js';
import type { CorrectedReferral } from '../../application/ports.js';
import { sexTexts, substanceTexts, urgencyBandTexts } from '../../contract/words.js';
import { matText } from './referral-card.js';
import {
  areaTexts,
  consentTexts,
  detoxNeedTexts,
  faithTexts,
  knownTexts,
  mentalHealthTexts,
  mixTexts,
} from './referral-words.js';

/** The projects there are, by id. */
export type ProjectNames = ReadonlyMap<string, string>;

interface MemberWords {
  readonly label: string;
  readonly text: (recorded: CorrectedReferral, projects: ProjectNames) => string;
}

const dayText = (on: CorrectedReferral['bornOn'] | null, none: string): string =>
  on === null ? none : shortDate(on);

const answerOf = (known: boolean | null): keyof typeof knownTexts =>
  known === null ? 'not_known' : known ? 'yes' : 'no';

const listText = (texts: readonly string[], none: string): string =>
  texts.length === 0 ? none : texts.join(', ');

const words: Readonly<Record<keyof CorrectedReferral, MemberWords>> = {
  bornOn: { label: 'Date of birth', text: ({ bornOn }) => shortDate(bornOn) },
  sex: { label: 'Sex', text: ({ sex }) => sexTexts[sex] },
  substance: { label: 'Substance', text: ({ substance }) => substanceTexts[substance] },
  reason: { label: 'Why rehab is asked for', text: ({ reason }) => `“${reason}”` },
  plannedWeeks: { label: 'Weeks asked for', text: ({ plannedWeeks }) => countOf(plannedWeeks, 'week') },
  urgencyBand: { label: 'Urgency', text: ({ urgencyBand }) => urgencyBandTexts[urgencyBand] },
  urgencyReason: { label: 'Why this urgent', text: ({ urgencyReason }) => `“${urgencyReason}”` },
  urgencyReviewOn: {
    label: 'Urgency looked at again on',
    text: ({ urgencyReviewOn }) => dayText(urgencyReviewOn, 'No day'),
  },
  needsStepFree: { label: 'Step-free', text: ({ needsStepFree }) => knownTexts[answerOf(needsStepFree)] },
  needsWetRoom: { label: 'Wet room', text: ({ needsWetRoom }) => knownTexts[answerOf(needsWetRoom)] },
  adults: { label: 'Adults', text: ({ adults }) => String(adults) },
  children: { label: 'Children', text: ({ children }) => String(children) },
  oldestChildBornOn: {
    label: 'Date of birth of the oldest child',
    text: ({ oldestChildBornOn }) => dayText(oldestChildBornOn, 'None'),
  },
  detoxNeed: { label: 'Detox', text: ({ detoxNeed }) => detoxNeedTexts[detoxNeed] },
  nearFatalOverdoseOn: {
    label: 'Near-fatal overdose',
    text: ({ nearFatalOverdoseOn }) => dayText(nearFatalOverdoseOn, 'None known'),
  },
  liberationOn: {
    label: 'Day of leaving prison',
    text: ({ liberationOn }) => dayText(liberationOn, 'None'),
  },
  isHomeless: { label: 'Homeless', text: ({ isHomeless }) => knownTexts[answerOf(isHomeless)] },
  isPregnant: { label: 'Pregnant', text: ({ isPregnant }) => knownTexts[answerOf(isPregnant)] },
  mat: {
    label: 'Medication assisted treatment',
    text: ({ mat }) => matText(mat),
  },
  mentalHealthSupport: {
    label: 'Support with mental health',
    text: ({ mentalHealthSupport }) => mentalHealthTexts[mentalHealthSupport],
  },
  prescribedPainMedicine: {
    label: 'Prescribed pain medicine',
    text: ({ prescribedPainMedicine }) => prescribedPainMedicine ?? 'None recorded',
  },
  preferredProjectIds: {
    label: 'Projects named',
    text: ({ preferredProjectIds }, projects) =>
      listText(
        preferredProjectIds.map((id) => projects.get(id) ?? 'A project no longer listed'),
        'None',
      ),
  },
  prefersArea: { label: 'Where', text: ({ prefersArea }) => areaTexts[prefersArea] },
  prefersMix: { label: 'With', text: ({ prefersMix }) => mixTexts[prefersMix] },
  acceptsFaithEthos: {
    label: 'Faith ethos',
    text: ({ acceptsFaithEthos }) => faithTexts[answerOf(acceptsFaithEthos)],
  },
  consentedWishes: {
    label: 'Consent',
    text: ({ consentedWishes }) =>
      listText(
        consentedWishes.map((wish) => consentTexts[wish]),
        'None',
      ),
  },
};

/** What one member of a referral is called and how its value reads, in the order of the form; null for no member. */
export const memberWords = (member: string): MemberWords | null =>
  new Map<string, MemberWords>(Object.entries(words)).get(member) ?? null;
