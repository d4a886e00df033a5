import type { PlacementCheck } from '../../../../ui/components/check-list.js';
import { plainNumber } from '../../../../ui/presenters/numbers.js';
import { checkText, exclusionText } from '../../../eligibility/contract.js';
import type { StoredSuggestion } from '../../application/waiting-list.js';

type StoredExplanation = NonNullable<StoredSuggestion['explanation']>;

const chosenForTexts: Readonly<Record<NonNullable<StoredExplanation['chosenFor']>, string>> = {
  'preferred-project': 'The person named this project',
  'near-home': 'Near home, as the person wishes, and the earliest bed there',
  'earliest-bed': 'The earliest bed that fits the whole stay',
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
    ...(explanation.chosenFor === null ? [] : [chosenForTexts[explanation.chosenFor]]),
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
