import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';

/**
 * How far a datum from outside can be trusted: printed in a source, worked out from what sources print (D), not confirmed
 * (U), a working assumption, a plan, or given by no source.
 */
export const figureMarks = ['published', 'derived', 'unverified', 'assumed', 'planned', 'not_found'] as const;

/** One of those marks. */
export type FigureMark = (typeof figureMarks)[number];

/** How many beds sources give a project. Never mixed with the beds kept here. */
export interface PublishedBeds {
  /** Null where no source gives a number. */
  readonly beds: number | null;
  readonly mark: FigureMark;
  readonly note: string | null;
  /** The day the sources were read. */
  readonly retrievedOn: IsoDate;
  readonly source: string;
}

/** A count of beds in the whole country that somebody published, or that is marked as derived or a target. */
export interface PublishedCapacity {
  readonly period: string;
  readonly beds: string;
  readonly facilities: string | null;
  readonly measure: string | null;
  readonly note: string | null;
  readonly source: string;
}

/** What others have said of projects and beds, beside what we keep. */
export interface ProjectRegister {
  /** By project; a project that no source tells of is absent. */
  readonly publishedBeds: ReadonlyMap<string, PublishedBeds>;
  /** How many of a project's bed units were made from such a number; absent where none was. */
  readonly generatedUnits: ReadonlyMap<string, number>;
  readonly capacity: readonly PublishedCapacity[];
}

/** Reads all of it: three bounded statements. */
export type ReadProjectRegister = (tx: Tx) => Promise<ProjectRegister>;
