import type { Scope } from '../../../kernel/actor.js';
import type { AppendAudit } from '../../../kernel/audit.js';
import type { IdSource } from '../../../kernel/ids.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import { addNights } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { ReadCalendars } from '../contract/availability.js';
import { capacityFigures, type CapacityFigures } from '../domain/availability.js';
import { faultsInFigures, type FigureFault } from '../domain/reported-figures.js';
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

/** Why a report is not recorded. `faults` are the figures that cannot be, each with the most that would be taken. */
export type ReportAvailabilityRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'no-beds-recorded' }
  | { readonly code: 'figures-do-not-add-up'; readonly faults: readonly FigureFault[] };

/**
 * Records what a provider says about tonight, or that nothing needs saying, beside what the record says at that
 * moment. Only what cannot be is refused; more people than staffed beds are explained in the note.
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
    const faults = figures === null ? [] : faultsInFigures(figures, note);
    if (faults.length > 0) return refuse({ code: 'figures-do-not-add-up', faults });
    const tonight = { arrivesOn: today, departsOn: addNights(today, 1) };
    const calendars = await readCalendars(tx, { projectId }, tonight);
    const recorded =
      calendars.length === 0 ? null : capacityFigures(calendars, today, await readArrivedClaims(tx, today));
    const said = figures ?? recorded;
    if (said === null) return refuse({ code: 'no-beds-recorded' });
    const reportId = newId();
    await reports.insert(
      tx,
      { reportId, projectId, ...said, isNoChange: figures === null, recorded, note },
      memberId,
    );
    await audit(tx, {
      action: 'capacity.availability-reported',
      subjectKind: 'availability_report',
      subjectId: reportId,
      version: 1,
      after: { projectId, ...said },
    });
    return done({ reportId, figures: { ...said } });
  };
