import { select, type SqlValue } from '../../../../platform/db/sql.js';
import type { ListOverrides, OverrideLine } from '../../application/override.js';

/** Ids of offers begin with the moment they were made, so the newest come first by their key. One statement. */
export const listOverrides: ListOverrides = async (tx, scope, { before, limit }) => {
  if (scope.kind !== 'partnership') return [];
  const older: readonly SqlValue[] = before === null ? [] : [before];
  return select<OverrideLine>(
    tx,
    `SELECT v.offer_id AS offerId, v.kind, v.reason, v.loses_band AS losesBand, v.made_at AS madeAt,
            o.client_id AS clientId, c.reference, j.name AS projectName, u.label AS bedLabel,
            m.display_name AS madeBy
       FROM offer o JOIN offer_override v ON v.offer_id = o.id
       JOIN client c ON c.id = o.client_id JOIN project j ON j.id = o.project_id
       JOIN bed_unit u ON u.id = o.bed_id LEFT JOIN member m ON m.id = v.asked_by
      WHERE o.partnership_id = ? ${before === null ? '' : 'AND o.id < ?'}
      ORDER BY o.id DESC LIMIT ?`,
    [scope.partnershipId, ...older, limit],
  );
};
