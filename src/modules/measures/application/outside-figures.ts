import type { AppendAudit } from '../../../kernel/audit.js';
import { financialYearOf, type FinancialYear } from '../../../kernel/financial-year.js';
import type { IdSource } from '../../../kernel/ids.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { counterpartOf, type Counterpart, type Incomparable } from '../domain/counterpart.js';
import type { ComparedWith, DifferenceCode, DifferenceExplained } from '../domain/difference.js';
import { thingOf, type KeptFigure } from '../domain/kept-figure.js';
import type { MeasureCell, MeasureDefinition, MeasureId, MeasureQuestion } from '../domain/measure.js';
import { tell } from '../domain/told-measure.js';
import { byAge, withStandings, type StandingFigure } from '../domain/vintage.js';

/** What is counted here of the same thing, or why nothing stands there. */
export type CountedHere =
  | {
      readonly kind: 'counted';
      readonly measureId: MeasureId;
      readonly definitionVersion: number;
      /** Where the definition comes from, which says why the two can be compared. */
      readonly because: string;
      /** Null where of too few people to tell. */
      readonly told: number | null;
      /** Whether it is told to the nearest five. */
      readonly isRounded: boolean;
      /** Counted here less the figure; null where either is not told. */
      readonly difference: number | null;
    }
  | { readonly kind: 'not-comparable'; readonly why: Incomparable }
  /** The period began before anything was recorded here; null where nothing is yet. */
  | { readonly kind: 'not-recorded'; readonly recordedFrom: IsoDate | null }
  | { readonly kind: 'not-over' };

/** A figure of others among its vintages, with what is counted here and why the two differ. */
export interface OutsideFigure extends StandingFigure {
  readonly here: CountedHere;
  readonly explained: readonly DifferenceExplained[];
}

/** Which figures; null for all. */
export interface OutsideAsked {
  readonly measure: string | null;
  /** The financial year in which the period begins. */
  readonly year: FinancialYear | null;
  readonly route: string | null;
}

/** What reading figures of others needs. */
export interface OutsideFiguresDeps {
  readonly definitions: readonly MeasureDefinition[];
  /** All of them, each vintage. A few hundred at most. */
  readonly readKeptFigures: (tx: Tx) => Promise<readonly KeptFigure[]>;
  /** Newest last. */
  readonly readDifferences: (tx: Tx) => Promise<readonly DifferenceExplained[]>;
  readonly readCells: (tx: Tx, question: MeasureQuestion) => Promise<readonly MeasureCell[]>;
  /** The first day of which anything was recorded; null when nothing was. */
  readonly readRecordsBegin: (tx: Tx) => Promise<IsoDate | null>;
  /** Names of partnerships, by their ids. */
  readonly readGroupNames: (tx: Tx) => Promise<ReadonlyMap<string, string>>;
}

/** Counts beside figures: each question is asked once, however many figures ask it. */
const counter = async ({ definitions, ...deps }: OutsideFiguresDeps, tx: Tx, today: IsoDate) => {
  const recordedFrom = await deps.readRecordsBegin(tx);
  const areas = new Set((await deps.readGroupNames(tx)).values());
  const asked = new Map<string, Promise<readonly MeasureCell[]>>();
  const cellsOf = ({ measureId, fromOn, toOn }: Counterpart) => {
    const key = [measureId, fromOn, toOn].join('|');
    const cells =
      asked.get(key) ??
      deps.readCells(tx, {
        ...{ measureId, fromOn, toOn, by: null, asAt: null, asAtOn: today, isOncePerPerson: false },
      });
    asked.set(key, cells);
    return cells;
  };
  return async (figure: StandingFigure): Promise<CountedHere> => {
    const beside = counterpartOf(figure);
    if (typeof beside === 'string') return { kind: 'not-comparable', why: beside };
    if (beside.by === 'partnership' && !areas.has(beside.group ?? ''))
      return { kind: 'not-comparable', why: 'no-such-area' };
    if (recordedFrom === null || beside.fromOn < recordedFrom) return { kind: 'not-recorded', recordedFrom };
    if (beside.toOn > today) return { kind: 'not-over' };
    const definition = definitions.find(({ measureId }) => measureId === beside.measureId);
    if (definition === undefined) throw new Error(`Nothing defines the measure ${beside.measureId}.`);
    // A second place that tells groups, rounded its own way, would narrow what releases keep back.
    if (beside.by !== null) return { kind: 'not-comparable', why: 'told-in-releases' };
    const told = tell(definition, await cellsOf(beside), false).n;
    return {
      ...{ kind: 'counted', measureId: beside.measureId, definitionVersion: definition.version, told },
      because: definition.source,
      isRounded: definition.isOfPeople && definition.telling === 'protected',
      difference: told === null || figure.figure === null ? null : told - figure.figure,
    };
  };
};

const beginsIn = ({ periodStartsOn }: KeptFigure, year: FinancialYear): boolean =>
  periodStartsOn !== null && financialYearOf(periodStartsOn) === year;

/** Every figure of others that is asked for, in no order, and of all that are kept what can be asked for. */
export const makeReadOutsideFigures =
  (deps: OutsideFiguresDeps) =>
  async (tx: Tx, { measure, year, route }: OutsideAsked, today: IsoDate) => {
    const kept = withStandings(await deps.readKeptFigures(tx));
    const differences = await deps.readDifferences(tx);
    const count = await counter(deps, tx, today);
    const figures: OutsideFigure[] = [];
    for (const figure of kept) {
      const isAsked =
        (measure === null || figure.measure === measure) &&
        (route === null || figure.route === route) &&
        (year === null || beginsIn(figure, year));
      if (!isAsked) continue;
      figures.push({
        ...figure,
        here: await count(figure),
        explained: differences.filter(({ figureId }) => figureId === figure.figureId),
      });
    }
    return {
      figures,
      measures: [...new Set(kept.map((figure) => figure.measure))],
      routes: [...new Set(kept.map((figure) => figure.route))],
      years: [
        ...new Set(
          kept.flatMap(({ periodStartsOn }) =>
            periodStartsOn === null ? [] : [financialYearOf(periodStartsOn)],
          ),
        ),
      ].toSorted((a, b) => b - a),
    };
  };

/** One figure and the other vintages of the same thing, the oldest first. */
export interface OutsideVintages {
  readonly figure: OutsideFigure;
  readonly vintages: readonly OutsideFigure[];
}

/** One figure of others with its vintages; null where there is none of that number. */
export const makeReadOutsideFigure =
  (deps: OutsideFiguresDeps) =>
  async (tx: Tx, figureId: number, today: IsoDate): Promise<OutsideVintages | null> => {
    const kept = withStandings(await deps.readKeptFigures(tx));
    const found = kept.find((figure) => figure.figureId === figureId);
    if (found === undefined) return null;
    const differences = await deps.readDifferences(tx);
    const count = await counter(deps, tx, today);
    const here = await count(found);
    const thing = thingOf(found);
    const vintages: OutsideFigure[] = [];
    for (const figure of kept.filter((each) => thingOf(each) === thing).toSorted(byAge)) {
      vintages.push({
        ...figure,
        here: figure.figureId === figureId ? here : await count(figure),
        explained: differences.filter((difference) => difference.figureId === figure.figureId),
      });
    }
    const figure = vintages.find((each) => each.figureId === figureId);
    return figure === undefined ? null : { figure, vintages };
  };

/** Where explanations are kept. */
export type AddDifference = (
  tx: Tx,
  difference: Omit<DifferenceExplained, 'explainedAt' | 'explainedBy'>,
  memberId: string,
) => Promise<void>;

/** What explaining a difference needs. */
export interface ExplainDifferenceDeps {
  readonly readOutsideFigure: ReturnType<typeof makeReadOutsideFigure>;
  readonly addDifference: AddDifference;
  readonly newId: IdSource;
  readonly audit: AppendAudit;
}

/** Why a difference is not explained. */
export type ExplainRefusal =
  | { readonly code: 'not-found' }
  /** Nothing counted here stands beside the figure. */
  | { readonly code: 'nothing-beside-it' }
  /** No vintage of the same thing came before. */
  | { readonly code: 'no-earlier-vintage' }
  /** Neither: there is no difference to explain yet. */
  | { readonly code: 'nothing-to-compare' };

/** What somebody says about a difference. */
export interface ExplainDifference {
  readonly figureId: number;
  readonly comparedWith: ComparedWith;
  readonly code: DifferenceCode;
  readonly words: string;
  readonly memberId: string;
  readonly today: IsoDate;
}

/** Writes down why a figure differs from what is counted here, or from the vintage before it. What was said before stays. */
export const makeExplainDifference =
  ({ readOutsideFigure, addDifference, newId, audit }: ExplainDifferenceDeps) =>
  async (
    tx: Tx,
    { figureId, comparedWith, code, words, memberId, today }: ExplainDifference,
  ): Promise<Outcome<{ differenceId: string }, ExplainRefusal>> => {
    const found = await readOutsideFigure(tx, figureId, today);
    if (found === null) return refuse({ code: 'not-found' });
    const { figure, vintages } = found;
    const isFirst = vintages[0]?.figureId === figureId;
    if (isFirst && figure.here.kind !== 'counted') return refuse({ code: 'nothing-to-compare' });
    if (comparedWith === 'here' && figure.here.kind !== 'counted')
      return refuse({ code: 'nothing-beside-it' });
    if (comparedWith === 'earlier' && isFirst) return refuse({ code: 'no-earlier-vintage' });
    const differenceId = newId();
    const toldHere = figure.here.kind === 'counted' ? figure.here.told : null;
    await addDifference(tx, { differenceId, figureId, comparedWith, code, words, toldHere }, memberId);
    await audit(tx, {
      action: 'measures.difference-explained',
      ...{ subjectKind: 'published_figure', subjectId: String(figureId), version: null },
      after: { differenceId, comparedWith, code, words, toldHere },
    });
    return done({ differenceId });
  };
