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

/** Entries in their order, each with what is held and spent after it: held is holds less posts and voids, spent posts less releases. */
export const withRunningSums = <Entry extends Pick<MoneyEntry, 'kind' | 'amountPence'>>(
  entries: readonly Entry[],
): readonly (Entry & RunningSums)[] => {
  let heldPence = 0;
  let spentPence = 0;
  return entries.map((entry) => {
    const change = step(entry);
    heldPence += change.heldPence;
    spentPence += change.spentPence;
    return { ...entry, heldPence, spentPence };
  });
};
