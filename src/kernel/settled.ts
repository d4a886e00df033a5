/** A time is over for the record a minute later: what was being written then is written by now. Unit: seconds. */
export const settledAfterSeconds = 60;
