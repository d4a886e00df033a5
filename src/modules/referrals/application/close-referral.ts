import type { Scope } from '../../../kernel/actor.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { referralChangedV1 } from '../contract/events.js';
import type {
  LetPlaceGo,
  LetPlacesGo,
  PlaceInView,
  PlaceShown,
  ReadPlaceInView,
  SettleMoney,
} from '../contract/closing.js';
import type { PlaceHeld, RecordDeath, TakeDeathBack } from '../contract/facts.js';
import type { ClosingReason } from '../domain/referral.js';
import type { Change, ChangeReferralDeps, ChangeRefusal } from './change-referral.js';

/** What closing a referral needs. */
export interface CloseReferralDeps extends Omit<ChangeReferralDeps, 'newId'> {
  readonly readPlaceInView: ReadPlaceInView;
  readonly letPlaceGo: LetPlaceGo;
  readonly settleMoney: SettleMoney;
}

/** Answers what keeps a person's facts from being changed: a place in view, whatever referral it came of. */
export type ReadPlaceHeldByClient = (tx: Tx, clientId: string) => Promise<PlaceHeld | null>;

/** As for any fact about a referral; or what would be let go unseen, or must end where the person lives. */
export type CloseReferralRefusal =
  ChangeRefusal | { readonly code: PlaceHeld | 'died-in-a-place' | 'place-changed-since-shown' };

/** Records the death of a client once, in the transaction that learns of it. */
const noteDeath = async (
  { referrals, audit }: Pick<CloseReferralDeps, 'referrals' | 'audit'>,
  tx: Tx,
  clientId: string,
): Promise<void> => {
  const version = await referrals.recordDeath(tx, clientId);
  if (version === null) return;
  await audit(tx, {
    action: 'referrals.death-recorded',
    subjectKind: 'client',
    subjectId: clientId,
    version,
  });
};

const noteClosing = async (
  { audit, events }: Pick<CloseReferralDeps, 'audit' | 'events'>,
  tx: Tx,
  { referralId, version }: { readonly referralId: string; readonly version: number },
  reason: string,
  note: string | null,
): Promise<void> => {
  await audit(tx, {
    action: 'referrals.referral-closed',
    subjectKind: 'referral',
    subjectId: referralId,
    version,
    before: { state: 'open' },
    after: { state: 'closed', reason },
    ...(note === null ? {} : { reason: note }),
  });
  await events(tx, referralChangedV1.make({ referralId }));
};

/** Why a place cannot be let go with the referral, or null when it can: it was shown, and nobody lives there. */
const placeObstacle = (
  { held, placeId, version, others }: PlaceInView,
  shown: PlaceShown | null,
  isDeath: boolean,
): CloseReferralRefusal | null => {
  if (held === 'stay-runs') return { code: isDeath ? 'died-in-a-place' : held };
  if (shown === null) return { code: held };
  const isAsShown = (
    one: Omit<PlaceShown, 'others'>,
    other: Omit<PlaceShown, 'others'> | undefined,
  ): boolean => other?.placeId === one.placeId && other.version === one.version;
  const seen = shown.others ?? [];
  const areAsShown =
    seen.length === others.length && others.every((other, index) => isAsShown(other, seen[index]));
  return isAsShown({ placeId, version }, shown) && areAsShown ? null : { code: 'place-changed-since-shown' };
};

/**
 * The coordinator closes a referral that asks for nothing any more, with a reason. What rests on it goes with it, in the same
 * transaction: every offer that waits is taken back, a booking that has not begun is ended, the request for money is
 * withdrawn. Nothing is let go that whoever closes was not shown, at the version they saw; what came to nothing by
 * itself meanwhile is left so. A stay that runs is ended where the person lives. A death ends what the person has by
 * another referral as well. The person's row is taken first, where every offer to them is made.
 */
export const makeCloseReferral =
  (deps: CloseReferralDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    command: Change & {
      readonly reason: ClosingReason;
      readonly note: string | null;
      /** The place that was shown as going with it; null when none was. */
      readonly place?: PlaceShown | null;
    },
  ): Promise<Outcome<{ referralId: string; version: number }, CloseReferralRefusal>> => {
    const { referralId, expectedVersion, memberId, reason, note, place: shown = null } = command;
    if (!(await deps.referrals.takeClient(tx, scope, referralId))) return refuse({ code: 'not-found' });
    const referral = await deps.referrals.find(tx, scope, referralId);
    if (referral === null) return refuse({ code: 'not-found' });
    if (referral.state === 'closed') return refuse({ code: 'referral-closed' });
    if (referral.version !== expectedVersion) return refuse({ code: 'changed-since-you-read-it' });
    const isDeath = reason === 'died';
    const place = await deps.readPlaceInView(tx, isDeath ? { clientId: referral.clientId } : { referralId });
    const obstacle = place === null ? null : placeObstacle(place, shown, isDeath);
    if (obstacle !== null) return refuse(obstacle);
    if (isDeath) await noteDeath(deps, tx, referral.clientId);
    const version = await deps.referrals.close(tx, referralId, reason);
    // Who recorded a fact about it meanwhile did not need the person's row.
    if (version !== expectedVersion + 1) return refuse({ code: 'changed-since-you-read-it' });
    // Whoever answers the offer or records the arrival does not need it either: the guarded update decides.
    for (const one of place === null ? [] : [place, ...place.others]) {
      if (!(await deps.letPlaceGo(tx, one, reason))) return refuse({ code: 'place-changed-since-shown' });
    }
    await deps.settleMoney(tx, scope, { memberId, referralId, note: 'The referral was closed' });
    await noteClosing(deps, tx, { referralId, version }, reason, note);
    return done({ referralId, version });
  };

/**
 * Records a death that somebody else learned of, and closes the person's open referral, whatever they have: it need not
 * be the one that placed them, since who lives in a place may have asked for the next. What was booked for them or offered is
 * let go with it.
 */
export const makeRecordDeath =
  (
    deps: Pick<CloseReferralDeps, 'referrals' | 'settleMoney' | 'audit' | 'events'> & {
      readonly letPlacesGo: LetPlacesGo;
    },
  ): RecordDeath =>
  async (tx, referralId, memberId, besidesId) => {
    await deps.referrals.takeClient(tx, { kind: 'national' }, referralId);
    const referral = await deps.referrals.find(tx, { kind: 'national' }, referralId);
    if (referral === null) return;
    await noteDeath(deps, tx, referral.clientId);
    const national = { kind: 'national' } as const;
    const settle = (of: string): Promise<void> =>
      deps.settleMoney(tx, national, { memberId, referralId: of, note: 'The person has died' });
    const openId = await deps.referrals.openReferralOf(tx, referral.clientId);
    if (openId !== null) {
      const version = await deps.referrals.close(tx, openId, 'died');
      if (version !== null) await noteClosing(deps, tx, { referralId: openId, version }, 'died', null);
    }
    await deps.letPlacesGo(tx, referral.clientId, besidesId ?? null);
    if (openId !== null) await settle(openId);
    // More weeks may have been asked for where they lived.
    if (openId !== referralId) await settle(referralId);
  };

/** Takes back that somebody died, recorded by mistake. What was closed with it is asked for anew, by whoever needs it. */
export const makeTakeDeathBack =
  ({ referrals, audit }: Pick<CloseReferralDeps, 'referrals' | 'audit'>): TakeDeathBack =>
  async (tx, referralId) => {
    await referrals.takeClient(tx, { kind: 'national' }, referralId);
    const referral = await referrals.find(tx, { kind: 'national' }, referralId);
    if (referral === null) return;
    const version = await referrals.takeDeathBack(tx, referral.clientId);
    if (version === null) return;
    await audit(tx, {
      action: 'referrals.death-taken-back',
      subjectKind: 'client',
      subjectId: referral.clientId,
      version,
    });
  };
