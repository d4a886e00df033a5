import { Button } from '../../../../ui/components/button.js';
import { DateInput } from '../../../../ui/components/date-input.js';
import { Details } from '../../../../ui/components/details.js';
import { LiveRegion } from '../../../../ui/components/live-region.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { Radios } from '../../../../ui/components/radios.js';
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
import type { AssessmentFields } from './referral.view.js';

/** A form of one kind of assessment. */
export type AssessmentFormKind = 'booking' | 'ending' | 'result';
/** Fields of the form that books or moves. */
export type BookingFields = DateFields<'appointedOn'> | 'heldWith';
/** Fields of the form that says it did not take place. */
export type EndingFields = 'step' | 'note';

type FormAddress = { readonly action: string; readonly idempotencyKey: string };

/** One kind of assessment as the page tells it. */
export interface AssessmentModel {
  readonly kind: string;
  readonly title: string;
  readonly tag: TagModel;
  readonly lines: readonly string[];
  /** Begins the sentence on a button: "the medical assessment". */
  readonly inSentence: string;
  readonly isBooked: boolean;
  /** With whom the one that is booked is, so that moving it need not be typed again. */
  readonly heldWith: string;
  readonly story: readonly string[];
  readonly forms?: Readonly<Record<AssessmentFormKind, FormAddress>> | undefined;
}

/** The assessments of one referral. */
export interface AssessmentsProps {
  readonly frame: PageFrame;
  readonly title: string;
  readonly reference: string;
  readonly referralHref: string;
  readonly suitabilityHref: string;
  readonly version: number;
  readonly kinds: readonly AssessmentModel[];
  readonly options: { readonly outcome: readonly Option[]; readonly ending: readonly Option[] };
  readonly failed?:
    | { readonly kind: string; readonly formKind: AssessmentFormKind; readonly form: FormState<string> }
    | undefined;
}

const prefixOf = (kind: string, formKind: AssessmentFormKind): string => `${kind}-${formKind}-`;

const Fields = ({
  formKind,
  model,
  props,
}: {
  readonly formKind: AssessmentFormKind;
  readonly model: AssessmentModel;
  readonly props: AssessmentsProps;
}) => {
  const { failed, options } = props;
  const isFailed = failed?.kind === model.kind && failed.formKind === formKind;
  const untouched = model.isBooked ? { values: { heldWith: model.heldWith }, errors: [] } : untouchedForm;
  const { field, date } = bindForm<BookingFields | EndingFields | AssessmentFields>(
    isFailed ? failed.form : formKind === 'booking' ? untouched : untouchedForm,
    prefixOf(model.kind, formKind),
  );
  switch (formKind) {
    case 'booking':
      return (
        <>
          <DateInput {...date('appointedOn')} label="Booked for" />
          <TextInput
            {...field('heldWith')}
            label="With whom, where and at what time"
            hint="For example, Dr Baird’s clinic, Leith, 10:30"
            maxLength={200}
          />
        </>
      );
    case 'ending':
      return (
        <>
          <Radios {...field('step')} label="What became of it" options={options.ending} />
          <TextInput {...field('note')} label="Why" hint="May be left empty" maxLength={200} />
        </>
      );
    case 'result':
      return (
        <>
          <DateInput {...date('heldOn')} label="Held on" />
          <Radios {...field('outcome')} label="Result" options={options.outcome} />
        </>
      );
  }
};

const actionTexts = (isBooked: boolean): Readonly<Record<AssessmentFormKind, string>> => ({
  booking: isBooked ? 'Move it' : 'Book it',
  ending: 'Record that it did not take place',
  result: 'Record how it came out',
});

const Kind = ({ model, props }: { readonly model: AssessmentModel; readonly props: AssessmentsProps }) => {
  const { forms, kind } = model;
  const offered: readonly AssessmentFormKind[] = model.isBooked
    ? ['result', 'booking', 'ending']
    : ['booking', 'result'];
  return (
    <section aria-labelledby={`${kind}-title`}>
      <h2 class="app-section-title" id={`${kind}-title`}>
        {model.title}
      </h2>
      <LiveRegion id={`${kind}-now`}>
        <p>
          <Tag {...model.tag} />
        </p>
        {model.lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </LiveRegion>
      {forms !== undefined &&
        offered.map((formKind) => {
          const text = actionTexts(model.isBooked)[formKind];
          return (
            <Details
              key={formKind}
              id={`${kind}-${formKind}`}
              summary={text}
              about={model.inSentence}
              isOpen={props.failed?.kind === kind && props.failed.formKind === formKind}
            >
              <PostForm
                action={forms[formKind].action}
                csrfToken={props.frame.csrfToken}
                idempotencyKey={forms[formKind].idempotencyKey}
                version={props.version}
                label={`${text}: ${model.inSentence}`}
              >
                <Fields formKind={formKind} model={model} props={props} />
                <Button isSmall isSecondary about={model.inSentence}>
                  {text}
                </Button>
              </PostForm>
            </Details>
          );
        })}
      {model.story.length > 0 && (
        <>
          <h3>What was recorded</h3>
          <ul class="app-reasons">
            {model.story.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
};

/** Which assessments a person needs, how each stands, whose move it is and by when, and the forms that move it on. */
export const AssessmentsView = (props: AssessmentsProps) => (
  <PageLayout
    {...props.frame}
    title={props.title}
    current="waiting-list"
    isLive
    errorSummary={{
      errors: props.failed?.form.errors ?? [],
      idPrefix: props.failed === undefined ? undefined : prefixOf(props.failed.kind, props.failed.formKind),
    }}
  >
    <PageHeading title="Assessments" label={props.reference}>
      <p>
        <a href={props.referralHref}>Back to the referral</a>
      </p>
    </PageHeading>
    {props.kinds.map((model) => (
      <Kind key={model.kind} model={model} props={props} />
    ))}
    <section aria-labelledby="provider-title">
      <h2 class="app-section-title" id="provider-title">
        By a project
      </h2>
      <p>
        Projects say for themselves whether a person would be suitable:{' '}
        <a href={props.suitabilityHref}>ask one, or see what was answered</a>.
      </p>
    </section>
  </PageLayout>
);
