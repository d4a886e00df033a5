import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Outcome } from '../../../kernel/outcome.js';
import type { Stay } from '../../../kernel/stay.js';
import type { Tx } from '../../../kernel/unit-of-work.js';

/** Who sleeps where: what a hold or a stay takes. A hold takes no night of the person, who may have several. */
export interface PersonClaim {
  readonly claimId: string;
  readonly bedId: string;
  readonly clientId: string;
  readonly sex: 'female' | 'male' | 'not_known';
  readonly kind: 'hold' | 'stay';
  readonly stay: Stay;
  /** The version of the bed's attributes the claim was decided on, where it was decided on them. */
  readonly bedVersion?: number;
}

/** Why nights cannot be taken for a person. `firstClashOn` is the first night somebody has. */
export type LedgerRefusal =
  | { readonly code: 'bed-already-taken'; readonly bedId: string; readonly firstClashOn: string }
  | PersonAlreadyPlaced
  | { readonly code: 'room-holds-another-sex'; readonly bedId: string }
  | { readonly code: 'bed-not-open'; readonly bedId: string }
  | { readonly code: 'bed-changed'; readonly bedId: string }
  | BedStillOccupied;

/** The person has a night of their own elsewhere. */
export type PersonAlreadyPlaced = { readonly code: 'client-already-placed'; readonly firstClashOn: string };

/** Somebody is in the bed past the day they were to leave, and nobody knows until when. */
export type BedStillOccupied = {
  readonly code: 'bed-still-occupied';
  readonly bedId: string;
  readonly dueToLeaveOn: IsoDate;
};

/** What the ledger has of nights past the planned end: up to which day they are the person's, and the bed is made ready. */
export interface OverstayNights {
  readonly nightsToOn: IsoDate;
  readonly readyToOn: IsoDate;
}

/**
 * The one writer of bed-nights. A claim takes every night of the stay and the turnaround after it, or nothing;
 * unique keys decide between two that want the same night. Turnaround and out of service may share nights, since
 * nobody sleeps there on either; the nights then count as out of service.
 */
export interface BedNightLedger {
  claim(tx: Tx, claim: PersonClaim): Promise<Outcome<true, LedgerRefusal>>;
  /**
   * A held bed becomes a booked one; nobody can take it in between. Its nights become the person's own, which a key lets
   * them have in one place only. Refused while somebody has not left the bed in time.
   */
  convert(
    tx: Tx,
    holdClaimId: string,
    stay: Pick<PersonClaim, 'claimId' | 'clientId'>,
  ): Promise<Outcome<true, BedStillOccupied | PersonAlreadyPlaced>>;
  /** Lets the whole claim of a person go. */
  release(tx: Tx, claimId: string): Promise<void>;
  /** Moves the departure, later or earlier: later takes more nights or refuses, earlier lets nights go. */
  moveDeparture(
    tx: Tx,
    claim: PersonClaim & { readonly newDepartsOn: IsoDate },
  ): Promise<Outcome<true, LedgerRefusal>>;
  /**
   * The nights somebody stayed past the day they were to leave, once they have left: those before the first that anybody
   * else has, of the bed, the room or the person. Refuses nothing, since a leaving is a fact.
   */
  recordOverstay(
    tx: Tx,
    claim: Omit<PersonClaim, 'kind' | 'sex' | 'bedVersion'> & { readonly leftOn: IsoDate },
  ): Promise<OverstayNights>;
  /**
   * Gives a claim other nights, in this bed or another: from `fromOn` on, those of `stay` in `bedId` take the place of
   * those it has in `fromBedId`, all or none. A bed that is left is made ready after, as after any leaving. Other days in
   * the same bed are given while somebody has not left it in time: later ones are what waits for them.
   */
  reassign(
    tx: Tx,
    claim: PersonClaim & { readonly fromOn: IsoDate; readonly fromBedId: string },
  ): Promise<Outcome<true, LedgerRefusal>>;
  /** Lets the nights before a late arrival go. */
  releaseBefore(tx: Tx, claimId: string, arrivesOn: IsoDate): Promise<void>;
  /** Takes nights out of service, those of a turnaround too; names who is in the way when it cannot. */
  close(
    tx: Tx,
    closure: { readonly claimId: string; readonly bedId: string; readonly nights: Stay },
  ): Promise<Outcome<true, ClosureRefusal>>;
  /** Ends a closure from a night on. Nights of a turnaround become that again, the others are free. */
  reopen(
    tx: Tx,
    closure: { readonly claimId: string; readonly bedId: string; readonly fromOn: IsoDate },
  ): Promise<void>;
}

/** Nights in a row, half-open, that one claim has and a closure asked for. */
export type InTheWay = {
  readonly kind: 'hold' | 'stay' | 'out_of_service';
  readonly claimId: string;
  readonly fromOn: string;
  readonly toOn: string;
};

/** Why nights cannot be taken out of service: somebody has them, or the bed is not there on all of them. */
export type ClosureRefusal =
  | { readonly code: 'nights-in-use'; readonly inTheWay: readonly InTheWay[] }
  | { readonly code: 'bed-not-open'; readonly bedId: string };
