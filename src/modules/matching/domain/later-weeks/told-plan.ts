import { toldCount } from '../../../eligibility/contract.js';

/** What a plan places of some people, and how many any plan could. */
export interface PlanCounts {
  readonly people: number;
  readonly placed: number;
  readonly mostPossible: number;
}

/** The same as it is told of the country; null for fewer than are told as a number, none among them. */
export interface ToldPlanCounts {
  readonly people: number | null;
  readonly placed: number | null;
  /** No plan could place more besides: to the next five above, so that it stays true. */
  readonly moreAtMost: number;
}

/** Counts of the country's people, protected: a partnership knows its own exactly, and could take them away from exact ones. */
export const toldPlan = ({ people, placed, mostPossible }: PlanCounts): ToldPlanCounts => ({
  people: toldCount(people),
  placed: toldCount(placed),
  moreAtMost: Math.ceil((mostPossible - placed) / 5) * 5,
});
