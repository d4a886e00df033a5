import type { Outcome, Refusal } from '../../../kernel/outcome.js';
import type { Stay } from '../../../kernel/stay.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { Route } from '../../referrals/contract/facts.js';
import type { PaidBy } from '../domain/payers.js';

/** A stay that runs: somebody has arrived and not left. */
export interface RunningStay {
  readonly placementId: string;
  readonly stay: Stay;
  /** The route of the decision that pays for it now. */
  readonly route: Route;
}

/** The stay a referral led to, while it runs; null otherwise. Placements know; funding asks. */
export type ReadRunningStay = (tx: Tx, referralId: string) => Promise<RunningStay | null>;

/** The stay is not the one somebody agreed to pay for: it has ended, or its planned end is another. */
export type StayChanged = {
  readonly code: 'stay-changed';
  /** Its planned end now; null where it has ended. */
  readonly departsOn: string | null;
};

/**
 * Lets others pay for a stay from a day on: the money held for the nights from then on comes back, to the day, and is held
 * where it is paid from now. Nights gone by stay as they were. Placements know; funding asks.
 *
 * @returns what went wrong, among it whatever `hold` refuses; nothing is kept of it then
 */
export type TakeOverStay<Refused extends Refusal> = (
  tx: Tx,
  of: {
    readonly placementId: string;
    /** Also the claim under which the money is held. */
    readonly changeId: string;
    readonly nights: Stay;
    readonly fundingDecisionId: string;
    readonly paidBy: PaidBy;
    readonly reason: string;
    readonly memberId: string;
  },
) => Promise<Outcome<true, Refused>>;
