import { Button } from '../../../../ui/components/button.js';
import { Checkboxes } from '../../../../ui/components/checkboxes.js';
import { DateInput } from '../../../../ui/components/date-input.js';
import { LiveRegion } from '../../../../ui/components/live-region.js';
import { Notification } from '../../../../ui/components/notification.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { Select } from '../../../../ui/components/select.js';
import { SummaryList, type SummaryItem } from '../../../../ui/components/summary-list.js';
import { Tag, type TagModel } from '../../../../ui/components/tag.js';
import { TextInput } from '../../../../ui/components/text-input.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import {
  untouchedForm,
  type DateFields,
  type FormState,
  type Option,
} from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';

/** A form of the page. */
export type ArrivalFormKind = 'travel' | 'home';
/** Fields of the form that records who brings the person. */
export type TravelFields = DateFields<'travelsOn'> | 'broughtBy' | 'note' | 'confirmed';
/** Fields of the form that records what becomes of the home. */
export type HomeFields = 'answer' | 'note';

/** Everything about the day on which one person arrives. */
export interface ArrivalProps {
  readonly frame: PageFrame;
  readonly title: string;
  readonly reference: string;
  readonly referralHref: string;
  /** The arrival, detox and liberation beside each other. */
  readonly dates: readonly SummaryItem[];
  /** What does not go together, and what would. */
  readonly warnings: readonly string[];
  readonly prisonClock: readonly string[];
  readonly travel: {
    readonly tag?: TagModel | undefined;
    readonly text: string;
    readonly byText?: string | undefined;
  };
  readonly home: { readonly text: string; readonly byText?: string | undefined };
  readonly options: { readonly escort: readonly Option[]; readonly home: readonly Option[] };
  /** What the form of travel begins with: the day of arrival. */
  readonly travelValues: Readonly<Record<string, string>>;
  /** Those that whoever looks may send now. */
  readonly forms: {
    readonly [Kind in ArrivalFormKind]?: { readonly action: string; readonly idempotencyKey: string };
  };
  readonly failed?: { readonly kind: ArrivalFormKind; readonly form: FormState<string> } | undefined;
}

const TravelForm = ({ props }: { readonly props: ArrivalProps }) => {
  const { forms, failed, options, travelValues, frame } = props;
  if (forms.travel === undefined) return null;
  const { field, date } = bindForm<TravelFields>(
    failed?.kind === 'travel' ? failed.form : { values: travelValues, errors: [] },
    'travel-',
  );
  return (
    <PostForm
      action={forms.travel.action}
      csrfToken={frame.csrfToken}
      idempotencyKey={forms.travel.idempotencyKey}
      class="app-form"
      label="Record who brings the person"
    >
      <DateInput {...date('travelsOn')} label="Travels on" />
      <Select
        {...field('broughtBy')}
        label="Who brings the person"
        options={options.escort}
        emptyText="Choose who brings them"
      />
      <TextInput
        {...field('note')}
        label="Where and when they meet"
        hint="May be left empty"
        maxLength={200}
      />
      <Checkboxes
        id="travel-confirmation"
        label="Confirmed"
        items={[
          {
            ...field('confirmed'),
            text: 'Whoever brings the person has said that they will',
          },
        ]}
      />
      <Button isSmall>Record the way there</Button>
    </PostForm>
  );
};

const HomeForm = ({ props }: { readonly props: ArrivalProps }) => {
  const { forms, failed, options, frame } = props;
  if (forms.home === undefined) return null;
  const { field } = bindForm<HomeFields>(failed?.kind === 'home' ? failed.form : untouchedForm, 'home-');
  return (
    <PostForm
      action={forms.home.action}
      csrfToken={frame.csrfToken}
      idempotencyKey={forms.home.idempotencyKey}
      class="app-form"
      label="Record what becomes of the home"
    >
      <Select
        {...field('answer')}
        label="What becomes of the home"
        options={options.home}
        emptyText="Choose what holds"
      />
      <TextInput {...field('note')} label="More about it" hint="May be left empty" maxLength={200} />
      <Button isSmall>Record it</Button>
    </PostForm>
  );
};

/** The day of arrival: what it hangs together with, who brings the person, and what becomes of their home. */
export const ArrivalView = (props: ArrivalProps) => (
  <PageLayout
    {...props.frame}
    title={props.title}
    current="waiting-list"
    isLive
    errorSummary={{
      errors: props.failed?.form.errors ?? [],
      idPrefix: props.failed === undefined ? undefined : `${props.failed.kind}-`,
    }}
  >
    <PageHeading title="The day of arrival" label={props.reference}>
      <p>
        <a href={props.referralHref}>Back to the referral</a>
      </p>
    </PageHeading>
    <LiveRegion id="arrival">
      {props.warnings.length > 0 && (
        <Notification kind="warning" title="The days do not go together">
          <ul>
            {props.warnings.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Notification>
      )}
      <SummaryList items={props.dates} />
      {props.prisonClock.length > 0 && (
        <section aria-labelledby="prison-title">
          <h2 class="app-section-title" id="prison-title">
            From prison
          </h2>
          {props.prisonClock.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </section>
      )}
    </LiveRegion>
    <section aria-labelledby="travel-title">
      <h2 class="app-section-title" id="travel-title">
        The way there
      </h2>
      <LiveRegion id="travel-now">
        {props.travel.tag !== undefined && (
          <p>
            <Tag {...props.travel.tag} />
          </p>
        )}
        <p>{props.travel.text}</p>
        {props.travel.byText !== undefined && <p class="app-sub">{props.travel.byText}</p>}
      </LiveRegion>
      <TravelForm props={props} />
    </section>
    <section aria-labelledby="home-title">
      <h2 class="app-section-title" id="home-title">
        The home meanwhile
      </h2>
      <LiveRegion id="home-now">
        <p>{props.home.text}</p>
        {props.home.byText !== undefined && <p class="app-sub">{props.home.byText}</p>}
      </LiveRegion>
      <p class="app-sub">
        Housing Benefit and Universal Credit pay for one home only. Dual Housing Support pays the rent of a
        home that is kept, for up to a year, for people who get either of them for their rent: apply before
        the person leaves home.
      </p>
      <HomeForm props={props} />
    </section>
  </PageLayout>
);
