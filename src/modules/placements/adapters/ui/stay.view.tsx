import { Button } from '../../../../ui/components/button.js';
import { DateInput } from '../../../../ui/components/date-input.js';
import { EmptyState } from '../../../../ui/components/empty-state.js';
import { Notification } from '../../../../ui/components/notification.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { Select } from '../../../../ui/components/select.js';
import { SummaryList, type SummaryItem } from '../../../../ui/components/summary-list.js';
import { Textarea } from '../../../../ui/components/textarea.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import type { DateFields, FieldError, FormState, Option } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';
import { LeavePart, type LeaveModel } from './leave-part.view.js';

/** Fields of the days asked for, and why. */
export type DatesFields = DateFields<'arrivesOn'> | DateFields<'departsOn'> | 'reason';
/** Fields of a move to another bed. */
export type MoveFields = DateFields<'movesOn'> | 'bedId' | 'reason';

/** What the days asked for would do. */
export interface PreviewModel {
  readonly title: string;
  readonly texts: readonly string[];
  /** What stands in the way; then there is nothing to confirm. */
  readonly obstacles: readonly string[];
}

/** Days and bed of one booking or stay, with everything that can be changed of them. */
export interface StayProps {
  readonly frame: PageFrame;
  readonly current: string;
  readonly back: { readonly text: string; readonly href: string };
  readonly personText: string;
  readonly reference: string;
  readonly summary: readonly SummaryItem[];
  /** Everything that has happened, as far as whoever looks may see it. */
  readonly timelineHref?: string;
  /** Said of a booking whose bed has not been left in time. */
  readonly notLeftText?: string | undefined;
  readonly version: number;
  readonly idempotencyKey: string;
  /** Absent where nothing can be changed any more, or the reader may not. */
  readonly dates?:
    | {
        readonly lookAction: string;
        readonly action: string;
        readonly form: FormState<DatesFields>;
        /** Whether the arrival may still move. */
        readonly isArrivalOpen: boolean;
        readonly preview?: PreviewModel | undefined;
      }
    | undefined;
  readonly move?:
    | {
        readonly action: string;
        readonly form: FormState<MoveFields>;
        readonly bedOptions: readonly Option[];
        /** Whether the day of the move is asked: a booking changes its bed whole. */
        readonly isDayAsked: boolean;
        readonly hint: string;
        /** Said where some of the beds are in another house; absent where none is. */
        readonly farText?: string | undefined;
      }
    | undefined;
  /** Where the person goes on to another provider; absent where they are not here, or the reader may not propose it. */
  readonly onwardHref?: string | undefined;
  /** Absent for a booking, and where nobody was away. */
  readonly leave?: LeaveModel | undefined;
  readonly history: readonly {
    readonly key: string;
    readonly text: string;
    readonly reason: string;
    readonly byText: string;
  }[];
  readonly errors: readonly FieldError[];
  readonly idPrefix?: string | undefined;
}

/** What the ids of each form's fields begin with. */
export const stayFormPrefix = { dates: 'dates-', move: 'move-', leave: 'leave-', back: 'back-' } as const;

const HiddenDate = ({
  name,
  values,
}: {
  readonly name: string;
  readonly values: Readonly<Record<string, string | undefined>>;
}) => (
  <>
    {(['day', 'month', 'year'] as const).map((part) => (
      <input key={part} type="hidden" name={`${name}-${part}`} value={values[`${name}-${part}`] ?? ''} />
    ))}
  </>
);

const Preview = ({ props }: { readonly props: StayProps }) => {
  const { dates } = props;
  if (dates?.preview === undefined) return null;
  const { preview, form } = dates;
  const { field } = bindForm<DatesFields>(form, stayFormPrefix.dates);
  return (
    <div class="app-card" id="preview">
      <h3 class="app-card__title">{preview.title}</h3>
      {preview.obstacles.length > 0 && (
        <Notification kind="warning" title="These days cannot be given">
          <ul>
            {preview.obstacles.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Notification>
      )}
      <ul>
        {preview.texts.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      {preview.obstacles.length === 0 && (
        <PostForm
          action={dates.action}
          csrfToken={props.frame.csrfToken}
          idempotencyKey={`${props.idempotencyKey}-dates`}
          version={props.version}
          label={`Change the dates of ${props.reference}`}
        >
          <HiddenDate name="arrivesOn" values={form.values} />
          <HiddenDate name="departsOn" values={form.values} />
          <Textarea {...field('reason')} label="Why the dates change" rows={2} maxLength={500} />
          <Button>Change the dates</Button>
        </PostForm>
      )}
    </div>
  );
};

const Dates = ({ props }: { readonly props: StayProps }) => {
  const { dates } = props;
  if (dates === undefined) return null;
  const { date } = bindForm<DatesFields>(dates.form, stayFormPrefix.dates);
  return (
    <section aria-labelledby="dates-title">
      <h2 class="app-section-title" id="dates-title">
        Change the dates
      </h2>
      <form
        method="get"
        action={dates.lookAction}
        class="app-form"
        aria-label={`Look at other dates for ${props.reference}`}
        novalidate
      >
        {dates.isArrivalOpen ? (
          <DateInput {...date('arrivesOn')} label="Arrives" />
        ) : (
          <HiddenDate name="arrivesOn" values={dates.form.values} />
        )}
        <DateInput {...date('departsOn')} label="Leaves" hint="The leaving day: the bed is free that night" />
        <Button isSmall isSecondary>
          See what this would do
        </Button>
      </form>
      <Preview props={props} />
    </section>
  );
};

const Move = ({ props }: { readonly props: StayProps }) => {
  const { move } = props;
  if (move === undefined) return null;
  const { field, date } = bindForm<MoveFields>(move.form, stayFormPrefix.move);
  return (
    <section aria-labelledby="move-title">
      <h2 class="app-section-title" id="move-title">
        Move to another bed
      </h2>
      {move.bedOptions.length === 0 ? (
        <EmptyState title="No other bed of yours is free to the end of the stay and fits the person" />
      ) : (
        <PostForm
          action={move.action}
          csrfToken={props.frame.csrfToken}
          idempotencyKey={`${props.idempotencyKey}-move`}
          version={props.version}
          class="app-form"
          label={`Move ${props.reference} to another bed`}
        >
          {move.farText !== undefined && <p>{move.farText}</p>}
          <Select
            {...field('bedId')}
            label="Bed"
            hint={move.hint}
            options={move.bedOptions}
            emptyText="Choose a bed"
          />
          {move.isDayAsked ? (
            <DateInput {...date('movesOn')} label="Moved on" hint="The first night in the other bed" />
          ) : (
            <HiddenDate name="movesOn" values={move.form.values} />
          )}
          <Textarea {...field('reason')} label="Why the person moves" rows={2} maxLength={500} />
          <Button isSecondary>Move to this bed</Button>
        </PostForm>
      )}
    </section>
  );
};

/** One booking or stay: its days, its bed, what can be changed of them, and what was. */
export const StayView = (props: StayProps) => (
  <PageLayout
    {...props.frame}
    title={`Dates and bed of ${props.reference}`}
    current={props.current}
    errorSummary={{ errors: props.errors, idPrefix: props.idPrefix }}
  >
    <p class="app-back">
      <a href={props.back.href}>{props.back.text}</a>
    </p>
    <PageHeading title="Dates and bed" label={props.personText} />
    {props.notLeftText !== undefined && (
      <Notification kind="warning" title="The bed has not been left yet">
        <p>{props.notLeftText}</p>
      </Notification>
    )}
    <SummaryList items={props.summary} />
    {props.timelineHref !== undefined && (
      <p>
        <a href={props.timelineHref}>What has happened</a>
      </p>
    )}
    <Dates props={props} />
    <Move props={props} />
    {props.onwardHref !== undefined && (
      <p>
        <a href={props.onwardHref}>Move to another provider</a>
      </p>
    )}
    {props.leave !== undefined && (
      <LeavePart
        model={props.leave}
        csrfToken={props.frame.csrfToken}
        idempotencyKey={props.idempotencyKey}
        reference={props.reference}
        idPrefixes={stayFormPrefix}
      />
    )}
    <section aria-labelledby="history-title">
      <h2 class="app-section-title" id="history-title">
        Changes so far
      </h2>
      {props.history.length === 0 ? (
        <EmptyState title="Dates and bed are as they were booked" />
      ) : (
        <ul>
          {props.history.map((entry) => (
            <li key={entry.key}>
              {entry.text}: {entry.reason} <span class="app-sub">{entry.byText}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  </PageLayout>
);
