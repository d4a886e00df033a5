import type { Express } from 'express';

import { barriersPage } from '../../modules/matching/adapters/ui/barriers.page.js';
import {
  checkFigureSheet,
  figureSheetPages,
  figureSheetPath,
  takeInFiguresPath,
} from '../../modules/measures/adapters/ui/figure-sheet.page.js';
import { outsideFiguresPages } from '../../modules/measures/adapters/ui/outside-figures.page.js';
import { measureRowsPage } from '../../modules/measures/adapters/ui/measure-rows.page.js';
import { measuresPages } from '../../modules/measures/adapters/ui/measures.page.js';
import { fairnessPage } from '../../modules/measures/adapters/ui/fairness.page.js';
import { flowPage } from '../../modules/measures/adapters/ui/flow.page.js';
import { bottleneckPage } from '../../modules/measures/adapters/ui/bottleneck.page.js';
import { nilReturnsPages } from '../../modules/measures/adapters/ui/nil-returns.page.js';
import { dataQualityPage } from '../../modules/measures/adapters/ui/data-quality.page.js';
import { forecastPage } from '../../modules/forecast/adapters/ui/forecast.page.js';
import { scenariosPages } from '../../modules/forecast/adapters/ui/scenarios.page.js';
import { calibrationPage } from '../../modules/forecast/adapters/ui/calibration.page.js';
import { readForecastOfYear } from '../forecast.js';
import { targetsPages } from '../../modules/measures/adapters/ui/targets.page.js';
import { targetPages } from '../../modules/measures/adapters/ui/target.page.js';
import type { Form, Page } from '../../platform/http/define-page.js';
import type { PageOptions } from '../../platform/http/mount-pages.js';
import type { Modules } from '../modules.js';
import { mountSheetCheck } from '../sheet-check.js';

/** The target and what counts towards it. */
export const createMeasurePages = ({
  measures,
  matching,
  scenarios,
  calibration,
}: Modules): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => ({
  pages: [
    barriersPage(matching),
    fairnessPage(measures),
    flowPage(measures),
    bottleneckPage(measures),
    ...nilReturnsPages(measures).pages,
    ...targetPages(measures),
    forecastPage({ readForecast: readForecastOfYear }),
    calibrationPage(calibration),
    ...scenariosPages(scenarios).pages,
    // Before the pages of single measures, whose address they would fit.
    dataQualityPage(measures),
    // The sheet before a figure, whose number would fit it.
    ...figureSheetPages(measures).pages,
    ...outsideFiguresPages(measures).pages,
    measureRowsPage(measures),
    ...measuresPages(measures),
    ...targetsPages(measures).pages,
  ],
  forms: [
    ...nilReturnsPages(measures).forms,
    ...scenariosPages(scenarios).forms,
    ...targetsPages(measures).forms,
    ...outsideFiguresPages(measures).forms,
    ...figureSheetPages(measures).forms,
  ],
});

/** Forms in which a sheet of figures is pasted. */
export const figureSheetForms: readonly string[] = [figureSheetPath, takeInFiguresPath];

/** The look at a pasted sheet of figures. */
export const mountFigureSheetCheck = (app: Express, modules: Modules, pageOptions: PageOptions): void =>
  mountSheetCheck(app, modules, pageOptions, {
    path: figureSheetPath,
    permission: 'keep-published-figures',
    check: checkFigureSheet(modules.measures),
  });
