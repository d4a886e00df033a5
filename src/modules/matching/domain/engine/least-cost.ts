import { marketOf, seatNewcomer } from './cheapest-path.js';
import { rowsByCost } from './cost-rows.js';
import { nowhere, type Instance } from './instance.js';
import { nobodySeated } from './members.js';
import type { Placed } from './place-by-priority.js';

/** Which place each has of those who have one, and the proof that no other way to place the same people costs less. */
export interface Assigned {
  /** -1: no place. */
  readonly groupOfPerson: Int32Array;
  /**
   * Of each group, 0 or more: what a seat of it is worth to those who do not have one, in units of cost. Nobody placed
   * could do better elsewhere at these prices, and what has a free seat costs nothing.
   */
  readonly prices: Int32Array;
  readonly totalCost: number;
}

/** Stage 2. Places exactly those whom stage 1 has placed, for the least cost in all. */
export const leastCost = (instance: Instance, placed: Placed): Assigned => {
  const isPlaced = (person: number): boolean => placed.groupOfPerson[person] !== nowhere;
  const market = marketOf(
    instance.seats,
    rowsByCost(instance, isPlaced),
    nobodySeated(instance),
    new Int32Array(instance.groups),
    new Int32Array(instance.people),
  );
  let totalCost = 0;
  for (let person = 0; person < instance.people; person += 1) {
    if (isPlaced(person)) seatNewcomer(market, person);
  }
  for (let person = 0; person < instance.people; person += 1) totalCost += market.costHeld[person]!;
  return { groupOfPerson: market.members.groupOfPerson, prices: market.prices, totalCost };
};
