import type { IsoDate } from '../../../kernel/iso-date.js';
import type { SaidDate } from './said-date.js';

/** The steps by which beds come, in order. A bed that is open was built; one that is staffed is open. */
export const stages = ['planned', 'funded', 'built', 'open', 'staffed', 'in_use'] as const;

/** One of those steps. */
export type Stage = (typeof stages)[number];

/** How far a number can be trusted: printed in a source, worked out from what is (D), not confirmed (U), or known here alone. */
export const statementMarks = ['published', 'derived', 'unverified', 'recorded'] as const;

/** One of those marks. */
export type StatementMark = (typeof statementMarks)[number];

/** What both kinds of statement carry. */
interface Said {
  readonly mark: StatementMark;
  readonly source: string;
  readonly note: string | null;
}

/** How many beds of a project had come to a step by a day, as somebody said. Null where a source says that, and no number. */
export interface BedsStatement extends Said {
  readonly stage: Stage;
  readonly beds: number | null;
  /** Null where no source says when. */
  readonly dated: SaidDate | null;
  /** The statement that this one puts right, with why. */
  readonly replacesId: string | null;
  readonly reason: string | null;
}

/** Steps of the work. */
export const milestones = [
  'announced',
  'funding_agreed',
  'works_begin',
  'works_end',
  'registered',
  'first_residents',
  'opened',
  'staffed',
] as const;

/** One of those. */
export type Milestone = (typeof milestones)[number];

/** When a step of the work is planned, or when it happened, as somebody said. */
export interface MilestoneStatement extends Said {
  readonly milestone: Milestone;
  readonly isPlan: boolean;
  readonly dated: SaidDate;
  /** When the source said so; null where that is not known. */
  readonly saidOn: IsoDate | null;
}

/** When a statement was recorded, and by whom: by nobody where it came with the reference data. */
export interface Recorded {
  readonly id: string;
  readonly expansionId: string;
  readonly recordedAt: Date;
  readonly recordedBy: string | null;
}

/** A statement of beds as it is kept. */
export type BedsFact = BedsStatement & Recorded;

/** A statement of a step of the work as it is kept. */
export type MilestoneFact = MilestoneStatement & Recorded;

/** A project that adds beds. */
export interface Expansion {
  readonly expansionId: string;
  readonly name: string;
  readonly provider: string;
  readonly kind: 'new' | 'expansion';
  readonly healthBoard: string;
  /** One of those that were published together with one number of beds and one of money. */
  readonly isOfTheProgramme: boolean;
  /** As a source says it, with its mark in brackets where none prints it so. */
  readonly bedsBefore: string | null;
  readonly bedsBeforeCount: number | null;
  readonly otherCapacity: string | null;
  readonly funding: string | null;
  readonly fundingLeastPence: number | null;
  /** Null where it is open upwards. */
  readonly fundingMostPence: number | null;
  /** Money that several share has one name. */
  readonly fundingSharedAs: string | null;
  readonly status: string | null;
  readonly clientGroup: string | null;
  readonly source: string;
  readonly retrievedOn: IsoDate | null;
  /** The project of this service whose beds these are. */
  readonly projectId: string | null;
  readonly version: number;
}
