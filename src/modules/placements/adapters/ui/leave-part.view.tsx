import { Button } from '../../../../ui/components/button.js';
import { DateInput } from '../../../../ui/components/date-input.js';
import { Notification } from '../../../../ui/components/notification.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { Select } from '../../../../ui/components/select.js';
import { Textarea } from '../../../../ui/components/textarea.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import type { DateFields, FormState, Option } from '../../../../ui/forms/form-state.js';

/** Fields of a leave: first night away, the day they are expected back, why, and what else should be known. */
export type LeaveFields = DateFields<'fromOn'> | DateFields<'backExpectedOn'> | 'reason' | 'note';
/** Field of a coming back. */
export type ReturnFields = DateFields<'returnedOn'>;

/** Nights away of one stay, and what can be recorded of them. */
export interface LeaveModel {
  /** "3 nights away so far". */
  readonly countText: string;
  readonly spells: readonly { readonly key: string; readonly text: string }[];
  /** Where nobody is away. */
  readonly leave?:
    | {
        readonly action: string;
        readonly form: FormState<LeaveFields>;
        readonly reasonOptions: readonly Option[];
      }
    | undefined;
  /** Where somebody is. */
  readonly back?:
    | {
        readonly action: string;
        readonly form: FormState<ReturnFields>;
        readonly version: number;
        /** The day they were expected is over. */
        readonly overdueText?: string | undefined;
      }
    | undefined;
}

/** What makes the forms of a page safe to send, and whom they are about. */
interface LeavePartProps {
  readonly model: LeaveModel;
  readonly csrfToken: string | undefined;
  readonly idempotencyKey: string;
  readonly reference: string;
  readonly idPrefixes: { readonly leave: string; readonly back: string };
}

const Back = ({ model, csrfToken, idempotencyKey, reference, idPrefixes }: LeavePartProps) => {
  if (model.back === undefined) return null;
  const { action, form, version, overdueText } = model.back;
  const { date } = bindForm<ReturnFields>(form, idPrefixes.back);
  return (
    <>
      {overdueText !== undefined && (
        <Notification kind="warning" title="Not back yet">
          <p>{overdueText}</p>
        </Notification>
      )}
      <PostForm
        action={action}
        csrfToken={csrfToken}
        idempotencyKey={`${idempotencyKey}-back`}
        version={version}
        class="app-form"
        label={`Record that ${reference} is back`}
      >
        <DateInput {...date('returnedOn')} label="Came back on" />
        <Button isSecondary>Record that they are back</Button>
      </PostForm>
    </>
  );
};

const Away = ({ model, csrfToken, idempotencyKey, reference, idPrefixes }: LeavePartProps) => {
  if (model.leave === undefined) return null;
  const { action, form, reasonOptions } = model.leave;
  const { field, date } = bindForm<LeaveFields>(form, idPrefixes.leave);
  return (
    <PostForm
      action={action}
      csrfToken={csrfToken}
      idempotencyKey={`${idempotencyKey}-leave`}
      class="app-form"
      label={`Record leave of ${reference}`}
    >
      <DateInput {...date('fromOn')} label="First night away" />
      <DateInput {...date('backExpectedOn')} label="Expected back on" />
      <Select
        {...field('reason')}
        label="Why the person is away"
        options={reasonOptions}
        emptyText="Choose a reason"
      />
      <Textarea {...field('note')} label="What else should be known (optional)" rows={2} maxLength={500} />
      <Button isSecondary>Record leave</Button>
    </PostForm>
  );
};

/** Nights away from a bed that is kept: those so far, and the form that is due. */
export const LeavePart = (props: LeavePartProps) => (
  <section aria-labelledby="leave-title">
    <h2 class="app-section-title" id="leave-title">
      Leave
    </h2>
    <p>{props.model.countText}</p>
    {props.model.spells.length > 0 && (
      <ul>
        {props.model.spells.map(({ key, text }) => (
          <li key={key}>{text}</li>
        ))}
      </ul>
    )}
    <Back {...props} />
    <Away {...props} />
  </section>
);
