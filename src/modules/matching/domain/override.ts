import type { UrgencyBand } from '../../referrals/contract/facts.js';
import type { PlaceOption } from './suggestion.js';

/** How an offer can differ from what matching suggests. */
export const overrideKinds = ['own-choice', 'passes-over', 'without-suggestion'] as const;
/** One of {@link overrideKinds}. */
export type OverrideKind = (typeof overrideKinds)[number];

/** What the newest run says, as far as an offer of one bed to one person is held against it. */
export interface OverrideFacts {
  /** Whether there was ever a run: before the first nothing is suggested to anybody. */
  readonly hasRun: boolean;
  readonly isSwitchedOff: boolean;
  readonly band: UrgencyBand;
  /** The order of urgencies by the policy in force, the most urgent first. */
  readonly bands: readonly UrgencyBand[];
  /** What the run says of the person; null when it did not see them. */
  readonly said: {
    readonly suggestedBedId: string | null;
    /** Other places they could go to, with what each would mean for others. */
    readonly options: readonly Pick<PlaceOption, 'bedId' | 'loses' | 'band' | 'losesReferralId'>[];
  } | null;
  readonly asked: { readonly bedId: string };
  /** Somebody else to whom the bed is suggested; null when nobody is. */
  readonly suggestedTo: { readonly referralId: string; readonly band: UrgencyBand } | null;
}

/**
 * What an offer is beside the suggestion. `own-choice`: nobody of the same urgency or a higher one loses a place by it; `loses` says
 * of what urgency somebody would who does. `passes-over`: somebody of the same urgency or a higher one would. `without-suggestion`:
 * there is nothing to hold it against.
 */
export type OverrideNeed =
  | { readonly kind: 'own-choice'; readonly loses: UrgencyBand | null }
  | { readonly kind: 'passes-over'; readonly referralId: string; readonly band: UrgencyBand }
  | { readonly kind: 'without-suggestion'; readonly why: 'switched-off' | 'not-in-the-run' };

/**
 * Whether giving somebody a place takes one from a person of the same urgency or a higher one; whoever is ahead on the list is.
 */
export const passesOver = (
  { loses, band }: Pick<PlaceOption, 'loses' | 'band'>,
  ofBand: UrgencyBand,
  bands: readonly UrgencyBand[],
): boolean =>
  loses === 'somebody-ahead' ||
  (loses === 'somebody-after' && band !== undefined && bands.indexOf(band) <= bands.indexOf(ofBand));

/**
 * Whether an offer is another than the one suggested, and what that means for others: the one rule, by what the newest run says of
 * the moves that people could make. Null for what is suggested, whatever its days, and before the first run. Source:
 * docs/adr/0042.
 */
export const weighOverride = ({
  hasRun,
  isSwitchedOff,
  band,
  bands,
  said,
  asked,
  suggestedTo,
}: OverrideFacts): OverrideNeed | null => {
  if (!hasRun) return null;
  if (isSwitchedOff) return { kind: 'without-suggestion', why: 'switched-off' };
  if (said?.suggestedBedId === asked.bedId) return null;
  if (suggestedTo === null) {
    return said === null
      ? { kind: 'without-suggestion', why: 'not-in-the-run' }
      : { kind: 'own-choice', loses: null };
  }
  // What the run worked out for this very bed; of any other, whoever has it suggested would lose it. Runs of before did not keep
  // who would be left without in the end.
  const told = said?.options.find(({ bedId }) => bedId === asked.bedId);
  if (told?.loses === 'nobody') return { kind: 'own-choice', loses: null };
  const loses = told?.band ?? suggestedTo.band;
  return passesOver({ loses: told?.loses ?? 'somebody-after', band: loses }, band, bands)
    ? { kind: 'passes-over', referralId: told?.losesReferralId ?? suggestedTo.referralId, band: loses }
    : { kind: 'own-choice', loses };
};
