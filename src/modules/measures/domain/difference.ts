/**
 * Why two numbers of the same thing differ: what they cover, what counts, the day on which it counts, that one of them was put
 * right, or that one is wrong.
 */
export const differenceCodes = ['coverage', 'definition', 'timing', 'revision', 'error'] as const;
/** One of {@link differenceCodes}. */
export type DifferenceCode = (typeof differenceCodes)[number];

/** With what a figure was compared: with what is counted here, or with the vintage before it. */
export const comparedWith = ['here', 'earlier'] as const;
/** One of {@link comparedWith}. */
export type ComparedWith = (typeof comparedWith)[number];

/** Why a figure differs, as somebody wrote it down. Never changed: who knows better writes another. */
export interface DifferenceExplained {
  readonly differenceId: string;
  readonly figureId: number;
  readonly comparedWith: ComparedWith;
  readonly code: DifferenceCode;
  readonly words: string;
  /** What was told here at the time; null where nothing could stand beside the figure. */
  readonly toldHere: number | null;
  readonly explainedAt: Date;
  /** The name of whoever wrote it. */
  readonly explainedBy: string;
}
