/** Ends a repetition: no further turn begins, and the one under way is waited for. */
export type StopRepeating = () => Promise<void>;

/** Repeats work with a pause after each turn. A turn that fails is told, and the next one comes all the same. */
export const repeat = (
  work: () => Promise<unknown>,
  pauseMs: number,
  onFault: (error: unknown) => void,
): StopRepeating => {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let turn: Promise<void> = Promise.resolve();
  const next = (): void => {
    if (isStopped) return;
    timer = setTimeout(() => {
      turn = work()
        .then(() => undefined, onFault)
        .finally(next);
    }, pauseMs);
  };
  next();
  return async () => {
    isStopped = true;
    clearTimeout(timer);
    await turn;
  };
};
