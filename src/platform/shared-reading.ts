interface Kept<Answer> {
  readonly sinceMs: number;
  readonly answer: Promise<Answer>;
}

/**
 * One reading for everybody who asks the same at the same time: whoever asks while it runs, or within so many milliseconds of its
 * beginning, is given its answer. `keyOf` names everything the answer rests on. A reading that fails is not kept.
 */
export const shareReading = <Args extends unknown[], Answer>(
  withinMs: number,
  keyOf: (...args: Args) => Promise<string>,
  read: (...args: Args) => Promise<Answer>,
): ((...args: Args) => Promise<Answer>) => {
  const kept = new Map<string, Kept<Answer>>();
  return async (...args) => {
    const key = await keyOf(...args);
    const atMs = performance.now();
    for (const [old, { sinceMs }] of kept) if (atMs - sinceMs > withinMs) kept.delete(old);
    const before = kept.get(key);
    if (before !== undefined) return before.answer;
    const reading: Kept<Answer> = { sinceMs: atMs, answer: read(...args) };
    kept.set(key, reading);
    reading.answer.catch(() => {
      // Another may stand under the key by now.
      if (kept.get(key) === reading) kept.delete(key);
    });
    return reading.answer;
  };
};
