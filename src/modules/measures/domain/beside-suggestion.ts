import { toldCount } from '../../eligibility/contract.js';
import { overrideKinds, type OverrideKind } from '../../matching/contract.js';
import type { Telling } from './fairness.js';

/** Offers made in a time, and those of them that were not what was suggested, by kind. */
export interface OffersMade {
  readonly made: number;
  readonly ofKind: ReadonlyMap<OverrideKind, number>;
}

/** The same as it is told; null for fewer than are told as a number, none among them. */
export interface BesideSuggestion {
  readonly made: number | null;
  readonly kinds: readonly { readonly kind: OverrideKind; readonly offers: number | null }[];
}

/** How many offers of a time were not what was suggested: a partnership's own exactly, the country's protected. */
export const besideSuggestion = ({ made, ofKind }: OffersMade, telling: Telling): BesideSuggestion => {
  const told = (offers: number): number | null => (telling === 'exact' ? offers : toldCount(offers));
  return {
    made: told(made),
    kinds: overrideKinds.map((kind) => ({ kind, offers: told(ofKind.get(kind) ?? 0) })),
  };
};
