import type { Scope } from '../../../kernel/actor.js';
import { addNights, maxDate, type IsoDate } from '../../../kernel/iso-date.js';
import { refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { referralChangedV1 } from '../contract/events.js';
import type { AssessmentKind } from '../domain/assessment.js';
import { oldestAssessmentDays } from '../domain/referral.js';
import { moveOn, type Change, type ChangeReferralDeps, type ChangeRefusal } from './change-referral.js';

/** What recording an assessment needs. */
export interface RecordAssessmentDeps extends ChangeReferralDeps {
  /** How long an assessment of each kind may be relied on. Unit: days. */
  readonly assessmentValidDays: Readonly<Record<AssessmentKind, number>>;
}

/** As for any fact about a referral; or a day that has not come, or too long gone to rely on. */
export type RecordAssessmentRefusal =
  | ChangeRefusal
  | { readonly code: 'held-in-the-future'; readonly today: string }
  | { readonly code: 'held-too-long-ago'; readonly earliestOn: IsoDate }
  | { readonly code: 'held-before-relapse'; readonly earliestOn: IsoDate };

/** Records that an assessment was held, and how it came out. What was booked for one of its kind is done with it. */
export const makeRecordAssessment =
  ({ referrals, newId, audit, events, assessmentValidDays }: RecordAssessmentDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    command: Change & {
      readonly today: IsoDate;
      /** The partnership's own unless another is named. */
      readonly kind?: AssessmentKind;
      readonly heldOn: IsoDate;
      readonly outcome: 'suitable' | 'not_suitable';
    },
  ): Promise<Outcome<{ referralId: string; version: number }, RecordAssessmentRefusal>> => {
    const { referralId, kind = 'partnership', heldOn, outcome, today } = command;
    const validDays = assessmentValidDays[kind];
    if (heldOn > today) return refuse({ code: 'held-in-the-future', today });
    const earliestOn = addNights(today, -Math.min(validDays, oldestAssessmentDays));
    if (heldOn < earliestOn) return refuse({ code: 'held-too-long-ago', earliestOn });
    const moved = await moveOn(referrals, tx, scope, command);
    if (!moved.ok) return moved;
    const lapsedOn = await referrals.readLapsedOn(tx, referralId);
    if (lapsedOn !== null && heldOn < lapsedOn) {
      return refuse({ code: 'held-before-relapse', earliestOn: maxDate(earliestOn, lapsedOn) });
    }
    const validUntil = addNights(heldOn, validDays);
    await referrals.insertAssessment(
      tx,
      { assessmentId: newId(), referralId, kind, heldOn, validUntil, outcome },
      command.memberId,
    );
    await audit(tx, {
      action: 'referrals.assessment-recorded',
      subjectKind: 'referral',
      subjectId: referralId,
      version: moved.value.version,
      after: { kind, heldOn, validUntil, outcome },
    });
    await events(tx, referralChangedV1.make({ referralId }));
    return moved;
  };
