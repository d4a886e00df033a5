import { addNights, type IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import {
  circumstanceObstacle,
  consentObstacle,
  urgencyReviewObstacle,
  wishesGiven,
  type CircumstanceObstacle,
  type ConsentObstacle,
  type UrgencyReviewObstacle,
} from '../domain/circumstances.js';
import type { UrgencyBand } from '../domain/referral.js';
import type { CorrectedReferral } from './ports.js';

/** Why circumstances, wishes or the day of the urgency's review cannot be recorded so. */
export type RecordableRefusal = CircumstanceObstacle | ConsentObstacle | UrgencyReviewObstacle;

/**
 * What is written down of what was asked for: with the day on which an urgency that is set now is looked at again, by
 * policy unless one is named, and with consents for wishes there are and no others.
 */
export const recordable = <Asked extends CorrectedReferral>(
  asked: Asked,
  {
    today,
    isUrgencySet,
    urgencyReviewDays,
  }: {
    readonly today: IsoDate;
    readonly isUrgencySet: boolean;
    readonly urgencyReviewDays: Readonly<Record<UrgencyBand, number>>;
  },
): Outcome<Asked, RecordableRefusal> => {
  const urgencyReviewOn =
    asked.urgencyReviewOn ?? (isUrgencySet ? addNights(today, urgencyReviewDays[asked.urgencyBand]) : null);
  const obstacle =
    circumstanceObstacle(asked, asked.bornOn, today) ??
    consentObstacle(asked) ??
    (isUrgencySet && urgencyReviewOn !== null ? urgencyReviewObstacle(urgencyReviewOn, today) : null);
  if (obstacle !== null) return refuse(obstacle);
  const consentedWishes = wishesGiven(asked).filter((wish) => asked.consentedWishes.includes(wish));
  return done({ ...asked, urgencyReviewOn, consentedWishes });
};
