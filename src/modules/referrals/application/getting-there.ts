import type { Scope } from '../../../kernel/actor.js';
import type { AppendAudit } from '../../../kernel/audit.js';
import type { IdSource } from '../../../kernel/ids.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { ReadReferral, ReferralFacts } from '../contract/facts.js';
import type { HomeAnswer, TravelPlan } from '../domain/arrival.js';
import { comingDayObstacle, type WaitingDatesObstacle } from '../domain/waiting.js';

/** A fact with who recorded it, by name, and when. */
export interface Told {
  readonly recordedBy: string | null;
  readonly recordedAt: Date;
}

/** What is known of a person's home while they are away. */
export interface HomeTold {
  readonly answer: HomeAnswer;
  readonly note: string | null;
}

/** What was arranged for an arrival, as rows that are only added; the latest counts. */
export interface GettingThereRepository {
  insertTravel(
    tx: Tx,
    plan: TravelPlan & { readonly travelId: string; readonly referralId: string },
    recordedBy: string,
  ): Promise<void>;
  insertHome(
    tx: Tx,
    home: HomeTold & { readonly homeId: string; readonly referralId: string },
    recordedBy: string,
  ): Promise<void>;
}

/** The latest of each; null where nothing was recorded. The referral has been seen to be in scope before. */
export type ReadGettingThere = (
  tx: Tx,
  referralId: string,
) => Promise<{
  readonly travel: (TravelPlan & Told) | null;
  readonly home: (HomeTold & Told) | null;
}>;

/** What recording something for an arrival needs. */
export interface GettingThereDeps {
  readonly readReferral: ReadReferral;
  readonly gettingThere: GettingThereRepository;
  readonly newId: IdSource;
  readonly audit: AppendAudit;
}

/** Why nothing was recorded. */
export type GettingThereRefusal = { readonly code: 'not-found' } | { readonly code: 'referral-closed' };

interface Recording {
  readonly memberId: string;
  readonly referralId: string;
  readonly today: IsoDate;
}

type Standing = Pick<ReferralFacts, 'state' | 'closedReason'>;

/** Nothing is arranged any more for whoever is there, or does not come. */
export const mayArrangeTravel = ({ state }: Standing): boolean => state === 'open';

/** The home is still asked about during the stay: support is granted or refused weeks after the person left it. */
export const mayTellOfHome = ({ state, closedReason }: Standing): boolean =>
  state === 'open' || closedReason === 'placed';

const recordable = async (
  { readReferral }: Pick<GettingThereDeps, 'readReferral'>,
  tx: Tx,
  scope: Scope,
  referralId: string,
  mayStill: (referral: Standing) => boolean,
): Promise<Outcome<true, GettingThereRefusal>> => {
  const referral = await readReferral(tx, scope, referralId);
  if (referral === null) return refuse({ code: 'not-found' });
  return mayStill(referral) ? done(true) : refuse({ code: 'referral-closed' });
};

/** Records who brings the person on which day, arranged or confirmed. Recorded again it takes the place of what was. */
export const makeRecordTravel =
  (deps: GettingThereDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    { memberId, referralId, today, ...plan }: Recording & TravelPlan,
  ): Promise<
    Outcome<{ referralId: string; travelId: string }, GettingThereRefusal | WaitingDatesObstacle>
  > => {
    const open = await recordable(deps, tx, scope, referralId, mayArrangeTravel);
    if (!open.ok) return open;
    const impossible = comingDayObstacle(plan.travelsOn, today, today);
    if (impossible !== null) return refuse(impossible);
    const travelId = deps.newId();
    await deps.gettingThere.insertTravel(tx, { travelId, referralId, ...plan }, memberId);
    const { travelsOn, broughtBy, isConfirmed, note } = plan;
    await deps.audit(tx, {
      action: 'referrals.travel-recorded',
      subjectKind: 'referral',
      subjectId: referralId,
      version: null,
      after: { travelId, travelsOn, broughtBy, isConfirmed },
      ...(note === null ? {} : { reason: note }),
    });
    return done({ referralId, travelId });
  };

/** Records what becomes of the person's home while they are away, so that nobody loses it by going. */
export const makeRecordHome =
  (deps: GettingThereDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    { memberId, referralId, answer, note }: Omit<Recording, 'today'> & HomeTold,
  ): Promise<Outcome<{ referralId: string; homeId: string }, GettingThereRefusal>> => {
    const open = await recordable(deps, tx, scope, referralId, mayTellOfHome);
    if (!open.ok) return open;
    const homeId = deps.newId();
    await deps.gettingThere.insertHome(tx, { homeId, referralId, answer, note }, memberId);
    await deps.audit(tx, {
      action: 'referrals.home-recorded',
      subjectKind: 'referral',
      subjectId: referralId,
      version: null,
      after: { homeId, answer },
      ...(note === null ? {} : { reason: note }),
    });
    return done({ referralId, homeId });
  };
