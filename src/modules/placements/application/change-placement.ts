import type { Scope } from '../../../kernel/actor.js';
import type { AppendAudit } from '../../../kernel/audit.js';
import type { AppendEvent } from '../../../kernel/events.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import { nightCount, type Stay } from '../../../kernel/stay.js';
import type { Plain, Tx } from '../../../kernel/unit-of-work.js';
import type { BedNightLedger } from '../../capacity/contract/ledger.js';
import type { ApprovedNights, FundingUsedUp } from '../../funding/contract/approved-nights.js';
import type { BudgetLedger, PayerYearShare } from '../../funding/contract/funding.js';
import type { placementChangedV1 } from '../contract/events.js';
import { sleptByClaim } from '../domain/paid-nights.js';
import type { Placement } from '../domain/placement.js';
import type { PlacementRepository } from './ports.js';
import { stayChangedSince, type ReadStayStepsSince, type StayChangedSince } from './stay-changed-since.js';

/** What every step of a placement needs. */
export interface ChangePlacementDeps {
  readonly placements: PlacementRepository;
  readonly ledger: BedNightLedger;
  readonly approvedNights: ApprovedNights;
  readonly budgets: BudgetLedger;
  /** The database's clock, and its civil date. */
  readonly now: (tx: Tx) => Promise<{ readonly at: Date; readonly today: IsoDate }>;
  readonly readStayStepsSince: ReadStayStepsSince;
  readonly audit: AppendAudit;
  readonly events: AppendEvent;
}

/** Why a step could not be taken: `state` is where the placement stands instead. */
export type ChangeRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'changed-since-you-read-it' }
  | StayChangedSince
  | { readonly code: 'not-in-that-state'; readonly state: string };

/** Who changes which placement, at the version they read. */
export interface Change {
  readonly memberId: string;
  readonly placementId: string;
  readonly expectedVersion: number;
}

/** A placement after a step, and the version it moved to. */
export type Changed = { placementId: string; version: number };

/**
 * The placement, when it is in scope, in this state and at the version somebody read; otherwise which it is not, and what
 * changed since.
 */
export const readIn = async (
  { placements, readStayStepsSince }: Pick<ChangePlacementDeps, 'placements' | 'readStayStepsSince'>,
  tx: Tx,
  scope: Scope,
  { placementId, expectedVersion }: Change,
  state: Placement['state'],
): Promise<Outcome<Placement, ChangeRefusal>> => {
  const placement = await placements.find(tx, scope, placementId);
  if (placement === null) return refuse({ code: 'not-found' });
  if (placement.state !== state) return refuse({ code: 'not-in-that-state', state: placement.state });
  if (placement.version !== expectedVersion) {
    return refuse(await stayChangedSince(readStayStepsSince, tx, placement, expectedVersion));
  }
  return done(placement);
};

/** Writes down a step that has been taken, and tells whoever waits for it. `placement` is as it was before. */
export const recordStep = async (
  { audit, events }: Pick<ChangePlacementDeps, 'audit' | 'events'>,
  tx: Tx,
  placement: Placement,
  action: string,
  after: Plain,
  event: typeof placementChangedV1,
  reason?: string,
): Promise<Outcome<Changed, never>> => {
  const { placementId, referralId } = placement;
  const version = placement.version + 1;
  await audit(tx, {
    action,
    subjectKind: 'placement',
    subjectId: placementId,
    version,
    before: { state: placement.state, ...placement.stay },
    after,
    ...(reason === undefined ? {} : { reason }),
  });
  await events(tx, event.make({ placementId, referralId }));
  return done({ placementId, version });
};

/**
 * Counts the nights of a stay with other days on the decision that pays for it: those added or left out, on the one it
 * rests on; all of them on a new one, which then pays for the whole stay, and the one before has its nights back.
 * `placement` is as it was before. Before any money moves: the order of locks.
 */
export const coverWhole = async (
  { approvedNights }: Pick<ChangePlacementDeps, 'approvedNights'>,
  tx: Tx,
  { fundingDecisionId: was, stay }: Placement,
  whole: Stay,
  fundingDecisionId: string,
): Promise<Outcome<true, FundingUsedUp>> => {
  const [before, after] = [nightCount(stay), nightCount(whole)];
  if (fundingDecisionId !== was) {
    await approvedNights.giveBack(tx, { fundingDecisionId: was, nights: before });
    return approvedNights.take(tx, { fundingDecisionId, nights: after });
  }
  if (after > before) return approvedNights.take(tx, { fundingDecisionId, nights: after - before });
  await approvedNights.giveBack(tx, { fundingDecisionId, nights: before - after });
  return done(true);
};

/**
 * Gives the nights that nobody slept back to the funder's decision: all but those of `slept`, null when there was none.
 * `placement` is as it was before. Before any money moves: the order of locks.
 */
export const giveBackNights = async (
  { approvedNights }: Pick<ChangePlacementDeps, 'approvedNights'>,
  tx: Tx,
  { fundingDecisionId, stay }: Placement,
  slept: Stay | null,
): Promise<void> => {
  const nights = nightCount(stay) - (slept === null ? 0 : nightCount(slept));
  await approvedNights.giveBack(tx, { fundingDecisionId, nights });
};

/**
 * Gives back the money spent on nights that nobody slept: all but those of `slept`, null when there was none. The
 * entries carry the version the placement moved to, so that a step gives back once. `shares` are to be held in the same step.
 */
export const releaseUnslept = async (
  { placements, budgets }: Pick<ChangePlacementDeps, 'placements' | 'budgets'>,
  tx: Tx,
  { placementId, partnershipId, version }: Placement,
  slept: Stay | null,
  shares: readonly PayerYearShare[] = [],
): Promise<void> => {
  const claims = await placements.readPaidNights(tx, placementId);
  await budgets.take(tx, { claimIds: claims.map(({ claimId }) => claimId), partnershipId, shares });
  for (const claim of sleptByClaim(claims, slept)) await budgets.release(tx, { ...claim, step: version + 1 });
};
