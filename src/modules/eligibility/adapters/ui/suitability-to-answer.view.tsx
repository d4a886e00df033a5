import { Button } from '../../../../ui/components/button.js';
import { CheckList, type PlacementCheck } from '../../../../ui/components/check-list.js';
import { Details } from '../../../../ui/components/details.js';
import { EmptyState } from '../../../../ui/components/empty-state.js';
import { LiveRegion } from '../../../../ui/components/live-region.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { Pagination } from '../../../../ui/components/pagination.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { Radios } from '../../../../ui/components/radios.js';
import { Select } from '../../../../ui/components/select.js';
import { SummaryList, type SummaryItem } from '../../../../ui/components/summary-list.js';
import { Tag, type TagModel } from '../../../../ui/components/tag.js';
import { Textarea } from '../../../../ui/components/textarea.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import { untouchedForm, type FormState, type Option } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';
import type { Paging } from '../../../../ui/paging.js';

/** Fields of an answer: which, and what belongs to it. */
export type AnswerFields = 'kind' | 'reason' | 'ruleId' | 'neededFrom' | 'note';

/** A person a project is asked about. No name: that is told with an offer. */
export interface AskedPerson {
  readonly requestId: string;
  readonly reference: string;
  readonly projectName: string;
  readonly standing: TagModel;
  readonly dueText: string;
  readonly isOverdue: boolean;
  /** What the partnership wrote, and what was said since. */
  readonly said: readonly string[];
  readonly facts: readonly SummaryItem[];
  readonly checks: readonly PlacementCheck[];
  /** Matters of the person that no rule of the project is about. */
  readonly noRuleAbout: readonly string[];
  readonly ruleOptions: readonly Option[];
  readonly action: string;
  readonly idempotencyKey: string;
  readonly version: number;
  /** Of the facts that are shown: an answer rests on these, or on none. */
  readonly referralVersion: number;
}

/** The people a provider's projects are asked about. */
export interface SuitabilityToAnswerProps {
  readonly frame: PageFrame;
  readonly people: readonly AskedPerson[];
  readonly options: {
    readonly kind: readonly Option[];
    readonly reason: readonly Option[];
    readonly neededFrom: readonly Option[];
  };
  /** The form that was sent with faults: shown open, with what was typed. */
  readonly failed?: { readonly requestId: string; readonly form: FormState<string> } | undefined;
  readonly paging: Paging;
}

const AnswerForm = ({
  person,
  props,
}: {
  readonly person: AskedPerson;
  readonly props: SuitabilityToAnswerProps;
}) => {
  const failed = props.failed?.requestId === person.requestId ? props.failed.form : undefined;
  const { field } = bindForm<AnswerFields>(failed ?? untouchedForm, `${person.requestId}-`);
  return (
    <Details
      id={`answer-${person.requestId}`}
      summary="Answer"
      about={person.reference}
      isOpen={failed !== undefined}
    >
      <PostForm
        action={person.action}
        csrfToken={props.frame.csrfToken}
        idempotencyKey={person.idempotencyKey}
        version={person.version}
        class="app-form"
        label={`Answer about ${person.reference}`}
      >
        <input type="hidden" name="referralVersion" value={String(person.referralVersion)} />
        <Radios {...field('kind')} label="Would the person be suitable?" options={props.options.kind} />
        <Select
          {...field('reason')}
          label="If not suitable: why"
          options={props.options.reason}
          emptyText="Choose a reason"
        />
        <Select
          {...field('ruleId')}
          label="If it is a rule: which"
          hint="Only for people whom one of the project’s rules keeps out"
          options={person.ruleOptions}
          emptyText="No rule"
        />
        <Select
          {...field('neededFrom')}
          label="If more must be known: who knows it"
          options={props.options.neededFrom}
          emptyText="Choose who knows it"
        />
        <Textarea
          {...field('note')}
          label="In words"
          hint="What must be known, or why not and where the person might do better. The partnership reads it"
          rows={3}
          maxLength={500}
        />
        <Button isSmall about={person.reference}>
          Send the answer
        </Button>
      </PostForm>
    </Details>
  );
};

const Person = ({
  person,
  props,
}: {
  readonly person: AskedPerson;
  readonly props: SuitabilityToAnswerProps;
}) => (
  <li class="app-card app-offer">
    <div class="app-offer__head">
      <h2 class="app-card__title">{person.reference}</h2>
      <p class="app-offer__due">
        {person.isOverdue && <Tag text="Overdue" colour="orange" />} <Tag {...person.standing} />{' '}
        {person.dueText}
      </p>
    </div>
    {person.said.map((text) => (
      <p key={text}>{text}</p>
    ))}
    <SummaryList items={[{ key: 'Project', value: person.projectName }, ...person.facts]} />
    {person.checks.length > 0 && (
      <Details id={`rules-${person.requestId}`} summary="What your rules say" about={person.reference}>
        <CheckList checks={person.checks} label={`Rules about ${person.reference}`} />
      </Details>
    )}
    {person.noRuleAbout.length > 0 && (
      <>
        <p>None of your rules is about these. You decide:</p>
        <ul>
          {person.noRuleAbout.map((matter) => (
            <li key={matter}>{matter}</li>
          ))}
        </ul>
      </>
    )}
    <AnswerForm person={person} props={props} />
  </li>
);

/** People whom partnerships ask about before any bed is offered, the oldest question first. */
export const SuitabilityToAnswerView = (props: SuitabilityToAnswerProps) => (
  <PageLayout
    {...props.frame}
    title="Who would be suitable"
    current="suitability"
    isLive
    errorSummary={{
      errors: props.failed?.form.errors ?? [],
      idPrefix: props.failed === undefined ? undefined : `${props.failed.requestId}-`,
    }}
  >
    <PageHeading title="Who would be suitable">
      <p>
        Partnerships ask here before a bed is offered. Say early whether the person would be suitable, and
        where they might do better if not. A yes books nothing: the offer comes after it.
      </p>
    </PageHeading>
    <LiveRegion id="suitability">
      {props.people.length === 0 ? (
        <EmptyState title="Nobody waits for your answer">
          <p>New questions appear here by themselves.</p>
        </EmptyState>
      ) : (
        <ul class="app-plain-list app-cards">
          {props.people.map((person) => (
            <Person key={person.requestId} person={person} props={props} />
          ))}
        </ul>
      )}
    </LiveRegion>
    <Pagination paging={props.paging} label="Pages of questions" />
  </PageLayout>
);
