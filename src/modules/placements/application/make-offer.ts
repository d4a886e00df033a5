import type { Scope } from '../../../kernel/actor.js';
import type { AppendAudit } from '../../../kernel/audit.js';
import type { AppendEvent } from '../../../kernel/events.js';
import type { IdSource } from '../../../kernel/ids.js';
import { addNights, nightsBetween, type IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Plain, Tx } from '../../../kernel/unit-of-work.js';
import {
  addWorkingHours,
  type WorkingCalendar,
  type WorkingHoursPolicy,
} from '../../../kernel/working-time.js';
import { isClaimable, type ReadRoomMix, type ReadUnit } from '../../capacity/contract/availability.js';
import type { BedNightLedger, LedgerRefusal } from '../../capacity/contract/ledger.js';
import { evaluate, verdict, type Check } from '../../eligibility/contract.js';
import {
  costByYear,
  isLive,
  type BudgetLedger,
  type BudgetRefusal,
  type ReadLatestDecisions,
} from '../../funding/contract/funding.js';
import { missingGates, type MissingGate } from '../../matching/contract.js';
import type { ReadReferral, TakeClient } from '../../referrals/contract/facts.js';
import { offerFellDueV1, offerMadeV1 } from '../contract/events.js';
import type { AnswerHours, Offer } from '../domain/offer.js';
import type { OfferRepository } from './ports.js';

export interface MakeOfferDeps {
  readonly readReferral: ReadReferral;
  readonly takeClient: TakeClient;
  readonly readLatestDecisions: ReadLatestDecisions;
  readonly readUnit: ReadUnit;
  readonly readRoomMix: ReadRoomMix;
  readonly ledger: BedNightLedger;
  readonly budgets: BudgetLedger;
  readonly offers: OfferRepository;
  readonly now: (tx: Tx) => Promise<{ readonly at: Date; readonly today: IsoDate }>;
  readonly newId: IdSource;
  readonly audit: AppendAudit;
  readonly events: AppendEvent;
  readonly answerHours: AnswerHours;
  readonly workingCalendar: WorkingCalendar;
  readonly workingHours: WorkingHoursPolicy;
}

export interface MakeOffer {
  readonly memberId: string;
  readonly referralId: string;
  readonly bedId: string;
  readonly arrivesOn: IsoDate;
  readonly departsOn: IsoDate;
}

export type MakeOfferRefusal =
  | LedgerRefusal
  | BudgetRefusal
  | { readonly code: 'not-found' }
  | { readonly code: 'bed-not-found' }
  | { readonly code: 'referral-closed' }
  | { readonly code: 'dates-not-a-stay' }
  | { readonly code: 'arrival-in-the-past'; readonly today: string }
  | { readonly code: 'arrival-too-far-ahead'; readonly latestOn: string }
  | { readonly code: 'arrives-before-detox-ends'; readonly detoxEndsOn: string }
  | { readonly code: 'not-ready-to-place'; readonly missing: readonly MissingGate[] }
  | { readonly code: 'not-eligible'; readonly checks: readonly Check[] }
  | { readonly code: 'eligibility-unknown'; readonly checks: readonly Check[] }
  | { readonly code: 'stay-exceeds-funding'; readonly fundedNights: number; readonly askedNights: number }
  | { readonly code: 'offer-already-open' };

/** How far ahead a bed may be held. Unit: nights. A year covers the longest known wait for a date. */
export const furthestArrivalNights = 366;

/**
 * Holds a bed, and the money for it, for a named person, with an answer due in working hours. Everything is
 * asked again here on facts of this moment, by the same evaluator that suggested it; unique keys have the last
 * word on bed, person and room, a guarded update on the money.
 */
export const makeMakeOffer =
  (deps: MakeOfferDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    command: MakeOffer,
  ): Promise<
    Outcome<{ offerId: string; expiresAt: string; costPence: number; version: number }, MakeOfferRefusal>
  > => {
    const { referralId, bedId, memberId } = command;
    const stay = { arrivesOn: command.arrivesOn, departsOn: command.departsOn };
    if (!isClaimable(stay)) return refuse({ code: 'dates-not-a-stay' });
    const isTaken = await deps.takeClient(tx, scope, referralId);
    const referral = isTaken ? await deps.readReferral(tx, scope, referralId) : null;
    if (referral === null) return refuse({ code: 'not-found' });
    if (referral.state === 'closed') return refuse({ code: 'referral-closed' });

    const { at, today } = await deps.now(tx);
    if (stay.arrivesOn < today) return refuse({ code: 'arrival-in-the-past', today });
    const latestOn = addNights(today, furthestArrivalNights);
    if (stay.arrivesOn > latestOn) return refuse({ code: 'arrival-too-far-ahead', latestOn });
    const funding = (await deps.readLatestDecisions(tx, [referralId])).get(referralId) ?? null;
    const missing = missingGates(referral, funding, today);
    if (missing.length > 0 || !isLive(funding, today)) return refuse({ code: 'not-ready-to-place', missing });
    if (referral.detox !== null && stay.arrivesOn < referral.detox.endsOn) {
      return refuse({ code: 'arrives-before-detox-ends', detoxEndsOn: referral.detox.endsOn });
    }
    const askedNights = nightsBetween(stay.arrivesOn, stay.departsOn);
    if (askedNights > funding.weeks * 7) {
      return refuse({ code: 'stay-exceeds-funding', fundedNights: funding.weeks * 7, askedNights });
    }

    const unit = await deps.readUnit(tx, bedId);
    if (unit === null) return refuse({ code: 'bed-not-found' });
    const mix = unit.roomId === null ? [] : await deps.readRoomMix(tx, stay, unit.roomId);
    const checks = evaluate(referral, unit, stay, mix);
    const answer = verdict(checks);
    if (answer !== 'yes') {
      return refuse({ code: answer === 'no' ? 'not-eligible' : 'eligibility-unknown', checks });
    }

    const offerId = deps.newId();
    const claimed = await deps.ledger.claim(tx, {
      claimId: offerId,
      bedId,
      clientId: referral.clientId,
      sex: referral.sex,
      kind: 'hold',
      stay,
      bedVersion: unit.version,
    });
    if (!claimed.ok) return claimed;
    const { totalPence, parts } = costByYear(funding.weeklyRatePence, stay);
    const { partnershipId, route } = funding;
    const held = await deps.budgets.hold(tx, { claimId: offerId, partnershipId, route, shares: parts });
    if (!held.ok) return held;

    const expiresAt = addWorkingHours(
      deps.workingCalendar,
      at,
      deps.answerHours[referral.urgencyBand],
      deps.workingHours,
    );
    const offer: Offer = {
      offerId,
      referralId,
      clientId: referral.clientId,
      partnershipId: referral.partnershipId,
      bedId,
      projectId: unit.projectId,
      providerId: unit.providerId,
      fundingDecisionId: funding.fundingDecisionId,
      stay,
      costPence: totalPence,
      state: 'offered',
      expiresAt,
      version: 1,
    };
    const decision: Plain = {
      checks: checks.map((check) => ({ ...check })),
      referralVersion: referral.version,
      bedVersion: unit.version,
    };
    if (!(await deps.offers.insert(tx, offer, memberId, decision)))
      return refuse({ code: 'offer-already-open' });
    await deps.audit(tx, {
      action: 'placements.offer-made',
      subjectKind: 'offer',
      subjectId: offerId,
      version: 1,
      after: { referralId, bedId, ...stay, costPence: totalPence },
    });
    await deps.events(
      tx,
      offerMadeV1.make({ offerId }),
      offerFellDueV1.make({ offerId }, { dueAt: expiresAt }),
    );
    return done({ offerId, expiresAt: expiresAt.toISOString(), costPence: totalPence, version: 1 });
  };
