import type { Refuser } from '../../domain/offer.js';
import { declinedText } from './decline-texts.js';
import { endText, neverStartedText } from './stay-reasons.js';

/** What of a step is told beyond what it was. */
export interface ToldStep {
  readonly place: { readonly projectName: string; readonly bedLabel: string | null } | null;
  readonly refusal: { readonly by: Refuser; readonly reason: string } | null;
  readonly ending: { readonly kind: 'planned' | 'unplanned' | null; readonly reason: string } | null;
  /** Who asked for what somebody else answered here. */
  readonly begunBy: { readonly name: string; readonly organisation: string | null } | null;
}

/** How a stay ended, or why it never began. */
export const endingText = ({ kind, reason }: NonNullable<ToldStep['ending']>): string =>
  kind === null
    ? neverStartedText(reason)
    : `${endText(reason)}, ${kind === 'planned' ? 'as planned' : 'not as planned'}`;

/** Where a step happened, why and who asked for it first, in parts; none where there is nothing to say. */
export const historyDetails = ({ place, refusal, ending, begunBy }: ToldStep): readonly string[] => [
  ...(place === null
    ? []
    : [place.bedLabel === null ? place.projectName : `${place.projectName}, ${place.bedLabel}`]),
  ...(refusal === null ? [] : [declinedText(refusal)]),
  ...(ending === null ? [] : [endingText(ending)]),
  ...(begunBy === null
    ? []
    : [`Asked for by ${[begunBy.name, begunBy.organisation].filter((part) => part !== null).join(', ')}`]),
];
