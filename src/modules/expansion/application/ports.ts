import type { Tx } from '../../../kernel/unit-of-work.js';
import type { CountedBeds } from '../domain/pledge.js';
import type { AsAt } from '../domain/steps.js';
import type { SaidDate } from '../domain/said-date.js';
import type {
  BedsFact,
  BedsStatement,
  Expansion,
  MilestoneFact,
  MilestoneStatement,
} from '../domain/statement.js';

/** What is said of a project when it is added. */
export type NewExpansion = Pick<
  Expansion,
  | 'name'
  | 'provider'
  | 'kind'
  | 'healthBoard'
  | 'bedsBeforeCount'
  | 'funding'
  | 'fundingLeastPence'
  | 'fundingMostPence'
  | 'source'
>;

/** What came of recording a statement. */
export type Kept = 'kept' | 'said-already' | 'replaced-already';

/** Where projects that add beds, and what is said of them, are kept. Statements are added and never changed. */
export interface ExpansionRepository {
  /** By number: those of the programme first. There are a few dozen at most. */
  list(tx: Tx): Promise<readonly Expansion[]>;
  find(tx: Tx, expansionId: string): Promise<Expansion | null>;
  /** False where another has the name. */
  add(tx: Tx, expansionId: string, expansion: NewExpansion, memberId: string): Promise<boolean>;
  link(
    tx: Tx,
    expansion: { readonly expansionId: string; readonly version: number },
    projectId: string | null,
  ): Promise<'linked' | 'changed' | 'linked-elsewhere'>;
  /** Of one project, or of all. */
  readBeds(tx: Tx, expansionId?: string): Promise<readonly BedsFact[]>;
  readMilestones(tx: Tx, expansionId?: string): Promise<readonly MilestoneFact[]>;
  keepBeds(
    tx: Tx,
    kept: { readonly id: string; readonly expansionId: string; readonly memberId: string | null },
    statement: BedsStatement,
  ): Promise<Kept>;
  keepMilestone(
    tx: Tx,
    kept: { readonly id: string; readonly expansionId: string; readonly memberId: string | null },
    statement: MilestoneStatement,
  ): Promise<'kept' | 'said-already'>;
}

/** Beds of a project of the service on a night: those of a rehab that are open, and those of them with somebody's stay under way. */
export interface OwnBeds {
  readonly projectId: string;
  readonly name: string;
  readonly beds: number;
  readonly inUse: number;
  /** Whether the project counts as residential rehabilitation on that day. */
  readonly counts: boolean;
}

/** Every project of the service with its rehab beds on a night, as far as was known at a time. One statement. */
export type ReadOwnBeds = (tx: Tx, asAt: AsAt) => Promise<readonly OwnBeds[]>;

/** Every count of all beds in the country that others have published, with the words it stands in. */
export type ReadCountedBeds = (tx: Tx) => Promise<
  readonly {
    readonly period: string;
    readonly text: string;
    /** Null for a target, which names no day. */
    readonly lastDay: SaidDate | null;
    readonly measure: string | null;
    readonly note: string | null;
    readonly source: string;
    /** Null where the text is no count of all beds. */
    readonly counted: CountedBeds | null;
  }[]
>;

/** What was published of several projects together. */
export interface PublishedTogether {
  readonly beds: number;
  readonly pence: number;
  readonly projects: number;
  readonly source: string;
  /** What was planned before it. */
  readonly before: { readonly beds: number; readonly source: string };
}
