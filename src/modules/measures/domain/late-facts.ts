/** What is recorded when it happens, or some days after. */
export const lateKinds = ['referral', 'approval', 'arrival', 'leaving'] as const;

/** One of those. */
export type LateKind = (typeof lateKinds)[number];

/** Facts that were recorded so many days after they happened. */
export interface RecordedAfter {
  readonly kind: LateKind;
  readonly days: number;
  readonly facts: number;
}

/** How much of a kind was recorded late. */
export interface RecordedLate {
  readonly kind: LateKind;
  readonly recorded: number;
  readonly late: number;
  /** Of those that were late: half took so many days or fewer. Null where none was. */
  readonly medianDays: number | null;
}

/** What was recorded more than so many days after it happened, by kind; kinds of which nothing was recorded are left out. */
export const recordedLate = (
  recorded: readonly RecordedAfter[],
  lateAfterDays: number,
): readonly RecordedLate[] =>
  lateKinds.flatMap((kind) => {
    const own = recorded.filter((one) => one.kind === kind);
    const all = own.reduce((sum, { facts }) => sum + facts, 0);
    if (all === 0) return [];
    const late = own.filter(({ days }) => days > lateAfterDays).toSorted((a, b) => a.days - b.days);
    const count = late.reduce((sum, { facts }) => sum + facts, 0);
    let sum = 0;
    const middle = late.find(({ facts }) => (sum += facts) * 2 >= count);
    return [{ kind, recorded: all, late: count, medianDays: middle?.days ?? null }];
  });
