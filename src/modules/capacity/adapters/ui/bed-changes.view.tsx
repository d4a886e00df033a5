import { Button } from '../../../../ui/components/button.js';
import { DataTable } from '../../../../ui/components/data-table.js';
import { DateInput } from '../../../../ui/components/date-input.js';
import { EmptyState } from '../../../../ui/components/empty-state.js';
import { Notification } from '../../../../ui/components/notification.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { Radios } from '../../../../ui/components/radios.js';
import { Select } from '../../../../ui/components/select.js';
import { Textarea } from '../../../../ui/components/textarea.js';
import { TextInput } from '../../../../ui/components/text-input.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import type { DateFields, FieldError, FormState, Option } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';
import type { PlannableColumn } from '../../domain/bed-change.js';

/** A planned change in a list. */
export interface BedChangeRowModel {
  readonly key: string;
  readonly href: string;
  /** "Larch House, Room 3". */
  readonly bedText: string;
  readonly whatText: string;
  readonly startsText: string;
  readonly stateText: string;
}

/** Planned changes of beds. */
export interface BedChangesProps {
  readonly frame: PageFrame;
  readonly doneText: string | null;
  readonly changes: readonly BedChangeRowModel[];
  readonly mayPlan: boolean;
  readonly backHref: string;
}

/** Every planned change, the latest first. */
export const BedChangesView = ({ frame, doneText, changes, mayPlan, backHref }: BedChangesProps) => (
  <PageLayout {...frame} title="Planned changes of beds" current="board">
    <p class="app-back">
      <a href={backHref}>Back to the bed board</a>
    </p>
    <PageHeading title="Planned changes of beds">
      <p>
        Closing a bed, or taking fewer people in it, is looked at first and made by two people. A bed that
        cannot be used tonight is taken out of service on the board, at once and by one.
      </p>
    </PageHeading>
    {doneText !== null && (
      <Notification kind="success" takesFocus>
        <p>{doneText}</p>
      </Notification>
    )}
    {changes.length === 0 ? (
      <EmptyState title="Nothing is planned">
        <p>
          {mayPlan
            ? 'On the bed board, choose a night of the bed. The page that opens leads to planning a change.'
            : 'Providers plan changes of their beds.'}
        </p>
      </EmptyState>
    ) : (
      <DataTable
        caption="Planned changes, the latest first"
        isCaptionHidden
        columns={[
          { key: 'bed', heading: 'Bed' },
          { key: 'what', heading: 'What changes' },
          { key: 'starts', heading: 'From' },
          { key: 'state', heading: 'How it stands' },
        ]}
        rows={changes.map(({ key, href, bedText, whatText, startsText, stateText }) => ({
          key,
          cells: [<a href={href}>{bedText}</a>, whatText, startsText, stateText],
        }))}
      />
    )}
  </PageLayout>
);

/** Fields of a plan: `what` is close or change, `starts` the day, and the cells of the bed. */
export type PlanBedChangeFields =
  DateFields<'starts'> | 'what' | 'reason' | Exclude<PlannableColumn, 'closesOn'>;

/** The form that plans a change of one bed. */
export interface PlanBedChangeProps {
  readonly frame: PageFrame;
  readonly bedText: string;
  readonly action: string;
  readonly idempotencyKey: string;
  readonly backHref: string;
  readonly form: FormState<PlanBedChangeFields>;
  readonly options: Readonly<Record<'bedType' | 'unitType' | 'sex', readonly Option[]>>;
}

/** Plan to close a bed, or to change whom it takes. */
export const PlanBedChangeView = (props: PlanBedChangeProps) => {
  const { field, date } = bindForm(props.form);
  return (
    <PageLayout
      {...props.frame}
      title="Plan a change of a bed"
      current="board"
      errorSummary={{ errors: props.form.errors }}
    >
      <p class="app-back">
        <a href={props.backHref}>Back to planned changes</a>
      </p>
      <PageHeading title="Plan a change of a bed" label={props.bedText}>
        <p>You see what it would do to the people who wait; then somebody else confirms it.</p>
      </PageHeading>
      <PostForm
        action={props.action}
        csrfToken={props.frame.csrfToken}
        idempotencyKey={props.idempotencyKey}
        class="app-form"
      >
        <Radios
          {...field('what')}
          label="What is planned"
          options={[
            { value: 'close', text: 'Close the bed for good' },
            { value: 'change', text: 'Change whom it takes, as set out below' },
          ]}
        />
        <fieldset>
          <legend>What the bed becomes</legend>
          <p class="ds_hint-text">Only where it is changed and not closed. Leave what stays as it is.</p>
          <Select {...field('sex')} label="Who can come" options={props.options.sex} />
          <Select {...field('bedType')} label="Kind of bed" options={props.options.bedType} />
          <Select {...field('unitType')} label="Kind of room" options={props.options.unitType} />
          <TextInput
            {...field('room')}
            label="Room (only for a shared room)"
            hint="As staff call it: beds of one shared room have the same"
            widthCharacters={20}
          />
          <TextInput {...field('maxAdults')} label="Adults at most" widthCharacters={3} inputMode="numeric" />
          <TextInput
            {...field('maxChildren')}
            label="Children at most"
            widthCharacters={3}
            inputMode="numeric"
          />
          <TextInput
            {...field('oldestChild')}
            label="Oldest child, in years (empty for no limit)"
            widthCharacters={3}
            inputMode="numeric"
          />
        </fieldset>
        <DateInput {...date('starts')} label="First day on which it counts" hint="For example, 11 1 2027" />
        <Textarea
          {...field('reason')}
          label="Why"
          hint="For whoever confirms it, and for whoever asks later. Do not write about a person."
          rows={2}
          maxLength={500}
        />
        <Button>See what it would do</Button>
      </PostForm>
    </PageLayout>
  );
};

/** A button of the page of one change. */
export interface BedChangeStep {
  readonly action: string;
  readonly idempotencyKey: string;
}

/** One planned change: what it says, what it would do, and what can be done with it. */
export interface BedChangeProps {
  readonly frame: PageFrame;
  readonly bedText: string;
  readonly stateText: string;
  readonly reason: string;
  readonly backHref: string;
  readonly hereHref: string;
  readonly errors: readonly FieldError[];
  readonly changes: readonly { readonly what: string; readonly then: string }[];
  readonly look: {
    readonly lookedText: string;
    readonly summaryText: string;
    readonly rows: readonly { readonly band: string; readonly cells: readonly string[] }[];
  } | null;
  /** Whether what was looked at has changed since. */
  readonly isOutOfDate: boolean;
  readonly isWaiting: boolean;
  readonly lookAgain: BedChangeStep | null;
  readonly confirm: BedChangeStep | null;
  readonly giveBack: BedChangeStep | null;
  /** For who planned it. */
  readonly takeBack: BedChangeStep | null;
  /** Why the reader cannot confirm it; null where they can, or nothing waits. */
  readonly whoConfirmsText: string | null;
}

const Step = ({
  step,
  frame,
  text,
  decision,
  isSecondary = false,
}: {
  readonly step: BedChangeStep | null;
  readonly frame: PageFrame;
  readonly text: string;
  readonly decision?: 'confirm' | 'give-back';
  readonly isSecondary?: boolean;
}) =>
  step === null ? null : (
    <PostForm
      action={step.action}
      csrfToken={frame.csrfToken}
      idempotencyKey={step.idempotencyKey}
      label={text}
    >
      {decision !== undefined && <input type="hidden" name="decision" value={decision} />}
      <Button isSecondary={isSecondary}>{text}</Button>
    </PostForm>
  );

const Effect = ({ look }: { readonly look: NonNullable<BedChangeProps['look']> }) => (
  <section aria-labelledby="effect-title">
    <h2 class="app-section-title" id="effect-title">
      What it would do
    </h2>
    <p>{look.summaryText}</p>
    <p>{look.lookedText}</p>
    <DataTable
      caption="The people who are ready, by urgency"
      columns={[
        { key: 'band', heading: 'Urgency' },
        { key: 'now', heading: 'With a place now', isNumber: true },
        { key: 'then', heading: 'With the change', isNumber: true },
        { key: 'loses', heading: 'Lose it', isNumber: true },
        { key: 'gains', heading: 'Gain one', isNumber: true },
        { key: 'moved', heading: 'Elsewhere or another day', isNumber: true },
      ]}
      rows={look.rows.map(({ band, cells }) => ({ key: band, cells: [band, ...cells] }))}
    />
  </section>
);

/** One planned change, with the look and the answer to it. */
export const BedChangeView = (props: BedChangeProps) => (
  <PageLayout
    {...props.frame}
    title="A planned change of a bed"
    current="board"
    errorSummary={{ errors: props.errors }}
  >
    <p class="app-back">
      <a href={props.backHref}>Planned changes of beds</a>
    </p>
    <PageHeading title="A planned change of a bed" label={props.bedText}>
      <p>{props.stateText}</p>
      <p>Why: {props.reason}</p>
    </PageHeading>
    {props.isWaiting && props.look === null && (
      <Notification kind="information" title="What it would do is being worked out">
        <p>
          Places are given out over today’s facts, with the change and without. It takes a few seconds.{' '}
          <a href={props.hereHref}>Look again</a>
        </p>
      </Notification>
    )}
    {props.isOutOfDate && (
      <Notification kind="warning" title="Something has changed since it was looked at">
        <p>
          The day, the bed, its nights, or who is suggested it are others now. It is confirmed only after
          another look.
        </p>
      </Notification>
    )}
    <DataTable
      caption="What changes"
      columns={[
        { key: 'what', heading: 'What' },
        { key: 'then', heading: 'With the change' },
      ]}
      rows={props.changes.map(({ what, then }) => ({ key: what, cells: [what, then] }))}
    />
    {props.look !== null && <Effect look={props.look} />}
    {props.whoConfirmsText !== null && <p>{props.whoConfirmsText}</p>}
    <Step step={props.confirm} frame={props.frame} text="Confirm the change" decision="confirm" />
    <Step step={props.lookAgain} frame={props.frame} text="Work it out again" isSecondary />
    <Step
      step={props.giveBack}
      frame={props.frame}
      text="Give the change back"
      decision="give-back"
      isSecondary
    />
    <Step step={props.takeBack} frame={props.frame} text="Take the change back" isSecondary />
  </PageLayout>
);
