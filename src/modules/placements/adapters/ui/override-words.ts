import type { OverrideKind, OverrideNeed } from '../../../matching/contract.js';
import { urgencyBandTexts } from '../../../referrals/contract/words.js';

/** What an offer is beside the suggestion, for whoever is about to make it. */
export const overrideText = (need: OverrideNeed): string => {
  switch (need.kind) {
    case 'own-choice':
      return need.loses === null
        ? 'This is not the bed that is suggested to this person. Nobody loses a place by it.'
        : `This is not the bed that is suggested to this person. Somebody less urgent (${urgencyBandTexts[need.loses].toLowerCase()}) would lose the place suggested to them.`;
    case 'passes-over':
      return `This bed is suggested to somebody else. Somebody as urgent or more (${urgencyBandTexts[need.band].toLowerCase()}) would lose the place suggested to them.`;
    case 'without-suggestion':
      return need.why === 'switched-off'
        ? 'Suggestions are switched off, so this offer is made without one.'
        : 'Nothing has been worked out for this person yet, so this offer is made without a suggestion.';
  }
};

/** The kind of an override, as it stands with the offer afterwards. */
export const overrideKindTexts: Readonly<Record<OverrideKind, string>> = {
  'own-choice': 'Another bed than the one suggested',
  'passes-over': 'A bed suggested to somebody else, who was passed over',
  'without-suggestion': 'Made without a suggestion',
};
