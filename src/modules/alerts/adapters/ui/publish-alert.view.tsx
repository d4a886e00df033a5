import { Button } from '../../../../ui/components/button.js';
import { Checkboxes } from '../../../../ui/components/checkboxes.js';
import { DateInput } from '../../../../ui/components/date-input.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { Radios } from '../../../../ui/components/radios.js';
import { Textarea } from '../../../../ui/components/textarea.js';
import { TextInput } from '../../../../ui/components/text-input.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import type { FormState } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';

/** The form on which an alert is published. Each partnership has a tick box of its own, named by `areaField`. */
export interface PublishAlertProps {
  readonly frame: PageFrame;
  readonly action: string;
  readonly idempotencyKey: string;
  readonly form: FormState<string>;
  readonly areas: readonly { readonly field: string; readonly name: string }[];
  readonly backHref: string;
}

/** What it is, where it holds, and until when. */
export const PublishAlertView = (props: PublishAlertProps) => {
  const { field, date } = bindForm(props.form);
  const areas = field('partnershipIds');
  return (
    <PageLayout
      {...props.frame}
      title="Publish a drug alert"
      current="alerts"
      errorSummary={{ errors: props.form.errors }}
    >
      <p class="app-back">
        <a href={props.backHref}>Back to drug alerts</a>
      </p>
      <PageHeading title="Publish a drug alert">
        <p>
          Only what a drug information system or health protection team has said, in its words. Nothing about
          a person.
        </p>
      </PageHeading>
      <PostForm
        action={props.action}
        csrfToken={props.frame.csrfToken}
        idempotencyKey={props.idempotencyKey}
        class="app-form"
      >
        <TextInput {...field('headline')} label="What it is about" maxLength={160} />
        <Textarea {...field('advice')} label="What to do about it" rows={4} maxLength={1000} />
        <TextInput {...field('source')} label="Source" hint="Who says so, with the date" maxLength={300} />
        <Radios
          {...field('isNational')}
          label="Where does it hold?"
          options={[
            { value: 'yes', text: 'In the whole country' },
            { value: 'no', text: 'In the areas ticked below' },
          ]}
        />
        <Checkboxes
          id={areas.id}
          label="Areas"
          error={areas.error}
          items={props.areas.map((area, index) => {
            const bound = field(area.field);
            return {
              // The first has the question's id, so that the error summary's link lands on it.
              id: index === 0 ? areas.id : bound.id,
              name: area.field,
              value: bound.value,
              text: area.name,
            };
          })}
        />
        <DateInput {...date('fromOn')} label="First day it holds" />
        <DateInput {...date('lastOn')} label="Last day it holds" />
        <Button>Publish</Button>
      </PostForm>
    </PageLayout>
  );
};
