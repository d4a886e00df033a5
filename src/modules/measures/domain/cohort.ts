import { nightsBetween, type IsoDate } from '../../../kernel/iso-date.js';
import type { GroupFacts } from './facts.js';

/**
 * The stages of the way into and through a place, in order. Source: the stages the Scottish Parliament's committees and
 * Audit Scotland ask about (Alcohol and drug services, October 2024); approved is not started, started is not completed.
 */
export const cohortStages = ['referred', 'assessed', 'funded', 'accepted', 'admitted', 'completed'] as const;
/** One of {@link cohortStages}. */
export type CohortStage = (typeof cohortStages)[number];

/** A no on the way, which need not be the last word: the referral stays open until somebody closes it. */
export const noes = [
  'funder-said-no',
  'provider-said-no',
  'person-said-no',
  'nobody-answered',
  'nobody-arrived',
] as const;
/** One of {@link noes}. */
export type No = (typeof noes)[number];

/** A referral followed through the stages. Nobody's name; ids stay inside. */
export interface CohortFact extends Pick<
  GroupFacts,
  'partnershipId' | 'healthBoard' | 'route' | 'sex' | 'age' | 'substance'
> {
  /** When each stage was reached, if it was. */
  readonly reachedOn: Readonly<Record<CohortStage, IsoDate | null>>;
  /** When the referral was closed without an arrival, and why, as the record calls it. */
  readonly closed: { readonly on: IsoDate; readonly reason: string } | null;
  /** When the stay ended otherwise than planned, and why. */
  readonly leftEarly: { readonly on: IsoDate; readonly reason: string } | null;
  readonly noes: readonly { readonly no: No; readonly on: IsoDate }[];
}

/** Where somebody stands on a day: the last stage they reached, and what became of them there. */
interface CohortPlace {
  readonly stage: CohortStage;
  /** Why they went no further; null while they still may, and for those who completed. */
  readonly droppedOut: string | null;
  /** The last no since they reached the stage; null without one. */
  readonly lastNo: No | null;
}

const isBy = (on: IsoDate, asAt: IsoDate): boolean => on <= asAt;

/** The last stage reached by the end of a day. Whoever reached a later one passed the ones before, recorded or not. */
const lastStage = ({ reachedOn }: CohortFact, asAt: IsoDate): CohortStage =>
  cohortStages.findLast((stage) => {
    const on = reachedOn[stage];
    return on !== null && isBy(on, asAt);
  }) ?? 'referred';

/** Where somebody stands at the end of a day. */
const placeOf = (fact: CohortFact, asAt: IsoDate): CohortPlace => {
  const stage = lastStage(fact, asAt);
  const since = fact.reachedOn[stage];
  const end = stage === 'admitted' ? fact.leftEarly : stage === 'completed' ? null : fact.closed;
  const droppedOut = end !== null && isBy(end.on, asAt) ? end.reason : null;
  const after = fact.noes
    .filter(({ on }) => isBy(on, asAt) && (since === null || on >= since))
    .toSorted((a, b) => (a.on < b.on ? -1 : Number(a.on > b.on)));
  const isWaiting = droppedOut === null && stage !== 'admitted' && stage !== 'completed';
  return { stage, droppedOut, lastNo: isWaiting ? (after.at(-1)?.no ?? null) : null };
};

/** One step of a cohort, from a stage to the next: everybody who reached the first is in exactly one of three. */
export interface CohortStep {
  readonly from: CohortStage;
  readonly to: CohortStage;
  readonly reachedBefore: number;
  readonly reached: number;
  /** Why people went no further, and how many. */
  readonly droppedOut: ReadonlyMap<string, number>;
  /** Who is still here, by the last no they met; null for none. */
  readonly stillHere: ReadonlyMap<No | null, number>;
  /** Days from the stage before, of those who reached this one and of whom both days are recorded. */
  readonly completedDays: readonly number[];
  /** Days since the stage before, of those who are still here. */
  readonly runningDays: readonly number[];
}

const countBy = <Key>(keys: readonly Key[]): ReadonlyMap<Key, number> => {
  const counts = new Map<Key, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
};

const daysFrom = (from: IsoDate | null, to: IsoDate | null): readonly number[] =>
  from === null || to === null ? [] : [Math.max(0, nightsBetween(from, to))];

/**
 * A cohort followed to the end of a day. Of everybody who reached a stage, some reached the next, some dropped out and the
 * rest are still here: the three add up, for every step.
 */
export const followCohort = (facts: readonly CohortFact[], asAt: IsoDate): readonly CohortStep[] => {
  const placed = facts.map((fact) => ({ fact, place: placeOf(fact, asAt) }));
  const rankOf = (stage: CohortStage): number => cohortStages.indexOf(stage);
  return cohortStages.slice(1).map((to, index) => {
    const from = cohortStages[index] ?? 'referred';
    const before = placed.filter(({ place }) => rankOf(place.stage) >= index);
    const reached = before.filter(({ place }) => rankOf(place.stage) > index);
    const stopped = before.filter(({ place }) => rankOf(place.stage) === index);
    const here = stopped.filter(({ place }) => place.droppedOut === null);
    return {
      ...{ from, to, reachedBefore: before.length, reached: reached.length },
      droppedOut: countBy(stopped.flatMap(({ place }) => place.droppedOut ?? [])),
      stillHere: countBy(here.map(({ place }) => place.lastNo)),
      completedDays: reached.flatMap(({ fact }) => daysFrom(fact.reachedOn[from], fact.reachedOn[to])),
      runningDays: here.flatMap(({ fact }) => daysFrom(fact.reachedOn[from], asAt)),
    };
  });
};
