import type { Scope } from '../../../../kernel/actor.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import { duplicateKeyOf } from '../../../../platform/db/database-fault.js';
import { execute, select, selectOne } from '../../../../platform/db/sql.js';
import type { ApprovalLimits, ListApproverLimits } from '../../application/approval-limit-ports.js';

/** The approvers a scope reaches, as a condition on `m`; a provider reaches none. */
const inScope = (scope: Scope): { readonly condition: string; readonly values: readonly string[] } => {
  const approvers = `m.role = 'approver' AND m.partnership_id IS NOT NULL AND m.disabled_at IS NULL`;
  switch (scope.kind) {
    case 'national':
      return { condition: approvers, values: [] };
    case 'partnership':
      return { condition: `${approvers} AND m.partnership_id = ?`, values: [scope.partnershipId] };
    case 'provider':
      return { condition: 'FALSE', values: [] };
  }
};

/** Limits in `approval_limit`: of the days that have come the latest, and of one day the one set last. */
export const approvalLimits: ApprovalLimits = {
  async findApprover(tx, scope, memberId) {
    const { condition, values } = inScope(scope);
    const row = await selectOne<{ partnership_id: string; step: string | null }>(
      tx,
      `SELECT m.partnership_id, (SELECT MAX(l.step) FROM approval_limit l WHERE l.member_id = m.id) AS step
         FROM member m WHERE m.id = ? AND ${condition}`,
      [memberId, ...values],
    );
    return row === null ? null : { memberId, partnershipId: row.partnership_id, step: Number(row.step ?? 0) };
  },

  async findLimit(tx, memberId, on) {
    const row = await selectOne<{ limit_pence: string }>(
      tx,
      `SELECT limit_pence FROM approval_limit WHERE member_id = ? AND from_on <= ?
        ORDER BY from_on DESC, step DESC LIMIT 1`,
      [memberId, on],
    );
    return row === null ? null : Number(row.limit_pence);
  },

  async add(tx, { memberId, step, partnershipId, limitPence, fromOn, setBy }) {
    try {
      await execute(
        tx,
        `INSERT INTO approval_limit (member_id, step, partnership_id, limit_pence, from_on, set_by, set_at)
         VALUES (?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))`,
        [memberId, step, partnershipId, limitPence, fromOn, setBy],
      );
      return true;
    } catch (error) {
      if (duplicateKeyOf(error) !== null) return false;
      throw error;
    }
  },
};

interface LimitRow {
  readonly member_id: string;
  readonly step: number;
  readonly limit_pence: string;
  readonly from_on: IsoDate;
  readonly set_by_name: string | null;
}

/** Two statements, however many approvers. */
export const listApproverLimits: ListApproverLimits = async (tx, scope, today) => {
  const { condition, values } = inScope(scope);
  const approvers = await select<{ id: string; display_name: string; partnership_name: string }>(
    tx,
    `SELECT m.id, m.display_name, p.name AS partnership_name FROM member m
       JOIN partnership p ON p.id = m.partnership_id WHERE ${condition} ORDER BY p.name, m.display_name, m.id`,
    values,
  );
  if (approvers.length === 0) return [];
  const limits = await select<LimitRow>(
    tx,
    `SELECT l.member_id, l.step, l.limit_pence, l.from_on, s.display_name AS set_by_name
       FROM approval_limit l LEFT JOIN member s ON s.id = l.set_by
      WHERE l.member_id IN (?) ORDER BY l.member_id, l.from_on, l.step`,
    [approvers.map(({ id }) => id)],
  );
  return approvers.map(({ id, display_name, partnership_name }) => {
    const own = limits.filter(({ member_id }) => member_id === id);
    const current = own.findLast(({ from_on }) => from_on <= today);
    const next = own.findLast(({ from_on }) => from_on > today);
    return {
      ...{ memberId: id, name: display_name, partnershipName: partnership_name },
      limitPence: current === undefined ? null : Number(current.limit_pence),
      fromOn: current?.from_on ?? null,
      setBy: current?.set_by_name ?? null,
      step: Math.max(0, ...own.map(({ step }) => step)),
      next: next === undefined ? null : { limitPence: Number(next.limit_pence), fromOn: next.from_on },
    };
  });
};
