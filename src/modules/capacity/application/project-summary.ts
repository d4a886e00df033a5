import type { CapacityFigures, UnitCalendar } from '../domain/availability.js';
import type { RehabStanding } from '../domain/rehab-standing.js';

/** What a provider last said of tonight, when and by whom. */
export interface ReportedAvailability {
  readonly figures: CapacityFigures;
  readonly reportedAt: Date;
  readonly reportedBy: string;
  /** Whether it confirmed the record rather than giving numbers of its own. */
  readonly isNoChange: boolean;
  /** What the record said at that moment; null where that was not noted. */
  readonly recordedThen: CapacityFigures | null;
  readonly note: string | null;
}

/** Whether a project takes referrals. When, by whom and why are null where nobody has ever switched it. */
export interface Accepting {
  readonly isAccepting: boolean;
  readonly saidAt: Date | null;
  readonly saidBy: string | null;
  readonly reason: string | null;
}

/** A project as people look for one: where it is, what it has tonight, and how fresh that is. */
export interface ProjectSummary {
  readonly projectId: string;
  readonly version: number;
  readonly providerId: string;
  readonly providerName: string;
  readonly name: string;
  readonly locality: string;
  readonly healthBoard: string;
  readonly description: string | null;
  readonly verification: string;
  readonly accepting: Accepting;
  readonly countsAsResidentialRehab: boolean;
  /** The decisions that rests on, in order of days. */
  readonly standings: readonly RehabStanding[];
  /** Its units with what each is tonight, on which the figures rest. */
  readonly tonight: readonly UnitCalendar[];
  readonly ledger: CapacityFigures;
  readonly reported: ReportedAvailability | null;
}
