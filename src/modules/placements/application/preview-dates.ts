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
  unusedShares,
  type FundingDecision,
  type ReadLatestDecisions,
} from '../../funding/contract/funding.js';
import type { ReadFundingNotice } from '../../funding/contract/notice.js';
import type { ReferralFacts, Route } from '../../referrals/contract/facts.js';
import type { Placement } from '../domain/placement.js';
import {
  personObstacle,
  weighStayDates,
  type DatesStep,
  type FundingUnderNotice,
  type PersonObstacle,
  type StayDatesRefusal,
} from '../domain/stay-dates.js';
import type { PlaceDoesNotFit } from '../domain/weigh-fit.js';
import { coverOf, type StayExceedsFunding } from '../domain/weigh-offer.js';
import { checkFit, type CheckFitDeps } from './check-fit.js';
import type { PlacementRepository } from './ports.js';

/** The money of a stay as it stands: what each claim holds or has spent in each financial year. Whole pence. */
export interface StayMoney {
  readonly claimId: string;
  readonly nights: Stay;
  readonly year: FinancialYear;
  /** Whose budget it is in. */
  readonly route: Route;
  readonly heldPence: Pence;
  readonly spentPence: Pence;
  readonly releasedPence: Pence;
}

/** What is left of a partnership's budget for a route in a financial year; null where it has none. */
export interface YearLeft {
  readonly year: FinancialYear;
  readonly leftPence: Pence | null;
}

/** What is left of a partnership's budgets for a route, year by year. */
export type ReadYearsLeft = (
  tx: Tx,
  of: { readonly partnershipId: string; readonly route: Route; readonly years: readonly FinancialYear[] },
) => Promise<readonly YearLeft[]>;

/** The readers a look at other days needs. */
export interface PreviewDatesDeps extends CheckFitDeps {
  readonly placements: PlacementRepository;
  readonly readCalendars: ReadCalendars;
  readonly readLatestDecisions: ReadLatestDecisions;
  readonly readStayMoney: (tx: Tx, placementId: string) => Promise<readonly StayMoney[]>;
  readonly readYearsLeft: ReadYearsLeft;
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

/** What the money of a fund does in a financial year: more than nothing is needed, less comes back. Whole pence. */
export interface YearChange {
  readonly route: Route;
  readonly year: FinancialYear;
  readonly changePence: Pence;
  /** What is left of the budget before; null where there is none. */
  readonly leftPence: Pence | null;
}

/** Whether every budget has the money that is needed of it. */
export const isMoneyThere = (money: readonly YearChange[]): boolean =>
  money.every(({ changePence, leftPence }) => changePence <= 0 || changePence <= (leftPence ?? 0));

/** What stands in the way of other days, other than the nights and the money. */
export type DatesHindrance =
  StayDatesRefusal | PersonObstacle | StayExceedsFunding | FundingUnderNotice | PlaceDoesNotFit;

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
  readonly fundedNights: number;
  readonly money: readonly YearChange[];
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

type MoneyChange = Omit<YearChange, 'leftPence'>;

/** What the money of each fund and financial year would do: computed as the ledger of money does it. */
const moneyOf = (
  step: DatesStep,
  placement: Placement,
  asked: Stay,
  decision: FundingDecision | null,
  money: readonly StayMoney[],
): readonly MoneyChange[] => {
  if (step === 'shortened') {
    return money.flatMap((claim) =>
      unusedShares(claim.nights, asked, [claim]).map(({ year, pence: back }) => ({
        ...{ route: claim.route, year, changePence: pence(0 - back) },
      })),
    );
  }
  const added = step === 'extended' ? { ...asked, arrivesOn: placement.stay.departsOn } : asked;
  const parts = decision === null ? [] : costByYear(decision.weeklyRatePence, added).parts;
  const route = decision?.route ?? placement.route;
  return [
    ...parts.map(({ year, pence: changePence }) => ({ route, year, changePence })),
    ...(step === 'moved'
      ? money.map((claim) => ({ ...claim, changePence: pence(0 - claim.heldPence) }))
      : []),
  ];
};

/** Net in each budget: what comes back to one pays for nothing in another. */
const netOf = (changes: readonly MoneyChange[]): readonly MoneyChange[] => {
  const net = new Map<string, MoneyChange>();
  for (const { route, year, changePence } of changes) {
    const before = net.get(`${year} ${route}`)?.changePence ?? pence(0);
    net.set(`${year} ${route}`, { route, year, changePence: addPence(before, changePence) });
  }
  return [...net.values()].sort((a, b) => a.year - b.year || a.route.localeCompare(b.route));
};

const moneyChanges = async (
  deps: PreviewDatesDeps,
  tx: Tx,
  step: DatesStep,
  placement: Placement,
  asked: Stay,
  decision: FundingDecision | null,
): Promise<readonly YearChange[]> => {
  const money = await deps.readStayMoney(tx, placement.placementId);
  const changes = netOf(moneyOf(step, placement, asked, decision, money));
  const left = new Map<string, Pence | null>();
  for (const route of new Set(changes.map((change) => change.route))) {
    const years = changes.filter((change) => change.route === route).map(({ year }) => year);
    const { partnershipId } = placement;
    for (const { year, leftPence } of await deps.readYearsLeft(tx, { partnershipId, route, years })) {
      left.set(`${year} ${route}`, leftPence);
    }
  }
  return changes.map((change) => ({
    ...change,
    leftPence: left.get(`${change.year} ${change.route}`) ?? null,
  }));
};

/** Why the funder's decisions do not carry the days: too few nights, or a notice on the one the booking rests on. */
const fundingHindrances = async (
  { readNoticeOn }: PreviewDatesDeps,
  tx: Tx,
  step: DatesStep,
  { fundingDecisionId: was }: Placement,
  asked: Stay,
  decision: FundingDecision | null,
): Promise<readonly DatesHindrance[]> => {
  if (step === 'shortened') return [];
  const cover = coverOf(decision, asked);
  if (!cover.ok) return [cover.refusal];
  const isCarriedOver = step === 'moved' && cover.value.fundingDecisionId !== was;
  const noticeOn = isCarriedOver ? await readNoticeOn(tx, was) : null;
  return noticeOn === null ? [] : [{ code: 'funding-under-notice', noticeOn }];
};

const sharedNights = (a: Stay, b: Stay): number =>
  Math.max(0, nightsBetween(maxDate(a.arrivesOn, b.arrivesOn), minDate(a.departsOn, b.departsOn)));

/**
 * What other days of a booking or a stay would do to the bed, whoever is next, and the money. Asked of the same rules as
 * the change itself; only the change can say whether the nights and the money are still there when it is made. Null
 * outside scope. Days that are no stay give the obstacle alone.
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
    const decision =
      (await deps.readLatestDecisions(tx, [placement.referralId])).get(placement.referralId) ?? null;
    const bare = {
      ...{ placement, referral, unit, asked },
      fundedNights: decision === null ? 0 : fundedNights(decision),
    };
    if (!weighed.ok || !isClaimable(asked)) {
      return {
        ...bare,
        ...{ step: null, obstacles: weighed.ok ? [] : [weighed.refusal] },
        ...{ nightsAdded: 0, nightsFreed: 0, clashes: [], next: null, money: [] },
      };
    }
    const step = weighed.value;
    const inThisBed = step === 'extended' ? { ...asked, arrivesOn: bedSinceOn } : asked;
    const rulesOn =
      step === 'extended' ? await deps.placements.readProjectSince(tx, placement) : inThisBed.arrivesOn;
    const fits = step === 'shortened' ? null : await checkFit(deps, tx, placement, inThisBed, rulesOn);
    const cannotCome = step === 'moved' ? personObstacle(referral, asked) : null;
    const kept = sharedNights(placement.stay, asked);
    return {
      ...bare,
      step,
      obstacles: [
        ...(cannotCome === null ? [] : [cannotCome]),
        ...(await fundingHindrances(deps, tx, step, placement, asked, decision)),
        ...(fits === null || fits.ok || fits.refusal.code !== 'place-does-not-fit' ? [] : [fits.refusal]),
      ],
      nightsAdded: nightCount(asked) - kept,
      nightsFreed: nightCount(placement.stay) - kept,
      ...(await othersAround(deps, tx, scope, placement, unit, asked)),
      money: await moneyChanges(deps, tx, step, placement, asked, decision),
    };
  };
