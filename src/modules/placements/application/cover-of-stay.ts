import { nightsBetween, type IsoDate } from '../../../kernel/iso-date.js';
import type { Outcome } from '../../../kernel/outcome.js';
import { nightCount, type Stay } from '../../../kernel/stay.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { FundingDecision, ReadStayWeighing } from '../../funding/contract/funding.js';
import { endOf } from '../domain/linked-stays.js';
import type { Placement } from '../domain/placement.js';
import { coverOfNights, type StayExceedsFunding } from '../domain/weigh-offer.js';
import type { PlacementRepository } from './ports.js';

/** What weighing the nights of a booking or a stay needs. */
export interface CoverOfStayDeps {
  readonly placements: Pick<PlacementRepository, 'readPrevious'>;
  readonly readStayWeighing: ReadStayWeighing;
}

/** How the funder's decision carries a booking or a stay with other days. */
export interface StayCover {
  readonly decision: FundingDecision | null;
  /** Of stays the person went on from, that the decision pays for too. Unit: nights. */
  readonly nightsBefore: number;
  readonly cover: Outcome<FundingDecision, StayExceedsFunding>;
}

/** The nights of a stay and of those before it; none of a stay that others took over. */
const nightsTo = async (
  deps: Pick<CoverOfStayDeps, 'placements'>,
  tx: Tx,
  previous: Placement | null,
  ofOneStay: ReadonlySet<string>,
  endsOn: IsoDate | null,
): Promise<number> => {
  if (previous === null) return 0;
  const { placementId, stay, fundingDecisionId } = previous;
  const toOn = endsOn ?? endOf(previous);
  const own = ofOneStay.has(fundingDecisionId) ? 0 : Math.max(0, nightsBetween(stay.arrivesOn, toOn));
  const before = await deps.placements.readPrevious(tx, placementId);
  return own + (await nightsTo(deps, tx, before, ofOneStay, null));
};

/**
 * Which decision weighs which nights of a booking or a stay: the one recorded last weighs those of the stay and of the stays
 * the person went on from, together. One by which others took over pays for its own stay alone: it weighs no other, and the
 * nights of a stay that rests on it weigh on no other decision. `previousEndsOn` is the end the stay before is to have; null
 * where that stays as it is.
 */
export const coverOfStay = async (
  deps: CoverOfStayDeps,
  tx: Tx,
  { placementId, referralId }: Pick<Placement, 'placementId' | 'referralId'>,
  asked: Stay,
  previousEndsOn: IsoDate | null = null,
): Promise<StayCover> => {
  const { decision, ofOneStay } = await deps.readStayWeighing(tx, { referralId, placementId });
  const before =
    decision !== null && ofOneStay.has(decision.fundingDecisionId)
      ? 0
      : await nightsTo(
          deps,
          tx,
          await deps.placements.readPrevious(tx, placementId),
          ofOneStay,
          previousEndsOn,
        );
  return { decision, nightsBefore: before, cover: coverOfNights(decision, nightCount(asked), before) };
};

/**
 * As {@link coverOfStay}, for a booking that is to be made from `first` on: that ends on its first day, and no decision by which
 * others took over a stay is of this one.
 */
export const coverOfOnward = async (
  deps: CoverOfStayDeps,
  tx: Tx,
  first: Placement,
  asked: Stay,
): Promise<StayCover> => {
  const { referralId } = first;
  const { decision, ofOneStay } = await deps.readStayWeighing(tx, { referralId, placementId: null });
  const before = await nightsTo(deps, tx, first, ofOneStay, asked.arrivesOn);
  return { decision, nightsBefore: before, cover: coverOfNights(decision, nightCount(asked), before) };
};
