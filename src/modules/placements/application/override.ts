import type { Scope } from '../../../kernel/actor.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { BedUnit } from '../../capacity/contract/availability.js';
import type { OverrideKind, OverrideNeed } from '../../matching/contract.js';
import type { ReferralFacts, UrgencyBand } from '../../referrals/contract/facts.js';

/** Whether an offer of a bed to somebody is another than the newest run suggests, and what it means for others; null for the same. */
export type ReadOverrideNeed = (
  tx: Tx,
  asked: {
    readonly referral: Pick<ReferralFacts, 'referralId' | 'urgencyBand'>;
    readonly unit: Pick<BedUnit, 'bedId' | 'projectId'>;
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
  readonly madeAt: Date;
}

/** Those of a partnership's own offers, the newest first; `before` is the last of the page before. Nobody else has any. */
export type ListOverrides = (
  tx: Tx,
  scope: Scope,
  page: { readonly before: string | null; readonly limit: number },
) => Promise<readonly OverrideLine[]>;
