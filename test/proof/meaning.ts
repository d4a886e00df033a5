import type { Area, CountedFact, Dimension } from '../../src/modules/publication/domain/catalogue.js';
import type { Sum } from '../../src/modules/publication/domain/tables.js';

/** What a number is of, read from its name: `placements-started|board=NHS Lothian|sex=female`. */
interface Meaning {
  readonly of: string;
  readonly groups: ReadonlyMap<Dimension, string>;
}

const meaningOf = (name: string): Meaning => {
  const [of = '', ...groups] = name.split('|');
  return {
    of,
    groups: new Map(
      groups.map((group) => {
        const at = group.indexOf('=');
        return [group.slice(0, at) as Dimension, group.slice(at + 1)] as const;
      }),
    ),
  };
};

const nameOf = (of: string, groups: ReadonlyMap<Dimension, string>): string =>
  [of, ...[...groups].map(([dimension, group]) => `${dimension}=${group}`).sort()].join('|');

const dimensions: readonly Dimension[] = [
  ...(['board', 'route', 'sex', 'substance', 'age', 'refusedBy', 'project', 'wait', 'measure'] as const),
];

/**
 * Which numbers must be sums of which, from what they mean alone: everybody of something is somebody's of one sex, one public
 * money and so on, and everybody of a health board is somebody's of one of its partnerships. Nothing is taken from the code that
 * protects them.
 *
 * @param facts - which groups somebody is in: of a group that has no number nothing can be said
 */
export const sumsByMeaning = (
  names: Iterable<string>,
  facts: readonly CountedFact[],
  areas: readonly Area[],
): readonly Sum[] => {
  const all = new Map([...names].map((name) => [name, meaningOf(name)]));
  const groupsOf = new Map<Dimension, Set<string>>();
  const add = (dimension: Dimension, group: string): void => {
    groupsOf.set(dimension, (groupsOf.get(dimension) ?? new Set()).add(group));
  };
  for (const { groups } of all.values()) for (const [dimension, group] of groups) add(dimension, group);
  for (const { measureId, groups } of facts) {
    for (const dimension of dimensions)
      if (groups[dimension] !== undefined) add(dimension, groups[dimension]);
    if (groupsOf.get('measure')?.has(measureId) === true) add('measure', measureId);
  }
  const sums: Sum[] = [];
  for (const [total, { of, groups }] of all) {
    for (const dimension of dimensions) {
      if (groups.has(dimension) || (dimension === 'board' && groups.has('partnership'))) continue;
      // A group of a dimension that nothing of this is told by has no number: its parts are those that have one.
      const parts = [...(groupsOf.get(dimension) ?? [])].map((group) =>
        nameOf(of, new Map([...groups, [dimension, group]])),
      );
      const known = parts.filter((part) => all.has(part));
      if (known.length > 0) sums.push({ total, parts: known });
    }
    const board = groups.get('board');
    if (board === undefined) continue;
    const others = [...groups].filter(([dimension]) => dimension !== 'board');
    const own = areas
      .filter((area) => area.board === board)
      .map(({ partnershipId }) => nameOf(of, new Map([...others, ['partnership', partnershipId]])));
    if (own.every((part) => all.has(part))) sums.push({ total, parts: own });
  }
  return sums;
};

/** What somebody of a partnership knows exactly: everything that is told of it, or of the health board that is its alone. */
export const knownTo = (
  { partnershipId, board }: Area,
  names: Iterable<string>,
  areas: readonly Area[],
): ReadonlySet<string> => {
  const isAlone = areas.filter((area) => area.board === board).length === 1;
  return new Set(
    [...names].filter((name) => {
      const { groups } = meaningOf(name);
      return groups.get('partnership') === partnershipId || (isAlone && groups.get('board') === board);
    }),
  );
};
