import { shortDate } from '../../../../ui/presenters/dates.js';
import type { CheckAgain } from '../../domain/check-again.js';
import { memberWords } from './correction-words.js';

const texts: Readonly<
  Record<CheckAgain['kind'], { readonly what: string; readonly when: string; readonly next: string }>
> = {
  assessment: {
    what: 'Check the assessment again',
    when: 'after it was recorded',
    next: 'The referral coordinator asks whoever assessed, and records an assessment',
  },
  'detox-booking': {
    what: 'Check the detox that is booked',
    when: 'after it was booked, and detox is not needed now',
    next: 'The referral coordinator telephones to cancel it, or corrects the need',
  },
  'funding-request': {
    what: 'Check the weeks that funding is asked for',
    when: 'after it was asked for',
    next: 'The referral coordinator takes the request back and asks anew, or corrects the weeks',
  },
  'funding-approval': {
    what: 'Check the weeks that are approved',
    when: 'after the approval',
    next: 'The referral coordinator asks the funding approver, or corrects the weeks',
  },
};

/** What is to be checked again, why, and who acts: a sentence for each. */
export const checkAgainText = ({ kind, changedMembers, sinceOn }: CheckAgain): string => {
  const { what, when, next } = texts[kind];
  const labels = changedMembers.map((member) => (memberWords(member)?.label ?? member).toLowerCase());
  return `${what}: ${labels.join(' and ')} changed on ${shortDate(sinceOn)}, ${when}. ${next}.`;
};

/** The gate beside which it stands. */
export const gateToCheck = ({ kind }: CheckAgain): 'assessment' | 'detox' | 'funding' =>
  kind === 'assessment' ? kind : kind === 'detox-booking' ? 'detox' : 'funding';
