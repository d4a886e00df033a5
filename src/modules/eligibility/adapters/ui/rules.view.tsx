import { Button } from '../../../../ui/components/button.js';
import { DataTable } from '../../../../ui/components/data-table.js';
import { EmptyState } from '../../../../ui/components/empty-state.js';
import { Notification } from '../../../../ui/components/notification.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { Select } from '../../../../ui/components/select.js';
import type { FieldError, Option } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';

/** One version of a rule in the list. */
export interface RuleRowModel {
  readonly key: string;
  readonly text: string;
  readonly stageText: string;
  readonly effectText: string;
  readonly action: string | null;
  readonly source: string;
  readonly sinceText: string;
  readonly byText: string;
  /** Null for readers who may not change it, and for a version that ends. */
  readonly changeHref: string | null;
  readonly endHref: string | null;
}

/** A change that waits for a second manager. */
export interface WaitingChangeModel {
  readonly changeId: string;
  readonly text: string;
  readonly detailText: string;
  readonly reason: string;
  readonly sentences: readonly string[];
  readonly mayConfirm: boolean;
  readonly confirmKey: string;
  readonly withdrawKey: string;
}

/** A change that was made or taken back. */
export interface PastChangeModel {
  readonly changeId: string;
  /** What changed, in words. */
  readonly text: string;
  /** From when until when, by whom, and who was the second. */
  readonly detailText: string;
  readonly reason: string;
}

/** The page of a project's rules. */
export interface RulesProps {
  readonly frame: PageFrame;
  readonly projectName: string;
  readonly rows: readonly RuleRowModel[];
  readonly waiting: readonly WaitingChangeModel[];
  /** The latest first. */
  readonly past: readonly PastChangeModel[];
  readonly decisionAction: (changeId: string) => string;
  /** Null for readers who may not change rules. */
  readonly addAction: string | null;
  readonly attributeOptions: readonly Option[];
  readonly doneText: string | null;
  readonly errors: readonly FieldError[];
}

const Waiting = ({ change, props }: { readonly change: WaitingChangeModel; readonly props: RulesProps }) => {
  const form = (decision: 'confirm' | 'withdraw', key: string, text: string) => (
    <PostForm
      action={props.decisionAction(change.changeId)}
      csrfToken={props.frame.csrfToken}
      idempotencyKey={key}
      label={`${text}: ${change.text}`}
    >
      <input type="hidden" name="decision" value={decision} />
      <Button isSmall isSecondary={decision === 'withdraw'} about={`: ${change.text}`}>
        {text}
      </Button>
    </PostForm>
  );
  return (
    <li>
      <strong>{change.text}</strong>
      <span class="app-sub">{change.detailText}</span>
      <span class="app-sub">Why: {change.reason}</span>
      <span class="app-sub">{change.sentences.join(' ')}</span>
      {change.mayConfirm
        ? form('confirm', change.confirmKey, 'Confirm')
        : 'You asked for it yourself: another manager confirms it.'}
      {form('withdraw', change.withdrawKey, 'Take back')}
    </li>
  );
};

const RulesTable = ({
  rows,
  canChange,
}: {
  readonly rows: readonly RuleRowModel[];
  readonly canChange: boolean;
}) => (
  <DataTable
    caption="Rules, in order of what they are about"
    isCaptionHidden
    columns={[
      { key: 'rule', heading: 'Rule' },
      { key: 'when', heading: 'When, and what then' },
      { key: 'source', heading: 'Source' },
      { key: 'since', heading: 'In force' },
      ...(canChange ? [{ key: 'change', heading: 'Change' }] : []),
    ]}
    rows={rows.map((row) => ({
      key: row.key,
      cells: [
        row.text,
        <div>
          {row.stageText}
          <span class="app-sub">{row.effectText}</span>
          {row.action !== null && <span class="app-sub">{row.action}</span>}
        </div>,
        row.source,
        <div>
          {row.sinceText}
          <span class="app-sub">{row.byText}</span>
        </div>,
        ...(canChange
          ? [
              <div>
                {row.changeHref === null ? (
                  'Ends'
                ) : (
                  <>
                    <a href={row.changeHref}>
                      Change<span class="visually-hidden">{`: ${row.text}`}</span>
                    </a>{' '}
                    <a href={row.endHref ?? row.changeHref}>
                      End<span class="visually-hidden">{`: ${row.text}`}</span>
                    </a>
                  </>
                )}
              </div>,
            ]
          : []),
      ],
    }))}
  />
);

/** Who can come to a project: its rules for everybody to read, and for its managers to change. */
export const RulesView = (props: RulesProps) => (
  <PageLayout
    {...props.frame}
    title={`Who can come to ${props.projectName}`}
    current="projects"
    errorSummary={{ errors: props.errors }}
  >
    <PageHeading title={`Who can come to ${props.projectName}`}>
      <p>
        What the project asks of everybody. What a single bed is for, such as women or step-free access,
        stands with the bed. A fact nobody has recorded turns nobody away: it is asked for.
      </p>
      <p>
        <a href="/projects">Back to projects</a>
      </p>
    </PageHeading>
    {props.doneText !== null && (
      <Notification kind="success" takesFocus>
        <p>{props.doneText}</p>
      </Notification>
    )}
    {props.waiting.length > 0 && (
      <section aria-labelledby="waiting-title">
        <h2 class="app-section-title" id="waiting-title">
          Waits for a second manager
        </h2>
        <ul class="app-reasons">
          {props.waiting.map((change) => (
            <Waiting key={change.changeId} change={change} props={props} />
          ))}
        </ul>
      </section>
    )}
    {props.rows.length === 0 ? (
      <EmptyState title="No rules of its own">
        <p>Only what each bed is for decides.</p>
      </EmptyState>
    ) : (
      <RulesTable rows={props.rows} canChange={props.addAction !== null} />
    )}
    {props.past.length > 0 && (
      <section aria-labelledby="past-title">
        <h2 class="app-section-title" id="past-title">
          What has changed
        </h2>
        <ol class="app-history">
          {props.past.map((change) => (
            <li key={change.changeId}>
              {change.text}
              <span class="app-sub">{change.detailText}</span>
              <span class="app-sub">Why: {change.reason}</span>
            </li>
          ))}
        </ol>
      </section>
    )}
    {props.addAction !== null && (
      <section aria-labelledby="add-title">
        <h2 class="app-section-title" id="add-title">
          Add a rule
        </h2>
        <form method="get" action={props.addAction} class="app-form" novalidate>
          <input type="hidden" name="kind" value="add" />
          <Select
            id="attribute"
            name="attribute"
            value=""
            label="What it is about"
            options={props.attributeOptions}
            emptyText="Choose"
          />
          <Button isSecondary>Go on</Button>
        </form>
      </section>
    )}
  </PageLayout>
);
