import type { Queue } from './queue.js';

/** Where an open referral stands, in plain words. */
export const queueTexts: Readonly<Record<Queue, string>> = {
  'assessment-missing': 'Waits for an assessment',
  'funding-missing': 'Waits for funding',
  'detox-missing': 'Waits for a detox date',
  unavailable: 'Cannot go now',
  ready: 'Ready for an offer',
  offered: 'Offer made',
  booked: 'Bed booked',
  arrived: 'Arrived, about to be closed',
};
