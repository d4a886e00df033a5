import { urgencyBands, type UrgencyBand } from '../../referrals/contract/facts.js';
import type { WishKind } from './wishes.js';

/** The ways of assigning places among those who can be placed. */
export const assignmentKinds = ['best-total', 'in-order'] as const;
/**
 * Who of the placed gets which place. `best-total`: the people who can be placed together by the order of the list, at the
 * least total distance from their wishes; somebody may then prefer a place held by somebody after them. `in-order`: each
 * person in turn takes the nearest place that is left, so nobody does, and fewer may be placed.
 */
export type AssignmentKind = (typeof assignmentKinds)[number];

/**
 * How people are ranked and places are searched. Data, versioned, with its source: see config. Equality
 * attributes are not among its inputs, so they cannot rank.
 */
export interface MatchingPolicy {
  readonly version: string;
  /** Most pressing first. */
  readonly bands: readonly UrgencyBand[];
  /** The order in which a person's wishes decide among the beds that fit; a kind not named is not weighed. */
  readonly wishes: readonly WishKind[];
  readonly assignment: AssignmentKind;
  /** How far ahead a bed may become free and still be suggested now. Unit: days. */
  readonly offerHorizonDays: number;
  /** How far ahead a bed may become free and still be shown among a person's places. Unit: days. */
  readonly placesAheadDays: number;
  /** Days a person needs between today and arrival, by band. */
  readonly preparationDays: Readonly<Record<UrgencyBand, number>>;
}

/** What partnerships may choose for themselves, set for the whole country. */
export type ChoiceBounds = {
  readonly automaticOffers: boolean;
  readonly parallelOffersAtMost: number;
};

/** A policy for the whole country as it is written down: everything but the name of its version. */
export type PolicyContent = Omit<MatchingPolicy, 'version'> & { readonly choices: ChoiceBounds };

/** What one partnership has chosen within the bounds. */
export type MatchingChoices = {
  /** Whether offers are made from suggestions without a coordinator. */
  readonly automaticOffers: boolean;
  /** Offers one person may have at once. */
  readonly parallelOffers: 1 | 2 | 3;
};

/** What holds where a partnership has chosen nothing: somebody makes each offer, and one at a time. */
export const noChoices: MatchingChoices = { automaticOffers: false, parallelOffers: 1 };

/** The most offers anybody may have at once, whatever a policy says; the database has a key for each. */
export const parallelOffersEver = 3;

const parallelOffersOf = (count: number): MatchingChoices['parallelOffers'] =>
  count >= 3 ? 3 : count === 2 ? 2 : 1;

/** What a partnership's choices come to: the bounds of today hold, also where they were drawn in after the choice. */
export const withinBounds = (choices: MatchingChoices, bounds: ChoiceBounds): MatchingChoices => ({
  automaticOffers: choices.automaticOffers && bounds.automaticOffers,
  parallelOffers: parallelOffersOf(Math.min(choices.parallelOffers, bounds.parallelOffersAtMost)),
});

/** A policy as somebody sends it: anything in it may be missing. */
export interface PolicyDraft {
  readonly bands: readonly UrgencyBand[];
  readonly wishes: readonly WishKind[];
  readonly assignment: AssignmentKind;
  readonly offerHorizonDays: number;
  readonly placesAheadDays: number;
  readonly preparationDays: Readonly<Partial<Record<UrgencyBand, number | undefined>>>;
  readonly choices: ChoiceBounds;
}

/** What keeps a policy from being one, by the name of what is at fault. */
export type PolicyFault =
  | { readonly code: 'policy-incomplete'; readonly missing: readonly string[] }
  | {
      readonly code: 'policy-out-of-bounds';
      readonly part: string;
      readonly atLeast: number;
      readonly atMost: number;
    };

/**
 * Bounds of the numbers of a policy. Unit: days. Set for this service: the horizon stays below the shortest programme, so
 * that nobody's bed is suggested twice in it; nobody prepares for longer than a month.
 */
export const policyBounds = {
  offerHorizonDays: { atLeast: 1, atMost: 42 },
  placesAheadDays: { atLeast: 28, atMost: 182 },
  preparationDays: { atLeast: 0, atMost: 28 },
  parallelOffersAtMost: { atLeast: 1, atMost: parallelOffersEver },
} as const;

/** Every kind of wish there is; a policy names each once, as it does every urgency. */
export const wishKinds = ['project', 'mix', 'area'] as const satisfies readonly WishKind[];

/** A policy that names every urgency and every wish, with every number there and possible; else what is wrong, by name. */
export const readPolicy = (draft: PolicyDraft): PolicyContent | PolicyFault => {
  const missing = [
    ...urgencyBands.filter((band) => !draft.bands.includes(band)).map((band) => `bands: ${band}`),
    ...wishKinds.filter((wish) => !draft.wishes.includes(wish)).map((wish) => `wishes: ${wish}`),
    ...urgencyBands
      .filter((band) => draft.preparationDays[band] === undefined)
      .map((band) => `preparationDays: ${band}`),
  ];
  const { emergency, urgent, soon, routine } = draft.preparationDays;
  if (
    missing.length > 0 ||
    emergency === undefined ||
    urgent === undefined ||
    soon === undefined ||
    routine === undefined
  ) {
    return { code: 'policy-incomplete', missing };
  }
  const preparationDays = { emergency, urgent, soon, routine };
  const numbers: readonly (readonly [
    part: string,
    value: number,
    bounds: { atLeast: number; atMost: number },
  ])[] = [
    ['offerHorizonDays', draft.offerHorizonDays, policyBounds.offerHorizonDays],
    [
      'placesAheadDays',
      draft.placesAheadDays,
      // What is suggested is among what is shown.
      { ...policyBounds.placesAheadDays, atLeast: Math.max(28, draft.offerHorizonDays) },
    ],
    ...urgencyBands.map(
      (band) => [`preparationDays: ${band}`, preparationDays[band], policyBounds.preparationDays] as const,
    ),
    ['choices: parallelOffersAtMost', draft.choices.parallelOffersAtMost, policyBounds.parallelOffersAtMost],
  ];
  for (const [part, value, { atLeast, atMost }] of numbers) {
    if (!Number.isInteger(value) || value < atLeast || value > atMost) {
      return { code: 'policy-out-of-bounds', part, atLeast, atMost };
    }
  }
  const { bands, wishes, assignment, offerHorizonDays, placesAheadDays, choices } = draft;
  return { bands, wishes, assignment, offerHorizonDays, placesAheadDays, preparationDays, choices };
};

/** Whether two policies say the same. */
export const isSamePolicy = (a: PolicyContent, b: PolicyContent): boolean =>
  (['assignment', 'offerHorizonDays', 'placesAheadDays'] as const).every((part) => a[part] === b[part]) &&
  a.bands.join() === b.bands.join() &&
  a.wishes.join() === b.wishes.join() &&
  urgencyBands.every((band) => a.preparationDays[band] === b.preparationDays[band]) &&
  a.choices.automaticOffers === b.choices.automaticOffers &&
  a.choices.parallelOffersAtMost === b.choices.parallelOffersAtMost;
