import type { Scope } from '../../../kernel/actor.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { MeasureDefinition, MeasureQuestion } from '../domain/measure.js';
import {
  rowsOfMeasure,
  type CountedRow,
  type MeasureRow,
  type RowKind,
  type RowMark,
  type RowOwner,
  type RowsTotal,
  type RowSubject,
} from '../domain/measure-rows.js';
import {
  questionOf,
  weighAsAt,
  type AsAtRefusal,
  type MeasureAsked,
  type ReadMeasuresDeps,
} from './read-measures.js';

/** Whose rows, and of which month of the question; null for all of it. */
export interface RowsWithin {
  readonly scope: Scope;
  readonly month: string | null;
}

/** What reading the rows of a number needs. */
export interface ReadMeasureRowsDeps extends Pick<ReadMeasuresDeps, 'definitions' | 'readKeptSince'> {
  readonly readRows: (
    tx: Tx,
    question: MeasureQuestion,
    within: RowsWithin,
    page: { readonly after: RowMark | null; readonly limit: number },
  ) => Promise<readonly CountedRow[]>;
  readonly readRowsTotal: (tx: Tx, question: MeasureQuestion, within: RowsWithin) => Promise<RowsTotal>;
  readonly readRowSubjects: (
    tx: Tx,
    scope: Scope,
    kinds: readonly RowKind[],
    subjectIds: readonly string[],
  ) => Promise<ReadonlyMap<string, RowSubject>>;
}

/** Which rows of which number. */
export interface MeasureRowsAsked extends Omit<MeasureAsked, 'by'> {
  /** Such as `2026-04`; null for the whole year. */
  readonly month: string | null;
  readonly after: RowMark | null;
  readonly limit: number;
}

/** The rows of a number that are the reader's own. */
export interface MeasureRows {
  readonly definition: MeasureDefinition;
  readonly total: RowsTotal;
  readonly rows: readonly MeasureRow[];
  /** Null where there are no more. */
  readonly next: RowMark | null;
}

/** Why no rows are told: the measure has none of whoever asks. */
export interface RowsNotYours {
  readonly code: 'rows-not-yours';
  readonly owners: readonly RowOwner[];
}

const ownerOf = ({ kind }: Scope): RowOwner => (kind === 'national' ? 'country' : kind);

/** Whether a measure has rows of whoever is in a scope. */
export const hasRowsFor = ({ measureId }: Pick<MeasureDefinition, 'measureId'>, scope: Scope): boolean =>
  rowsOfMeasure[measureId].owners.includes(ownerOf(scope));

/** The path from a number to what it is made of: the very rows that are counted, of those the reader's own. */
export const makeReadMeasureRows =
  (deps: ReadMeasureRowsDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    asked: MeasureRowsAsked,
    now: { readonly at: Date; readonly today: IsoDate },
  ): Promise<Outcome<MeasureRows, AsAtRefusal | RowsNotYours>> => {
    const { measureId, month, after, limit } = asked;
    const definition = deps.definitions.find((each) => each.measureId === measureId);
    if (definition === undefined) throw new Error(`Nothing defines the measure ${measureId}.`);
    const { kinds, owners } = rowsOfMeasure[measureId];
    if (!hasRowsFor(definition, scope)) return refuse({ code: 'rows-not-yours', owners });
    const refusal = asked.asAtOn === null ? null : await weighAsAt(deps, tx, asked.asAtOn, now);
    if (refusal !== null) return refuse(refusal);
    const question = questionOf({ ...asked, by: null }, now.today);
    const within = { scope, month };
    const found = await deps.readRows(tx, question, within, { after, limit: limit + 1 });
    const counted = found.slice(0, limit);
    const subjects = await deps.readRowSubjects(
      tx,
      scope,
      kinds,
      counted.map(({ subjectId }) => subjectId),
    );
    const last = counted.at(-1);
    return done({
      definition,
      total: await deps.readRowsTotal(tx, question, within),
      rows: counted.map((row) => ({ ...row, subject: subjects.get(row.subjectId) ?? null })),
      next:
        found.length > limit && last !== undefined
          ? { onDate: last.onDate, subjectId: last.subjectId }
          : null,
    });
  };
