import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import type { makeCancelOutOfService } from '../../application/cancel-out-of-service.js';
import type { makeFindUnits } from '../../application/find-units.js';
import type { makeMarkOutOfService } from '../../application/mark-out-of-service.js';
import type { ProjectSummary } from '../../application/project-summary.js';
import type { makeReportAvailability } from '../../application/report-availability.js';
import type { makeSetAccepting } from '../../application/set-accepting.js';
import type { makeSetRehabStanding } from '../../application/set-rehab-standing.js';
import type { ReadCalendars } from '../../contract/availability.js';

/** The read models and use cases behind the endpoints of beds and projects. */
export interface CapacityRouteDeps {
  readonly readCalendars: ReadCalendars;
  readonly readProjectSummaries: (tx: Tx, today: IsoDate) => Promise<readonly ProjectSummary[]>;
  readonly now: (tx: Tx) => Promise<{ readonly at: Date; readonly today: IsoDate }>;
  readonly findUnits: ReturnType<typeof makeFindUnits>;
  readonly markOutOfService: ReturnType<typeof makeMarkOutOfService>;
  readonly cancelOutOfService: ReturnType<typeof makeCancelOutOfService>;
  readonly reportAvailability: ReturnType<typeof makeReportAvailability>;
  readonly setAccepting: ReturnType<typeof makeSetAccepting>;
  readonly setRehabStanding: ReturnType<typeof makeSetRehabStanding>;
}
