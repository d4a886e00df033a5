import type { TaskKind } from '../../domain/task.js';
import { countOf } from '../../../../ui/presenters/numbers.js';
import type { HeldTask } from '../../application/read-tasks.js';

const kindTexts: Readonly<Record<Exclude<TaskKind, 'safety'>, string>> = {
  'acknowledge-alert': 'Read a drug alert and acknowledge it',
  'not-safe-to-wait': 'Found not safe to wait: act on it',
  'review-wait': 'Look at whether they can wait',
  'review-urgency': 'Look at the urgency again',
  'before-it-runs-out': 'Reach them before the referral runs out',
  'reach-person': 'Reach the person',
  'record-assessment': 'Hold and record an assessment',
  'ask-for-funding': 'Ask for funding',
  'answer-about-funding': 'Answer what the approver wants to know about the funding',
  'decide-funding': 'Decide the funding',
  'confirm-approval': 'Give or refuse the second yes to an approval',
  'confirm-takeover': 'Confirm, or give back, that others pay for a stay',
  'book-detox': 'Book a detox',
  'make-offer': 'Offer the place that fits',
  'look-for-place': 'Look for a place: none fits now',
  'answer-offer': 'Answer an offer',
  'reach-about-offer': 'Try to get an answer to an offer, and record the try',
  'confirm-override': 'Confirm or refuse an offer that passes somebody over',
  'record-arrival': 'Record whether they arrived',
  'record-leaving': 'Record the leaving, or extend the stay',
  'confirm-availability': 'Confirm availability',
  'confirm-rule-change': 'Confirm or turn down a colleague’s change of a rule',
  'confirm-bed-change': 'Confirm or give back a planned change of a bed',
  'describe-beds': 'Describe beds that cannot be matched on the sheet of beds',
  'ask-to-describe-beds': 'Ask your manager to describe beds that cannot be matched',
  'answer-suitability': 'Say whether the person would be suitable',
  'give-information': 'Tell the project what it wants to know',
  'answer-transfer': 'Answer whether a referral changes partnership',
  'answer-provider-move': 'Answer whether you take another provider’s resident',
  'confirm-repair': 'Confirm that a stay was recorded by mistake, or give it back',
  'name-record-readers': 'Name members for a restricted record that nobody can open',
  'record-return': 'Record whether they came back from leave',
  'arrange-transport': 'Arrange who brings them on the day they leave prison',
  'help-stuck': 'Find out what holds it up: stuck for twice as long as it may be',
};

/** What is to be done: "Answer an offer", "Naloxone on leaving". */
export const taskText = ({ kind, detail }: Pick<HeldTask, 'kind' | 'detail'>): string => {
  if (kind === 'safety') return detail ?? 'Safety task';
  return detail === null ? kindTexts[kind] : `${kindTexts[kind]}: ${detail}`;
};

/** How long it has been where it is; null where it is in time. */
export const stuckText = ({ stuck }: Pick<HeldTask, 'stuck'>): string | null =>
  stuck === null
    ? null
    : `Stuck: ${countOf(stuck.workingDays, 'working day')} in this stage, where ${countOf(stuck.limitWorkingDays, 'working day')} ${stuck.limitWorkingDays === 1 ? 'is' : 'are'} the limit`;

/** The page, and the part of it, where a task is done. */
export const addressOfTask = ({ kind, subjectId }: Pick<HeldTask, 'kind' | 'subjectId'>): string => {
  switch (kind) {
    case 'safety':
      return `/placements/${subjectId}/leaving`;
    case 'acknowledge-alert':
      return '/alerts';
    case 'not-safe-to-wait':
    case 'review-wait':
      return `/referrals/${subjectId}#review-wait`;
    case 'reach-person':
    case 'before-it-runs-out':
      return `/referrals/${subjectId}#record-contact`;
    case 'review-urgency':
      return `/referrals/${subjectId}/correction`;
    case 'record-assessment':
      return `/referrals/${subjectId}#gate-assessment`;
    case 'book-detox':
      return `/referrals/${subjectId}#gate-detox`;
    case 'ask-for-funding':
    case 'decide-funding':
    case 'confirm-approval':
    case 'answer-about-funding':
    case 'confirm-takeover':
      return `/referrals/${subjectId}/money`;
    case 'make-offer':
      return `/referrals/${subjectId}/offer`;
    case 'look-for-place':
      return `/referrals/${subjectId}/places`;
    case 'reach-about-offer':
      return `/offers/${subjectId}/made`;
    case 'confirm-override':
      return `/referrals/${subjectId}/override`;
    case 'answer-offer':
      return '/incoming-offers';
    case 'record-arrival':
    case 'record-leaving':
      return '/residents';
    case 'confirm-availability':
      return `/board/projects/${subjectId}/availability`;
    case 'confirm-rule-change':
      return `/projects/${subjectId}/rules`;
    case 'confirm-bed-change':
      return `/board/bed-changes/${subjectId}`;
    case 'describe-beds':
      return '/board/bed-sheet';
    case 'ask-to-describe-beds':
      return `/board?project=${subjectId}`;
    case 'answer-suitability':
      return '/suitability';
    case 'give-information':
      return `/referrals/${subjectId}/suitability`;
    case 'answer-transfer':
      return '/transfers';
    case 'answer-provider-move':
      return '/provider-moves';
    case 'confirm-repair':
      return `/repairs/${subjectId}`;
    case 'name-record-readers':
      return '/admin/restricted-records';
    case 'record-return':
      return `/placements/${subjectId}/stay`;
    case 'arrange-transport':
      return `/referrals/${subjectId}/arrival`;
    case 'help-stuck':
      return `/referrals/${subjectId}`;
  }
};
