import { done, refuse } from '../../../kernel/outcome.js';
import { costByYear, shareAmongPayers, type BudgetRefusal } from '../../funding/contract/funding.js';
import type { StayChanged, TakeOverStay } from '../../funding/contract/takeover.js';
import { placementChangedV1 } from '../contract/events.js';
import { coverWhole, recordStep, releaseUnslept, type ChangePlacementDeps } from './change-placement.js';

/**
 * Others pay for a stay from a night on. What was spent on the nights from then on comes back to whoever paid; the rest of
 * the stay is a claim of its own, which its new payers spend at once, as everything of a stay that runs. Days and bed stay
 * as they are. A leaving at the same moment and this meet in the row of the placement: one of them finds it moved on.
 */
export const makeTakeOverStay =
  (
    deps: ChangePlacementDeps,
  ): TakeOverStay<StayChanged | BudgetRefusal | { readonly code: 'changed-since-you-read-it' }> =>
  async (tx, { placementId, changeId, nights, fundingDecisionId, paidBy, reason, memberId }) => {
    const placement = await deps.placements.find(tx, { kind: 'national' }, placementId);
    if (placement?.state !== 'admitted') return refuse({ code: 'stay-changed', departsOn: null });
    const { stay, bedId, projectId, providerId, partnershipId, route } = placement;
    if (stay.departsOn !== nights.departsOn) {
      return refuse({ code: 'stay-changed', departsOn: stay.departsOn });
    }
    const changed = await deps.placements.change(tx, placement, {
      ...{ changeId, changesOn: nights.arrivesOn, bed: { bedId, projectId, providerId }, stay },
      // How a stay is counted does not follow who pays for it.
      ...{ route, fundingDecisionId, holds: nights, reason, madeBy: memberId },
    });
    if (changed !== 'changed') return refuse({ code: 'changed-since-you-read-it' });
    const covered = await coverWhole(deps, tx, placement, stay, fundingDecisionId);
    if (!covered.ok)
      throw new Error(`Decision ${fundingDecisionId} pays for less than the stay it was made for.`);
    const { arrivesOn } = stay;
    const shares = shareAmongPayers(paidBy, costByYear(paidBy.weeklyRatePence, nights).parts);
    const paid = await deps.placements.readPaidNights(tx, placementId);
    await deps.budgets.take(tx, { claimIds: paid.map(({ claimId }) => claimId), partnershipId, shares });
    await releaseUnslept(
      deps,
      tx,
      placement,
      arrivesOn < nights.arrivesOn ? { arrivesOn, departsOn: nights.arrivesOn } : null,
    );
    const held = await deps.budgets.hold(tx, { claimId: changeId, partnershipId, shares });
    if (!held.ok) return held;
    await deps.budgets.post(tx, changeId);
    await recordStep(
      deps,
      tx,
      placement,
      'placements.stay-taken-over',
      { state: 'admitted', fundingDecisionId, paidFromOn: nights.arrivesOn },
      placementChangedV1,
      reason,
    );
    return done(true);
  };
