import { Button } from '../../../../ui/components/button.js';
import { DataTable } from '../../../../ui/components/data-table.js';
import { DrugAlerts, type DrugAlertsModel } from '../../../../ui/components/drug-alerts.js';
import { EmptyState } from '../../../../ui/components/empty-state.js';
import { LiveRegion } from '../../../../ui/components/live-region.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { Pagination } from '../../../../ui/components/pagination.js';
import { Select } from '../../../../ui/components/select.js';
import { Tag, type TagModel } from '../../../../ui/components/tag.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import type { FormState, Option } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';
import type { Paging } from '../../../../ui/paging.js';

/** Fields of the filter: whose tasks. */
export type SafetyListFields = 'owner';

/** Tasks that are due or overdue, of everybody in the reader's scope. */
export interface SafetyListProps {
  readonly frame: PageFrame;
  readonly action: string;
  readonly form: FormState<SafetyListFields>;
  readonly ownerOptions: readonly Option[];
  readonly ownText: string;
  readonly summaryText: string;
  readonly alerts?: DrugAlertsModel | undefined;
  readonly tasks: readonly {
    readonly key: string;
    readonly text: string;
    readonly href: string;
    readonly personText: string;
    readonly reference: string;
    readonly placeText: string;
    readonly ownerText: string;
    readonly dueText: string;
    readonly status: TagModel;
    readonly leavingText: string;
  }[];
  readonly emptyText: string;
  readonly paging: Paging;
}

const Filter = ({ props }: { readonly props: SafetyListProps }) => {
  const { field } = bindForm(props.form);
  return (
    <form
      method="get"
      action={props.action}
      class="app-filters app-filters--row"
      aria-label="Filter safety tasks"
      novalidate
    >
      <Select {...field('owner')} label="Show" options={props.ownerOptions} emptyText={props.ownText} />
      <div class="app-filters__actions">
        <Button isSmall isSecondary>
          Show
        </Button>
      </div>
    </form>
  );
};

/** What is owed to people who leave: overdue first, then by the day it is due. */
export const SafetyListView = (props: SafetyListProps) => (
  <PageLayout {...props.frame} title="Safety tasks" current="safety" isLive>
    <PageHeading title="Safety tasks">
      <p>{props.summaryText}</p>
    </PageHeading>
    <LiveRegion id="alerts">
      <DrugAlerts model={props.alerts} />
    </LiveRegion>
    <Filter props={props} />
    <LiveRegion id="tasks">
      {props.tasks.length === 0 ? (
        <EmptyState title={props.emptyText} />
      ) : (
        <DataTable
          caption="Safety tasks, overdue first, then by the day they are due"
          isCaptionHidden
          columns={[
            { key: 'task', heading: 'Task' },
            { key: 'person', heading: 'Person' },
            { key: 'leaving', heading: 'Leaving' },
            { key: 'owner', heading: 'Whose' },
            { key: 'due', heading: 'Due' },
          ]}
          rows={props.tasks.map((task) => ({
            key: task.key,
            cells: [
              <a href={task.href}>
                {task.text}
                <span class="visually-hidden"> for {task.reference}</span>
              </a>,
              <>
                {task.personText}
                <span class="app-sub">{task.placeText}</span>
              </>,
              task.leavingText,
              task.ownerText,
              <>
                <Tag {...task.status} />
                <span class="app-sub">{task.dueText}</span>
              </>,
            ],
          }))}
        />
      )}
      <Pagination paging={props.paging} label="Pages of safety tasks" />
    </LiveRegion>
  </PageLayout>
);
