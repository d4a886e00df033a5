import {
  bedSheetHeadings,
  type BedSheetColumn,
  type SheetBed,
  type SheetProject,
} from '../domain/bed-sheet.js';
import type { BedImportPlan } from '../domain/plan-bed-import.js';

/** What an import did, or would do. */
export type ImportedBeds = {
  readonly isDryRun: boolean;
  readonly projectsAdded: number;
  readonly projectsChanged: number;
  readonly projectsUnchanged: number;
  readonly bedsAdded: number;
  readonly bedsChanged: number;
  readonly bedsUnchanged: number;
  readonly changes: readonly ImportedChange[];
};

/** One line of the sheet that makes a difference. `bed` is null for the project itself. */
export type ImportedChange = {
  readonly row: number;
  readonly project: string;
  readonly bed: string | null;
  readonly change: 'added' | 'changed';
  /** Headings of the columns that change. */
  readonly columns: readonly string[];
};

const headings = (columns: readonly BedSheetColumn[]): readonly string[] =>
  columns.map((column) => bedSheetHeadings[column]);

/** What a plan comes to, line by line in the order of the sheet. */
export const importedBeds = (plan: BedImportPlan, isDryRun: boolean): ImportedBeds => {
  const projectChange = (
    { row, name }: SheetProject,
    columns: readonly BedSheetColumn[] | null,
  ): ImportedChange => ({
    row,
    project: name,
    bed: null,
    change: columns === null ? 'added' : 'changed',
    columns: headings(columns ?? []),
  });
  const bedChange = (
    { row, projectName, label }: SheetBed,
    columns: readonly BedSheetColumn[] | null,
  ): ImportedChange => ({
    row,
    project: projectName,
    bed: label,
    change: columns === null ? 'added' : 'changed',
    columns: headings(columns ?? []),
  });
  const changes = [
    ...plan.projectsAdded.map((project) => projectChange(project, null)),
    ...plan.projectsChanged.map(({ sheet, columns }) => projectChange(sheet, columns)),
    ...plan.bedsAdded.map((bed) => bedChange(bed, null)),
    ...plan.bedsChanged.map(({ sheet, columns }) => bedChange(sheet, columns)),
  ].sort((a, b) => a.row - b.row);
  return {
    isDryRun,
    projectsAdded: plan.projectsAdded.length,
    projectsChanged: plan.projectsChanged.length,
    projectsUnchanged: plan.projectsUnchanged,
    bedsAdded: plan.bedsAdded.length,
    bedsChanged: plan.bedsChanged.length,
    bedsUnchanged: plan.bedsUnchanged,
    changes,
  };
};
