import type { Scope } from '../../../../kernel/actor.js';
import { select, type SqlValue } from '../../../../platform/db/sql.js';
import {
  listedAtMost,
  type ListedOffer,
  type ListedStay,
  type ReadListedOffers,
  type ReadListedStays,
} from '../../application/printed-list.js';

/** The column and the id that keep a statement to an organisation; null for a national scope, which lists nobody. */
const keptTo = (scope: Scope): readonly [column: string, id: SqlValue] | null => {
  switch (scope.kind) {
    case 'partnership':
      return ['t.partnership_id', scope.partnershipId];
    case 'provider':
      return ['t.provider_id', scope.providerId];
    case 'national':
      return null;
  }
};

/** One statement by the index of the organisation. */
export const readListedStays: ReadListedStays = async (tx, scope, before) => {
  const own = keptTo(scope);
  if (own === null) return [];
  return select<ListedStay>(
    tx,
    `SELECT t.client_id AS clientId, c.reference, t.state, j.name AS placeName, u.label AS bedLabel,
            n.name AS partnershipName, t.arrives_on AS arrivesOn, t.departs_on AS departsOn
       FROM placement t
       JOIN client c ON c.id = t.client_id
       JOIN project j ON j.id = t.project_id
       JOIN bed_unit u ON u.id = t.bed_id
       JOIN partnership n ON n.id = t.partnership_id
      WHERE ${own[0]} = ? AND (t.state = 'admitted' OR (t.state = 'booked' AND (? IS NULL OR t.arrives_on < ?)))
      ORDER BY j.name, u.label, t.arrives_on LIMIT ${listedAtMost}`,
    [own[1], before, before],
  );
};

/** One statement by the index of the organisation. */
export const readListedOffers: ReadListedOffers = async (tx, scope) => {
  const own = keptTo(scope);
  if (own === null) return [];
  return select<ListedOffer>(
    tx,
    `SELECT t.client_id AS clientId, c.reference, j.name AS placeName, u.label AS bedLabel,
            t.arrives_on AS arrivesOn, COALESCE(t.answer_due_at, t.expires_at) AS expiresAt
       FROM offer t
       JOIN client c ON c.id = t.client_id
       JOIN project j ON j.id = t.project_id
       JOIN bed_unit u ON u.id = t.bed_id
      WHERE ${own[0]} = ? AND t.state = 'offered' AND t.expires_at > UTC_TIMESTAMP(6)
      ORDER BY t.expires_at, t.id LIMIT ${listedAtMost}`,
    [own[1]],
  );
};
