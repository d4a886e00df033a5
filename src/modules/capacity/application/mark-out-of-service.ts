import type { Scope } from '../../../kernel/actor.js';
import type { AppendAudit } from '../../../kernel/audit.js';
import type { AppendEvent } from '../../../kernel/events.js';
import type { IdSource } from '../../../kernel/ids.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { availabilityChangedV1 } from '../contract/events.js';
import type { BedNightLedger, ClosureRefusal } from '../contract/ledger.js';
import { longestClaimNights, isClaimable } from '../domain/availability.js';
import type { OutOfServiceReason } from '../domain/out-of-service.js';
import type { OutOfServiceRepository } from './ports.js';

export interface MarkOutOfServiceDeps {
  readonly ledger: BedNightLedger;
  readonly periods: OutOfServiceRepository;
  readonly newId: IdSource;
  readonly audit: AppendAudit;
  readonly events: AppendEvent;
}

export interface MarkOutOfService {
  readonly memberId: string;
  readonly bedId: string;
  readonly fromOn: IsoDate;
  readonly toOn: IsoDate;
  readonly reason: OutOfServiceReason;
  readonly note: string | null;
}

export type MarkOutOfServiceRefusal =
  | ClosureRefusal
  | { readonly code: 'not-found' }
  | { readonly code: 'dates-not-a-period'; readonly longestNights: number };

/**
 * Takes a bed out of service for whole nights. Refused while anybody holds or has one of them: the person is
 * moved first, then the bed is closed.
 */
export const makeMarkOutOfService =
  ({ ledger, periods, newId, audit, events }: MarkOutOfServiceDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    command: MarkOutOfService,
  ): Promise<Outcome<{ outOfServiceId: string; version: number }, MarkOutOfServiceRefusal>> => {
    const nights = { arrivesOn: command.fromOn, departsOn: command.toOn };
    if (!isClaimable(nights))
      return refuse({ code: 'dates-not-a-period', longestNights: longestClaimNights });
    const projectId = await periods.projectOfBed(tx, scope, command.bedId);
    if (projectId === null) return refuse({ code: 'not-found' });
    const outOfServiceId = newId();
    const closed = await ledger.close(tx, { claimId: outOfServiceId, bedId: command.bedId, nights });
    if (!closed.ok) return closed;
    const { memberId, bedId, fromOn, toOn, reason, note } = command;
    const period = {
      outOfServiceId,
      bedId,
      fromOn,
      toOn,
      reason,
      note,
      state: 'planned' as const,
      version: 1,
    };
    await periods.insert(tx, period, memberId);
    await audit(tx, {
      action: 'capacity.bed-marked-out-of-service',
      subjectKind: 'out_of_service',
      subjectId: outOfServiceId,
      version: 1,
      after: { bedId, fromOn, toOn, reason },
    });
    await events(tx, availabilityChangedV1.make({ projectId }));
    return done({ outOfServiceId, version: 1 });
  };

export type CancelOutOfServiceRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'already-cancelled' }
  | { readonly code: 'changed-since-you-read-it' };

/** Puts a bed back in service for the whole period. */
export const makeCancelOutOfService =
  ({ ledger, periods, audit, events }: Omit<MarkOutOfServiceDeps, 'newId'>) =>
  async (
    tx: Tx,
    scope: Scope,
    command: { readonly memberId: string; readonly outOfServiceId: string; readonly expectedVersion: number },
  ): Promise<Outcome<{ outOfServiceId: string; version: number }, CancelOutOfServiceRefusal>> => {
    const period = await periods.find(tx, scope, command.outOfServiceId);
    if (period === null) return refuse({ code: 'not-found' });
    if (period.state === 'cancelled') return refuse({ code: 'already-cancelled' });
    const { projectId, ...asRead } = period;
    const isMine = await periods.cancel(
      tx,
      { ...asRead, version: command.expectedVersion },
      command.memberId,
    );
    if (!isMine) return refuse({ code: 'changed-since-you-read-it' });
    await ledger.release(tx, period.outOfServiceId);
    const version = command.expectedVersion + 1;
    await audit(tx, {
      action: 'capacity.out-of-service-cancelled',
      subjectKind: 'out_of_service',
      subjectId: period.outOfServiceId,
      version,
      before: { state: 'planned' },
      after: { state: 'cancelled' },
    });
    await events(tx, availabilityChangedV1.make({ projectId }));
    return done({ outOfServiceId: period.outOfServiceId, version });
  };
