import type { Scope } from '../../../kernel/actor.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { availabilityChangedV1 } from '../contract/events.js';
import { backInServiceFrom, type OutOfService } from '../domain/out-of-service.js';
import type { MarkOutOfServiceDeps } from './mark-out-of-service.js';

/** Why a bed cannot be put back in service. `over`: it has been back since `toOn`. */
export type CancelOutOfServiceRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'already-cancelled' }
  | { readonly code: 'out-of-service-is-over'; readonly toOn: string }
  | { readonly code: 'changed-since-you-read-it' };

/** A period as it stands after the bed was put back: cancelled, or ending on `toOn`, today. */
export type CancelledOutOfService = {
  readonly outOfServiceId: string;
  readonly version: number;
  readonly state: OutOfService['state'];
  readonly toOn: string;
};

/**
 * Puts a bed back in service from tonight on. A period that has not begun is cancelled as a whole; of one that has,
 * the nights gone by stay out of service, as they were, and it ends today.
 */
export const makeCancelOutOfService =
  ({ ledger, periods, audit, events }: Omit<MarkOutOfServiceDeps, 'newId' | 'now'>) =>
  async (
    tx: Tx,
    scope: Scope,
    command: {
      readonly memberId: string;
      readonly outOfServiceId: string;
      readonly expectedVersion: number;
      readonly today: IsoDate;
    },
  ): Promise<Outcome<CancelledOutOfService, CancelOutOfServiceRefusal>> => {
    const period = await periods.find(tx, scope, command.outOfServiceId);
    if (period === null) return refuse({ code: 'not-found' });
    if (period.state === 'cancelled') return refuse({ code: 'already-cancelled' });
    const { projectId, ...asRead } = period;
    const { outOfServiceId, bedId } = asRead;
    const back = backInServiceFrom(asRead, command.today);
    if (back === null) return refuse({ code: 'out-of-service-is-over', toOn: period.toOn });
    const version = command.expectedVersion + 1;
    if (!(await periods.change(tx, { ...back.period, version }, command.memberId))) {
      return refuse({ code: 'changed-since-you-read-it' });
    }
    await ledger.reopen(tx, { claimId: outOfServiceId, bedId, fromOn: back.fromOn });
    const { state, toOn } = back.period;
    await audit(tx, {
      action:
        state === 'cancelled' ? 'capacity.out-of-service-cancelled' : 'capacity.out-of-service-shortened',
      subjectKind: 'out_of_service',
      subjectId: outOfServiceId,
      version,
      before: { state: period.state, fromOn: period.fromOn, toOn: period.toOn },
      after: { state, fromOn: period.fromOn, toOn },
    });
    await events(tx, availabilityChangedV1.make({ projectId }));
    return done({ outOfServiceId, version, state, toOn });
  };
