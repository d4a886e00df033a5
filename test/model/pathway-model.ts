/**
 * The pathway as plain data, small enough to be read in one sitting and sharing no rule with the product: what a person,
 * the money and the beds must be after any history of requests. Nights, money held and spent, readiness and queues are
 * never stored here; they are derived from the few facts that are, by arithmetic of this file's own.
 *
 * Days count from 1 January 1970; intervals are half-open; money is whole pence.
 */
import { dateOf } from '../proof/civil-days.js';

export type Sex = 'female' | 'male';
export type PartnershipName = 'glasgow' | 'highland';
export type ProviderName = 'larch' | 'rowan';
export const otherPartnership: Readonly<Record<PartnershipName, PartnershipName>> = {
  glasgow: 'highland',
  highland: 'glasgow',
};

/** The partnership's own money, another fund of it, and who pays without a budget here: in order of their names. */
export const payers = ['adp', 'national_mission', 'self', 'social_work'] as const;
export type Payer = (typeof payers)[number];
export type Route = Extract<Payer, 'adp' | 'national_mission'>;

/** What one payer pays of the price of a week. Unit: pence. */
export interface PayerShare {
  readonly payer: Payer;
  readonly weeklyPence: number;
}

/** A price and who pays it: its route alone, or those of `shares`, the main one first. */
export interface PaidBy {
  readonly weeklyPence: number;
  readonly route: Route;
  readonly shares: readonly PayerShare[] | null;
}

export interface Person {
  readonly sex: Sex;
  /** Whose they are now; a transfer takes the person with their referral. */
  partnership: PartnershipName;
  /** Detox comes before entry; as it is recorded first. */
  readonly needsDetox: boolean;
  hasDied: boolean;
}

export interface Assessment {
  readonly heldOn: number;
  readonly isSuitable: boolean;
  hasLapsed: boolean;
}

export interface Detox {
  readonly startsOn: number;
  readonly endsOn: number;
  hasLapsed: boolean;
}

/** What a thing is called here: `r1`, `o3`. The real one's id is kept by whoever drives the service. */
export type Key = string;

export interface Referral {
  readonly key: Key;
  readonly person: number;
  readonly receivedOn: number;
  /** Who has it. */
  partnership: PartnershipName;
  /** When its urgency is looked at again. */
  readonly urgencyReviewOn: number;
  /** As recorded, or put right since. */
  needsDetox: boolean;
  state: 'open' | 'closed';
  closedReason: string | null;
  readonly assessments: Assessment[];
  readonly detoxes: Detox[];
  lapsedOn: number | null;
  version: number;
}

/** A referral that one partnership asks another to take, or to give. */
export interface Transfer {
  readonly key: Key;
  readonly referral: Key;
  readonly from: PartnershipName;
  readonly askedBy: PartnershipName;
  state: 'asked' | 'accepted' | 'declined' | 'withdrawn';
  version: number;
}

export interface FundingRequest {
  readonly key: Key;
  readonly referral: Key;
  readonly weeks: number;
  readonly weeklyPence: number;
  standing: 'requested' | 'listed' | 'deferred' | 'withdrawn' | 'decided';
  /** Whose move a deferred one is. */
  deferredTo: 'coordinator' | 'approver';
  version: number;
}

/** A yes that waits for a second approver. It is always the first approver of a partnership who proposes. */
export interface Proposal {
  readonly key: Key;
  readonly referral: Key;
  readonly weeks: number;
  readonly weeklyPence: number;
  readonly others: readonly PayerShare[];
  readonly decidedOn: number;
  /** Two may give it together, whatever their limits. */
  readonly isExceptional: boolean;
  answer: 'confirmed' | 'returned' | 'overtaken' | null;
  version: number;
}

/** Others asked to pay for the rest of a stay, from `from` to its planned end. */
export interface Takeover extends PaidBy {
  readonly key: Key;
  readonly referral: Key;
  readonly placement: Key;
  readonly from: number;
  readonly to: number;
  answer: 'confirmed' | 'returned' | null;
  version: number;
}

export interface Decision extends PaidBy {
  readonly key: Key;
  readonly referral: Key;
  readonly isApproved: boolean;
  readonly decidedOn: number;
  readonly weeks: number;
  /** The stay it took over, and pays for alone; null for any other. */
  readonly tookOver: Key | null;
  /** A no to more nights of a booking or stay: the yes before it stands. */
  readonly answersRequestAlone: boolean;
  isRevoked: boolean;
  /** How often notice was given or lifted, one after the other: an odd number stands. */
  notices: number;
}

export interface Offer {
  readonly key: Key;
  readonly referral: Key;
  /** Who pays. */
  readonly partnership: PartnershipName;
  readonly person: number;
  readonly bed: BedKey;
  readonly decision: Key;
  readonly from: number;
  readonly to: number;
  state: 'offered' | 'accepted' | 'declined' | 'withdrawn' | 'expired';
  /** As the service said when it was made; null until it has. Unit: milliseconds. */
  expiresAtMs: number | null;
  version: number;
}

/** Money kept for some nights: an offer's, an extension's, or a takeover's. */
export interface PaidNights extends PaidBy {
  readonly from: number;
  readonly to: number;
  /** What each pays, of nights that were paid for before and are again; absent where it follows from the price. */
  readonly charged?: readonly { readonly payer: Payer; readonly year: number; readonly pence: number }[];
}

/**
 * Paid nights of a placement. Of each time that some of them came to nothing it is kept how many were left in each financial
 * year: what comes back is divided by what each payer still has spent, and so follows from all of them in turn.
 */
export interface KeptNights extends PaidNights {
  readonly kept: ReadonlyMap<number, number>[];
}

/** A bed that somebody has from a day on; the first of a stay from its beginning. */
export interface BedSince {
  readonly bed: BedKey;
  readonly from: number;
}

/** Nights away from a bed that is kept; they change nobody's nights and no money. */
export interface Leave {
  readonly key: Key;
  readonly from: number;
  readonly backExpectedOn: number;
  returnedOn: number | null;
  version: number;
}

export interface Placement {
  readonly key: Key;
  readonly offer: Key;
  readonly referral: Key;
  /** Who pays. */
  readonly partnership: PartnershipName;
  readonly leaves: Leave[];
  readonly person: number;
  /** One after the other; the last is the bed of now. */
  beds: BedSince[];
  decision: Key;
  from: number;
  to: number;
  paid: KeptNights[];
  state: 'booked' | 'admitted' | 'ended' | 'never_started';
  endedOn: number | null;
  /** Of a stay left after its planned day: up to which day its nights are counted as theirs, and the bed kept clear. */
  late: { readonly nightsTo: number; readonly readyTo: number } | null;
  /** What the other side is told of its end; null before. */
  endTold: PlacementEnd | null;
  endedBy: 'partnership' | 'provider' | null;
  /** The stay at another provider that this one goes on from; null where somebody came by themselves. */
  readonly follows: Key | null;
  /** What a week was agreed to cost where they went on to; null otherwise. */
  readonly weeklyPence: number | null;
  /** Whether it ended because they went on to another provider. */
  hasGoneOn: boolean;
  /** Whether a record of it was put right: who was told of an end that never was depends on when messages came. */
  isRepaired: boolean;
  version: number;
}

/** A place at another provider, proposed for somebody who is here. It holds nothing until that provider accepts. */
export interface ProviderMove {
  readonly key: Key;
  readonly placement: Key;
  /** Of the provider that is left. */
  readonly fromBed: BedKey;
  readonly bed: BedKey;
  readonly movesOn: number;
  readonly to: number;
  readonly weeklyPence: number;
  answer: 'accepted' | 'declined' | 'withdrawn' | null;
  version: number;
}

/** What was recorded of a stay by mistake; it waits for a second person. */
export interface Repair {
  readonly key: Key;
  readonly placement: Key;
  /** The version of the stay it was proposed for. */
  readonly placementVersion: number;
  readonly repairKind: 'arrival_undone' | 'arrival_day' | 'leaving_undone';
  /** The true day of arrival; of any other kind without meaning. */
  readonly day: number;
  answer: 'confirmed' | 'returned' | null;
  version: number;
}

/** Who did not come is looked for, unless they died or the partnership ended the booking; who left early is, unless they died. */
export type PlacementEnd = 'did-not-come' | 'booking-ended' | 'left' | 'left-unplanned' | 'stay-ended';

export interface Closure {
  readonly key: Key;
  readonly bed: BedKey;
  readonly from: number;
  to: number;
  state: 'planned' | 'cancelled';
  version: number;
}

/** Everything there is, at one moment. */
export interface Model {
  nowMs: number;
  readonly people: Person[];
  readonly referrals: Referral[];
  readonly transfers: Transfer[];
  readonly requests: FundingRequest[];
  readonly proposals: Proposal[];
  readonly takeovers: Takeover[];
  readonly decisions: Decision[];
  readonly offers: Offer[];
  readonly placements: Placement[];
  readonly moves: ProviderMove[];
  readonly repairs: Repair[];
  readonly closures: Closure[];
}

/** The beds people are placed in: singles for anybody and for men, two in one room, and two with a night kept clear. */
export const beds = {
  any: { provider: 'larch', room: null, onlyFor: null, clearNights: 0 },
  male: { provider: 'larch', room: null, onlyFor: 'male', clearNights: 0 },
  shared1: { provider: 'larch', room: 'Room 4', onlyFor: null, clearNights: 0 },
  shared2: { provider: 'larch', room: 'Room 4', onlyFor: null, clearNights: 0 },
  rowan1: { provider: 'rowan', room: null, onlyFor: null, clearNights: 1 },
  rowan2: { provider: 'rowan', room: null, onlyFor: null, clearNights: 1 },
} as const satisfies Record<
  string,
  {
    readonly provider: ProviderName;
    readonly room: string | null;
    readonly onlyFor: Sex | null;
    readonly clearNights: number;
  }
>;
export type BedKey = keyof typeof beds;
export const bedKeys = [
  'any',
  'male',
  'shared1',
  'shared2',
  'rowan1',
  'rowan2',
] as const satisfies readonly BedKey[];

/** What each partnership may spend on its own route in a financial year, so that money runs out before beds do. */
export const yearlyLimitPence: Readonly<Record<PartnershipName, number>> = {
  glasgow: 1_200_000,
  highland: 500_000,
};
/** What each may spend of another fund in a financial year. Unit: pence. */
export const otherFundLimitPence = 150_000;
/** What the first approver of each partnership may approve alone. Unit: pence. */
export const firstLimitPence: Readonly<Record<PartnershipName, number>> = {
  glasgow: 500_000,
  highland: 20_000_000,
};
/** What the second approver, whom only Glasgow has, may give the second yes to. Unit: pence. */
export const secondLimitPence = 1_000_000;
/** Financial years with a budget, by the calendar year in whose April they begin. */
export const budgetYears: readonly number[] = [2025, 2026, 2027, 2028];

/** How long an assessment, and an approval that waits for an offer, may be relied on. Unit: days. */
export const validDays = 182;
/** Furthest day of arrival, counted from today. Unit: nights. */
export const furthestAheadNights = 366;
/** Days before the referral on which a detox may have begun. */
export const detoxBeforeDays = 42;
/** Days after which an urgency of "soon" is looked at again. */
export const urgencyReviewDays = 28;
/** Who asks was received so many days before it is recorded. */
export const receivedDaysAgo = 10;

export const newModel = (nowMs: number): Model => ({
  nowMs,
  people: [
    { sex: 'male', partnership: 'glasgow', needsDetox: false, hasDied: false },
    { sex: 'female', partnership: 'glasgow', needsDetox: false, hasDied: false },
    { sex: 'male', partnership: 'glasgow', needsDetox: true, hasDied: false },
    { sex: 'female', partnership: 'highland', needsDetox: false, hasDied: false },
  ],
  ...{
    referrals: [],
    transfers: [],
    requests: [],
    proposals: [],
    takeovers: [],
    decisions: [],
    offers: [],
    placements: [],
    moves: [],
    repairs: [],
    closures: [],
  },
});

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** The last Sunday of a month, where the clocks change at one in the morning, UTC. */
const clockChangeMs = (year: number, month: 'March' | 'October'): number => {
  const last = Date.UTC(year, month === 'March' ? 2 : 9, 31);
  return last - new Date(last).getUTCDay() * dayMs + hourMs;
};

/** The civil date in Scotland at an instant. */
export const dayAt = (ms: number): number => {
  const year = new Date(ms).getUTCFullYear();
  const isSummer = clockChangeMs(year, 'March') <= ms && ms < clockChangeMs(year, 'October');
  return Math.floor((ms + (isSummer ? hourMs : 0)) / dayMs);
};

export const todayOf = ({ nowMs }: Model): number => dayAt(nowMs);

const found = <T>(thing: T | undefined, what: string): T => {
  if (thing === undefined) throw new Error(`The model has no ${what}.`);
  return thing;
};
const byKey = <T extends { readonly key: Key }>(things: readonly T[], key: Key): T =>
  found(
    things.find((thing) => thing.key === key),
    key,
  );

export const personOf = (model: Model, person: number): Person => found(model.people[person], 'such person');
export const referralOf = (model: Model, key: Key): Referral => byKey(model.referrals, key);
export const offerOf = (model: Model, key: Key): Offer => byKey(model.offers, key);
export const transferOf = (model: Model, key: Key): Transfer => byKey(model.transfers, key);
export const placementOf = (model: Model, key: Key): Placement => byKey(model.placements, key);
export const moveOf = (model: Model, key: Key): ProviderMove => byKey(model.moves, key);
export const repairOf = (model: Model, key: Key): Repair => byKey(model.repairs, key);
export const closureOf = (model: Model, key: Key): Closure => byKey(model.closures, key);
export const decisionOf = (model: Model, key: Key): Decision => byKey(model.decisions, key);

/** The bed somebody has now, or will have, or had last. */
export const bedOf = ({ key, beds: had }: Placement): BedKey => found(had.at(-1), `bed of ${key}`).bed;
/** Since when they have it: a booking, and somebody who never moved, from the first night. */
export const bedSince = ({ from, beds: had }: Placement): number =>
  had.length < 2 ? from : Math.max(from, had.at(-1)?.from ?? from);

/** The referral a person was last recorded with. */
export const latestReferral = (model: Model, person: number): Referral | undefined =>
  model.referrals.findLast((referral) => referral.person === person);
export const openReferral = (model: Model, person: number): Referral | undefined =>
  model.referrals.find((referral) => referral.person === person && referral.state === 'open');
export const latestDecision = (model: Model, referral: Key): Decision | undefined =>
  model.decisions.findLast((decision) => decision.referral === referral && !decision.answersRequestAlone);
/** What weighs the nights of a stay: a no to more answers that request alone, and a takeover is of its own stay. */
export const approvalOf = (
  model: Model,
  { key, referral }: { readonly key: Key | null; readonly referral: Key },
): Decision | undefined =>
  model.decisions.findLast(
    (decision) =>
      decision.referral === referral &&
      decision.isApproved &&
      !decision.isRevoked &&
      (decision.tookOver ?? key) === key,
  );

/** Nights of stays before that the same approval pays for; `endsOn` is the end that the last of them is to have. */
const nightsBefore = (
  model: Model,
  { follows }: { readonly follows: Key | null },
  endsOn: number | null,
): number => {
  const previous = model.placements.find(({ key }) => key === follows);
  if (previous === undefined) return 0;
  const { from, to, endedOn, decision } = previous;
  const isTakenOver = decisionOf(model, decision).tookOver !== null;
  const nights = isTakenOver ? 0 : Math.max(0, (endsOn ?? Math.min(to, endedOn ?? to)) - from);
  return nights + nightsBefore(model, previous, null);
};

/** The approval that covers so many nights of a stay with those before it; null where there is none. */
export const coveringApproval = (
  model: Model,
  placement: Pick<Placement, 'referral' | 'follows'> & { readonly key: Key | null },
  nights: number,
  previousEndsOn: number | null = null,
): Decision | null => {
  const decision = approvalOf(model, placement);
  if (decision === undefined) return null;
  const before = decision.tookOver === null ? nightsBefore(model, placement, previousEndsOn) : 0;
  return nights + before <= approvedNights(decision) ? decision : null;
};

export const openRequest = (model: Model, referral: Key): FundingRequest | undefined =>
  model.requests.find(
    ({ referral: of, standing }) => of === referral && standing !== 'withdrawn' && standing !== 'decided',
  );

export const openProposal = (model: Model, referral: Key): Proposal | undefined =>
  model.proposals.find((proposal) => proposal.referral === referral && proposal.answer === null);

export const openTakeover = (model: Model, referral: Key): Takeover | undefined =>
  model.takeovers.find((takeover) => takeover.referral === referral && takeover.answer === null);

/** The move of a stay that waits for its answer. */
export const openMove = (model: Model, placement: Key): ProviderMove | undefined =>
  model.moves.find((move) => move.placement === placement && move.answer === null);
/** The repair of a stay that waits for its second person. */
export const openRepair = (model: Model, placement: Key): Repair | undefined =>
  model.repairs.find((repair) => repair.placement === placement && repair.answer === null);
/** The booking or stay at another provider that goes on from a stay. */
export const nextOf = (model: Model, placement: Key): Placement | undefined =>
  model.placements.find(({ follows, state }) => follows === placement && state !== 'never_started');

/** The leave somebody is on. */
export const openLeave = ({ leaves }: Placement): Leave | undefined =>
  leaves.find(({ returnedOn }) => returnedOn === null);

/** Whether the funder's notice on a decision stands. */
export const isUnderNotice = ({ notices }: Decision): boolean => notices % 2 === 1;

/** Whether its time is up, whether or not anybody has looked since. */
export const isDue = (model: Model, { state, expiresAtMs }: Offer): boolean =>
  state === 'offered' && expiresAtMs !== null && expiresAtMs <= model.nowMs;

// ---- Readiness and queues ----

/** Day until which the latest assessment that counts may be relied on; null where there is none. */
export const assessedUntil = ({ assessments }: Referral): number | null => {
  const latest = assessments.reduce<Assessment | undefined>(
    (best, one) => (best === undefined || one.heldOn >= best.heldOn ? one : best),
    undefined,
  );
  return latest?.isSuitable === true && !latest.hasLapsed ? latest.heldOn + validDays : null;
};

export const currentDetox = ({ detoxes }: Referral): Detox | null =>
  detoxes.findLast(({ hasLapsed }) => !hasLapsed) ?? null;

export const approvedNights = (decision: Decision | undefined): number =>
  decision !== undefined && decision.isApproved && !decision.isRevoked ? decision.weeks * 7 : 0;

export const isLiveOn = (decision: Decision | undefined, day: number): boolean =>
  approvedNights(decision) > 0 &&
  decision !== undefined &&
  decision.decidedOn <= day &&
  day < decision.decidedOn + validDays;

export interface Missing {
  readonly gate: 'assessment' | 'funding' | 'detox';
  readonly whoActs: 'coordinator' | 'approver';
}

/** What is missing before a place can be offered, and who acts. The words of a run of the matcher, which asks of no request. */
export const missingOf = (model: Model, referral: Referral): readonly Missing[] => {
  const today = todayOf(model);
  const until = assessedUntil(referral);
  const { needsDetox } = referral;
  return [
    ...(until === null || until < today
      ? [{ gate: 'assessment' as const, whoActs: 'coordinator' as const }]
      : []),
    ...(isLiveOn(latestDecision(model, referral.key), today)
      ? []
      : [{ gate: 'funding' as const, whoActs: 'approver' as const }]),
    ...(needsDetox && currentDetox(referral) === null
      ? [{ gate: 'detox' as const, whoActs: 'coordinator' as const }]
      : []),
  ];
};

/** The one place in which an open referral waits. */
export const queueOf = (model: Model, referral: Referral): string => {
  const placement = model.placements.find(
    (one) => one.referral === referral.key && one.state !== 'never_started',
  );
  if (placement !== undefined) return placement.state === 'booked' ? 'booked' : 'arrived';
  if (model.offers.some((offer) => offer.referral === referral.key && offer.state === 'offered'))
    return 'offered';
  const [first] = missingOf(model, referral);
  return first === undefined ? 'ready' : `${first.gate}-missing`;
};

// ---- Nights ----

/** Nights that somebody, or a closure, has of a bed; `clear` is the first day after those kept clear. */
export interface Claim {
  readonly key: Key;
  readonly kind: 'hold' | 'stay' | 'out_of_service';
  readonly bed: BedKey;
  readonly person: number | null;
  readonly decision: Key | null;
  readonly from: number;
  readonly to: number;
  readonly clear: number;
  /** Up to which day the nights are somebody's to pay for. */
  readonly paidTo: number;
}

export const claimsOf = (model: Model): readonly Claim[] => [
  ...model.offers
    .filter(({ state }) => state === 'offered')
    .map(({ key, bed, person, decision, from, to }): Claim => ({
      ...{ key, kind: 'hold', bed, person, decision, from, to, clear: to + beds[bed].clearNights },
      paidTo: to,
    })),
  ...model.placements
    .filter(({ state }) => state !== 'never_started')
    .flatMap((placement) => {
      const { key, person, decision, from, to, endedOn, late } = placement;
      return placement.beds.map(({ bed, from: began }, index): Claim => {
        const isLast = index === placement.beds.length - 1;
        const ends = Math.min(placement.beds[index + 1]?.from ?? Infinity, late?.nightsTo ?? endedOn ?? to);
        return {
          ...{ key, kind: 'stay', bed, person, decision, from: Math.max(from, began), to: ends },
          clear: isLast && late !== null ? late.readyTo : ends + beds[bed].clearNights,
          paidTo: Math.min(ends, to),
        };
      });
    }),
  ...model.closures
    .filter(({ state }) => state === 'planned')
    .map(({ key, bed, from, to }): Claim => ({
      ...{ key, kind: 'out_of_service', bed, person: null, decision: null, from, to, clear: to },
      paidTo: to,
    })),
];

/** Who is in a bed past the day they were to leave; nobody knows until when. */
export const stillThere = (model: Model): readonly Placement[] =>
  model.placements.filter(({ state, to }) => state === 'admitted' && to < todayOf(model));

/** Nights booked or slept on a decision; what is only offered takes none. */
export const claimedNights = (model: Model, decision: Key): number =>
  claimsOf(model).reduce(
    (sum, claim) =>
      sum +
      (claim.kind === 'stay' && claim.decision === decision ? Math.max(0, claim.paidTo - claim.from) : 0),
    0,
  );

/** Every night of every bed that has an owner: `bed day` to what has it, and whose night kept clear lies beneath. */
export const nightsOf = (model: Model): ReadonlyMap<string, string> => {
  const nights = new Map<string, string>();
  const claims = claimsOf(model);
  for (const { key, kind, bed, from, to, clear } of claims.filter(({ person }) => person !== null)) {
    for (let day = from; day < clear; day += 1)
      nights.set(`${bed} ${dateOf(day)}`, `${day < to ? kind : 'turnaround'} ${key}`);
  }
  for (const { key, bed, from, to } of claims.filter(({ person }) => person === null)) {
    for (let day = from; day < to; day += 1) {
      const under = nights.get(`${bed} ${dateOf(day)}`);
      nights.set(
        `${bed} ${dateOf(day)}`,
        `out_of_service ${key}${under === undefined ? '' : ` over ${under}`}`,
      );
    }
  }
  return nights;
};
