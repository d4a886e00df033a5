import { Button } from '../../../../ui/components/button.js';
import { DateInput } from '../../../../ui/components/date-input.js';
import { EmptyState } from '../../../../ui/components/empty-state.js';
import { Notification } from '../../../../ui/components/notification.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { Radios } from '../../../../ui/components/radios.js';
import { Select } from '../../../../ui/components/select.js';
import { SummaryList, type SummaryItem } from '../../../../ui/components/summary-list.js';
import { TextInput } from '../../../../ui/components/text-input.js';
import { Textarea } from '../../../../ui/components/textarea.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import type { FieldError, FormState, Option } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';
import { Comparison, type ComparisonModel } from './comparison.js';

/** A change of a policy as a list tells it. */
export interface PolicyChangeModel {
  readonly changeId: string;
  readonly title: string;
  readonly detailText: string;
  readonly reason: string;
  /** Where what it would do is shown; null for what moves nobody. */
  readonly href: string | null;
  /** Where a reader may confirm it or take it back: a change that moves people is decided on the page of what it would do. */
  readonly decideHref: string | null;
  /** Only of what a partnership chose, while it waits, for readers who may decide it: it moves nobody. */
  readonly decide: {
    readonly action: string;
    /** Null for its author, who may take it back only. */
    readonly confirmKey: string | null;
    readonly withdrawKey: string;
  } | null;
}

/** The form of a partnership's own choices. */
export interface ChoicesFormModel {
  readonly action: string;
  readonly idempotencyKey: string;
  readonly form: FormState<string>;
  readonly boundsText: string;
  readonly parallelOptions: readonly Option[];
}

/** The page of how people are matched. */
export interface PolicyProps {
  readonly frame: PageFrame;
  readonly doneText: string | null;
  readonly errors: readonly FieldError[];
  readonly sinceText: string;
  readonly items: readonly SummaryItem[];
  readonly comparison: ComparisonModel | null;
  readonly measuredText: string;
  /** For readers who may measure. */
  readonly measure: { readonly action: string; readonly idempotencyKey: string } | null;
  /** For readers who may look at a change. */
  readonly changeHref: string | null;
  readonly waiting: readonly PolicyChangeModel[];
  readonly past: readonly PolicyChangeModel[];
  /** What the reader's partnership chose; null for readers of the country. */
  readonly own: readonly SummaryItem[] | null;
  readonly choicesForm: ChoicesFormModel | null;
}

const Change = ({ change, frame }: { readonly change: PolicyChangeModel; readonly frame: PageFrame }) => {
  const form = (decision: 'confirm' | 'withdraw', key: string, text: string, action: string) => (
    <PostForm
      action={action}
      csrfToken={frame.csrfToken}
      idempotencyKey={key}
      label={`${text}: ${change.title}`}
    >
      <input type="hidden" name="decision" value={decision} />
      <Button isSmall isSecondary={decision === 'withdraw'} about={`: ${change.title}`}>
        {text}
      </Button>
    </PostForm>
  );
  const { decide } = change;
  return (
    <li>
      {change.href === null ? <strong>{change.title}</strong> : <a href={change.href}>{change.title}</a>}
      <span class="app-sub">{change.detailText}</span>
      <span class="app-sub">Why: {change.reason}</span>
      {change.decideHref !== null && (
        <a href={change.decideHref}>
          See what it would do, and decide<span class="visually-hidden">: {change.title}</span>
        </a>
      )}
      {decide !== null &&
        (decide.confirmKey === null
          ? 'You asked for it yourself: somebody else confirms it.'
          : form('confirm', decide.confirmKey, 'Confirm', decide.action))}
      {decide !== null && form('withdraw', decide.withdrawKey, 'Take back', decide.action)}
    </li>
  );
};

const ChoicesForm = ({ model, frame }: { readonly model: ChoicesFormModel; readonly frame: PageFrame }) => {
  const { field, date } = bindForm(model.form, 'choices-');
  return (
    <PostForm
      action={model.action}
      csrfToken={frame.csrfToken}
      idempotencyKey={model.idempotencyKey}
      label="Change what your partnership chose"
    >
      <h3>Change what your partnership chose</h3>
      <p>{model.boundsText}</p>
      <Radios
        {...field('automaticOffers')}
        label="Who makes an offer from a suggestion"
        options={[
          { value: 'no', text: 'A coordinator' },
          { value: 'yes', text: 'The service, by itself' },
        ]}
      />
      <Select
        {...field('parallelOffers')}
        label="Offers one person may have at once"
        hint="Each at a project of its own. Bed and money are held for each; the first that is accepted ends the others."
        options={model.parallelOptions}
      />
      <DateInput {...date('starts')} label="First day on which it counts" />
      <Textarea
        {...field('reason')}
        label="Why you change it"
        hint="For whoever confirms it, and for whoever asks later. Do not write about a person."
        rows={2}
        maxLength={500}
      />
      <Button>Ask for this change</Button>
    </PostForm>
  );
};

/** How people are matched: the policy in force, the price of its way of assigning, and every change of it. */
export const PolicyView = (props: PolicyProps) => (
  <PageLayout
    {...props.frame}
    title="How people are matched"
    current="policy"
    errorSummary={{
      errors: props.errors.map((error) => ({
        ...error,
        field: error.field === '' ? '' : `choices-${error.field}`,
      })),
    }}
  >
    <PageHeading title="How people are matched">
      <p>
        Who comes first and which bed is suggested follow from this policy and from nothing else. It is the
        same for everybody in the country, and changes only when two people agree. Who somebody is never ranks
        them.
      </p>
    </PageHeading>
    {props.doneText !== null && (
      <Notification kind="success" takesFocus>
        <p>{props.doneText}</p>
      </Notification>
    )}
    {props.waiting.length > 0 && (
      <section aria-labelledby="waiting-title">
        <h2 class="app-section-title" id="waiting-title">
          Waits for a second person
        </h2>
        <ul class="app-reasons">
          {props.waiting.map((change) => (
            <Change key={change.changeId} change={change} frame={props.frame} />
          ))}
        </ul>
      </section>
    )}
    <section aria-labelledby="policy-title">
      <h2 class="app-section-title" id="policy-title">
        The policy today
      </h2>
      <p>{props.sinceText}</p>
      <SummaryList items={props.items} />
      {props.changeHref !== null && (
        <p>
          <a href={props.changeHref}>Look at a change</a>
        </p>
      )}
    </section>
    <section aria-labelledby="price-title">
      <h2 class="app-section-title" id="price-title">
        What each way of assigning costs
      </h2>
      <p>{props.measuredText}</p>
      {props.comparison !== null && <Comparison {...props.comparison} />}
      {props.measure !== null && (
        <PostForm
          action={props.measure.action}
          csrfToken={props.frame.csrfToken}
          idempotencyKey={props.measure.idempotencyKey}
          label="Measure both ways of assigning on today’s list"
        >
          <Button isSecondary>Measure on today’s list</Button>
        </PostForm>
      )}
    </section>
    {props.own !== null && (
      <section aria-labelledby="own-title">
        <h2 class="app-section-title" id="own-title">
          What your partnership chose
        </h2>
        <SummaryList items={props.own} />
        {props.choicesForm !== null && <ChoicesForm model={props.choicesForm} frame={props.frame} />}
      </section>
    )}
    <section aria-labelledby="elsewhere-title">
      <h2 class="app-section-title" id="elsewhere-title">
        Other changes that are looked at first
      </h2>
      <p>
        A change of who a project takes is looked at where it is made: <a href="/projects">Projects</a>, then
        “Who can come”. Beds that a provider plans to close or to change are looked at by two people there;
        what happens today, such as a bed that cannot be used, is in the next run.
      </p>
    </section>
    <section aria-labelledby="past-title">
      <h2 class="app-section-title" id="past-title">
        What has changed
      </h2>
      {props.past.length === 0 ? (
        <EmptyState title="Nothing yet">
          <p>The policy is the one the service was set up with.</p>
        </EmptyState>
      ) : (
        <ol class="app-history">
          {props.past.map((change) => (
            <Change key={change.changeId} change={change} frame={props.frame} />
          ))}
        </ol>
      )}
    </section>
  </PageLayout>
);

/** The form on which a change of the policy is put together. */
export interface ChangePolicyProps {
  readonly frame: PageFrame;
  readonly action: string;
  readonly backHref: string;
  readonly idempotencyKey: string;
  readonly form: FormState<string>;
  readonly bands: readonly { readonly field: string; readonly text: string; readonly daysField: string }[];
  readonly wishes: readonly { readonly field: string; readonly text: string }[];
  readonly assignments: readonly Option[];
}

const placesTo = (count: number): readonly Option[] =>
  Array.from({ length: count }, (_, index) => ({ value: String(index + 1), text: String(index + 1) }));

/** A change of the policy: every part of it, as it is until somebody types something else. */
export const ChangePolicyView = (props: ChangePolicyProps) => {
  const { field, date } = bindForm(props.form);
  return (
    <PageLayout
      {...props.frame}
      title="Look at a change of how people are matched"
      current="policy"
      errorSummary={{ errors: props.form.errors }}
    >
      <p class="app-back">
        <a href={props.backHref}>Back to how people are matched</a>
      </p>
      <PageHeading title="Look at a change of how people are matched">
        <p>
          Nothing changes by looking. Both policies are run over today’s list, and you see who would move
          before you ask for anything.
        </p>
      </PageHeading>
      <PostForm
        action={props.action}
        csrfToken={props.frame.csrfToken}
        idempotencyKey={props.idempotencyKey}
        label="A change of how people are matched"
      >
        <Radios {...field('assignment')} label="How places are assigned" options={props.assignments} />
        <h2 class="app-section-title">Urgency</h2>
        {props.bands.map((band) => (
          <div key={band.field}>
            <Select
              {...field(band.field)}
              label={`${band.text}: place in the order`}
              hint="1 comes first"
              options={placesTo(props.bands.length)}
            />
            <TextInput
              {...field(band.daysField)}
              label={`${band.text}: days between today and arrival`}
              widthCharacters={3}
              inputMode="numeric"
            />
          </div>
        ))}
        <h2 class="app-section-title">Wishes</h2>
        {props.wishes.map((wish) => (
          <Select
            key={wish.field}
            {...field(wish.field)}
            label={`${wish.text}: place in the order`}
            hint="1 decides first among the beds that fit"
            options={placesTo(props.wishes.length)}
          />
        ))}
        <h2 class="app-section-title">How far ahead</h2>
        <TextInput
          {...field('offerHorizonDays')}
          label="Days ahead a bed may come free and be suggested now"
          widthCharacters={3}
          inputMode="numeric"
        />
        <TextInput
          {...field('placesAheadDays')}
          label="Days ahead a person’s places are shown"
          widthCharacters={3}
          inputMode="numeric"
        />
        <h2 class="app-section-title">What partnerships may choose</h2>
        <Radios
          {...field('automaticOffers')}
          label="Offers made by the service itself"
          options={[
            { value: 'yes', text: 'A partnership may choose them' },
            { value: 'no', text: 'Not allowed' },
          ]}
        />
        <Select
          {...field('parallelOffersAtMost')}
          label="Offers one person may have at once, at most"
          hint="Each holds a bed and the money for it. The first that a provider accepts ends the others."
          options={placesTo(3)}
        />
        <h2 class="app-section-title">When and why</h2>
        <DateInput {...date('starts')} label="First day on which it counts" />
        <Textarea
          {...field('reason')}
          label="Why you change it"
          hint="For whoever confirms it, and for whoever asks later. Do not write about a person."
          rows={2}
          maxLength={500}
        />
        <Button>See what it would do</Button>
      </PostForm>
    </PageLayout>
  );
};
