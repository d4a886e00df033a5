import type { Plain } from '../../../kernel/unit-of-work.js';

/** Members of a record by name. */
export type Members = { readonly [name: string]: Plain };

/** One correction: the members it changed, as they were and as they became. */
export interface Correction {
  readonly before: Members;
  readonly after: Members;
}

/** A member that is now another than it was for whoever read before the corrections. */
export interface ChangedMember<Step extends Correction> {
  readonly member: string;
  readonly was: Plain;
  /** The correction that made it what it is. */
  readonly by: Step;
}

const isSame = (one: Plain | undefined, other: Plain | undefined): boolean =>
  JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/**
 * What somebody who read a record before these corrections, earliest first, does not know of: each member that differs
 * now, with what it was then. What was changed and put back is left out.
 */
export const changedSince = <Step extends Correction>(
  corrections: readonly Step[],
): readonly ChangedMember<Step>[] => {
  const found = new Map<string, ChangedMember<Step>>();
  for (const by of corrections) {
    for (const member of Object.keys(by.after)) {
      const was = found.get(member)?.was ?? by.before[member] ?? null;
      found.set(member, { member, was, by });
    }
  }
  return [...found.values()].filter(({ member, was, by }) => !isSame(was, by.after[member]));
};
