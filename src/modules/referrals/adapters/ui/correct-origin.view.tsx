import { Button } from '../../../../ui/components/button.js';
import { DateInput } from '../../../../ui/components/date-input.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { Select } from '../../../../ui/components/select.js';
import { Textarea } from '../../../../ui/components/textarea.js';
import { TextInput } from '../../../../ui/components/text-input.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import type { DateFields, FormState, Option } from '../../../../ui/forms/form-state.js';
import { DifferentPerson } from './different-person.view.js';
import { asksWhetherAnother } from './referral-form.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';

/** Fields of the form that puts right what a referral began with. */
export type CorrectOriginFields =
  | 'givenName'
  | 'familyName'
  | DateFields<'receivedOn'>
  | 'source'
  | 'route'
  | 'reason'
  | 'differentPersonBecause';

/** The page on which it is put right. */
export interface CorrectOriginProps {
  readonly frame: PageFrame;
  readonly reference: string;
  readonly action: string;
  readonly idempotencyKey: string;
  readonly version: number;
  readonly sources: readonly Option[];
  readonly routes: readonly Option[];
  readonly form: FormState<CorrectOriginFields>;
  readonly cancelHref: string;
}

/** Name, day, referrer and money, with why. */
export const CorrectOriginView = (props: CorrectOriginProps) => {
  const { field, date } = bindForm(props.form);
  return (
    <PageLayout
      {...props.frame}
      title={`Correct referral ${props.reference}`}
      current="waiting-list"
      errorSummary={{ errors: props.form.errors }}
    >
      <p class="app-back">
        <a href={props.cancelHref}>Back to the referral</a>
      </p>
      <PageHeading title="Correct the name, the day, who referred or the money" label={props.reference}>
        <p>What was recorded before is kept, with your name and your reason.</p>
      </PageHeading>
      <PostForm
        action={props.action}
        csrfToken={props.frame.csrfToken}
        idempotencyKey={props.idempotencyKey}
        version={props.version}
        class="app-form"
      >
        {asksWhetherAnother(props.form) && <DifferentPerson field={field} />}
        <TextInput {...field('givenName')} label="Given names" maxLength={120} />
        <TextInput {...field('familyName')} label="Family name" maxLength={120} />
        <DateInput
          {...date('receivedOn')}
          label="Referral received on"
          hint="Waiting is counted from this day, also the days that have passed"
        />
        <Select {...field('source')} label="Who referred the person" options={props.sources} />
        <Select {...field('route')} label="Public money asked for" options={props.routes} />
        <Textarea
          {...field('reason')}
          label="Why it is put right"
          hint="For example, misheard on the telephone"
          rows={2}
          maxLength={500}
        />
        <div class="app-actions">
          <Button>Save the corrections</Button>
          <a href={props.cancelHref}>Cancel</a>
        </div>
      </PostForm>
    </PageLayout>
  );
};
