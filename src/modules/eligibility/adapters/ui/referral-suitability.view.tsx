import { Button } from '../../../../ui/components/button.js';
import { Details } from '../../../../ui/components/details.js';
import { EmptyState } from '../../../../ui/components/empty-state.js';
import { LiveRegion } from '../../../../ui/components/live-region.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { Select } from '../../../../ui/components/select.js';
import { Tag, type TagModel } from '../../../../ui/components/tag.js';
import { Textarea } from '../../../../ui/components/textarea.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import { untouchedForm, type FormState, type Option } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';

/** A form of the page: to ask, to tell more, to take back. */
export type SuitabilityFormKind = 'ask' | 'information' | 'withdrawal';

/** One question to one project. */
export interface AskedProject {
  readonly requestId: string;
  readonly projectName: string;
  readonly standing: TagModel;
  /** When it was asked, until when it is answered, what was said. */
  readonly lines: readonly string[];
  readonly isOverdue: boolean;
  readonly version: number;
  /** Where more is told, for a project that must know it; absent otherwise. */
  readonly information?: { readonly action: string; readonly idempotencyKey: string } | undefined;
  /** Where it is taken back; absent once it is answered. */
  readonly withdrawal?: { readonly action: string; readonly idempotencyKey: string } | undefined;
}

/** What projects were asked about one person. */
export interface ReferralSuitabilityProps {
  readonly frame: PageFrame;
  readonly title: string;
  readonly reference: string;
  readonly referralHref: string;
  readonly placesHref: string;
  readonly asked: readonly AskedProject[];
  readonly ask?:
    | { readonly action: string; readonly idempotencyKey: string; readonly projects: readonly Option[] }
    | undefined;
  readonly failed?:
    | { readonly kind: SuitabilityFormKind; readonly requestId: string; readonly form: FormState<string> }
    | undefined;
}

/** What the ids of the fields of one form begin with. */
export const suitabilityPrefix = (kind: SuitabilityFormKind, requestId: string): string =>
  kind === 'ask' ? 'ask-' : `${kind}-${requestId}-`;

const formWords = {
  information: {
    summary: 'Tell what the project must know',
    label: 'What is known now, and who said it',
    button: 'Send it to the project',
  },
  withdrawal: {
    summary: 'Take the question back',
    label: 'Why it is taken back',
    button: 'Take it back',
  },
} as const;

const FollowUp = ({
  kind,
  asked,
  props,
}: {
  readonly kind: 'information' | 'withdrawal';
  readonly asked: AskedProject;
  readonly props: ReferralSuitabilityProps;
}) => {
  const form = asked[kind];
  if (form === undefined) return null;
  const { summary, label, button } = formWords[kind];
  const { failed } = props;
  const isFailed = failed?.kind === kind && failed.requestId === asked.requestId;
  const { field } = bindForm(
    isFailed ? failed.form : untouchedForm,
    suitabilityPrefix(kind, asked.requestId),
  );
  return (
    <Details id={`${kind}-${asked.requestId}`} summary={summary} about={asked.projectName} isOpen={isFailed}>
      <PostForm
        action={form.action}
        csrfToken={props.frame.csrfToken}
        idempotencyKey={form.idempotencyKey}
        version={asked.version}
        label={`${summary}: ${asked.projectName}`}
      >
        <Textarea {...field('note')} label={label} rows={2} maxLength={500} />
        <Button isSmall isSecondary about={asked.projectName}>
          {button}
        </Button>
      </PostForm>
    </Details>
  );
};

const AskForm = ({ props }: { readonly props: ReferralSuitabilityProps }) => {
  const { ask, failed } = props;
  if (ask === undefined) return null;
  const { field } = bindForm(
    failed?.kind === 'ask' ? failed.form : untouchedForm,
    suitabilityPrefix('ask', ''),
  );
  return (
    <section aria-labelledby="ask-title">
      <h2 class="app-section-title" id="ask-title">
        Ask a project
      </h2>
      <PostForm
        action={ask.action}
        csrfToken={props.frame.csrfToken}
        idempotencyKey={ask.idempotencyKey}
        class="app-form"
        label="Ask a project"
      >
        <Select {...field('projectId')} label="Project" options={ask.projects} emptyText="Choose a project" />
        <Textarea
          {...field('note')}
          label="What the project should know"
          hint="Besides what is recorded on the referral. May be left empty. The name is not told"
          rows={2}
          maxLength={500}
        />
        <Button>Ask</Button>
      </PostForm>
    </section>
  );
};

/** Which projects were asked whether they would take a person, what they said, and the forms that ask. */
export const ReferralSuitabilityView = (props: ReferralSuitabilityProps) => (
  <PageLayout
    {...props.frame}
    title={props.title}
    current="waiting-list"
    isLive
    errorSummary={{
      errors: props.failed?.form.errors ?? [],
      idPrefix:
        props.failed === undefined ? undefined : suitabilityPrefix(props.failed.kind, props.failed.requestId),
    }}
  >
    <PageHeading title="Projects asked" label={props.reference}>
      <p>
        A project says early whether the person would be suitable, what else it must know, or why not. A no
        keeps its beds from being suggested until what is recorded of the person changes or the project says
        otherwise.
      </p>
      <p>
        <a href={props.referralHref}>Back to the referral</a>
      </p>
      <p>
        <a href={props.placesHref}>See every place, and why it fits or does not</a>
      </p>
    </PageHeading>
    <LiveRegion id="asked">
      {props.asked.length === 0 ? (
        <EmptyState title="No project has been asked">
          <p>An offer can be made without asking first.</p>
        </EmptyState>
      ) : (
        <ul class="app-plain-list app-gates">
          {props.asked.map((asked) => (
            <li class="app-gate" key={asked.requestId}>
              <div class="app-gate__head">
                <h2 class="app-gate__title">{asked.projectName}</h2>
                {asked.isOverdue && <Tag text="Overdue" colour="orange" />}
                <Tag {...asked.standing} />
              </div>
              {asked.lines.map((line) => (
                <p class="app-gate__text" key={line}>
                  {line}
                </p>
              ))}
              <FollowUp kind="information" asked={asked} props={props} />
              <FollowUp kind="withdrawal" asked={asked} props={props} />
            </li>
          ))}
        </ul>
      )}
    </LiveRegion>
    <AskForm props={props} />
  </PageLayout>
);
