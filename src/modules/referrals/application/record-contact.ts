import type { Scope } from '../../../kernel/actor.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { pastDayObstacle, type WaitingDatesObstacle } from '../domain/waiting.js';
import type { ChangeReferralDeps } from './change-referral.js';
import type { NewContact, WaitingRepository } from './waiting-ports.js';

/** What recording something of a wait needs. */
export interface WaitingDeps extends ChangeReferralDeps {
  readonly waiting: WaitingRepository;
}

/** Why something of a wait could not be recorded. */
export type WaitingRefusal =
  { readonly code: 'not-found' } | { readonly code: 'referral-closed' } | WaitingDatesObstacle;

/**
 * Records a try to reach somebody who waits, whatever came of it. Nothing is guarded by a version: two colleagues may
 * each have tried, and both are true.
 */
export const makeRecordContact =
  ({ referrals, waiting, newId, audit }: Omit<WaitingDeps, 'events'>) =>
  async (
    tx: Tx,
    scope: Scope,
    {
      memberId,
      today,
      ...told
    }: Omit<NewContact, 'contactId'> & { readonly memberId: string; readonly today: IsoDate },
  ): Promise<Outcome<{ referralId: string; contactId: string }, WaitingRefusal>> => {
    const { referralId, contactedOn, channel, outcome } = told;
    // Meets the night's closing of a referral that has run out: who was reached in time is not closed.
    if (!(await referrals.takeClient(tx, scope, referralId))) return refuse({ code: 'not-found' });
    const referral = await referrals.find(tx, scope, referralId);
    if (referral === null) return refuse({ code: 'not-found' });
    if (referral.state === 'closed') return refuse({ code: 'referral-closed' });
    const impossible = pastDayObstacle(contactedOn, referral.receivedOn, today);
    if (impossible !== null) return refuse(impossible);
    const contactId = newId();
    await waiting.insertContact(tx, { contactId, ...told }, memberId);
    await audit(tx, {
      action: 'referrals.contact-recorded',
      subjectKind: 'referral',
      subjectId: referralId,
      version: null,
      after: { contactId, contactedOn, channel, outcome },
    });
    return done({ referralId, contactId });
  };
