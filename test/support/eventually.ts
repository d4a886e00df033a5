const pauseMs = 20;

/**
 * Asks again until the answer is there: for facts that come about in another process or by a timer, where there
 * is no promise to wait for. Gives what `look` gave, as soon as it is neither null, undefined nor false.
 *
 * @throws when it has not come in `withinMs`, naming `what` was waited for and the last fault on the way.
 */
export const eventually = async <T>(
  what: string,
  look: () => Promise<T | null | undefined | false>,
  withinMs = 15_000,
): Promise<T> => {
  const endsAt = performance.now() + withinMs;
  let lastFault: unknown;
  do {
    try {
      const found = await look();
      if (found !== null && found !== undefined && found !== false) return found;
    } catch (fault) {
      lastFault = fault;
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  } while (performance.now() < endsAt);
  throw new Error(`Waited ${withinMs} ms in vain: ${what}.`, { cause: lastFault });
};
