import { select, type SqlValue } from '../../../../platform/db/sql.js';
import type {
  ListOverrides,
  ListWaitingOverrides,
  OverrideLine,
  WaitingOverride,
} from '../../application/override.js';

/** Ids of offers begin with the moment they were made, so the newest come first by their key. One statement. */
export const listOverrides: ListOverrides = async (tx, scope, { before, limit }) => {
  if (scope.kind !== 'partnership') return [];
  const older: readonly SqlValue[] = before === null ? [] : [before];
  return select<OverrideLine>(
    tx,
    `SELECT v.offer_id AS offerId, v.kind, v.reason, v.loses_band AS losesBand, v.made_at AS madeAt,
            o.client_id AS clientId, c.reference, j.name AS projectName, u.label AS bedLabel,
            m.display_name AS madeBy, w.display_name AS confirmedBy
       FROM offer o JOIN offer_override v ON v.offer_id = o.id
       JOIN client c ON c.id = o.client_id JOIN project j ON j.id = o.project_id
       JOIN bed_unit u ON u.id = o.bed_id LEFT JOIN member m ON m.id = v.asked_by
       LEFT JOIN asked_override a ON a.offer_id = o.id LEFT JOIN member w ON w.id = a.answered_by
      WHERE o.partnership_id = ? ${before === null ? '' : 'AND o.id < ?'}
      ORDER BY o.id DESC LIMIT ?`,
    [scope.partnershipId, ...older, limit],
  );
};

/** Far fewer wait. */
const waitingAtMost = 200;

/** One statement. */
export const listWaitingOverrides: ListWaitingOverrides = async (tx, scope, referralId) => {
  if (scope.kind !== 'partnership') return [];
  return select<WaitingOverride>(
    tx,
    `SELECT a.id AS overrideId, a.referral_id AS referralId, r.client_id AS clientId, c.reference,
            j.name AS projectName, u.label AS bedLabel, a.arrives_on AS arrivesOn, a.loses_band AS losesBand, a.reason,
            a.asked_by AS askedBy, m.display_name AS askedByName, a.asked_at AS askedAt
       FROM asked_override a
       JOIN referral r ON r.id = a.referral_id AND r.state = 'open' AND r.partnership_id = a.partnership_id
       JOIN client c ON c.id = r.client_id JOIN bed_unit u ON u.id = a.bed_id JOIN project j ON j.id = u.project_id
       LEFT JOIN member m ON m.id = a.asked_by
      WHERE a.partnership_id = ? AND a.answer IS NULL ${referralId === undefined ? '' : 'AND a.referral_id = ?'}
      ORDER BY a.asked_at LIMIT ?`,
    [scope.partnershipId, ...(referralId === undefined ? [] : [referralId]), waitingAtMost],
  );
};
