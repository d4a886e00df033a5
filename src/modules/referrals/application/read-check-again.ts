import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { checkAgain, type CheckAgain, type DatedCorrection, type Resting } from '../domain/check-again.js';
import type { ReferralFacts } from '../domain/referral.js';

/** What was recorded of a referral that the caller has just read in scope, and still counts on a day. */
export type ReadResting = (tx: Tx, referralId: string, on: IsoDate) => Promise<readonly Resting[]>;

/** What looking for things to check again needs. */
export interface CheckAgainDeps {
  /** The corrections of a referral in their order; a bounded number, the latest. */
  readonly readCorrections: (tx: Tx, referralId: string) => Promise<readonly DatedCorrection[]>;
  /** The assessment and the detox booked. */
  readonly readResting: ReadResting;
  /** The money asked for and approved. Funding answers. */
  readonly readRestingMoney: ReadResting;
}

/** What of an open referral is to be checked again; nothing of a closed one. */
export const readCheckAgain = async (
  { readCorrections, readResting, readRestingMoney }: CheckAgainDeps,
  tx: Tx,
  referral: ReferralFacts,
  on: IsoDate,
): Promise<readonly CheckAgain[]> => {
  if (referral.state === 'closed') return [];
  const { referralId } = referral;
  const corrections = await readCorrections(tx, referralId);
  if (corrections.length === 0) return [];
  const resting = [
    ...(await readResting(tx, referralId, on)),
    ...(await readRestingMoney(tx, referralId, on)),
  ];
  return checkAgain(referral, resting, corrections);
};
