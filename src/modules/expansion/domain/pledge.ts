import type { IsoDate } from '../../../kernel/iso-date.js';
import { dayAfter, parseSaidDate, type SaidDate } from './said-date.js';
import type { BedsFact } from './statement.js';
import { addable, standing, stepsAsAt, type AsAt } from './steps.js';

/** A count of all beds in the country at a time, as others published it or as it was derived from that. */
export interface CountedBeds {
  /** "2024-09", "2019/20". */
  readonly period: string;
  readonly beds: number;
  readonly kind: 'published' | 'derived' | 'target';
  /** The last day of the period; null for a target, which names none. */
  readonly lastDay: SaidDate | null;
}

/** The last day of a period, as exactly as it says: "2024-09", "2019/20"; null for what is none. */
export const periodEnd = (period: string): SaidDate | null => {
  const year = /^(\d{4})\/\d{2}$/.exec(period)?.[1];
  return parseSaidDate(year === undefined ? period : `${String(Number(year) + 1)}-03`);
};

/** Reads a period and its text, such as "513" or "540 (derived)"; null for what is no count of all beds ("+32 operational"). */
export const countedBeds = (period: string, text: string): CountedBeds | null => {
  const [, number, word] = /^(\d+)(?: \((derived|target)\))?$/.exec(text) ?? [];
  if (number === undefined) return null;
  return {
    ...{ period, beds: Number(number), lastDay: periodEnd(period) },
    kind: word === 'derived' || word === 'target' ? word : 'published',
  };
};

/** What stands between the last published count and the pledge. Unit: beds. */
export interface PledgeGap {
  readonly pledged: number;
  readonly published: CountedBeds;
  readonly gap: number;
  /** Said to have opened since the count, by projects with a number. */
  readonly openedSince: number;
  /** Known of and not open yet. */
  readonly stillToCome: number;
  /** What no project that is known of would bring. */
  readonly unexplained: number;
}

/** Beds of one project said to have opened after a day, as far as they have a number that may be added. */
const openedAfter = (facts: readonly BedsFact[], after: IsoDate, asAt: AsAt): number => {
  const open = (on: IsoDate): number => {
    const step = stepsAsAt(standing(facts, asAt), { ...asAt, on }).find(({ stage }) => stage === 'open');
    return addable(step?.atLeast ?? null) ? (step?.atLeast?.beds ?? 0) : 0;
  };
  return Math.max(0, open(asAt.on) - open(after));
};

/** The gap to the pledge and what would close it; null before the first published count or without a pledge. */
export const pledgeGap = (
  counts: readonly CountedBeds[],
  projects: readonly (readonly BedsFact[])[],
  stillToCome: number,
  asAt: AsAt,
): PledgeGap | null => {
  const pledged = counts.find(({ kind }) => kind === 'target')?.beds;
  const published = counts
    .filter(({ kind, lastDay }) => kind === 'published' && lastDay !== null && lastDay.on <= asAt.on)
    .sort((a, b) => ((a.lastDay?.on ?? '') < (b.lastDay?.on ?? '') ? 1 : -1))[0];
  if (pledged === undefined || published?.lastDay == null) return null;
  const countedTo = dayAfter(published.lastDay);
  const openedSince = projects.reduce((sum, facts) => sum + openedAfter(facts, countedTo, asAt), 0);
  const gap = pledged - published.beds;
  return {
    ...{ pledged, published, gap, openedSince, stillToCome },
    unexplained: Math.max(0, gap - openedSince - stillToCome),
  };
};
