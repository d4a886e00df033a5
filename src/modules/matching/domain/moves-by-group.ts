import type { IsoDate } from '../../../kernel/iso-date.js';
import { toldCount } from '../../eligibility/contract.js';
import {
  dimensions,
  groupOf,
  groupsOf,
  type Dimension,
  type GroupedBy,
} from '../../referrals/contract/facts.js';
import type { Suggestion } from './match.js';

/** When a group is pointed at. Data with its reasons: see config. */
export interface GroupShift {
  readonly fallsByMoreThan: number;
  readonly fewestFewer: number;
}

/**
 * What a change of the policy does to one group of people who are ready, in counts as they are told of the country: to the
 * nearest five, null for fewer than five, none among them.
 */
export type GroupMoves = {
  readonly dimension: Dimension;
  readonly group: string;
  readonly people: number;
  readonly placedNow: number | null;
  readonly placedThen: number | null;
  /** Those who would come earlier in line, and later, among everybody who waits. */
  readonly earlier: number | null;
  readonly later: number | null;
  /** Whether it loses more of its placements than a change may take unremarked. */
  readonly hasFallen: boolean;
};

/** What of a suggestion a group is counted by. */
export type Ranked = Pick<Suggestion, 'referralId' | 'place' | 'priorityRank'> & {
  readonly explanation: Pick<Suggestion['explanation'], 'state'>;
};

const isReady = ({ explanation: { state } }: Ranked): boolean =>
  state === 'suggested' || state === 'no-place';

const hasFallen = (now: number, then: number, { fallsByMoreThan, fewestFewer }: GroupShift): boolean =>
  now - then >= fewestFewer && now - then > now * fallsByMoreThan;

/**
 * Who would be placed, and come earlier or later in line, by group. Groups of fewer than five ready people are left out, and
 * so is one that nobody is in. `on` is the day by which people have an age.
 */
export const movesByGroup = (
  facts: readonly (GroupedBy & { readonly referralId: string })[],
  now: readonly Ranked[],
  then: readonly Ranked[],
  { on, shift }: { readonly on: IsoDate; readonly shift: GroupShift },
): readonly GroupMoves[] => {
  const factsOf = new Map(facts.map((person) => [person.referralId, person]));
  const after = new Map(then.map((said) => [said.referralId, said]));
  const ready = now.filter(isReady).flatMap((said) => {
    const person = factsOf.get(said.referralId);
    const other = after.get(said.referralId);
    return person === undefined || other === undefined ? [] : [{ person, said, other }];
  });
  const healthBoards = [...new Set(facts.map(({ healthBoard }) => healthBoard))];
  return dimensions.flatMap((dimension) =>
    groupsOf(dimension, healthBoards).flatMap((group): readonly GroupMoves[] => {
      const own = ready.filter(({ person }) => groupOf(dimension, person, on) === group);
      const people = toldCount(own.length);
      if (people === null) return [];
      const placedNow = own.filter(({ said }) => said.place !== null).length;
      const placedThen = own.filter(({ other }) => other.place !== null).length;
      return [
        {
          ...{ dimension, group, people },
          ...{ placedNow: toldCount(placedNow), placedThen: toldCount(placedThen) },
          earlier: toldCount(own.filter(({ said, other }) => other.priorityRank < said.priorityRank).length),
          later: toldCount(own.filter(({ said, other }) => other.priorityRank > said.priorityRank).length),
          hasFallen: hasFallen(placedNow, placedThen, shift),
        },
      ];
    }),
  );
};
