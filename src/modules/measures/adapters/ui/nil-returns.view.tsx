import { Button } from '../../../../ui/components/button.js';
import { DataTable } from '../../../../ui/components/data-table.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { Select } from '../../../../ui/components/select.js';
import { TextInput } from '../../../../ui/components/text-input.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import type { FormState, Option } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';

/** The page on which a provider says why nobody arrived. */
export interface NilReturnsProps {
  readonly frame: PageFrame;
  readonly idempotencyKey: string;
  readonly form: FormState<string>;
  /** Projects and months of which nothing has been said. */
  readonly open: readonly Option[];
  readonly reasons: readonly Option[];
  readonly said: readonly { readonly key: string; readonly cells: readonly string[] }[];
}

/** Months in which nobody arrived: one question for those of which nothing was said, and what was said of the others. */
export const NilReturnsView = (props: NilReturnsProps) => {
  const { field } = bindForm(props.form);
  return (
    <PageLayout
      {...props.frame}
      title="Nobody arrived"
      current="nil-returns"
      errorSummary={{ errors: props.form.errors }}
    >
      <PageHeading title="Nobody arrived">
        <p>
          Where nobody arrived at a project in a month, planners see why in your words, so that silence is not
          taken for beds that nobody needs.
        </p>
      </PageHeading>
      {props.open.length === 0 ? (
        <p>Nothing is to be said of the last three months.</p>
      ) : (
        <PostForm
          action="/nil-returns"
          csrfToken={props.frame.csrfToken}
          idempotencyKey={props.idempotencyKey}
          class="app-form"
        >
          <Select {...field('which')} label="Project and month" options={props.open} emptyText="Choose one" />
          <Select
            {...field('reason')}
            label="Why nobody arrived"
            options={props.reasons}
            emptyText="Choose a reason"
          />
          <TextInput
            {...field('words')}
            label="In words"
            hint="Needed for another reason. No names of people."
            maxLength={500}
          />
          <Button>Say it</Button>
        </PostForm>
      )}
      {props.said.length > 0 && (
        <DataTable
          caption="What was said of the last three months"
          columns={[
            { key: 'project', heading: 'Project' },
            { key: 'month', heading: 'Month' },
            { key: 'reason', heading: 'Why' },
          ]}
          rows={props.said}
        />
      )}
    </PageLayout>
  );
};
