/**
 * The claim under which the money of a placement was last held whole: that of the change of its days that came last, or
 * the offer's. `alias` names the row of the placement.
 */
export const heldClaimOf = (alias: string): string =>
  `COALESCE((SELECT h.id FROM stay_change h WHERE h.placement_id = ${alias}.id AND h.holds_from_on IS NOT NULL
              ORDER BY h.placement_version DESC LIMIT 1), ${alias}.offer_id)`;
