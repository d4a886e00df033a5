import { select, selectOne } from '../../../../platform/db/sql.js';
import type {
  AbandonedRecord,
  Restriction,
  RestrictionRepository,
} from '../../application/restriction-ports.js';
import type { Colleague, RestrictionKind } from '../../domain/restriction.js';

interface RestrictionRow {
  readonly kind: RestrictionKind;
  readonly reason: string;
  readonly restricted_by: string | null;
  readonly restricted_at: Date;
}

/** Openings told at most; more are in the record. */
const openingsAtMost = 20;

/** Nobody who is named and can sign in belongs to the partnership that has the person. */
const abandoned = `FROM client_restriction x
    JOIN client c ON c.id = x.client_id
    JOIN partnership p ON p.id = c.partnership_id
   WHERE x.lifted_at IS NULL AND NOT EXISTS (
     SELECT 1 FROM client_restriction_reader y JOIN member m ON m.id = y.member_id
      WHERE y.client_id = x.client_id AND m.disabled_at IS NULL AND m.partnership_id = c.partnership_id)`;
const abandonedColumns = `c.id AS clientId, c.reference, p.id AS partnershipId, p.name AS partnershipName, x.version`;

/** What is told of a restriction with the names of members, and who could be named. */
export const restrictionFacts: Pick<
  RestrictionRepository,
  'read' | 'readColleagues' | 'listAbandoned' | 'findAbandoned'
> = {
  async read(tx, clientId) {
    const row = await selectOne<RestrictionRow>(
      tx,
      `SELECT x.kind, x.reason, m.display_name AS restricted_by, x.restricted_at
         FROM client_restriction x LEFT JOIN member m ON m.id = x.restricted_by
        WHERE x.client_id = ? AND x.lifted_at IS NULL`,
      [clientId],
    );
    if (row === null) return null;
    const readers = await select<Restriction['readers'][number]>(
      tx,
      `SELECT m.id AS memberId, m.display_name AS name
         FROM client_restriction_reader y JOIN member m ON m.id = y.member_id
        WHERE y.client_id = ? ORDER BY m.display_name, m.id`,
      [clientId],
    );
    const openings = await select<Restriction['openings'][number]>(
      tx,
      `SELECT z.id AS openingId, m.display_name AS \`by\`, z.reason, z.opened_at AS at
         FROM client_restriction_opening z JOIN member m ON m.id = z.member_id
        WHERE z.client_id = ? ORDER BY z.opened_at DESC, z.id LIMIT ${openingsAtMost}`,
      [clientId],
    );
    return {
      kind: row.kind,
      reason: row.reason,
      restrictedBy: row.restricted_by,
      restrictedAt: row.restricted_at,
      readers,
      openings,
    };
  },

  readColleagues: (tx, partnershipId) =>
    select<Colleague>(
      tx,
      `SELECT id AS memberId, display_name AS name, role FROM member
        WHERE partnership_id = ? AND disabled_at IS NULL AND role IN ('coordinator', 'approver')
        ORDER BY display_name, id`,
      [partnershipId],
    ),

  listAbandoned: (tx, { after, limit }) =>
    select<AbandonedRecord>(
      tx,
      `SELECT ${abandonedColumns} ${abandoned} AND x.client_id > ? ORDER BY x.client_id LIMIT ?`,
      [after ?? '', limit],
    ),

  findAbandoned: (tx, clientId) =>
    selectOne<AbandonedRecord>(tx, `SELECT ${abandonedColumns} ${abandoned} AND x.client_id = ?`, [clientId]),
};
