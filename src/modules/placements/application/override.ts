import type { Scope } from '../../../kernel/actor.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Stay } from '../../../kernel/stay.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { BedUnit } from '../../capacity/contract/availability.js';
import type { OverrideKind, OverrideNeed } from '../../matching/contract.js';
import type { ReferralFacts, UrgencyBand } from '../../referrals/contract/facts.js';

/** Whether an offer of a bed to somebody is another than the newest run suggests, and what it means for others; null for the same. */
export type ReadOverrideNeed = (
  tx: Tx,
  asked: {
    readonly referral: Pick<ReferralFacts, 'referralId' | 'urgencyBand'>;
    readonly unit: Pick<BedUnit, 'bedId'>;
    readonly stay: Stay;
  },
) => Promise<OverrideNeed | null>;

/** An offer that is not what is suggested says why; `loses` is the urgency of somebody who would lose a place, and nothing of who. */
export type OverrideReasonMissing = {
  readonly code: 'override-reason-missing';
  readonly kind: OverrideKind;
  readonly loses: UrgencyBand | null;
};

/** Of what urgency somebody would lose a place by an offer; null where nobody does, or nobody knows. */
export const whoLoses = (need: OverrideNeed): UrgencyBand | null => {
  switch (need.kind) {
    case 'own-choice':
      return need.loses;
    case 'passes-over':
      return need.band;
    case 'without-suggestion':
      return null;
  }
};

/**
 * An offer that passes somebody over is made with a second member's yes: nobody gave one, or what they said yes to was that
 * somebody of another urgency loses a place.
 */
export type OverrideUnconfirmed =
  | { readonly code: 'override-needs-second-person'; readonly loses: UrgencyBand }
  | { readonly code: 'override-changed'; readonly loses: UrgencyBand };

/** Why an offer lacks a second member's yes; null where it needs none, or has it. */
export const whyUnconfirmed = (
  need: OverrideNeed | null,
  {
    memberId,
    confirmedBy,
  }: {
    readonly memberId: string;
    readonly confirmedBy: { readonly memberId: string; readonly loses: UrgencyBand | null } | undefined;
  },
): OverrideUnconfirmed | null => {
  if (need?.kind !== 'passes-over') return null;
  const loses = need.band;
  if (confirmedBy === undefined || confirmedBy.memberId === memberId) {
    return { code: 'override-needs-second-person', loses };
  }
  return confirmedBy.loses === loses ? null : { code: 'override-changed', loses };
};

/** The urgency of somebody who is passed over by an offer; null where nobody is. */
export const losesBy = (need: OverrideNeed | null): UrgencyBand | null =>
  need?.kind === 'passes-over' ? need.band : null;

/** Why an offer is not what was suggested. */
export interface Override {
  readonly kind: OverrideKind;
  readonly reason: string;
}

/** What is kept of offers that are not what was suggested; never changed. */
export interface OverrideRepository {
  insert(
    tx: Tx,
    override: {
      readonly offerId: string;
      readonly need: OverrideNeed;
      readonly reason: string;
      readonly memberId: string;
    },
  ): Promise<void>;
  /** Null for an offer of what was suggested. */
  find(tx: Tx, offerId: string): Promise<Override | null>;
}

/** An offer that was not what was suggested, in the list of them; `madeBy` is null where the service made it. */
export interface OverrideLine extends Override {
  readonly offerId: string;
  readonly clientId: string;
  readonly reference: string;
  readonly projectName: string;
  readonly bedLabel: string;
  /** Of what urgency somebody lost a place by it; null where nobody did. */
  readonly losesBand: UrgencyBand | null;
  readonly madeBy: string | null;
  /** Who else said yes to it; null where nobody was passed over. */
  readonly confirmedBy: string | null;
  readonly madeAt: Date;
}

/** One that waits for a second member, in the list of them. */
export interface WaitingOverride {
  readonly overrideId: string;
  readonly referralId: string;
  readonly clientId: string;
  readonly reference: string;
  readonly projectName: string;
  readonly bedLabel: string;
  readonly arrivesOn: IsoDate;
  readonly losesBand: UrgencyBand;
  readonly reason: string;
  readonly askedBy: string;
  readonly askedByName: string | null;
  readonly askedAt: Date;
}

/**
 * Those of a partnership that wait, the oldest first; bounded, far fewer do. Of a referral that was closed, or is another
 * partnership's by now, nothing waits. Of one referral where it is named.
 */
export type ListWaitingOverrides = (
  tx: Tx,
  scope: Scope,
  referralId?: string,
) => Promise<readonly WaitingOverride[]>;

/** Those of a partnership's own offers, the newest first; `before` is the last of the page before. Nobody else has any. */
export type ListOverrides = (
  tx: Tx,
  scope: Scope,
  page: { readonly before: string | null; readonly limit: number },
) => Promise<readonly OverrideLine[]>;
