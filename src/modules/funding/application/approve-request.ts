import type { Scope } from '../../../kernel/actor.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import { refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { TakeClient } from '../../referrals/contract/facts.js';
import type { Decided, DecideFundingRefusal, makeDecideFunding } from './decide-funding.js';
import type { MoveRequestRefusal, RequestMove } from './move-request.js';
import type { FundingRequests } from './request-ports.js';

/** What approving a request as it was made needs. */
export interface ApproveRequestDeps {
  readonly takeClient: TakeClient;
  readonly requests: FundingRequests;
  readonly decideFunding: ReturnType<typeof makeDecideFunding>;
}

/** As for a decision; or the request is not the one that was read. */
export type ApproveRequestRefusal = DecideFundingRefusal | MoveRequestRefusal;

/** Approves what was asked for, word for word: the weeks and the price of the request that waits. */
export const makeApproveRequest =
  ({ takeClient, requests, decideFunding }: ApproveRequestDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    {
      memberId,
      referralId,
      expectedVersion,
      decidedOn,
      today,
    }: RequestMove & {
      readonly decidedOn: IsoDate;
      readonly today: IsoDate;
    },
  ): Promise<Outcome<Decided, ApproveRequestRefusal>> => {
    if (!(await takeClient(tx, scope, referralId))) return refuse({ code: 'not-found' });
    const open = await requests.findOpen(tx, referralId);
    if (open === null) return refuse({ code: 'nothing-requested' });
    if (open.version !== expectedVersion) return refuse({ code: 'changed-since-you-read-it' });
    const { weeks, weeklyRatePence } = open;
    return decideFunding(tx, scope, {
      ...{ memberId, referralId, today, decidedOn },
      ...{ decision: 'approved', weeks, weeklyRatePence },
    });
  };
