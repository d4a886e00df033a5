import { StepsChart, type StepsChartProps } from '../../../../ui/charts/steps-chart.js';
import { Button } from '../../../../ui/components/button.js';
import { DataTable, type Column } from '../../../../ui/components/data-table.js';
import { DateInput } from '../../../../ui/components/date-input.js';
import { DefinitionNote } from '../../../../ui/components/definition-note.js';
import { Notification } from '../../../../ui/components/notification.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { Marked } from '../../../../ui/components/sourced.js';
import { SummaryList } from '../../../../ui/components/summary-list.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import type { FormState } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';

/** Words of a row after its heading. */
interface WordsRow {
  readonly key: string;
  readonly name: string;
  readonly cells: readonly string[];
}

/** A project in the list. */
export interface ExpansionRow {
  readonly key: string;
  readonly name: string;
  readonly href: string;
  readonly placeText: string;
  readonly reachedText: string;
  /** "Open 27", "Planned 49 (D)". */
  readonly bedsTexts: readonly string[];
  /** Pounds in the words of the source, with the mark in brackets; null where none is known. */
  readonly fundingText: string | null;
  readonly openingText: string;
}

/** The page of beds to come. */
export interface ExpansionProps {
  readonly frame: PageFrame;
  readonly asks: { readonly action: string; readonly form: FormState<string> };
  readonly asAtText: string;
  readonly caution?: string | undefined;
  readonly facts: readonly { readonly key: string; readonly value: string }[];
  readonly steps: StepsChartProps;
  readonly stageRows: readonly WordsRow[];
  readonly unexplained: readonly string[];
  readonly stageNames: readonly string[];
  readonly boardRows: readonly WordsRow[];
  readonly projects: readonly ExpansionRow[];
  readonly slippageText: string;
  /** Null where no count of the country was published by that day. */
  readonly pledge: {
    readonly chart: StepsChartProps;
    readonly facts: readonly { readonly key: string; readonly value: string }[];
  } | null;
  readonly counted: readonly {
    readonly key: string;
    readonly bedsText: string;
    readonly measure: string;
    readonly source: string;
  }[];
  /** Where a project is added; null for readers who may not. */
  readonly addHref: string | null;
}

const AskForm = ({ asks: { action, form } }: Pick<ExpansionProps, 'asks'>) => {
  const { date } = bindForm(form);
  return (
    <form
      method="get"
      action={action}
      class="app-filters app-filters--row"
      aria-label="As at which day"
      novalidate
    >
      <DateInput {...date('on')} label="As at the end of" hint="Empty for today" />
      <DateInput {...date('known')} label="As known at the end of" hint="Empty for what is known now" />
      <div class="app-filters__actions">
        <Button isSmall isSecondary>
          Show
        </Button>
      </div>
    </form>
  );
};

const WordsTable = ({
  caption,
  heading,
  columns,
  rows,
}: {
  readonly caption: string;
  readonly heading: string;
  readonly columns: readonly Column[];
  readonly rows: readonly WordsRow[];
}) => (
  <DataTable
    caption={caption}
    isCaptionHidden
    columns={[{ key: 'name', heading }, ...columns]}
    rows={rows.map(({ key, name, cells }) => ({ key, cells: [name, ...cells] }))}
  />
);

const Projects = ({ projects }: Pick<ExpansionProps, 'projects'>) => (
  <DataTable
    caption="Projects that add beds"
    isCaptionHidden
    columns={[
      { key: 'project', heading: 'Project' },
      { key: 'reached', heading: 'Step reached' },
      { key: 'beds', heading: 'Beds' },
      { key: 'funding', heading: 'Pounds' },
      { key: 'opening', heading: 'Opening beside its plan' },
    ]}
    rows={projects.map((row) => ({
      key: row.key,
      cells: [
        <>
          <a href={row.href}>{row.name}</a>
          <span class="app-sub">{row.placeText}</span>
        </>,
        row.reachedText,
        <div>
          {row.bedsTexts.length === 0
            ? 'not known'
            : row.bedsTexts.map((text) => <div key={text}>{text}</div>)}
        </div>,
        <div>{row.fundingText === null ? 'not known' : <Marked text={row.fundingText} />}</div>,
        row.openingText,
      ],
    }))}
  />
);

const Pledge = ({ pledge, counted }: Pick<ExpansionProps, 'pledge' | 'counted'>) => (
  <section class="app-outside" aria-labelledby="pledge-title">
    <h2 class="app-section-title" id="pledge-title">
      What it means for the pledge
    </h2>
    {pledge === null ? (
      <p>No count of the country’s beds was published by that day.</p>
    ) : (
      <>
        <StepsChart {...pledge.chart} />
        <SummaryList items={pledge.facts} />
      </>
    )}
    <DataTable
      caption="Beds in Scotland, as others counted them"
      columns={[
        { key: 'period', heading: 'Period' },
        { key: 'beds', heading: 'Beds' },
        { key: 'measure', heading: 'What was counted' },
        { key: 'source', heading: 'Source' },
      ]}
      rows={counted.map(({ key, bedsText, measure, source }) => ({
        key,
        cells: [key, <Marked text={bedsText} />, measure, source],
      }))}
    />
  </section>
);

/** Every project that adds beds, how far each has come, and what was published beside what is known. */
export const ExpansionView = (props: ExpansionProps) => (
  <PageLayout
    {...props.frame}
    title="Expansion"
    current="expansion"
    errorSummary={{ errors: props.asks.form.errors }}
  >
    <PageHeading title="Expansion" label="Beds to come">
      <p>
        Beds are planned, funded, built, open, staffed and in use, each by its own date and source.{' '}
        {props.asAtText}
      </p>
    </PageHeading>
    {props.caution !== undefined && (
      <Notification kind="information">
        <p>{props.caution}</p>
      </Notification>
    )}
    <AskForm asks={props.asks} />
    <section aria-labelledby="steps-title">
      <h2 class="app-section-title" id="steps-title">
        The projects that were published together
      </h2>
      <SummaryList items={props.facts} />
      <StepsChart {...props.steps} />
      <DefinitionNote term="How to read it">
        Beds that have come to a later step have passed the earlier ones, so each step has at least those of
        the next. (D) is worked out here and nobody has published it; (U) could not be confirmed and is never
        added.
      </DefinitionNote>
      <WordsTable
        caption="Beds of the projects that were published together, by step"
        heading="Step"
        columns={[
          { key: 'beds', heading: 'Beds at least', isNumber: true },
          { key: 'projects', heading: 'Projects with a number', isNumber: true },
          { key: 'without', heading: 'Left out' },
        ]}
        rows={props.stageRows}
      />
    </section>
    <section aria-labelledby="unexplained-title">
      <h2 class="app-section-title" id="unexplained-title">
        What is not explained
      </h2>
      <ul class="ds_list">
        {props.unexplained.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </section>
    <section aria-labelledby="projects-title">
      <h2 class="app-section-title" id="projects-title">
        Projects
      </h2>
      <Projects projects={props.projects} />
      <p>{props.slippageText}</p>
      {props.addHref !== null && (
        <p>
          <a href={props.addHref}>Add a project</a>
        </p>
      )}
    </section>
    <section aria-labelledby="boards-title">
      <h2 class="app-section-title" id="boards-title">
        By health board
      </h2>
      <WordsTable
        caption="Beds at least, by health board and step"
        heading="Health board"
        columns={props.stageNames.map((heading) => ({ key: heading, heading, isNumber: true }))}
        rows={props.boardRows}
      />
    </section>
    <Pledge pledge={props.pledge} counted={props.counted} />
  </PageLayout>
);
