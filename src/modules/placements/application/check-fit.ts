import { refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Stay } from '../../../kernel/stay.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { BedUnit, ReadRoomMix, ReadUnit } from '../../capacity/contract/availability.js';
import type { ReadAdmissionRules } from '../../eligibility/contract.js';
import type { ReadReferral, ReferralFacts } from '../../referrals/contract/facts.js';
import type { Placement } from '../domain/placement.js';
import { weighFit, type PlaceDoesNotFit } from '../domain/weigh-fit.js';

/** What asking again whether a bed fits needs. */
export interface CheckFitDeps {
  readonly readReferral: ReadReferral;
  readonly readUnit: ReadUnit;
  readonly readRoomMix: ReadRoomMix;
  readonly readAdmissionRules: ReadAdmissionRules;
}

/** Reads person, bed and room as they are now and asks whether they fit for a stay; gives what was read when they do. */
export const checkFit = async (
  { readReferral, readUnit, readRoomMix, readAdmissionRules }: CheckFitDeps,
  tx: Tx,
  { referralId, bedId }: Pick<Placement, 'referralId' | 'bedId'>,
  stay: Stay,
): Promise<
  Outcome<
    { readonly referral: ReferralFacts; readonly unit: BedUnit },
    PlaceDoesNotFit | { readonly code: 'not-found' }
  >
> => {
  const referral = await readReferral(tx, { kind: 'national' }, referralId);
  const unit = await readUnit(tx, bedId);
  if (referral === null || unit === null) return refuse({ code: 'not-found' });
  const mix = unit.roomId === null ? [] : await readRoomMix(tx, stay, unit.roomId);
  const rules = await readAdmissionRules(tx, stay.arrivesOn, unit.projectId);
  const fits = weighFit(referral, unit, stay, mix, rules);
  return fits.ok ? { ok: true, value: { referral, unit } } : fits;
};
