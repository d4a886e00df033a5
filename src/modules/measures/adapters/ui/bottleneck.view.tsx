import { BarChart, type BarChartProps } from '../../../../ui/charts/bar-chart.js';
import { Button } from '../../../../ui/components/button.js';
import { DataTable } from '../../../../ui/components/data-table.js';
import { DefinitionNote } from '../../../../ui/components/definition-note.js';
import { Notification } from '../../../../ui/components/notification.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { Select } from '../../../../ui/components/select.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import type { FormState, Option } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';
import type { NamedCells } from './measures.view.js';

/** The page of where beds and days are lost. */
export interface BottleneckProps {
  readonly frame: PageFrame;
  readonly monthText: string;
  readonly sentence: string;
  readonly caution?: string | undefined;
  readonly form: FormState<string>;
  readonly months: readonly Option[];
  /** How many bed-nights there were, and in how many somebody slept. */
  readonly nightsText: string;
  readonly nightsChart: BarChartProps | null;
  /** A cause, its bed-nights and their share of those there were. */
  readonly nights: readonly NamedCells[];
  /** Whose days they are. */
  readonly whose: string;
  /** What is waited for, people, days, and days on which they could not go. */
  readonly waiting: readonly NamedCells[];
  readonly notes: readonly { readonly term: string; readonly text: string }[];
}

/** Where bed-nights and days of waiting were lost in a month, the most first. */
export const BottleneckView = (props: BottleneckProps) => {
  const { field } = bindForm(props.form);
  return (
    <PageLayout
      {...props.frame}
      title={`The bottleneck, ${props.monthText}`}
      current="flow"
      errorSummary={{ errors: props.form.errors }}
    >
      <PageHeading title="The bottleneck" label={props.monthText}>
        <p>{props.sentence}</p>
      </PageHeading>
      {props.caution !== undefined && (
        <Notification kind="information">
          <p>{props.caution}</p>
        </Notification>
      )}
      <form
        method="get"
        action="/flow/bottleneck"
        class="app-filters app-filters--row"
        aria-label="Which month"
        novalidate
      >
        <Select {...field('month')} label="Month" options={props.months} />
        <div class="app-filters__actions">
          <Button isSmall isSecondary>
            Show
          </Button>
        </div>
      </form>
      <section aria-labelledby="nights-title">
        <h2 class="app-section-title" id="nights-title">
          Bed-nights lost
        </h2>
        <p>{props.nightsText}</p>
        {props.nightsChart !== null && <BarChart {...props.nightsChart} />}
        {props.nights.length > 0 && (
          <DataTable
            caption={`Bed-nights lost in ${props.monthText}, by cause`}
            columns={[
              { key: 'cause', heading: 'Cause' },
              { key: 'nights', heading: 'Bed-nights', isNumber: true },
              { key: 'share', heading: 'Of all there were', isNumber: true },
            ]}
            rows={props.nights.map(({ key, name, cells }) => ({ key, cells: [name, ...cells] }))}
          />
        )}
      </section>
      <section aria-labelledby="waiting-title">
        <h2 class="app-section-title" id="waiting-title">
          Days waited
        </h2>
        <p>{props.whose}</p>
        {props.waiting.length > 0 && (
          <DataTable
            caption={`Days waited in ${props.monthText}, by what was waited for`}
            columns={[
              { key: 'stage', heading: 'Waiting for' },
              { key: 'people', heading: 'People', isNumber: true },
              { key: 'days', heading: 'Days', isNumber: true },
              { key: 'away', heading: 'Days they could not go', isNumber: true },
            ]}
            rows={props.waiting.map(({ key, name, cells }) => ({ key, cells: [name, ...cells] }))}
          />
        )}
      </section>
      {props.notes.map(({ term, text }) => (
        <DefinitionNote key={term} term={term}>
          {text}
        </DefinitionNote>
      ))}
      <p>
        <a href="/flow">The same people, stage by stage</a>
      </p>
    </PageLayout>
  );
};
