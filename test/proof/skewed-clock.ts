/**
 * Loaded before a process (`node --import`) to move its own clock: `skewed-clock.js?ms=3600000` is an hour ahead.
 * The database's clock stays right, which is the one that decides.
 */
const aheadMs = Number(new URL(import.meta.url).searchParams.get('ms') ?? 0);
const RightDate = Date;

const Skewed = new Proxy(RightDate, {
  construct: (target, args: [number?]) =>
    args.length === 0 ? new target(RightDate.now() + aheadMs) : Reflect.construct(target, args),
  apply: () => new RightDate(RightDate.now() + aheadMs).toString(),
  get: (target, name) =>
    name === 'now' ? () => RightDate.now() + aheadMs : (Reflect.get(target, name) as unknown),
});

globalThis.Date = Skewed;

export {};
