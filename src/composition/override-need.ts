import { readOverrideFacts } from '../modules/matching/adapters/db/override-facts.js';
import { weighOverride } from '../modules/matching/contract.js';
import type { ReadOverrideNeed } from '../modules/placements/application/override.js';
import { readMatchingPolicy } from './matching-policy.js';

/** Whether an offer is another than the newest run suggests, by the policy of today. */
export const readOverrideNeed: ReadOverrideNeed = async (tx, { referral, unit, stay }) => {
  const { referralId, urgencyBand: band } = referral;
  const facts = await readOverrideFacts(tx, { referralId, bedId: unit.bedId, stay });
  if (!facts.hasRun) return null;
  const { bands } = await readMatchingPolicy(tx);
  return weighOverride({ ...facts, band, bands, asked: unit });
};
