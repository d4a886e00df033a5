import { londonDate, nightsBetween, type IsoDate } from '../../../kernel/iso-date.js';
import { dayAfter, daysBetween, type SaidDate } from './said-date.js';
import { milestones, type Milestone, type MilestoneFact } from './statement.js';
import { isKnown, type AsAt } from './steps.js';

/**
 * How a step of the work stands beside the first date it was planned for. Days later, negative for earlier, at least and
 * at most, since dates may be known to the month alone.
 */
export type Slippage =
  | { readonly kind: 'happened' | 'planned-anew'; readonly leastDays: number; readonly mostDays: number }
  /** The last date of the latest plan is over, and nobody has said that it happened. */
  | { readonly kind: 'not-said-to-have-happened'; readonly leastDays: number; readonly mostDays: null };

/** A step of the work as at a day. */
export interface MilestoneStanding {
  readonly milestone: Milestone;
  readonly firstPlanned: SaidDate | null;
  readonly latestPlanned: SaidDate | null;
  readonly happened: SaidDate | null;
  /** Null where there is no plan to hold it against, or the plan lies ahead as it was. */
  readonly slippage: Slippage | null;
}

/**
 * The latest day on which it can have been said: the day of the source where that is known, else the day it was recorded,
 * and a plan not after what it plans is over. One key of each, so that the order is one however many are undated.
 */
const saidByDay = ({ saidOn, recordedAt, isPlan, dated }: MilestoneFact): IsoDate => {
  if (saidOn !== null) return saidOn;
  const recordedOn = londonDate(recordedAt);
  const isOverOn = dayAfter(dated);
  return isPlan && isOverOn < recordedOn ? isOverOn : recordedOn;
};

const bySaying = (a: MilestoneFact, b: MilestoneFact): number => {
  const [saidA, saidB] = [saidByDay(a), saidByDay(b)];
  if (saidA !== saidB) return saidA < saidB ? -1 : 1;
  return a.recordedAt.getTime() - b.recordedAt.getTime() || (a.id < b.id ? -1 : 1);
};

const slippageOf = (
  first: SaidDate | null,
  latest: SaidDate | null,
  happened: SaidDate | null,
  { on }: AsAt,
): Slippage | null => {
  if (first === null || latest === null) return null;
  if (happened !== null) return { kind: 'happened', ...daysBetween(first, happened) };
  if (dayAfter(latest) <= on) {
    const leastDays = nightsBetween(dayAfter(first), on) + 1;
    return { kind: 'not-said-to-have-happened', leastDays, mostDays: null };
  }
  const isMoved = latest.on !== first.on || latest.precision !== first.precision;
  return isMoved ? { kind: 'planned-anew', ...daysBetween(first, latest) } : null;
};

/** Every step of the work of one project that anything was said of, as at a day. A later plan stands beside the first. */
export const milestonesAsAt = (facts: readonly MilestoneFact[], asAt: AsAt): readonly MilestoneStanding[] => {
  const known = facts.filter((fact) => isKnown(fact, asAt)).sort(bySaying);
  return milestones.flatMap((milestone) => {
    const said = known.filter((fact) => fact.milestone === milestone);
    const plans = said.filter(({ isPlan, saidOn }) => isPlan && (saidOn === null || saidOn <= asAt.on));
    const happened = said.findLast(({ isPlan, dated }) => !isPlan && dated.on <= asAt.on)?.dated ?? null;
    const first = plans[0]?.dated ?? null;
    const latest = plans.at(-1)?.dated ?? null;
    return first === null && happened === null
      ? []
      : [
          {
            ...{ milestone, firstPlanned: first, latestPlanned: latest, happened },
            slippage: slippageOf(first, latest, happened, asAt),
          },
        ];
  });
};

/** Of fewer openings than these nothing is said of what is usual. */
export const leastOpenings = 5;

/** How late openings were: of too few nothing but how many. Unit: days, the middle of each range. */
export interface SlippageSeen {
  readonly n: number;
  readonly daysInOrder: readonly number[];
  readonly medianDays: number | null;
}

/** How late openings that happened were against their first plan. */
export const slippageSeen = (projects: readonly (readonly MilestoneStanding[])[]): SlippageSeen => {
  const daysInOrder = projects
    .flatMap((standings) => {
      const opened = standings.find(({ milestone }) => milestone === 'opened')?.slippage;
      return opened?.kind === 'happened' ? [Math.round((opened.leastDays + opened.mostDays) / 2)] : [];
    })
    .sort((a, b) => a - b);
  const n = daysInOrder.length;
  const [lower = 0, upper = 0] = [daysInOrder[Math.floor((n - 1) / 2)], daysInOrder[Math.floor(n / 2)]];
  return { n, daysInOrder, medianDays: n < leastOpenings ? null : Math.round((lower + upper) / 2) };
};
