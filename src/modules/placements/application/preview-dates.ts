import type { Scope } from '../../../kernel/actor.js';
import type { FinancialYear } from '../../../kernel/financial-year.js';
import { addNights, maxDate, minDate, nightsBetween, type IsoDate } from '../../../kernel/iso-date.js';
import { addPence, pence, type Pence } from '../../../kernel/money.js';
import { nightCount, type Stay } from '../../../kernel/stay.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import {
  isClaimable,
  longestTurnaroundNights,
  type BedUnit,
  type ReadCalendars,
  type Run,
} from '../../capacity/contract/availability.js';
import {
  costByYear,
  fundedNights,
  isOutside,
  sharesToRelease,
  shareAmongPayers,
  type FundingDecision,
  type Payer,
} from '../../funding/contract/funding.js';
import type { ReadFundingNotice } from '../../funding/contract/notice.js';
import type { ReferralFacts, Route } from '../../referrals/contract/facts.js';
import {
  onwardObstacle,
  type OnwardBookingStands,
  type StayBeforeCannotFollow,
} from '../domain/linked-stays.js';
import { sleptByClaim } from '../domain/paid-nights.js';
import type { Placement } from '../domain/placement.js';
import { atAgreedRate } from '../domain/provider-move.js';
import {
  personObstacle,
  weighStayDates,
  type DatesStep,
  type FundingUnderNotice,
  type PersonObstacle,
  type StayDatesRefusal,
} from '../domain/stay-dates.js';
import type { PlaceDoesNotFit } from '../domain/weigh-fit.js';
import type { StayExceedsFunding } from '../domain/weigh-offer.js';
import { checkFit, type CheckFitDeps } from './check-fit.js';
import { coverOfStay, type CoverOfStayDeps, type StayCover } from './cover-of-stay.js';
import type { PlacementRepository } from './ports.js';
import { readStayBefore, whyItCannotFollow, type StayBefore } from './stay-before.js';

/** The money of a stay as it stands: what each payer holds or has spent under a claim in a financial year. Whole pence. */
export interface StayMoney {
  readonly claimId: string;
  readonly nights: Stay;
  readonly year: FinancialYear;
  readonly payer: Payer;
  readonly heldPence: Pence;
  readonly spentPence: Pence;
  readonly releasedPence: Pence;
}

/** What is left of a partnership's budget for a route in a financial year. */
export interface BudgetLeft {
  readonly route: Route;
  readonly year: FinancialYear;
  readonly leftPence: Pence;
}

/** The readers a look at other days needs. */
export interface PreviewDatesDeps extends CheckFitDeps {
  readonly placements: PlacementRepository;
  readonly readCalendars: ReadCalendars;
  readonly readStayWeighing: CoverOfStayDeps['readStayWeighing'];
  readonly readStayMoney: (tx: Tx, placementId: string) => Promise<readonly StayMoney[]>;
  /** Of the budgets there are for these routes and years; more than were asked for may be among them. */
  readonly readBudgetsLeft: (
    tx: Tx,
    of: {
      readonly partnershipId: string;
      readonly routes: readonly Route[];
      readonly years: readonly FinancialYear[];
    },
  ) => Promise<readonly BudgetLeft[]>;
  /** The references of those who have these claims and are in scope; of nobody else. */
  readonly readClaimReferences: (
    tx: Tx,
    scope: Scope,
    claimIds: readonly string[],
  ) => Promise<ReadonlyMap<string, string>>;
  readonly readNoticeOn: ReadFundingNotice;
  readonly now: (tx: Tx) => Promise<{ readonly today: IsoDate }>;
}

/** Nights of the bed that somebody or something else has. Null for a person outside the reader's scope. */
export interface OtherNights {
  readonly state: Run['state'];
  readonly fromOn: IsoDate;
  readonly toOn: IsoDate;
  readonly reference: string | null;
}

/** What the money of a payer does in a financial year: more than nothing is needed, less comes back. Whole pence. */
export interface YearChange {
  readonly payer: Payer;
  readonly year: FinancialYear;
  readonly changePence: Pence;
  /** What is left of the payer's budget before; null where there is none. */
  readonly leftPence: Pence | null;
}

/** Whether every budget has the money that is needed of it. Who pays without a budget here has no ceiling. */
export const isMoneyThere = (money: readonly YearChange[]): boolean =>
  money.every(
    ({ payer, changePence, leftPence }) =>
      changePence <= 0 || isOutside(payer) || changePence <= (leftPence ?? 0),
  );

/** What stands in the way of other days, other than the nights and the money. */
export type DatesHindrance =
  | StayDatesRefusal
  | PersonObstacle
  | StayExceedsFunding
  | FundingUnderNotice
  | PlaceDoesNotFit
  | OnwardBookingStands
  | StayBeforeCannotFollow;

/** What other days of a booking or a stay would do, before anything is done. */
export interface DatesPreview {
  readonly placement: Placement;
  readonly referral: ReferralFacts;
  readonly unit: BedUnit;
  readonly asked: Stay;
  readonly step: DatesStep | null;
  /** Why the days or the person stand in the way, in the order in which it would be told; none when nothing does. */
  readonly obstacles: readonly DatesHindrance[];
  readonly nightsAdded: number;
  readonly nightsFreed: number;
  /** Others who have the bed on nights asked for, or on those it is made ready after. */
  readonly clashes: readonly OtherNights[];
  /** Who has the bed next after the days asked for, within the season after; null when nobody. */
  readonly next: OtherNights | null;
  /** Nights the latest decision approves, less those of stays before that it pays for too. */
  readonly fundedNights: number;
  /** The money of all stays that change. */
  readonly money: readonly YearChange[];
  /** The end that the stay the booking goes on from would have; null where it keeps its own. */
  readonly stayBeforeEndsOn: IsoDate | null;
}

/** How far ahead the next person is looked for. Unit: nights. */
const nextWithinNights = 120;

/** Everything the bed is on and around the days asked for, other than for this stay itself. */
const othersAround = async (
  deps: PreviewDatesDeps,
  tx: Tx,
  scope: Scope,
  placement: Placement,
  unit: BedUnit,
  asked: Stay,
): Promise<Pick<DatesPreview, 'clashes' | 'next'>> => {
  const readyOn = addNights(asked.departsOn, unit.turnaroundNights);
  const within = {
    arrivesOn: asked.arrivesOn,
    departsOn: addNights(asked.departsOn, longestTurnaroundNights + nextWithinNights),
  };
  const calendar = (await deps.readCalendars(tx, { bedId: placement.bedId }, within))[0];
  const runs = (calendar?.runs ?? []).filter(
    ({ state, claimId }) => state !== 'free' && claimId !== placement.placementId,
  );
  // Where nobody sleeps, a bed can be made ready too.
  const isInTheWay = ({ state, fromOn }: Run): boolean =>
    state === 'hold' || state === 'stay' ? fromOn < readyOn : fromOn < asked.departsOn;
  const clashing = runs.filter(isInTheWay);
  const next = runs.find((run) => !isInTheWay(run) && (run.state === 'hold' || run.state === 'stay'));
  const shown = [...clashing, ...(next === undefined ? [] : [next])];
  const references = await deps.readClaimReferences(
    tx,
    scope,
    shown.flatMap(({ claimId }) => (claimId === null ? [] : [claimId])),
  );
  const told = ({ state, fromOn, toOn, claimId }: Run): OtherNights => ({
    ...{ state, fromOn, toOn },
    reference: references.get(claimId ?? '') ?? null,
  });
  return { clashes: clashing.map(told), next: next === undefined ? null : told(next) };
};

/** What the money of one payer does in a financial year; less than nothing comes back. */
export type MoneyChange = Omit<YearChange, 'leftPence'>;

/**
 * What comes back when only the nights of `used` are slept, or none for null: claim by claim, as the ledger of money does
 * it. Whole pence, below zero.
 */
export const comesBack = (money: readonly StayMoney[], used: Stay | null): readonly MoneyChange[] => {
  const claims = [...new Map(money.map(({ claimId, nights }) => [claimId, { claimId, nights }])).values()];
  return sleptByClaim(claims, used).flatMap((claim) => {
    const ofClaim = money.filter(({ claimId }) => claimId === claim.claimId);
    return sharesToRelease(claim.nights, claim.used, ofClaim).map(({ payer, year, pence: back }) => ({
      ...{ payer, year, changePence: pence(0 - back) },
    }));
  });
};

/** What the money of each payer and financial year would do: computed as the ledger of money does it. */
const moneyOf = (
  step: DatesStep,
  placement: Placement,
  asked: Stay,
  decision: FundingDecision | null,
  money: readonly StayMoney[],
): readonly MoneyChange[] => {
  if (step === 'shortened') return comesBack(money, asked);
  const added = step === 'extended' ? { ...asked, arrivesOn: placement.stay.departsOn } : asked;
  const needed =
    decision === null ? [] : shareAmongPayers(decision, costByYear(decision.weeklyRatePence, added).parts);
  return [
    ...needed.map(({ payer, year, pence: changePence }) => ({ payer, year, changePence })),
    ...(step === 'moved'
      ? money.map(({ payer, year, heldPence }) => ({ payer, year, changePence: pence(0 - heldPence) }))
      : []),
  ];
};

/** Net for each payer: what comes back to one pays for nothing of another. */
export const netOf = (changes: readonly MoneyChange[]): readonly MoneyChange[] => {
  const net = new Map<string, MoneyChange>();
  for (const { payer, year, changePence } of changes) {
    const before = net.get(`${year} ${payer}`)?.changePence ?? pence(0);
    net.set(`${year} ${payer}`, { payer, year, changePence: addPence(before, changePence) });
  }
  return [...net.values()].sort((a, b) => a.year - b.year || a.payer.localeCompare(b.payer));
};

/** Net of every payer and year, beside what is left of their budgets. */
const withWhatIsLeft = async (
  deps: PreviewDatesDeps,
  tx: Tx,
  partnershipId: string,
  all: readonly MoneyChange[],
): Promise<readonly YearChange[]> => {
  const changes = netOf(all);
  const left = await deps.readBudgetsLeft(tx, {
    partnershipId,
    routes: [...new Set(changes.flatMap(({ payer }) => (isOutside(payer) ? [] : [payer])))],
    years: [...new Set(changes.map(({ year }) => year))],
  });
  return changes.map((change) => ({
    ...change,
    leftPence:
      left.find(({ route, year }) => route === change.payer && year === change.year)?.leftPence ?? null,
  }));
};

/** Why the funder's decisions do not carry the days: too few nights, or a notice on the one the booking rests on. */
const fundingHindrances = async (
  { readNoticeOn }: PreviewDatesDeps,
  tx: Tx,
  step: DatesStep,
  { fundingDecisionId: was }: Placement,
  { cover }: StayCover,
): Promise<readonly (StayExceedsFunding | FundingUnderNotice)[]> => {
  if (step === 'shortened') return [];
  if (!cover.ok) return [cover.refusal];
  const isCarriedOver = step === 'moved' && cover.value.fundingDecisionId !== was;
  const noticeOn = isCarriedOver ? await readNoticeOn(tx, was) : null;
  return noticeOn === null ? [] : [{ code: 'funding-under-notice', noticeOn }];
};

const sharedNights = (a: Stay, b: Stay): number =>
  Math.max(0, nightsBetween(maxDate(a.arrivesOn, b.arrivesOn), minDate(a.departsOn, b.departsOn)));

/** What one booking or stay would do. */
interface Part {
  readonly obstacles: readonly (StayExceedsFunding | FundingUnderNotice | PlaceDoesNotFit)[];
  readonly clashes: readonly OtherNights[];
  readonly next: OtherNights | null;
  readonly money: readonly MoneyChange[];
}

const partOf = async (
  deps: PreviewDatesDeps,
  tx: Tx,
  scope: Scope,
  placement: Placement,
  { step, asked, cover, unit }: { step: DatesStep; asked: Stay; cover: StayCover; unit: BedUnit },
): Promise<Part> => {
  const { placementId } = placement;
  const bedSinceOn = await deps.placements.readBedSince(tx, placement);
  const inThisBed = step === 'extended' ? { ...asked, arrivesOn: bedSinceOn } : asked;
  const rulesOn =
    step === 'extended' ? await deps.placements.readProjectSince(tx, placement) : inThisBed.arrivesOn;
  const fits = step === 'shortened' ? null : await checkFit(deps, tx, placement, inThisBed, rulesOn);
  const agreedPence = await deps.placements.readAgreedRate(tx, placementId);
  const decision = cover.decision === null ? null : atAgreedRate(cover.decision, agreedPence);
  return {
    obstacles: [
      ...(await fundingHindrances(deps, tx, step, placement, cover)),
      ...(fits === null || fits.ok || fits.refusal.code !== 'place-does-not-fit' ? [] : [fits.refusal]),
    ],
    ...(await othersAround(deps, tx, scope, placement, unit, asked)),
    money: moneyOf(step, placement, asked, decision, await deps.readStayMoney(tx, placementId)),
  };
};

/** What the stay before would do, to end on the first day asked for: its money, and what would keep it from that. */
const partBefore = async (
  deps: PreviewDatesDeps,
  tx: Tx,
  scope: Scope,
  before: StayBefore,
): Promise<{
  readonly obstacles: readonly StayBeforeCannotFollow[];
  readonly money: readonly MoneyChange[];
}> => {
  const { previous, departsOn, today, bedSinceOn } = before;
  const asked = { ...previous.stay, departsOn };
  const weighed = weighStayDates(previous, asked, today, bedSinceOn);
  const unit = await deps.readUnit(tx, previous.bedId);
  if (!weighed.ok || unit === null) {
    const inItsWay = weighed.ok ? { code: 'bed-not-open' } : weighed.refusal;
    return { obstacles: [await whyItCannotFollow(deps, tx, before, inItsWay)], money: [] };
  }
  const cover = await coverOfStay(deps, tx, previous, asked);
  const part = await partOf(deps, tx, scope, previous, { step: weighed.value, asked, cover, unit });
  // The nights between are those the booking itself lets go of.
  const taken = part.clashes.find(({ fromOn }) => fromOn >= previous.stay.departsOn);
  const inItsWay =
    part.obstacles[0] ??
    (weighed.value === 'extended' && taken !== undefined
      ? { code: 'bed-already-taken', firstClashOn: taken.fromOn }
      : null);
  const { money } = part;
  return {
    obstacles: inItsWay === null ? [] : [await whyItCannotFollow(deps, tx, before, inItsWay)],
    money,
  };
};

/**
 * What other days of a booking or a stay would do to the bed, whoever is next, and the money. Asked of the same rules as
 * the change itself; only the change can say whether the nights and the money are still there when it is made. The stay
 * that a booking goes on from is looked at with it. Null outside scope. Days that are no stay give the obstacle alone.
 */
export const makePreviewDates =
  (deps: PreviewDatesDeps) =>
  async (tx: Tx, scope: Scope, placementId: string, asked: Stay): Promise<DatesPreview | null> => {
    const placement = await deps.placements.find(tx, scope, placementId);
    if (placement === null) return null;
    const referral = await deps.readReferral(tx, { kind: 'national' }, placement.referralId);
    const unit = await deps.readUnit(tx, placement.bedId);
    if (referral === null || unit === null) return null;
    const { today } = await deps.now(tx);
    const bedSinceOn = await deps.placements.readBedSince(tx, placement);
    const weighed = weighStayDates(placement, asked, today, bedSinceOn);
    const before = await readStayBefore(deps, tx, placement, asked.arrivesOn);
    const stayBeforeEndsOn = before?.departsOn ?? null;
    const cover = await coverOfStay(deps, tx, placement, asked, stayBeforeEndsOn);
    const { decision, nightsBefore } = cover;
    const bare = {
      ...{ placement, referral, unit, asked, stayBeforeEndsOn },
      fundedNights: decision === null ? 0 : Math.max(0, fundedNights(decision) - nightsBefore),
    };
    if (!weighed.ok || !isClaimable(asked)) {
      return {
        ...bare,
        ...{ step: null, obstacles: weighed.ok ? [] : [weighed.refusal] },
        ...{ nightsAdded: 0, nightsFreed: 0, clashes: [], next: null, money: [] },
      };
    }
    const step = weighed.value;
    const cannotCome = step === 'moved' ? personObstacle(referral, asked) : null;
    const onward =
      step === 'moved'
        ? null
        : onwardObstacle(placement, await deps.placements.readNext(tx, placementId), asked.departsOn);
    const kept = sharedNights(placement.stay, asked);
    const part = await partOf(deps, tx, scope, placement, { step, asked, cover, unit });
    const first = before === null ? null : await partBefore(deps, tx, scope, before);
    return {
      ...bare,
      step,
      obstacles: [
        ...(onward === null ? [] : [onward]),
        ...(cannotCome === null ? [] : [cannotCome]),
        ...part.obstacles,
        ...(first?.obstacles ?? []),
      ],
      nightsAdded: nightCount(asked) - kept,
      nightsFreed: nightCount(placement.stay) - kept,
      ...{ clashes: part.clashes, next: part.next },
      money: await withWhatIsLeft(deps, tx, placement.partnershipId, [
        ...part.money,
        ...(first?.money ?? []),
      ]),
    };
  };
