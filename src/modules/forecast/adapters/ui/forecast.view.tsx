import { BarChart, type BarChartProps } from '../../../../ui/charts/bar-chart.js';
import { DataTable } from '../../../../ui/components/data-table.js';
import { DefinitionNote } from '../../../../ui/components/definition-note.js';
import { Notification } from '../../../../ui/components/notification.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { Tag, type TagColour } from '../../../../ui/components/tag.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';

/** What the forecast rests on: one number with its mark and source. */
export interface BasisRow {
  readonly key: string;
  readonly name: string;
  readonly valueText: string;
  readonly mark: { readonly text: string; readonly colour: TagColour };
  readonly source: string;
}

/** The forecast of a year. */
export interface ForecastProps {
  readonly frame: PageFrame;
  readonly yearText: string;
  readonly caution?: string | undefined;
  /** Where more can be read, by those who may. */
  readonly moreLinks: readonly { readonly href: string; readonly text: string }[];
  /** Null before the first was worked out. */
  readonly forecast: {
    readonly answerText: string;
    readonly chanceText: string;
    readonly notes: readonly { readonly term: string; readonly text: string }[];
    readonly chart: BarChartProps;
    readonly months: readonly { readonly key: string; readonly cells: readonly string[] }[];
    /** Single changes, the one that helps most first. */
    readonly tried: readonly { readonly key: string; readonly cells: readonly string[] }[];
    readonly basis: readonly BasisRow[];
  } | null;
}

/** What the financial year may still bring, between which numbers, and what that rests on. */
export const ForecastView = ({ frame, yearText, caution, moreLinks, forecast }: ForecastProps) => (
  <PageLayout {...frame} title={`Forecast ${yearText}`} current="forecast">
    <PageHeading title="Forecast" label={`Financial year ${yearText}`}>
      <p>{forecast === null ? 'None has been worked out yet.' : forecast.answerText}</p>
    </PageHeading>
    {caution !== undefined && (
      <Notification kind="information">
        <p>{caution}</p>
      </Notification>
    )}
    {forecast !== null && (
      <>
        <p>{forecast.chanceText}</p>
        {moreLinks.length > 0 && (
          <ul>
            {moreLinks.map(({ href, text }) => (
              <li key={href}>
                <a href={href}>{text}</a>
              </li>
            ))}
          </ul>
        )}
        {forecast.notes.map(({ term, text }) => (
          <DefinitionNote key={term} term={term}>
            {text}
          </DefinitionNote>
        ))}
        <section aria-labelledby="months-title">
          <h2 class="app-section-title" id="months-title">
            By month
          </h2>
          <BarChart {...forecast.chart} />
          <DataTable
            caption={`Placements that start in each month still to come of ${yearText}`}
            staysTable
            columns={[
              { key: 'month', heading: 'Month' },
              { key: 'low', heading: 'One in ten below', isNumber: true },
              { key: 'middle', heading: 'Half below', isNumber: true },
              { key: 'high', heading: 'One in ten above', isNumber: true },
            ]}
            rows={forecast.months}
          />
        </section>
        {forecast.tried.length > 0 && (
          <section aria-labelledby="tried-title">
            <h2 class="app-section-title" id="tried-title">
              Which one change would help most
            </h2>
            <p>
              Each by itself, from tomorrow, with everything else as it is expected and the same luck. More
              placements started by the end of the year, or fewer.
            </p>
            <DataTable
              caption="What single changes would do to placements started this year"
              isCaptionHidden
              columns={[
                { key: 'change', heading: 'Change' },
                { key: 'middle', heading: 'Placements', isNumber: true },
                { key: 'range', heading: 'In eight of ten years', isNumber: true },
              ]}
              rows={forecast.tried}
            />
          </section>
        )}
        <section aria-labelledby="basis-title">
          <h2 class="app-section-title" id="basis-title">
            What it rests on
          </h2>
          <DataTable
            caption="What the forecast assumes, and where from"
            isCaptionHidden
            columns={[
              { key: 'name', heading: 'Assumption' },
              { key: 'value', heading: 'Value', isNumber: true },
              { key: 'mark', heading: 'Standing' },
              { key: 'source', heading: 'Source' },
            ]}
            rows={forecast.basis.map(({ key, name, valueText, mark, source }) => ({
              key,
              cells: [name, valueText, <Tag {...mark} />, source],
            }))}
          />
        </section>
      </>
    )}
  </PageLayout>
);
