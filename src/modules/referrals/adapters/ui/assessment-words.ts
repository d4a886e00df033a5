import type { TagModel } from '../../../../ui/components/tag.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import type { AssessmentKind, AssessmentStanding, MedicalReason } from '../../domain/assessment.js';
import type { ReferralFacts } from '../../domain/referral.js';

/** Where assessments are booked, moved and recorded. */
export const addressOfAssessments = (referralId: string): string => `/referrals/${referralId}/assessments`;

/** Who assesses, in words. */
export const kindTexts: Readonly<Record<AssessmentKind, string>> = {
  partnership: 'By the partnership',
  medical: 'Medical',
};

const lowerKinds: Readonly<Record<AssessmentKind, string>> = {
  partnership: 'the partnership’s assessment',
  medical: 'the medical assessment',
};
/** A kind of assessment within a sentence. */
export const kindInSentence = (kind: AssessmentKind): string => lowerKinds[kind];

const reasonTexts: Readonly<Record<MedicalReason, string>> = {
  'detox-before-entry': 'detox is needed first',
  prescription: 'a medicine is prescribed for treatment',
  'pain-medicine': 'pain medicine is prescribed',
  pregnancy: 'the person is pregnant',
};

/** Why a medical assessment is asked for, as the end of a sentence. */
export const reasonsText = (reasons: readonly MedicalReason[]): string =>
  reasons.map((reason) => reasonTexts[reason]).join('; ');

/** How an assessment stands, in a sentence. */
export const standingText = (standing: AssessmentStanding): string => {
  switch (standing.state) {
    case 'not-needed':
      return 'Not asked for.';
    case 'held':
      return 'Held, and can be relied on.';
    case 'not-booked':
      return 'Not booked yet.';
    case 'run-out':
      return 'It ran out: book a new one.';
    case 'booked':
      return `Booked for ${shortDate(standing.on)}.`;
    case 'result-missing':
      return `It was booked for ${shortDate(standing.on)}: record how it came out, or that the person did not come.`;
    case 'not-attended':
      return `The person did not come on ${shortDate(standing.on)}: book it anew.`;
  }
};

/** How the medical assessment stands, and where one is missing, whether a place waits for it. */
export const medicalText = (
  { medical: { mustPrecedePlace } }: Pick<ReferralFacts, 'medical'>,
  standing: AssessmentStanding,
): string => {
  const text = standingText(standing);
  if (standing.state === 'held' || standing.state === 'not-needed') return text;
  return `${text} ${mustPrecedePlace ? 'No place is offered without it.' : 'It holds no place up.'}`;
};

/** How an assessment stands, in a word. */
export const standingTags: Readonly<Record<AssessmentStanding['state'], TagModel>> = {
  'not-needed': { text: 'Not asked for', colour: 'grey' },
  held: { text: 'Done', colour: 'green' },
  'not-booked': { text: 'To book', colour: 'orange' },
  'run-out': { text: 'Run out', colour: 'orange' },
  booked: { text: 'Booked', colour: 'blue' },
  'result-missing': { text: 'Result missing', colour: 'orange' },
  'not-attended': { text: 'Did not come', colour: 'orange' },
};
