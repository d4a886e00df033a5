import type { Scope } from '../../../kernel/actor.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { ReadMoneyInView } from '../contract/closing.js';
import { referralChangedV1 } from '../contract/events.js';
import {
  birthObstacle,
  receivedObstacle,
  type BirthObstacle,
  type ReceivedObstacle,
} from '../domain/referral.js';
import type { Change, ChangeReferralDeps, ChangeRefusal } from './change-referral.js';
import type { MayBeRestricted, NewReferral, OpenElsewhere } from './ports.js';
import { tellApart, type SaidApart } from './tell-apart.js';

/** What a referral began with: of whom, by whom, when, and for which money. */
export type Origin = Pick<NewReferral, 'givenName' | 'familyName' | 'source' | 'route' | 'receivedOn'>;

/** What putting it right needs. */
export interface CorrectOriginDeps extends Omit<ChangeReferralDeps, 'newId'> {
  readonly readMoneyInView: ReadMoneyInView;
  readonly now: (tx: Tx) => Promise<{ readonly today: IsoDate }>;
}

/** As for any fact about a referral; or why it cannot have begun so. */
export type CorrectOriginRefusal =
  | ChangeRefusal
  | BirthObstacle
  | ReceivedObstacle
  | { readonly code: 'nothing-corrected' }
  | { readonly code: 'person-recorded-already'; readonly reference: string }
  | MayBeRestricted
  | ({ readonly code: 'open-referral-elsewhere' } & OpenElsewhere)
  | { readonly code: 'route-while-funded' };

/**
 * Puts right whose referral it is by name, who sent it, when it was received and which money it asks for, with why. The
 * wait is counted from the new day. The name of somebody else who is recorded is refused, here and elsewhere; the money
 * stays while some is asked for or promised, since that names its route. Names stand in a table of their own, also those
 * that were wrong; the record says that they changed, and not into what.
 */
export const makeCorrectOrigin =
  ({ referrals, readMoneyInView, now, audit, events }: CorrectOriginDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    command: Change & {
      readonly origin: Origin;
      readonly reason: string;
    } & SaidApart,
  ): Promise<Outcome<{ referralId: string; version: number }, CorrectOriginRefusal>> => {
    const {
      referralId,
      expectedVersion,
      memberId,
      origin,
      reason,
      differentPersonBecause = null,
      differentFrom = [],
    } = command;
    if (scope.kind !== 'partnership') return refuse({ code: 'not-found' });
    // Two who record or rename a person of this partnership at once meet here, before either looks.
    await referrals.takePartnership(tx, scope.partnershipId);
    if (!(await referrals.takeClient(tx, scope, referralId))) return refuse({ code: 'not-found' });
    const referral = await referrals.find(tx, scope, referralId);
    const recorded = await referrals.readOrigin(tx, referralId);
    if (referral === null || recorded === null) return refuse({ code: 'not-found' });
    if (referral.state === 'closed') return refuse({ code: 'referral-closed' });
    if (referral.version !== expectedVersion) return refuse({ code: 'changed-since-you-read-it' });
    const { clientId, bornOn } = referral;
    const { today } = await now(tx);
    const impossible =
      receivedObstacle(origin.receivedOn, today) ?? birthObstacle(referral, origin.receivedOn);
    if (impossible !== null) return refuse(impossible);
    const isRenamed = origin.givenName !== recorded.givenName || origin.familyName !== recorded.familyName;
    const changed = (['source', 'route', 'receivedOn'] as const).filter(
      (name) => origin[name] !== recorded[name],
    );
    if (!isRenamed && changed.length === 0) return refuse({ code: 'nothing-corrected' });
    if (changed.includes('route')) {
      const { request, proposal, approval } = await readMoneyInView(tx, referralId, today);
      if (request !== null || proposal !== null || approval !== null)
        return refuse({ code: 'route-while-funded' });
    }
    if (isRenamed) {
      const person = { ...origin, bornOn };
      const other = await referrals.findPerson(tx, scope, person);
      if (other !== null && other.clientId !== clientId) {
        if (other.askInstead !== null) {
          return refuse({ code: 'restricted-record-may-exist', askPartnershipName: other.askInstead });
        }
        return refuse({ code: 'person-recorded-already', reference: other.reference });
      }
      const told = await tellApart(referrals, tx, scope, {
        ...{ referralId, memberId, person, differentPersonBecause, differentFrom },
      });
      if (!told.ok) return told;
      const version = await referrals.rename(tx, clientId, origin, memberId);
      // Another partnership recorded that person in the same moment; who repeats it is told which.
      if (version === null) return refuse({ code: 'changed-since-you-read-it' });
      await audit(tx, {
        action: 'referrals.client-corrected',
        subjectKind: 'client',
        subjectId: clientId,
        version,
        after: { changed: 'name' },
        reason,
      });
    }
    if (!(await referrals.correctOrigin(tx, { referralId, version: expectedVersion }, origin))) {
      return refuse({ code: 'changed-since-you-read-it' });
    }
    const version = expectedVersion + 1;
    await audit(tx, {
      action: 'referrals.origin-corrected',
      subjectKind: 'referral',
      subjectId: referralId,
      version,
      before: Object.fromEntries(changed.map((name) => [name, recorded[name]])),
      after: {
        ...Object.fromEntries(changed.map((name) => [name, origin[name]])),
        ...(isRenamed ? { changed: 'name' } : {}),
      },
      reason:
        isRenamed && differentPersonBecause !== null
          ? `${reason} (somebody else, though name and birth agree: ${differentPersonBecause})`
          : reason,
    });
    await events(tx, referralChangedV1.make({ referralId }));
    return done({ referralId, version });
  };
