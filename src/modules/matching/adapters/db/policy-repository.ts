import { z } from 'zod';

import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { duplicateKeyOf } from '../../../../platform/db/database-fault.js';
import { execute, placeholders, select, selectOne, type SqlValue } from '../../../../platform/db/sql.js';
import { dimensions, urgencyBands } from '../../../referrals/contract/facts.js';
import type {
  PolicyChange,
  PolicyChangeState,
  PolicyOwner,
  PolicyRepository,
} from '../../application/policy-ports.js';
import { assignmentKinds, wishKinds } from '../../domain/policy.js';

const byBand = <T extends z.ZodType>(value: T) =>
  z.object({ emergency: value, urgent: value, soon: value, routine: value });
const count = z.number().nullable();

const policyShape = z.object({
  bands: z.array(z.enum(urgencyBands)),
  wishes: z.array(z.enum(wishKinds)),
  assignment: z.enum(assignmentKinds),
  offerHorizonDays: z.number(),
  placesAheadDays: z.number(),
  preparationDays: byBand(z.number()),
  choices: z.object({ automaticOffers: z.boolean(), parallelOffersAtMost: z.number() }),
});

const choicesShape = z.object({
  automaticOffers: z.boolean(),
  parallelOffers: z.union([z.literal(1), z.literal(2), z.literal(3)]),
});

const figuresShape = z.object({
  placed: count,
  placedByBand: byBand(count),
  wishesNotMet: count,
  preferLater: count,
});

const previewShape = z.object({
  people: count,
  moves: z.array(
    z.object({
      band: z.enum(urgencyBands),
      ...{ gains: count, loses: count, elsewhere: count, 'another-day': count },
    }),
  ),
  groups: z
    .array(
      z.object({
        ...{ dimension: z.enum(dimensions), group: z.string(), people: z.number() },
        ...{ placedNow: count, placedThen: count, earlier: count, later: count },
        hasFallen: z.boolean(),
      }),
    )
    .nullable()
    .default(null),
  now: figuresShape,
  then: figuresShape,
});

/** A row of `matching_policy_change`, as statements here select it. */
export interface PolicyChangeRow {
  readonly id: string;
  readonly partnership_id: string | null;
  readonly base_number: number;
  readonly content: string;
  readonly starts_on: IsoDate;
  readonly reason: string;
  readonly state: PolicyChangeState;
  readonly preview: string | null;
  readonly looked_at: Date | null;
  readonly proposed_by: string;
  readonly in_force_from: IsoDate | null;
}

/** The columns of {@link PolicyChangeRow}; what is written as JSON as text, which both kinds of server give alike. */
export const policyChangeColumns = `c.id, c.partnership_id, c.base_number, CAST(c.content AS CHAR) AS content,
  c.starts_on, c.reason, c.state, CAST(c.preview AS CHAR) AS preview, c.looked_at, c.proposed_by, c.in_force_from`;

const readJson = (text: string): unknown => JSON.parse(text);

/** A change from its row. @throws when what it says is not a policy: somebody wrote it past the service. */
export const policyChangeOf = (row: PolicyChangeRow): PolicyChange => {
  const content = readJson(row.content);
  return {
    ...(row.partnership_id === null
      ? { partnershipId: null, content: policyShape.parse(content) }
      : { partnershipId: row.partnership_id, content: choicesShape.parse(content) }),
    changeId: row.id,
    baseNumber: row.base_number,
    startsOn: row.starts_on,
    reason: row.reason,
    state: row.state,
    preview: row.preview === null ? null : previewShape.parse(readJson(row.preview)),
    lookedAt: row.looked_at,
    proposedBy: row.proposed_by,
    inForceFrom: row.in_force_from,
  };
};

/** Changes of a run beyond these make rows of their own statement. Unit: rows. */
const rowsAtOnce = 500;

const ownerKey = ({ partnershipId }: PolicyOwner): string => partnershipId ?? 'national';

const findVersion = async (
  tx: Tx,
  where: string,
  values: readonly SqlValue[],
): Promise<PolicyChange | null> => {
  const row = await selectOne<PolicyChangeRow>(
    tx,
    `SELECT ${policyChangeColumns} FROM matching_policy_change c WHERE ${where} ORDER BY c.base_number DESC LIMIT 1`,
    values,
  );
  return row === null ? null : policyChangeOf(row);
};

/** Policies in `matching_policy_change`: one row a change, the applied ones being the versions. */
export const policyRepository: PolicyRepository = {
  findInForce: (tx, owner, on) =>
    findVersion(tx, 'c.in_force_for = ? AND c.in_force_from <= ?', [ownerKey(owner), on]),

  findLatest: (tx, owner) => findVersion(tx, 'c.in_force_for = ?', [ownerKey(owner)]),

  find: (tx, changeId) => findVersion(tx, 'c.id = ?', [changeId]),

  async insert(tx, change) {
    try {
      await execute(
        tx,
        `INSERT INTO matching_policy_change (id, partnership_id, base_number, content, starts_on, reason, state,
           proposed_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        [
          ...[change.changeId, change.partnershipId, change.baseNumber, JSON.stringify(change.content)],
          ...[change.startsOn, change.reason, change.state, change.proposedBy],
        ],
      );
      return true;
    } catch (error) {
      if (duplicateKeyOf(error) !== null) return false;
      throw error;
    }
  },

  async keepPreview(tx, changeId, lookedAt, found, moves) {
    const kept = await execute(
      tx,
      `UPDATE matching_policy_change SET preview = ?, looked_at = ?
        WHERE id = ? AND state = 'looking' AND preview IS NULL`,
      [JSON.stringify(found), lookedAt, changeId],
    );
    if (kept !== 1) return false;
    for (let from = 0; from < moves.length; from += rowsAtOnce) {
      const some = moves.slice(from, from + rowsAtOnce);
      await execute(
        tx,
        `INSERT INTO matching_policy_move (change_id, referral_id, urgency_band, now_project_id, now_arrives_on,
           then_project_id, then_arrives_on) VALUES ${placeholders(some.length, 7)}`,
        some.flatMap(({ referralId, band, now, then }) => [
          ...[changeId, referralId, band, now?.projectId ?? null, now?.arrivesOn ?? null],
          ...[then?.projectId ?? null, then?.arrivesOn ?? null],
        ]),
      );
    }
    return true;
  },

  async ask(tx, changeId, memberId) {
    try {
      const moved = await execute(
        tx,
        `UPDATE matching_policy_change SET state = 'waiting', proposed_by = ?, proposed_at = CURRENT_TIMESTAMP(6)
          WHERE id = ? AND state = 'looking' AND preview IS NOT NULL`,
        [memberId, changeId],
      );
      return moved === 1 ? 'waits' : 'not-moved';
    } catch (error) {
      if (duplicateKeyOf(error) !== null) return 'another-waits';
      throw error;
    }
  },

  async apply(tx, changeId, memberId, inForceFrom) {
    try {
      const moved = await execute(
        tx,
        `UPDATE matching_policy_change
            SET state = 'applied', decided_by = ?, decided_at = CURRENT_TIMESTAMP(6), in_force_from = ?
          WHERE id = ? AND state = 'waiting' AND proposed_by <> ?`,
        [memberId, inForceFrom, changeId, memberId],
      );
      return moved === 1;
    } catch (error) {
      // Another change of the same version was applied at that moment.
      if (duplicateKeyOf(error) !== null) return false;
      throw error;
    }
  },

  async withdraw(tx, changeId, memberId) {
    const moved = await execute(
      tx,
      `UPDATE matching_policy_change SET state = 'withdrawn', decided_by = ?, decided_at = CURRENT_TIMESTAMP(6)
        WHERE id = ? AND state = 'waiting'`,
      [memberId, changeId],
    );
    return moved === 1;
  },
};

/** Forgets up to `atMost` changes that were looked at and never asked for, with whom they would have moved. Gives how many. */
export const forgetPolicyLooks = async (tx: Tx, keptDays: number, atMost: number): Promise<number> => {
  const looks = await select<{ readonly id: string }>(
    tx,
    `SELECT id FROM matching_policy_change
      WHERE state = 'looking' AND proposed_at < UTC_TIMESTAMP(6) - INTERVAL ? DAY ORDER BY proposed_at LIMIT ?`,
    [keptDays, atMost],
  );
  if (looks.length === 0) return 0;
  const ids = looks.map(({ id }) => id);
  await execute(tx, 'DELETE FROM matching_policy_move WHERE change_id IN (?)', [ids]);
  return execute(tx, `DELETE FROM matching_policy_change WHERE id IN (?) AND state = 'looking'`, [ids]);
};
