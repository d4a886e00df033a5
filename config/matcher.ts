/**
 * How the matcher is watched, and when it works in a thread of its own. All set for this service; no figure was found
 * published. A run of the country's waiting list takes well under a second.
 */
export const matcherWatch = {
  /**
   * A change that no run has answered for this long makes suggestions doubtful, which every page that shows them says.
   * A run follows a change within a second or two; a minute means that something is wrong. Unit: minutes.
   */
  staleAfterMinutes: 1,
  /** Days pass and beds come free without any event: a run or a look older than this is told to be old. Unit: minutes. */
  oldAfterMinutes: 30,
  /** How long pages say that a rebuild differed from what stood: until the next night's has been read. Unit: hours. */
  driftToldHours: 24,
  /** A run whose word is older than this is not under way any more: its worker ended. Unit: seconds. */
  progressSilentSeconds: 20,
  /** People times places from which a run is worked out in a thread. A copy of the facts costs a few milliseconds. */
  pairsOfThread: 50_000,
  /** How often a long run says that it goes on. Unit: milliseconds. */
  tellEveryMs: 2_000,
} as const;
