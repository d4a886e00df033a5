import { Button } from '../../../../ui/components/button.js';
import { DateInput } from '../../../../ui/components/date-input.js';
import { Notification } from '../../../../ui/components/notification.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { Radios } from '../../../../ui/components/radios.js';
import { Select } from '../../../../ui/components/select.js';
import { Textarea } from '../../../../ui/components/textarea.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import type { DateFields, FormState, Option } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';

/** Something that already has the bed on some of the nights asked for. */
export interface InTheWay {
  /** "An offer to RP-0042", "Someone stays here", as far as the reader may know. */
  readonly text: string;
  readonly nightsText: string;
  readonly href?: string | undefined;
  /** What frees the nights. */
  readonly remedy?: string | undefined;
}

/** Nights in a row among those asked for that nobody has, and the form as it would close those alone. */
export interface FreeNights {
  readonly nightsText: string;
  readonly idempotencyKey: string;
  readonly values: Readonly<Record<string, string>>;
}

/** Fields: `from` is the first night closed, `until` the first night open again. */
export type OutOfServiceFields = DateFields<'from'> | DateFields<'until'> | 'reason' | 'note' | 'pastNights';

/** The form that marks a bed out of service. */
export interface MarkOutOfServiceProps {
  readonly frame: PageFrame;
  readonly bedLabel: string;
  readonly projectName: string;
  readonly action: string;
  readonly idempotencyKey: string;
  readonly version: number;
  readonly form: FormState<OutOfServiceFields>;
  readonly reasonOptions: readonly Option[];
  /** Asked where nights have gone by: whether the bed could really not be used on them. */
  readonly pastNights?: { readonly fromOn: string; readonly sinceText: string } | undefined;
  /** What stands in the way of the nights asked for; empty when nothing does. */
  readonly inTheWay: readonly InTheWay[];
  /** Where something is in the way: what could be closed all the same. */
  readonly freeNights?: readonly FreeNights[] | undefined;
  /** Where a change for good is planned. */
  readonly planHref: string;
  readonly backHref: string;
}

/** Mark one bed out of service; when someone has it on those nights, says who or what, and changes nothing. */
export const MarkOutOfServiceView = (props: MarkOutOfServiceProps) => {
  const { field, date } = bindForm(props.form);
  return (
    <PageLayout
      {...props.frame}
      title="Mark a bed out of service"
      current="board"
      errorSummary={{ errors: props.form.errors }}
    >
      <p class="app-back">
        <a href={props.backHref}>Back to the bed board</a>
      </p>
      <PageHeading title="Mark a bed out of service" label={`${props.projectName} · ${props.bedLabel}`}>
        <p>
          To close the bed for good, or to change whom it takes, <a href={props.planHref}>plan a change</a>.
        </p>
      </PageHeading>
      {props.inTheWay.length > 0 && (
        <Notification
          kind="warning"
          title="The bed is taken on some of those nights"
          takesFocus={props.form.errors.length === 0}
        >
          <p>Nothing was changed. This has the bed:</p>
          <ul>
            {props.inTheWay.map((item) => (
              <li key={`${item.text}${item.nightsText}`}>
                {item.href === undefined ? item.text : <a href={item.href}>{item.text}</a>}: {item.nightsText}
                {item.remedy !== undefined && `. ${item.remedy}`}
              </li>
            ))}
          </ul>
          {(props.freeNights ?? []).map(({ nightsText, idempotencyKey, values }) => (
            <PostForm
              key={nightsText}
              action={props.action}
              csrfToken={props.frame.csrfToken}
              idempotencyKey={idempotencyKey}
              version={props.version}
              label={`Close only ${nightsText}`}
            >
              {Object.entries(values).map(([name, value]) => (
                <input key={name} type="hidden" name={name} value={value} />
              ))}
              <Button isSmall isSecondary>
                Close only the free nights: {nightsText}
              </Button>
            </PostForm>
          ))}
        </Notification>
      )}
      <PostForm
        action={props.action}
        csrfToken={props.frame.csrfToken}
        idempotencyKey={props.idempotencyKey}
        version={props.version}
        class="app-form"
      >
        <DateInput {...date('from')} label="First night out of service" hint="For example, 23 11 2026" />
        <DateInput
          {...date('until')}
          label="First night it can be used again"
          hint="If you do not know yet, give the latest likely date: the bed can be put back in service earlier"
        />
        {props.pastNights !== undefined && (
          <Radios
            {...field('pastNights')}
            label={`Could the bed really not be used since ${props.pastNights.sinceText}?`}
            hint="Nights gone by count as out of service from now on, and the figures of those days change. A bed that only stood empty was not out of service: then begin today."
            options={[{ value: props.pastNights.fromOn, text: 'Yes, nobody could have slept in it' }]}
          />
        )}
        <Select
          {...field('reason')}
          label="Reason"
          options={props.reasonOptions}
          emptyText="Choose a reason"
        />
        <Textarea
          {...field('note')}
          label="Note (optional)"
          hint="What is wrong and what is being done. Do not write about a person here."
          rows={3}
          maxLength={500}
        />
        <Button>Mark out of service</Button>
      </PostForm>
    </PageLayout>
  );
};
