import type { Scope } from '../../../kernel/actor.js';
import type { AppendAudit } from '../../../kernel/audit.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Pence } from '../../../kernel/money.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { ApprovalLimits, LimitOf } from './approval-limit-ports.js';

/** What setting a limit needs. */
export interface SetApprovalLimitDeps {
  readonly limits: ApprovalLimits;
  readonly limitOf: LimitOf;
  readonly audit: AppendAudit;
}

/** Why a limit is not set. */
export type SetApprovalLimitRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'own-limit' }
  | { readonly code: 'more-than-your-own'; readonly limitPence: number }
  | { readonly code: 'limit-from-the-past'; readonly today: IsoDate }
  | { readonly code: 'changed-since-you-read-it' };

/**
 * Sets what an approver may approve alone, from a day on. Nobody sets their own; and an approver hands on no more than
 * they have themselves, which an administrator, who approves nothing, is not bound by.
 */
export const makeSetApprovalLimit =
  ({ limits, limitOf, audit }: SetApprovalLimitDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    {
      setBy,
      memberId,
      limitPence,
      fromOn,
      today,
      expectedVersion,
    }: {
      readonly setBy: string;
      readonly memberId: string;
      readonly limitPence: Pence;
      readonly fromOn: IsoDate;
      readonly today: IsoDate;
      /** The number this limit takes, as it was read: 1 where none was set for the approver before. */
      readonly expectedVersion: number;
    },
  ): Promise<Outcome<{ memberId: string; version: number }, SetApprovalLimitRefusal>> => {
    const approver = await limits.findApprover(tx, scope, memberId);
    if (approver === null) return refuse({ code: 'not-found' });
    if (memberId === setBy) return refuse({ code: 'own-limit' });
    if (fromOn < today) return refuse({ code: 'limit-from-the-past', today });
    if (scope.kind !== 'national') {
      const own = await limitOf(tx, setBy, today);
      if (limitPence > own) return refuse({ code: 'more-than-your-own', limitPence: own });
    }
    const added =
      approver.step + 1 === expectedVersion &&
      (await limits.add(tx, { ...approver, step: expectedVersion, limitPence, fromOn, setBy }));
    if (!added) return refuse({ code: 'changed-since-you-read-it' });
    await audit(tx, {
      action: 'funding.approval-limit-set',
      subjectKind: 'member',
      subjectId: memberId,
      version: null,
      after: { limitPence, fromOn },
    });
    return done({ memberId, version: expectedVersion + 1 });
  };
