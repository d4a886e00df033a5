import type { Scope } from '../../../kernel/actor.js';
import type { AppendAudit } from '../../../kernel/audit.js';
import type { AppendEvent } from '../../../kernel/events.js';
import type { IdSource } from '../../../kernel/ids.js';
import { minDate, nightsBetween, type IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { availabilityChangedV1 } from '../contract/events.js';
import type { BedNightLedger, ClosureRefusal } from '../contract/ledger.js';
import { longestClaimNights, isClaimable } from '../domain/availability.js';
import type { OutOfServiceReason } from '../domain/out-of-service.js';
import type { OutOfServiceRepository } from './ports.js';

/** What closing and reopening a bed need. */
export interface MarkOutOfServiceDeps {
  readonly ledger: BedNightLedger;
  readonly periods: OutOfServiceRepository;
  readonly newId: IdSource;
  /** The civil date by the database's clock. */
  readonly now: (tx: Tx) => Promise<{ readonly today: IsoDate }>;
  readonly audit: AppendAudit;
  readonly events: AppendEvent;
}

/** A bed and the nights on which it cannot be used, half-open. */
export interface MarkOutOfService {
  readonly memberId: string;
  readonly bedId: string;
  readonly fromOn: IsoDate;
  readonly toOn: IsoDate;
  readonly reason: OutOfServiceReason;
  readonly note: string | null;
  /** Whether whoever asks says that the bed could really not be used on nights gone by, where there are any. */
  readonly confirmsPastNights: boolean;
}

/** Why a bed cannot be taken out of service for those nights. */
export type MarkOutOfServiceRefusal =
  | ClosureRefusal
  | { readonly code: 'not-found' }
  | { readonly code: 'dates-not-a-period'; readonly longestNights: number }
  | PastNights;

/** Nights gone by are among those asked for, and nobody has said that the bed could really not be used on them. */
export type PastNights = {
  readonly code: 'past-nights-not-confirmed';
  readonly nights: number;
  readonly today: IsoDate;
};

/**
 * Takes a bed out of service for whole nights. Refused while anybody holds or has one of them: the person is
 * moved first, then the bed is closed. Nights on which it is made ready after a stay may be taken. Nights gone by change the
 * figures of those days, so they are taken only once it is said that the bed could really not be used.
 */
export const makeMarkOutOfService =
  ({ ledger, periods, newId, now, audit, events }: MarkOutOfServiceDeps) =>
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
    const { today } = await now(tx);
    if (command.fromOn < today && !command.confirmsPastNights) {
      const pastTo = minDate(command.toOn, today);
      const pastNights = nightsBetween(command.fromOn, pastTo);
      return refuse({ code: 'past-nights-not-confirmed', nights: pastNights, today });
    }
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
