import type { Scope } from '../../../kernel/actor.js';
import type { AppendAudit } from '../../../kernel/audit.js';
import type { AppendEvent } from '../../../kernel/events.js';
import type { IdSource } from '../../../kernel/ids.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Stay } from '../../../kernel/stay.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { TakeClient, UrgencyBand } from '../../referrals/contract/facts.js';
import { overrideMovedV1 } from '../contract/events.js';
import { weighOffer, type OfferObstacle } from '../domain/weigh-offer.js';
import type { makeMakeOffer, MakeOfferRefusal, OfferMade } from './make-offer.js';
import { readOfferFacts, type OfferFactsDeps } from './offer-facts.js';
import type { OverrideReasonMissing, ReadOverrideNeed } from './override.js';

/** An offer that would pass somebody over, as one member asked for it; nothing is held. Half-open, `departsOn` is the leaving day. */
export interface AskedOverride {
  readonly overrideId: string;
  readonly referralId: string;
  readonly bedId: string;
  readonly stay: Stay;
  readonly reason: string;
  /** Of what urgency somebody would lose a place by it. */
  readonly loses: UrgencyBand;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly version: number;
}

/** What became of one. */
export type OverrideAnswer =
  | { readonly kind: 'confirmed'; readonly offerId: string }
  | { readonly kind: 'refused'; readonly note: string }
  | { readonly kind: 'taken-back' };

/** Offers that wait for a second person: a unique key keeps one for a referral, a guarded update answers it once. */
export interface AskedOverrides {
  /** The one that waits for a referral; null outside scope, and where none does. */
  findWaiting(tx: Tx, scope: Scope, referralId: string): Promise<AskedOverride | null>;
  /** False when one waits for the referral already. */
  insert(
    tx: Tx,
    asked: Omit<AskedOverride, 'askedAt' | 'version'> & {
      readonly partnershipId: string;
      /** Who would lose the place; for the record alone. */
      readonly passedOverReferralId: string;
    },
  ): Promise<boolean>;
  /** False when it was answered, or changed, before. */
  answer(
    tx: Tx,
    asked: Pick<AskedOverride, 'overrideId' | 'version'>,
    answer: OverrideAnswer,
    memberId: string,
  ): Promise<boolean>;
}

/** What asking for an offer that passes somebody over needs. */
export interface AskOverrideDeps extends OfferFactsDeps {
  readonly takeClient: TakeClient;
  readonly readOverrideNeed: ReadOverrideNeed;
  readonly askedOverrides: AskedOverrides;
  readonly newId: IdSource;
  readonly audit: AppendAudit;
  readonly events: AppendEvent;
}

/** Why it cannot be asked for: what would refuse the offer; it passes nobody over and is simply made; or one waits already. */
export type AskOverrideRefusal =
  | OfferObstacle
  | OverrideReasonMissing
  | { readonly code: 'not-found' }
  | { readonly code: 'bed-not-found' }
  | { readonly code: 'override-not-needed' }
  | { readonly code: 'override-already-waiting' };

/** Who asks for which bed for whom, and why. */
export interface AskOverride {
  readonly memberId: string;
  readonly referralId: string;
  readonly bedId: string;
  readonly arrivesOn: IsoDate;
  readonly departsOn: IsoDate;
  readonly override: { readonly reason: string } | null;
}

type Asked = { readonly overrideId: string; readonly loses: UrgencyBand; readonly version: number };

/** What waits for a day that has passed can be confirmed no more: whoever asks anew takes it back by that. */
const takeBackPast = async (
  { askedOverrides, audit }: Pick<AskOverrideDeps, 'askedOverrides' | 'audit'>,
  tx: Tx,
  scope: Scope,
  {
    referralId,
    memberId,
    today,
  }: { readonly referralId: string; readonly memberId: string; readonly today: IsoDate },
): Promise<void> => {
  const asked = await askedOverrides.findWaiting(tx, scope, referralId);
  if (asked === null || asked.stay.arrivesOn >= today) return;
  if (await askedOverrides.answer(tx, asked, { kind: 'taken-back' }, memberId)) {
    await audit(tx, {
      action: 'placements.override-taken-back',
      subjectKind: 'asked_override',
      subjectId: asked.overrideId,
      version: asked.version + 1,
      after: { referralId, bedId: asked.bedId },
    });
  }
};

/**
 * Asks a second member to confirm an offer that takes a place from somebody as urgent or more. What would refuse the offer
 * in any case is said now; neither bed nor money is held, so that nobody else waits for the answer.
 */
export const makeAskOverride =
  (deps: AskOverrideDeps) =>
  async (tx: Tx, scope: Scope, asked: AskOverride): Promise<Outcome<Asked, AskOverrideRefusal>> => {
    const { memberId, referralId, bedId, arrivesOn, departsOn, override } = asked;
    // As for the offer itself: one that is made at the same moment and this see each other.
    if (!(await deps.takeClient(tx, scope, referralId))) return refuse({ code: 'not-found' });
    const read = await readOfferFacts(deps, tx, scope, { referralId, bedId, stay: { arrivesOn, departsOn } });
    if (!read.ok) return read;
    const { decision } = weighOffer(read.value);
    if (!decision.ok) return decision;
    const need = await deps.readOverrideNeed(tx, read.value);
    if (need?.kind !== 'passes-over') return refuse({ code: 'override-not-needed' });
    const loses = need.band;
    if (override === null) return refuse({ code: 'override-reason-missing', kind: need.kind, loses });
    await takeBackPast(deps, tx, scope, { referralId, memberId, today: read.value.today });
    const overrideId = deps.newId();
    const isAlone = await deps.askedOverrides.insert(tx, {
      ...{ overrideId, referralId, bedId, loses, reason: override.reason, askedBy: memberId },
      stay: read.value.stay,
      partnershipId: read.value.referral.partnershipId,
      passedOverReferralId: need.referralId,
    });
    if (!isAlone) return refuse({ code: 'override-already-waiting' });
    await deps.audit(tx, {
      action: 'placements.override-asked',
      subjectKind: 'asked_override',
      subjectId: overrideId,
      version: 1,
      after: { referralId, bedId, arrivesOn, departsOn, loses },
      reason: override.reason,
    });
    await deps.events(tx, overrideMovedV1.make({ overrideId }));
    return done({ overrideId, loses, version: 1 });
  };

/** What answering one needs. */
export interface AnswerOverrideDeps {
  readonly takeClient: TakeClient;
  readonly askedOverrides: AskedOverrides;
  readonly makeOffer: ReturnType<typeof makeMakeOffer>;
  readonly audit: AppendAudit;
  readonly events: AppendEvent;
}

/** Why it cannot be answered: it no longer waits, or it is one's own. */
export type AnswerOverrideRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'override-already-answered' }
  | { readonly code: 'override-is-your-own' };

/** As above; or what would refuse the offer now. */
export type ConfirmOverrideRefusal = AnswerOverrideRefusal | MakeOfferRefusal;

/** Who answers, and which version they looked at. */
interface Answered {
  readonly memberId: string;
  readonly referralId: string;
  readonly expectedVersion: number;
}

const takeWaiting = async (
  deps: Pick<AnswerOverrideDeps, 'takeClient' | 'askedOverrides'>,
  tx: Tx,
  scope: Scope,
  { referralId, expectedVersion }: Answered,
): Promise<Outcome<AskedOverride, AnswerOverrideRefusal>> => {
  if (!(await deps.takeClient(tx, scope, referralId))) return refuse({ code: 'not-found' });
  const asked = await deps.askedOverrides.findWaiting(tx, scope, referralId);
  return asked?.version === expectedVersion ? done(asked) : refuse({ code: 'override-already-answered' });
};

/**
 * The second yes: the offer is made as it was asked for, weighed anew against the newest run. `loses` is whom the
 * confirming member was shown would lose a place; where it is somebody of another urgency by now they look again, and where it
 * is nobody any more the offer is simply made.
 */
export const makeConfirmOverride =
  (deps: AnswerOverrideDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    answered: Answered & { readonly loses: UrgencyBand | null },
  ): Promise<Outcome<OfferMade, ConfirmOverrideRefusal>> => {
    const taken = await takeWaiting(deps, tx, scope, answered);
    if (!taken.ok) return taken;
    const asked = taken.value;
    const { memberId, loses } = answered;
    const { overrideId, referralId, bedId, stay, reason, askedBy } = asked;
    if (askedBy === memberId) return refuse({ code: 'override-is-your-own' });
    const made = await deps.makeOffer(tx, scope, {
      ...{ memberId: askedBy, referralId, bedId, ...stay },
      ...{ override: { reason }, confirmedBy: { memberId, loses } },
    });
    if (!made.ok) return made;
    const { offerId } = made.value;
    if (!(await deps.askedOverrides.answer(tx, asked, { kind: 'confirmed', offerId }, memberId))) {
      throw new Error(`Override ${overrideId} was answered while its person's row was held.`);
    }
    await deps.audit(tx, {
      action: 'placements.override-confirmed',
      subjectKind: 'asked_override',
      subjectId: overrideId,
      version: asked.version + 1,
      after: { referralId, bedId, offerId },
    });
    await deps.events(tx, overrideMovedV1.make({ overrideId }));
    return made;
  };

/** A no, by somebody else, with why; or taken back, by anybody who may make offers. Nothing was held. */
export const makeEndOverride =
  (deps: Omit<AnswerOverrideDeps, 'makeOffer'>) =>
  async (
    tx: Tx,
    scope: Scope,
    answered: Answered,
    answer: Exclude<OverrideAnswer, { readonly kind: 'confirmed' }>,
  ): Promise<Outcome<{ readonly overrideId: string; readonly version: number }, AnswerOverrideRefusal>> => {
    const taken = await takeWaiting(deps, tx, scope, answered);
    if (!taken.ok) return taken;
    const { overrideId, referralId, bedId, askedBy, version } = taken.value;
    const { memberId } = answered;
    if (answer.kind === 'refused' && askedBy === memberId) return refuse({ code: 'override-is-your-own' });
    if (!(await deps.askedOverrides.answer(tx, taken.value, answer, memberId))) {
      throw new Error(`Override ${overrideId} was answered while its person's row was held.`);
    }
    await deps.audit(tx, {
      action: answer.kind === 'refused' ? 'placements.override-refused' : 'placements.override-taken-back',
      subjectKind: 'asked_override',
      subjectId: overrideId,
      version: version + 1,
      after: { referralId, bedId },
      ...(answer.kind === 'refused' ? { reason: answer.note } : {}),
    });
    await deps.events(tx, overrideMovedV1.make({ overrideId }));
    return done({ overrideId, version: version + 1 });
  };
