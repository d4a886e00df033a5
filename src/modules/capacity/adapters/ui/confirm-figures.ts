import { plainNumber } from '../../../../ui/presenters/numbers.js';
import type { ProjectSummary } from '../../application/project-summary.js';
import type { CapacityFigures } from '../../domain/availability.js';
import { faultsInFigures, figureNames, unexplainedFigures } from '../../domain/reported-figures.js';

/** The figures on which the last report and the record still disagree. */
export const disagreementIn = ({ reported, ledger }: ProjectSummary, hasUnits: boolean) =>
  reported === null || !hasUnits ? [] : unexplainedFigures(reported, ledger);

/** Figures in one line. */
export const figuresText = (figures: CapacityFigures): string =>
  figureNames.map((name) => `${name} ${plainNumber(figures[name])}`).join(', ');

/** How a form carries what was seen. */
export const sentFigures = (figures: CapacityFigures): string =>
  figureNames.map((name) => figures[name]).join(' ');

/** What one press confirms, and between what it asks. */
export const confirmOf = (project: ProjectSummary) => {
  const { reported, ledger } = project;
  return {
    record: sentFigures(ledger),
    ...(reported !== null && disagreementIn(project, true).length > 0
      ? {
          report: {
            figures: sentFigures(reported.figures),
            text: figuresText(reported.figures),
            recordText: figuresText(ledger),
            canStand: faultsInFigures(reported.figures, reported.note).length === 0,
          },
        }
      : {}),
  };
};
