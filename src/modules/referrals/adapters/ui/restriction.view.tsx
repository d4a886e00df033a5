import { Button } from '../../../../ui/components/button.js';
import { Checkboxes, type CheckboxItem } from '../../../../ui/components/checkboxes.js';
import { Notification } from '../../../../ui/components/notification.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { Select } from '../../../../ui/components/select.js';
import { SummaryList, type SummaryItem } from '../../../../ui/components/summary-list.js';
import { Textarea } from '../../../../ui/components/textarea.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import type { FieldError, FormState, Option } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';

interface FormAddress {
  readonly action: string;
  readonly idempotencyKey: string;
  readonly form: FormState<string>;
}

/** The form that names members: with why, where a record is restricted; alone, where an administrator names them. */
export interface RestrictForm extends FormAddress {
  readonly kinds: readonly Option[];
  readonly readers: readonly CheckboxItem[];
  /** Who can do nothing unless they are named, each a sentence. */
  readonly consequences?: readonly string[];
}

/** The form that lifts the restriction; with the partnership's other referral of the person, once that stood in the way. */
type LiftingForm = FormAddress & { readonly ownHref?: string };

/** Who may see one record. */
export interface RestrictionProps {
  readonly frame: PageFrame;
  readonly reference: string;
  readonly partnershipName: string;
  readonly version: number;
  /** What stands; absent where the record is not restricted, or the reader is not named for it. */
  readonly facts?: readonly SummaryItem[];
  readonly openings: readonly { readonly id: string; readonly text: string }[];
  /** For a reader who is not named: how the record is opened all the same. */
  readonly opening?: FormAddress & { readonly hours: number };
  readonly restrict?: RestrictForm;
  readonly lifting?: LiftingForm;
  readonly errors: readonly FieldError[];
  readonly backHref: string;
  readonly backText: string;
}

/** Tick boxes of members, the first of which the error summary leads to. */
export const ReaderBoxes = ({
  id,
  items,
  errors,
}: {
  readonly id: string;
  readonly items: readonly CheckboxItem[];
  readonly errors: readonly FieldError[];
}) => (
  <Checkboxes
    id={id}
    label="Who may see it"
    hint="A coordinator at least. Everybody else sees the reference alone"
    error={errors.find(({ field }) => field === id)?.text}
    items={items}
  />
);

const Opening = ({
  props,
  opening,
}: {
  readonly props: RestrictionProps;
  readonly opening: NonNullable<RestrictionProps['opening']>;
}) => {
  const { field } = bindForm(opening.form);
  return (
    <>
      <Notification kind="warning" title="This record is restricted, and you are not named for it">
        <p>
          Only some members of {props.partnershipName} see whose it is. Ask the coordinators: whoever is named
          can name you.
        </p>
      </Notification>
      <h2 class="app-section-title">When it cannot wait</h2>
      <p>
        If somebody’s safety cannot wait for them, open the record. It stays open to you for {opening.hours}{' '}
        hours. Those named are told that you opened it, and why; so is the record.
      </p>
      <PostForm
        action={opening.action}
        csrfToken={props.frame.csrfToken}
        idempotencyKey={opening.idempotencyKey}
        class="app-form"
        label="Open the record"
      >
        <Textarea {...field('because')} label="Why it cannot wait" rows={3} maxLength={500} />
        <div class="app-actions">
          <Button>Open the record</Button>
          <a href={props.backHref}>{props.backText}</a>
        </div>
      </PostForm>
    </>
  );
};

const Restrict = ({ props, form }: { readonly props: RestrictionProps; readonly form: RestrictForm }) => {
  const { field } = bindForm(form.form);
  return (
    <PostForm
      action={form.action}
      csrfToken={props.frame.csrfToken}
      idempotencyKey={form.idempotencyKey}
      version={props.version}
      class="app-form"
      label="Who may see the record"
    >
      <Select {...field('kind')} label="Why it is restricted" options={form.kinds} emptyText="Choose" />
      <Textarea
        {...field('reason')}
        label="What those named should know"
        hint="Told to them alone. For example, whom of the staff the person knows"
        rows={3}
        maxLength={500}
      />
      {form.consequences !== undefined && (
        <>
          <p>Before you save, see who will not be able to act:</p>
          <ul class="ds_list">
            {form.consequences.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </>
      )}
      <ReaderBoxes id="readers" items={form.readers} errors={form.form.errors} />
      <div class="app-actions">
        <Button>{props.facts === undefined ? 'Restrict the record' : 'Save who may see it'}</Button>
        <a href={props.backHref}>{props.backText}</a>
      </div>
    </PostForm>
  );
};

const Lifting = ({ props, lifting }: { readonly props: RestrictionProps; readonly lifting: LiftingForm }) => {
  const { field } = bindForm(lifting.form);
  return (
    <>
      <h2 class="app-section-title">Lift the restriction</h2>
      <PostForm
        action={lifting.action}
        csrfToken={props.frame.csrfToken}
        idempotencyKey={lifting.idempotencyKey}
        version={props.version}
        class="app-form"
        label="Lift the restriction"
      >
        {lifting.ownHref !== undefined && (
          <p>
            <a href={lifting.ownHref}>Look at your other referral</a>
          </p>
        )}
        <Textarea
          {...field('liftedBecause')}
          label="Why it need not be restricted any more"
          rows={2}
          maxLength={500}
        />
        <div class="app-actions">
          <Button isSecondary>Lift the restriction</Button>
        </div>
      </PostForm>
    </>
  );
};

/** What everybody is told, what those named are told, and what each of them can do. */
export const RestrictionView = (props: RestrictionProps) => (
  <PageLayout
    {...props.frame}
    title={`Who may see ${props.reference}`}
    current="waiting-list"
    errorSummary={{ errors: props.errors }}
  >
    <p class="app-back">
      <a href={props.backHref}>{props.backText}</a>
    </p>
    <PageHeading title="Who may see this record" label={props.reference}>
      {props.opening === undefined && (
        <p>
          {props.facts === undefined
            ? 'Everybody of your partnership who works with referrals sees it. Restrict it where somebody there knows the person, or where being found would put them in danger.'
            : 'It is restricted. Everybody who is not named sees the reference: no name, no date of birth, nothing that somebody wrote. A provider is told the name once a bed is booked.'}
        </p>
      )}
    </PageHeading>
    {props.facts !== undefined && <SummaryList items={props.facts} />}
    {props.openings.length > 0 && (
      <>
        <h2 class="app-section-title">Opened by somebody not named</h2>
        <ul>
          {props.openings.map(({ id, text }) => (
            <li key={id}>{text}</li>
          ))}
        </ul>
      </>
    )}
    {props.opening !== undefined && <Opening props={props} opening={props.opening} />}
    {props.restrict !== undefined && <Restrict props={props} form={props.restrict} />}
    {props.lifting !== undefined && <Lifting props={props} lifting={props.lifting} />}
  </PageLayout>
);
