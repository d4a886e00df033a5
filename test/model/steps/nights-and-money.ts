/** Whose the nights of beds are, for whom a bed is, and what money is left: what the steps of every side ask. */
import {
  bedOf,
  beds,
  budgetYears,
  claimsOf,
  personOf,
  stillThere,
  type BedKey,
  type Key,
  type Model,
  type Offer,
  type PaidNights,
  type PartnershipName,
  type Placement,
} from '../pathway-model.js';
import { lackOf } from '../pathway-money.js';
import { type Answer, refused } from './answers.js';

export const meet = (fromA: number, toA: number, fromB: number, toB: number): boolean =>
  Math.max(fromA, fromB) < Math.min(toA, toB);

/** Whether a bed is somebody else's on one of the nights, or on one that would be kept clear after them. */
export const isBedTaken = (model: Model, bed: BedKey, from: number, to: number): boolean =>
  claimsOf(model).some(
    (claim) =>
      claim.bed === bed &&
      // Nights kept clear may lie under nights out of service.
      (claim.person === null
        ? meet(from, to, claim.from, claim.to)
        : meet(from, to + beds[bed].clearNights, claim.from, claim.clear)),
  );

export const isPersonPlaced = (model: Model, person: number, from: number, to: number): boolean =>
  claimsOf(model).some(
    (claim) => claim.kind === 'stay' && claim.person === person && meet(from, to, claim.from, claim.to),
  );

/** Whether somebody is still in the bed past the day they were to leave. */
export const isStillOccupied = (model: Model, bed: BedKey): boolean =>
  stillThere(model).some((placement) => bedOf(placement) === bed);

/** Whether somebody of another sex is still in the bed's room past the day they were to leave. */
export const isRoomStillHeld = (model: Model, person: number, bed: BedKey, to: number): boolean => {
  const { room } = beds[bed];
  const { sex } = personOf(model, person);
  return (
    room !== null &&
    stillThere(model).some(
      (other) =>
        other.person !== person &&
        beds[bedOf(other)].room === room &&
        personOf(model, other.person).sex !== sex &&
        other.to < to,
    )
  );
};

/** Whether the bed is for this person: its sex, and that of whoever sleeps in its room. */
export const isBedFor = (model: Model, person: number, bed: BedKey, from: number, to: number): boolean => {
  const { sex } = personOf(model, person);
  const { onlyFor, room } = beds[bed];
  if (onlyFor !== null && onlyFor !== sex) return false;
  if (isRoomStillHeld(model, person, bed, to)) return false;
  return (
    room === null ||
    claimsOf(model).every(
      (claim) =>
        claim.person === null ||
        beds[claim.bed].room !== room ||
        personOf(model, claim.person).sex === sex ||
        !meet(from, to, claim.from, claim.to),
    )
  );
};

export const isBedLivedIn = (model: Model, bed: BedKey): boolean =>
  model.placements.some((placement) => placement.state === 'admitted' && bedOf(placement) === bed);

/** Why nights in a bed cannot be somebody's, all but their own left out of the reckoning; null when they can. */
export const nightsObstacle = (
  others: Model,
  person: number,
  bed: BedKey,
  from: number,
  to: number,
): Answer | null => {
  if (isPersonPlaced(others, person, from, to)) return refused('client-already-placed');
  return isBedTaken(others, bed, from, to) ? refused('bed-already-taken') : null;
};

/** Everything but what one placement has. */
export const without = (model: Model, { key }: Placement): Model => ({
  ...model,
  placements: model.placements.filter((one) => one.key !== key),
});

/** The first of some days that satisfies; the day after them where none does. */
export const firstDayThat = (from: number, to: number, satisfies: (day: number) => boolean): number => {
  for (let day = from; day < to; day += 1) if (satisfies(day)) return day;
  return to;
};

/** The first thing that the money of some nights lacks; null when every payer with a budget has enough. */
export const moneyObstacle = (
  model: Model,
  partnership: PartnershipName,
  paid: PaidNights,
): Answer | null => {
  const lack = lackOf(model, partnership, paid, budgetYears);
  return lack === null ? null : refused(lack);
};

/** What somebody has in view or lives in, the most pressing first; of one referral, or whatever referral it came of. */
export const placeInView = (
  model: Model,
  isTheirs: (place: { readonly referral: Key; readonly person: number }) => boolean,
): Offer | Placement | undefined => {
  const places = model.placements.filter(isTheirs);
  return (
    places.find(({ state }) => state === 'admitted') ??
    places.find(({ state }) => state === 'booked') ??
    model.offers.find((offer) => isTheirs(offer) && offer.state === 'offered')
  );
};

export const hasPlace = (model: Model, person: number, referral: Key): boolean =>
  model.placements.some(
    (placement) =>
      placement.person === person &&
      (placement.state === 'booked' ||
        placement.state === 'admitted' ||
        (placement.state === 'ended' && placement.referral === referral)),
  );
