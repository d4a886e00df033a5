/** Answers to what the engine answers, found in other ways: by trying everything, and by a library for linear programs. */
import { greatestGain, type LinearProgram } from '../../src/platform/linear-program.js';
import type { Instance } from '../../src/modules/matching/domain/engine/instance.js';

const at = (values: ArrayLike<number>, index: number): number => values[index] ?? 0;

/** Who is placed, and the least cost at which they can be. */
interface RightAnswer {
  readonly isPlaced: readonly boolean[];
  readonly totalCost: number;
}

/**
 * Tries everything: for each person in turn every group and none, remembering of all ways that fill the same seats the
 * best. Who comes first counts more than everybody after them; cost decides between ways that place the same people.
 * For at most 30 people and few seats.
 */
export const byTryingAll = ({ people, seats, rowStart, groupOf, cost }: Instance): RightAnswer => {
  /** How many seats are filled of each group, as one number, with a digit for each group. */
  const digit: number[] = [];
  let states = 1;
  for (const many of seats) {
    digit.push(states);
    states *= many + 1;
  }
  const filled = (state: number, group: number): number =>
    Math.floor(state / at(digit, group)) % (at(seats, group) + 1);
  /** Of each state the placed so far, the first person the highest bit, and the cost; -1: never reached. */
  let placed = new Float64Array(states).fill(-1);
  let dear = new Float64Array(states);
  placed[0] = 0;
  for (let person = 0; person < people; person += 1) {
    const nextPlaced = new Float64Array(states).fill(-1);
    const nextDear = new Float64Array(states);
    const offer = (state: number, who: number, far: number): void => {
      const best = at(nextPlaced, state);
      if (who < best || (who === best && far >= at(nextDear, state))) return;
      nextPlaced[state] = who;
      nextDear[state] = far;
    };
    for (let state = 0; state < states; state += 1) {
      const who = at(placed, state);
      if (who < 0) continue;
      offer(state, who, at(dear, state));
      for (let edge = at(rowStart, person); edge < at(rowStart, person + 1); edge += 1) {
        const group = at(groupOf, edge);
        if (filled(state, group) === at(seats, group)) continue;
        const after = state + at(digit, group);
        offer(after, who + 2 ** (people - 1 - person), at(dear, state) + at(cost, edge));
      }
    }
    placed = nextPlaced;
    dear = nextDear;
  }
  let best = 0;
  for (let state = 1; state < states; state += 1) {
    const isBetter =
      at(placed, state) > at(placed, best) ||
      (at(placed, state) === at(placed, best) && at(dear, state) < at(dear, best));
    if (isBetter) best = state;
  }
  const who = at(placed, best);
  return {
    isPlaced: Array.from(
      { length: people },
      (_, person) => Math.floor(who / 2 ** (people - 1 - person)) % 2 === 1,
    ),
    totalCost: at(dear, best),
  };
};

/**
 * Lists put side by side as one linear program: a column an edge, a row a person and a row a group. `bounds` says of a
 * person whether they must have a place, may have one, or may have none.
 */
const asProgram = (
  instances: readonly Instance[],
  bounds: (instance: Instance, index: number, person: number) => readonly [number, number],
  gain: (instance: Instance, index: number, person: number, edge: number) => number,
): LinearProgram => {
  const gains: number[] = [];
  const rowLower: number[] = [];
  const rowUpper: number[] = [];
  const columnStart = [0];
  const rowOf: number[] = [];
  instances.forEach((instance, index) => {
    const { people, groups, seats, rowStart, groupOf } = instance;
    const firstRow = rowUpper.length;
    for (let person = 0; person < people; person += 1) {
      const [least, most] = bounds(instance, index, person);
      rowLower.push(least);
      rowUpper.push(most);
      for (let edge = at(rowStart, person); edge < at(rowStart, person + 1); edge += 1) {
        gains.push(gain(instance, index, person, edge));
        rowOf.push(firstRow + person, firstRow + people + at(groupOf, edge));
        columnStart.push(rowOf.length);
      }
    }
    for (let group = 0; group < groups; group += 1) {
      rowLower.push(0);
      rowUpper.push(at(seats, group));
    }
  });
  return {
    gain: Float64Array.from(gains),
    columnUpper: new Float64Array(gains.length).fill(1),
    rowLower: Float64Array.from(rowLower),
    rowUpper: Float64Array.from(rowUpper),
    columnStart: Int32Array.from(columnStart),
    rowOf: Int32Array.from(rowOf),
  };
};

/** How many of those before `before` could have a place at once, over all lists together; null: not in time. */
export const mostPlaced = (
  instances: readonly Instance[],
  before: (instance: Instance, index: number) => number,
  withinSeconds: number,
): Promise<number | null> => {
  const program = asProgram(
    instances,
    (instance, index, person) => [0, person < before(instance, index) ? 1 : 0],
    () => 1,
  );
  return greatestGain(program, withinSeconds);
};

/**
 * The greatest sum over those placed, the last of the list counting 1, the one before 2, and so on. As those who can have
 * a place at once form a matroid, whoever makes this sum greatest are those whom priority places; null: not in time.
 */
export const greatestRankSum = (instance: Instance, withinSeconds: number): Promise<number | null> =>
  greatestGain(
    asProgram(
      [instance],
      () => [0, 1],
      ({ people }, _index, person) => people - person,
    ),
    withinSeconds,
  );

/** The least cost at which exactly these have a place, over all lists together; null: not in time. */
export const leastCostOf = async (
  instances: readonly Instance[],
  isPlaced: (index: number, person: number) => boolean,
  withinSeconds: number,
): Promise<number | null> => {
  const program = asProgram(
    instances,
    (_instance, index, person) => (isPlaced(index, person) ? [1, 1] : [0, 0]),
    ({ cost }, _index, _person, edge) => -at(cost, edge),
  );
  const gain = await greatestGain(program, withinSeconds);
  return gain === null ? null : -gain;
};
