import type { IsoDate } from '../../../../kernel/iso-date.js';
import { Button } from '../../../../ui/components/button.js';
import { DateInput } from '../../../../ui/components/date-input.js';
import { Details } from '../../../../ui/components/details.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { Radios } from '../../../../ui/components/radios.js';
import { Select } from '../../../../ui/components/select.js';
import { Textarea } from '../../../../ui/components/textarea.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import {
  untouchedForm,
  type DateFields,
  type FormState,
  type Option,
} from '../../../../ui/forms/form-state.js';
import type { PageFrame } from '../../../../ui/page-frame.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import { MeasureFields } from './safety-forms.view.js';
import { outcomeOptions, usualInstrument } from './safety-words.js';

/** Someone expected. */
export interface ArrivalRow {
  readonly placementId: string;
  readonly reference: string;
  /** From the offer on, and only for the provider whose bed it is. */
  readonly name?: string | undefined;
  readonly personText: string;
  readonly bedLabel: string;
  readonly arrivesOn: IsoDate;
  readonly departsOn: IsoDate;
  readonly admitAction: string;
  readonly neverStartedAction: string;
  /** Each form of the row adds its own ending, so that one sent after another is not taken for a repeat. */
  readonly idempotencyKey: string;
  readonly version: number;
  readonly timing: 'later' | 'today' | 'overdue';
  /** Who is still recorded as here in the bed, said, and where their leaving is recorded; absent where nobody is. */
  readonly inBed?: { readonly text: string; readonly reference: string; readonly href: string } | undefined;
  /** Since when the funder says that they may not pay; absent where no notice stands. */
  readonly noticeOn?: IsoDate | undefined;
  /** Where dates and bed are changed. */
  readonly stayHref?: string | undefined;
}

/** Someone who lives here now. */
export interface ResidentRow {
  readonly placementId: string;
  readonly reference: string;
  /** From the offer on, and only for the provider whose bed it is. */
  readonly name?: string | undefined;
  readonly personText: string;
  readonly bedLabel: string;
  readonly admittedOn: IsoDate;
  readonly departsOn: IsoDate;
  readonly isPastLeavingDay: boolean;
  /** "Away, back 3 Dec 2026" and whether that day is over. */
  readonly leave?: { readonly text: string; readonly isOverdue: boolean } | undefined;
  /** Who is booked into the bed soon, while somebody is still here past the leaving day or leaves shortly. */
  readonly nextText?: string | undefined;
  readonly dischargeAction: string;
  readonly extendAction: string;
  /** Where what is owed to the person on leaving is recorded. */
  readonly leavingHref?: string | undefined;
  /** Where dates and bed are changed. */
  readonly stayHref?: string | undefined;
  /** As in `ArrivalRow`. */
  readonly idempotencyKey: string;
  readonly version: number;
}

/** Fields of the discharge form; `kind` is `planned` or `unplanned`, `outcome` and what was measured may stay empty. */
export type DischargeFields =
  | 'kind'
  | 'reason'
  | DateFields<'leftOn'>
  | 'outcome'
  | 'instrument'
  | 'instrumentVersion'
  | 'score'
  | 'satisfaction';
/** Fields of the extension form: the new leaving day, and why. */
export type ExtendFields = 'reason' | DateFields<'departsOn'>;
/** Fields of the form for somebody who never came. */
export type NeverStartedFields = 'reason';

/** A form of this page that was sent with faults. */
export type FailedStayForm =
  | {
      readonly kind: 'admit';
      readonly placementId: string;
      readonly form: FormState<DateFields<'admittedOn'>>;
    }
  | { readonly kind: 'discharge'; readonly placementId: string; readonly form: FormState<DischargeFields> }
  | { readonly kind: 'extend'; readonly placementId: string; readonly form: FormState<ExtendFields> }
  | {
      readonly kind: 'never-started';
      readonly placementId: string;
      readonly form: FormState<NeverStartedFields>;
    };

/** What the forms of a page have in common. */
export interface StayFormsContext {
  readonly frame: PageFrame;
  readonly today: IsoDate;
  readonly dischargeReasonOptions: readonly Option[];
  readonly neverStartedReasonOptions: readonly Option[];
  readonly failed?: FailedStayForm | undefined;
}

/** What the ids of a form's fields begin with, since a page has many such forms. */
export const idPrefixOf = (kind: FailedStayForm['kind'], placementId: string): string =>
  `${kind}-${placementId}-`;

/** The person has arrived: today with one press, or on another day. */
export const Admit = ({ row, props }: { readonly row: ArrivalRow; readonly props: StayFormsContext }) => {
  const safe = {
    csrfToken: props.frame.csrfToken,
    idempotencyKey: `${row.idempotencyKey}-admit`,
    version: row.version,
  };
  const failed =
    props.failed?.kind === 'admit' && props.failed.placementId === row.placementId
      ? props.failed.form
      : undefined;
  const { date } = bindForm(failed ?? untouchedForm, idPrefixOf('admit', row.placementId));
  if (row.timing === 'later') {
    return (
      <p class="app-sub">
        The arrival can be recorded from {shortDate(row.arrivesOn)}, the first night booked. If the person
        comes sooner, change the dates first.
      </p>
    );
  }
  if (row.inBed !== undefined && failed === undefined) {
    return (
      <p class="app-sub">
        {row.inBed.text}. First <a href={row.inBed.href}>record that {row.inBed.reference} has left</a>, or
        give this booking another bed under Dates and bed.
      </p>
    );
  }
  const [year = '', month = '', day = ''] = props.today.split('-');
  const knows = row.noticeOn === undefined ? null : <input type="hidden" name="knowsOfNotice" value="yes" />;
  return (
    <>
      <PostForm action={row.admitAction} {...safe}>
        <input type="hidden" name="admittedOn-day" value={day} />
        <input type="hidden" name="admittedOn-month" value={month} />
        <input type="hidden" name="admittedOn-year" value={year} />
        {knows}
        <Button isSmall about={row.reference}>
          {knows === null ? 'Arrived today' : 'Arrived today, and I know of the notice'}
        </Button>
      </PostForm>
      <Details
        id={`open-${idPrefixOf('admit', row.placementId)}`}
        summary="Arrived on another day"
        about={row.reference}
        isOpen={failed !== undefined}
      >
        <PostForm action={row.admitAction} {...safe} label={`Record the arrival of ${row.reference}`}>
          <DateInput {...date('admittedOn')} label="Arrived on" />
          {knows}
          <Button isSmall isSecondary about={row.reference}>
            {knows === null ? 'Record arrival' : 'Record arrival, and I know of the notice'}
          </Button>
        </PostForm>
      </Details>
    </>
  );
};

/** The person has left, how and why. */
export const Discharge = ({
  row,
  props,
}: {
  readonly row: ResidentRow;
  readonly props: StayFormsContext;
}) => {
  const failed =
    props.failed?.kind === 'discharge' && props.failed.placementId === row.placementId
      ? props.failed.form
      : undefined;
  const prefix = idPrefixOf('discharge', row.placementId);
  const { field, date } = bindForm<DischargeFields>(
    failed ?? { values: { instrument: usualInstrument }, errors: [] },
    prefix,
  );
  const isOutcomeTyped =
    failed !== undefined &&
    (['outcome', 'instrumentVersion', 'score', 'satisfaction'] as const).some(
      (name) => (failed.values[name] ?? '') !== '' || failed.errors.some((error) => error.field === name),
    );
  return (
    <Details
      id={`open-${prefix}`}
      summary="Record leaving"
      about={row.reference}
      isOpen={failed !== undefined}
    >
      <PostForm
        action={row.dischargeAction}
        csrfToken={props.frame.csrfToken}
        idempotencyKey={`${row.idempotencyKey}-discharge`}
        version={row.version}
        label={`Record that ${row.reference} left`}
      >
        <Radios
          {...field('kind')}
          label="How did the stay end?"
          options={[
            { value: 'planned', text: 'Planned' },
            { value: 'unplanned', text: 'Unplanned' },
          ]}
        />
        <Select
          {...field('reason')}
          label="Reason"
          options={props.dischargeReasonOptions}
          emptyText="Choose a reason"
        />
        <DateInput {...date('leftOn')} label="Left on" />
        <Details
          id={`open-${prefix}outcome`}
          summary="Outcome on leaving, if it is known"
          about={row.reference}
          isOpen={isOutcomeTyped}
        >
          <Select
            {...field('outcome')}
            label="Was an outcome taken on leaving?"
            hint="Nobody owes it. What comes later is recorded under Leaving safely"
            options={outcomeOptions('leaving_outcome')}
            emptyText="Nothing to record now"
          />
          <MeasureFields
            field={field}
            hint="Only when taken. Leave the version and the score empty, or the satisfaction, where it was not asked"
          />
        </Details>
        <Button isSmall isSecondary about={row.reference}>
          Record leaving
        </Button>
      </PostForm>
    </Details>
  );
};

/** The person stays longer. */
export const Extend = ({ row, props }: { readonly row: ResidentRow; readonly props: StayFormsContext }) => {
  const failed =
    props.failed?.kind === 'extend' && props.failed.placementId === row.placementId
      ? props.failed.form
      : undefined;
  const prefix = idPrefixOf('extend', row.placementId);
  const { field, date } = bindForm<ExtendFields>(failed ?? untouchedForm, prefix);
  return (
    <Details
      id={`open-${prefix}`}
      summary="Extend the stay"
      about={row.reference}
      isOpen={failed !== undefined}
    >
      <PostForm
        action={row.extendAction}
        csrfToken={props.frame.csrfToken}
        idempotencyKey={`${row.idempotencyKey}-extend`}
        version={row.version}
        label={`Extend the stay of ${row.reference}`}
      >
        <DateInput {...date('departsOn')} label="New leaving day" hint={`Now ${shortDate(row.departsOn)}`} />
        <Textarea {...field('reason')} label="Why the person stays longer" rows={2} maxLength={500} />
        <Button isSmall isSecondary about={row.reference}>
          Extend the stay
        </Button>
      </PostForm>
    </Details>
  );
};

/** The person will not arrive, and why. */
export const NeverStarted = ({
  row,
  props,
}: {
  readonly row: ArrivalRow;
  readonly props: StayFormsContext;
}) => {
  const failed =
    props.failed?.kind === 'never-started' && props.failed.placementId === row.placementId
      ? props.failed.form
      : undefined;
  const prefix = idPrefixOf('never-started', row.placementId);
  const { field } = bindForm<NeverStartedFields>(failed ?? untouchedForm, prefix);
  return (
    <Details
      id={`open-${prefix}`}
      summary="Will not arrive"
      about={row.reference}
      isOpen={failed !== undefined}
    >
      <PostForm
        action={row.neverStartedAction}
        csrfToken={props.frame.csrfToken}
        idempotencyKey={`${row.idempotencyKey}-never-started`}
        version={row.version}
        label={`Record that ${row.reference} will not arrive`}
      >
        <Select
          {...field('reason')}
          label="Reason"
          hint="The bed is free again at once, and the money held for it"
          options={props.neverStartedReasonOptions}
          emptyText="Choose a reason"
        />
        <Button isSmall isSecondary about={row.reference}>
          Record that the person will not arrive
        </Button>
      </PostForm>
    </Details>
  );
};
