import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Stay } from '../../../kernel/stay.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { MakeOfferRefusal, makeMakeOffer } from './make-offer.js';

/** A bed that the run standing now suggests to somebody who waits. */
export interface SuggestedNow {
  readonly runId: string;
  readonly referralId: string;
  readonly partnershipId: string;
  /** The person's place in the order of the list; 1 is next. */
  readonly rank: number;
  readonly bedId: string;
  readonly stay: Stay;
}

/** What making an offer without a coordinator needs. */
export interface OfferAutomaticallyDeps {
  readonly makeOffer: ReturnType<typeof makeMakeOffer>;
  /** Whether the partnership has chosen that, within what the country allows. Matching answers. */
  readonly readIsChosen: (tx: Tx, partnershipId: string) => Promise<boolean>;
  /** Whether it is still the newest run, everything that has changed since is in it, and the matcher is on. */
  readonly readStands: (tx: Tx, runId: string) => Promise<boolean>;
  /** Whether somebody took an offer of this project to this person back. */
  readonly readTakenBack: (tx: Tx, suggested: SuggestedNow) => Promise<boolean>;
  /** By whom such an offer is made. */
  readonly memberId: string;
}

/** Why no offer was made by itself: as for any offer, or what only an offer nobody makes asks. */
export type OfferAutomaticallyRefusal =
  | MakeOfferRefusal
  | { readonly code: 'not-chosen-by-partnership' }
  | { readonly code: 'run-is-stale' }
  | { readonly code: 'taken-back-before' };

/**
 * Makes the offer that a run suggests, where the partnership chose so, by the same use case as a coordinator. Never on a run that
 * something has changed since: the offer itself is such a change, so the next one waits for a run that knows of it. Never again
 * what somebody took back. Twice, late or by two workers at once it makes one offer: the person's one live offer is a key.
 */
export const makeOfferAutomatically =
  (deps: OfferAutomaticallyDeps) =>
  async (
    tx: Tx,
    suggested: SuggestedNow,
  ): Promise<Outcome<{ offerId: string }, OfferAutomaticallyRefusal>> => {
    const { runId, referralId, partnershipId, bedId, stay } = suggested;
    if (!(await deps.readIsChosen(tx, partnershipId))) return refuse({ code: 'not-chosen-by-partnership' });
    if (!(await deps.readStands(tx, runId))) return refuse({ code: 'run-is-stale' });
    if (await deps.readTakenBack(tx, suggested)) return refuse({ code: 'taken-back-before' });
    const made = await deps.makeOffer(
      tx,
      { kind: 'partnership', partnershipId },
      { memberId: deps.memberId, referralId, bedId, ...stay, runId },
    );
    return made.ok ? done({ offerId: made.value.offerId }) : made;
  };
