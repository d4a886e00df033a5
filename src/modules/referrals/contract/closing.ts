import type { Scope } from '../../../kernel/actor.js';
import type { Pence } from '../../../kernel/money.js';
import type { Stay } from '../../../kernel/stay.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { ClosingReason } from '../domain/referral.js';
import type { PlaceHeld } from './facts.js';

/** A place as somebody was shown it: an offer, a booking or a stay, at the version it had then. */
export interface PlaceShown {
  readonly placeId: string;
  readonly version: number;
  /** Other offers shown with it; left out where there were none. */
  readonly others?: readonly Omit<PlaceShown, 'others'>[];
}

/** What somebody has in view or lives in, with everything that closing their referral would let go. */
export interface PlaceInView extends Omit<PlaceShown, 'others'> {
  readonly held: PlaceHeld;
  readonly projectName: string;
  readonly providerName: string;
  readonly bedLabel: string;
  readonly stay: Stay;
  /** Money held for the offer it began with. */
  readonly costPence: Pence;
  /** The other offers that wait for their answer beside it; none beside a booking or a stay. */
  readonly others: readonly Omit<PlaceInView, 'others'>[];
}

/** The place that a referral led to, or that a person has whatever referral it came of; the most pressing. Placements answer. */
export type ReadPlaceInView = (
  tx: Tx,
  of: { readonly referralId: string } | { readonly clientId: string },
) => Promise<PlaceInView | null>;

/**
 * Takes an offer back, or ends a booking that has not begun, as it was shown: nights and money are free. False when it is
 * no longer so, and nothing was changed. Call it with the person's row taken. Placements do it.
 */
export type LetPlaceGo = (tx: Tx, place: PlaceToLetGo, reason: ClosingReason) => Promise<boolean>;

/** A place as far as letting it go needs it. */
export type PlaceToLetGo = Pick<PlaceInView, 'held' | 'placeId' | 'version'>;

/**
 * Lets go of every place that is booked for somebody who died or offered to them, but for that of `besidesId`. A stay that runs
 * is ended where they lived. Call it with the person's row taken. Placements do it.
 */
export type LetPlacesGo = (tx: Tx, clientId: string, besidesId: string | null) => Promise<void>;

/** What is asked for or promised of money, as far as closing ends it. */
export interface MoneyInView {
  /** The request that waits for its answer; null when none does. */
  readonly request: {
    readonly weeks: number;
    readonly weeklyRatePence: Pence;
    readonly requestedOn: IsoDate;
  } | null;
  /** An approval that waits for a second approver; null when none does. */
  readonly proposal: { readonly weeks: number; readonly proposedOn: IsoDate } | null;
  /** A yes that could still be used; null when there is none. */
  readonly approval: { readonly weeks: number; readonly expiresOn: IsoDate } | null;
}

/** The money of a referral as it stands. Funding answers. */
export type ReadMoneyInView = (tx: Tx, referralId: string, today: IsoDate) => Promise<MoneyInView>;

/**
 * Ends what waits for an answer about the money of a referral: its request, an approval proposed to a second approver, others
 * asked to pay. Takes the person's row first. Funding does it.
 */
export type SettleMoney = (
  tx: Tx,
  scope: Scope,
  of: { readonly memberId: string; readonly referralId: string; readonly note: string },
) => Promise<void>;

/** Ends the approval of a referral that could still be used, where there is one and no night rests on it. Funding does it. */
export type EndApproval = (
  tx: Tx,
  approval: { readonly memberId: string; readonly referralId: string; readonly note: string },
) => Promise<void>;
