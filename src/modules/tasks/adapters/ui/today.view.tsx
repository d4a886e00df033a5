import { Button } from '../../../../ui/components/button.js';
import { DataTable } from '../../../../ui/components/data-table.js';
import { Details } from '../../../../ui/components/details.js';
import { DrugAlerts, type DrugAlertsModel } from '../../../../ui/components/drug-alerts.js';
import { EmptyState } from '../../../../ui/components/empty-state.js';
import { LiveRegion } from '../../../../ui/components/live-region.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { Pagination } from '../../../../ui/components/pagination.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { Select } from '../../../../ui/components/select.js';
import { Tag, type TagModel } from '../../../../ui/components/tag.js';
import type { FieldError, Option } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';
import type { Paging } from '../../../../ui/paging.js';

/** One task as a row, with who has it and what can be done about that. */
export interface TaskRowModel {
  readonly key: string;
  readonly text: string;
  readonly href: string;
  /** How long it has been stuck; null where it is in time. */
  readonly stuckText: string | null;
  /** Whether the row above is about the same person, who is not named again to the eye. */
  readonly isContinued: boolean;
  /** That several rows are about the person, on the first of them; null on any other. */
  readonly togetherText: string | null;
  /** The person, or the place where it is about none. */
  readonly aboutText: string;
  /** Said after the name of a link or button to those who hear it alone. */
  readonly aboutShort: string;
  readonly placeText: string | null;
  readonly due: TagModel;
  readonly dueText: string;
  readonly holderText: string;
  readonly isMine: boolean;
  readonly action: string;
  readonly version: number;
  /** Colleagues it can be handed to. */
  readonly colleagues: readonly Option[];
}

/** What there is to do today. */
export interface TodayProps {
  readonly frame: PageFrame;
  readonly title: string;
  readonly summaryText: string;
  readonly alerts?: DrugAlertsModel | undefined;
  readonly views: readonly { readonly text: string; readonly href: string; readonly isCurrent: boolean }[];
  /** The view shown, sent with each form so that it comes back to it. */
  readonly view: string;
  /** The mark of the page shown, sent with each form for the same. */
  readonly after: string;
  readonly tasks: readonly TaskRowModel[];
  readonly emptyText: string;
  readonly emptyHint: string;
  readonly paging: Paging;
  /** The list to print; left out for whoever has nobody to list. */
  readonly listHref?: string;
  readonly errors: readonly FieldError[];
  readonly newKey: () => string;
}

const Views = ({ views }: Pick<TodayProps, 'views'>) => (
  <nav aria-label="Whose tasks" class="app-views">
    <ul class="app-views__list">
      {views.map(({ text, href, isCurrent }) => (
        <li key={href}>
          <a href={href} aria-current={isCurrent ? 'page' : undefined}>
            {text}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);

const Holder = ({ task, props }: { readonly task: TaskRowModel; readonly props: TodayProps }) => {
  const form = {
    action: task.action,
    csrfToken: props.frame.csrfToken,
    version: task.version,
  };
  const about = `: ${task.text}, ${task.aboutShort}`;
  return (
    <>
      <span class="app-sub app-sub--inline">{task.holderText}</span>
      <div class="app-actions">
        <PostForm {...form} idempotencyKey={props.newKey()}>
          <input type="hidden" name="show" value={props.view} />
          <input type="hidden" name="after" value={props.after} />
          <input type="hidden" name="how" value={task.isMine ? 'back' : 'take'} />
          <Button isSmall isSecondary about={about}>
            {task.isMine ? 'Give back' : task.holderText === '' ? 'I do this' : 'Take over'}
          </Button>
        </PostForm>
      </div>
      {task.isMine && task.colleagues.length > 0 && (
        <Details id={`hand-over-${task.key}`} summary="Hand over" about={about}>
          <PostForm {...form} idempotencyKey={props.newKey()}>
            <input type="hidden" name="show" value={props.view} />
            <input type="hidden" name="after" value={props.after} />
            <input type="hidden" name="how" value="hand" />
            <Select
              id={`to-${task.key}`}
              name="to"
              label="To"
              value=""
              options={task.colleagues}
              emptyText="Choose a colleague"
            />
            <Button isSmall>Hand over</Button>
          </PostForm>
        </Details>
      )}
    </>
  );
};

/** Everything to do now: safety first, then what is overdue, each with the page where it is done and who has taken it. */
export const TodayView = (props: TodayProps) => (
  <PageLayout
    {...props.frame}
    title={props.title}
    current="today"
    errorSummary={{ errors: props.errors }}
    isLive
  >
    <PageHeading title={props.title}>
      <p>{props.summaryText}</p>
    </PageHeading>
    <LiveRegion id="alerts">
      <DrugAlerts model={props.alerts} />
    </LiveRegion>
    <LiveRegion id="tasks">
      <Views views={props.views} />
      {props.tasks.length === 0 ? (
        <EmptyState title={props.emptyText}>
          <p>{props.emptyHint}</p>
        </EmptyState>
      ) : (
        <div class="app-tasks">
          <DataTable
            caption="What there is to do: safety first, then what is overdue"
            isCaptionHidden
            columns={[
              { key: 'task', heading: 'To do' },
              { key: 'about', heading: 'About' },
              { key: 'due', heading: 'Due' },
              { key: 'holder', heading: 'Who does it' },
            ]}
            rows={props.tasks.map((task) => ({
              key: task.key,
              isContinued: task.isContinued,
              cells: [
                <>
                  <a href={task.href}>
                    {task.text}
                    <span class="visually-hidden">, {task.aboutShort}</span>
                  </a>
                  {task.stuckText !== null && <span class="app-sub">{task.stuckText}</span>}
                </>,
                task.isContinued ? (
                  <span class="visually-hidden">{task.aboutText}</span>
                ) : (
                  <>
                    {task.aboutText}
                    {task.placeText !== null && <span class="app-sub">{task.placeText}</span>}
                    {task.togetherText !== null && <span class="app-sub">{task.togetherText}</span>}
                  </>
                ),
                <>
                  <Tag {...task.due} />
                  <span class="app-sub">{task.dueText}</span>
                </>,
                <Holder task={task} props={props} />,
              ],
            }))}
          />
        </div>
      )}
      <Pagination paging={props.paging} label="Pages of tasks" />
    </LiveRegion>
    {props.listHref !== undefined && (
      <p>
        <a href={props.listHref}>List to print, for when systems are down</a>
      </p>
    )}
  </PageLayout>
);
