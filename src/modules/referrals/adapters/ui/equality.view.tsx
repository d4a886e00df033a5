import { Button } from '../../../../ui/components/button.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { Select } from '../../../../ui/components/select.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import type { FormState, Option } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';
import type { EqualityQuestion } from '../../domain/equality.js';

/** The page on which a person's answers about equality are kept. */
export interface EqualityProps {
  readonly frame: PageFrame;
  readonly reference: string;
  readonly purpose: readonly string[];
  /** Who recorded what is shown, and when. */
  readonly recordedText: string;
  readonly questions: readonly {
    readonly question: EqualityQuestion;
    readonly label: string;
    readonly hint?: string | undefined;
    readonly options: readonly Option[];
  }[];
  readonly action: string;
  readonly idempotencyKey: string;
  readonly version: number;
  readonly form: FormState<EqualityQuestion>;
  readonly cancelHref: string;
}

/** Five questions, each of which may stay unasked: a list has an empty entry, so that an answer can be taken back. */
export const EqualityView = (props: EqualityProps) => {
  const { field } = bindForm(props.form);
  return (
    <PageLayout
      {...props.frame}
      title={`Questions about equality for ${props.reference}`}
      current="waiting-list"
      errorSummary={{ errors: props.form.errors }}
    >
      <p class="app-back">
        <a href={props.cancelHref}>Back to the referral</a>
      </p>
      <PageHeading title="Questions about equality" label={props.reference}>
        {props.purpose.map((text) => (
          <p key={text}>{text}</p>
        ))}
        <p class="app-sub">{props.recordedText}</p>
      </PageHeading>
      <PostForm
        action={props.action}
        csrfToken={props.frame.csrfToken}
        idempotencyKey={props.idempotencyKey}
        version={props.version}
        class="app-form"
        label="Answers"
      >
        {props.questions.map(({ question, label, hint, options }) => (
          <Select
            key={question}
            {...field(question)}
            label={label}
            hint={hint}
            options={options}
            emptyText="Not asked"
          />
        ))}
        <div class="app-actions">
          <Button>Save the answers</Button>
          <a href={props.cancelHref}>Cancel</a>
        </div>
      </PostForm>
    </PageLayout>
  );
};
