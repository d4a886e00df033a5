import { barriersPage } from '../../modules/matching/adapters/ui/barriers.page.js';
import { outsideFiguresPages } from '../../modules/measures/adapters/ui/outside-figures.page.js';
import { measuresPages } from '../../modules/measures/adapters/ui/measures.page.js';
import { fairnessPage } from '../../modules/measures/adapters/ui/fairness.page.js';
import { flowPage } from '../../modules/measures/adapters/ui/flow.page.js';
import { bottleneckPage } from '../../modules/measures/adapters/ui/bottleneck.page.js';
import { dataQualityPage } from '../../modules/measures/adapters/ui/data-quality.page.js';
import { forecastPage } from '../../modules/forecast/adapters/ui/forecast.page.js';
import { scenariosPages } from '../../modules/forecast/adapters/ui/scenarios.page.js';
import { readForecastOfYear } from '../forecast.js';
import { targetsPages } from '../../modules/measures/adapters/ui/targets.page.js';
import { targetPages } from '../../modules/measures/adapters/ui/target.page.js';
import type { Form, Page } from '../../platform/http/define-page.js';
import type { Modules } from '../modules.js';

/** The target and what counts towards it. */
export const createMeasurePages = ({
  measures,
  matching,
  scenarios,
}: Modules): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => ({
  pages: [
    barriersPage(matching),
    fairnessPage(measures),
    flowPage(measures),
    bottleneckPage(measures),
    ...targetPages(measures),
    forecastPage({ readForecast: readForecastOfYear }),
    ...scenariosPages(scenarios).pages,
    // Before the pages of single measures, whose address they would fit.
    dataQualityPage(measures),
    ...outsideFiguresPages(measures).pages,
    ...measuresPages(measures),
    ...targetsPages(measures).pages,
  ],
  forms: [
    ...scenariosPages(scenarios).forms,
    ...targetsPages(measures).forms,
    ...outsideFiguresPages(measures).forms,
  ],
});
