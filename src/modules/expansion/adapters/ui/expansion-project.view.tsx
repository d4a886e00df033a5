import { Button } from '../../../../ui/components/button.js';
import { Checkboxes } from '../../../../ui/components/checkboxes.js';
import { DataTable } from '../../../../ui/components/data-table.js';
import { DateInput } from '../../../../ui/components/date-input.js';
import { Notification } from '../../../../ui/components/notification.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { Radios } from '../../../../ui/components/radios.js';
import { Select } from '../../../../ui/components/select.js';
import { Marked, Source, type SourceModel } from '../../../../ui/components/sourced.js';
import { SummaryList } from '../../../../ui/components/summary-list.js';
import { Tag, type TagModel } from '../../../../ui/components/tag.js';
import { TextInput } from '../../../../ui/components/text-input.js';
import { bindForm, type FormBinding } from '../../../../ui/forms/bind-form.js';
import type { FieldError, FormState, Option } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';

/** Something that was said of the project. */
export interface SaidRow {
  readonly key: string;
  /** "March 2025"; "no date" where none is known. */
  readonly datedText: string;
  readonly what: string;
  readonly tag: TagModel;
  /** What is said besides, that it was put right, or why it puts another right. */
  readonly notes: readonly string[];
  readonly source: string;
  readonly recordedText: string;
}

/** Where something is recorded, with what was typed. */
export interface StatementForm {
  readonly action: string;
  readonly idempotencyKey: string;
  readonly form: FormState<string>;
}

/** One project that adds beds. */
export interface ExpansionProjectProps {
  readonly frame: PageFrame;
  readonly name: string;
  readonly placeText: string;
  readonly facts: readonly { readonly key: string; readonly value: string }[];
  readonly fundingText: string | null;
  readonly source: SourceModel;
  readonly stageRows: readonly { readonly key: string; readonly cells: readonly string[] }[];
  /** Numbers that cannot both be. */
  readonly contradictions: readonly string[];
  readonly milestoneRows: readonly { readonly key: string; readonly cells: readonly string[] }[];
  readonly said: readonly SaidRow[];
  /** Null for readers who may record nothing. */
  readonly keeping: {
    readonly beds: StatementForm;
    readonly works: StatementForm;
    readonly stages: readonly Option[];
    readonly milestones: readonly Option[];
    readonly marks: readonly Option[];
    /** What may be put right. */
    readonly standing: readonly Option[];
    /** Whether the number was out of step with others, so that it must be confirmed. */
    readonly asksToConfirm: boolean;
  } | null;
  /** Null for readers who may not say whose beds these are. */
  readonly linking:
    (StatementForm & { readonly version: number; readonly projects: readonly Option[] }) | null;
  readonly errors: readonly FieldError[];
  /** Before the ids of the form that is wrong. */
  readonly errorPrefix: string;
}

type Keeping = NonNullable<ExpansionProjectProps['keeping']>;

/** Before the ids of each form of the page. */
export const formPrefixes = { beds: 'beds-', works: 'works-', link: 'link-' } as const;

const dateHint =
  'As exactly as the source says it: leave the day empty for a month, and the month too for a year';

const SourceFields = ({
  field,
  marks,
}: Pick<FormBinding, 'field'> & { readonly marks: readonly Option[] }) => (
  <>
    <Select {...field('mark')} label="How far it can be trusted" options={marks} emptyText="Choose one" />
    <TextInput
      {...field('source')}
      label="Source"
      hint="Where it can be read, or who said it"
      maxLength={500}
    />
    <TextInput
      {...field('note')}
      label="Note"
      hint="Leave empty where there is nothing to add"
      maxLength={500}
    />
  </>
);

const BedsForm = ({ keeping, frame }: { readonly keeping: Keeping; readonly frame: PageFrame }) => {
  const { beds, stages, marks, standing, asksToConfirm } = keeping;
  const { field, date } = bindForm(beds.form, formPrefixes.beds);
  return (
    <section aria-labelledby="beds-title">
      <h2 class="app-section-title" id="beds-title">
        Record beds at a step
      </h2>
      <PostForm
        action={beds.action}
        csrfToken={frame.csrfToken}
        idempotencyKey={beds.idempotencyKey}
        class="app-form"
      >
        <Select {...field('stage')} label="Step" options={stages} emptyText="Choose a step" />
        <TextInput
          {...field('beds')}
          label="Beds"
          hint="Added by the project so far. Leave empty where the source gives no number"
          widthCharacters={5}
          inputMode="numeric"
        />
        {asksToConfirm && (
          <Checkboxes
            {...field('confirmed')}
            label="Out of step with another number"
            items={[
              {
                id: `${formPrefixes.beds}isConfirmed`,
                name: 'isConfirmed',
                value: field('isConfirmed').value,
                text: 'The source says so: record it as it is',
              },
            ]}
          />
        )}
        <DateInput
          {...date('dated')}
          label="Since when"
          hint={`${dateHint}. All empty where no source says when`}
        />
        <SourceFields field={field} marks={marks} />
        <Select
          {...field('replacesId')}
          label="Does it put an earlier statement right?"
          options={standing}
          emptyText="No, it is new"
        />
        <TextInput
          {...field('reason')}
          label="Why it is put right"
          hint="Only if it puts one right"
          maxLength={500}
        />
        <Button>Record the beds</Button>
      </PostForm>
    </section>
  );
};

const WorksForm = ({ keeping, frame }: { readonly keeping: Keeping; readonly frame: PageFrame }) => {
  const { works, milestones, marks } = keeping;
  const { field, date } = bindForm(works.form, formPrefixes.works);
  return (
    <section aria-labelledby="works-title">
      <h2 class="app-section-title" id="works-title">
        Record a step of the work
      </h2>
      <PostForm
        action={works.action}
        csrfToken={frame.csrfToken}
        idempotencyKey={works.idempotencyKey}
        class="app-form"
      >
        <Select
          {...field('milestone')}
          label="Step of the work"
          options={milestones}
          emptyText="Choose one"
        />
        <Radios
          {...field('kind')}
          label="What is said"
          options={[
            { value: 'planned', text: 'It is planned for then' },
            { value: 'happened', text: 'It happened then' },
          ]}
        />
        <DateInput {...date('dated')} label="When" hint={dateHint} />
        <DateInput {...date('saidOn')} label="When the source said so" hint="Empty where that is not known" />
        <SourceFields field={field} marks={marks} />
        <Button>Record the step</Button>
      </PostForm>
    </section>
  );
};

const LinkForm = ({ linking, frame }: Pick<ExpansionProjectProps, 'linking' | 'frame'>) => {
  if (linking === null) return null;
  const { field } = bindForm(linking.form, formPrefixes.link);
  return (
    <section aria-labelledby="link-title">
      <h2 class="app-section-title" id="link-title">
        Whose beds these are
      </h2>
      <PostForm
        action={linking.action}
        csrfToken={frame.csrfToken}
        idempotencyKey={linking.idempotencyKey}
        version={linking.version}
        class="app-form"
      >
        <Select
          {...field('projectId')}
          label="Project of this service"
          hint="Beds in use are then counted from its own beds and stays"
          options={linking.projects}
          emptyText="None"
        />
        <Button isSecondary>Save</Button>
      </PostForm>
    </section>
  );
};

const Said = ({ said }: Pick<ExpansionProjectProps, 'said'>) => (
  <DataTable
    caption="Everything that was said, by its date"
    isCaptionHidden
    columns={[
      { key: 'dated', heading: 'Date' },
      { key: 'what', heading: 'What was said' },
      { key: 'source', heading: 'Source' },
      { key: 'recorded', heading: 'Recorded' },
    ]}
    rows={said.map((row) => ({
      key: row.key,
      cells: [
        row.datedText,
        <div>
          {row.what} <Tag {...row.tag} />
          {row.notes.map((note) => (
            <span key={note} class="app-sub">
              {note}
            </span>
          ))}
        </div>,
        <Source source={{ text: row.source, readText: null }} />,
        row.recordedText,
      ],
    }))}
  />
);

/** One project: how far its beds have come, how its works stand beside their plans, and who said so when. */
export const ExpansionProjectView = (props: ExpansionProjectProps) => (
  <PageLayout
    {...props.frame}
    title={props.name}
    current="expansion"
    errorSummary={{ errors: props.errors, idPrefix: props.errorPrefix }}
  >
    <p class="app-back">
      <a href="/expansion">Back to expansion</a>
    </p>
    <PageHeading title={props.name} label={props.placeText} />
    <SummaryList
      items={[
        ...props.facts,
        {
          key: 'Pounds',
          value: props.fundingText === null ? 'not known' : <Marked text={props.fundingText} />,
        },
        { key: 'Named in', value: <Source source={props.source} /> },
      ]}
    />
    <section aria-labelledby="steps-title">
      <h2 class="app-section-title" id="steps-title">
        Beds by step
      </h2>
      <DataTable
        caption="Beds by step"
        isCaptionHidden
        columns={[
          { key: 'step', heading: 'Step' },
          { key: 'said', heading: 'As said' },
          { key: 'atLeast', heading: 'At least', isNumber: true },
        ]}
        rows={props.stageRows}
      />
      {props.contradictions.map((text) => (
        <Notification key={text} kind="warning">
          <p>{text}</p>
        </Notification>
      ))}
    </section>
    <section aria-labelledby="milestones-title">
      <h2 class="app-section-title" id="milestones-title">
        Steps of the work beside their plans
      </h2>
      {props.milestoneRows.length === 0 ? (
        <p>Nothing was said of them.</p>
      ) : (
        <DataTable
          caption="Steps of the work beside their plans"
          isCaptionHidden
          columns={[
            { key: 'step', heading: 'Step' },
            { key: 'first', heading: 'First planned' },
            { key: 'latest', heading: 'Latest plan' },
            { key: 'happened', heading: 'Happened' },
            { key: 'slippage', heading: 'Beside the first plan' },
          ]}
          rows={props.milestoneRows}
        />
      )}
    </section>
    <section aria-labelledby="said-title">
      <h2 class="app-section-title" id="said-title">
        Who said what
      </h2>
      {props.said.length === 0 ? <p>Nothing was recorded yet.</p> : <Said said={props.said} />}
    </section>
    {props.keeping !== null && (
      <>
        <BedsForm keeping={props.keeping} frame={props.frame} />
        <WorksForm keeping={props.keeping} frame={props.frame} />
      </>
    )}
    <LinkForm linking={props.linking} frame={props.frame} />
  </PageLayout>
);
