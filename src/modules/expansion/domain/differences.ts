import type { Expansion } from './statement.js';

/** Money of projects, as far as it is known. Units: pence. */
export interface MoneyKnown {
  readonly leastPence: number;
  readonly mostPence: number;
  /** A source says "over": the most is no bound. */
  readonly isOpen: boolean;
  /** Projects of which no amount is known. */
  readonly without: number;
}

/** The amounts together, what several share counted once. "About" and "almost" are in their words alone, so no sum is exact. */
export const moneyOf = (
  projects: readonly Pick<
    Expansion,
    'expansionId' | 'fundingLeastPence' | 'fundingMostPence' | 'fundingSharedAs'
  >[],
): MoneyKnown => {
  const amounts = new Map(
    projects.map((project) => [project.fundingSharedAs ?? project.expansionId, project] as const),
  );
  const known = [...amounts.values()].filter(({ fundingLeastPence }) => fundingLeastPence !== null);
  const sum = (pick: (project: (typeof known)[number]) => number | null): number =>
    known.reduce((total, project) => total + (pick(project) ?? 0), 0);
  return {
    leastPence: sum(({ fundingLeastPence }) => fundingLeastPence),
    mostPence: sum(({ fundingLeastPence, fundingMostPence }) => fundingMostPence ?? fundingLeastPence),
    isOpen: known.some(({ fundingMostPence }) => fundingMostPence === null),
    without: projects.filter(({ fundingLeastPence }) => fundingLeastPence === null).length,
  };
};

/** What a published amount leaves unexplained: nothing that can be named, or so much at least. Unit: pence. */
export const unexplainedPence = (publishedPence: number, known: MoneyKnown): number => {
  if (publishedPence < known.leastPence) return publishedPence - known.leastPence;
  return known.isOpen || known.without > 0 || publishedPence <= known.mostPence
    ? 0
    : publishedPence - known.mostPence;
};
