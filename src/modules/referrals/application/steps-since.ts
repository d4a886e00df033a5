import type { Tx } from '../../../kernel/unit-of-work.js';
import type { Correction } from '../domain/changed-since.js';

/** A step that moved a referral on, with who took it in which role for whom. */
export interface StepSince extends Correction {
  readonly action: string;
  readonly at: Date;
  readonly by: string | null;
  readonly role: string;
  readonly organisation: string | null;
}

/** The steps after a version of a referral that the caller has just read in scope, earliest first; a bounded number. */
export type ReadStepsSince = (tx: Tx, referralId: string, version: number) => Promise<readonly StepSince[]>;

/** The action under which a correction stands in the record. */
export const correctionAction = 'referrals.referral-corrected';
