import type { Instance } from './instance.js';
import { leastCost, type Assigned } from './least-cost.js';
import { placeByPriority, type Placed } from './place-by-priority.js';

/** Both stages: who has a place, by priority alone, and then which place each has, for the least cost in all. */
export const solve = (instance: Instance): { readonly placed: Placed; readonly assigned: Assigned } => {
  const placed = placeByPriority(instance);
  return { placed, assigned: leastCost(instance, placed) };
};
