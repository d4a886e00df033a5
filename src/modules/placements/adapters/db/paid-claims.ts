/**
 * What holds money of its own in a placement, for which nights, and in which order it came: `claim_id`, `from_on`, `to_on`,
 * `made_at`. Values: {@link paidClaimsOf} of the placement. Sorted by {@link asMade}, the offer comes first.
 */
export const paidClaims = `(SELECT o.id AS claim_id, o.arrives_on AS from_on, o.departs_on AS to_on, NULL AS made_at
    FROM placement p JOIN offer o ON o.id = p.offer_id WHERE p.id = ?
  UNION ALL SELECT x.id, x.departs_on_before, x.departs_on_after, x.made_at FROM extension x WHERE x.placement_id = ?
  UNION ALL SELECT h.id, h.holds_from_on, h.holds_to_on, h.made_at FROM stay_change h
   WHERE h.placement_id = ? AND h.holds_from_on IS NOT NULL
  UNION ALL SELECT r.id, r.from_on, r.to_on, r.made_at FROM stay_repair_part r WHERE r.placement_id = ?)`;

/** The values of {@link paidClaims}: the placement, once for each kind of claim. */
export const paidClaimsOf = (placementId: string): readonly string[] =>
  Array.from({ length: 4 }, () => placementId);

/** For ORDER BY: nothing sorts before a time. Ids grow with time, for what was made in one moment. */
export const asMade = (alias: string): string => `${alias}.made_at, ${alias}.claim_id`;
