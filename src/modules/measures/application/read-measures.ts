import { financialYearEnd, financialYearStart, type FinancialYear } from '../../../kernel/financial-year.js';
import { addNights, londonDate, londonMidnight, minDate, type IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import { settledAfterSeconds } from '../../../kernel/settled.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { groupsKnownOn } from '../domain/groups-known.js';
import type {
  Grouping,
  MeasureCell,
  MeasureDefinition,
  MeasureId,
  MeasureQuestion,
  Waits,
} from '../domain/measure.js';

/** The numbers of one fact at a time, and why they are others now: the first revision recorded since. */
export interface FactChange {
  readonly month: string;
  /** What the record calls the step; null where the fact was not recorded yet. */
  readonly cause: string | null;
  readonly n: number;
  readonly of: number;
  readonly pence: number;
}

/** What reading measures needs. */
export interface ReadMeasuresDeps {
  readonly definitions: readonly MeasureDefinition[];
  readonly readCells: (tx: Tx, question: MeasureQuestion) => Promise<readonly MeasureCell[]>;
  readonly readChanges: (
    tx: Tx,
    then: MeasureQuestion,
    now: MeasureQuestion,
  ) => Promise<readonly FactChange[]>;
  /** The first time at which what is counted was kept; null when nothing is. */
  readonly readKeptSince: (tx: Tx) => Promise<Date | null>;
}

/** Which numbers: of a financial year, as known at the end of a day or now. */
export interface MeasuresAsked {
  readonly year: FinancialYear;
  readonly asAtOn: IsoDate | null;
}

/** Why a table as at a day is not told. */
export type AsAtRefusal =
  | { readonly code: 'as-at-not-over'; readonly latestOn: IsoDate }
  | { readonly code: 'as-at-before-records'; readonly earliestOn: IsoDate };

/** Which numbers of one measure. */
export interface MeasureAsked extends MeasuresAsked {
  readonly measureId: MeasureId;
  readonly by: Grouping | null;
  readonly waits: Waits;
}

/** One measure as it is counted: by month, and by group where one is asked for. */
export interface MeasureCounted {
  readonly definition: MeasureDefinition;
  /** The day at whose end it is told; null for now. Of what is protected the last of a quarter. */
  readonly knownOn: IsoDate | null;
  readonly cells: readonly MeasureCell[];
  /** By group, where one was asked for: of people as known at the end of a quarter. */
  readonly groups: { readonly cells: readonly MeasureCell[]; readonly asAtOn: IsoDate | null } | null;
  /** What was recorded since the day asked about, by month and cause; empty for now. */
  readonly since: readonly FactChange[];
  /** Of the same days, as known now; null where that is what was asked. */
  readonly cellsNow: readonly MeasureCell[] | null;
}

/** The time as at which a day is told, which is its end in Scotland. */
export const endOf = (on: IsoDate): Date => londonMidnight(addNights(on, 1));

/** Whether what was known at the end of a day can be told: null when it can. */
export const weighAsAt = async (
  { readKeptSince }: Pick<ReadMeasuresDeps, 'readKeptSince'>,
  tx: Tx,
  asAtOn: IsoDate,
  now: { readonly at: Date; readonly today: IsoDate },
): Promise<AsAtRefusal | null> => {
  if (asAtOn >= now.today || endOf(asAtOn).getTime() + settledAfterSeconds * 1000 > now.at.getTime())
    return { code: 'as-at-not-over', latestOn: addNights(now.today, -1) };
  const since = await readKeptSince(tx);
  const earliestOn = since === null ? now.today : londonDate(since);
  return asAtOn < earliestOn ? { code: 'as-at-before-records', earliestOn } : null;
};

/** A question of a whole financial year, as known at the end of a day or now. */
export const questionOf = (
  { measureId, year, by, waits, asAtOn }: MeasureAsked,
  today: IsoDate,
): MeasureQuestion => ({
  ...{ measureId, by, waits, fromOn: financialYearStart(year), toOn: financialYearEnd(year) },
  asAt: asAtOn === null ? null : endOf(asAtOn),
  // Midnight belongs to the day that begins with it.
  asAtOn: asAtOn === null ? today : addNights(asAtOn, 1),
});

/** The day at whose end groups of people who are not the reader's own are told; null for now. See {@link groupsKnownOn}. */
export const groupsAsAt = async (
  { readKeptSince }: Pick<ReadMeasuresDeps, 'readKeptSince'>,
  tx: Tx,
  asAtOn: IsoDate | null,
  today: IsoDate,
): Promise<IsoDate | null> => {
  const since = await readKeptSince(tx);
  const before = asAtOn === null ? today : addNights(asAtOn, 1);
  return groupsKnownOn(before, since === null ? today : londonDate(since));
};

/** The day at whose end a measure is told of the country: what is protected turns once a quarter, as groups do. */
const knownOnOf = (
  deps: ReadMeasuresDeps,
  tx: Tx,
  { isOfPeople, telling }: MeasureDefinition,
  asAtOn: IsoDate | null,
  today: IsoDate,
): Promise<IsoDate | null> =>
  isOfPeople && telling === 'protected' ? groupsAsAt(deps, tx, asAtOn, today) : Promise.resolve(asAtOn);

const readGroups = async (
  deps: ReadMeasuresDeps,
  tx: Tx,
  definition: MeasureDefinition,
  asked: MeasureAsked,
  today: IsoDate,
): Promise<MeasureCounted['groups']> => {
  if (asked.by === null) return null;
  const told = async (asAtOn: IsoDate | null) => ({
    asAtOn,
    cells: await deps.readCells(tx, questionOf({ ...asked, asAtOn }, today)),
  });
  if (!definition.isOfPeople) return told(asked.asAtOn);
  return told(await groupsAsAt(deps, tx, asked.asAtOn, today));
};

/** One measure of the list: its definition, and the cells of the year. */
export interface MeasureListed {
  readonly definition: MeasureDefinition;
  /** As in {@link MeasureCounted}. */
  readonly knownOn: IsoDate | null;
  readonly cells: readonly MeasureCell[];
}

/** Every measure for a financial year. One statement each. */
export const makeListMeasures =
  (deps: ReadMeasuresDeps) =>
  async (
    tx: Tx,
    { year, asAtOn }: MeasuresAsked,
    now: { readonly at: Date; readonly today: IsoDate },
  ): Promise<Outcome<readonly MeasureListed[], AsAtRefusal>> => {
    const refusal = asAtOn === null ? null : await weighAsAt(deps, tx, asAtOn, now);
    if (refusal !== null) return refuse(refusal);
    const listed: MeasureListed[] = [];
    for (const definition of deps.definitions) {
      const { measureId } = definition;
      const knownOn = await knownOnOf(deps, tx, definition, asAtOn, now.today);
      const asked = { measureId, year, asAtOn: knownOn, by: null, waits: 'completed' as const };
      listed.push({ definition, knownOn, cells: await deps.readCells(tx, questionOf(asked, now.today)) });
    }
    return done(listed);
  };

/** One measure for a financial year, and what was recorded of it since the day as at which it is told. */
export const makeReadMeasure =
  (deps: ReadMeasuresDeps) =>
  async (
    tx: Tx,
    asked: MeasureAsked,
    now: { readonly at: Date; readonly today: IsoDate },
  ): Promise<Outcome<MeasureCounted, AsAtRefusal | { readonly code: 'not-grouped-so' }>> => {
    const definition = deps.definitions.find(({ measureId }) => measureId === asked.measureId);
    if (definition === undefined) throw new Error(`Nothing defines the measure ${asked.measureId}.`);
    if (asked.by !== null && !definition.by.includes(asked.by)) return refuse({ code: 'not-grouped-so' });
    const refusal = asked.asAtOn === null ? null : await weighAsAt(deps, tx, asked.asAtOn, now);
    if (refusal !== null) return refuse(refusal);
    const groups = await readGroups(deps, tx, definition, asked, now.today);
    const knownOn = await knownOnOf(deps, tx, definition, asked.asAtOn, now.today);
    const question = questionOf({ ...asked, by: null, asAtOn: knownOn }, now.today);
    const cells = await deps.readCells(tx, question);
    // What was recorded since would tell of protected numbers between two quarters.
    if (asked.asAtOn === null || knownOn !== asked.asAtOn || definition.telling === 'protected')
      return done({ definition, knownOn, cells, groups, since: [], cellsNow: null });
    // The same days: what came about later is no correction of them.
    const current = { ...question, asAt: null, toOn: minDate(question.toOn, question.asAtOn) };
    const since = await deps.readChanges(tx, { ...question, toOn: current.toOn }, current);
    return done({ definition, knownOn, cells, groups, since, cellsNow: await deps.readCells(tx, current) });
  };
