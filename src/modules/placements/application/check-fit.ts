import type { IsoDate } from '../../../kernel/iso-date.js';
import { refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Stay } from '../../../kernel/stay.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { BedUnit, ReadRoomMix, ReadUnit } from '../../capacity/contract/availability.js';
import { isInForce, type ReadAdmissionRules, type RulesByProject } from '../../eligibility/contract.js';
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

/** The rules of a project on the day somebody came to it: for them they stand as they were, for as long as they are there. */
export const readRulesOn = async (
  { readAdmissionRules }: Pick<CheckFitDeps, 'readAdmissionRules'>,
  tx: Tx,
  projectId: string,
  on: IsoDate,
): Promise<RulesByProject> => {
  const own = (await readAdmissionRules(tx, on, projectId)).get(projectId) ?? [];
  const standing = own.filter((rule) => isInForce(rule, on)).map((rule) => ({ ...rule, validTo: null }));
  return new Map([[projectId, standing]]);
};

/**
 * Reads person, bed and room as they are now and asks whether they fit for a stay; gives what was read when they do.
 * `rulesOn` is the day the person came to the project, whose rules hold for as long as they are there.
 */
export const checkFit = async (
  deps: CheckFitDeps,
  tx: Tx,
  { referralId, bedId }: Pick<Placement, 'referralId' | 'bedId'>,
  stay: Stay,
  rulesOn: IsoDate = stay.arrivesOn,
): Promise<
  Outcome<
    { readonly referral: ReferralFacts; readonly unit: BedUnit },
    PlaceDoesNotFit | { readonly code: 'not-found' }
  >
> => {
  const referral = await deps.readReferral(tx, { kind: 'national' }, referralId);
  const unit = await deps.readUnit(tx, bedId);
  if (referral === null || unit === null) return refuse({ code: 'not-found' });
  const mix = unit.roomId === null ? [] : await deps.readRoomMix(tx, stay, unit.roomId);
  const rules = await readRulesOn(deps, tx, unit.projectId, rulesOn);
  const fits = weighFit(referral, unit, stay, mix, rules);
  return fits.ok ? { ok: true, value: { referral, unit } } : fits;
};
