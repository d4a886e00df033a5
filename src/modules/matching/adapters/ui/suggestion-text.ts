import type { PlacementCheck } from '../../../../ui/components/check-list.js';
import { countOf, plainNumber } from '../../../../ui/presenters/numbers.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import { checkText, exclusionText } from '../../../eligibility/contract.js';
import type { StoredExplanation } from '../../application/waiting-list.js';

type WishAnswer = StoredExplanation['wishes'][number];
type HeldBack = NonNullable<StoredExplanation['heldBack']>;

interface WishText {
  /** Where the place chosen meets the wish. */
  readonly met: string;
  /** How a bed that meets it is spoken of: "no bed that fits and is free is near home". */
  readonly bed: string;
}

/** Wishes in words. */
export const wishTexts: Readonly<Record<WishAnswer['wish'], WishText>> = {
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
const wishText = ({ wish, isMet, bedsThatMeetIt, bedsOfOthers = 0 }: WishAnswer): string => {
  const { met, bed } = wishTexts[wish];
  if (isMet) return met;
  if (bedsThatMeetIt === 0 && bedsOfOthers > 0) {
    return `Not ${bed}: ${countOf(bedsOfOthers, 'such bed is', 'such beds are')} suggested to others`;
  }
  return bedsThatMeetIt === 0
    ? `No bed that fits and is free is ${bed}`
    : `Not ${bed}: another of their wishes weighs more`;
};

/** "is" for one, "are" for any other number. */
const areOf = (count: number): string => `${plainNumber(count)} ${count === 1 ? 'is' : 'are'}`;

/** What stood against the other beds, the most frequent first. */
const exclusionsOf = ({ excludedBy, unknownAt, fullAt, takenAt = 0 }: StoredExplanation): readonly string[] =>
  [
    { count: fullAt, text: `${areOf(fullAt)} not free for a whole stay soon enough` },
    { count: takenAt, text: `${areOf(takenAt)} suggested to others` },
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

const sexTexts = { female: 'women', male: 'men', not_known: 'one sex' } as const;

/** How the sex of the shared room came about, and what the same choice in other rooms took from this person. */
const roomTexts = ({ roomKeptFor = null, inRoomsOfOthers = 0 }: StoredExplanation): readonly string[] => [
  ...(roomKeptFor === null
    ? []
    : [
        `The room is shared and could have taken women or men. This run keeps it for ${sexTexts[roomKeptFor]}: it was decided for whoever came first on the list of those given a bed in it`,
      ]),
  ...(inRoomsOfOthers === 0
    ? []
    : [
        `${countOf(inRoomsOfOthers, 'more bed that fits is', 'more beds that fit are')} in a shared room that this run keeps for another sex`,
      ]),
];

/** Why this place, in sentences. */
export const reasonsOf = (explanation: StoredExplanation | null): readonly string[] => {
  if (explanation === null) return [];
  const others = exclusionsOf(explanation);
  return [
    ...explanation.wishes.map(wishText),
    `The earliest ${explanation.wishes.some(({ isMet }) => isMet) ? 'such bed' : 'bed'} that fits the whole stay${
      (explanation.takenAt ?? 0) > 0 ? ' and is suggested to nobody else' : ''
    }`,
    'One bed, free for the whole stay',
    ...roomTexts(explanation),
    ...(others.length === 0
      ? []
      : [`Of ${plainNumber(explanation.placesLookedAt)} beds looked at, ${others.join(', ')}`]),
  ];
};

/** The checks of the place, each with its answer. */
export const checksOf = (explanation: StoredExplanation | null): readonly PlacementCheck[] =>
  (explanation?.checks ?? []).map((check) => ({ ...checkText(check), answer: check.answer }));

const kindTexts: Readonly<Record<HeldBack['kinds'][number], string>> = {
  'women-only': 'women-only',
  'men-only': 'men-only',
  family: 'family',
  'step-free': 'step-free',
  'wet-room': 'wet-room',
};

/** Who holds the beds that fit, as counts: nothing is told of who they are. */
const heldText = ({ ownBeds, beds, holders, holdersOfOwn, kinds, projectName }: HeldBack): string => {
  const kind = [...kinds.map((one) => kindTexts[one]), ''].join(' ');
  const at = projectName === null ? '' : ` at ${projectName}`;
  const own =
    ownBeds === 1
      ? `The only ${kind}bed that fits${at}`
      : `The ${plainNumber(ownBeds)} ${kind}beds that fit${at}`;
  const more =
    beds > ownBeds
      ? `, and ${plainNumber(beds - ownBeds)} more where those who have them could be instead,`
      : '';
  const whose =
    holdersOfOwn === 0
      ? 'none of them yours'
      : holdersOfOwn === holders
        ? 'all of them yours'
        : `${plainNumber(holdersOfOwn)} of them yours`;
  return `${own}${more} ${beds === 1 ? 'is' : 'are'} suggested to ${countOf(holders, 'person', 'people')} ahead on the list, ${holders === 1 ? (holdersOfOwn === 1 ? 'of your partnership' : 'of another partnership') : whose}.`;
};

/** Why there is no place, in a sentence or three. */
export const noPlaceText = (explanation: StoredExplanation): string => {
  const { heldBack = null, firstFreeOn = null, inRoomsOfOthers = 0 } = explanation;
  const others = exclusionsOf(explanation);
  if (heldBack === null && others.length === 0) return 'No bed is known.';
  return [
    heldBack === null
      ? `No bed fits now. Of ${plainNumber(explanation.placesLookedAt)} beds looked at, ${others.join(', ')}.`
      : heldText(heldBack),
    ...(inRoomsOfOthers === 0
      ? []
      : [
          `${countOf(inRoomsOfOthers, 'bed that fits is', 'beds that fit are')} in a shared room kept for another sex, because somebody ahead is suggested to it.`,
        ]),
    ...(firstFreeOn === null
      ? []
      : [
          `${heldBack?.ownBeds === 1 ? 'It' : 'The first that fits'} comes free on ${shortDate(firstFreeOn)}.`,
        ]),
  ].join(' ');
};
