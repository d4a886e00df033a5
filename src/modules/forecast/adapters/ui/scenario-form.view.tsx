import { Button } from '../../../../ui/components/button.js';
import { Checkboxes } from '../../../../ui/components/checkboxes.js';
import { DateInput } from '../../../../ui/components/date-input.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { Radios } from '../../../../ui/components/radios.js';
import { Select } from '../../../../ui/components/select.js';
import { TextInput } from '../../../../ui/components/text-input.js';
import { bindForm, type FormBinding } from '../../../../ui/forms/bind-form.js';
import type { FormState, Option } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';
import type { Change } from '../../domain/scenario.js';

/** One change of the form: its fields are named by its place. */
export interface ChangeFields {
  readonly kind: Change['kind'];
  readonly kindText: string;
  /** How it is expected to be, to change from. */
  readonly nowText: string;
  /** The name of a field of this change. */
  readonly nameOf: (field: string) => string;
  /** Whether it was just added: then it takes the focus. */
  readonly isNew: boolean;
}

/** The page on which a scenario is written. */
export interface ScenarioFormProps {
  readonly frame: PageFrame;
  readonly title: string;
  readonly action: string;
  readonly backHref: string;
  readonly backText: string;
  readonly idempotencyKey: string;
  /** Of the scenario that is changed; absent for a new one. */
  readonly version?: number | undefined;
  readonly form: FormState<string>;
  readonly changes: readonly ChangeFields[];
  readonly kinds: readonly Option[];
  readonly projects: readonly Option[];
  readonly bedGroups: readonly Option[];
}

interface FieldsProps extends Pick<ScenarioFormProps, 'projects' | 'bedGroups'> {
  readonly change: ChangeFields;
  readonly bound: FormBinding;
}

const Beds = ({ change: { nameOf }, bound: { field, date }, projects, bedGroups }: FieldsProps) => (
  <>
    <Radios
      {...field(nameOf('way'))}
      label="What happens"
      options={[
        { value: 'open', text: 'Beds open' },
        { value: 'close', text: 'Beds close, or cannot be staffed' },
      ]}
      isInline
    />
    <TextInput {...field(nameOf('beds'))} label="How many" widthCharacters={5} inputMode="numeric" />
    <Select
      {...field(nameOf('projectId'))}
      label="Where"
      options={projects}
      emptyText="No project in particular"
    />
    <Select {...field(nameOf('bedGroup'))} label="For whom" options={bedGroups} emptyText="Choose for whom" />
    <DateInput {...date(nameOf('onDate'))} label="From which day" />
    <TextInput
      {...field(nameOf('lateByDays'))}
      label="How late on average"
      hint="In days. Leave it empty when the day is certain"
      widthCharacters={5}
      inputMode="numeric"
    />
  </>
);

const GroupOrAll = ({ change: { nameOf }, bound: { field }, bedGroups }: FieldsProps) => (
  <Select {...field(nameOf('bedGroup'))} label="In which beds" options={bedGroups} emptyText="All of them" />
);

const one = (
  { change, bound }: FieldsProps,
  name: string,
  label: string,
  hint: string,
  width: 5 | 20 = 5,
) => (
  <TextInput
    {...bound.field(change.nameOf(name))}
    label={label}
    hint={hint}
    widthCharacters={width}
    inputMode="text"
  />
);

const Fields = (props: FieldsProps) => {
  const { nowText } = props.change;
  switch (props.change.kind) {
    case 'beds':
      return <Beds {...props} />;
    case 'length-of-stay':
      return (
        <>
          <GroupOrAll {...props} />
          {one(
            props,
            'times',
            'How long, in % of now',
            `90 is a tenth shorter, 110 a tenth longer. ${nowText}`,
          )}
        </>
      );
    case 'turnaround':
      return (
        <>
          <GroupOrAll {...props} />
          {one(props, 'days', 'Days a bed stays empty', nowText)}
        </>
      );
    case 'early-exits':
      return one(props, 'share', 'Stays that end early, in %', nowText);
    case 'refusals':
      return one(props, 'share', 'Refused of those decided on, in %', nowText);
    case 'approval':
      return one(props, 'days', 'Days from referral to decision', nowText);
    case 'referral-growth':
      return one(props, 'perYear', 'Growth in a year, in %', `-10 is a tenth fewer. ${nowText}`);
    case 'detox':
      return (
        <>
          {one(props, 'places', 'Places in the country', nowText)}
          {one(props, 'nights', 'Nights in one', 'How long each person has it')}
        </>
      );
    case 'budget':
      return one(props, 'pencePerYear', 'Pounds in a financial year', nowText, 20);
  }
};

const ChangeBlock = (props: FieldsProps & { readonly number: number }) => {
  const { change, bound, number } = props;
  const { id, name, value } = bound.field(change.nameOf('out'));
  return (
    <section
      class="app-panel"
      aria-labelledby={change.nameOf('title')}
      {...(change.isNew ? { tabindex: -1, 'data-takes-focus': '' } : {})}
    >
      <h2 class="app-section-title" id={change.nameOf('title')}>
        {number}. {change.kindText}
      </h2>
      <input type="hidden" name={change.nameOf('kind')} value={change.kind} />
      <Fields {...props} />
      <Checkboxes
        id={`${id}-group`}
        label="No longer wanted"
        items={[{ id, name, value, text: `Take change ${number} out when it is sent` }]}
      />
    </section>
  );
};

/** A name, what is done differently, and room for more: one form, which works without script. */
export const ScenarioFormView = (props: ScenarioFormProps) => {
  const bound = bindForm(props.form);
  return (
    <PageLayout
      {...props.frame}
      title={props.title}
      current="scenarios"
      errorSummary={{ errors: props.form.errors }}
    >
      <p class="app-back">
        <a href={props.backHref}>{props.backText}</a>
      </p>
      <PageHeading title={props.title}>
        <p>Say what is done differently from what is expected. Everything else stays as it is.</p>
      </PageHeading>
      <PostForm
        action={props.action}
        csrfToken={props.frame.csrfToken}
        idempotencyKey={props.idempotencyKey}
        version={props.version}
        class="app-form"
      >
        <TextInput {...bound.field('name')} label="What it is called" maxLength={200} />
        <Checkboxes
          id="isShared-group"
          label="Who reads it"
          items={[
            {
              ...{ id: 'isShared', name: 'isShared', value: props.form.values['isShared'] ?? '' },
              text: 'Share it with every planner',
              hint: 'You alone change it',
            },
          ]}
        />
        {props.changes.map((change, at) => (
          <ChangeBlock
            key={change.nameOf('kind')}
            {...{ change, bound, number: at + 1, projects: props.projects, bedGroups: props.bedGroups }}
          />
        ))}
        {props.changes.length > 0 && (
          <Button name="step" value="save">
            Keep the scenario
          </Button>
        )}
        <Select
          {...bound.field('add')}
          label={props.changes.length === 0 ? 'What is done differently' : 'What else is done differently'}
          options={props.kinds}
          emptyText="Choose"
        />
        <Button name="step" value="add" isSecondary={props.changes.length > 0}>
          {props.changes.length === 0 ? 'Go on' : 'Add another change'}
        </Button>
      </PostForm>
    </PageLayout>
  );
};
