import type { AppendAudit } from '../../../kernel/audit.js';
import type { IdSource } from '../../../kernel/ids.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import {
  mostFaultsTold,
  planFigureImport,
  type FigureColumn,
  type FigureFault,
  type SheetFigure,
} from '../domain/figure-sheet.js';
import type { KeptFigure } from '../domain/kept-figure.js';
import { withStandings } from '../domain/vintage.js';

/** Why a sheet of figures is not taken in. Nothing of it is. */
export type ImportFiguresRefusal =
  | { readonly code: 'sheet-too-large'; readonly maxBytes: number; readonly maxRows: number }
  | {
      readonly code: 'sheet-has-errors';
      readonly errorCount: number;
      readonly errors: readonly FigureFault[];
    }
  /** Somebody took in the same issue meanwhile. */
  | { readonly code: 'changed-since-you-read-it' };

/** One line that was added, or would be. */
export type AddedFigure = {
  readonly row: number;
  readonly measure: string;
  readonly periodLabel: string;
  readonly area: string;
  readonly route: string;
  /** The group it is of; null for everybody. */
  readonly group: string | null;
  readonly figure: number;
  readonly vintage: string;
  readonly mark: string;
  /** The figure and issue that stood before; null for the first of its kind. */
  readonly replaces: {
    readonly figureId: number;
    readonly figure: number | null;
    readonly vintage: string;
  } | null;
};

/** What a sheet came to. */
export type ImportedFigures = {
  readonly isTrial: boolean;
  readonly added: readonly AddedFigure[];
  readonly unchanged: number;
};

/** What taking in figures needs. */
export interface ImportFiguresDeps {
  readonly readFigureSheet: (
    bytes: Uint8Array,
  ) => Outcome<
    readonly { readonly row: number; readonly cells: Readonly<Record<FigureColumn, string>> }[],
    Exclude<ImportFiguresRefusal, { readonly code: 'changed-since-you-read-it' }>
  >;
  readonly readKeptFigures: (tx: Tx) => Promise<readonly KeptFigure[]>;
  /** Names of partnerships. */
  readonly readAreas: (tx: Tx) => Promise<readonly string[]>;
  /** False where one of them was taken in meanwhile. */
  readonly addFigures: (
    tx: Tx,
    importId: string,
    figures: readonly (SheetFigure & { readonly status: string })[],
  ) => Promise<boolean>;
  readonly newId: IdSource;
  readonly audit: AppendAudit;
}

/** Takes in a sheet of figures, on trial or in earnest: the whole of it or nothing. */
export const makeImportFigures =
  (deps: ImportFiguresDeps) =>
  async (
    tx: Tx,
    {
      bytes,
      isTrial,
      today,
    }: { readonly bytes: Uint8Array; readonly isTrial: boolean; readonly today: IsoDate },
  ): Promise<Outcome<ImportedFigures, ImportFiguresRefusal>> => {
    const rows = deps.readFigureSheet(bytes);
    if (!rows.ok) return rows;
    const kept = await deps.readKeptFigures(tx);
    const plan = planFigureImport(rows.value, kept, await deps.readAreas(tx), today);
    if (plan.errors.length > 0)
      return refuse({
        ...{ code: 'sheet-has-errors', errorCount: plan.errors.length },
        errors: plan.errors.slice(0, mostFaultsTold),
      });
    const added = plan.added.map(
      ({
        row,
        measure,
        periodLabel,
        area,
        route,
        category,
        figure,
        vintage,
        mark,
        replaces,
      }): AddedFigure => ({
        ...{ row, measure, periodLabel, area, route, group: category, figure, vintage, mark },
        replaces:
          replaces === null
            ? null
            : { figureId: replaces.figureId, figure: replaces.figure, vintage: replaces.vintage },
      }),
    );
    if (isTrial || added.length === 0) return done({ isTrial, added, unchanged: plan.unchanged });
    const importId = deps.newId();
    const figures = plan.added.map((figure) => ({
      ...figure,
      // A later number that somebody published again is a revised one.
      status: figure.mark === 'published' && figure.replaces !== null ? 'revised' : figure.mark,
    }));
    if (!(await deps.addFigures(tx, importId, figures))) return refuse({ code: 'changed-since-you-read-it' });
    await deps.audit(tx, {
      action: 'measures.figures-taken-in',
      ...{ subjectKind: 'published_import', subjectId: importId, version: null },
      after: { figures: added.length, issues: [...new Set(added.map(({ vintage }) => vintage))] },
    });
    return done({ isTrial, added, unchanged: plan.unchanged });
  };

/** Why a figure is not taken back. */
export type WithdrawFigureRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'figure-withdrawn-already' }
  /** It was worked out or never confirmed: nobody can take it back. */
  | { readonly code: 'published-by-nobody' };

/** What taking back a figure needs. */
export interface WithdrawFigureDeps {
  readonly readKeptFigures: (tx: Tx) => Promise<readonly KeptFigure[]>;
  /** False where it was taken back meanwhile. */
  readonly addWithdrawal: (tx: Tx, figureId: number, reason: string, memberId: string) => Promise<boolean>;
  readonly audit: AppendAudit;
}

/** Records that a publisher took a figure back, and why. The figure stays, shown as withdrawn. */
export const makeWithdrawFigure =
  ({ readKeptFigures, addWithdrawal, audit }: WithdrawFigureDeps) =>
  async (
    tx: Tx,
    command: { readonly figureId: number; readonly reason: string; readonly memberId: string },
  ): Promise<Outcome<{ figureId: number }, WithdrawFigureRefusal>> => {
    const { figureId, reason, memberId } = command;
    const figure = withStandings(await readKeptFigures(tx)).find((each) => each.figureId === figureId);
    if (figure === undefined) return refuse({ code: 'not-found' });
    if (figure.standing === 'withdrawn') return refuse({ code: 'figure-withdrawn-already' });
    if (figure.standing === 'derived' || figure.standing === 'unverified')
      return refuse({ code: 'published-by-nobody' });
    if (!(await addWithdrawal(tx, figureId, reason, memberId)))
      return refuse({ code: 'figure-withdrawn-already' });
    await audit(tx, {
      action: 'measures.figure-withdrawn',
      ...{ subjectKind: 'published_figure', subjectId: String(figureId), version: null },
      reason,
    });
    return done({ figureId });
  };
