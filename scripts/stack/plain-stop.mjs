/**
 * The two ends that are no fault of the program and so need no stack trace.
 *
 * `PlainStop` carries a message for the person at the terminal: what is wrong and what to do.
 * `Interrupted` says that Ctrl-C (or a termination signal) asked the program to stop.
 */
export class PlainStop extends Error {}

export class Interrupted extends Error {
  constructor() {
    super('Stopped before it was finished.');
  }
}

/**
 * Throws `Interrupted` when a stop has been asked for.
 * @param {AbortSignal} signal
 */
export function throwIfInterrupted(signal) {
  if (signal.aborted) throw new Interrupted();
}
