/**
 * Everything that happens at an hour of the day, as BullMQ job schedulers. Redis may forget them at any time:
 * every worker puts them back each minute, and nothing that must happen rests on them alone.
 */
export const schedules = [
  { id: 'nightly-rematch', pattern: '0 3 * * *', tz: 'Europe/London' },
  { id: 'expire-referrals', pattern: '45 2 * * *', tz: 'Europe/London' },
  { id: 'check-queues', pattern: '15 3 * * *', tz: 'Europe/London' },
  // Once a day; again and again until the list stands still for long enough to be read.
  { id: 'count-barriers', pattern: '*/5 * * * *', tz: 'Europe/London' },
  // Soon after the day begins, and again for what somebody still had a bed of.
  { id: 'apply-bed-changes', pattern: '5 * * * *', tz: 'Europe/London' },
  { id: 'plan-later-weeks', pattern: '20 * * * *', tz: 'Europe/London' },
  // As the working day begins, so that it is read on the day.
  { id: 'tell-stuck', pattern: '0 7 * * 1-5', tz: 'Europe/London' },
  // When everything is counted; again by day, as people arrive.
  { id: 'forecast-the-year', pattern: '40 4,12 * * *', tz: 'Europe/London' },
  // After the day's corrections, and before anybody reads the figures.
  { id: 'count-twice', pattern: '10 4 * * *', tz: 'Europe/London' },
  { id: 'forget-what-is-over', pattern: '30 3 * * *', tz: 'Europe/London' },
] as const;

/** How often a worker does what must not rest on Redis. Unit: milliseconds. */
export const rhythms = {
  /** Looks for messages that are due. */
  relayMs: 200,
  /** Runs messages without the queue once it has been away this long. */
  queuePatienceMs: 5_000,
  /** Expires offers whose message was lost. */
  sweepMs: 15_000,
  /** Works out releases that were asked for. */
  releasesMs: 5_000,
  /** Sends mail that is due, and writes the daily one; only where there is a mail server. */
  mailMs: 5_000,
  /** Says that this worker lives, after a round trip to the database. */
  heartbeatMs: 10_000,
  /** Puts the schedules back where Redis forgot them. */
  schedulesMs: 60_000,
} as const;
