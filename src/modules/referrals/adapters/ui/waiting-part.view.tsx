import { Button } from '../../../../ui/components/button.js';
import { DateInput } from '../../../../ui/components/date-input.js';
import { Details } from '../../../../ui/components/details.js';
import { Notification } from '../../../../ui/components/notification.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { Radios } from '../../../../ui/components/radios.js';
import { Select } from '../../../../ui/components/select.js';
import { SummaryList, type SummaryItem } from '../../../../ui/components/summary-list.js';
import { Textarea } from '../../../../ui/components/textarea.js';
import { bindForm, type FormBinding } from '../../../../ui/forms/bind-form.js';
import { untouchedForm, type FormState, type Option } from '../../../../ui/forms/form-state.js';

/** A form of the wait: where it is sent, and its key. */
interface WaitFormModel {
  readonly action: string;
  readonly idempotencyKey: string;
}

/** The forms of a wait. */
export type WaitFormKind = 'contact' | 'unavailability' | 'review' | 'spell-end';

/** What is recorded of a wait, and the forms that record more. */
export interface WaitModel {
  /** What asks to be looked at today, in sentences. */
  readonly attention: readonly string[];
  /** The clocks, the latest contact and review. */
  readonly facts: readonly SummaryItem[];
  /** Days on which the person could not or cannot go. */
  readonly spells: readonly {
    readonly spellId: string;
    readonly text: string;
    readonly form?: WaitFormModel | undefined;
  }[];
  /** Tries to reach the person, the latest first. */
  readonly contacts: readonly { readonly text: string; readonly whenText: string }[];
  /** Absent for readers who may record nothing, and when the referral is closed. */
  readonly forms?:
    | {
        readonly contact: WaitFormModel;
        readonly unavailability: WaitFormModel;
        readonly review: WaitFormModel;
      }
    | undefined;
  readonly options: {
    readonly channel: readonly Option[];
    readonly contactOutcome: readonly Option[];
    readonly unavailabilityReason: readonly Option[];
    readonly reviewOutcome: readonly Option[];
  };
}

/** The wait, and what its forms are sent with. */
export interface WaitingPartProps {
  readonly wait: WaitModel;
  readonly version: number;
  readonly csrfToken: string | undefined;
  readonly failed?:
    | { readonly kind: string; readonly spellId?: string | undefined; readonly form: FormState<string> }
    | undefined;
}

/** What the fields of a form of the wait are called on the page. */
export const waitFormPrefix = (kind: WaitFormKind, spellId = ''): string =>
  kind === 'spell-end' ? `spell-end-${spellId}-` : `${kind}-`;

const fieldsOf = (
  { failed }: WaitingPartProps,
  kind: WaitFormKind,
  spellId?: string,
): FormBinding & { readonly isFailed: boolean } => {
  const isFailed = failed?.kind === kind && (spellId === undefined || failed.spellId === spellId);
  return {
    ...bindForm(isFailed ? failed.form : untouchedForm, waitFormPrefix(kind, spellId)),
    isFailed,
  };
};

const ContactForm = (props: WaitingPartProps) => {
  const { field, date, isFailed } = fieldsOf(props, 'contact');
  const { forms, options } = props.wait;
  return forms === undefined ? null : (
    <Details id="record-contact" summary="Record a contact" isOpen={isFailed}>
      <PostForm
        action={forms.contact.action}
        csrfToken={props.csrfToken}
        idempotencyKey={forms.contact.idempotencyKey}
        label="Record a contact"
      >
        <DateInput {...date('contactedOn')} label="Day of the contact" />
        <Select
          {...field('channel')}
          label="How"
          options={options.channel}
          emptyText="Choose how you tried"
        />
        <Radios {...field('outcome')} label="What came of it" options={options.contactOutcome} />
        <Textarea
          {...field('note')}
          label="What was said"
          hint="Write only what others need who look after the wait. May be left empty"
          rows={2}
          maxLength={500}
        />
        <Button isSmall isSecondary>
          Record a contact
        </Button>
      </PostForm>
    </Details>
  );
};

const ReviewForm = (props: WaitingPartProps) => {
  const { field, date, isFailed } = fieldsOf(props, 'review');
  const { forms, options } = props.wait;
  return forms === undefined ? null : (
    <Details id="review-wait" summary="Record whether the person can wait" isOpen={isFailed}>
      <PostForm
        action={forms.review.action}
        csrfToken={props.csrfToken}
        idempotencyKey={forms.review.idempotencyKey}
        label="Record whether the person can wait"
      >
        <DateInput {...date('doneOn')} label="Looked at on" />
        <Radios {...field('outcome')} label="Can the person wait?" options={options.reviewOutcome} />
        <Textarea
          {...field('plan')}
          label="What keeps the person safe"
          hint="The harm-reduction plan, such as naloxone at home and who calls when. May be left empty only if the person can wait without one"
          rows={2}
          maxLength={500}
        />
        <DateInput
          {...date('nextDueOn')}
          label="Look again on"
          hint="Left empty, it is the day that the urgency calls for"
        />
        <Button isSmall isSecondary>
          Record the review
        </Button>
      </PostForm>
    </Details>
  );
};

const UnavailabilityForm = (props: WaitingPartProps) => {
  const { field, date, isFailed } = fieldsOf(props, 'unavailability');
  const { forms, options } = props.wait;
  return forms === undefined ? null : (
    <Details id="record-unavailability" summary="Record days they cannot go" isOpen={isFailed}>
      <PostForm
        action={forms.unavailability.action}
        csrfToken={props.csrfToken}
        idempotencyKey={forms.unavailability.idempotencyKey}
        version={props.version}
        label="Record days they cannot go"
      >
        <DateInput {...date('fromOn')} label="First day" />
        <DateInput
          {...date('toOn')}
          label="Can go again from"
          hint="Leave empty until it is known. No place is suggested meanwhile"
        />
        <Select
          {...field('reason')}
          label="Why"
          options={options.unavailabilityReason}
          emptyText="Choose a reason"
        />
        <Button isSmall isSecondary>
          Record these days
        </Button>
      </PostForm>
    </Details>
  );
};

const Spell = ({
  spell,
  props,
}: {
  readonly spell: WaitModel['spells'][number];
  readonly props: WaitingPartProps;
}) => {
  const { date, isFailed } = fieldsOf(props, 'spell-end', spell.spellId);
  return (
    <li>
      {spell.text}
      {spell.form !== undefined && (
        <Details
          id={`end-spell-${spell.spellId}`}
          summary="Set when they can go again"
          about={spell.text}
          isOpen={isFailed}
        >
          <PostForm
            action={spell.form.action}
            csrfToken={props.csrfToken}
            idempotencyKey={spell.form.idempotencyKey}
            version={props.version}
            label={`When they can go again: ${spell.text}`}
          >
            <DateInput
              {...date('toOn')}
              label="Can go again from"
              hint="The first day itself, if it was recorded by mistake"
            />
            <Button isSmall isSecondary>
              Set this day
            </Button>
          </PostForm>
        </Details>
      )}
    </li>
  );
};

/** The wait: what asks to be looked at, both clocks, contacts, days they cannot go, and the forms for each. */
export const WaitingPart = (props: WaitingPartProps) => {
  const { attention, facts, spells, contacts } = props.wait;
  return (
    <section aria-labelledby="waiting-title">
      <h2 class="app-section-title" id="waiting-title">
        While they wait
      </h2>
      {attention.length > 0 && (
        <Notification kind="warning" title="Needs attention">
          <ul>
            {attention.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Notification>
      )}
      <SummaryList items={facts} />
      <ContactForm {...props} />
      <ReviewForm {...props} />
      <UnavailabilityForm {...props} />
      {spells.length > 0 && (
        <>
          <h3>Days they could not or cannot go</h3>
          <ul class="app-plain-list app-gates">
            {spells.map((spell) => (
              <Spell key={spell.spellId} spell={spell} props={props} />
            ))}
          </ul>
        </>
      )}
      {contacts.length > 0 && (
        <>
          <h3>Contacts</h3>
          <ol class="app-history">
            {contacts.map((contact) => (
              <li key={`${contact.whenText}${contact.text}`}>
                {contact.text}
                <span class="app-sub">{contact.whenText}</span>
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
};
