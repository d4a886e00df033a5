import { Button } from '../../../../ui/components/button.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { Radios } from '../../../../ui/components/radios.js';
import { Select } from '../../../../ui/components/select.js';
import { TextInput } from '../../../../ui/components/text-input.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import type { FormState, Option } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';

/** The form on which a project that adds beds is added. */
export interface NewExpansionProps {
  readonly frame: PageFrame;
  readonly action: string;
  readonly idempotencyKey: string;
  readonly form: FormState<string>;
  readonly healthBoards: readonly Option[];
}

/** Who, where, and with what money. Its beds and works follow on its own page. */
export const NewExpansionView = ({
  frame,
  action,
  idempotencyKey,
  form,
  healthBoards,
}: NewExpansionProps) => {
  const { field } = bindForm(form);
  return (
    <PageLayout
      {...frame}
      title="Add a project that adds beds"
      current="expansion"
      errorSummary={{ errors: form.errors }}
    >
      <p class="app-back">
        <a href="/expansion">Back to expansion</a>
      </p>
      <PageHeading title="Add a project that adds beds">
        <p>Its beds and the steps of the work are recorded on its own page, each with its source.</p>
      </PageHeading>
      <PostForm action={action} csrfToken={frame.csrfToken} idempotencyKey={idempotencyKey} class="app-form">
        <TextInput {...field('name')} label="What it is called" maxLength={200} />
        <TextInput {...field('provider')} label="Who runs it" maxLength={200} />
        <Radios
          {...field('kind')}
          label="What it is"
          options={[
            { value: 'new', text: 'New' },
            { value: 'expansion', text: 'An expansion of what there is' },
          ]}
        />
        <Select
          {...field('healthBoard')}
          label="Health board"
          options={healthBoards}
          emptyText="Choose one"
        />
        <TextInput
          {...field('bedsBefore')}
          label="Beds before"
          hint="0 for a new one. Leave empty where that is not known"
          widthCharacters={5}
          inputMode="numeric"
        />
        <TextInput
          {...field('funding')}
          label="Pounds, in the words of the source"
          hint="Such as “about 5,000,000”, “over 8,000,000”. Leave empty where that is not known"
          maxLength={200}
        />
        <TextInput
          {...field('fundingLeast')}
          label="The least those words mean"
          hint="In pounds. Leave empty where that is not known"
          widthCharacters={20}
          inputMode="numeric"
        />
        <TextInput
          {...field('fundingMost')}
          label="The most they mean"
          hint="In pounds. Leave empty for “over”"
          widthCharacters={20}
          inputMode="numeric"
        />
        <TextInput
          {...field('source')}
          label="Source"
          hint="Where it can be read, or who said it"
          maxLength={500}
        />
        <Button>Add the project</Button>
      </PostForm>
    </PageLayout>
  );
};
