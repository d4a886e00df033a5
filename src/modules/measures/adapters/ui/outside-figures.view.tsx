import { BarChart, type BarChartProps } from '../../../../ui/charts/bar-chart.js';
import { Button } from '../../../../ui/components/button.js';
import { DataTable } from '../../../../ui/components/data-table.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { Select } from '../../../../ui/components/select.js';
import { Tag } from '../../../../ui/components/tag.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import type { FormState, Option } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';
import type { FigureStanding } from '../../domain/vintage.js';
import { standingLooks } from './standing-looks.js';

/** A figure of others in a table. */
export interface OutsideRow {
  readonly key: string;
  readonly href: string;
  readonly periodText: string;
  readonly measureText: string;
  readonly ofWhomText: string;
  readonly figureText: string;
  readonly standing: FigureStanding;
  /** What stands in its place; null where it stands. */
  readonly replacedText: string | null;
  readonly vintageText: string;
  readonly note: string | null;
  readonly source: string;
  readonly sourceHref?: string | undefined;
  readonly hereText: string;
  /** Null where nothing can be said. */
  readonly differenceText: string | null;
  /** Why they differ, as it was written down. */
  readonly whyTexts: readonly string[];
}

/** Every figure of others, beside what is counted here. */
export interface OutsideFiguresProps {
  readonly frame: PageFrame;
  readonly asks: {
    readonly form: FormState<'measure' | 'period' | 'route'>;
    readonly measures: readonly Option[];
    readonly periods: readonly Option[];
    readonly routes: readonly Option[];
  };
  readonly published: readonly OutsideRow[];
  /** Worked out or not checked: published by nobody. */
  readonly notPublished: readonly OutsideRow[];
  /** How many more there are than the tables hold. */
  readonly moreText: string | null;
  /** Null where nothing can be drawn. */
  readonly chart: BarChartProps | null;
  /** Where figures are taken in; null for readers who keep none. */
  readonly takeInHref: string | null;
}

const Source = ({ row }: { readonly row: OutsideRow }) => (
  <>
    {row.vintageText}
    <span class="app-sub app-source">
      {row.sourceHref === undefined ? (
        row.source
      ) : (
        <a href={row.sourceHref} rel="noreferrer">
          {row.source}
        </a>
      )}
    </span>
    {row.note !== null && <span class="app-sub app-source">{row.note}</span>}
  </>
);

const Here = ({ row }: { readonly row: OutsideRow }) => (
  <>
    {row.hereText}
    {row.differenceText !== null && <span class="app-sub">{row.differenceText}</span>}
    {row.whyTexts.map((text) => (
      <span key={text} class="app-sub app-source">
        {text}
      </span>
    ))}
  </>
);

const Figures = ({ caption, rows }: { readonly caption: string; readonly rows: readonly OutsideRow[] }) => (
  <DataTable
    caption={caption}
    columns={[
      { key: 'period', heading: 'Period' },
      { key: 'what', heading: 'What' },
      { key: 'figure', heading: 'Figure', isNumber: true },
      { key: 'standing', heading: 'Standing' },
      { key: 'source', heading: 'Issue and source' },
      { key: 'here', heading: 'Counted here' },
    ]}
    rows={rows.map((row) => ({
      key: row.key,
      cells: [
        <a href={row.href}>
          {row.periodText}
          <span class="visually-hidden">
            : {row.measureText}, {row.ofWhomText}, {row.figureText}
          </span>
        </a>,
        <>
          {row.measureText}
          <span class="app-sub">{row.ofWhomText}</span>
        </>,
        row.standing === 'withdrawn' ? <s>{row.figureText}</s> : row.figureText,
        <>
          <Tag {...standingLooks[row.standing]} />
          {row.replacedText !== null && <span class="app-sub app-source">{row.replacedText}</span>}
        </>,
        <Source row={row} />,
        <Here row={row} />,
      ],
    }))}
  />
);

/** Every figure of others by measure, period, route and vintage; what nobody published stands apart. */
export const OutsideFiguresView = (props: OutsideFiguresProps) => {
  const { field } = bindForm(props.asks.form);
  return (
    <PageLayout {...props.frame} title="Figures published by others" current="measures">
      <p class="app-back">
        <a href="/measures">Back to the measures</a>
      </p>
      <PageHeading title="Figures published by others">
        <p>
          Kept apart from what is counted here and never added to it. Each stands with the issue it came from;
          a later issue does not take the place of an earlier one without saying so. Numbered reports are the
          interim monitoring reports of Public Health Scotland.
        </p>
        {props.takeInHref !== null && (
          <p>
            <a href={props.takeInHref}>Take in figures from a sheet</a>
          </p>
        )}
      </PageHeading>
      <form
        method="get"
        action="/measures/published"
        class="app-filters app-filters--row"
        aria-label="Which figures"
        novalidate
      >
        <Select
          {...field('measure')}
          label="Measure"
          options={props.asks.measures}
          emptyText="All measures"
        />
        <Select
          {...field('period')}
          label="Period begins in"
          options={props.asks.periods}
          emptyText="All years"
        />
        <Select {...field('route')} label="Route" options={props.asks.routes} emptyText="All routes" />
        <div class="app-filters__actions">
          <Button isSmall isSecondary>
            Show
          </Button>
        </div>
      </form>
      {props.chart !== null && (
        <section aria-labelledby="chart-title">
          <h2 class="app-section-title" id="chart-title">
            {props.chart.title}
          </h2>
          <BarChart {...props.chart} />
        </section>
      )}
      <section aria-labelledby="published-title">
        <h2 class="app-section-title" id="published-title">
          Published
        </h2>
        {props.published.length === 0 ? (
          <p>No published figure fits. Choose all measures, years or routes to see more.</p>
        ) : (
          <Figures caption="Published figures, newest period first" rows={props.published} />
        )}
      </section>
      {props.notPublished.length > 0 && (
        <section class="app-outside" aria-labelledby="not-published-title">
          <h2 class="app-section-title" id="not-published-title">
            Not published by anybody
          </h2>
          <p>
            Worked out from published figures (D), or not confirmed in a page that could be read (U). Do not
            quote them as published.
          </p>
          <Figures caption="Derived and unverified figures, newest period first" rows={props.notPublished} />
        </section>
      )}
      {props.moreText !== null && <p>{props.moreText}</p>}
    </PageLayout>
  );
};
