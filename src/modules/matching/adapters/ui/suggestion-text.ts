import type { PlacementCheck } from '../../../../ui/components/check-list.js';
import { plainNumber } from '../../../../ui/presenters/numbers.js';
import { checkText, exclusionText } from '../../../eligibility/contract.js';
import type { StoredSuggestion } from '../../application/waiting-list.js';

type StoredExplanation = NonNullable<StoredSuggestion['explanation']>;

type WishAnswer = StoredExplanation['wishes'][number];

interface WishText {
  /** Where the place chosen meets the wish. */
  readonly met: string;
  /** How a bed that meets it is spoken of: "no bed that fits and is free is near home". */
  readonly bed: string;
}

const wishTexts: Readonly<Record<WishAnswer['wish'], WishText>> = {
  'named-project': { met: 'The person named this project', bed: 'at a project the person named' },
  'own-sex-only': {
    met: 'For their own sex only, as the person would like',
    bed: 'for their own sex only, as the person would like',
  },
  'women-and-men': {
    met: 'For women and men, as the person would like',
    bed: 'for women and men, as the person would like',
  },
  'near-home': {
    met: 'Near home, as the person would like',
    bed: 'near home, as the person would like',
  },
  'away-from-home': {
    met: 'Away from home, as the person would like',
    bed: 'away from home, as the person would like',
  },
};

/** What became of one wish, in a sentence. */
const wishText = ({ wish, isMet, bedsThatMeetIt }: WishAnswer): string => {
  const { met, bed } = wishTexts[wish];
  if (isMet) return met;
  return bedsThatMeetIt === 0
    ? `No bed that fits and is free is ${bed}`
    : `Not ${bed}: another of their wishes weighs more`;
};

/** "is" for one, "are" for any other number. */
const areOf = (count: number): string => `${plainNumber(count)} ${count === 1 ? 'is' : 'are'}`;

/** What stood against the other beds, the most frequent first. */
const exclusionsOf = ({ excludedBy, unknownAt, fullAt }: StoredExplanation): readonly string[] =>
  [
    { count: fullAt, text: `${areOf(fullAt)} not free for a whole stay soon enough` },
    ...Object.entries(excludedBy).map(([rule, count]) => ({
      count,
      text: `${areOf(count)} ${exclusionText(rule)}`,
    })),
    {
      count: unknownAt,
      text: `${plainNumber(unknownAt)} might fit, but a fact about the bed or the person is not recorded`,
    },
  ]
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .map(({ text }) => text);

/** Why this place, in sentences. */
export const reasonsOf = (explanation: StoredExplanation | null): readonly string[] => {
  if (explanation === null) return [];
  const others = exclusionsOf(explanation);
  return [
    ...explanation.wishes.map(wishText),
    explanation.wishes.some(({ isMet }) => isMet)
      ? 'The earliest such bed that fits the whole stay'
      : 'The earliest bed that fits the whole stay',
    'One bed, free for the whole stay',
    ...(others.length === 0
      ? []
      : [`Of ${plainNumber(explanation.placesLookedAt)} beds looked at, ${others.join(', ')}`]),
  ];
};

/** The checks of the place, each with its answer. */
export const checksOf = (explanation: StoredExplanation | null): readonly PlacementCheck[] =>
  (explanation?.checks ?? []).map((check) => ({ ...checkText(check), answer: check.answer }));

/** Why there is no place, in one sentence. */
export const noPlaceText = (explanation: StoredExplanation): string => {
  const others = exclusionsOf(explanation);
  return others.length === 0
    ? 'No bed is known.'
    : `No bed fits now. Of ${plainNumber(explanation.placesLookedAt)} beds looked at, ${others.join(', ')}.`;
};
