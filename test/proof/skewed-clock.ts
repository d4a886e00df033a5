/**
 * Loaded before a process (`node --import`) to move that process's own clock. The database's clock stays right, and
 * is the one that decides.
 */
const givenMs = new URL(import.meta.url).searchParams.get('ms');

/** What to load with `--import`, for a clock so far ahead; behind when negative. Unit: milliseconds. */
export const clockAhead = (ms: number): string => {
  const here = new URL(import.meta.url);
  here.searchParams.set('ms', String(ms));
  return here.href;
};

if (givenMs !== null) {
  const aheadMs = Number(givenMs);
  const RightDate = Date;
  globalThis.Date = new Proxy(RightDate, {
    construct: (target, args: [number?]) =>
      args.length === 0 ? new target(RightDate.now() + aheadMs) : Reflect.construct(target, args),
    apply: () => new RightDate(RightDate.now() + aheadMs).toString(),
    get: (target, name) =>
      name === 'now' ? () => RightDate.now() + aheadMs : (Reflect.get(target, name) as unknown),
  });
}
