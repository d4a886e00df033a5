import { ageOn, type IsoDate } from '../../../../kernel/iso-date.js';
import type { SummaryItem } from '../../../../ui/components/summary-list.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import type { ReferralStory } from '../../application/referral-page-facts.js';
import { closingReasons, type ReferralFacts } from '../../contract/facts.js';
import {
  closingReasonTexts,
  routeTexts,
  sexTexts,
  substanceTexts,
  urgencyBandTexts,
} from '../../contract/words.js';
import { wishesGiven } from '../../domain/circumstances.js';
import type { Detox } from '../../domain/referral.js';
import {
  areaTexts,
  consentTexts,
  doseUnitTexts,
  faithTexts,
  matDrugTexts,
  mentalHealthTexts,
  mixTexts,
  sourceTexts,
} from './referral-words.js';

/** Closings that no coordinator chooses. */
const closedByTheService: ReadonlyMap<string, string> = new Map([
  ['placed', 'The person arrived at a place'],
  ['expired', 'Ran out: the person could not be reached for long'],
]);

/** Why a referral is closed, in words; a code no longer known is told as another reason. */
export const closedText = (code: string): string =>
  closedByTheService.get(code) ??
  closingReasonTexts[closingReasons.find((known) => known === code) ?? 'other'];

const reviewText = (
  { urgencyReviewOn, state }: Pick<ReferralFacts, 'urgencyReviewOn' | 'state'>,
  today: IsoDate,
): string => {
  if (urgencyReviewOn === null) return '';
  return state === 'open' && urgencyReviewOn <= today
    ? `. To be looked at again since ${shortDate(urgencyReviewOn)}`
    : `. To be looked at again on ${shortDate(urgencyReviewOn)}`;
};

/** Who the person is and what they ask for, as rows; the age is that of today. */
export const factsOf = (
  referral: ReferralFacts,
  story: ReferralStory,
  today: IsoDate,
): readonly SummaryItem[] => [
  { key: 'Date of birth', value: `${shortDate(referral.bornOn)} (${ageOn(referral.bornOn, today)})` },
  { key: 'Sex', value: sexTexts[referral.sex] },
  { key: 'Partnership', value: referral.partnershipName },
  { key: 'Substance', value: substanceTexts[referral.substance] },
  {
    key: 'Urgency',
    value: `${urgencyBandTexts[referral.urgencyBand]}: ${referral.urgencyReason} (set on ${shortDate(story.urgencySetOn)}${story.urgencySetBy === null ? '' : ` by ${story.urgencySetBy}`})${reviewText(referral, today)}`,
  },
  { key: 'Received', value: shortDate(referral.receivedOn) },
  { key: 'Referred by', value: sourceTexts[story.source] },
  { key: 'Money asked for', value: routeTexts[referral.route] },
  { key: 'Weeks asked for', value: String(referral.plannedWeeks) },
  { key: 'Reason', value: story.reason },
  ...(story.closedReason === null ? [] : [{ key: 'Closed because', value: closedText(story.closedReason) }]),
];

/** What the place must have, as rows. */
export const needsOf = (referral: ReferralFacts, today: IsoDate): readonly SummaryItem[] => {
  const access = [
    ...(referral.needsStepFree ? ['Step-free'] : []),
    ...(referral.needsWetRoom ? ['Wet room'] : []),
  ].join(', ');
  const { children, oldestChildBornOn } = referral;
  const oldest =
    oldestChildBornOn === null || oldestChildBornOn > today
      ? ''
      : `, oldest ${ageOn(oldestChildBornOn, today)}`;
  return [
    { key: 'Access', value: access === '' ? 'No special need' : access },
    { key: 'Adults', value: String(referral.adults) },
    { key: 'Children', value: children === 0 ? 'None' : `${children}${oldest}` },
  ];
};

const answerText = (known: boolean | null): string => (known === null ? 'Not known' : known ? 'Yes' : 'No');

const liberationText = (on: IsoDate, today: IsoDate): string =>
  `${on > today ? 'Leaves' : 'Left'} on ${shortDate(on)}`;

/** A prescription that somebody stays on, with its day. */
export const matText = (mat: ReferralFacts['mat']): string =>
  mat === null
    ? 'None recorded'
    : `${matDrugTexts[mat.drug]}: ${mat.dose} ${doseUnitTexts[mat.unit]}, on ${shortDate(mat.on)}`;

/** Risks, and needs of health, as rows. */
export const circumstancesOf = (referral: ReferralFacts, today: IsoDate): readonly SummaryItem[] => {
  const { nearFatalOverdoseOn, liberationOn, mat } = referral;
  return [
    {
      key: 'Near-fatal overdose',
      value: nearFatalOverdoseOn === null ? 'None known' : shortDate(nearFatalOverdoseOn),
    },
    ...(liberationOn === null ? [] : [{ key: 'Prison', value: liberationText(liberationOn, today) }]),
    { key: 'Homeless', value: answerText(referral.isHomeless) },
    { key: 'Pregnant', value: answerText(referral.isPregnant) },
    {
      key: 'Medication assisted treatment',
      value: matText(mat),
    },
    { key: 'Support with mental health', value: mentalHealthTexts[referral.mentalHealthSupport] },
    { key: 'Prescribed pain medicine', value: referral.prescribedPainMedicine ?? 'None recorded' },
  ];
};

const faithText = (accepts: boolean | null): string =>
  accepts === null ? faithTexts.not_known : accepts ? faithTexts.yes : faithTexts.no;

const consentText = (referral: ReferralFacts): string => {
  const given = wishesGiven(referral);
  if (given.length === 0) return 'No wish is written down';
  const missing = given.filter((wish) => !referral.consentedWishes.includes(wish));
  return missing.length === 0
    ? 'Given for each of these'
    : `Not recorded for: ${missing.map((wish) => consentTexts[wish].toLowerCase()).join('; ')}`;
};

const rankTexts = ['First choice', 'Second choice', 'Third choice', 'Fourth choice', 'Fifth choice'];

/** What the person would like, as rows. */
export const wishesOf = (
  referral: ReferralFacts,
  projects: readonly { readonly projectId: string; readonly name: string }[],
): readonly SummaryItem[] => [
  ...referral.preferredProjectIds.map((id, index) => ({
    key: rankTexts[index] ?? 'Further choice',
    value: projects.find(({ projectId }) => projectId === id)?.name ?? 'A project no longer listed',
  })),
  { key: 'Where', value: areaTexts[referral.prefersArea] },
  { key: 'With', value: mixTexts[referral.prefersMix] },
  { key: 'Faith ethos', value: faithText(referral.acceptsFaithEthos) },
  { key: 'Consent', value: consentText(referral) },
];

/** Detox that is booked for nobody any more. */
export const detoxToCancelText = ({ startsOn, endsOn }: Detox): string =>
  `Detox is booked from ${shortDate(startsOn)} until ${shortDate(endsOn)}. Telephone to cancel it: this service cannot.`;
