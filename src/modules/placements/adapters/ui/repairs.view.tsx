import { Button } from '../../../../ui/components/button.js';
import { DataTable } from '../../../../ui/components/data-table.js';
import { DateInput } from '../../../../ui/components/date-input.js';
import { EmptyState } from '../../../../ui/components/empty-state.js';
import { Notification } from '../../../../ui/components/notification.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { Radios } from '../../../../ui/components/radios.js';
import { Select } from '../../../../ui/components/select.js';
import { SummaryList, type SummaryItem } from '../../../../ui/components/summary-list.js';
import { Textarea } from '../../../../ui/components/textarea.js';
import { TextInput } from '../../../../ui/components/text-input.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import type { DateFields, FieldError, FormState, Option } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';

/** A stay in a list: by reference, never by name. */
export interface RepairRow {
  readonly key: string;
  readonly reference: string;
  readonly href: string;
  readonly placeText: string;
  readonly daysText: string;
  readonly stateText: string;
}

/** What waits for a second person, and stays found by a reference. */
export interface RepairsProps {
  readonly frame: PageFrame;
  readonly action: string;
  readonly find: string;
  /** Null before anything was looked for. */
  readonly found: readonly RepairRow[] | null;
  readonly waiting: readonly RepairRow[];
  readonly nextHref?: string | undefined;
}

const Rows = ({ caption, rows }: { readonly caption: string; readonly rows: readonly RepairRow[] }) => (
  <DataTable
    caption={caption}
    isCaptionHidden
    columns={[
      { key: 'reference', heading: 'Reference' },
      { key: 'place', heading: 'Place' },
      { key: 'days', heading: 'Days' },
      { key: 'state', heading: 'Standing' },
    ]}
    rows={rows.map(({ key, reference, href, placeText, daysText, stateText }) => ({
      key,
      cells: [<a href={href}>{reference}</a>, placeText, daysText, stateText],
    }))}
  />
);

/** Where stays recorded by mistake are found and confirmed. */
export const RepairsView = ({ frame, action, find, found, waiting, nextHref }: RepairsProps) => {
  const { field } = bindForm<'find'>({ values: { find }, errors: [] });
  return (
    <PageLayout {...frame} title="Repairs" current="repairs">
      <PageHeading title="Repairs">
        <p>
          An arrival or a leaving that was recorded by mistake. An administrator says what is wrong; another
          administrator or a manager of the provider confirms it. Nothing changes before.
        </p>
      </PageHeading>
      <form method="get" action={action} class="app-form" aria-label="Find a stay" novalidate>
        <TextInput {...field('find')} label="Reference" hint="For example, RP-8XP4RGJ" widthCharacters={20} />
        <Button isSmall isSecondary>
          Find
        </Button>
      </form>
      {found !== null && (
        <section aria-labelledby="found-title">
          <h2 class="app-section-title" id="found-title">
            Stays of {find}
          </h2>
          {found.length === 0 ? (
            <EmptyState title="No booking or stay with this reference">
              <p>Look at the reference again: it stands on every page about the person.</p>
            </EmptyState>
          ) : (
            <Rows caption={`Stays of ${find}`} rows={found} />
          )}
        </section>
      )}
      <section aria-labelledby="waiting-title">
        <h2 class="app-section-title" id="waiting-title">
          Waiting for a second person
        </h2>
        {waiting.length === 0 ? (
          <EmptyState title="Nothing waits" />
        ) : (
          <Rows caption="Repairs that wait" rows={waiting} />
        )}
        {nextHref !== undefined && (
          <p>
            <a href={nextHref}>More that wait</a>
          </p>
        )}
      </section>
    </PageLayout>
  );
};

/** Fields of a repair. */
export type RepairFields =
  DateFields<'dayOn'> | 'kind' | 'endKind' | 'endReason' | 'otherReference' | 'reason';

/** What a repair would do, and what stands in its way. */
export interface RepairEffects {
  readonly title: string;
  readonly effects: readonly string[];
  readonly obstacles: readonly string[];
}

/** One stay, with what can be put right of it. */
export interface RepairProps {
  readonly frame: PageFrame;
  readonly backHref: string;
  readonly address: string;
  readonly reference: string;
  readonly summary: readonly SummaryItem[];
  readonly version: number;
  readonly idempotencyKey: string;
  /** What was put right, or given back, newest first. */
  readonly answered: readonly {
    readonly key: string;
    readonly title: string;
    readonly tagText: string;
    readonly reason: string;
    readonly byText: string;
    readonly note: string | null;
  }[];
  /** What waits for a second person; absent when nothing does. */
  readonly open?:
    | (RepairEffects & {
        readonly version: number;
        readonly byText: string;
        readonly reason: string;
        /** Whether the stay was changed since: nobody can confirm it. */
        readonly isOvertaken: boolean;
        /** Whether the reader may confirm it: they did not propose it. */
        readonly isForReader: boolean;
        readonly note: FormState<'note'>;
      })
    | undefined;
  /** Absent where nothing can be put right, or the reader may not propose. */
  readonly propose?:
    | {
        readonly options: readonly Option[];
        /** Why somebody left, to choose among; absent of a stay that nobody left. */
        readonly reasonOptions?: readonly Option[] | undefined;
        /** Whether somebody else can have arrived. */
        readonly asksWhoCame: boolean;
        readonly form: FormState<RepairFields>;
        readonly look?: RepairEffects | undefined;
      }
    | undefined;
  readonly errors: readonly FieldError[];
}

const Effects = ({ effects, obstacles }: RepairEffects) => (
  <>
    {obstacles.length > 0 && (
      <Notification kind="warning" title="This stands in the way">
        <ul>
          {obstacles.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </Notification>
    )}
    {effects.length > 0 && (
      <ul>
        {effects.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    )}
  </>
);

const Open = ({ props }: { readonly props: RepairProps }) => {
  const { open, frame, address, idempotencyKey, reference } = props;
  if (open === undefined) return null;
  const { field } = bindForm<'note'>(open.note);
  return (
    <section aria-labelledby="open-title">
      <h2 class="app-section-title" id="open-title">
        Waiting for a second person
      </h2>
      <div class="app-card">
        <h3 class="app-card__title">{open.title}</h3>
        <p>
          {open.reason} <span class="app-sub">{open.byText}</span>
        </p>
        <Effects {...open} />
        {open.isOvertaken ? null : open.isForReader ? (
          <PostForm
            action={`${address}/confirmation`}
            csrfToken={frame.csrfToken}
            idempotencyKey={`${idempotencyKey}-confirm`}
            version={open.version}
            label={`Confirm the repair of ${reference}`}
          >
            <Button>Confirm: put it right</Button>
          </PostForm>
        ) : (
          <p>You proposed this. Another administrator or a manager of the provider confirms it.</p>
        )}
        <PostForm
          action={`${address}/return`}
          csrfToken={frame.csrfToken}
          idempotencyKey={`${idempotencyKey}-return`}
          version={open.version}
          label={`${open.isForReader ? 'Give' : 'Take'} the repair of ${reference} back`}
        >
          <Textarea
            {...field('note')}
            label={open.isForReader ? 'Why it is given back' : 'Why you take it back'}
            rows={2}
            maxLength={500}
          />
          <Button isSecondary>{open.isForReader ? 'Give it back' : 'Take it back'}</Button>
        </PostForm>
      </div>
    </section>
  );
};

const Answered = ({ answered }: Pick<RepairProps, 'answered'>) =>
  answered.length === 0 ? null : (
    <section aria-labelledby="answered-title">
      <h2 class="app-section-title" id="answered-title">
        What was put right, or given back
      </h2>
      {answered.map(({ key, title, tagText, reason, byText, note }) => (
        <div key={key} class="app-card">
          <h3 class="app-card__title">
            {tagText}: {title}
          </h3>
          <p>{reason}</p>
          {note !== null && <p>Why it was given back: {note}</p>}
          <p class="app-sub">{byText}</p>
        </div>
      ))}
    </section>
  );

const hiddenParts = [
  'kind',
  'dayOn-day',
  'dayOn-month',
  'dayOn-year',
  'endKind',
  'endReason',
  'otherReference',
] as const;

const Propose = ({ props }: { readonly props: RepairProps }) => {
  const { propose, frame, address, idempotencyKey, reference, version } = props;
  if (propose === undefined) return null;
  const { field, date } = bindForm<RepairFields>(propose.form);
  const { look } = propose;
  // What was typed stays, also where something came in the way meanwhile.
  const isPossible = look?.obstacles.length === 0 || (propose.form.values.reason ?? '') !== '';
  return (
    <section aria-labelledby="propose-title">
      <h2 class="app-section-title" id="propose-title">
        What was recorded by mistake
      </h2>
      <form
        method="get"
        action={`${address}#preview`}
        class="app-form"
        aria-label={`Look at a repair of ${reference}`}
        novalidate
      >
        <Radios {...field('kind')} label="What is true" options={propose.options} />
        <DateInput {...date('dayOn')} label="True day" hint="Only where a day is wrong" />
        {propose.asksWhoCame && (
          <TextInput
            {...field('otherReference')}
            label="Reference of whoever did arrive"
            hint="Only where somebody else arrived: booked with the same provider"
            widthCharacters={20}
          />
        )}
        {propose.reasonOptions !== undefined && (
          <>
            <Radios
              {...field('endKind')}
              label="How the stay truly ended"
              hint="Only where that is wrong"
              options={[
                { value: 'planned', text: 'Planned' },
                { value: 'unplanned', text: 'Unplanned' },
              ]}
            />
            <Select
              {...field('endReason')}
              label="Why the person truly left"
              options={propose.reasonOptions}
              emptyText="Choose a reason"
            />
          </>
        )}
        <Button isSmall isSecondary>
          See what this would do
        </Button>
      </form>
      {look !== undefined && (
        <div class="app-card" id="preview" tabindex={-1}>
          <h3 class="app-card__title">{look.title}</h3>
          <Effects {...look} />
          {isPossible && (
            <PostForm
              action={address}
              csrfToken={frame.csrfToken}
              idempotencyKey={`${idempotencyKey}-propose`}
              version={version}
              label={`Propose the repair of ${reference}`}
            >
              {hiddenParts.map((name) => (
                <input key={name} type="hidden" name={name} value={propose.form.values[name] ?? ''} />
              ))}
              <Textarea
                {...field('reason')}
                label="What happened"
                hint="Without names. Provider and partnership read it"
                rows={2}
                maxLength={500}
              />
              <Button>Propose to a second person</Button>
            </PostForm>
          )}
        </div>
      )}
    </section>
  );
};

/** One stay that may have been recorded by mistake. */
export const RepairView = (props: RepairProps) => (
  <PageLayout
    {...props.frame}
    title={`Repair ${props.reference}`}
    current="repairs"
    errorSummary={{ errors: props.errors }}
  >
    <p class="app-back">
      <a href={props.backHref}>Back to repairs</a>
    </p>
    <PageHeading title="Repair a stay" label={props.reference} />
    <SummaryList items={props.summary} />
    <Open props={props} />
    <Propose props={props} />
    <Answered answered={props.answered} />
    {props.open === undefined && props.propose === undefined && (
      <EmptyState title="Nothing can be put right here">
        <p>Only an arrival or a leaving that is recorded can be, and only an administrator proposes it.</p>
      </EmptyState>
    )}
  </PageLayout>
);
