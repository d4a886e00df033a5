/**
 * When the look at a change of the policy points at a group of people. No rule for this was found published. The nearest is the
 * four-fifths rule of the Uniform Guidelines on Employee Selection Procedures (29 CFR 1607.4 D, 1978), by which a rate of less
 * than four fifths is taken as a sign of adverse impact; half of that here, since looking once more costs little.
 */
export const groupShift = {
  /** The share of a group's placements which it may lose before the page points at it. */
  fallsByMoreThan: 0.1,
  /** And how many people fewer at least: no fewer than are told as a number, and small groups differ by one or two anyway. */
  fewestFewer: 5,
} as const;
