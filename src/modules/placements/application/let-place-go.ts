import type { Tx } from '../../../kernel/unit-of-work.js';
import type { LetPlaceGo, LetPlacesGo, PlaceToLetGo } from '../../referrals/contract/closing.js';
import type { ClosingReason } from '../../referrals/contract/facts.js';
import type { NeverStartedReason } from '../domain/placement.js';
import type { ChangePlacementDeps } from './change-placement.js';
import { endBooking } from './record-never-started.js';
import { letGo, recordResolution, type ResolveOfferDeps } from './resolve-offer.js';

/** What letting a place go needs. */
export type LetPlaceGoDeps = ResolveOfferDeps & Omit<ChangePlacementDeps, 'now'>;

/** Why the booking of somebody whose referral is closed never began; what is not in the list says who ended it. */
const neverStartedOf: Readonly<Record<ClosingReason, NeverStartedReason>> = {
  withdrawn_by_person: 'person_declined',
  died: 'died',
  placed_elsewhere: 'placed_elsewhere',
  uncontactable: 'uncontactable',
  moved_away: 'referral_closed',
  no_longer_suitable: 'referral_closed',
  recorded_by_mistake: 'referral_closed',
  other: 'referral_closed',
};

/**
 * Lets go of what a closed referral still held, once and as it was shown: an answer or an arrival that came first wins, and
 * the closing is told. The provider hears of it by one event, of the offer or of the booking.
 */
export const makeLetPlaceGo =
  (deps: LetPlaceGoDeps): LetPlaceGo =>
  async (tx, { held, placeId, version }, reason) => {
    if (held === 'stay-runs') return false;
    if (held === 'bed-booked') {
      const placement = await deps.placements.find(tx, { kind: 'national' }, placeId);
      if (placement?.state !== 'booked' || placement.version !== version) return false;
      return endBooking(deps, tx, placement, neverStartedOf[reason]);
    }
    const offer = await deps.offers.find(tx, { kind: 'national' }, placeId);
    if (offer === null) return false;
    const isWithdrawn = await deps.offers.resolve(tx, { offerId: placeId, version }, 'withdrawn', null);
    // One whose time is up and that nobody has let go yet ends as what it is.
    if (!isWithdrawn && !(await deps.offers.expire(tx, placeId))) return false;
    await letGo(deps, tx, offer);
    await recordResolution(
      deps,
      tx,
      offer,
      isWithdrawn ? 'withdrawn' : 'expired',
      ...(isWithdrawn ? ['The referral was closed'] : []),
    );
    return true;
  };

/**
 * Every booking and offer that somebody has, and their stay where one runs, each kept from others to the end of the transaction:
 * offers first, then bookings and stays.
 */
export type TakePlaces = (tx: Tx, clientId: string) => Promise<readonly PlaceToLetGo[]>;

/** Lets go of everything that is booked for somebody who died, or offered to them. */
export const makeLetPlacesGo =
  (deps: LetPlaceGoDeps & { readonly takePlaces: TakePlaces }): LetPlacesGo =>
  async (tx, clientId, besidesId) => {
    const letPlaceGo = makeLetPlaceGo(deps);
    for (const place of await deps.takePlaces(tx, clientId)) {
      if (place.held === 'stay-runs' || place.placeId === besidesId) continue;
      if (await letPlaceGo(tx, place, 'died')) continue;
      throw new Error(`The place ${place.placeId} was kept from others and could not be let go.`);
    }
  };
