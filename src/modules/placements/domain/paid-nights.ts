import { addNights } from '../../../kernel/iso-date.js';
import { contains, nightsInCommon, nightsOf, overlaps, type Stay } from '../../../kernel/stay.js';

/** Nights that one holding of money pays for: of an offer, of an extension, or of a change that holds money of its own. */
export interface PaidNights {
  /** The claim under which the money is kept. */
  readonly claimId: string;
  readonly nights: Stay;
}

/** What is left of a stay at either end; nights are taken from it there, or all. */
const without = (from: readonly Stay[], taken: Stay): readonly Stay[] =>
  from.flatMap((one) => {
    if (!overlaps(one, taken)) return [one];
    return [
      { arrivesOn: one.arrivesOn, departsOn: taken.arrivesOn },
      { arrivesOn: taken.departsOn, departsOn: one.departsOn },
    ].filter(({ arrivesOn, departsOn }) => arrivesOn < departsOn);
  });

/**
 * Which of the nights slept each claim pays for; null for none. Of claims in the order in which they were made, the last
 * that has a night pays for it, so that no night is paid twice when it was let go and taken again. A claim's nights lie
 * together: what is let go or taken is at either end of the stay, and whoever takes over pays to its end. In order of their
 * nights, which is the order in which budgets are taken.
 */
export const sleptByClaim = (
  claims: readonly PaidNights[],
  slept: Stay | null,
): readonly (PaidNights & { readonly used: Stay | null })[] =>
  claims
    .map((claim, index) => {
      const own = slept === null ? null : nightsInCommon(claim.nights, slept);
      const left = claims
        .slice(index + 1)
        .reduce<readonly Stay[]>((rest, { nights }) => without(rest, nights), own === null ? [] : [own]);
      const [first, last] = [left[0], left.at(-1)];
      return {
        ...claim,
        used:
          first === undefined || last === undefined
            ? null
            : { arrivesOn: first.arrivesOn, departsOn: last.departsOn },
      };
    })
    .sort((a, b) => (a.nights.arrivesOn < b.nights.arrivesOn ? -1 : 1));

/**
 * Whose nights these are, in runs: of claims in the order in which they were made, the last that has a night would pay for
 * it again, as it did before it was let go. Null for nights that no claim has.
 */
export const runsByClaim = (
  claims: readonly PaidNights[],
  nights: Stay,
): readonly { readonly claim: PaidNights | null; readonly nights: Stay }[] =>
  nightsOf(nights).reduce<readonly { readonly claim: PaidNights | null; readonly nights: Stay }[]>(
    (runs, night) => {
      const claim = claims.findLast((one) => contains(one.nights, night)) ?? null;
      const [last, departsOn] = [runs.at(-1), addNights(night, 1)];
      return last === undefined || last.claim?.claimId !== claim?.claimId
        ? [...runs, { claim, nights: { arrivesOn: night, departsOn } }]
        : [...runs.slice(0, -1), { claim, nights: { ...last.nights, departsOn } }];
    },
    [],
  );
