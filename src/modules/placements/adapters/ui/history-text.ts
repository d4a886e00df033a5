import type { Refuser } from '../../domain/offer.js';
import { declinedText } from './decline-texts.js';
import { endText, neverStartedText } from './stay-reasons.js';

/** What of a step is told beyond what it was. */
export interface ToldStep {
  readonly place: { readonly projectName: string; readonly bedLabel: string | null } | null;
  readonly refusal: { readonly by: Refuser; readonly reason: string } | null;
  readonly ending: { readonly kind: 'planned' | 'unplanned' | null; readonly reason: string } | null;
}

/** How a stay ended, or why it never began. */
export const endingText = ({ kind, reason }: NonNullable<ToldStep['ending']>): string =>
  kind === null
    ? neverStartedText(reason)
    : `${endText(reason)}, ${kind === 'planned' ? 'as planned' : 'not as planned'}`;

/** Where a step happened and why, in parts; none where it is about no place. */
export const historyDetails = ({ place, refusal, ending }: ToldStep): readonly string[] => [
  ...(place === null
    ? []
    : [place.bedLabel === null ? place.projectName : `${place.projectName}, ${place.bedLabel}`]),
  ...(refusal === null ? [] : [declinedText(refusal)]),
  ...(ending === null ? [] : [endingText(ending)]),
];
