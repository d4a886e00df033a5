import type { IdSource } from '../../../kernel/ids.js';
import { addNights, nightsBetween, type IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import { nightCount } from '../../../kernel/stay.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import {
  costByYear,
  fundedNights,
  isOutside,
  shareAmongPayers,
  type FundingDecision,
  type ReadLatestDecisions,
} from '../../funding/contract/funding.js';
import type { Placement } from '../domain/placement.js';
import { atAgreedRate } from '../domain/provider-move.js';
import { coverWhole, type ChangePlacementDeps, type ChangeRefusal } from './change-placement.js';
import type { PreviewDatesDeps } from './preview-dates.js';

/** What settling nights past a planned end needs. */
export interface SettleOverstayDeps extends ChangePlacementDeps {
  readonly readLatestDecisions: ReadLatestDecisions;
  readonly readBudgetsLeft: PreviewDatesDeps['readBudgetsLeft'];
  readonly newId: IdSource;
}

/** The nights somebody stayed past the planned leaving day. Unit: nights. */
export type Overstay = {
  readonly nights: number;
  /** Approved, and paid for by the partnership. */
  readonly paidNights: number;
  /** That somebody else had the bed for, who had not come: they are not counted as this person's. */
  readonly nightsOfOthers: number;
};

const reason = 'Stayed past the planned leaving day; recorded with the leaving';

/** How many of the nights in the ledger the latest decision still pays for, beyond those of the stay. Unit: nights. */
const nightsLeftOn = (decision: FundingDecision | null, { stay }: Placement, recorded: number): number =>
  decision === null ? 0 : Math.max(0, Math.min(recorded, fundedNights(decision) - nightCount(stay)));

type Shares = ReturnType<typeof shareAmongPayers>;

/** Whether the budgets of those who pay have the money now; who pays without a budget has no ceiling. */
const hasMoney = async (
  { readBudgetsLeft }: SettleOverstayDeps,
  tx: Tx,
  { partnershipId }: Placement,
  shares: Shares,
): Promise<boolean> => {
  const left = await readBudgetsLeft(tx, {
    partnershipId,
    routes: [...new Set(shares.flatMap(({ payer }) => (isOutside(payer) ? [] : [payer])))],
    years: [...new Set(shares.map(({ year }) => year))],
  });
  return shares.every(
    ({ payer, year, pence }) =>
      isOutside(payer) ||
      left.some((one) => one.route === payer && one.year === year && one.leftPence >= pence),
  );
};

/** Takes the approved nights and their money. Refused when others took it since it was looked at: ask again. */
const pay = async (
  deps: SettleOverstayDeps,
  tx: Tx,
  placement: Placement,
  { fundingDecisionId }: FundingDecision,
  {
    toOn,
    extensionId,
    shares,
  }: { readonly toOn: IsoDate; readonly extensionId: string; readonly shares: Shares },
): Promise<Outcome<true, ChangeRefusal>> => {
  const { stay, partnershipId } = placement;
  const whole = { ...stay, departsOn: toOn };
  const covered = await coverWhole(deps, tx, placement, whole, fundingDecisionId);
  if (!covered.ok) return refuse({ code: 'changed-since-you-read-it' });
  const held = await deps.budgets.hold(tx, { claimId: extensionId, partnershipId, shares });
  if (!held.ok) return refuse({ code: 'changed-since-you-read-it' });
  await deps.budgets.post(tx, extensionId);
  return done(true);
};

/**
 * What becomes of the nights past the planned end of a stay that was just ended: those nobody else had are the person's in
 * the ledger; of these, the first that the latest decision still approves are paid where the budget has the money for all of
 * them, and the others are nights without money. `placement` is as it was before the leaving, `version` that after it.
 */
export const settleOverstay = async (
  deps: SettleOverstayDeps,
  tx: Tx,
  placement: Placement,
  { endedOn, memberId }: { readonly endedOn: IsoDate; readonly memberId: string },
): Promise<
  Outcome<Overstay & { readonly nightsToOn: IsoDate; readonly readyToOn: IsoDate }, ChangeRefusal>
> => {
  const { placementId, bedId, clientId, referralId, stay } = placement;
  const { departsOn } = stay;
  const inLedger = await deps.ledger.recordOverstay(tx, {
    ...{ claimId: placementId, bedId, clientId, stay, leftOn: endedOn },
  });
  const recorded = nightsBetween(departsOn, inLedger.nightsToOn);
  const latest = (await deps.readLatestDecisions(tx, [referralId])).get(referralId) ?? null;
  const agreedPence = await deps.placements.readAgreedRate(tx, placementId);
  const decision = latest === null ? null : atAgreedRate(latest, agreedPence);
  const toOn = addNights(departsOn, nightsLeftOn(decision, placement, recorded));
  const shares =
    decision === null || toOn === departsOn
      ? []
      : shareAmongPayers(
          decision,
          costByYear(decision.weeklyRatePence, { arrivesOn: departsOn, departsOn: toOn }).parts,
        );
  const isPaid = decision !== null && toOn > departsOn && (await hasMoney(deps, tx, placement, shares));
  const extensionId = deps.newId();
  if (isPaid) {
    const paid = await pay(deps, tx, placement, decision, { toOn, extensionId, shares });
    if (!paid.ok) return paid;
  }
  await deps.placements.keepOverstay(
    tx,
    { placementId, version: placement.version + 1, departsOn },
    {
      ...inLedger,
      paid: isPaid
        ? { extensionId, toOn, fundingDecisionId: decision.fundingDecisionId, reason, madeBy: memberId }
        : null,
    },
  );
  const nights = nightsBetween(departsOn, endedOn);
  return done({
    ...{ nights, paidNights: isPaid ? nightsBetween(departsOn, toOn) : 0, nightsOfOthers: nights - recorded },
    ...inLedger,
  });
};
