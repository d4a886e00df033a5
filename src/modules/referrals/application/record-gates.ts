import type { Scope } from '../../../kernel/actor.js';
import type { AppendAudit } from '../../../kernel/audit.js';
import type { AppendEvent } from '../../../kernel/events.js';
import type { IdSource } from '../../../kernel/ids.js';
import { addNights, type IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { referralChangedV1 } from '../contract/events.js';
import type { ReferralRepository } from './ports.js';

export interface RecordGatesDeps {
  readonly referrals: ReferralRepository;
  readonly newId: IdSource;
  readonly audit: AppendAudit;
  readonly events: AppendEvent;
  /** How long a specialist assessment may be relied on. Unit: days. */
  readonly assessmentValidDays: number;
}

type ChangeRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'referral-closed' }
  | { readonly code: 'changed-since-you-read-it' };

interface Change {
  readonly memberId: string;
  readonly referralId: string;
  readonly expectedVersion: number;
}

/** Moves the referral on by one version, or says why not. */
const moveOn = async (
  referrals: ReferralRepository,
  tx: Tx,
  scope: Scope,
  change: Change,
): Promise<Outcome<{ referralId: string; version: number }, ChangeRefusal>> => {
  const referral = await referrals.find(tx, scope, change.referralId);
  if (referral === null) return refuse({ code: 'not-found' });
  if (referral.state === 'closed') return refuse({ code: 'referral-closed' });
  return (await referrals.touch(tx, change.referralId, change.expectedVersion))
    ? done({ referralId: change.referralId, version: change.expectedVersion + 1 })
    : refuse({ code: 'changed-since-you-read-it' });
};

export type RecordAssessmentRefusal =
  ChangeRefusal | { readonly code: 'held-in-the-future'; readonly today: string };

/** Records that the specialist assessment was held, and how it came out. */
export const makeRecordAssessment =
  ({ referrals, newId, audit, events, assessmentValidDays }: RecordGatesDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    command: Change & {
      readonly today: IsoDate;
      readonly heldOn: IsoDate;
      readonly outcome: 'suitable' | 'not_suitable';
    },
  ): Promise<Outcome<{ referralId: string; version: number }, RecordAssessmentRefusal>> => {
    const { referralId, heldOn, outcome, today } = command;
    if (heldOn > today) return refuse({ code: 'held-in-the-future', today });
    const moved = await moveOn(referrals, tx, scope, command);
    if (!moved.ok) return moved;
    const validUntil = addNights(heldOn, assessmentValidDays);
    await referrals.insertAssessment(
      tx,
      { assessmentId: newId(), referralId, heldOn, validUntil, outcome },
      command.memberId,
    );
    await audit(tx, {
      action: 'referrals.assessment-recorded',
      subjectKind: 'referral',
      subjectId: referralId,
      version: moved.value.version,
      after: { heldOn, validUntil, outcome },
    });
    await events(tx, referralChangedV1.make({ referralId }));
    return moved;
  };

export type BookDetoxRefusal =
  | ChangeRefusal
  | { readonly code: 'detox-ends-before-it-starts' }
  | { readonly code: 'detox-too-far-ahead'; readonly latestOn: string };

/** How far ahead detox may end. Unit: nights. */
const furthestDetoxNights = 366;

/** Records when and where detox is booked, so that admission can follow on the day it ends. */
export const makeBookDetox =
  ({ referrals, newId, audit, events }: RecordGatesDeps) =>
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
    const latestOn = addNights(command.today, furthestDetoxNights);
    if (endsOn > latestOn) return refuse({ code: 'detox-too-far-ahead', latestOn });
    const moved = await moveOn(referrals, tx, scope, command);
    if (!moved.ok) return moved;
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

/** Closes the referral of somebody who has arrived. Nothing happens to one that is closed already. */
export const makeCloseAsPlaced =
  ({ referrals, audit, events }: Pick<RecordGatesDeps, 'referrals' | 'audit' | 'events'>) =>
  async (tx: Tx, referralId: string): Promise<void> => {
    const version = await referrals.close(tx, referralId, 'placed');
    if (version === null) return;
    await audit(tx, {
      action: 'referrals.referral-closed',
      subjectKind: 'referral',
      subjectId: referralId,
      version,
      before: { state: 'open' },
      after: { state: 'closed', reason: 'placed' },
    });
    await events(tx, referralChangedV1.make({ referralId }));
  };
