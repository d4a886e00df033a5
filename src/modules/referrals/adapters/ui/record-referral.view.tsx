import { Button } from '../../../../ui/components/button.js';
import { Checkboxes } from '../../../../ui/components/checkboxes.js';
import { DateInput } from '../../../../ui/components/date-input.js';
import { Notification } from '../../../../ui/components/notification.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { Radios } from '../../../../ui/components/radios.js';
import { Select } from '../../../../ui/components/select.js';
import { Textarea } from '../../../../ui/components/textarea.js';
import { TextInput } from '../../../../ui/components/text-input.js';
import { bindForm, type FormBinding } from '../../../../ui/forms/bind-form.js';
import type { DateFields, FormState, Option } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';

/** Fields of the form. Tick boxes are sent as `yes`. */
export type RecordReferralFields =
  | 'givenName'
  | 'familyName'
  | DateFields<'bornOn'>
  | 'sex'
  | 'partnership'
  | DateFields<'receivedOn'>
  | 'substance'
  | 'reason'
  | 'band'
  | 'bandReason'
  | 'stepFree'
  | 'wetRoom'
  | 'childrenCount'
  | 'oldestChildAge'
  | 'detoxNeed'
  | DateFields<'detoxOn'>
  | 'firstProject'
  | 'secondProject'
  | 'thirdProject'
  | 'distance'
  | 'company';

/** The choices of the form, as the owners of each list word them. */
export interface RecordReferralOptions {
  readonly sex: readonly Option[];
  readonly partnership: readonly Option[];
  readonly substance: readonly Option[];
  readonly band: readonly Option[];
  readonly detoxNeed: readonly Option[];
  readonly project: readonly Option[];
  /** Near home, away from home, no preference. */
  readonly distance: readonly Option[];
  /** Mixed, single-sex, no preference. */
  readonly company: readonly Option[];
}

/** The page on which a coordinator records a referral. */
export interface RecordReferralProps {
  readonly frame: PageFrame;
  readonly action: string;
  readonly idempotencyKey: string;
  readonly form: FormState<RecordReferralFields>;
  readonly options: RecordReferralOptions;
  /** Someone who may be the same person already has an open referral. */
  readonly possibleDuplicate?: { readonly text: string; readonly href: string } | undefined;
  readonly cancelHref: string;
}

interface PartProps {
  readonly bound: FormBinding;
  readonly options: RecordReferralOptions;
}

const PersonPart = ({ bound: { field, date }, options }: PartProps) => (
  <section class="app-form__part" aria-labelledby="part-person">
    <h2 class="app-section-title" id="part-person">
      The person
    </h2>
    <TextInput {...field('givenName')} label="Given names" maxLength={100} />
    <TextInput {...field('familyName')} label="Family name" maxLength={100} />
    <DateInput {...date('bornOn')} label="Date of birth" hint="For example, 27 3 1988" />
    <Radios
      {...field('sex')}
      label="Sex"
      hint="Some beds are for women or for men only"
      options={options.sex}
      isInline
    />
  </section>
);

const ReferralPart = ({ bound: { field, date }, options }: PartProps) => (
  <section class="app-form__part" aria-labelledby="part-referral">
    <h2 class="app-section-title" id="part-referral">
      The referral
    </h2>
    <Select
      {...field('partnership')}
      label="Alcohol and Drug Partnership"
      options={options.partnership}
      emptyText="Choose a partnership"
    />
    <DateInput {...date('receivedOn')} label="Referral received on" hint="Waiting is counted from this day" />
    <Radios {...field('substance')} label="Substance" options={options.substance} isInline />
    <Textarea
      {...field('reason')}
      label="Reason for referral"
      hint="What residential rehabilitation is hoped to change. Write only what is needed to find a place."
      maxLength={2000}
    />
    <Radios {...field('band')} label="Urgency" options={options.band} />
    <Textarea
      {...field('bandReason')}
      label="Why this urgency"
      hint="Kept with your name and today's date"
      rows={2}
      maxLength={500}
    />
  </section>
);

const NeedsPart = ({ bound: { field, date }, options }: PartProps) => (
  <section class="app-form__part" aria-labelledby="part-needs">
    <h2 class="app-section-title" id="part-needs">
      What the place must have
    </h2>
    <Checkboxes
      id="access"
      label="Getting about"
      items={[
        { ...field('stepFree'), text: 'Step-free access' },
        { ...field('wetRoom'), text: 'A wet room' },
      ]}
    />
    <TextInput
      {...field('childrenCount')}
      label="Children who come too"
      hint="0 if none"
      widthCharacters={2}
      inputMode="numeric"
    />
    <TextInput
      {...field('oldestChildAge')}
      label="Age of the oldest child"
      hint="In years; leave empty if no child comes"
      widthCharacters={2}
      inputMode="numeric"
    />
    <Radios {...field('detoxNeed')} label="Detox" options={options.detoxNeed} />
    <DateInput
      {...date('detoxOn')}
      label="Detox planned to end on"
      hint="Leave empty if there is no date yet"
    />
  </section>
);

const WishesPart = ({ bound: { field }, options }: PartProps) => (
  <section class="app-form__part" aria-labelledby="part-wishes">
    <h2 class="app-section-title" id="part-wishes">
      What the person would like
    </h2>
    <Select
      {...field('firstProject')}
      label="First choice"
      options={options.project}
      emptyText="No choice made"
    />
    <Select
      {...field('secondProject')}
      label="Second choice"
      options={options.project}
      emptyText="No choice made"
    />
    <Select
      {...field('thirdProject')}
      label="Third choice"
      options={options.project}
      emptyText="No choice made"
    />
    <Radios {...field('distance')} label="Near home or away" options={options.distance} />
    <Radios {...field('company')} label="Who else lives there" options={options.company} />
  </section>
);

/** One long form, in the order people tell it: the person, the referral, what is needed, what is wished. */
export const RecordReferralView = (props: RecordReferralProps) => {
  const bound = bindForm(props.form);
  return (
    <PageLayout
      {...props.frame}
      title="Record a referral"
      current="waiting-list"
      errorSummary={{ errors: props.form.errors }}
    >
      <p class="app-back">
        <a href={props.cancelHref}>Back to the waiting list</a>
      </p>
      <PageHeading title="Record a referral" />
      {props.possibleDuplicate !== undefined && (
        <Notification kind="warning" title="This person may be waiting already" takesFocus>
          <p>
            {props.possibleDuplicate.text} <a href={props.possibleDuplicate.href}>Look at that referral</a>{' '}
            first. Nothing was recorded.
          </p>
        </Notification>
      )}
      <PostForm
        action={props.action}
        csrfToken={props.frame.csrfToken}
        idempotencyKey={props.idempotencyKey}
        class="app-form"
      >
        <PersonPart bound={bound} options={props.options} />
        <ReferralPart bound={bound} options={props.options} />
        <NeedsPart bound={bound} options={props.options} />
        <WishesPart bound={bound} options={props.options} />
        <div class="app-actions">
          <Button>Record this referral</Button>
          <a href={props.cancelHref}>Cancel</a>
        </div>
      </PostForm>
    </PageLayout>
  );
};
