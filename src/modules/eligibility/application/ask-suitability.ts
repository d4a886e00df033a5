import type { Scope } from '../../../kernel/actor.js';
import type { AppendAudit } from '../../../kernel/audit.js';
import type { AppendEvent } from '../../../kernel/events.js';
import type { IdSource } from '../../../kernel/ids.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { ReadReferral, TakeClient } from '../../referrals/contract/facts.js';
import { suitabilityMovedV1 } from '../contract.js';
import type { SuitabilityRepository } from './suitability-ports.js';

/** What asking a project about a person needs. */
export interface AskSuitabilityDeps {
  readonly readReferral: ReadReferral;
  readonly takeClient: TakeClient;
  /** The provider of a project; null for one nobody knows. */
  readonly readProviderOf: (tx: Tx, projectId: string) => Promise<string | null>;
  readonly suitability: SuitabilityRepository;
  readonly newId: IdSource;
  readonly audit: AppendAudit;
  readonly events: AppendEvent;
}

/** Why a project was not asked. */
export type AskSuitabilityRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'referral-closed' }
  | { readonly code: 'project-unknown' }
  | { readonly code: 'already-asked' };

/** A question where it is now. */
export type SuitabilityMoved = { readonly requestId: string; readonly version: number };

/** Asks a project whether a person would be suitable, before any bed is offered. A project that said no can be asked anew. */
export const makeAskSuitability =
  ({ readReferral, takeClient, readProviderOf, suitability, newId, audit, events }: AskSuitabilityDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    command: {
      readonly memberId: string;
      readonly referralId: string;
      readonly projectId: string;
      readonly note: string | null;
      readonly today: IsoDate;
    },
  ): Promise<Outcome<SuitabilityMoved, AskSuitabilityRefusal>> => {
    const { memberId, referralId, projectId, note, today } = command;
    // A closing of the referral meets the question in this row.
    if (!(await takeClient(tx, scope, referralId))) return refuse({ code: 'not-found' });
    const referral = await readReferral(tx, scope, referralId);
    if (referral === null) return refuse({ code: 'not-found' });
    if (referral.state === 'closed') return refuse({ code: 'referral-closed' });
    const providerId = await readProviderOf(tx, projectId);
    if (providerId === null) return refuse({ code: 'project-unknown' });
    const { partnershipId } = referral;
    const requestId = newId();
    const request = {
      ...{ requestId, referralId, partnershipId, projectId, providerId, note },
      askedOn: today,
      version: 1,
    };
    if (!(await suitability.insert(tx, request, memberId))) return refuse({ code: 'already-asked' });
    await audit(tx, {
      action: 'eligibility.suitability-asked',
      subjectKind: 'suitability_request',
      subjectId: requestId,
      version: 1,
      after: { referralId, projectId },
      ...(note === null ? {} : { reason: note }),
    });
    await events(tx, suitabilityMovedV1.make({ suitabilityRequestId: requestId }));
    return done({ requestId, version: 1 });
  };

/** Why a question was not moved on by whoever asked it. */
export type FollowUpRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'nothing-wanted' }
  | { readonly code: 'changed-since-you-read-it' };

/** Tells the project what else it had to know, or takes the question back. */
export const makeFollowUpSuitability =
  ({ suitability, audit, events }: Pick<AskSuitabilityDeps, 'suitability' | 'audit' | 'events'>) =>
  async (
    tx: Tx,
    scope: Scope,
    command: {
      readonly memberId: string;
      readonly requestId: string;
      readonly expectedVersion: number;
      readonly kind: 'information_given' | 'withdrawn';
      readonly note: string;
      readonly today: IsoDate;
    },
  ): Promise<Outcome<SuitabilityMoved, FollowUpRefusal>> => {
    const { memberId, requestId, expectedVersion, kind, note, today } = command;
    const request = await suitability.findOpen(tx, scope, requestId);
    if (request === null) return refuse({ code: 'not-found' });
    if (kind === 'information_given' && request.latestKind !== 'more_information') {
      return refuse({ code: 'nothing-wanted' });
    }
    const moved = await suitability.step(
      tx,
      { requestId, version: expectedVersion },
      { kind, note },
      { on: today, by: memberId, decidedOnFacts: null },
    );
    if (!moved) return refuse({ code: 'changed-since-you-read-it' });
    const version = expectedVersion + 1;
    await audit(tx, {
      action: kind === 'withdrawn' ? 'eligibility.suitability-withdrawn' : 'eligibility.information-given',
      subjectKind: 'suitability_request',
      subjectId: requestId,
      version,
      after: { kind },
      reason: note,
    });
    await events(tx, suitabilityMovedV1.make({ suitabilityRequestId: requestId }));
    return done({ requestId, version });
  };
