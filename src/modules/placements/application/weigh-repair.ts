import type { Scope } from '../../../kernel/actor.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import { done, type Outcome } from '../../../kernel/outcome.js';
import { nightsInCommon, type Stay } from '../../../kernel/stay.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import {
  costByYear,
  shareAmongPayers,
  sharesToPayAgain,
  type FundingDecision,
  type PayerYearShare,
  type ReadStayDecisions,
} from '../../funding/contract/funding.js';
import type { ReadReferral, ReferralFacts } from '../../referrals/contract/facts.js';
import type { LeaveSpell } from '../domain/leave.js';
import { runsByClaim, sleptByClaim } from '../domain/paid-nights.js';
import type { Placement } from '../domain/placement.js';
import { atAgreedRate } from '../domain/provider-move.js';
import {
  weighRepair,
  type RecordedEnd,
  type Repair,
  type RepairFacts,
  type RepairPlan,
  type RepairRefusal,
} from '../domain/repair.js';
import { coverOf, type StayExceedsFunding } from '../domain/weigh-offer.js';
import type { PlacementRepository } from './ports.js';
import type { PreviewDatesDeps } from './preview-dates.js';
import type { LeaveRepository } from './record-leave.js';
import { hasAPlace, type PersonHasAPlace, type ReadStanding } from './standing-place.js';

/** A repair as it is kept: what it says, and what the stay said when it was proposed. */
export interface StayRepair extends Repair {
  readonly repairId: string;
  readonly placementId: string;
  readonly placementVersion: number;
  /** The version of the booking of whoever came instead, where there is one. */
  readonly otherVersion: number | null;
  readonly reason: string;
  readonly proposedBy: string;
  readonly proposedOn: IsoDate;
  readonly version: number;
}

/** Repairs as rows: proposed once at a time for a stay, answered once, and never by whoever proposed when it is a yes. */
export interface RepairRepository {
  /** Null outside scope or when unknown. */
  find(tx: Tx, scope: Scope, repairId: string): Promise<StayRepair | null>;
  /** The one that waits for a second person; null when there is none. */
  findOpen(tx: Tx, placementId: string): Promise<StayRepair | null>;
  readEnd(tx: Tx, placementId: string): Promise<RecordedEnd>;
  /** When the person, or somebody else in this bed, began to live somewhere after a leaving; nulls where nobody did. */
  readSince(
    tx: Tx,
    placement: Pick<Placement, 'placementId' | 'clientId' | 'bedId'>,
    endedOn: IsoDate,
  ): Promise<Pick<RepairFacts, 'arrivedAgainOn' | 'bedTakenOn'>>;
  /** Whether something recorded after the leaving says by itself that the person died. */
  isDeathToldSince(tx: Tx, placementId: string): Promise<boolean>;
  /** False when one waits already. */
  insert(
    tx: Tx,
    repair: Omit<StayRepair, 'proposedOn'>,
    was: Pick<Placement, 'admittedOn' | 'endedOn'> & { readonly end: RecordedEnd },
  ): Promise<boolean>;
  /** False when it was answered since, or for a yes of whoever proposed it. */
  answer(
    tx: Tx,
    repair: Pick<StayRepair, 'repairId' | 'version'>,
    answer: { readonly kind: 'confirmed' } | { readonly kind: 'returned'; readonly note: string },
    answeredBy: string,
  ): Promise<boolean>;
  /** The stay becomes what the plan says, as it stood at its version; what was before is kept beside it. */
  apply(
    tx: Tx,
    placement: Placement,
    plan: RepairPlan,
    of: {
      readonly repairId: string;
      /** The fund that pays for a booking; of a stay the one under which it began. */
      readonly route: Placement['route'];
      readonly fundingDecisionId: string;
      /** The nights the money under its own id is for; null where none moves, or only comes back. */
      readonly holds: Stay | null;
      readonly reason: string;
      readonly madeBy: string;
    },
  ): Promise<'changed' | 'stale' | 'bed-occupied'>;
  /** Nights that others pay for than for the first that a repair adds, under a claim of their own. */
  keepPart(
    tx: Tx,
    part: {
      readonly claimId: string;
      readonly repairId: string;
      readonly placementId: string;
      readonly nights: Stay;
    },
  ): Promise<void>;
}

/** Whether the person of a stay is recorded as having died, and whether another stay of theirs says so. */
export type ReadDeath = (
  tx: Tx,
  placement: Pick<Placement, 'placementId' | 'clientId'>,
) => Promise<Pick<RepairFacts, 'isDeathRecorded' | 'isDeathOfAnotherStay'>>;

/** The readers that what a repair would do rests on. */
export interface WeighRepairDeps {
  readonly placements: PlacementRepository;
  readonly readReferral: ReadReferral;
  readonly repairs: Pick<RepairRepository, 'readEnd' | 'readSince' | 'isDeathToldSince'>;
  readonly readDeath: ReadDeath;
  readonly readLeaves: LeaveRepository['read'];
  readonly readStayDecisions: ReadStayDecisions;
  readonly readStayMoney: PreviewDatesDeps['readStayMoney'];
  readonly readStanding: ReadStanding;
  readonly now: (tx: Tx) => Promise<{ readonly today: IsoDate }>;
}

/** A stay with everything a repair of it rests on. */
export interface Weighable {
  readonly placement: Placement;
  readonly referral: ReferralFacts;
  readonly plan: Outcome<RepairPlan, RepairRefusal>;
  /** The booking of whoever came instead, where one was named. */
  readonly other: Placement | null;
  readonly end: RecordedEnd;
}

/** A leave says that they were here on its first day, and on the day they came back. */
const lastSeenIn = (leaves: readonly LeaveSpell[]): IsoDate | null =>
  leaves
    .map(({ fromOn, returnedOn }) => returnedOn ?? fromOn)
    .reduce<IsoDate | null>((last, on) => (last === null || on > last ? on : last), null);

/** Reads a stay with what a repair of it rests on, and says what it would become. Null outside scope. */
export const weigh = async (
  deps: WeighRepairDeps,
  tx: Tx,
  scope: Scope,
  placementId: string,
  repair: Repair,
): Promise<Weighable | null> => {
  const placement = await deps.placements.find(tx, scope, placementId);
  if (placement === null) return null;
  const referral = await deps.readReferral(tx, { kind: 'national' }, placement.referralId);
  if (referral === null) return null;
  const { today } = await deps.now(tx);
  const end = await deps.repairs.readEnd(tx, placementId);
  const leaves = await deps.readLeaves(tx, placementId);
  const { otherPlacementId = null } = repair;
  const other = otherPlacementId === null ? null : await deps.placements.find(tx, scope, otherPlacementId);
  const previous = await deps.placements.readPrevious(tx, placementId);
  const plan = weighRepair(placement, repair, {
    today,
    bedSinceOn: await deps.placements.readBedSince(tx, placement),
    firstLeaveOn: leaves[0]?.fromOn ?? null,
    referredOn: referral.receivedOn,
    lastSeenOn: lastSeenIn(leaves),
    ...{ end, other },
    ...(placement.endedOn === null
      ? { arrivedAgainOn: null, bedTakenOn: null }
      : await deps.repairs.readSince(tx, placement, placement.endedOn)),
    isDeathToldSince: await deps.repairs.isDeathToldSince(tx, placementId),
    ...(await deps.readDeath(tx, placement)),
    previous:
      previous === null
        ? null
        : {
            endedOn: previous.endedOn,
            reason: (await deps.repairs.readEnd(tx, previous.placementId)).reason,
          },
    next: await deps.placements.readNext(tx, placementId),
  });
  return { placement, referral, plan, end, other };
};

/** The nights the money of a repair pays for: those added, all of a booking that is held again. Null where it only comes back. */
export const paidAnew = ({ state, added, after }: RepairPlan): Stay | null =>
  state === 'booked' ? after : added;

/** The nights that whoever paid for them goes on paying for; null for none. */
export const paidAsBefore = ({ state, before, after }: RepairPlan): Stay | null =>
  state === 'booked' ? null : nightsInCommon(before, after);

/** Nights that a repair pays for, and what each payer pays of them. */
export interface RepairPart {
  readonly nights: Stay;
  readonly shares: readonly PayerYearShare[];
}

/** The decision a stay rests on from now on, and who pays what of the nights a repair adds, in order of nights. */
export interface Funds {
  readonly restsOn: FundingDecision;
  readonly parts: readonly RepairPart[];
}

const partOf = (by: FundingDecision, nights: Stay): RepairPart => ({
  nights,
  shares: shareAmongPayers(by, costByYear(by.weeklyRatePence, nights).parts),
});

/**
 * Who pays for what a repair adds; null where it adds nothing. The stay rests on the decision it rested on, whatever was decided
 * about other nights since. Each night is paid for again by whoever paid for it, at what they paid: those it was let go by,
 * whoever took the stay over from a later night on. Nights that nobody ever paid for, and a booking that stands again, are
 * paid for by whoever was asked first; at the end of the stay by whoever pays now.
 */
export const fundsOf = async (
  {
    readStayDecisions,
    readStayMoney,
    placements,
  }: Pick<WeighRepairDeps, 'readStayDecisions' | 'readStayMoney' | 'placements'>,
  tx: Tx,
  placement: Placement,
  plan: RepairPlan,
): Promise<Outcome<Funds | null, StayExceedsFunding>> => {
  const anew = paidAnew(plan);
  if (anew === null) return done(null);
  const agreedPence = await placements.readAgreedRate(tx, placement.placementId);
  const decisions = await readStayDecisions(tx, placement);
  const [restsOn, first] = [
    atAgreedRate(decisions.restsOn, agreedPence),
    atAgreedRate(decisions.first, agreedPence),
  ];
  const cover = coverOf(plan.state === 'booked' ? first : restsOn, plan.after);
  if (!cover.ok) return cover;
  if (plan.state === 'booked') return done({ restsOn: cover.value, parts: [partOf(first, anew)] });
  const money = await readStayMoney(tx, placement.placementId);
  // What was only ever held, of a booking that moved, paid for no night.
  const spent = money.filter(({ spentPence }) => spentPence > 0);
  const claims = [...new Map(spent.map(({ claimId, nights }) => [claimId, { claimId, nights }])).values()];
  const slept = new Map(
    sleptByClaim(claims, paidAsBefore(plan)).map(({ claimId, used }) => [claimId, used] as const),
  );
  const isAtTheEnd = anew.departsOn === plan.after.departsOn;
  const parts = runsByClaim(claims, anew).map(({ claim, nights }) => {
    if (claim === null) return partOf(isAtTheEnd ? restsOn : first, nights);
    const ofClaim = spent.filter(({ claimId }) => claimId === claim.claimId);
    const used = slept.get(claim.claimId) ?? null;
    return { nights, shares: sharesToPayAgain(claim.nights, used, nights, ofClaim) };
  });
  return done({ restsOn: cover.value, parts });
};

/** Another place the person has, where the repair would have them be in this one again; null for none. */
export const placeElsewhere = async (
  { readStanding, placements }: Pick<WeighRepairDeps, 'readStanding' | 'placements'>,
  tx: Tx,
  { placementId, clientId, referralId, state }: Placement,
  plan: RepairPlan,
): Promise<PersonHasAPlace | null> => {
  if (state !== 'ended' || plan.state === 'ended') return null;
  const standing = await readStanding(tx, { clientId, referralId });
  // Where the person was before, or has left since, is no place they have.
  if (standing === null || standing.state === 'ended') return null;
  // A booking that goes on from this stay waits for it.
  const isNext = (await placements.readNext(tx, placementId))?.placementId === standing.placementId;
  return isNext && standing.state === 'booked' ? null : hasAPlace(standing);
};
