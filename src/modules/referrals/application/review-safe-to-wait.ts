import type { Scope } from '../../../kernel/actor.js';
import { addNights, type IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { UrgencyBand } from '../domain/referral.js';
import { comingDayObstacle, pastDayObstacle, reviewDueOn, type WaitingPolicy } from '../domain/waiting.js';
import type { WaitingDeps, WaitingRefusal } from './record-contact.js';
import type { NewReview } from './waiting-ports.js';

/** What reviewing whether somebody can wait needs. */
export interface ReviewSafeToWaitDeps extends Omit<WaitingDeps, 'events'> {
  readonly policy: Pick<WaitingPolicy<UrgencyBand>, 'safeToWaitEveryDays'>;
}

/** As for anything recorded of a wait; or safe only with a plan that is not said. */
export type ReviewSafeToWaitRefusal =
  | WaitingRefusal
  | { readonly code: 'plan-missing' }
  | { readonly code: 'next-day-not-ahead'; readonly earliestOn: IsoDate; readonly latestOn: IsoDate };

/**
 * Records a dated review of whether somebody can go on waiting, with the harm-reduction plan, and when the next is due:
 * on a day that is named, else as the urgency calls for. Who cannot wait is told so on the list until a later review.
 */
export const makeReviewSafeToWait =
  ({ referrals, waiting, newId, audit, policy }: ReviewSafeToWaitDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    {
      memberId,
      today,
      ...told
    }: Omit<NewReview, 'reviewId' | 'dueOn' | 'nextDueOn'> & {
      readonly memberId: string;
      readonly today: IsoDate;
      readonly nextDueOn: IsoDate | null;
    },
  ): Promise<
    Outcome<{ referralId: string; reviewId: string; nextDueOn: string }, ReviewSafeToWaitRefusal>
  > => {
    const { referralId, doneOn, outcome, plan } = told;
    const referral = await referrals.find(tx, scope, referralId);
    if (referral === null) return refuse({ code: 'not-found' });
    if (referral.state === 'closed') return refuse({ code: 'referral-closed' });
    const earliestOn = addNights(doneOn, 1);
    const nextDueOn = told.nextDueOn ?? addNights(doneOn, policy.safeToWaitEveryDays[referral.urgencyBand]);
    const impossible = pastDayObstacle(doneOn, referral.receivedOn, today);
    if (impossible !== null) return refuse(impossible);
    const notAhead = comingDayObstacle(nextDueOn, earliestOn, today);
    if (notAhead !== null) return refuse({ ...notAhead, code: 'next-day-not-ahead' });
    if (outcome !== 'safe' && plan === null) return refuse({ code: 'plan-missing' });
    const record = (await waiting.readWaitRecords(tx, [referralId])).get(referralId);
    const dueOn = reviewDueOn({ ...referral, review: record?.review ?? null }, policy);
    const reviewId = newId();
    await waiting.insertReview(
      tx,
      { reviewId, referralId, dueOn, doneOn, outcome, plan, nextDueOn },
      memberId,
    );
    await audit(tx, {
      action: 'referrals.safe-to-wait-reviewed',
      subjectKind: 'referral',
      subjectId: referralId,
      version: null,
      after: { reviewId, dueOn, doneOn, outcome, nextDueOn },
    });
    return done({ referralId, reviewId, nextDueOn });
  };
