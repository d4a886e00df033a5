import { IntervalChart, type IntervalChartProps } from '../../../../ui/charts/interval-chart.js';
import { DataTable, type Row } from '../../../../ui/components/data-table.js';
import { DefinitionNote } from '../../../../ui/components/definition-note.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';

/** How good the forecast was. */
export interface CalibrationProps {
  readonly frame: PageFrame;
  readonly answerText: string;
  /** Null where nothing could be tried. */
  readonly chart: IntervalChartProps | null;
  readonly periods: readonly Row[];
  readonly losses: readonly Row[];
  readonly pastText: string;
  readonly past: readonly Row[];
}

/** What was forecast of periods that are over, and what came. */
export const CalibrationView = (props: CalibrationProps) => (
  <PageLayout {...props.frame} title="How good the forecast is" current="forecast">
    <p class="app-back">
      <a href="/target/forecast">Back to the forecast</a>
    </p>
    <PageHeading title="How good the forecast is" label="Forecast">
      <p>{props.answerText}</p>
    </PageHeading>
    <section aria-labelledby="published-title">
      <h2 class="app-section-title" id="published-title">
        On what was published
      </h2>
      {props.chart !== null && (
        <>
          <IntervalChart {...props.chart} />
          <DataTable
            caption="Placements approved in Scotland: forecast from what was known on the first day, and published later"
            columns={[
              { key: 'period', heading: 'Half-year' },
              { key: 'forecast', heading: 'Forecast', isNumber: true },
              { key: 'came', heading: 'Came', isNumber: true },
              { key: 'held', heading: 'Between the two' },
              { key: 'naive', heading: 'A year before', isNumber: true },
              { key: 'line', heading: 'Straight line', isNumber: true },
            ]}
            rows={props.periods}
          />
          <DataTable
            caption="How far off each was on average; less is better"
            staysTable
            columns={[
              { key: 'way', heading: 'Way' },
              { key: 'loss', heading: 'Loss', isNumber: true },
            ]}
            rows={props.losses}
          />
        </>
      )}
      <DefinitionNote term="Loss">
        The pinball loss, the mean of that at a tenth, a half and nine tenths. A single number is taken for
        all three.
      </DefinitionNote>
      <DefinitionNote term="What is tried">
        How referrals come in and are carried on. The history of beds is not published, so the queue for beds
        is not tried here. A figure comes out in the middle of the half-year after its own, so on a first day
        the one before the last is known. Source: Public Health Scotland, interim monitoring reports.
      </DefinitionNote>
    </section>
    <section aria-labelledby="own-title">
      <h2 class="app-section-title" id="own-title">
        On our own counts
      </h2>
      <p>{props.pastText}</p>
      {props.past.length > 0 && (
        <DataTable
          caption="The first forecast of each month, of years that are over"
          columns={[
            { key: 'year', heading: 'Year' },
            { key: 'on', heading: 'Worked out' },
            { key: 'forecast', heading: 'Forecast', isNumber: true },
            { key: 'counted', heading: 'Counted', isNumber: true },
            { key: 'held', heading: 'Between the two' },
          ]}
          rows={props.past}
        />
      )}
    </section>
  </PageLayout>
);
