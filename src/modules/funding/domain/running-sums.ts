import type { MoneyEntry } from '../contract/entries.js';

/** What is held and spent after an entry. Unit: pence. */
export interface RunningSums {
  readonly heldPence: number;
  readonly spentPence: number;
}

const step = ({ kind, amountPence }: Pick<MoneyEntry, 'kind' | 'amountPence'>): RunningSums => {
  switch (kind) {
    case 'hold':
      return { heldPence: amountPence, spentPence: 0 };
    case 'post':
      return { heldPence: -amountPence, spentPence: amountPence };
    case 'void':
      return { heldPence: -amountPence, spentPence: 0 };
    case 'release':
      return { heldPence: 0, spentPence: -amountPence };
  }
};

/**
 * Entries in their order, each with what its payer has held and spent of its year after it: held is holds less posts and voids,
 * spent posts less releases.
 */
export const withRunningSums = <Entry extends Pick<MoneyEntry, 'kind' | 'amountPence' | 'route' | 'year'>>(
  entries: readonly Entry[],
): readonly (Entry & RunningSums)[] => {
  const sums = new Map<string, RunningSums>();
  return entries.map((entry) => {
    const budget = `${entry.route} ${entry.year}`;
    const before = sums.get(budget) ?? { heldPence: 0, spentPence: 0 };
    const change = step(entry);
    const after = {
      heldPence: before.heldPence + change.heldPence,
      spentPence: before.spentPence + change.spentPence,
    };
    sums.set(budget, after);
    return { ...entry, ...after };
  });
};
