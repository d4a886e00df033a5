/** Where the present comes from. Passed in, so that no rule asks the machine for the time. */
export interface Clock {
  /** The present instant. */
  now(): Date;
}
