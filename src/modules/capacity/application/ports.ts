import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Scope } from '../../../kernel/actor.js';
import type { Stay } from '../../../kernel/stay.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { CapacityFigures } from '../domain/availability.js';
import type { OutOfService } from '../domain/out-of-service.js';
import type { InTheWay } from '../contract/ledger.js';

/** Where periods out of service are kept, each with every form it has had. */
export interface OutOfServiceRepository {
  /** The project of a bed the scope may change, or null. */
  projectOfBed(tx: Tx, scope: Scope, bedId: string): Promise<string | null>;
  insert(tx: Tx, period: OutOfService, recordedBy: string): Promise<void>;
  /** One period of a bed the scope may change, or null. */
  find(tx: Tx, scope: Scope, id: string): Promise<(OutOfService & { readonly projectId: string }) | null>;
  /** Writes the state and the end that a standing period has at `period.version`; false when it is not one before. */
  change(tx: Tx, period: OutOfService, recordedBy: string): Promise<boolean>;
}

/** What a provider said of its units at a moment: the five figures, in units. */
export interface AvailabilityReport {
  readonly reportId: string;
  readonly projectId: string;
  readonly maximum: number;
  readonly staffed: number;
  readonly occupied: number;
  readonly reserved: number;
  readonly accepting: number;
  readonly isNoChange: boolean;
  /** What the record said at that moment; null where no bed is kept singly. */
  readonly recorded: CapacityFigures | null;
  readonly note: string | null;
}

/** Where reports are kept; none is ever changed. */
export interface AvailabilityReportRepository {
  /** Whether the scope may report for this project. */
  mayReport(tx: Tx, scope: Scope, projectId: string): Promise<boolean>;
  insert(tx: Tx, report: AvailabilityReport, reportedBy: string): Promise<void>;
}

/** Who has nights that a provider wants to close: an offer, a stay to come, or somebody who is there. */
export interface Claimant {
  readonly reference: string;
  readonly state: 'offered' | 'booked' | 'admitted';
  readonly stay: Stay;
}

/** Who stands behind a hold or a stay, as far as the scope may know; null when it is answered, over or not theirs. */
export type ReadClaimant = (
  tx: Tx,
  scope: Scope,
  claim: Pick<InTheWay, 'kind' | 'claimId'>,
) => Promise<Claimant | null>;

/** Claims whose person is in the bed on a night. Other contexts know; capacity asks. */
export type ReadArrivedClaims = (tx: Tx, night: IsoDate) => Promise<ReadonlySet<string>>;
