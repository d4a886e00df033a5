import { FlowChart, type FlowChartProps } from '../../../../ui/charts/flow-chart.js';
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
import type { NamedCells } from './measures.view.js';

/** The page of how people get from referral to the end of a stay. */
export interface FlowProps {
  readonly frame: PageFrame;
  readonly whose: string;
  readonly periodText: string;
  readonly toldText: string;
  readonly caution?: string | undefined;
  readonly form: FormState<string>;
  readonly periods: readonly Option[];
  /** Null where nobody was referred, or fewer than are told. */
  readonly chart: FlowChartProps | null;
  readonly emptyText: string;
  /** One row a step: its name, and its cells. */
  readonly steps: readonly NamedCells[];
  /** Why people went no further, by step: the step, the reason and how many. */
  readonly dropOuts: readonly NamedCells[];
  /** The last answer to those who are still at a stage, by step. */
  readonly waitingFor: readonly NamedCells[];
  /** By what people are grouped, and each group: how many arrived, and within how many days half of them had. */
  readonly waits: readonly {
    readonly key: string;
    readonly title: string;
    readonly rows: readonly NamedCells[];
  }[];
  readonly waitsText: string;
  /** To which day people are followed where none is asked for. */
  readonly untilHint: string;
  readonly notes: readonly { readonly term: string; readonly text: string }[];
  readonly csvHref: string;
}

const flowColumns = [
  'Reached it',
  'Of those before',
  'Half took',
  'Not yet',
  'Half have waited',
  'Went no further',
] as const;

const AskForm = ({ form, periods, untilHint }: Pick<FlowProps, 'form' | 'periods' | 'untilHint'>) => {
  const { field, date } = bindForm(form);
  return (
    <form
      method="get"
      action="/flow"
      class="app-filters app-filters--row"
      aria-label="Which people"
      novalidate
    >
      <Select {...field('period')} label="People referred in" options={periods} />
      <DateInput {...date('asAt')} label="Followed to the end of" hint={untilHint} />
      <div class="app-filters__actions">
        <Button isSmall isSecondary>
          Show
        </Button>
      </div>
    </form>
  );
};

const Reasons = ({
  id,
  title,
  emptyText,
  heading,
  rows,
}: {
  readonly id: string;
  readonly title: string;
  readonly emptyText: string;
  readonly heading: string;
  readonly rows: readonly NamedCells[];
}) => (
  <section aria-labelledby={id}>
    <h2 class="app-section-title" id={id}>
      {title}
    </h2>
    {rows.length === 0 ? (
      <p>{emptyText}</p>
    ) : (
      <DataTable
        caption={title}
        isCaptionHidden
        columns={[
          { key: 'stage', heading: 'Last stage reached' },
          { key: 'reason', heading },
          { key: 'people', heading: 'People', isNumber: true },
        ]}
        rows={rows.map(({ key, name, cells }) => ({ key, cells: [name, ...cells] }))}
      />
    )}
  </section>
);

/** People referred in a period, followed through the stages: who got how far, how long each step took, and where people were lost. */
export const FlowView = (props: FlowProps) => (
  <PageLayout
    {...props.frame}
    title={`Flow ${props.periodText}`}
    current="flow"
    errorSummary={{ errors: props.form.errors }}
  >
    <PageHeading title="Flow" label={`${props.whose}, referred in ${props.periodText}`}>
      <p>
        The same people, followed from the referral on: how far they got, how long each step took, and where
        the way ended. {props.toldText}
      </p>
    </PageHeading>
    {props.caution !== undefined && (
      <Notification kind="information">
        <p>{props.caution}</p>
      </Notification>
    )}
    <AskForm form={props.form} periods={props.periods} untilHint={props.untilHint} />
    <section aria-labelledby="stages-title">
      <h2 class="app-section-title" id="stages-title">
        Stage by stage
      </h2>
      {props.chart === null ? (
        <p>{props.emptyText}</p>
      ) : (
        <>
          <FlowChart {...props.chart} />
          <p>Dark: went on. Light: still there. Hatched: went no further.</p>
          <DataTable
            caption={`People referred in ${props.periodText}, stage by stage`}
            columns={[
              { key: 'stage', heading: 'Stage' },
              ...flowColumns.map((heading) => ({ key: heading, heading, isNumber: true })),
            ]}
            rows={props.steps.map(({ key, name, cells }) => ({ key, cells: [name, ...cells] }))}
          />
          <p>
            <a href={props.csvHref}>The same as a file (CSV)</a>
          </p>
        </>
      )}
    </section>
    <Reasons
      id="drop-outs-title"
      title="Where the way ended, and why"
      emptyText="Nobody’s way has ended early."
      heading="Why"
      rows={props.dropOuts}
    />
    <Reasons
      id="waiting-title"
      title="Who is still on the way"
      emptyText="Nobody is still on the way."
      heading="Last answer"
      rows={props.waitingFor}
    />
    <section aria-labelledby="waits-title">
      <h2 class="app-section-title" id="waits-title">
        From referral to arrival, by group
      </h2>
      <p>
        {props.waitsText} <a href="/fairness">Fairness</a> tells who was placed at all, and counts those who
        still wait.
      </p>
      {props.waits.map(({ key, title, rows }) => (
        <DataTable
          key={key}
          caption={`From referral to arrival, by ${title}`}
          columns={[
            { key: 'group', heading: 'Group' },
            { key: 'arrived', heading: 'Arrived', isNumber: true },
            { key: 'half', heading: 'Half within', isNumber: true },
          ]}
          rows={rows.map((row) => ({ key: row.key, cells: [row.name, ...row.cells] }))}
        />
      ))}
    </section>
    <p>
      <a href="/flow/bottleneck">The bottleneck: where bed-nights and days are lost in a month</a>
    </p>
    {props.notes.map(({ term, text }) => (
      <DefinitionNote key={term} term={term}>
        {text}
      </DefinitionNote>
    ))}
  </PageLayout>
);
