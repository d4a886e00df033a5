import { Button } from '../../../../ui/components/button.js';
import { Checkboxes } from '../../../../ui/components/checkboxes.js';
import { DateInput } from '../../../../ui/components/date-input.js';
import { Notification } from '../../../../ui/components/notification.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { Radios } from '../../../../ui/components/radios.js';
import { Select } from '../../../../ui/components/select.js';
import { TextInput } from '../../../../ui/components/text-input.js';
import { Textarea } from '../../../../ui/components/textarea.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import type { FormState } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';
import { choiceField, type RuleQuestions } from './rule-form.js';

/** What a change would do, and the form that asks for it. */
export interface PreviewModel {
  readonly ruleText: string;
  readonly sentences: readonly string[];
  readonly needsSecond: boolean;
  readonly idempotencyKey: string;
  readonly values: Readonly<Record<string, string>>;
}

/** The page on which a rule is added, changed or ended. */
export interface ChangeRuleProps {
  readonly frame: PageFrame;
  readonly title: string;
  /** The project, and what the rule is about. */
  readonly aboutText: string;
  readonly action: string;
  readonly backHref: string;
  /** Carried on by the form: what is done to which rule. */
  readonly hidden: Readonly<Record<string, string>>;
  /** What the rule says now; null for a new one. */
  readonly nowText: string | null;
  /** Null where the rule ends. */
  readonly questions: RuleQuestions | null;
  readonly valueHint: string | undefined;
  readonly form: FormState<string>;
  readonly preview: PreviewModel | null;
}

const Hidden = ({ values }: { readonly values: Readonly<Record<string, string>> }) => (
  <>
    {Object.entries(values).map(([name, value]) => (
      <input key={name} type="hidden" name={name} value={value} />
    ))}
  </>
);

const Questions = ({
  questions,
  form,
  valueHint,
}: {
  readonly questions: RuleQuestions;
  readonly form: FormState<string>;
  readonly valueHint: string | undefined;
}) => {
  const { field } = bindForm(form);
  return (
    <>
      {questions.operators.length > 1 && (
        <Radios {...field('operator')} label="How it is compared" options={questions.operators} isInline />
      )}
      {questions.valueLabel !== null && (
        <TextInput
          {...field('value')}
          label={questions.valueLabel}
          hint={valueHint}
          {...(questions.operators[0]?.value === 'asks' ? {} : { widthCharacters: 5 })}
          maxLength={200}
        />
      )}
      {questions.levels.length > 0 && (
        <Select
          {...field('value')}
          label="Most support you can give"
          options={questions.levels}
          emptyText="Choose"
        />
      )}
      {questions.choices.length > 0 && (
        <Checkboxes
          id="choices"
          label="Which may come"
          error={form.errors.find((error) => error.field === 'choices')?.text}
          items={questions.choices.map(({ text }, index) => {
            const name = choiceField(index);
            return { id: index === 0 ? 'choices' : name, name, text, value: form.values[name] ?? '' };
          })}
        />
      )}
      {questions.units.length > 1 && (
        <Radios {...field('unit')} label="The dose is counted in" options={questions.units} isInline />
      )}
      <Radios {...field('stage')} label="When it is asked" options={questions.stages} />
      {questions.effects.length > 1 && (
        <Radios {...field('effect')} label="Where it is not met" options={questions.effects} />
      )}
      {questions.effects.some(({ value }) => value === 'require_action') && (
        <Textarea
          {...field('action')}
          label="What has to be done first"
          hint="Only where something has to be done first"
          rows={2}
          maxLength={500}
        />
      )}
      <Textarea
        {...field('source')}
        label="Where the rule is written down, or why you have it"
        hint="Everybody who looks for a place reads this. Do not write about a person."
        rows={2}
        maxLength={500}
      />
    </>
  );
};

/** The form of one rule; sent once it shows what it would do, and then asks for the change. */
export const ChangeRuleView = (props: ChangeRuleProps) => {
  const { field, date } = bindForm(props.form);
  const { preview, questions } = props;
  return (
    <PageLayout
      {...props.frame}
      title={props.title}
      current="projects"
      errorSummary={{ errors: props.form.errors }}
    >
      <p class="app-back">
        <a href={props.backHref}>Back to who can come</a>
      </p>
      <PageHeading title={props.title} label={props.aboutText}>
        {props.nowText !== null && <p>Now: {props.nowText}</p>}
      </PageHeading>
      {preview !== null && (
        <Notification
          kind={preview.needsSecond ? 'warning' : 'information'}
          title="What this would do"
          takesFocus
        >
          <p>{preview.ruleText}</p>
          <ul>
            {preview.sentences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          <p>
            {preview.needsSecond
              ? 'It can exclude more people than now, so it waits until another manager of your organisation confirms it.'
              : 'It excludes nobody more than now, so it counts from its first day.'}
          </p>
          <PostForm
            action={props.action}
            csrfToken={props.frame.csrfToken}
            idempotencyKey={preview.idempotencyKey}
            label="Ask for this change"
          >
            <Hidden values={{ ...props.hidden, ...preview.values }} />
            <Button>{preview.needsSecond ? 'Ask for this change' : 'Make this change'}</Button>
          </PostForm>
        </Notification>
      )}
      <form method="get" action={props.action} class="app-form" novalidate>
        <Hidden values={{ ...props.hidden, look: 'yes' }} />
        {questions !== null && (
          <Questions questions={questions} form={props.form} valueHint={props.valueHint} />
        )}
        <DateInput
          {...date('starts')}
          label={
            questions === null ? 'First day without the rule' : 'First day of arrival for which it counts'
          }
          hint="People who are with you, and those who arrive earlier, are not asked"
        />
        <Textarea
          {...field('reason')}
          label="Why you change it"
          hint="For the manager who confirms it, and for whoever asks later"
          rows={2}
          maxLength={500}
        />
        <Button isSecondary={preview !== null}>See what it would do</Button>
      </form>
    </PageLayout>
  );
};
