import { DataTable } from '../../../../ui/components/data-table.js';
import { Details } from '../../../../ui/components/details.js';
import { DrugAlerts, type DrugAlertsModel } from '../../../../ui/components/drug-alerts.js';
import { EmptyState } from '../../../../ui/components/empty-state.js';
import { LiveRegion } from '../../../../ui/components/live-region.js';
import { Notification } from '../../../../ui/components/notification.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { SummaryList, type SummaryItem } from '../../../../ui/components/summary-list.js';
import { Tag, type TagModel } from '../../../../ui/components/tag.js';
import type { FieldError } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';
import { SafetyForm, type SafetyFormModel } from './safety-forms.view.js';

/** One thing that is owed now. */
export interface OwedModel {
  readonly key: string;
  readonly text: string;
  readonly status: TagModel;
  /** "By 12 Nov 2026". */
  readonly dueText: string;
  /** "Tried on 3 Nov 2026, not reached": what came of it so far. */
  readonly soFar: readonly string[];
  /** The form that answers it; absent for readers who may not. */
  readonly form?: SafetyFormModel | undefined;
  readonly isOpen: boolean;
}

/** One thing that is not owed now: done, to come, or fallen away. */
export interface OtherTaskModel {
  readonly key: string;
  readonly text: string;
  readonly ownerText: string;
  readonly status: TagModel;
  readonly whenText: string;
}

/** One record with what it said. */
export interface RecordModel {
  readonly key: string;
  readonly text: string;
  readonly answerText: string;
  readonly detailTexts: readonly string[];
  readonly byText: string;
  readonly isCorrected: boolean;
  readonly correction?: SafetyFormModel | undefined;
  readonly isOpen: boolean;
}

/** What is owed to somebody who leaves, by whom, and what was done. */
export interface LeavingProps {
  readonly frame: PageFrame;
  readonly current: string;
  readonly back: { readonly text: string; readonly href: string };
  readonly personText: string;
  readonly reference: string;
  readonly summary: readonly SummaryItem[];
  readonly alerts?: DrugAlertsModel | undefined;
  readonly cameBack?: { readonly text: string; readonly href: string } | undefined;
  readonly diedText?: string | undefined;
  /** Of a stay with nights past the paid days: how many, and who acts. */
  readonly unpaid?: { readonly title: string; readonly text: string; readonly href?: string } | undefined;
  readonly isWritable: boolean;
  readonly own: readonly OwedModel[];
  readonly others: readonly OwedModel[];
  readonly othersTitle: string;
  readonly nothingOwedText: string;
  /** Where the project can still say what was measured on leaving; nobody owes it. */
  readonly leavingOutcome?: { readonly form: SafetyFormModel; readonly isOpen: boolean } | undefined;
  readonly rest: readonly OtherTaskModel[];
  readonly records: readonly RecordModel[];
  readonly errors: readonly FieldError[];
  readonly idPrefix?: string | undefined;
}

const Owed = ({ task, props }: { readonly task: OwedModel; readonly props: LeavingProps }) => (
  <li class="app-card">
    <h3 class="app-card__title">{task.text}</h3>
    <p>
      <Tag {...task.status} /> {task.dueText}
    </p>
    {task.soFar.length > 0 && (
      <ul>
        {task.soFar.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    )}
    {task.form !== undefined && (
      <Details id={`open-${task.form.idPrefix}`} summary="Record" about={task.text} isOpen={task.isOpen}>
        <SafetyForm model={task.form} csrfToken={props.frame.csrfToken} />
      </Details>
    )}
  </li>
);

const OwedList = ({
  id,
  title,
  tasks,
  emptyText,
  props,
}: {
  readonly id: string;
  readonly title: string;
  readonly tasks: readonly OwedModel[];
  readonly emptyText: string;
  readonly props: LeavingProps;
}) => (
  <section aria-labelledby={id}>
    <h2 class="app-section-title" id={id}>
      {title}
    </h2>
    {tasks.length === 0 ? (
      <EmptyState title={emptyText} />
    ) : (
      <ul class="app-plain-list app-cards">
        {tasks.map((task) => (
          <Owed key={task.key} task={task} props={props} />
        ))}
      </ul>
    )}
  </section>
);

const Records = ({ props }: { readonly props: LeavingProps }) => (
  <section aria-labelledby="records-title">
    <h2 class="app-section-title" id="records-title">
      Everything recorded
    </h2>
    {props.records.length === 0 ? (
      <EmptyState title="Nothing has been recorded yet" />
    ) : (
      <DataTable
        caption="Everything recorded, newest first"
        isCaptionHidden
        columns={[
          { key: 'what', heading: 'What' },
          { key: 'answer', heading: 'Answer' },
          { key: 'by', heading: 'Recorded' },
        ]}
        rows={props.records.map((record) => ({
          key: record.key,
          cells: [
            record.text,
            <>
              {record.isCorrected && <Tag text="Put right since" />} {record.answerText}
              {record.detailTexts.map((text) => (
                <span class="app-sub" key={text}>
                  {text}
                </span>
              ))}
            </>,
            <>
              {record.byText}
              {record.correction !== undefined && (
                <Details
                  id={`open-${record.correction.idPrefix}`}
                  summary="Put this right"
                  about={record.text}
                  isOpen={record.isOpen}
                >
                  <SafetyForm model={record.correction} csrfToken={props.frame.csrfToken} />
                </Details>
              )}
            </>,
          ],
        }))}
      />
    )}
  </section>
);

/** Everything about one leaving: what is the reader's to do first, then what others owe, then what was done. */
export const LeavingView = (props: LeavingProps) => (
  <PageLayout
    {...props.frame}
    title={`Leaving safely, ${props.reference}`}
    current={props.current}
    isLive
    errorSummary={{ errors: props.errors, idPrefix: props.idPrefix }}
  >
    <p class="app-back">
      <a href={props.back.href}>{props.back.text}</a>
    </p>
    <PageHeading title="Leaving safely" label={props.personText}>
      <p>
        The weeks after leaving are the dangerous ones. Nothing here holds up a leaving: what is not done yet
        stays owed.
      </p>
    </PageHeading>
    <LiveRegion id="alerts">
      <DrugAlerts model={props.alerts} />
    </LiveRegion>
    <LiveRegion id="leaving">
      <SummaryList items={props.summary} />
      {props.cameBack !== undefined && (
        <Notification kind="information" title="The person has asked again">
          <p>
            <a href={props.cameBack.href}>{props.cameBack.text}</a>
          </p>
        </Notification>
      )}
      {props.unpaid !== undefined && (
        <Notification kind="warning" title={props.unpaid.title}>
          <p>
            {props.unpaid.text}
            {props.unpaid.href !== undefined && (
              <>
                {' '}
                <a href={props.unpaid.href}>The money of this referral</a>
              </>
            )}
          </p>
        </Notification>
      )}
      {props.diedText !== undefined && (
        <Notification kind="information" title="The person has died">
          <p>{props.diedText}</p>
        </Notification>
      )}
      <OwedList
        id="own-title"
        title={props.isWritable ? 'Yours to do' : 'Owed by the partnership'}
        tasks={props.own}
        emptyText={props.nothingOwedText}
        props={props}
      />
      <OwedList
        id="others-title"
        title={props.othersTitle}
        tasks={props.others}
        emptyText="Nothing is owed by them now"
        props={props}
      />
      {props.leavingOutcome !== undefined && (
        <section aria-labelledby="outcome-title">
          <h2 class="app-section-title" id="outcome-title">
            Outcome on leaving
          </h2>
          <p>
            It did not come with the leaving. The score of an outcome instrument and how satisfied the person
            is can still be recorded, if they were asked.
          </p>
          <Details
            id={`open-${props.leavingOutcome.form.idPrefix}`}
            summary="Record"
            about="Outcome on leaving"
            isOpen={props.leavingOutcome.isOpen}
          >
            <SafetyForm model={props.leavingOutcome.form} csrfToken={props.frame.csrfToken} />
          </Details>
        </section>
      )}
      {props.rest.length > 0 && (
        <section aria-labelledby="rest-title">
          <h2 class="app-section-title" id="rest-title">
            Done and to come
          </h2>
          <DataTable
            caption="Tasks done and to come"
            isCaptionHidden
            columns={[
              { key: 'task', heading: 'Task' },
              { key: 'owner', heading: 'Whose' },
              { key: 'status', heading: 'How it stands' },
              { key: 'when', heading: 'When' },
            ]}
            rows={props.rest.map((task) => ({
              key: task.key,
              cells: [task.text, task.ownerText, <Tag {...task.status} />, task.whenText],
            }))}
          />
        </section>
      )}
      <Records props={props} />
    </LiveRegion>
  </PageLayout>
);
