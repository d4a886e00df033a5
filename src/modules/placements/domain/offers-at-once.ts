import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Offer } from './offer.js';

/** An offer that waits for its answer, as far as another beside it is weighed. `slot` counts from one. */
export type OpenOffer = Pick<Offer, 'offerId' | 'projectId' | 'slot' | 'expiresAt'>;

/** Every offer that the person may have at once is open: those there are, with the moment until which each has its bed. */
export type OfferAlreadyOpen = {
  readonly code: 'offer-already-open';
  readonly atMost: number;
  readonly open: readonly { readonly offerId: string; readonly expiresAt: string }[];
};

/** The person has an offer open at the same project. */
export type ProjectAlreadyOffered = { readonly code: 'project-already-offered'; readonly offerId: string };

/** Whether a person may have one more offer open. Units: offers. */
export const mayHaveAnother = (open: number, atMost: number): boolean => open < atMost;

/**
 * The slot that one more offer takes: the lowest that is free, of those there are by the policy in force. Each offer open at once
 * is at a project of its own, since two beds of one project kept for one person tell nobody more than one. Where the policy allows
 * fewer than before, what is open stays so and counts. Source: docs/adr/0041.
 */
export const weighAtOnce = (
  open: readonly OpenOffer[],
  atMost: number,
  projectId: string,
): Outcome<number, OfferAlreadyOpen | ProjectAlreadyOffered> => {
  const there = open.find((offer) => offer.projectId === projectId);
  if (there !== undefined && atMost > 1)
    return refuse({ code: 'project-already-offered', offerId: there.offerId });
  if (!mayHaveAnother(open.length, atMost)) {
    return refuse({
      code: 'offer-already-open',
      atMost,
      open: open.map(({ offerId, expiresAt }) => ({ offerId, expiresAt: expiresAt.toISOString() })),
    });
  }
  const taken = new Set(open.map(({ slot }) => slot));
  let slot = 1;
  while (taken.has(slot)) slot += 1;
  return done(slot);
};
