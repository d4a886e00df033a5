import { duplicateKeyOf } from '../../../../platform/db/database-fault.js';
import { execute, placeholders, selectOne } from '../../../../platform/db/sql.js';
import type { RestrictionRepository } from '../../application/restriction-ports.js';
import { isNamedFor, isRestricted, mayKnow, writePersonKey } from './client-names.js';
import { restrictionFacts } from './restriction-facts.js';

/** Restrictions on MariaDB or MySQL: one row a person, moved on by its version. */
export const restrictionRepository: RestrictionRepository = {
  async readStanding(tx, scope, referralId) {
    if (scope.kind !== 'partnership') return null;
    const known = mayKnow(scope, 'c.id');
    const reader = isNamedFor(scope, 'c.id');
    const row = await selectOne<{
      readonly client_id: string;
      readonly partnership_id: string;
      readonly partnership_name: string;
      readonly reference: string;
      readonly is_restricted: number;
      readonly may_know: number;
      readonly is_named: number;
      readonly version: number | null;
    }>(
      tx,
      `SELECT c.id AS client_id, p.id AS partnership_id, p.name AS partnership_name, c.reference,
              ${isRestricted('c.id')} AS is_restricted, ${known.condition} AS may_know,
              ${reader.condition} AS is_named, w.version
         FROM referral r JOIN client c ON c.id = r.client_id JOIN partnership p ON p.id = r.partnership_id
         LEFT JOIN client_restriction w ON w.client_id = c.id
        WHERE r.id = ? AND r.partnership_id = ?`,
      [...known.values, ...reader.values, referralId, scope.partnershipId],
    );
    return row === null
      ? null
      : {
          clientId: row.client_id,
          partnershipId: row.partnership_id,
          partnershipName: row.partnership_name,
          reference: row.reference,
          isRestricted: row.is_restricted === 1,
          mayKnow: row.may_know === 1,
          isNamed: row.is_named === 1,
          version: row.version ?? 1,
        };
  },

  ...restrictionFacts,

  async restrict(tx, { clientId, version }, { kind, reason }, by) {
    if (version > 1) {
      const moved = await execute(
        tx,
        `UPDATE client_restriction
            SET restricted_by = IF(lifted_at IS NULL, restricted_by, ?),
                restricted_at = IF(lifted_at IS NULL, restricted_at, UTC_TIMESTAMP(6)),
                kind = ?, reason = ?, lifted_at = NULL, version = version + 1
          WHERE client_id = ? AND version = ?`,
        [by, kind, reason, clientId, version],
      );
      return moved === 1;
    }
    try {
      await execute(
        tx,
        `INSERT INTO client_restriction (client_id, kind, reason, restricted_by, restricted_at, version)
           VALUES (?, ?, ?, ?, UTC_TIMESTAMP(6), 2)`,
        [clientId, kind, reason, by],
      );
      return true;
    } catch (error) {
      // Two who restrict a record for the first time meet in the primary key.
      if (duplicateKeyOf(error) !== null) return false;
      throw error;
    }
  },

  async name(tx, clientId, memberIds, by) {
    await execute(tx, 'DELETE FROM client_restriction_reader WHERE client_id = ? AND member_id NOT IN (?)', [
      clientId,
      memberIds,
    ]);
    await execute(
      tx,
      `INSERT INTO client_restriction_reader (client_id, member_id, named_by)
         VALUES ${placeholders(memberIds.length, 3)}
         ON DUPLICATE KEY UPDATE client_id = client_restriction_reader.client_id`,
      memberIds.flatMap((memberId) => [clientId, memberId, by]),
    );
  },

  async step(tx, clientId, version) {
    const moved = await execute(
      tx,
      `UPDATE client_restriction SET version = version + 1
        WHERE client_id = ? AND version = ? AND lifted_at IS NULL`,
      [clientId, version],
    );
    return moved === 1;
  },

  async lift(tx, clientId, version) {
    const lifted = await execute(
      tx,
      `UPDATE client_restriction SET lifted_at = UTC_TIMESTAMP(6), version = version + 1
        WHERE client_id = ? AND version = ? AND lifted_at IS NULL`,
      [clientId, version],
    );
    return lifted === 1;
  },

  writePersonKey,

  async open(tx, { openingId, clientId, referralId, memberId, reason, forHours }) {
    await execute(
      tx,
      `INSERT INTO client_restriction_opening (id, client_id, referral_id, member_id, reason, opened_at, ends_at)
         VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) + INTERVAL ? HOUR)`,
      [openingId, clientId, referralId, memberId, reason, forHours],
    );
  },
};
