import { BarChart, type BarChartProps } from '../../../../ui/charts/bar-chart.js';
import { Button } from '../../../../ui/components/button.js';
import { DataTable } from '../../../../ui/components/data-table.js';
import { DateInput } from '../../../../ui/components/date-input.js';
import { DefinitionNote } from '../../../../ui/components/definition-note.js';
import { Notification } from '../../../../ui/components/notification.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { Select } from '../../../../ui/components/select.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import type { FormState, Option } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';

/** Which numbers are asked for: `year`, `asAt`, and on the page of one measure `by` and, for waits, `waits`. */
export interface MeasuresForm {
  readonly action: string;
  readonly form: FormState<string>;
  readonly years: readonly Option[];
  readonly by: readonly Option[];
  readonly waits: readonly Option[];
}

/** The measures of a kind, each with what it comes to. */
export interface MeasureSection {
  readonly key: string;
  readonly title: string;
  readonly rows: readonly {
    readonly key: string;
    readonly name: string;
    readonly href: string;
    readonly valueText: string;
    readonly besideText: string;
  }[];
}

/** The list of measures. */
export interface MeasuresProps {
  readonly frame: PageFrame;
  readonly yearText: string;
  readonly asAtText: string;
  readonly caution?: string | undefined;
  readonly asks: MeasuresForm;
  readonly sections: readonly MeasureSection[];
}

/** One measure. */
export interface MeasureProps {
  readonly frame: PageFrame;
  readonly name: string;
  readonly yearText: string;
  readonly caution?: string | undefined;
  readonly asks: MeasuresForm;
  readonly valueText: string;
  readonly besideText: string;
  readonly notes: readonly { readonly term: string; readonly text: string }[];
  /** Null where nothing can be drawn. */
  readonly chart: BarChartProps | null;
  /** Columns after the first, which is the month or the group. */
  readonly columns: readonly string[];
  readonly months: readonly NamedCells[];
  readonly groups: { readonly title: string; readonly rows: readonly NamedCells[] } | null;
  /** What was recorded since the day as at which it is told; null where it is told as now. */
  readonly since: { readonly text: string; readonly rows: readonly NamedCells[] } | null;
  readonly csvHref: string;
  /** The reader's own part of the number, row by row; null where none of it is theirs. */
  readonly rows: { readonly text: string; readonly href: string } | null;
}

/** A row of a table: its heading and the cells after it. */
export interface NamedCells {
  readonly key: string;
  readonly name: string;
  /** Its rows, where they are the reader's. */
  readonly href?: string | undefined;
  readonly cells: readonly string[];
}

const AskForm = ({ asks: { action, form, years, by, waits } }: { readonly asks: MeasuresForm }) => {
  const { field, date } = bindForm(form);
  return (
    <form
      method="get"
      action={action}
      class="app-filters app-filters--row"
      aria-label="Which numbers"
      novalidate
    >
      <Select {...field('year')} label="Financial year" options={years} />
      {by.length > 0 && (
        <Select {...field('by')} label="Told apart by" options={by} emptyText="Not told apart" />
      )}
      {waits.length > 0 && <Select {...field('waits')} label="Which waits" options={waits} />}
      <DateInput {...date('asAt')} label="As known at the end of" hint="Empty for what is known now" />
      <div class="app-filters__actions">
        <Button isSmall isSecondary>
          Show
        </Button>
      </div>
    </form>
  );
};

const Table = ({
  caption,
  heading,
  columns,
  rows,
}: {
  readonly caption: string;
  readonly heading: string;
  readonly columns: readonly string[];
  readonly rows: readonly NamedCells[];
}) => (
  <DataTable
    caption={caption}
    columns={[
      { key: 'name', heading },
      ...columns.map((text) => ({ key: text, heading: text, isNumber: true })),
    ]}
    rows={rows.map(({ key, name, href, cells }) => ({
      key,
      cells: [href === undefined ? name : <a href={href}>{name}</a>, ...cells],
    }))}
  />
);

/** Every measure of a financial year, each by its name. */
export const MeasuresView = (props: MeasuresProps) => (
  <PageLayout
    {...props.frame}
    title={`Measures ${props.yearText}`}
    current="measures"
    errorSummary={{ errors: props.asks.form.errors }}
  >
    <PageHeading title="Measures" label={`Financial year ${props.yearText}`}>
      <p>
        Each number has one definition, which stands on its own page with the months, the groups and what was
        put right since. {props.asAtText} <a href="/measures/published">What others published, beside it</a>.
      </p>
    </PageHeading>
    {props.caution !== undefined && (
      <Notification kind="information">
        <p>{props.caution}</p>
      </Notification>
    )}
    <AskForm asks={props.asks} />
    {props.sections.map(({ key, title, rows }) => (
      <section key={key} aria-labelledby={`${key}-title`}>
        <h2 class="app-section-title" id={`${key}-title`}>
          {title}
        </h2>
        <DataTable
          caption={`${title}, ${props.yearText}`}
          isCaptionHidden
          columns={[
            { key: 'measure', heading: 'Measure' },
            { key: 'value', heading: 'In the year', isNumber: true },
            { key: 'beside', heading: 'Of what' },
          ]}
          rows={rows.map((row) => ({
            key: row.key,
            cells: [<a href={row.href}>{row.name}</a>, row.valueText, row.besideText],
          }))}
        />
      </section>
    ))}
  </PageLayout>
);

/** One measure: its definition, its months and groups, and what was recorded since. */
export const MeasureView = (props: MeasureProps) => (
  <PageLayout
    {...props.frame}
    title={`${props.name} ${props.yearText}`}
    current="measures"
    errorSummary={{ errors: props.asks.form.errors }}
  >
    <PageHeading title={props.name} label={`Financial year ${props.yearText}`}>
      <p>
        <strong class="app-measure__number">{props.valueText}</strong> {props.besideText}
      </p>
      {props.rows !== null && (
        <p>
          <a href={props.rows.href}>{props.rows.text}</a>
        </p>
      )}
    </PageHeading>
    {props.caution !== undefined && (
      <Notification kind="information">
        <p>{props.caution}</p>
      </Notification>
    )}
    {props.notes.map(({ term, text }) => (
      <DefinitionNote key={term} term={term}>
        {text}
      </DefinitionNote>
    ))}
    <AskForm asks={props.asks} />
    {props.groups !== null && (
      <section aria-labelledby="groups-title">
        <h2 class="app-section-title" id="groups-title">
          {props.groups.title}
        </h2>
        {props.groups.rows.length === 0 ? (
          <p>Nothing was counted in the year.</p>
        ) : (
          <Table
            caption={`${props.name} ${props.yearText}, ${props.groups.title.toLowerCase()}`}
            heading="Group"
            columns={props.columns}
            rows={props.groups.rows}
          />
        )}
      </section>
    )}
    <section aria-labelledby="months-title">
      <h2 class="app-section-title" id="months-title">
        By month
      </h2>
      {props.chart !== null && <BarChart {...props.chart} />}
      {props.months.length === 0 ? (
        <p>Nothing was counted in the year.</p>
      ) : (
        <Table
          caption={`${props.name} in each month of ${props.yearText}`}
          heading="Month"
          columns={props.columns}
          rows={props.months}
        />
      )}
      <p>
        <a href={props.csvHref}>The same as a file (CSV)</a>
      </p>
    </section>
    {props.since !== null && (
      <section aria-labelledby="since-title">
        <h2 class="app-section-title" id="since-title">
          What was recorded since
        </h2>
        <p>{props.since.text}</p>
        {props.since.rows.length > 0 && (
          <Table
            caption={`Why ${props.name.toLowerCase()} is another number now`}
            heading="Month"
            columns={['Why', 'Change']}
            rows={props.since.rows}
          />
        )}
      </section>
    )}
  </PageLayout>
);
