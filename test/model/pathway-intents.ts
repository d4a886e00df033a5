import fc from 'fast-check';

import {
  approvedNights,
  bedKeys,
  bedOf,
  bedSince,
  beds,
  currentDetox,
  decisionOf,
  approvalOf,
  latestReferral,
  isUnderNotice,
  missingOf,
  nextOf,
  openRepair,
  openLeave,
  openMove,
  openProposal,
  openRequest,
  openTakeover,
  personOf,
  placementOf,
  secondLimitPence,
  todayOf,
  type BedKey,
  type Model,
  type Offer,
  type Payer,
  type PayerShare,
  type Placement,
  type Proposal,
  type ProviderMove,
  type Referral,
} from './pathway-model.js';
import {
  closingReasons,
  deferReasons,
  endings,
  neverStartedReasons,
  type Request,
} from './pathway-requests.js';
import { isWithinLimit, nightsLeft } from './steps/funding.js';
import { placeInView } from './steps/nights-and-money.js';

/** Who takes over a stay. */
const takersOver = ['national_mission', 'social_work', 'adp', 'self'] as const satisfies readonly Payer[];

/**
 * Something to be asked, before it is known of what: whom and what it is about is looked up when its turn comes. `onward`
 * is whatever brings the person a step further, `across` what thwarts it where they stand; the others are asked whether or
 * not their time has come.
 */
export interface Intent {
  readonly kind: 'onward' | 'across' | Request['kind'];
  readonly person: number;
  readonly bed: BedKey;
  /** Which of several reasons or ways. */
  readonly pick: number;
  readonly nights: number;
  /** From today, negative for a day gone by. Unit: days. */
  readonly ahead: number;
  readonly daysAgo: number;
  readonly weeks: number;
  readonly weeklyPence: number;
  /** Who pays part of a week besides. */
  readonly others: readonly PayerShare[];
  /** Names a version the thing never had. */
  readonly isStale: boolean;
  /** Asked by a member of another organisation. */
  readonly isOutsider: boolean;
}

const oneOf = <T>(choices: readonly T[], pick: number): T => {
  const choice = choices[pick % choices.length];
  if (choice === undefined) throw new Error('There is nothing to choose from.');
  return choice;
};

/** Days such as an arrival's, that a detox which comes first has ended on. */
const firstDay = (model: Model, referral: Referral): number =>
  Math.max(todayOf(model), currentDetox(referral)?.endsOn ?? 0);

const lastOfferTo = (model: Model, person: number): Offer | undefined =>
  model.offers.findLast((offer) => offer.person === person);
const lastPlacementOf = (model: Model, person: number): Placement | undefined =>
  model.placements.findLast((placement) => placement.person === person);

/** Where somebody lives now; who goes on to another provider has a booking besides. */
const livesIn = (model: Model, person: number): Placement | undefined =>
  model.placements.find((placement) => placement.person === person && placement.state === 'admitted');

/** The last move that was proposed for somebody. */
const lastMoveOf = (model: Model, person: number): ProviderMove | undefined =>
  model.moves.findLast((move) => placementOf(model, move.placement).person === person);

const nextForPlacement = (model: Model, { pick }: Intent, placement: Placement): Request['kind'] | null => {
  const today = todayOf(model);
  const change = ([null, 'change-dates', 'move-bed', null] as const)[pick % 4] ?? null;
  if (openLeave(placement) !== undefined) return 'record-return';
  if (placement.state === 'booked' && pick % 6 === 5)
    return isUnderNotice(decisionOf(model, placement.decision)) ? 'lift-notice' : 'give-notice';
  if (placement.state === 'booked') {
    if (change !== null && today < placement.to) return change;
    if (today < placement.from) return null;
    return today < placement.to ? 'admit' : 'never-started';
  }
  if (openTakeover(model, placement.referral) !== undefined)
    return pick % 4 === 3 ? 'return-takeover' : 'confirm-takeover';
  const repair = openRepair(model, placement.key);
  if (repair !== undefined)
    return repair.placementVersion !== placement.version || pick % 4 === 2
      ? 'return-repair'
      : 'confirm-repair';
  if (placement.state === 'admitted' && (pick === 0 || pick === 5)) return 'propose-repair';
  if (placement.state === 'admitted' && openMove(model, placement.key) !== undefined)
    return oneOf(['accept-move', 'accept-move', 'decline-move', 'withdraw-move', 'accept-move'], pick);
  if ((pick === 3 || pick === 10 || pick === 7) && today < placement.to) return 'propose-move';
  if ((pick === 8 || pick === 4) && today < placement.to) return 'ask-takeover';
  if (pick % 6 === 1 && today < placement.to) return 'record-leave';
  return change ?? (pick % 3 === 0 && today <= placement.to ? 'extend' : 'discharge');
};

const nextForMoney = (model: Model, intent: Intent, { key }: Referral): Request['kind'] => {
  const proposal = openProposal(model, key);
  if (proposal !== undefined) return isSecondEnough(proposal) ? 'confirm-approval' : 'return-proposal';
  const asked = openRequest(model, key);
  if (asked?.standing === 'requested' && intent.pick % 4 === 3)
    return intent.pick === 3 ? 'defer-request' : 'list-for-panel';
  if (asked === undefined && intent.pick % 2 === 0) return 'request-funding';
  if (!isWithinLimit(model, key, asked ?? intent)) return 'propose-approval';
  return asked === undefined ? 'decide-funding' : 'approve-request';
};

const isSecondEnough = ({ weeks, weeklyPence, isExceptional }: Proposal): boolean =>
  isExceptional || weeks * weeklyPence <= secondLimitPence;

/** What would bring the person a step further; null where only time does. */
const nextStep = (model: Model, intent: Intent): Request['kind'] | null => {
  const { person } = intent;
  if (personOf(model, person).hasDied) return null;
  const placement = lastPlacementOf(model, person);
  if (placement?.state === 'booked' || placement?.state === 'admitted')
    return nextForPlacement(model, intent, placement);
  if (lastOfferTo(model, person)?.state === 'offered')
    return intent.pick === 4 ? 'decline-offer' : intent.pick === 9 ? 'withdraw-offer' : 'accept-offer';
  if (placement?.state === 'ended' && (intent.pick === 2 || intent.pick === 3)) {
    if (openRepair(model, placement.key) !== undefined) return 'confirm-repair';
    if (placement.follows === null) return 'propose-repair';
  }
  const referral = latestReferral(model, person);
  if (referral?.state !== 'open') return 'record-referral';
  if (model.transfers.some((one) => one.referral === referral.key && one.state === 'asked'))
    return oneOf(['decline-transfer', 'accept-transfer', 'withdraw-transfer'], intent.pick);
  if (intent.pick === 7 && intent.weeks === 4) return 'ask-transfer';
  // Until the worker has closed it.
  if (placement?.state === 'ended' && placement.referral === referral.key) return null;
  const [first] = missingOf(model, referral);
  switch (first?.gate) {
    case 'assessment':
      return 'record-assessment';
    case 'detox':
      return 'book-detox';
    case 'funding':
      return nextForMoney(model, intent, referral);
    case undefined:
      return 'make-offer';
  }
};

/** What comes across a person's way where they stand: somebody says no, or thinks again. */
const thwarting = (model: Model, { person, pick }: Intent): Request['kind'] => {
  const placement = lastPlacementOf(model, person);
  if (placement?.state === 'booked')
    return oneOf(
      [
        ...(['never-started', 'decide-funding', 'close-referral', 'revoke-approval'] as const),
        ...(['change-dates', 'move-bed', 'change-dates'] as const),
        ...(['give-notice', 'lift-notice', 'accept-transfer'] as const),
      ],
      pick,
    );
  if (placement?.state === 'admitted')
    return oneOf(
      [
        ...(['discharge', 'extend', 'decide-funding', 'record-referral', 'revoke-approval'] as const),
        ...(['change-dates', 'move-bed', 'change-dates', 'ask-takeover'] as const),
        ...(['record-leave', 'record-return', 'give-notice'] as const),
      ],
      pick,
    );
  if (lastOfferTo(model, person)?.state === 'offered')
    return oneOf(
      [
        ...(['decide-funding', 'revoke-approval', 'withdraw-offer', 'decline-offer'] as const),
        ...(['withdraw-offer', 'decline-offer', 'revoke-approval'] as const),
        ...(['close-referral', 'record-assessment', 'make-offer'] as const),
        ...(['correct-referral', 'ask-transfer', 'accept-transfer'] as const),
      ],
      pick,
    );
  return oneOf(
    [
      ...(['revoke-approval', 'decide-funding', 'record-assessment', 'close-referral'] as const),
      ...(['withdraw-request', 'defer-request', 'confirm-approval'] as const),
      ...(['correct-referral', 'ask-transfer', 'close-bed', 'reopen-bed', 'reopen-bed'] as const),
    ],
    pick,
  );
};

/** About a referral, in the words of the intent, or with days and reasons that fit where it is the next step. */
const aboutReferral = (
  model: Model,
  intent: Intent,
  kind: Request['kind'],
  isNext: boolean,
): Request | null => {
  const found = latestReferral(model, intent.person);
  if (found === undefined) return null;
  const referral = found.key;
  const today = todayOf(model);
  const stale = intent.isStale ? 40 : 0;
  const version = found.version + stale;
  const requestVersion = (openRequest(model, referral)?.version ?? 1) + stale;
  const takeoverVersion = (openTakeover(model, referral)?.version ?? 1) + stale;
  const proposalVersion = (openProposal(model, referral)?.version ?? 1) + stale;
  const { pick, weeks, weeklyPence, others, bed } = intent;
  const heldOn = today - (isNext ? 0 : intent.daysAgo);
  const decidedOn = today - (isNext ? 0 : Math.min(intent.daysAgo, 20));
  switch (kind) {
    case 'record-assessment':
      return { kind, referral, version, heldOn, isSuitable: isNext || pick % 4 !== 0 };
    case 'book-detox': {
      const startsOn = today + (isNext ? 0 : intent.ahead);
      return { kind, referral, version, startsOn, endsOn: startsOn + intent.nights };
    }
    case 'close-referral': {
      const place = placeInView(model, ({ person }) => person === intent.person);
      // Mostly as it was shown; not shown, or changed since.
      const shown =
        place === undefined || pick % 4 === 0
          ? null
          : { key: place.key, version: place.version + (pick % 8 === 7 ? 1 : 0) };
      return { kind, referral, version, reason: oneOf(closingReasons, pick), place: shown };
    }
    case 'correct-referral':
      return { kind, referral, version, needsDetox: pick % 4 === 0 ? found.needsDetox : !found.needsDetox };
    case 'ask-transfer':
      return { kind, referral, isByTaker: pick % 3 === 0 };
    case 'accept-transfer':
    case 'decline-transfer':
    case 'withdraw-transfer': {
      const transfer = model.transfers.findLast((one) => one.referral === referral);
      return transfer === undefined
        ? null
        : {
            ...{ kind, transfer: transfer.key, version: transfer.version + stale },
            isByWrongSide: !isNext && pick === 11,
          };
    }
    case 'give-notice':
    case 'lift-notice':
      return { kind, referral };
    case 'request-funding':
      return { kind, referral, weeks, weeklyPence };
    case 'list-for-panel':
      return { kind, referral, version: requestVersion, panelOn: today + Math.min(intent.ahead, 30) };
    case 'defer-request':
      return { kind, referral, version: requestVersion, reason: oneOf(deferReasons, pick) };
    case 'withdraw-request':
      return { kind, referral, version: requestVersion };
    case 'approve-request':
      return { kind, referral, version: requestVersion, decidedOn };
    case 'decide-funding':
      return { kind, referral, isApproved: isNext || pick % 5 > 1, decidedOn, weeks, weeklyPence, others };
    case 'propose-approval': {
      const asked = isNext ? (openRequest(model, referral) ?? intent) : intent;
      return {
        ...{ kind, referral, decidedOn, isExceptional: pick % 3 === 0 },
        ...{ weeks: asked.weeks, weeklyPence: asked.weeklyPence, others },
      };
    }
    case 'confirm-approval':
      return { kind, referral, version: proposalVersion, isByProposer: !isNext && pick % 3 === 0 };
    case 'return-proposal':
      return { kind, referral, version: proposalVersion };
    case 'ask-takeover': {
      const from = today + (isNext ? 0 : intent.ahead);
      const main = oneOf(takersOver, pick);
      return {
        kind,
        referral,
        from,
        weeklyPence,
        main,
        others: others.filter(({ payer }) => payer !== main || pick === 11),
      };
    }
    case 'confirm-takeover':
      return { kind, referral, version: takeoverVersion, isBySecond: isNext || pick % 2 === 0 };
    case 'return-takeover':
      return { kind, referral, version: takeoverVersion };
    case 'revoke-approval':
      return { kind, referral };
    case 'make-offer': {
      const from = isNext ? firstDay(model, found) + Math.max(0, intent.ahead % 30) : today + intent.ahead;
      const left = nightsLeft(
        model,
        model.decisions.findLast((one) => one.referral === referral),
      );
      const nights = isNext && left > 0 ? Math.min(intent.nights, left) : intent.nights;
      return { kind, referral, bed, from, to: from + nights };
    }
    default:
      return null;
  }
};

const aboutMove = (model: Model, intent: Intent, kind: Request['kind'], isNext: boolean): Request | null => {
  const stale = intent.isStale ? 40 : 0;
  if (kind === 'accept-move' || kind === 'decline-move' || kind === 'withdraw-move') {
    const move = lastMoveOf(model, intent.person);
    return move === undefined ? null : { kind, move: move.key, version: move.version + stale };
  }
  const from = livesIn(model, intent.person) ?? lastPlacementOf(model, intent.person);
  if (kind !== 'propose-move' || from === undefined) return null;
  const earliest = Math.max(todayOf(model), bedSince(from) + 1);
  const movesOn = isNext ? Math.min(earliest + (intent.nights % 3), from.to) : todayOf(model) + intent.ahead;
  const decision = approvalOf(model, { key: null, referral: from.referral });
  const left = approvedNights(decision) - (movesOn - from.from);
  const elsewhere = bedKeys.filter((one) => beds[one].provider !== beds[bedOf(from)].provider);
  return {
    ...{ kind, placement: from.key, version: from.version + stale, movesOn },
    bed: isNext ? oneOf(elsewhere, bedKeys.indexOf(intent.bed)) : intent.bed,
    to: movesOn + (isNext && left > 0 ? Math.min(intent.nights, left) : intent.nights),
    weeklyPence: isNext
      ? Math.min(intent.weeklyPence, decision?.weeklyPence ?? intent.weeklyPence)
      : intent.weeklyPence,
  };
};

/** What is asked of where somebody lives, while a booking elsewhere waits for them. */
const whereTheyLive: readonly Request['kind'][] = ['discharge', 'extend', 'record-leave', 'record-return'];

const repairKinds = ['arrival_undone', 'arrival_day', 'leaving_undone'] as const;

/** Of somebody alive, and of a stay that stands for itself: what a death or a move adds has specs of its own. */
const aboutRepair = (
  model: Model,
  intent: Intent,
  kind: Request['kind'],
  isNext: boolean,
): Request | null => {
  const stale = intent.isStale ? 40 : 0;
  const { person, pick, daysAgo } = intent;
  if (personOf(model, person).hasDied) return null;
  const isAlone = ({ key, follows }: Placement): boolean =>
    follows === null && model.placements.every((one) => one.follows !== key);
  if (kind === 'confirm-repair' || kind === 'return-repair') {
    const repair = model.repairs.findLast((one) => placementOf(model, one.placement).person === person);
    if (repair === undefined || !isAlone(placementOf(model, repair.placement))) return null;
    const of = { repair: repair.key, version: repair.version + stale };
    return kind === 'return-repair'
      ? { kind, ...of }
      : { kind, ...of, isByProposer: !isNext && pick % 4 === 0 };
  }
  const placement = lastPlacementOf(model, person);
  if (kind !== 'propose-repair' || placement === undefined || !isAlone(placement)) return null;
  const { key, from, state } = placement;
  const version = placement.version + stale;
  const fitting =
    state === 'ended'
      ? oneOf(['leaving_undone', 'arrival_day'] as const, pick)
      : oneOf(repairKinds, pick % 2);
  return {
    ...{ kind, placement: key, version, repairKind: isNext ? fitting : oneOf(repairKinds, pick) },
    day: from + (pick % 5) - 2 + (isNext ? 0 : daysAgo),
  };
};

const aboutPlacement = (
  model: Model,
  intent: Intent,
  kind: Request['kind'],
  isNext: boolean,
): Request | null => {
  const last = lastPlacementOf(model, intent.person);
  const found = whereTheyLive.includes(kind) ? (livesIn(model, intent.person) ?? last) : last;
  if (found === undefined) return null;
  const isLinked =
    nextOf(model, found.key) !== undefined ||
    (found.follows !== null && placementOf(model, found.follows).state === 'admitted');
  // The days of two stays that follow one another are the ground of specs of their own.
  if (isLinked && (kind === 'change-dates' || kind === 'extend')) return null;
  const placement = found.key;
  const version = found.version + (intent.isStale ? 40 : 0);
  const today = todayOf(model);
  const { pick } = intent;
  switch (kind) {
    case 'admit': {
      const day = isNext ? Math.min(today, found.to - 1) : today - intent.daysAgo;
      return {
        ...{ kind, placement, version, knowsOfNotice: pick % 2 === 0 },
        admittedOn: pick % 3 === 0 ? day : Math.max(day, found.from),
      };
    }
    case 'record-leave': {
      const from = isNext ? today : today - intent.daysAgo;
      const nights = isNext ? Math.min(intent.nights, found.to - from) : intent.nights;
      return { kind, placement, from, backExpectedOn: from + nights };
    }
    case 'record-return': {
      const leave = openLeave(found);
      return {
        ...{ kind, placement, version: (leave?.version ?? 1) + (intent.isStale ? 40 : 0) },
        returnedOn: isNext ? today : today - intent.daysAgo,
      };
    }
    case 'extend':
      return { kind, placement, version, to: found.to + (isNext ? intent.nights : intent.ahead) };
    case 'change-dates': {
      if (found.state === 'booked') {
        const from = Math.max(today, found.from + (intent.ahead % 30) - (pick % 4));
        return { kind, placement, version, from, to: from + intent.nights };
      }
      const to = found.to + (pick % 2 === 0 ? intent.nights : -intent.nights);
      return { kind, placement, version, from: found.from + (pick === 11 ? 1 : 0), to };
    }
    case 'move-bed': {
      const isOdd = pick === 11;
      const movesOn = found.state === 'booked' ? found.from + (isOdd ? 1 : 0) : today - intent.daysAgo;
      const near = bedKeys.filter((bed) => beds[bed].provider === beds[bedOf(found)].provider);
      const bed = isNext ? oneOf(near, bedKeys.indexOf(intent.bed)) : intent.bed;
      return { kind, placement, version, bed, movesOn };
    }
    case 'discharge': {
      const endedOn = isNext ? (pick % 3 === 0 ? Math.min(today, found.to) : today) : today - intent.daysAgo;
      return {
        ...{ kind, placement, version, reason: oneOf(endings, isNext ? pick % 2 : pick) },
        endedOn: isLinked ? Math.min(endedOn, found.to) : endedOn,
      };
    }
    case 'never-started':
      return { kind, placement, version, reason: oneOf(neverStartedReasons, isLinked ? pick % 2 : pick) };
    default:
      return null;
  }
};

const aboutOther = (model: Model, intent: Intent, kind: Request['kind']): Request | null => {
  const stale = intent.isStale ? 40 : 0;
  const { person, bed } = intent;
  switch (kind) {
    case 'record-referral':
      return { kind, person };
    case 'accept-offer':
    case 'decline-offer':
    case 'withdraw-offer': {
      const offer = lastOfferTo(model, person);
      return offer === undefined ? null : { kind, offer: offer.key, version: offer.version + stale };
    }
    case 'close-bed': {
      const from = todayOf(model) + Math.min(intent.ahead, 30);
      return { kind, bed, from, to: from + Math.min(intent.nights, 3), confirmsPast: intent.pick % 3 > 0 };
    }
    case 'reopen-bed': {
      const closure = model.closures.findLast((one) => beds[one.bed].provider === beds[bed].provider);
      return closure === undefined ? null : { kind, closure: closure.key, version: closure.version + stale };
    }
    default:
      return null;
  }
};

/** The day somebody with a booking is expected; null where nobody is. */
export const expectedOn = (model: Model, person: number): number | null => {
  const placement = lastPlacementOf(model, person);
  return placement?.state === 'booked' ? placement.from : null;
};

/** Requests that a member of another organisation has a door to, and finds nothing behind it. */
const outsidersTry: readonly Request['kind'][] = [
  'close-referral',
  'correct-referral',
  'request-funding',
  ...(['propose-move', 'accept-move', 'decline-move', 'withdraw-move'] as const),
  'ask-takeover',
  'revoke-approval',
  'give-notice',
  'lift-notice',
  'record-leave',
  'record-return',
  'make-offer',
  'accept-offer',
  'decline-offer',
  'withdraw-offer',
  'admit',
  'extend',
  'change-dates',
  'move-bed',
  'discharge',
  'never-started',
  'reopen-bed',
];

/** What an intent asks for as things stand; null where there is nothing it could be about. */
export const resolve = (model: Model, intent: Intent): Request | null => {
  const isNext = intent.kind === 'onward';
  const kind =
    intent.kind === 'onward'
      ? nextStep(model, intent)
      : intent.kind === 'across'
        ? thwarting(model, intent)
        : intent.kind;
  if (kind === null) return null;
  const request =
    aboutOther(model, intent, kind) ??
    aboutReferral(model, intent, kind, isNext) ??
    aboutMove(model, intent, kind, isNext) ??
    aboutRepair(model, intent, kind, isNext) ??
    aboutPlacement(model, intent, kind, isNext);
  if (request === null || isNext) return request;
  return intent.isOutsider && outsidersTry.includes(kind) ? { ...request, isOutsider: true } : request;
};

const everyKind: readonly Request['kind'][] = [
  ...(['record-referral', 'record-assessment', 'book-detox', 'correct-referral', 'close-referral'] as const),
  ...(['ask-transfer', 'accept-transfer', 'decline-transfer', 'withdraw-transfer'] as const),
  ...(['request-funding', 'list-for-panel', 'defer-request', 'withdraw-request', 'approve-request'] as const),
  ...(['decide-funding', 'propose-approval', 'confirm-approval', 'return-proposal'] as const),
  ...(['revoke-approval', 'give-notice', 'lift-notice'] as const),
  ...(['ask-takeover', 'confirm-takeover', 'return-takeover'] as const),
  ...(['make-offer', 'accept-offer', 'decline-offer', 'withdraw-offer'] as const),
  ...(['admit', 'record-leave', 'record-return', 'extend', 'change-dates', 'move-bed'] as const),
  ...(['discharge', 'never-started', 'close-bed', 'reopen-bed'] as const),
  ...(['propose-move', 'accept-move', 'decline-move', 'withdraw-move'] as const),
  ...(['propose-repair', 'confirm-repair', 'return-repair'] as const),
];

const parts = {
  person: fc.nat({ max: 3 }),
  bed: fc.constantFrom(...bedKeys),
  pick: fc.nat({ max: 11 }),
  nights: fc.constantFrom(7, 14, 28, 1, 3, 70),
  ahead: fc.constantFrom(0, 0, 0, 1, 3, 20, -1, 400),
  daysAgo: fc.constantFrom(0, 0, 1, 5, 190, -1),
  weeks: fc.constantFrom(4, 2, 1, 10),
  weeklyPence: fc.constantFrom(70_000, 105_001, 140_003),
  others: fc.constantFrom<(readonly PayerShare[])[]>(
    ...[[], [], []],
    [{ payer: 'social_work', weeklyPence: 30_001 }],
    [
      { payer: 'national_mission', weeklyPence: 20_003 },
      { payer: 'self', weeklyPence: 1 },
    ],
    // As much as the lowest price, and more.
    [{ payer: 'self', weeklyPence: 70_000 }],
  ),
  isStale: fc.integer({ min: 0, max: 9 }).map((n) => n === 9),
  isOutsider: fc.integer({ min: 0, max: 9 }).map((n) => n === 9),
};

/** Anything, mostly whether or not its time has come. */
export const anIntent: fc.Arbitrary<Intent> = fc.record({
  ...parts,
  kind: fc.oneof(
    { weight: 2, arbitrary: fc.constant('onward' as const) },
    { weight: 1, arbitrary: fc.constant('across' as const) },
    { weight: 3, arbitrary: fc.constantFrom(...everyKind) },
  ),
});

const aStep: fc.Arbitrary<Intent> = fc.record({
  ...parts,
  kind: fc.oneof(
    { weight: 5, arbitrary: fc.constant('onward' as const) },
    { weight: 1, arbitrary: fc.constant('across' as const) },
  ),
  isStale: fc.constant(false),
  isOutsider: fc.constant(false),
});

/** As many steps of one person, one after the other, as it takes to be in a place and for something to happen there. */
export const intoAPlace: fc.Arbitrary<readonly Intent[]> = fc
  .tuple(parts.person, fc.array(aStep, { minLength: 9, maxLength: 14, size: 'max' }))
  .map(([person, intents]) => intents.map((intent) => ({ ...intent, kind: 'onward' as const, person })));

/** Some steps of one person, in the order in which they are taken. */
export const onwardIntents: fc.Arbitrary<readonly Intent[]> = fc
  .tuple(parts.person, fc.array(aStep, { minLength: 1, maxLength: 7, size: 'max' }))
  .map(([person, intents]) => intents.map((intent) => ({ ...intent, person })));
