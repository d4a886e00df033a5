import type { Scope } from '../../../kernel/actor.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Stay } from '../../../kernel/stay.js';
import type { Pence } from '../../../kernel/money.js';
import type { Plain, Tx } from '../../../kernel/unit-of-work.js';
import type { Offer, OfferRefusal } from '../domain/offer.js';
import type { PaidNights } from '../domain/paid-nights.js';
import type { EndReason, NeverStartedReason, Placement } from '../domain/placement.js';
import type { transferred } from '../domain/provider-move.js';

/** How an offer came to be: by whom, of what, and from when on a try to get an answer counts. */
export interface MadeBy {
  readonly memberId: string;
  readonly decision: Plain;
  readonly remindAt: Date;
}

/** Offers as rows: every change is guarded by state, version and the database's clock. */
export interface OfferRepository {
  /** Null outside scope or when unknown. */
  find(tx: Tx, scope: Scope, offerId: string): Promise<Offer | null>;
  /** False when the client has another live offer in that slot, or at that project. */
  insert(tx: Tx, offer: Offer, made: MadeBy): Promise<boolean>;
  /** Offers to a person that wait for their answer, whether or not their time is over, in the order of their slots; kept from others to the end. */
  takeOpen(tx: Tx, clientId: string): Promise<readonly Offer[]>;
  /** Resolves an offer that is live by the database clock; false when it is not, or has moved on. */
  resolve(
    tx: Tx,
    offer: { readonly offerId: string; readonly version: number },
    to: 'accepted' | 'declined' | 'withdrawn' | 'superseded',
    refusal: OfferRefusal | null,
  ): Promise<boolean>;
  /** Resolves an offer whose time is up by the database clock; false otherwise. */
  expire(tx: Tx, offerId: string): Promise<boolean>;
  /** Holds the bed of a live offer no longer than until then; false when it is not live by the database clock. */
  holdUntil(tx: Tx, offerId: string, until: Date): Promise<boolean>;
  /** Whether its answer is still awaited and in time, by the database clock. */
  isLive(tx: Tx, offerId: string): Promise<boolean>;
}

/** Placements as rows. Each change answers false when the row is not at that version and state. */
export interface PlacementRepository {
  /** Null outside scope or when unknown. */
  find(tx: Tx, scope: Scope, placementId: string): Promise<Placement | null>;
  /** `followsPlacementId` is the stay it goes on from, of somebody who moves on to another provider. */
  insert(tx: Tx, placement: Placement, followsPlacementId?: string): Promise<void>;
  /** The booking or stay that goes on from a stay; null when there is none, or it never began. */
  readNext(tx: Tx, placementId: string): Promise<Placement | null>;
  /** The stay that a booking or stay goes on from; null when there is none. */
  readPrevious(tx: Tx, placementId: string): Promise<Placement | null>;
  /** Somebody else who is recorded as here in the bed of a placement; null when it is empty. */
  findStillThere(
    tx: Tx,
    placement: Pick<Placement, 'placementId' | 'bedId'>,
  ): Promise<{ readonly referralId: string } | null>;
  /** What a week costs where somebody went on to another provider at a price of its own; null elsewhere. */
  readAgreedRate(tx: Tx, placementId: string): Promise<Pence | null>;
  /** The stay of a person that runs, other than a placement; null when none does. */
  readOtherStay(
    tx: Tx,
    placement: Pick<Placement, 'placementId' | 'clientId'>,
  ): Promise<{ readonly sinceOn: IsoDate } | null>;
  /**
   * `bed-occupied` when somebody else is recorded as here in the bed, `lives-elsewhere` when the person is in another: unique
   * keys, so of two at once one is told.
   */
  admit(
    tx: Tx,
    placement: VersionOf,
    admittedOn: IsoDate,
  ): Promise<'admitted' | 'changed' | 'bed-occupied' | 'lives-elsewhere'>;
  end(
    tx: Tx,
    placement: VersionOf,
    end: {
      readonly endedOn: IsoDate;
      readonly kind: 'planned' | 'unplanned';
      readonly reason: EndReason | typeof transferred;
    },
  ): Promise<boolean>;
  /** What became of the nights past the planned end of a stay that was just ended: those in the ledger, and those paid. */
  keepOverstay(
    tx: Tx,
    ended: VersionOf & { readonly departsOn: IsoDate },
    kept: {
      readonly nightsToOn: IsoDate;
      readonly readyToOn: IsoDate;
      /** The nights money was found for, as an extension of their own; null where it was for none. */
      readonly paid: {
        readonly extensionId: string;
        readonly toOn: IsoDate;
        readonly fundingDecisionId: string;
        readonly reason: string;
        readonly madeBy: string;
      } | null;
    },
  ): Promise<void>;
  /** Waits until nobody else changes the placement, and keeps others from it to the end of the transaction. */
  take(tx: Tx, placementId: string): Promise<void>;
  neverStarted(tx: Tx, placement: VersionOf, reason: NeverStartedReason): Promise<boolean>;
  extend(
    tx: Tx,
    placement: VersionOf & { readonly departsOn: IsoDate },
    extension: {
      readonly extensionId: string;
      readonly departsOn: IsoDate;
      /** The decision that pays for the whole stay from now on. */
      readonly fundingDecisionId: string;
      readonly reason: string;
      readonly madeBy: string;
    },
  ): Promise<boolean>;
  /** Days or bed of a booking or a stay become others, as it stood in that state; what was before is kept with why. */
  change(tx: Tx, placement: Placement, to: StayChange): Promise<'changed' | 'stale' | 'bed-occupied'>;
  /** The claim under which the money of a booking is held: the offer's, or of the change of its days that came last. */
  readHeldClaim(tx: Tx, placement: Pick<Placement, 'placementId' | 'offerId'>): Promise<string>;
  /** The day since when the person has the bed of now; the day of arrival where they were not moved since. */
  readBedSince(tx: Tx, placement: Pick<Placement, 'placementId' | 'stay'>): Promise<IsoDate>;
  /** The day since when the person is in the project of now; the day of arrival where they were not moved to it since. */
  readProjectSince(tx: Tx, placement: Pick<Placement, 'placementId' | 'stay'>): Promise<IsoDate>;
  /** The nights each of its holdings of money was made for, in the order in which they were made. */
  readPaidNights(tx: Tx, placementId: string): Promise<readonly PaidNights[]>;
}

/** What a booking or a stay becomes, from which day, by whom and why. */
export interface StayChange {
  /** Also the claim of its money, where it holds any of its own. */
  readonly changeId: string;
  readonly changesOn: IsoDate;
  readonly bed: Pick<Placement, 'bedId' | 'projectId' | 'providerId'>;
  readonly stay: Stay;
  /** The fund that pays for a booking; of a stay the one under which it began. */
  readonly route: Placement['route'];
  readonly fundingDecisionId: string;
  /** The nights its own money is for; null where none moves, or only comes back. */
  readonly holds: Stay | null;
  readonly reason: string;
  readonly madeBy: string;
}

/** A placement as somebody read it. */
export interface VersionOf {
  readonly placementId: string;
  readonly version: number;
}
