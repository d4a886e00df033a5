import type { Scope } from '../../../kernel/actor.js';
import type { AppendAudit } from '../../../kernel/audit.js';
import type { AppendEvent } from '../../../kernel/events.js';
import { addNights, type IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { furthestAheadNights, type ReadReferral, type TakeClient } from '../../referrals/contract/facts.js';
import { fundingAskedV1, fundingReturnedV1 } from '../contract/events.js';
import type { DeferReason } from '../domain/request.js';
import type { RequestMoved } from './request-funding.js';
import { overtakeProposal } from './overtake-proposal.js';
import type { FundingProposals } from './proposal-ports.js';
import type { FundingRequests, RequestStep } from './request-ports.js';

/** What moving a request on needs. */
export interface MoveRequestDeps {
  readonly readReferral: ReadReferral;
  readonly takeClient: TakeClient;
  readonly requests: FundingRequests;
  readonly proposals: FundingProposals;
  readonly audit: AppendAudit;
  readonly events: AppendEvent;
}

/** Which referral's request, at the version it was read, and by whom. */
export interface RequestMove {
  readonly memberId: string;
  readonly referralId: string;
  readonly expectedVersion: number;
}

/** Why a request is where it was. */
export type MoveRequestRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'nothing-requested' }
  | { readonly code: 'changed-since-you-read-it' };

/** As for any step; or the panel cannot sit on that day. */
export type ListForPanelRefusal =
  | MoveRequestRefusal
  | { readonly code: 'panel-in-the-past'; readonly today: IsoDate }
  | { readonly code: 'panel-too-far-ahead'; readonly latestOn: IsoDate };

const actions = {
  listed: 'funding.request-listed',
  deferred: 'funding.request-deferred',
  answered: 'funding.request-answered',
  withdrawn: 'funding.request-withdrawn',
} as const;

/** One step of the request that waits, at the version it was read. One that is withdrawn takes what was proposed with it. */
export const moveRequest = async (
  { readReferral, takeClient, requests, proposals, audit, events }: MoveRequestDeps,
  tx: Tx,
  scope: Scope,
  { memberId, referralId, expectedVersion }: RequestMove,
  step: Exclude<RequestStep, { kind: 'decided' }>,
): Promise<Outcome<RequestMoved, MoveRequestRefusal>> => {
  if (!(await takeClient(tx, scope, referralId))) return refuse({ code: 'not-found' });
  if ((await readReferral(tx, scope, referralId)) === null) return refuse({ code: 'not-found' });
  const open = await requests.findOpen(tx, referralId);
  if (open === null) return refuse({ code: 'nothing-requested' });
  const { requestId } = open;
  if (!(await requests.step(tx, { requestId, version: expectedVersion }, step, memberId))) {
    return refuse({ code: 'changed-since-you-read-it' });
  }
  // Nobody asks any more for what waits for a second approver.
  if (step.kind === 'withdrawn') {
    await overtakeProposal({ proposals, audit }, tx, { referralId, memberId, why: step.note });
  }
  const version = expectedVersion + 1;
  const { kind, ...facts } = step;
  const note = 'note' in step ? step.note : null;
  await audit(tx, {
    action: actions[kind],
    subjectKind: 'funding_request',
    subjectId: requestId,
    version,
    after: { referralId, ...facts },
    ...(note === null ? {} : { reason: note }),
  });
  if (kind === 'deferred') await events(tx, fundingReturnedV1.make({ returnedId: requestId }));
  if (kind === 'answered') await events(tx, fundingAskedV1.make({ referralId }));
  return done({ requestId, version });
};

/** Puts a request on the list of a panel, today or later; listing it again moves it to another day. */
export const makeListForPanel =
  (deps: MoveRequestDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    { panelOn, today, ...of }: RequestMove & { readonly panelOn: IsoDate; readonly today: IsoDate },
  ): Promise<Outcome<RequestMoved, ListForPanelRefusal>> => {
    if ((await deps.readReferral(tx, scope, of.referralId)) === null) return refuse({ code: 'not-found' });
    if (panelOn < today) return refuse({ code: 'panel-in-the-past', today });
    const latestOn = addNights(today, furthestAheadNights);
    if (panelOn > latestOn) return refuse({ code: 'panel-too-far-ahead', latestOn });
    return moveRequest(deps, tx, scope, of, { kind: 'listed', panelOn });
  };

/** Puts a request off, saying why: neither yes nor no, and it waits on. */
export const makeDeferRequest =
  (deps: MoveRequestDeps) =>
  (
    tx: Tx,
    scope: Scope,
    { reason, note, ...of }: RequestMove & { readonly reason: DeferReason; readonly note: string | null },
  ): Promise<Outcome<RequestMoved, MoveRequestRefusal>> =>
    moveRequest(deps, tx, scope, of, { kind: 'deferred', reason, note });

/** As for any step; or nobody wants to know anything: the request was not put off, or was moved on since. */
export type AnswerRequestRefusal = MoveRequestRefusal | { readonly code: 'not-put-off' };

/** The coordinator says what must be known of a request that was put off, so that an approver decides on it again. */
export const makeAnswerRequest =
  (deps: MoveRequestDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    { note, ...of }: RequestMove & { readonly note: string },
  ): Promise<Outcome<RequestMoved, AnswerRequestRefusal>> => {
    if (!(await deps.takeClient(tx, scope, of.referralId))) return refuse({ code: 'not-found' });
    const open = await deps.requests.findOpen(tx, of.referralId);
    if (open !== null && open.version === of.expectedVersion && open.standing.state !== 'deferred') {
      return refuse({ code: 'not-put-off' });
    }
    return moveRequest(deps, tx, scope, of, { kind: 'answered', note });
  };

/** The coordinator takes a request back, so that another can be made. */
export const makeWithdrawRequest =
  (deps: MoveRequestDeps) =>
  (
    tx: Tx,
    scope: Scope,
    { note, ...of }: RequestMove & { readonly note: string },
  ): Promise<Outcome<RequestMoved, MoveRequestRefusal>> =>
    moveRequest(deps, tx, scope, of, { kind: 'withdrawn', note });
