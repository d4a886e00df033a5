import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Stay } from '../../../kernel/stay.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { Repair } from '../domain/repair.js';

/** A bed as it is named where somebody sleeps. */
interface NamedBed {
  readonly bedId: string;
  readonly label: string;
  readonly projectName: string;
}

/** One change of a booking or a stay: what it found, what it left, by whom and why. */
export interface StayHistoryEntry {
  readonly changeId: string;
  readonly changesOn: IsoDate;
  readonly bedBefore: NamedBed;
  readonly bedAfter: NamedBed;
  readonly stayBefore: Stay;
  readonly stayAfter: Stay;
  /** What was put right, where it was a mistake; null for a change of plan. */
  readonly repair: Repair | null;
  readonly reason: string;
  readonly madeBy: string;
  /** The second person of a repair; null for a change that needs none. */
  readonly confirmedBy: string | null;
  readonly madeAt: Date;
}

/** Every change of one placement, newest first. The caller has seen that the placement is in scope. */
export type ReadStayHistory = (tx: Tx, placementId: string) => Promise<readonly StayHistoryEntry[]>;
