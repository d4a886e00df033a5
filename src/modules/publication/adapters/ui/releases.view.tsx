import { BarChart, type BarChartProps } from '../../../../ui/charts/bar-chart.js';
import { Button } from '../../../../ui/components/button.js';
import { DataTable } from '../../../../ui/components/data-table.js';
import { DefinitionNote } from '../../../../ui/components/definition-note.js';
import { Details } from '../../../../ui/components/details.js';
import { LiveRegion } from '../../../../ui/components/live-region.js';
import { Notification } from '../../../../ui/components/notification.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { Select } from '../../../../ui/components/select.js';
import { Tag, type TagColour } from '../../../../ui/components/tag.js';
import { TextInput } from '../../../../ui/components/text-input.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import type { FieldError, FormState, Option } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';

/** One release of the list. */
export interface ReleaseLine {
  readonly releaseId: string;
  readonly periodText: string;
  readonly stateText: string;
  readonly stateColour: TagColour;
  readonly sinceText: string;
  readonly href: string;
}

/** The list of releases. */
export interface ReleasesProps {
  readonly frame: PageFrame;
  readonly published: readonly ReleaseLine[];
  /** Null for whoever neither makes nor checks releases. */
  readonly drafts: readonly ReleaseLine[] | null;
  /** Null for whoever may not begin one. */
  readonly beginning: {
    readonly action: string;
    readonly idempotencyKey: string;
    readonly periods: readonly Option[];
    readonly form: FormState<string>;
  } | null;
  readonly errors: readonly FieldError[];
}

const Lines = ({ caption, lines }: { readonly caption: string; readonly lines: readonly ReleaseLine[] }) => (
  <DataTable
    caption={caption}
    isCaptionHidden
    columns={[
      { key: 'period', heading: 'Period' },
      { key: 'state', heading: 'State' },
      { key: 'since', heading: 'Since' },
    ]}
    rows={lines.map((line) => ({
      key: line.releaseId,
      cells: [
        <a href={line.href}>{line.periodText}</a>,
        <Tag text={line.stateText} colour={line.stateColour} />,
        line.sinceText,
      ],
    }))}
  />
);

const Beginning = ({ frame, beginning }: Pick<ReleasesProps, 'frame' | 'beginning'>) => {
  if (beginning === null) return null;
  const { field } = bindForm(beginning.form);
  return (
    <section aria-labelledby="begin-title">
      <h2 class="app-section-title" id="begin-title">
        Begin a release
      </h2>
      <PostForm
        action={beginning.action}
        csrfToken={frame.csrfToken}
        idempotencyKey={beginning.idempotencyKey}
        class="app-form"
      >
        <Select {...field('period')} label="Period" options={beginning.periods} emptyText="Choose a period" />
        <TextInput
          {...field('reason')}
          label="Why there is a new version"
          hint="Leave it empty for the first release of a period"
          maxLength={500}
        />
        <Button>Begin the release</Button>
      </PostForm>
    </section>
  );
};

/** What was published, and what is being made for those who make it. */
export const ReleasesView = (props: ReleasesProps) => (
  <PageLayout
    {...props.frame}
    title="Releases"
    current="releases"
    isLive
    errorSummary={{ errors: props.errors, idPrefix: '' }}
  >
    <PageHeading title="Releases">
      <p>
        Tables that are safe to publish: nobody can be known by them. One person makes a release, another
        checks it, and from then on it is never changed. What is wrong is put right by a new version, and the
        old one stays.
      </p>
    </PageHeading>
    <LiveRegion id="releases">
      {props.drafts !== null && props.drafts.length > 0 && (
        <section aria-labelledby="drafts-title">
          <h2 class="app-section-title" id="drafts-title">
            Not published
          </h2>
          <Lines caption="Releases that are not published" lines={props.drafts} />
        </section>
      )}
      <section aria-labelledby="published-title">
        <h2 class="app-section-title" id="published-title">
          Published
        </h2>
        {props.published.length === 0 ? (
          <p>Nothing is published yet.</p>
        ) : (
          <Lines caption="Releases that are published" lines={props.published} />
        )}
      </section>
    </LiveRegion>
    <Beginning frame={props.frame} beginning={props.beginning} />
  </PageLayout>
);

/** A table as it is shown. */
export interface ShownTable {
  readonly tableId: string;
  readonly title: string;
  /** Null where bars would say nothing. */
  readonly chart: BarChartProps | null;
  readonly columns: readonly { readonly key: string; readonly heading: string }[];
  readonly rows: readonly {
    readonly key: string;
    readonly depth: number;
    readonly cells: readonly string[];
  }[];
  /** How much of it is told, in words. */
  readonly toldText: string;
}

/** A form with one text, on the page of a release. */
export interface NoteForm {
  readonly action: string;
  readonly idempotencyKey: string;
  readonly form: FormState<string>;
}

/** One release. */
export interface ReleaseProps {
  readonly frame: PageFrame;
  readonly titleText: string;
  readonly labelText: string;
  readonly facts: readonly { readonly term: string; readonly text: string }[];
  /** Said above all else: that it is a draft, that a later version replaces it. */
  readonly standing: {
    readonly kind: 'information' | 'warning';
    readonly title: string;
    readonly text: string;
  } | null;
  readonly caution?: string | undefined;
  /** The page renews itself until there is something to look at; after that nothing that is typed is lost. */
  readonly isBeingMade: boolean;
  readonly files: readonly { readonly href: string; readonly text: string }[];
  readonly tables: readonly ShownTable[];
  readonly notes: readonly string[];
  readonly definitions: readonly { readonly key: string; readonly term: string; readonly text: string }[];
  readonly publishing: NoteForm | null;
  readonly settingAside: NoteForm | null;
  readonly errors: readonly FieldError[];
  readonly errorPrefix: string;
}

const Table = ({ table }: { readonly table: ShownTable }) => (
  <section aria-labelledby={`${table.tableId}-title`}>
    <h2 class="app-section-title" id={`${table.tableId}-title`}>
      {table.title}
    </h2>
    {table.chart !== null && <BarChart {...table.chart} />}
    <DataTable
      caption={table.title}
      isCaptionHidden
      staysTable={table.columns.length <= 2}
      columns={table.columns.map((column, index) => ({ ...column, isNumber: index > 0 }))}
      rows={table.rows.map(({ key, depth, cells: [first, ...others] }) => ({
        key,
        cells: [
          <span class={depth === 0 ? 'app-row-whole' : depth === 2 ? 'app-row-part' : undefined}>
            {first}
          </span>,
          ...others,
        ],
      }))}
    />
    <p class="app-note">{table.toldText}</p>
  </section>
);

const Decisions = ({ frame, publishing, settingAside }: ReleaseProps) => (
  <>
    {publishing !== null && (
      <section aria-labelledby="publish-title">
        <h2 class="app-section-title" id="publish-title">
          Publish it
        </h2>
        <p>
          Look at every table first. Once it is published it cannot be taken back, and everybody who may see
          measures reads it.
        </p>
        <PostForm
          action={publishing.action}
          csrfToken={frame.csrfToken}
          idempotencyKey={publishing.idempotencyKey}
          class="app-form"
        >
          <TextInput
            {...bindForm(publishing.form, 'publish-').field('note')}
            label="What you looked at"
            hint="Kept in the record. You may leave it empty"
            maxLength={500}
          />
          <Button>Publish the release</Button>
        </PostForm>
      </section>
    )}
    {settingAside !== null && (
      <section aria-labelledby="aside-title">
        <h2 class="app-section-title" id="aside-title">
          Set it aside
        </h2>
        <PostForm
          action={settingAside.action}
          csrfToken={frame.csrfToken}
          idempotencyKey={settingAside.idempotencyKey}
          class="app-form"
        >
          <TextInput
            {...bindForm(settingAside.form, 'aside-').field('note')}
            label="Why it is not published"
            maxLength={500}
          />
          <Button isSecondary>Set it aside</Button>
        </PostForm>
      </section>
    )}
  </>
);

/** A release: every table with its chart, how it was counted, and its files; for its second person, publishing it. */
export const ReleaseView = (props: ReleaseProps) => (
  <PageLayout
    {...props.frame}
    title={props.titleText}
    current="releases"
    isLive={props.isBeingMade}
    errorSummary={{ errors: props.errors, idPrefix: props.errorPrefix }}
  >
    <p class="app-back">
      <a href="/releases">Back to the releases</a>
    </p>
    <LiveRegion id="release">
      <PageHeading title={props.titleText} label={props.labelText} />
      {props.standing !== null && (
        <Notification kind={props.standing.kind} title={props.standing.title}>
          <p>{props.standing.text}</p>
        </Notification>
      )}
      {props.caution !== undefined && <p>{props.caution}</p>}
      {props.facts.map(({ term, text }) => (
        <DefinitionNote key={term} term={term}>
          {text}
        </DefinitionNote>
      ))}
      {props.files.length > 0 && (
        <ul>
          {props.files.map(({ href, text }) => (
            <li key={href}>
              <a href={href}>{text}</a>
            </li>
          ))}
        </ul>
      )}
      {props.tables.length > 0 && (
        <nav aria-labelledby="contents-title">
          <h2 class="app-section-title" id="contents-title">
            Tables
          </h2>
          <ol>
            {props.tables.map(({ tableId, title }) => (
              <li key={tableId}>
                <a href={`#${tableId}-title`}>{title}</a>
              </li>
            ))}
          </ol>
        </nav>
      )}
      {props.tables.map((table) => (
        <Table key={table.tableId} table={table} />
      ))}
      {props.tables.length > 0 && (
        <>
          {props.notes.map((note) => (
            <p key={note} class="app-note">
              {note}
            </p>
          ))}
          <Details id="definitions" summary="How it was counted">
            {props.definitions.map(({ key, term, text }) => (
              <DefinitionNote key={key} term={term}>
                {text}
              </DefinitionNote>
            ))}
          </Details>
        </>
      )}
      <Decisions {...props} />
    </LiveRegion>
  </PageLayout>
);
