import { addNights, maxDate, type IsoDate } from '../../../kernel/iso-date.js';

/** When a referral of which nobody hears any more runs out. */
export interface ExpiryPolicy {
  /** Unit: days since the person was last reached, or was referred. */
  readonly afterDays: number;
  /** Days, each with a try to reach the person, from the day it is due on. */
  readonly triesOnDays: number;
  /** How long the last try is left to be answered. Unit: days. */
  readonly answerDays: number;
}

/** What is known of the tries to reach somebody. */
export interface ExpiryFacts {
  readonly receivedOn: IsoDate;
  /** Null when they were never reached. */
  readonly reachedOn: IsoDate | null;
  /** Days on which somebody tried to reach them, in any order. */
  readonly triedOn: readonly IsoDate[];
}

/**
 * Whether a referral has run out: not before it was tried to reach the person, and they were given time to answer. Null
 * while it is not due; `contact-first` while it is due and they must be tried first.
 *
 * Source of contact first: a hold lapses only with a recorded try to reach the person and why (Ohio's bed registry rule,
 * domain brief 14.2); the numbers are set for this service.
 */
export const expiryOf = (
  { receivedOn, reachedOn, triedOn }: ExpiryFacts,
  { afterDays, triesOnDays, answerDays }: ExpiryPolicy,
  today: IsoDate,
): 'contact-first' | 'run-out' | null => {
  const dueOn = expiresOn({ receivedOn, reachedOn }, { afterDays });
  if (today < dueOn) return null;
  const tries = [...new Set(triedOn.filter((on) => on >= dueOn))];
  const [first, ...others] = tries;
  if (first === undefined || tries.length < triesOnDays) return 'contact-first';
  return today < addNights(maxDate(first, ...others), answerDays) ? 'contact-first' : 'run-out';
};

/** The day on which a referral is due to run out, unless the person is reached before. */
export const expiresOn = (
  { receivedOn, reachedOn }: Pick<ExpiryFacts, 'receivedOn' | 'reachedOn'>,
  { afterDays }: Pick<ExpiryPolicy, 'afterDays'>,
): IsoDate => addNights(maxDate(receivedOn, reachedOn ?? receivedOn), afterDays);
