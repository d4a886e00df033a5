import { addNights, minDate, nightsBetween, type IsoDate } from '../../../kernel/iso-date.js';
import { fewestTold, toldCount } from '../../eligibility/contract.js';
import {
  dimensions,
  groupOf,
  groupsOf,
  type Dimension,
  type GroupedBy,
} from '../../referrals/contract/facts.js';
import { medianWait, type MedianWait, type Wait } from './median-wait.js';
import { differenceOf, reachOf, wilson } from './proportion.js';
import type { Quarter } from '../../../kernel/quarter.js';

/** How groups are compared. Data with its reasons: see config. */
export interface FairnessPolicy {
  readonly placedWithinDays: number;
  readonly fewestForRate: number;
  readonly level: number;
  readonly waitsToldToDays: number;
  readonly beforeChangeDays: number;
  readonly changesOfDays: number;
}

/** Somebody who was referred, when they arrived, and when the referral was closed without. Nobody's name or reference. */
export interface FairnessFact extends GroupedBy {
  readonly receivedOn: IsoDate;
  readonly arrivedOn: IsoDate | null;
  readonly closedOn: IsoDate | null;
  readonly areaKind: AreaKind;
  /** Whether they arrived in a project of another health board than their own; null where they did not arrive. */
  readonly isElsewhere: boolean | null;
}

/** What people's areas are like: islands, mostly rural, or neither. Data with its source: see config. */
export const areaKinds = ['islands', 'rural', 'other'] as const;
/** One of {@link areaKinds}. */
export type AreaKind = (typeof areaKinds)[number];

/** Of those placed, how many in another health board than their own: `referred` stands for all placed, `placed` for those. */
export interface ElsewhereFigures {
  readonly everybody: Share;
  /** By what the area is like; none for one partnership. */
  readonly kinds: readonly { readonly kind: AreaKind; readonly share: Share }[];
}

/** `exact` of a partnership's own people; `protected` of the country's, by the one rule for it. */
export type Telling = 'exact' | 'protected';

/**
 * How many of a group were placed, as it is told. `fewer` than are told as a number, none among them; `too-few` to tell a share
 * of; else a share with its interval. `placed` and `share` are null where fewer than five were placed, or all but fewer than
 * five: the interval then holds every number that may be.
 */
export type Share =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'fewer' }
  | { readonly kind: 'too-few'; readonly referred: number }
  | {
      readonly kind: 'share';
      readonly referred: number;
      readonly placed: number | null;
      readonly share: number | null;
      readonly low: number;
      readonly high: number;
    };

/** One group in a quarter. */
export interface GroupFigures {
  readonly group: string;
  readonly now: Share;
  readonly before: Share;
  /** Everybody else of the dimension in the same quarter. */
  readonly others: Share;
  /** Null where too few were referred, or too few arrived to say it of the country. Unit: days. */
  readonly wait: MedianWait | null;
  /** Placed less than everybody else, and not by chance. */
  readonly isBelowOthers: boolean;
  /** Placed less than in the quarter before, and not by chance. */
  readonly hasFallen: boolean;
}

/** The groups of one dimension. */
export interface DimensionFigures<Group> {
  readonly dimension: Dimension;
  readonly groups: readonly Group[];
}

/** A group before and after a change of the policy. */
export interface ChangedGroup {
  readonly group: string;
  readonly before: Share;
  readonly after: Share;
  readonly hasFallen: boolean;
}

/** The least and the most that may have been placed, of those referred: one number unless it is protected. */
interface Bounds {
  readonly of: number;
  readonly least: number;
  readonly most: number;
}

interface Told {
  readonly share: Share;
  readonly bounds: Bounds | null;
}

interface Context {
  readonly policy: FairnessPolicy;
  readonly telling: Telling;
  readonly healthBoards: readonly string[];
}

/** Those whose time for being placed ended from `fromOn` up to, not including, `toOn`. */
const whoseTimeEnded = (
  facts: readonly FairnessFact[],
  { placedWithinDays }: FairnessPolicy,
  fromOn: IsoDate,
  toOn: IsoDate,
): readonly FairnessFact[] =>
  facts.filter(({ receivedOn }) => {
    const endedOn = addNights(receivedOn, placedWithinDays);
    return fromOn <= endedOn && endedOn < toOn;
  });

const boundsOf = (referred: number, placed: number, telling: Telling): Bounds => {
  if (telling === 'exact') return { of: referred, least: placed, most: placed };
  const hidden = fewestTold - 1;
  if (placed < fewestTold) return { of: referred, least: 0, most: Math.min(hidden, referred) };
  return { of: referred, least: referred - placed < fewestTold ? referred - hidden : placed, most: placed };
};

/** Those who arrived in time. */
const placedOf = (
  facts: readonly FairnessFact[],
  { placedWithinDays }: FairnessPolicy,
): readonly FairnessFact[] =>
  facts.filter(
    ({ receivedOn, arrivedOn }) =>
      arrivedOn !== null && nightsBetween(receivedOn, arrivedOn) <= placedWithinDays,
  );

const tell = (facts: readonly FairnessFact[], context: Context): Told =>
  tellShare(facts.length, placedOf(facts, context.policy).length, context);

/** Everything that is told of some people follows from what may be told of how many they are. */
const tellShare = (all: number, some: number, { policy, telling }: Context): Told => {
  const countTold = (people: number): number | null => (telling === 'exact' ? people : toldCount(people));
  const referred = countTold(all);
  if (referred === null) return { share: { kind: 'fewer' }, bounds: null };
  if (referred === 0) return { share: { kind: 'nobody' }, bounds: null };
  if (referred < policy.fewestForRate) return { share: { kind: 'too-few', referred }, bounds: null };
  const bounds = boundsOf(referred, countTold(some) ?? 0, telling);
  const { of, least, most } = bounds;
  const placed = least === most ? most : null;
  const reach = reachOf(policy.level);
  return {
    share: {
      ...{ kind: 'share', referred, placed, share: placed === null ? null : placed / of },
      low: wilson({ count: least, of }, reach).low,
      high: wilson({ count: most, of }, reach).high,
    },
    bounds,
  };
};

type Pair = readonly [Told, Told];

/**
 * Of each pair whether the first is less than the second, and not by chance, whatever number is hidden. All pairs that can be
 * compared share the level (Bonferroni), so that a page of many groups does not warn of one by chance.
 */
const surelyLess = (pairs: readonly Pair[], level: number): readonly boolean[] => {
  const compared = pairs.filter((pair) => pair.every(({ bounds }) => bounds !== null)).length;
  const reach = reachOf(level, compared);
  return pairs.map(
    ([{ bounds: first }, { bounds: second }]) =>
      first !== null &&
      second !== null &&
      differenceOf({ count: first.most, of: first.of }, { count: second.least, of: second.of }, reach).high <
        0,
  );
};

const waitOf =
  (asAt: IsoDate) =>
  ({ receivedOn, arrivedOn, closedOn }: FairnessFact): Wait => {
    const hasArrived = arrivedOn !== null && arrivedOn < asAt;
    const until = hasArrived ? arrivedOn : minDate(asAt, closedOn ?? asAt);
    return { days: Math.max(0, nightsBetween(receivedOn, until)), hasArrived };
  };

const tellWait = (
  facts: readonly FairnessFact[],
  { share }: Told,
  asAt: IsoDate,
  { policy, telling }: Context,
): MedianWait | null => {
  if (share.kind !== 'share') return null;
  const waits = facts.map(waitOf(asAt));
  const arrived = waits.filter(({ hasArrived }) => hasArrived).length;
  if (telling === 'protected' && arrived < fewestTold) return null;
  const { days, low, high } = medianWait(waits, reachOf(policy.level));
  const told = (on: number | null): number | null =>
    on === null || telling === 'exact'
      ? on
      : Math.round(on / policy.waitsToldToDays) * policy.waitsToldToDays;
  return { days: told(days), low: told(low), high: told(high) };
};

/** A partnership's own people live in one area: there is nothing to compare. */
const comparedBy = ({ healthBoards }: Context): readonly Dimension[] =>
  dimensions.filter((dimension) => dimension !== 'area' || healthBoards.length > 1);

const inGroup = (facts: readonly FairnessFact[], dimension: Dimension, group: string) =>
  facts.filter((fact) => groupOf(dimension, fact, fact.receivedOn) === group);

/** Of those placed in a quarter, how many had to go to another health board, by what their own area is like. */
export const elsewhereOf = (
  facts: readonly FairnessFact[],
  quarter: Quarter,
  context: Context,
): ElsewhereFigures => {
  const placed = placedOf(
    whoseTimeEnded(facts, context.policy, quarter.startsOn, quarter.endsOn),
    context.policy,
  );
  const shareOf = (those: readonly FairnessFact[]): Share =>
    tellShare(those.length, those.filter(({ isElsewhere }) => isElsewhere === true).length, context).share;
  return {
    everybody: shareOf(placed),
    kinds:
      context.healthBoards.length > 1
        ? areaKinds.map((kind) => ({ kind, share: shareOf(placed.filter((one) => one.areaKind === kind)) }))
        : [],
  };
};

/** Everybody together in a quarter, and how each group of each dimension fared beside everybody else and the quarter before. */
export const fairnessOf = (
  facts: readonly FairnessFact[],
  { quarter, before }: { readonly quarter: Quarter; readonly before: Quarter },
  context: Context,
): {
  readonly everybody: Pick<GroupFigures, 'now' | 'before' | 'wait'>;
  readonly dimensions: readonly DimensionFigures<GroupFigures>[];
} => {
  const { policy } = context;
  const nowFacts = whoseTimeEnded(facts, policy, quarter.startsOn, quarter.endsOn);
  const beforeFacts = whoseTimeEnded(facts, policy, before.startsOn, before.endsOn);
  const rows = comparedBy(context).flatMap((dimension) =>
    groupsOf(dimension, context.healthBoards).map((group) => {
      const own = inGroup(nowFacts, dimension, group);
      const now = tell(own, context);
      return {
        ...{ dimension, group, now, wait: tellWait(own, now, quarter.endsOn, context) },
        before: tell(inGroup(beforeFacts, dimension, group), context),
        others: tell(
          nowFacts.filter((fact) => groupOf(dimension, fact, fact.receivedOn) !== group),
          context,
        ),
      };
    }),
  );
  const below = surelyLess(
    rows.map(({ now, others }) => [now, others]),
    policy.level,
  );
  const fallen = surelyLess(
    rows.map(({ now, before: earlier }) => [now, earlier]),
    policy.level,
  );
  const told = rows.map(({ dimension, group, now, before: earlier, others, wait }, index) => ({
    dimension,
    figures: {
      ...{ group, now: now.share, before: earlier.share, others: others.share, wait },
      isBelowOthers: below[index] ?? false,
      hasFallen: fallen[index] ?? false,
    },
  }));
  const all = tell(nowFacts, context);
  return {
    everybody: {
      now: all.share,
      before: tell(beforeFacts, context).share,
      wait: tellWait(nowFacts, all, quarter.endsOn, context),
    },
    dimensions: comparedBy(context).map((dimension) => ({
      dimension,
      groups: told.filter((row) => row.dimension === dimension).map(({ figures }) => figures),
    })),
  };
};

/**
 * Each group before and after a change of how people are matched. Before: those whose time ended by the day of the change.
 * After: those referred from that day on whose time has ended. Who waited under both policies is in neither.
 */
export const fairnessAcross = (
  facts: readonly FairnessFact[],
  changedOn: IsoDate,
  endsOn: IsoDate,
  context: Context,
): {
  readonly everybody: { readonly before: Share; readonly after: Share };
  readonly dimensions: readonly DimensionFigures<ChangedGroup>[];
} => {
  const { policy } = context;
  const earlier = whoseTimeEnded(facts, policy, addNights(changedOn, -policy.beforeChangeDays), changedOn);
  const later = whoseTimeEnded(facts, policy, addNights(changedOn, policy.placedWithinDays), endsOn);
  const rows = comparedBy(context).flatMap((dimension) =>
    groupsOf(dimension, context.healthBoards).map((group) => ({
      ...{ dimension, group, before: tell(inGroup(earlier, dimension, group), context) },
      after: tell(inGroup(later, dimension, group), context),
    })),
  );
  const fallen = surelyLess(
    rows.map(({ before, after }) => [after, before]),
    policy.level,
  );
  const told = rows.map(({ dimension, group, before, after }, index) => ({
    dimension,
    figures: { group, before: before.share, after: after.share, hasFallen: fallen[index] ?? false },
  }));
  return {
    everybody: { before: tell(earlier, context).share, after: tell(later, context).share },
    dimensions: comparedBy(context).map((dimension) => ({
      dimension,
      groups: told.filter((row) => row.dimension === dimension).map(({ figures }) => figures),
    })),
  };
};
