/**
 * How long is kept what is over and done. The record of changes (audit) and of readings (person_access) is never
 * deleted, and neither are people, referrals, offers, stays and money. Sources: for the keys of requests, the retry of
 * a referral can be slow to come; the rest are choices of this service, with the reason beside each.
 */
export const retention = {
  /** Answers kept under an Idempotency-Key. Unit: days. */
  requestKeyDays: 90,
  /** Messages done: long enough to follow a complaint about the month before. Unit: days. */
  doneMessageDays: 35,
  /** Messages set aside unread: somebody has to decide about each. Unit: days. */
  setAsideMessageDays: 366,
  /** Sessions nobody used: past the longest session, so that none of these could be opened. Unit: days. */
  endedSessionDays: 1,
  /** Tries to sign in: long enough to look into an attack. Unit: days. */
  signInAttemptDays: 35,
  /**
   * Runs of the matcher with all they suggested. Whole for two weeks, so that "why was I not offered that bed?" can
   * be answered to the minute; then the last of each day for a little over a year. What an offer rested on stands in
   * the offer itself, for ever. Unit: days.
   */
  wholeMatchRunDays: 14,
  dailyMatchRunDays: 400,
  /**
   * Changes of how people are matched that somebody looked at and never asked for: the facts of that day are over. What
   * waited, was confirmed or taken back is kept. Unit: days.
   */
  policyLookDays: 30,
  /**
   * Referrals begun and not recorded: names and health of somebody whom nobody has referred yet, kept no longer than a
   * coordinator is away from a desk. Counted from the last time one was saved. Unit: days.
   */
  referralDraftDays: 14,
  /** What members were told: where it led to is kept with the offer, the placement and the referral. Unit: days. */
  notificationDays: 90,
  /** Who had taken a task: past the longest stay, so that no task comes back to somebody forgotten. Unit: days. */
  taskHolderDays: 1_100,
  /** Workers that were killed outright and left their heartbeat. Unit: days. */
  silentWorkerDays: 1,
  /** Rows of one transaction, so that nobody waits behind it; and of one night, the rest waits for the next. */
  rowsAtOnce: 1_000,
  rowsANight: 200_000,
  /** Runs of one transaction: each has a suggestion for everybody who waited. */
  matchRunsAtOnce: 10,
} as const;
