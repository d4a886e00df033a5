import type { Scope } from '../../../kernel/actor.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';

/** What a member may approve alone on a day: the limit set for them last, or the one of the service. Unit: pence. */
export type LimitOf = (tx: Tx, memberId: string, on: IsoDate) => Promise<number>;

/** An approver, and how many limits were set for them so far. */
export interface ApproverFacts {
  readonly memberId: string;
  readonly partnershipId: string;
  readonly step: number;
}

/** Limits as rows that are only added: a unique key numbers them for each member. */
export interface ApprovalLimits {
  /** The approver, where they are one of the scope's; null otherwise. */
  findApprover(tx: Tx, scope: Scope, memberId: string): Promise<ApproverFacts | null>;
  /** Null where none was set whose day has come. */
  findLimit(tx: Tx, memberId: string, on: IsoDate): Promise<number | null>;
  /** False when somebody set one since. */
  add(
    tx: Tx,
    limit: ApproverFacts & { readonly limitPence: number; readonly fromOn: IsoDate; readonly setBy: string },
  ): Promise<boolean>;
}

/** An approver with what they may approve alone. */
export interface ApproverLimit {
  readonly memberId: string;
  readonly name: string;
  readonly partnershipName: string;
  /** Null where none is set: the one of the service counts. Unit: pence. */
  readonly limitPence: number | null;
  readonly fromOn: IsoDate | null;
  readonly setBy: string | null;
  readonly step: number;
  /** What was set for a day that has not come. */
  readonly next: { readonly limitPence: number; readonly fromOn: IsoDate } | null;
}

/** The approvers in scope, in order of partnership and name. */
export type ListApproverLimits = (tx: Tx, scope: Scope, today: IsoDate) => Promise<readonly ApproverLimit[]>;
