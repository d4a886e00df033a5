import type { Scope } from '../../../kernel/actor.js';
import type { AppendAudit } from '../../../kernel/audit.js';
import type { IdSource } from '../../../kernel/ids.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import { addNights } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { ReadCalendars } from '../contract/availability.js';
import { capacityFigures, type CapacityFigures } from '../domain/availability.js';
import type { AvailabilityReportRepository, ReadArrivedClaims } from './ports.js';

/** What recording a report needs. */
export interface ReportAvailabilityDeps {
  readonly reports: AvailabilityReportRepository;
  readonly readCalendars: ReadCalendars;
  readonly readArrivedClaims: ReadArrivedClaims;
  readonly newId: IdSource;
  readonly audit: AppendAudit;
}

/** A provider’s word on one project tonight. */
export interface ReportAvailability {
  readonly memberId: string;
  readonly projectId: string;
  readonly today: IsoDate;
  /** The provider's own figures; null for "no change": what the ledger says is right. */
  readonly figures: CapacityFigures | null;
  readonly note: string | null;
}

/** Why a report is not recorded. `pointer` is the figure that cannot be. */
export type ReportAvailabilityRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'no-beds-recorded' }
  | { readonly code: 'figures-do-not-add-up'; readonly pointer: string };

const faultIn = (figures: CapacityFigures): string | null => {
  if (figures.staffed > figures.maximum) return '/staffed';
  if (figures.accepting > figures.staffed) return '/accepting';
  return null;
};

/**
 * Records what a provider says about tonight, or that nothing needs saying. Occupied may exceed staffed (a
 * person on leave keeps the bed), so only what cannot be is refused.
 */
export const makeReportAvailability =
  ({ reports, readCalendars, readArrivedClaims, newId, audit }: ReportAvailabilityDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    { memberId, projectId, today, figures, note }: ReportAvailability,
  ): Promise<
    Outcome<{ reportId: string; figures: { [name: string]: number } }, ReportAvailabilityRefusal>
  > => {
    if (!(await reports.mayReport(tx, scope, projectId))) return refuse({ code: 'not-found' });
    const fault = figures === null ? null : faultIn(figures);
    if (fault !== null) return refuse({ code: 'figures-do-not-add-up', pointer: fault });
    const tonight = { arrivesOn: today, departsOn: addNights(today, 1) };
    const calendars = await readCalendars(tx, { projectId }, tonight);
    if (figures === null && calendars.length === 0) return refuse({ code: 'no-beds-recorded' });
    const said = figures ?? capacityFigures(calendars, today, await readArrivedClaims(tx, today));
    const reportId = newId();
    await reports.insert(tx, { reportId, projectId, ...said, isNoChange: figures === null, note }, memberId);
    await audit(tx, {
      action: 'capacity.availability-reported',
      subjectKind: 'availability_report',
      subjectId: reportId,
      version: 1,
      after: { projectId, ...said },
    });
    return done({ reportId, figures: { ...said } });
  };
