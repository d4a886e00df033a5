/** Somebody waited for an answer as long as they were willing to. */
export class WaitedTooLong extends Error {
  override readonly name = 'WaitedTooLong';
}

/**
 * Waits for work for a while only. The work itself goes on: nothing can call back a statement that was sent.
 *
 * @param ms - how long to wait, in milliseconds
 * @throws WaitedTooLong when the time is over; whatever the work throws, when it fails before.
 */
export const within = async <T>(ms: number, work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new WaitedTooLong(`No answer in ${ms} milliseconds.`));
    }, ms);
  });
  try {
    return await Promise.race([work, patience]);
  } finally {
    clearTimeout(timer);
  }
};

/** One turn of work at a time: whoever asks while it is under way gets the answer of that turn, so that askers never pile up. */
export const oneTurnAtATime = <T>(work: () => Promise<T>): (() => Promise<T>) => {
  let underWay: Promise<T> | null = null;
  return () => {
    underWay ??= work().finally(() => {
      underWay = null;
    });
    return underWay;
  };
};
