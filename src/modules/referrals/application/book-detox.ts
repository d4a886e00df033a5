import type { Scope } from '../../../kernel/actor.js';
import { addNights, type IsoDate } from '../../../kernel/iso-date.js';
import { refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { referralChangedV1 } from '../contract/events.js';
import { detoxBeforeReferralDays, furthestAheadNights } from '../domain/referral.js';
import { moveOn, type Change, type ChangeReferralDeps, type ChangeRefusal } from './change-referral.js';

/** As for any fact about a referral; or dates that cannot be, with the day from or until which they would be accepted. */
export type BookDetoxRefusal =
  | ChangeRefusal
  | { readonly code: 'detox-ends-before-it-starts' }
  | { readonly code: 'detox-too-long-ago'; readonly earliestOn: IsoDate }
  | { readonly code: 'detox-before-relapse'; readonly earliestOn: IsoDate }
  | { readonly code: 'detox-too-far-ahead'; readonly latestOn: IsoDate };

/** Records when and where detox is booked, so that admission can follow on the day it ends. */
export const makeBookDetox =
  ({ referrals, newId, audit, events }: ChangeReferralDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    command: Change & {
      readonly today: IsoDate;
      readonly site: string;
      readonly startsOn: IsoDate;
      readonly endsOn: IsoDate;
    },
  ): Promise<Outcome<{ referralId: string; version: number }, BookDetoxRefusal>> => {
    const { referralId, site, startsOn, endsOn } = command;
    if (endsOn <= startsOn) return refuse({ code: 'detox-ends-before-it-starts' });
    const latestOn = addNights(command.today, furthestAheadNights);
    if (endsOn > latestOn) return refuse({ code: 'detox-too-far-ahead', latestOn });
    const referral = await referrals.find(tx, scope, referralId);
    if (referral === null) return refuse({ code: 'not-found' });
    const earliestOn = addNights(referral.receivedOn, -detoxBeforeReferralDays);
    if (startsOn < earliestOn) return refuse({ code: 'detox-too-long-ago', earliestOn });
    const moved = await moveOn(referrals, tx, scope, command);
    if (!moved.ok) return moved;
    const lapsedOn = await referrals.readLapsedOn(tx, referralId);
    if (lapsedOn !== null && endsOn <= lapsedOn) {
      return refuse({ code: 'detox-before-relapse', earliestOn: addNights(lapsedOn, 1) });
    }
    await referrals.insertDetox(
      tx,
      { detoxBookingId: newId(), referralId, site, startsOn, endsOn },
      command.memberId,
    );
    await audit(tx, {
      action: 'referrals.detox-booked',
      subjectKind: 'referral',
      subjectId: referralId,
      version: moved.value.version,
      after: { startsOn, endsOn },
    });
    await events(tx, referralChangedV1.make({ referralId }));
    return moved;
  };
