import { shortDate } from '../../../../ui/presenters/dates.js';
import { plainNumber } from '../../../../ui/presenters/numbers.js';
import { fewestTold } from '../../../eligibility/contract.js';
import { urgencyBands } from '../../../referrals/contract/facts.js';
import { dimensionTexts, groupText, urgencyBandTexts } from '../../../referrals/contract/words.js';
import type { KnownPolicyChange, OwnMove } from '../../application/policy-reading.js';
import type { GroupMoves, GroupShift } from '../../domain/moves-by-group.js';
import type { AssignmentFigures, MoveKind } from '../../domain/policy-preview.js';
import type { AssignmentKind, MatchingChoices, PolicyContent } from '../../domain/policy.js';
import type { WishKind } from '../../domain/wishes.js';

/** Both ways of assigning, in a few words. */
export const assignmentTexts: Readonly<Record<AssignmentKind, string>> = {
  'best-total': 'As many as possible, then nearest to all wishes together',
  'in-order': 'Each in turn takes the nearest place left',
};

/** What a wish is about. */
export const wishKindTexts: Readonly<Record<WishKind, string>> = {
  project: 'A project they named',
  mix: 'Whom they live with',
  area: 'Near home or away',
};

const yesNo = (allowed: boolean): string => (allowed ? 'Allowed' : 'Not allowed');
const daysText = (days: number): string => `${plainNumber(days)} ${days === 1 ? 'day' : 'days'}`;

/** Everything a policy says, part by part. */
export const partsOf = (
  policy: PolicyContent,
): readonly { readonly key: string; readonly value: string }[] => [
  { key: 'Who comes first', value: policy.bands.map((band) => urgencyBandTexts[band]).join(', ') },
  { key: 'Within an urgency', value: 'Received first, then recorded first' },
  { key: 'How places are assigned', value: assignmentTexts[policy.assignment] },
  { key: 'Which wish decides first', value: policy.wishes.map((wish) => wishKindTexts[wish]).join(', ') },
  {
    key: 'A bed is suggested when it comes free within',
    value: daysText(policy.offerHorizonDays),
  },
  { key: 'A person’s places are shown for', value: daysText(policy.placesAheadDays) },
  ...urgencyBands.map((band) => ({
    key: `Days to prepare: ${urgencyBandTexts[band].toLowerCase()}`,
    value: daysText(policy.preparationDays[band]),
  })),
  {
    key: 'Partnerships may have offers made by themselves',
    value: yesNo(policy.choices.automaticOffers),
  },
  {
    key: 'Offers one person may have at once, at most',
    value: plainNumber(policy.choices.parallelOffersAtMost),
  },
];

/** What a partnership chose, part by part. */
export const partsOfChoices = (
  choices: MatchingChoices,
): readonly { readonly key: string; readonly value: string }[] => [
  {
    key: 'Who makes an offer from a suggestion',
    value: choices.automaticOffers ? 'The service, by itself' : 'A coordinator',
  },
  { key: 'Offers one person may have at once', value: plainNumber(choices.parallelOffers) },
];

const told = (count: number | null): string =>
  count === null ? `Fewer than ${fewestTold}` : plainNumber(count);

/** Two runs beside each other. */
export const comparisonRows = (now: AssignmentFigures, then: AssignmentFigures) => [
  { what: 'People suggested a place', now: told(now.placed), then: told(then.placed) },
  ...urgencyBands.map((band) => ({
    what: `of them ${urgencyBandTexts[band].toLowerCase()}`,
    now: told(now.placedByBand[band]),
    then: told(then.placedByBand[band]),
  })),
  {
    what: 'Wishes not met, for each of them on average',
    now: now.wishesNotMet === null ? 'Not told' : now.wishesNotMet.toFixed(1),
    then: then.wishesNotMet === null ? 'Not told' : then.wishesNotMet.toFixed(1),
  },
  {
    what: 'Would prefer a bed suggested to somebody after them',
    now: told(now.preferLater),
    then: told(then.preferLater),
  },
];

/** Counts of moves as cells, in the order of the table. */
export const moveCells = (move: Readonly<Record<MoveKind, number | null>>): readonly string[] =>
  [move.gains, move.loses, move.elsewhere, move['another-day']].map(told);

/** What becomes of one person. */
export const moveTexts: Readonly<Record<MoveKind, string>> = {
  gains: 'Gains a place',
  loses: 'Loses it',
  elsewhere: 'Goes elsewhere',
  'another-day': 'Another day',
};

/** Where and when, or nowhere. */
export const placeText = (place: OwnMove['now']): string =>
  place === null ? 'No place' : `${place.projectName} from ${shortDate(place.arrivesOn)}`;

/** What of two policies is not the same. */
export const differencesOf = (now: PolicyContent, then: PolicyContent) => {
  const before = new Map(partsOf(now).map(({ key, value }) => [key, value]));
  return partsOf(then)
    .map(({ key, value }) => ({ what: key, now: before.get(key) ?? '', then: value }))
    .filter((part) => part.now !== part.then);
};

/** What a change is called in a list. */
export const changeTitle = (change: KnownPolicyChange, setUpWith: PolicyContent): string => {
  if (change.partnershipId !== null) {
    return `${change.partnershipName ?? 'A partnership'}: ${partsOfChoices(change.content)
      .map(({ key, value }) => `${key.toLowerCase()}: ${value.toLowerCase()}`)
      .join('; ')}`;
  }
  const parts = differencesOf(setUpWith, change.content).map(({ what, then }) => `${what}: ${then}`);
  return parts.length === 0 ? 'As the service was set up' : parts.join('; ');
};

/** One group beside the other, as the look at a change tells it. */
export const groupRows = (groups: readonly GroupMoves[]) =>
  groups.map(({ dimension, group, people, placedNow, placedThen, earlier, later, hasFallen }) => ({
    key: `${dimension} ${group}`,
    name: `${dimensionTexts[dimension]}: ${groupText(group)}`,
    warningText: hasFallen ? 'Loses places' : '',
    cells: [people, placedNow, placedThen, earlier, later].map(told),
  }));

/** Where no group does, by what that is judged, and which groups are told at all. */
export const noneFallen = ({ fallsByMoreThan, fewestFewer }: GroupShift): string =>
  `No group would lose more than ${Math.round(fallsByMoreThan * 100)}% of its places and ${fewestFewer} of them or more.`;

/** What is said of each group that loses more places than a change may take unremarked. */
export const fallenTexts = (groups: readonly GroupMoves[]): readonly string[] =>
  groups
    .filter(({ hasFallen }) => hasFallen)
    .map(
      ({ dimension, group, placedNow, placedThen }) =>
        `${dimensionTexts[dimension]}: ${groupText(group)}. Placed now: ${told(placedNow).toLowerCase()}. With the change: ${told(placedThen).toLowerCase()}.`,
    );
