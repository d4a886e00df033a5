import type { Scope } from '../../../kernel/actor.js';
import type { AppendAudit } from '../../../kernel/audit.js';
import type { AppendEvent } from '../../../kernel/events.js';
import type { IdSource } from '../../../kernel/ids.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import { nightCount } from '../../../kernel/stay.js';
import type { Plain, Tx } from '../../../kernel/unit-of-work.js';
import type { BedNightLedger, LedgerRefusal } from '../../capacity/contract/ledger.js';
import type { ApprovedNights, FundingUsedUp } from '../../funding/contract/approved-nights.js';
import { shareAmongPayers, type BudgetLedger, type BudgetRefusal } from '../../funding/contract/funding.js';
import type { TakeClient, UrgencyBand } from '../../referrals/contract/facts.js';
import { offerAwaitedV1, offerFellDueV1, offerMadeV1 } from '../contract/events.js';
import type { Offer } from '../domain/offer.js';
import { weighAtOnce, type OfferAlreadyOpen, type ProjectAlreadyOffered } from '../domain/offers-at-once.js';
import { weighOffer, type OfferFacts, type OfferObstacle, type OfferTerms } from '../domain/weigh-offer.js';
import { answerTimes, type AnswerTime, type AnswerTimes } from './answer-time.js';
import { readOfferFacts, type OfferFactsDeps } from './offer-facts.js';
import type { OverrideKind } from '../../matching/contract.js';
import {
  whoLoses,
  whyUnconfirmed,
  type OverrideReasonMissing,
  type OverrideRepository,
  type OverrideUnconfirmed,
  type ReadOverrideNeed,
} from './override.js';
import type { OfferRepository } from './ports.js';
import { hasAPlace, type PersonHasAPlace, type ReadStanding } from './standing-place.js';

/** What making an offer needs. */
export interface MakeOfferDeps extends OfferFactsDeps, AnswerTime {
  readonly takeClient: TakeClient;
  readonly ledger: BedNightLedger;
  readonly approvedNights: ApprovedNights;
  readonly budgets: BudgetLedger;
  readonly readStanding: ReadStanding;
  readonly offers: OfferRepository;
  /** How many offers a person of a partnership may have open at once, by the policy in force today. Matching answers. */
  readonly readOffersAtOnce: (tx: Tx, partnershipId: string) => Promise<number>;
  /** Keeps what the matcher says of the person, for whoever asks later what the offer rested on. */
  readonly keepSuggestion: (tx: Tx, referralId: string) => Promise<void>;
  /** Whether an offer of a bed to somebody is another than the one suggested; null when it is not. Matching answers. */
  readonly readOverrideNeed: ReadOverrideNeed;
  readonly overrides: Pick<OverrideRepository, 'insert'>;
  readonly newId: IdSource;
  readonly audit: AppendAudit;
  readonly events: AppendEvent;
}

/** Who asks for which bed for whom; half-open, `departsOn` is the leaving day. */
export interface MakeOffer {
  readonly memberId: string;
  readonly referralId: string;
  readonly bedId: string;
  readonly arrivesOn: IsoDate;
  readonly departsOn: IsoDate;
  /** Why it is not the bed suggested to them; kept only where it is another. */
  readonly override?: { readonly reason: string } | null;
  /** Who else confirms that it passes somebody over, and of what urgency they were shown that somebody is; nobody's yes by itself. */
  readonly confirmedBy?: { readonly memberId: string; readonly loses: UrgencyBand | null };
  /** The run of the matcher that it was made from by itself; left out where somebody makes it. */
  readonly runId?: string;
}

/** An offer that was made; moments in UTC. */
export type OfferMade = {
  readonly offerId: string;
  readonly answerDueAt: string;
  readonly expiresAt: string;
  readonly costPence: number;
  readonly version: number;
};

/** Everything that may stand in the way of an offer, with its facts. */
export type MakeOfferRefusal =
  | OfferObstacle
  | LedgerRefusal
  | FundingUsedUp
  | BudgetRefusal
  | PersonHasAPlace
  | { readonly code: 'not-found' }
  | { readonly code: 'bed-not-found' }
  | OverrideReasonMissing
  | OverrideUnconfirmed
  | OfferAlreadyOpen
  | ProjectAlreadyOffered;

/** What an offer was made of: kept with it, so that it can be explained a year later. */
const reasonsOf = ({ referral, unit }: OfferFacts, checks: readonly Plain[]): Plain => ({
  checks: [...checks],
  referralVersion: referral.version,
  bedVersion: unit.version,
});

const draft = (
  offerId: string,
  { referral, unit, stay }: OfferFacts,
  { funding, cost }: OfferTerms,
  { dueAt, heldUntilAt }: AnswerTimes,
  slot: number,
): Offer => ({
  offerId,
  referralId: referral.referralId,
  clientId: referral.clientId,
  partnershipId: referral.partnershipId,
  bedId: unit.bedId,
  projectId: unit.projectId,
  providerId: unit.providerId,
  fundingDecisionId: funding.fundingDecisionId,
  stay,
  costPence: cost.totalPence,
  state: 'offered',
  slot,
  answerDueAt: dueAt,
  expiresAt: heldUntilAt,
  refusal: null,
  version: 1,
});

/**
 * Takes the nights of the bed, then the money: the order of locks of ADR 0003, in which the offer's own row came first. The nights of
 * the person and those of the funder's decision are for one place only, so the booking takes them: here they are asked about.
 */
const hold = async (
  { ledger, approvedNights, budgets }: Pick<MakeOfferDeps, 'ledger' | 'approvedNights' | 'budgets'>,
  tx: Tx,
  { offerId: claimId, bedId, clientId, stay }: Offer,
  { referral, unit }: OfferFacts,
  { funding, cost }: OfferTerms,
): Promise<Outcome<true, LedgerRefusal | FundingUsedUp | BudgetRefusal>> => {
  const { sex } = referral;
  const claim = { claimId, bedId, clientId, sex, stay, kind: 'hold' as const, bedVersion: unit.version };
  const claimed = await ledger.claim(tx, claim);
  if (!claimed.ok) return claimed;
  const { fundingDecisionId, partnershipId } = funding;
  const covered = await approvedNights.check(tx, { fundingDecisionId, nights: nightCount(stay) });
  if (!covered.ok) return covered;
  const shares = shareAmongPayers(funding, cost.parts);
  return budgets.hold(tx, { claimId, partnershipId, shares });
};

const record = async (
  { audit, events }: Pick<MakeOfferDeps, 'audit' | 'events'>,
  tx: Tx,
  { offerId, referralId, bedId, stay, costPence, expiresAt }: Offer,
  { remindAt, escalateAt, dueAt }: AnswerTimes,
  { runId, override }: { readonly runId: string | undefined; readonly override: OverrideKind | undefined },
): Promise<void> => {
  await audit(tx, {
    action: 'placements.offer-made',
    subjectKind: 'offer',
    subjectId: offerId,
    version: 1,
    after: {
      referralId,
      bedId,
      ...stay,
      costPence,
      ...(runId === undefined ? {} : { runId }),
      ...(override === undefined ? {} : { override }),
    },
  });
  await events(
    tx,
    offerMadeV1.make({ offerId }),
    offerAwaitedV1.make({ offerId, step: 'reminder' }, { dueAt: remindAt }),
    offerAwaitedV1.make({ offerId, step: 'escalation' }, { dueAt: escalateAt }),
    offerAwaitedV1.make({ offerId, step: 'overdue' }, { dueAt }),
    offerFellDueV1.make({ offerId }, { dueAt: expiresAt }),
  );
};

/**
 * Holds a bed, and the money for it, for a named person, with an answer due before they would arrive. The facts are read
 * afresh and weighed by the same decision that looking at the offer asks; unique keys have the last word on person,
 * bed and room, guarded updates on the nights approved and the money. Refused while a booking of the person stands or a
 * stay runs, and once the referral has led to a stay; beside other offers as far as the policy allows, of which one can become
 * a booking.
 */
export const makeMakeOffer =
  (deps: MakeOfferDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    { memberId, referralId, bedId, arrivesOn, departsOn, override, confirmedBy, runId }: MakeOffer,
  ): Promise<Outcome<OfferMade, MakeOfferRefusal>> => {
    // Before anything is read of the person, so that what is read stays true until the end of the transaction.
    if (!(await deps.takeClient(tx, scope, referralId))) return refuse({ code: 'not-found' });
    const read = await readOfferFacts(deps, tx, scope, { referralId, bedId, stay: { arrivesOn, departsOn } });
    if (!read.ok) return read;
    const facts = read.value;

    const weighed = weighOffer(facts);
    if (!weighed.decision.ok) return weighed.decision;
    const terms = weighed.decision.value;
    const decision = reasonsOf(facts, weighed.checks);

    const { urgencyBand } = facts.referral;
    const times = answerTimes(deps, facts.at, { urgencyBand, arrivesOn });
    // Whoever makes or accepts an offer takes the person first: nobody adds to these meanwhile.
    const open = await deps.offers.takeOpen(tx, facts.referral.clientId);
    const atMost = await deps.readOffersAtOnce(tx, facts.referral.partnershipId);
    const slot = weighAtOnce(open, atMost, facts.unit.projectId);
    if (!slot.ok) return slot;
    const offer = draft(deps.newId(), facts, terms, times, slot.value);
    if (!(await deps.offers.insert(tx, offer, { memberId, decision, remindAt: times.remindAt }))) {
      throw new Error(`Client ${offer.clientId} is taken, and was made another offer meanwhile.`);
    }
    const standing = await deps.readStanding(tx, offer);
    if (standing !== null) return refuse(hasAPlace(standing));
    const held = await hold(deps, tx, offer, facts, terms);
    if (!held.ok) return held;
    // Last: what stands in the way in any case is said first.
    const need = await deps.readOverrideNeed(tx, facts);
    const reason = override?.reason ?? null;
    if (need !== null && reason === null) {
      return refuse({ code: 'override-reason-missing', kind: need.kind, loses: whoLoses(need) });
    }
    const unconfirmed = whyUnconfirmed(need, { memberId, confirmedBy });
    if (unconfirmed !== null) return refuse(unconfirmed);
    await deps.keepSuggestion(tx, referralId);
    if (need !== null && reason !== null) {
      await deps.overrides.insert(tx, { offerId: offer.offerId, need, reason, memberId });
    }
    await record(deps, tx, offer, times, { runId, override: need?.kind });
    const { offerId, answerDueAt, expiresAt, costPence, version } = offer;
    return done({
      ...{ offerId, answerDueAt: answerDueAt.toISOString(), expiresAt: expiresAt.toISOString() },
      ...{ costPence, version },
    });
  };
