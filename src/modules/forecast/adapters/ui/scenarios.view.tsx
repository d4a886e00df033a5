import { Button, ButtonLink } from '../../../../ui/components/button.js';
import { DataTable, type Row } from '../../../../ui/components/data-table.js';
import { EmptyState } from '../../../../ui/components/empty-state.js';
import { LiveRegion } from '../../../../ui/components/live-region.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { Select } from '../../../../ui/components/select.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import type { FieldError, Option } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';

/** A scenario in the list. */
export interface ScenarioRow {
  readonly key: string;
  readonly name: string;
  readonly href: string;
  readonly ownerText: string;
  readonly changesText: string;
  readonly stateText: string;
  /** What it does to placements, in eight of ten years; null while nobody knows. */
  readonly differenceText: string | null;
}

/** The page of all scenarios. */
export interface ScenariosProps {
  readonly frame: PageFrame;
  readonly mayKeep: boolean;
  readonly own: readonly ScenarioRow[];
  readonly shared: readonly ScenarioRow[];
  /** Scenarios that are worked out; fewer than two cannot be held beside each other. */
  readonly comparable: readonly Option[];
  readonly chosen: { readonly first: string; readonly second: string };
  readonly errors: readonly FieldError[];
}

const rowOf = (row: ScenarioRow, withOwner: boolean): Row => ({
  key: row.key,
  cells: [
    <a href={row.href}>{row.name}</a>,
    ...(withOwner ? [row.ownerText] : []),
    row.changesText,
    row.stateText,
    row.differenceText ?? '–',
  ],
});

const List = ({
  title,
  rows,
  withOwner,
}: {
  readonly title: string;
  readonly rows: readonly ScenarioRow[];
  readonly withOwner: boolean;
}) => (
  <DataTable
    caption={title}
    columns={[
      { key: 'name', heading: 'Scenario' },
      ...(withOwner ? [{ key: 'owner', heading: 'Whose' }] : []),
      { key: 'changes', heading: 'What is done differently' },
      { key: 'state', heading: 'Worked out' },
      { key: 'difference', heading: 'Placements, more or fewer', isNumber: true },
    ]}
    rows={rows.map((row) => rowOf(row, withOwner))}
  />
);

const Beside = ({ comparable, chosen, errors }: Pick<ScenariosProps, 'comparable' | 'chosen' | 'errors'>) => {
  const { field } = bindForm({ values: { ...chosen }, errors });
  return (
    <section aria-labelledby="beside-title">
      <h2 class="app-section-title" id="beside-title">
        Hold two beside each other
      </h2>
      <form method="get" action="/forecast/scenarios/beside" class="app-form">
        <Select {...field('second')} label="Scenario" options={comparable} emptyText="Choose a scenario" />
        <Select {...field('first')} label="Beside" options={comparable} emptyText="Choose another" />
        <Button isSecondary>Compare</Button>
      </form>
    </section>
  );
};

/** One's own scenarios and those that others share. */
export const ScenariosView = (props: ScenariosProps) => (
  <PageLayout
    {...props.frame}
    title="Scenarios"
    current="scenarios"
    errorSummary={{ errors: props.errors }}
    isLive
  >
    <PageHeading title="Scenarios">
      <p>
        What would happen if something were done differently: worked out for a year from the day’s counts.
      </p>
    </PageHeading>
    {props.mayKeep && (
      <p>
        <ButtonLink href="/forecast/scenarios/new">Write a scenario</ButtonLink>
      </p>
    )}
    <LiveRegion id="scenarios">
      {props.own.length + props.shared.length === 0 && (
        <EmptyState title="There is no scenario yet">
          <p>
            {props.mayKeep
              ? 'Write one, and work it out.'
              : 'Planners write them; those they share stand here.'}
          </p>
        </EmptyState>
      )}
      {props.own.length > 0 && <List title="Yours" rows={props.own} withOwner={false} />}
      {props.shared.length > 0 && <List title="Shared by others" rows={props.shared} withOwner />}
    </LiveRegion>
    {props.comparable.length > 1 && <Beside {...props} />}
  </PageLayout>
);
