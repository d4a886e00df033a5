/**
 * How access is compared between groups of people. No standard for residential rehabilitation was found published: each value
 * says why it is as it is, and a change is a change of what planners are told.
 */
export const fairnessPolicy = {
  /**
   * Somebody counts as placed who arrived within this long of being referred. Everybody is followed for as long, so that a
   * late quarter is not worse only because it is young. Unit: days. Set for this service: twelve weeks are the longest
   * usual way from asking to arriving; a programme commonly lasts as long.
   */
  placedWithinDays: 84,
  /**
   * The fewest people referred of whom a share is told. Source: the rules of disclosure this service is built to, by which a
   * rate stands on ten or more.
   */
  fewestForRate: 10,
  /** How sure an interval is, and all warnings of a page together. By custom. */
  level: 0.95,
  /** To how many days a wait of the country is told, so that it is nobody's own. Unit: days. */
  waitsToldToDays: 7,
  /** How long before a change of the policy people are compared with. Unit: days. Two quarters, so that there are enough. */
  beforeChangeDays: 182,
  /** For how long after it a change is compared. Unit: days. */
  changesOfDays: 365,
} as const;
