/**
 * How long a sign-in lasts. Source: a choice of this service for shared desks and long phone calls; a working day is
 * the longest, an hour untouched ends it. It is noted that a session is in use every five minutes and not at every
 * request, which would make each page a write; so an idle session may end up to five minutes early.
 */
export const sessionLimits = { longestHours: 12, idleMinutes: 60, notedEveryMinutes: 5 } as const;
