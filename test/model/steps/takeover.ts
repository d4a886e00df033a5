/** Others pay for a stay from a day on: asked for by one, confirmed by another. */
import {
  firstLimitPence,
  openTakeover,
  decisionOf,
  placementOf,
  referralOf,
  secondLimitPence,
  todayOf,
  type Decision,
  type Key,
  type Model,
  type Placement,
} from '../pathway-model.js';
import { giveBack, isAllShared, keptFor, routeOf, sharedWith, totalCost } from '../pathway-money.js';
import type { RequestOf } from '../pathway-requests.js';
import { changed, done, nextKey, refused, type Answer } from './answers.js';
import { moneyObstacle } from './nights-and-money.js';

/** The stay of a referral that runs. */
const runningOf = (model: Model, referral: Key): Placement | undefined =>
  model.placements.find((placement) => placement.referral === referral && placement.state === 'admitted');

/** Nights gone by stay with whoever paid for them, and one at least is left. */
const isDayOutside = (model: Model, day: number, { from, to }: Placement): boolean =>
  day < Math.max(from, todayOf(model)) || to <= day;

export const askTakeover = (
  model: Model,
  { referral, from, weeklyPence, main, others }: RequestOf<'ask-takeover'>,
): Answer => {
  const running = runningOf(model, referral);
  if (running === undefined) return refused('nobody-stays');
  if (isDayOutside(model, from, running)) return refused('takeover-day-outside');
  if (others.some(({ payer }) => payer === main)) return refused('payer-named-twice');
  if (isAllShared(weeklyPence, others)) return refused('shares-exceed-price');
  if (openTakeover(model, referral) !== undefined) return refused('takeover-waits');
  const key = nextKey('k', model.takeovers);
  const shares = sharedWith(main, weeklyPence, others);
  model.takeovers.push({
    ...{ key, referral, placement: running.key, from, to: running.to, weeklyPence, shares },
    ...{ route: routeOf(shares, decisionOf(model, running.decision).route), answer: null, version: 1 },
  });
  return done(key, 1);
};

export const confirmTakeover = (
  model: Model,
  { referral, isBySecond, version }: RequestOf<'confirm-takeover'>,
): Answer => {
  const takeover = openTakeover(model, referral);
  if (takeover === undefined) return refused('nothing-asked');
  if (takeover.version !== version) return changed;
  const { partnership } = referralOf(model, referral);
  const limitPence =
    isBySecond && partnership === 'glasgow' ? secondLimitPence : firstLimitPence[partnership];
  if (totalCost(takeover) > limitPence) return refused('above-your-limit');
  const running = runningOf(model, referral);
  if (running === undefined) return refused('stay-changed');
  if (isDayOutside(model, takeover.from, running)) return refused('takeover-day-outside');
  const stay = placementOf(model, takeover.placement);
  if (stay.state !== 'admitted' || stay.to !== takeover.to) return refused('stay-changed');
  const { from, to, weeklyPence, route, shares } = takeover;
  const decision: Decision = {
    ...{ key: nextKey('d', model.decisions), referral, isApproved: true, decidedOn: todayOf(model) },
    ...{ weeks: Math.ceil((stay.to - stay.from) / 7), weeklyPence, route, shares },
    ...{ tookOver: stay.key, answersRequestAlone: false, isRevoked: false, notices: 0 },
  };
  giveBack(stay, stay.from, from);
  const tooDear = moneyObstacle(model, stay.partnership, keptFor(decision, from, to));
  if (tooDear !== null) return tooDear;
  model.decisions.push(decision);
  stay.decision = decision.key;
  stay.paid.push(keptFor(decision, from, to));
  stay.version += 1;
  takeover.answer = 'confirmed';
  takeover.version += 1;
  return done(decision.key, takeover.version);
};

export const returnTakeover = (model: Model, { referral, version }: RequestOf<'return-takeover'>): Answer => {
  const takeover = openTakeover(model, referral);
  if (takeover === undefined) return refused('nothing-asked');
  if (takeover.version !== version) return changed;
  takeover.answer = 'returned';
  takeover.version += 1;
  return done(null, takeover.version);
};
