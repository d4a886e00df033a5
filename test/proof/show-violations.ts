import type { Violation } from './check-invariants.js';

const shownViolations = 25;

/** A count as people read it. */
export const count = (n: number): string => n.toLocaleString('en-GB');

/** Tells which invariants are broken how often, and shows some of each. */
export const showViolations = (violations: readonly Violation[]): void => {
  const perInvariant = new Map<string, number>();
  for (const { invariant } of violations) perInvariant.set(invariant, (perInvariant.get(invariant) ?? 0) + 1);
  const totals = [...perInvariant].map(([invariant, number]) => `${invariant} ${count(number)}`).join(', ');
  console.log(violations.length === 0 ? 'No invariant is broken.' : `Broken invariants: ${totals}.`);
  const shownOf = new Map<string, number>();
  for (const { invariant, text } of violations) {
    const shown = shownOf.get(invariant) ?? 0;
    if (shown < shownViolations / 5) console.log(`  ${invariant}: ${text}`);
    shownOf.set(invariant, shown + 1);
  }
};
