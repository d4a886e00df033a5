import type { IdSource } from '../../../kernel/ids.js';
import { addNights, nightsBetween, type IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import { nightCount } from '../../../kernel/stay.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import {
  costByYear,
  isOutside,
  shareAmongPayers,
  type FundingDecision,
} from '../../funding/contract/funding.js';
import type { Placement } from '../domain/placement.js';
import { atAgreedRate } from '../domain/provider-move.js';
import type { OverstayNights } from '../../capacity/contract/ledger.js';
import { coverWhole, type ChangePlacementDeps, type ChangeRefusal } from './change-placement.js';
import type { CoverOfStayDeps } from './cover-of-stay.js';
import type { DatesPlan } from './dates-plan.js';
import type { PreviewDatesDeps } from './preview-dates.js';

/** What settling nights past a planned end needs. */
export interface SettleOverstayDeps extends ChangePlacementDeps {
  readonly readStayWeighing: CoverOfStayDeps['readStayWeighing'];
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

/**
 * How many of the nights in the ledger the latest decision still pays for: those nobody has taken of it, the person's own next
 * booking included; a decision the stay does not rest on yet pays for the whole of it first. Unit: nights.
 */
const nightsLeftOn = async (
  { approvedNights }: Pick<SettleOverstayDeps, 'approvedNights'>,
  tx: Tx,
  decision: FundingDecision | null,
  { stay, fundingDecisionId: restsOn }: Placement,
  recorded: number,
): Promise<number> => {
  if (decision === null) return 0;
  const { fundingDecisionId } = decision;
  const left = await approvedNights.readLeft(tx, fundingDecisionId);
  return Math.max(0, Math.min(recorded, fundingDecisionId === restsOn ? left : left - nightCount(stay)));
};

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

/** What the ledger has of nights past a planned end, and the first day nobody pays for. */
export interface ApprovedOverstay {
  readonly inLedger: OverstayNights;
  readonly decision: FundingDecision | null;
  /** The day after the last night that is approved. */
  readonly toOn: IsoDate;
  readonly shares: Shares;
}

/**
 * Records the nights past the planned end that nobody else had. What was booked for the person elsewhere on them is let go of
 * before. Of rows the bed comes here: before those of decisions.
 */
export const recordOverstayNights = (
  { ledger }: Pick<SettleOverstayDeps, 'ledger'>,
  tx: Tx,
  { placementId, bedId, clientId, stay }: Placement,
  endedOn: IsoDate,
): Promise<OverstayNights> =>
  ledger.recordOverstay(tx, { claimId: placementId, bedId, clientId, stay, leftOn: endedOn });

/** Takes of the latest decision the first of these nights that it still approves. Refused when others took them since. */
export const approveOverstay = async (
  deps: SettleOverstayDeps,
  tx: Tx,
  placement: Placement,
  inLedger: OverstayNights,
): Promise<Outcome<ApprovedOverstay, ChangeRefusal>> => {
  const { placementId, stay, referralId } = placement;
  const { departsOn } = stay;
  const { decision: latest } = await deps.readStayWeighing(tx, { referralId, placementId });
  const agreedPence = await deps.placements.readAgreedRate(tx, placementId);
  const decision = latest === null ? null : atAgreedRate(latest, agreedPence);
  const recorded = nightsBetween(departsOn, inLedger.nightsToOn);
  const toOn = addNights(departsOn, await nightsLeftOn(deps, tx, decision, placement, recorded));
  if (decision === null || toOn === departsOn)
    return done({ inLedger, decision, toOn: departsOn, shares: [] });
  const covered = await coverWhole(
    deps,
    tx,
    placement,
    { ...stay, departsOn: toOn },
    decision.fundingDecisionId,
  );
  if (!covered.ok) return refuse({ code: 'changed-since-you-read-it' });
  const parts = costByYear(decision.weeklyRatePence, { arrivesOn: departsOn, departsOn: toOn }).parts;
  return done({ inLedger, decision, toOn, shares: shareAmongPayers(decision, parts) });
};

/**
 * Pays for the nights that are approved where the budgets, which are taken by now, have the money for all of them; the others
 * are nights without money, and what was approved for them is free again. `placement` is as it was before the leaving.
 */
export const payOverstay = async (
  deps: SettleOverstayDeps,
  tx: Tx,
  placement: Placement,
  { inLedger, decision, toOn, shares }: ApprovedOverstay,
  { endedOn, memberId }: { readonly endedOn: IsoDate; readonly memberId: string },
): Promise<Outcome<Overstay & OverstayNights, ChangeRefusal>> => {
  const { placementId, stay, fundingDecisionId: restsOn, partnershipId, version } = placement;
  const { departsOn } = stay;
  const isApproved = decision !== null && toOn > departsOn;
  const isPaid = isApproved && (await hasMoney(deps, tx, placement, shares));
  const extensionId = deps.newId();
  if (isPaid) {
    const held = await deps.budgets.hold(tx, { claimId: extensionId, partnershipId, shares });
    if (!held.ok) return refuse({ code: 'changed-since-you-read-it' });
    await deps.budgets.post(tx, extensionId);
  } else if (isApproved) {
    // The rows of both decisions were taken when the nights were.
    const asApproved = {
      ...placement,
      fundingDecisionId: decision.fundingDecisionId,
      stay: { ...stay, departsOn: toOn },
    };
    const back = await coverWhole(deps, tx, asApproved, stay, restsOn);
    if (!back.ok) throw new Error(`Decision ${restsOn} has no room for the nights it gave back.`);
  }
  await deps.placements.keepOverstay(
    tx,
    { placementId, version: version + 1, departsOn },
    {
      ...inLedger,
      paid: isPaid
        ? { extensionId, toOn, fundingDecisionId: decision.fundingDecisionId, reason, madeBy: memberId }
        : null,
    },
  );
  const nights = nightsBetween(departsOn, endedOn);
  const recorded = nightsBetween(departsOn, inLedger.nightsToOn);
  return done({
    ...{ nights, paidNights: isPaid ? nightsBetween(departsOn, toOn) : 0, nightsOfOthers: nights - recorded },
    ...inLedger,
  });
};

/**
 * The nights past the planned end of a stay that was just ended, from the ledger to the money. `onward` is what becomes of the
 * booking they were to go on to by then: what was booked there on nights they slept here is free, and may pay for these.
 */
export const settleOverstay = async (
  deps: SettleOverstayDeps,
  tx: Tx,
  placement: Placement,
  left: { readonly endedOn: IsoDate; readonly memberId: string },
  onward: DatesPlan<ChangeRefusal> | null = null,
): Promise<Outcome<Overstay & OverstayNights, ChangeRefusal>> => {
  for (const part of ['changeRow', 'moveNights'] as const) {
    const moved = await onward?.[part]();
    if (moved?.ok === false) return moved;
  }
  const nights = await recordOverstayNights(deps, tx, placement, left.endedOn);
  const freed = await onward?.moveApproved();
  if (freed?.ok === false) return freed;
  const approved = await approveOverstay(deps, tx, placement, nights);
  if (!approved.ok) return approved;
  const { claimIds = [], shares = [] } = onward?.money ?? {};
  const { partnershipId } = placement;
  await deps.budgets.take(tx, { claimIds, partnershipId, shares: [...shares, ...approved.value.shares] });
  await onward?.freeMoney();
  const held = await onward?.holdMoney();
  if (held?.ok === false) return held;
  const paid = await payOverstay(deps, tx, placement, approved.value, left);
  await onward?.record();
  return paid;
};
